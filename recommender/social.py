"""What people show a customer of products, as far as this viewer may know it now.

Friends: stars, purchases that they show, and what they sent. Others: the public stars of those whom the viewer follows,
or whose reviews the viewer found helpful.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from recommender.acts import day_of
from shop.access import Eyes, name_people, readable_stars
from shop.activity.feed import shown_purchases
from shop.consent import Purpose, allows
from shop.friends import Follow
from shop.ids import split_pair
from shop.reviews import ReviewLike
from shop.sending import SentKind, received
from shop.store import OneOf, Reader

SENT_LATELY_DAYS = 180
_OWNED = 0.5  # of what two stars above three say
_HELPFUL = 2  # likes of somebody's reviews from which on one listens to them
_MOST_HEARD = 50  # people who are no friends: those followed first, then those liked most


class Bond(StrEnum):
    """What somebody is to the viewer: of several the first."""

    FRIEND = "friend"
    FOLLOWED = "followed"
    HELPFUL = "helpful"  # the viewer likes their reviews


@dataclass(frozen=True)
class Word:
    """What one person shows of one product; `stars` is None when they bought it and gave none, or sent it."""

    person_id: str
    nickname: str
    stars: int | None
    review_id: str = ""  # where the stars are given
    day: float = 0.0  # since 1970, on which it was first shown
    bond: Bond = Bond.FRIEND
    sent_id: str = ""  # of the message with which they sent it to the viewer
    liked: bool = False  # the viewer likes the review

    @cached_property
    def support(self) -> float:
        """How much they speak for the product, -1 to 1."""
        if self.sent_id:
            return 1.0
        return _OWNED if self.stars is None else (self.stars - 3) / 2


@dataclass(frozen=True)
class Said:
    """What is shown of one product: by those with the most stars first, then by name; who gave none comes last."""

    words: tuple[Word, ...] = ()

    @cached_property
    def by_friends(self) -> tuple[Word, ...]:
        """Stars and purchases of friends."""
        return tuple(word for word in self.words if word.bond is Bond.FRIEND and not word.sent_id)

    @cached_property
    def by_others(self) -> tuple[Word, ...]:
        """Stars of those who are no friends, whom the viewer follows first."""
        return (*self.by(Bond.FOLLOWED), *self.by(Bond.HELPFUL))

    @property
    def raters(self) -> tuple[Word, ...]:
        return tuple(word for word in self.by_friends if word.stars is not None)

    @property
    def owners(self) -> tuple[Word, ...]:
        """Friends who bought it and gave no stars."""
        return tuple(word for word in self.by_friends if word.stars is None)

    @property
    def senders(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.sent_id)

    def by(self, bond: Bond) -> tuple[Word, ...]:
        """Return the words of those who are this to the viewer."""
        return tuple(word for word in self.words if word.bond is bond)

    @property
    def support(self) -> float:
        """Return the sum of what friends' stars and purchases say."""
        return sum(word.support for word in self.by_friends)


def read_said(
    tx: Reader, eyes: Eyes, *, until: float | None = None, among: Collection[str] | None = None
) -> Mapping[str, Said]:
    """Return by product what people show this viewer; {} for guests and people whom nobody tells anything.

    {} for viewers who do not consent to PERSONALISE, too: other people are no way around it. Friends who do not consent
    to being seen say nothing at all, not even as somebody whom the viewer follows. Sponsored reviews are no word.
    Words given before the day `until` alone, and of people `among` these alone, where that is said.
    """
    if eyes.viewer_id is None or not allows(tx, eyes.viewer_id, Purpose.PERSONALISE):
        return {}
    before = float("inf") if until is None else until
    sharing = eyes.sharing_ids if among is None else eyes.sharing_ids & frozenset(among)
    likes = tx.find(ReviewLike, customer_id=eyes.viewer_id)
    liked = {like.review_id for like in likes if day_of(like.at) < before}
    bonds = dict.fromkeys(sorted(sharing), Bond.FRIEND) | _find_others(tx, eyes, liked, before, among)
    if not bonds:
        return {}
    names = name_people(tx, eyes, bonds)
    told = _leave_helpful(_read_reviews(tx, eyes, names, bonds, liked))
    if sharing:
        told += _read_purchases(tx, eyes, names)
        told += _read_sent(tx, eyes, sharing, day_of(tx.now) if until is None else until)
    return _gather(pair for pair in told if pair[1].day < before)


def measure_agreement(
    said: Mapping[str, Said], liking: Mapping[str, float], stars: Mapping[str, int]
) -> dict[str, float]:
    """Return by friend, 0 to 1, how far what they show agrees with what the customer likes and rated.

    It is the cosine of the two, 0 where they have nothing in common or judge it differently.
    """
    own = dict(liking) | {id: float(given - 3) for id, given in stars.items()}
    common: dict[str, float] = {}
    squares: dict[str, float] = {}
    for id, of_product in said.items():
        liked = own.get(id, 0.0)
        for word in of_product.by_friends:
            support, friend_id = word.support, word.person_id
            squares[friend_id] = squares.get(friend_id, 0.0) + support**2
            common[friend_id] = common.get(friend_id, 0.0) + support * liked
    length = sum(value**2 for value in own.values()) ** 0.5
    return {
        friend_id: max(0.0, told / (length * squares[friend_id] ** 0.5))
        for friend_id, told in common.items()
        if length and squares[friend_id]
    }


_Told = tuple[str, Word]  # of a product


def _find_others(
    tx: Reader, eyes: Eyes, liked: Collection[str], before: float, among: Collection[str] | None
) -> dict[str, Bond]:
    """Return to whom else the viewer may listen, friends never, at most 50."""
    follows = tx.find(Follow, follower_id=eyes.viewer_id)
    followed = sorted(follow.followed_id for follow in follows if day_of(follow.since) < before)
    authors = Counter(split_pair(review_id)[1] for review_id in liked)
    helpful = [id for id, likes in sorted(authors.items(), key=lambda one: (-one[1], one[0])) if likes >= _HELPFUL]
    bonds = dict.fromkeys(followed, Bond.FOLLOWED)
    bonds |= {id: Bond.HELPFUL for id in helpful if id not in bonds}
    apart = eyes.friend_ids | eyes.hidden_ids | {eyes.viewer_id}
    heard = [id for id in bonds if id not in apart and (among is None or id in among)]
    return {id: bonds[id] for id in heard[:_MOST_HEARD]}


def _read_reviews(
    tx: Reader, eyes: Eyes, names: Mapping[str, str], bonds: Mapping[str, Bond], liked: Collection[str]
) -> Iterator[_Told]:
    for stars in readable_stars(tx, eyes, author_id=OneOf(tuple(sorted(names))), sponsored=False):
        id, day = stars.author_id, day_of(stars.written_at)
        word = Word(id, names[id], stars.rating, stars.id, day, bonds[id], liked=stars.id in liked)
        yield stars.product_id, word


def _leave_helpful(told: Iterable[_Told]) -> list[_Told]:
    """Return these words but for those of people of whom the viewer can no longer read enough that they liked."""
    words = list(told)
    liked = Counter(word.person_id for _, word in words if word.liked)
    return [one for one in words if one[1].bond is not Bond.HELPFUL or liked[one[1].person_id] >= _HELPFUL]


def _read_purchases(tx: Reader, eyes: Eyes, names: Mapping[str, str]) -> Iterator[_Told]:
    for purchase in shown_purchases(tx, eyes, None):
        id = purchase.customer_id
        if id in names:
            yield purchase.product_id, Word(id, names[id], None, day=day_of(purchase.at))


def _read_sent(tx: Reader, eyes: Eyes, sharing: Collection[str], now: float) -> Iterator[_Told]:
    for one in received(tx, eyes, sharing, SentKind.PRODUCT):
        day = day_of(one.at)
        if now - day <= SENT_LATELY_DAYS:
            yield one.subject_id, Word(one.sender.id, one.sender.nickname, None, day=day, sent_id=one.id)


def _gather(told: Iterable[_Told]) -> dict[str, Said]:
    """Return by product the words of each person: stars in place of a purchase, since the day of either."""
    words: dict[str, dict[tuple[str, bool], Word]] = {}
    for product_id, word in told:
        of_product, key = words.setdefault(product_id, {}), (word.person_id, bool(word.sent_id))
        known = of_product.get(key)
        of_product[key] = word if known is None else _join(known, word)
    return {id: Said(tuple(sorted(words[id].values(), key=_rank))) for id in sorted(words)}


def _join(one: Word, other: Word) -> Word:
    """Return the word that says more, of two by one person on one product, as told on the first day."""
    more, first = other if one.stars is None else one, min(one.day, other.day)
    return more if more.day == first else replace(more, day=first)


def _rank(word: Word) -> tuple[bool, int, str, str]:
    return word.stars is None, -(word.stars or 0), word.nickname.casefold(), word.person_id
