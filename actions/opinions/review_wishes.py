"""Which reviews a shopper asks for: by stars, by mood, by age, of buyers, about something, or simply more of them."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from actions.opinions.digest import HAPPY, UNHAPPY
from actions.turn import ActionTurn
from language.feelings import disagrees, tells_somebody_against
from language.values import read_rating
from retrieval.aspects import Aspect, find_aspect, join_aspects, read_aspect_asked
from shop.errors import NotFound
from shop.reviews.reading import SeenReview, find_review

_CRITICAL = re.compile(
    r"\b(?:bad|negative|critical|critic|complain|complaint|worst|lowest|wrong|downside|cons\b|moan|warning|issues?|problems?"
    r"|flaw|disadvantage|regret|unhappy|hate)"
)
_KIND = re.compile(r"\b(?:positive|best review|good reviews|highest|praise|happy ones|what .* like about)")
_BOTH = re.compile(r"\b(?:pros and cons|best and worst|good and bad|ups and downs|advantages and)\b")
_NEWEST = re.compile(r"\b(?:newest|latest|recent|most recent|new reviews)\b")
_HELPFUL = re.compile(r"\b(?:helpful|useful|most liked|top review)\b")
_BUYERS = re.compile(
    r"\b(?:verified|real (?:buyers?|customers?)|actual(?:ly)? (?:buyers?|bought)|people who own|fake)\b"
)
_MORE = re.compile(
    r"\b(?:more|next|further|other|rest)\b.{0,12}\b(?:review|opinion|one|rating|comment)|^(?:more|next)\b"
)
_SPEAKS_OF = re.compile(
    r"\b(?:complain\w*|complaints?|mention\w*|problems?|issues?|troubles?)\s+(?:about|of|with|that (?:it|they))\s+"
    r"(?:the |its |their )?"
    r"(?P<of>(?!it\b|them\b|this\b|that\b|these\b|those\b|delivery\b|my\b)[a-z][\w-]{2,}(?: [a-z]{3,})?)\W*$",
    re.IGNORECASE,
)
_LIKE_ME = re.compile(r"\b(?:like me|my taste|similar taste|same taste|people like us)\b")


@dataclass(frozen=True)
class ReviewWish:
    """What is asked for. Without anything a shopper wants the gist."""

    aspect: Aspect | None = None
    rating: int | None = None
    critical: bool = False
    kind: bool = False
    newest: bool = False
    helpful: bool = False
    buyers: bool = False
    more: bool = False
    like_me: bool = False

    @property
    def for_the_gist(self) -> bool:
        return self == ReviewWish()

    def fits(self, review: SeenReview) -> bool:
        """Say whether the review is one of those asked for, the aspect aside."""
        if self.rating is not None and review.rating != self.rating:
            return False
        if self.critical and review.rating >= HAPPY:
            return False
        if self.kind and review.rating < HAPPY:
            return False
        return review.verified or not self.buyers

    @property
    def tells_of_all(self) -> bool:
        """Say whether the answer tells how many say so, and does not just show what there is."""
        return self.for_the_gist or self.of_stars or self.aspect is not None

    @property
    def of_everybody(self) -> bool:
        """Say whether neither some stars nor buyers alone are asked for."""
        return self.rating is None and not self.buyers

    @property
    def of_stars(self) -> bool:
        """Say whether reviews are asked for by how they judge: then only those are told that count."""
        return self.rating is not None or self.critical or self.kind

    def sort(self, reviews: Sequence[SeenReview], left_out: Collection[str] = ()) -> list[SeenReview]:
        """Return the reviews, what was asked for first; those with words before bare stars.

        Those left out of every count come last, unless the newest are asked for.
        """
        order = self._order()
        return sorted(reviews, key=lambda review: (not self.newest and review.id in left_out, *order(review)))

    def _order(self) -> Callable[[SeenReview], tuple[float, ...]]:
        def order(review: SeenReview) -> tuple[float, ...]:
            stars = review.rating if self.critical else -review.rating if self.kind else 0
            likes = -review.likes if self.helpful else 0
            friend = 0 if self.newest or self.helpful else not review.friend
            return (not review.text and not self.newest, likes, stars, friend, -review.written_at.timestamp())

        return order


def said_aspect(turn: ActionTurn) -> Aspect | None:
    """Return what the message asks the reviews about, several things together; None for nothing."""
    spoken_of = _SPEAKS_OF.search(turn.text)
    asked = spoken_of["of"] if spoken_of else read_aspect_asked(turn.text)
    names = turn.all_entities("aspect") or turn.all_entities("feature") or ([asked] if asked else [])
    return join_aspects([find_aspect(name) for name in names]) if names else None


def read_wish(turn: ActionTurn) -> ReviewWish:
    """Return what the message asks for; a question that wants both sides wants the gist."""
    said = turn.text.lower()
    aspect = said_aspect(turn)
    if _BOTH.search(said):
        return ReviewWish(aspect=aspect)
    if tells_somebody_against(turn.text) or disagrees(turn.text):
        critical = tells_somebody_against(turn.text) or _were_kind(turn)
        return ReviewWish(critical=critical, kind=not critical)
    rating = turn.entity("rating") if "why" not in said else None  # "why only 3 stars?" is about all of them
    return ReviewWish(
        aspect=aspect,
        rating=read_rating(rating) if rating else None,
        critical=_CRITICAL.search(said) is not None,
        kind=_KIND.search(said) is not None and not _CRITICAL.search(said),
        newest=_NEWEST.search(said) is not None,
        helpful=_HELPFUL.search(said) is not None,
        buyers=_BUYERS.search(said) is not None,
        more=_MORE.search(said) is not None,
        like_me=_LIKE_ME.search(f"{said} {turn.entity('person') or ''}") is not None,
    )


def _were_kind(turn: ActionTurn) -> bool:
    """Say whether the reviews shown last praise: who disagrees with them may wish to read the others."""
    ratings = []
    for id in turn.memory.review_ids:
        try:
            ratings.append(find_review(turn.store, turn.customer_id, id).rating)
        except NotFound:
            continue
    return not ratings or sum(ratings) >= HAPPY * len(ratings) - len(ratings) / 2


def pick_both_sides(reviews: Sequence[SeenReview]) -> list[SeenReview]:
    """Return the best and the worst review worth reading, each with words if there are any; [] for none.

    The worst is left out when nobody is unhappy.
    """
    told = [review for review in reviews if review.text] or list(reviews)
    praise = [review for review in told if review.rating >= HAPPY]
    blame = [review for review in told if review.rating < HAPPY]
    best = max(praise, key=lambda r: (r.rating, r.friend, r.likes, r.written_at, r.id), default=None)
    worst = min(blame, key=lambda r: (r.rating, -r.likes, -r.written_at.timestamp(), r.id), default=None)
    return [review for review in (best, worst) if review is not None]


def count_sides(reviews: Sequence[SeenReview]) -> tuple[int, int, int]:
    """Return how many are happy, in between and unhappy."""
    happy = sum(review.rating >= HAPPY for review in reviews)
    unhappy = sum(review.rating <= UNHAPPY for review in reviews)
    return happy, len(reviews) - happy - unhappy, unhappy
