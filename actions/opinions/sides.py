"""Where a question asks for a judgement, how many reviews are on each side of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.finding.fit_votes import count_fit, leave_out_fit, read_fit
from actions.opinions.digest import tell_counted
from actions.opinions.voices import Voices, all_reviews, hear_voices
from actions.turn import ActionTurn
from retrieval.aspect_judge import NAMES
from retrieval.aspects import find_aspect
from retrieval.digest import AspectShare
from retrieval.suspicious import leave_out_paid
from retrieval.terms import split_terms, split_wanted, wanted_words
from shop.catalogue import Product
from shop.reviews.reading import SeenReview

_LEAST = 2  # reviews that judge a matter, for it to be weighed
_JUDGES = frozenset((  # words, folded, that ask how a matter is, and nothing else of it
    "bad", "best", "better", "buyer", "crap", "customer", "decent", "enough", "excellent", "fine", "generally", "high",
    "low", "mid", "ok", "okay", "other", "overall", "people", "poor", "problem", "quite", "review", "rubbish", "say",
    "size", "sizing", "solid", "tend", "terrible", "true", "usually", "well", "worst",
))  # fmt: skip


@dataclass(frozen=True)
class Sides:
    """What reviews that count say on one matter: "12 say it runs small and 3 say it is true to size"."""

    told: str
    of: str  # reviews that count: "37", "the newest 200"
    shown: tuple[SeenReview, ...]  # one of each side, friends' before others', the newest first
    divided: bool
    asked: bool  # the question asks for just that


def weigh_sides(turn: ActionTurn, product: Product, question: str) -> Sides | None:
    """Return the sides of what the question asks about; None for a matter on which fewer than two reviews judge."""
    rest = leave_out_fit(question)
    if rest != question:
        return _weigh_fit(leave_out_paid(all_reviews(turn, product.id)), asked=_says_nothing(rest, product))
    asked = [name for name in NAMES if find_aspect(name).is_in(question)]
    return _weigh_aspect(hear_voices(turn, product), asked, question) if asked else None


def _weigh_fit(reviews: Sequence[SeenReview], *, asked: bool) -> Sides | None:
    votes = count_fit(review.text for review in reviews)
    if votes.small + votes.true + votes.large < _LEAST:
        return None
    by_fit: dict[str, list[SeenReview]] = {}
    for review in sorted(reviews, key=lambda review: not review.friend):
        by_fit.setdefault(read_fit(review.text), []).append(review)
    by_fit.pop("", None)
    shown = [found[0] for found in sorted(by_fit.values(), key=len, reverse=True)]
    return Sides(votes.told, str(len(reviews)), tuple(shown), votes.divided, asked)


def _weigh_aspect(voices: Voices, asked: Sequence[str], question: str) -> Sides | None:
    share = next((share for share in voices.digest.aspects if share.name in asked), None)
    if share is None or share.count < _LEAST:
        return None
    shown = voices.find([ids[0] for ids in (share.praised, share.blamed) if ids])
    rest = " ".join(word for word in wanted_words(question) if not find_aspect(share.name).is_in(word))
    judged = _says_nothing(rest, voices.product)
    return Sides(tell_share(share), tell_counted(voices.digest), tuple(shown), share.contradicted, judged)


def _says_nothing(rest: str, product: Product) -> bool:
    """Return whether the question, without the matter itself, asks how it is and nothing else of it."""
    return {*split_wanted(rest)} <= {*_JUDGES, *split_terms(f"{product.title} {product.type}")}


def tell_share(share: AspectShare) -> str:
    """Return "5 praise the comfort and 2 find fault with it"."""
    praised, blamed = len(share.praised), len(share.blamed)
    well = f"{praised or 'none'} {'praise' if praised > 1 else 'praises'} the {share.name}"
    return f"{well} and {blamed or 'none'} {'find' if blamed > 1 else 'finds'} fault with it"
