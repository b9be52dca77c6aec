"""A copy of everything that the shop keeps about one customer."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import JsonValue, TypeAdapter

from shop.access import lock_people
from shop.activity import ActivityOptIn, Event, HiddenPurchase
from shop.carts import Cart
from shop.consent import ConsentRecord
from shop.coupons import Coupon
from shop.customers import Customer, PaymentMethod
from shop.errors import NotFound
from shop.friends import Block, Circle, CircleMember, Follow, FriendRequest, Friendship, RequestStatus
from shop.ids import new_id
from shop.notifications import Notification
from shop.orders.records import AuditEntry, Order, Proposal
from shop.prices import Alert
from shop.questions import Answer, Poll, PollInvitation, ProductQuestion, Vote
from shop.reviews import Review, ReviewLike
from shop.shares import Share
from shop.store import OneOf, Reader, Record, Store
from shop.texts import check_id
from shop.wishlists import GiftPlan, WishlistItem

Export = dict[str, JsonValue]

# What is copied as it is: the section's name, the kind, and the field that holds the customer's id. A gift plan is
# its giver's; that somebody plans to surprise this customer is nothing that their copy may tell.
_SECTIONS: tuple[tuple[str, type[Any], str], ...] = (
    ("payment_methods", PaymentMethod, "customer_id"),
    ("orders", Order, "customer_id"),
    ("proposals", Proposal, "customer_id"),
    ("carts", Cart, "customer_id"),
    ("coupons", Coupon, "customer_id"),
    ("alerts", Alert, "customer_id"),
    ("notifications", Notification, "customer_id"),
    ("reviews", Review, "author_id"),
    ("likes", ReviewLike, "customer_id"),
    ("questions", ProductQuestion, "asker_id"),
    ("answers", Answer, "author_id"),
    ("polls", Poll, "asker_id"),
    ("poll_invitations", PollInvitation, "customer_id"),
    ("votes", Vote, "voter_id"),
    ("following", Follow, "follower_id"),
    ("blocked", Block, "blocker_id"),
    ("circles", Circle, "owner_id"),
    ("wishlist", WishlistItem, "customer_id"),
    ("planned_gifts", GiftPlan, "giver_id"),
    ("links", Share, "owner_id"),
    ("shown_activity", ActivityOptIn, "customer_id"),
    ("hidden_purchases", HiddenPurchase, "customer_id"),
    ("events", Event, "customer_id"),
    ("consents", ConsentRecord, "customer_id"),
)


def export_my_data(store: Store, customer_id: str) -> Export:
    """Return everything about the customer, as plain JSON values by section; a section may be empty.

    Other people's data are left out: friends are there by nickname, who blocked or declined the customer is not, nor
    is what anybody plans to give them. Writes an audit entry. Raises NotFound for an unknown customer.
    """
    with store.write() as tx:
        me = lock_people(tx, customer_id)[customer_id]
        tx.add(AuditEntry(new_id("audit"), me.id, me.id, "export_my_data", me.id, {}, {}, tx.now))
        copy: Export = {"exported_at": tx.now.isoformat(), "profile": _as_json(me)}
        for name, kind, field in _SECTIONS:
            copy[name] = _as_list(tx.find(kind, order="id", descending=False, limit=None, **{field: me.id}))
        copy["friends"] = _friends(tx, me.id)
        copy["circle_members"] = _circle_members(tx, me.id)
        copy["followers"] = tx.count(Follow, followed_id=me.id)
        copy["requests_sent"] = _as_list(_as_asked(request) for request in tx.find(FriendRequest, from_id=me.id))
        copy["requests_received"] = _as_list(tx.find(FriendRequest, to_id=me.id))
        copy["audit"] = [_audited(entry, me.id) for entry in tx.find(AuditEntry, customer_id=me.id, order="at")]
        return copy


def count_my_data(store: Store, customer_id: str) -> dict[str, int]:
    """Return how many records of the customer each section of a copy has; no copy is taken, and none noted.

    Raises Invalid for what can be no id, NotFound for an unknown customer.
    """
    with store.read() as tx:
        if tx.get(Customer, check_id("customer_id", customer_id)) is None:
            raise NotFound("customer", customer_id)
        counts = {name: tx.count(kind, **{field: customer_id}) for name, kind, field in _SECTIONS}
        return counts | {"friends": tx.count(Friendship, customer_id=customer_id)}


def _friends(tx: Reader, customer_id: str) -> JsonValue:
    halves = tx.find(Friendship, customer_id=customer_id, order="since")
    people = tx.get_many(Customer, (half.friend_id for half in halves))
    return [
        {"id": half.friend_id, "nickname": people[half.friend_id].nickname, "since": half.since.isoformat()}
        for half in halves
        if half.friend_id in people
    ]


def _circle_members(tx: Reader, customer_id: str) -> JsonValue:
    circles = tuple(circle.id for circle in tx.find(Circle, owner_id=customer_id))
    return _as_list(tx.find(CircleMember, circle_id=OneOf(circles)))


def _as_asked(request: FriendRequest) -> FriendRequest:
    """Return the request as the one who asked may know it: a no looks like no answer yet."""
    if request.status is RequestStatus.DECLINED:
        return replace(request, status=RequestStatus.PENDING, answered_at=None)
    if request.status is RequestStatus.WITHDRAWN:
        return replace(request, answered_at=None)
    return request


def _audited(entry: AuditEntry, customer_id: str) -> JsonValue:
    by = "you" if entry.actor_id == customer_id else "the shop"
    return {"action": entry.action, "subject_id": entry.subject_id, "by": by, "at": entry.at.isoformat()}


def _as_list(records: Iterable[Record]) -> JsonValue:
    return [_as_json(record) for record in records]


def _as_json(record: Record) -> JsonValue:
    plain: JsonValue = _adapter(type(record)).dump_python(record, mode="json")
    return plain


@cache
def _adapter(kind: type[Any]) -> "TypeAdapter[Any]":
    return TypeAdapter(kind)
