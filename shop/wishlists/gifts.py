"""Presents: who gives what from whose wishlist, kept from the one who is to be surprised.

The recipient's own view carries nothing of it, and neither does that of guests and strangers: the recipient could
sign out, or sign up again, to look. Only friends of the recipient see that a thing is taken.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from shop.access import Eyes, get_person, list_people, lock_people, name_people, open_eyes, readable_wishlist
from shop.errors import NotFound
from shop.ids import pair_id
from shop.reviews import Visibility
from shop.store import OneOf, Reader, Store
from shop.texts import check_id
from shop.wishlists import GiftPlan, WishlistItem


@dataclass(frozen=True)
class SeenWish:
    """A thing on a wishlist as one viewer may see it."""

    id: str
    product_id: str
    note: str
    added_at: datetime
    mine_to_give: bool  # the viewer plans to give it
    taken: bool  # somebody else plans to; told to friends of the owner only
    givers: tuple[str, ...]  # the nicknames of those givers who are friends of the viewer, too
    visibility: Visibility | None  # None: told to the owner alone
    circle_id: str | None = None  # of a wish for a circle; told to the owner alone


@dataclass(frozen=True)
class PlannedGift:
    """One's own plan; the recipient's nickname is None when they no longer exist for the giver."""

    plan: GiftPlan
    recipient: str | None


def wishlist_of(store: Store, viewer_id: str | None, owner_id: str) -> tuple[SeenWish, ...]:
    """Return what the viewer may see of the owner's wishlist, the newest first; () for nothing.

    Raises NotFound for an owner who does not exist for the viewer.
    """
    with store.read() as tx:
        eyes = open_eyes(tx, viewer_id)
        owner = get_person(tx, eyes, owner_id)
        return show_wishes(tx, eyes, readable_wishlist(tx, eyes, customer_id=owner.id))


def plan_gift(store: Store, giver_id: str, item_id: str) -> GiftPlan:
    """Plan to give this; planning twice is planning once, and others may plan the same.

    Raises NotFound for what the giver cannot see, and for their own wishes.
    """
    with store.write() as tx:
        recipient_id = _find_recipient(tx, giver_id, item_id)
        lock_people(tx, giver_id, recipient_id)
        _find_recipient(tx, giver_id, item_id)  # again: a block or an erasure may have come in between
        known = tx.get(GiftPlan, pair_id(item_id, giver_id))
        if known is not None:
            return known
        plan = GiftPlan(pair_id(item_id, giver_id), item_id, recipient_id, giver_id, bought=False, at=tx.now)
        tx.add(plan)
        return plan


def mark_bought(store: Store, giver_id: str, item_id: str) -> GiftPlan:
    """Note that the present is bought; twice is once. Raises NotFound without a plan of one's own."""
    with store.write() as tx:
        plan = tx.lock(GiftPlan, pair_id(check_id("item_id", item_id), check_id("giver_id", giver_id)))
        if plan is None:
            raise NotFound("gift plan", item_id)
        plan = replace(plan, bought=True)
        tx.put(plan)
        return plan


def drop_plan(store: Store, giver_id: str, item_id: str) -> None:
    """Give the plan up; nothing happens without one."""
    with store.write() as tx:
        tx.remove(GiftPlan, pair_id(check_id("item_id", item_id), check_id("giver_id", giver_id)))


def mark_present(store: Store, giver_id: str, recipient_id: str, product_ids: Collection[str]) -> int:
    """Note as bought what the giver can see of these products on the recipient's wishlist; return how many wishes.

    Raises NotFound for a recipient who does not exist for the giver.
    """
    wishes = [wish for wish in wishlist_of(store, giver_id, recipient_id) if wish.product_id in product_ids]
    for wish in wishes:
        plan_gift(store, giver_id, wish.id)
        mark_bought(store, giver_id, wish.id)
    return len(wishes)


def forget_present(store: Store, giver_id: str, recipient_id: str, product_ids: Collection[str]) -> None:
    """Give up the plans for these products, as after a cancelled order; nothing happens without any."""
    with store.write() as tx:
        plans = tx.find(GiftPlan, giver_id=giver_id, recipient_id=recipient_id)
        tx.remove(GiftPlan, *(plan.id for plan in plans if plan.product_id in product_ids))


def planned_gifts(store: Store, giver_id: str) -> tuple[PlannedGift, ...]:
    """Return what the customer means to give, the newest first; () for nothing."""
    with store.read() as tx:
        eyes = open_eyes(tx, giver_id)
        plans = tx.find(GiftPlan, giver_id=giver_id, order="at", descending=True)
        names = {person.id: person.nickname for person in list_people(tx, eyes, {plan.recipient_id for plan in plans})}
        return tuple(PlannedGift(plan, names.get(plan.recipient_id)) for plan in plans)


def _find_recipient(tx: Reader, giver_id: str, item_id: str) -> str:
    items = readable_wishlist(tx, open_eyes(tx, giver_id), id=check_id("item_id", item_id))
    if not items or items[0].customer_id == giver_id:
        raise NotFound("wishlist item", item_id)
    return items[0].customer_id


def show_wishes(tx: Reader, eyes: Eyes, items: list[WishlistItem]) -> tuple[SeenWish, ...]:
    """Return these readable things as the viewer may see them, the newest first."""
    plans = tx.find(GiftPlan, item_id=OneOf(tuple(item.id for item in items if item.customer_id != eyes.viewer_id)))
    names = name_people(tx, eyes, {plan.giver_id for plan in plans} & eyes.sharing_ids)
    givers_of: dict[str, set[str]] = {item.id: set() for item in items}
    for plan in plans:
        givers_of[plan.item_id].add(plan.giver_id)
    shown = []
    for item in sorted(items, key=lambda item: (item.added_at, item.id), reverse=True):
        givers = givers_of[item.id]
        others = givers - {eyes.viewer_id} if item.customer_id in eyes.friend_ids else set()
        shown.append(
            SeenWish(
                id=item.id,
                product_id=item.product_id,
                note=item.note,
                added_at=item.added_at,
                mine_to_give=eyes.viewer_id in givers,
                taken=bool(others),
                givers=tuple(sorted(names[id] for id in others if id in names)),
                visibility=item.visibility if item.customer_id == eyes.viewer_id else None,
                circle_id=item.circle_id if item.customer_id == eyes.viewer_id else None,
            )
        )
    return tuple(shown)
