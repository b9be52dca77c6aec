"""Which friends know things from using them: what they show of having bought or reviewed."""

from dataclasses import dataclass
from datetime import datetime

from shop.access import Eyes, name_people, open_eyes, readable_reviews
from shop.activity.feed import shown_purchases
from shop.reviews import Review
from shop.store import OneOf, Reader, Store


@dataclass(frozen=True)
class Experience:
    """One friend and one product: bought, reviewed or both, as far as the viewer may see each."""

    friend_id: str
    nickname: str
    product_id: str
    bought_at: datetime | None = None  # the last time
    stars: int | None = None
    reviewed_at: datetime | None = None

    @property
    def at(self) -> datetime:
        """The newest of it."""
        return max(at for at in (self.bought_at, self.reviewed_at) if at is not None)


def friends_experience(store: Store, viewer_id: str) -> tuple[Experience, ...]:
    """Return what friends have bought or reviewed and show to the viewer, the newest first; () for nothing.

    Presents and purchases that are hidden are not among it, nor reviews that were paid for: those say what was agreed.
    """
    with store.read() as tx:
        eyes = open_eyes(tx, viewer_id)
        names = name_people(tx, eyes, sorted(eyes.sharing_ids))
        bought: dict[tuple[str, str], datetime] = {}
        for purchase in shown_purchases(tx, eyes, None):  # the newest first
            bought.setdefault((purchase.customer_id, purchase.product_id), purchase.at)
        reviews = {(review.author_id, review.product_id): review for review in _read_reviews(tx, eyes)}
    known = [
        _show(names[pair[0]], pair, bought.get(pair), reviews.get(pair))
        for pair in bought.keys() | reviews.keys()
        if pair[0] in names
    ]
    return tuple(sorted(known, key=lambda one: (one.at, one.friend_id, one.product_id), reverse=True))


def _read_reviews(tx: Reader, eyes: Eyes) -> list[Review]:
    found = readable_reviews(tx, eyes, author_id=OneOf(tuple(sorted(eyes.sharing_ids))))
    return [review for review in found if not review.sponsored]


def _show(nickname: str, pair: tuple[str, str], bought_at: datetime | None, review: Review | None) -> Experience:
    friend_id, product_id = pair
    if review is None:
        return Experience(friend_id, nickname, product_id, bought_at)
    return Experience(friend_id, nickname, product_id, bought_at, review.rating, review.written_at)
