"""Following: one-sided, and only what is public."""

from shop.access import Person, get_person, list_people, lock_people, open_eyes
from shop.errors import NotFound
from shop.friends import Follow
from shop.ids import pair_id
from shop.store import Store
from shop.texts import check_id


def follow_person(store: Store, actor_id: str, other_id: str) -> None:
    """Follow; twice is once. Raises NotFound for oneself and for people who do not exist for the actor."""
    with store.write() as tx:
        lock_people(tx, actor_id, other_id)
        get_person(tx, open_eyes(tx, actor_id), other_id)
        if actor_id == other_id:
            raise NotFound("person", other_id)
        if tx.get(Follow, pair_id(actor_id, other_id)) is None:
            tx.add(Follow(pair_id(actor_id, other_id), actor_id, other_id, tx.now))


def unfollow_person(store: Store, actor_id: str, other_id: str) -> None:
    """Stop following; nothing happens when the actor did not."""
    with store.write() as tx:
        tx.remove(Follow, pair_id(check_id("actor_id", actor_id), check_id("other_id", other_id)))


def followed_by(store: Store, customer_id: str) -> tuple[Person, ...]:
    """Return whom the customer follows, by nickname; () for none. Who follows them is told to nobody but by number."""
    with store.read() as tx:
        eyes = open_eyes(tx, customer_id)
        return list_people(tx, eyes, [follow.followed_id for follow in tx.find(Follow, follower_id=customer_id)])
