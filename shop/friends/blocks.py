"""Blocks: two people stop existing for each other."""

from shop.access import Person, lock_people
from shop.customers import Customer
from shop.errors import NotFound
from shop.friends import Block, Follow
from shop.friends.friendships import part
from shop.ids import pair_id
from shop.store import Store
from shop.texts import check_id
from shop.wishlists import GiftPlan


def block_person(store: Store, actor_id: str, other_id: str) -> None:
    """Block; twice is once. Everything between the two ends, and does not come back with `unblock_person`.

    Works on hidden people as well, and on somebody who blocked the actor: a refusal would tell. Raises NotFound for
    oneself and for people who are not there at all.
    """
    with store.write() as tx:
        lock_people(tx, actor_id, other_id)
        if actor_id == other_id:
            raise NotFound("person", other_id)
        part(tx, actor_id, other_id)
        tx.remove(Follow, pair_id(actor_id, other_id), pair_id(other_id, actor_id))
        for giver_id, recipient_id in ((actor_id, other_id), (other_id, actor_id)):
            plans = tx.find(GiftPlan, giver_id=giver_id, recipient_id=recipient_id)
            tx.remove(GiftPlan, *(plan.id for plan in plans))
        if tx.get(Block, pair_id(actor_id, other_id)) is None:
            tx.add(Block(pair_id(actor_id, other_id), actor_id, other_id, tx.now))


def unblock_person(store: Store, actor_id: str, other_id: str) -> None:
    """Lift one's own block; nothing happens without one."""
    with store.write() as tx:
        tx.remove(Block, pair_id(check_id("actor_id", actor_id), check_id("other_id", other_id)))


def blocked_by(store: Store, customer_id: str) -> tuple[Person, ...]:
    """Return whom the customer blocked, by nickname, so that they can lift it; () for none."""
    with store.read() as tx:
        blocks = tx.find(Block, blocker_id=check_id("customer_id", customer_id))
        people = tx.get_many(Customer, [block.blocked_id for block in blocks]).values()
        return tuple(
            Person(person.id, person.nickname, friend=False)
            for person in sorted(people, key=lambda person: (person.nickname.casefold(), person.id))
        )
