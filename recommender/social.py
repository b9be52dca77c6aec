"""What a customer's friends show of products: stars and purchases, as far as this viewer may know them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from recommender.acts import day_of
from shop.access import Eyes, name_people, readable_reviews
from shop.activity.feed import shown_purchases
from shop.consent import Purpose, allows
from shop.store import OneOf, Reader

_OWNED = 0.5  # of what two stars above three say


@dataclass(frozen=True)
class FriendWord:
    """What one friend shows of one product; `stars` is None when they bought it and gave none."""

    friend_id: str
    nickname: str
    stars: int | None
    review_id: str = ""  # where the stars are given

    @property
    def support(self) -> float:
        """Return -1 to 1: how much they speak for the product."""
        return _OWNED if self.stars is None else (self.stars - 3) / 2


@dataclass(frozen=True)
class FriendSignal:
    """What friends show of one product: those with the most stars first, then by name, owners last."""

    words: tuple[FriendWord, ...] = ()

    @property
    def raters(self) -> tuple[FriendWord, ...]:
        return tuple(word for word in self.words if word.stars is not None)

    @property
    def owners(self) -> tuple[FriendWord, ...]:
        """Who bought it and gave no stars."""
        return tuple(word for word in self.words if word.stars is None)

    @property
    def support(self) -> float:
        """Return the sum of what each friend's word says."""
        return sum(word.support for word in self.words)


def read_friend_signals(
    tx: Reader, eyes: Eyes, *, until: float | None = None, among: Collection[str] | None = None
) -> Mapping[str, FriendSignal]:
    """Return by product what the friends of this viewer show; {} for guests and people without such friends.

    {} for viewers who do not consent to PERSONALISE, too: friends are no way around it.
    Sponsored reviews are no word. Words given before the day `until` alone, and of friends `among` these alone, where
    that is said.
    """
    sharing = eyes.sharing_ids if among is None else eyes.sharing_ids & frozenset(among)
    if eyes.viewer_id is None or not sharing or not allows(tx, eyes.viewer_id, Purpose.PERSONALISE):
        return {}
    names = name_people(tx, eyes, sorted(sharing))
    words: dict[str, dict[str, FriendWord]] = {}
    for purchase in shown_purchases(tx, eyes, None):
        if purchase.customer_id in names and (until is None or day_of(purchase.at) < until):
            friend_id = purchase.customer_id
            words.setdefault(purchase.product_id, {})[friend_id] = FriendWord(friend_id, names[friend_id], None)
    for review in readable_reviews(tx, eyes, author_id=OneOf(tuple(sorted(names))), sponsored=False):
        if until is None or day_of(review.written_at) < until:
            word = FriendWord(review.author_id, names[review.author_id], review.rating, review.id)
            words.setdefault(review.product_id, {})[review.author_id] = word
    return {id: FriendSignal(tuple(sorted(words[id].values(), key=_rank))) for id in sorted(words)}


def measure_agreement(
    signals: Mapping[str, FriendSignal], liking: Mapping[str, float], stars: Mapping[str, int]
) -> dict[str, float]:
    """Return by friend, 0 to 1, how far what they show agrees with what the customer likes and rated.

    It is the cosine of the two, 0 where they have nothing in common or judge it differently.
    """
    own = dict(liking) | {id: float(given - 3) for id, given in stars.items()}
    common: dict[str, float] = {}
    squares: dict[str, float] = {}
    for id, signal in signals.items():
        for word in signal.words:
            squares[word.friend_id] = squares.get(word.friend_id, 0.0) + word.support**2
            common[word.friend_id] = common.get(word.friend_id, 0.0) + word.support * own.get(id, 0.0)
    length = sum(value**2 for value in own.values()) ** 0.5
    return {
        friend_id: max(0.0, told / (length * squares[friend_id] ** 0.5))
        for friend_id, told in common.items()
        if length and squares[friend_id]
    }


def _rank(word: FriendWord) -> tuple[bool, int, str]:
    return word.stars is None, -(word.stars or 0), word.nickname.casefold()
