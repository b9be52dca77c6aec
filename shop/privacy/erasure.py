"""Erasing a customer: everything goes but what the tax office wants to see, and that loses its name.

Orders stay without customer, address and parcels. Audit entries stay as "somebody did this to that, then": they are
otherwise never altered, and lose here what could name the person.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shop.access import lock_people
from shop.activity import ActivityOptIn, Event, HiddenPurchase
from shop.carts import Cart
from shop.consent import ConsentRecord
from shop.coupons import Coupon
from shop.customers import Address, Customer, PaymentMethod
from shop.errors import Conflict, NotFound
from shop.friends import Block, Circle, CircleMember, Follow, FriendRequest, Friendship
from shop.friends.friendships import part
from shop.friends.news import forget_news
from shop.ids import new_id, pair_id
from shop.notifications import Notification
from shop.orders.records import AuditEntry, Order, OrderStatus, Proposal
from shop.prices import Alert
from shop.questions import Answer, Poll, PollInvitation, ProductQuestion, Vote
from shop.reviews import Review, ReviewLike
from shop.reviews.writing import drop_reviews
from shop.shares import Share
from shop.store import OneOf, Reader, Store, Writer
from shop.texts import check_id
from shop.wishlists import GiftPlan, WishlistItem

SETTLED = (OrderStatus.DELIVERED, OrderStatus.CANCELLED, OrderStatus.RETURN_REQUESTED)

# What goes without a trace: each kind by the fields that may hold the customer's id.
_GOES: tuple[tuple[type[Any], str], ...] = (
    (PaymentMethod, "customer_id"),
    (Proposal, "customer_id"),
    (Cart, "customer_id"),
    (Coupon, "customer_id"),
    (Alert, "customer_id"),
    (Notification, "customer_id"),
    (ReviewLike, "customer_id"),
    (Answer, "author_id"),
    (PollInvitation, "customer_id"),
    (Vote, "voter_id"),
    (Follow, "follower_id"),
    (Follow, "followed_id"),
    (Block, "blocker_id"),
    (Block, "blocked_id"),
    (CircleMember, "member_id"),
    (WishlistItem, "customer_id"),
    (GiftPlan, "giver_id"),
    (GiftPlan, "recipient_id"),
    (Share, "owner_id"),
    (ActivityOptIn, "customer_id"),
    (HiddenPurchase, "customer_id"),
    (Event, "customer_id"),
    (ConsentRecord, "customer_id"),
)


@dataclass(frozen=True)
class Erased:
    """What is left, without a name."""

    anonymous_id: str  # whose the orders are now
    orders: int
    reviews: int


def erase_me(
    store: Store,
    customer_id: str,
    *,
    keep_reviews_of: Sequence[str] = (),
    further: Sequence[tuple[type[Any], str]] = (),
) -> Erased:
    """Erase the customer at once and for good; their reviews of `keep_reviews_of` (product ids) stay, anonymous.

    `further` are kinds that other rooms keep of people, each with the field that holds the customer's id.
    Raises NotFound for an unknown customer or a review that is not there, Conflict while an order is on its way: it
    needs its address.
    """
    with store.write() as tx:
        _lock_orders(tx, check_id("customer_id", customer_id))
        lock_people(tx, customer_id)
        orders = tx.find(Order, customer_id=customer_id)
        _check_settled(orders)
        nobody = new_id("erased")
        _erase_reviews(tx, customer_id, keep_reviews_of)
        _erase_questions(tx, customer_id)
        _erase_bonds(tx, customer_id)
        for kind, field in (*_GOES, *further):
            mine = tx.find(kind, order="id", descending=False, limit=None, **{field: customer_id})
            tx.remove(kind, *(record.id for record in mine))
        tx.put(*(_without_name(order, nobody) for order in orders))
        tx.put(*(replace(order, gift_for=nobody) for order in tx.find(Order, gift_for=customer_id)))
        _erase_audit(tx, customer_id, nobody)
        tx.remove(Customer, customer_id)
        outcome = Erased(nobody, len(orders), len(set(keep_reviews_of)))
        facts = {"orders": str(outcome.orders), "reviews": str(outcome.reviews)}
        tx.add(AuditEntry(new_id("audit"), nobody, nobody, "erase_me", nobody, {}, facts, tx.now))
        return outcome


def _lock_orders(tx: Writer, customer_id: str) -> None:
    """Lock what the customer ordered and what was ordered for them: before people, as the order desk does."""
    concerned = (*tx.find(Order, customer_id=customer_id), *tx.find(Order, gift_for=customer_id))
    for order_id in sorted({order.id for order in concerned}):
        tx.lock(Order, order_id)


def _check_settled(orders: Sequence[Order]) -> None:
    for order in orders:
        if order.status not in SETTLED:
            raise Conflict(
                f"Order {order.id} is {order.status}; an account can be erased once all its orders have arrived "
                "or are cancelled."
            )


def _erase_reviews(tx: Writer, customer_id: str, kept_product_ids: Collection[str]) -> None:
    reviews = {review.product_id: review for review in tx.find(Review, author_id=customer_id)}
    for product_id in kept_product_ids:
        if product_id not in reviews:
            raise NotFound("review", product_id)
    for review in reviews.values():
        tx.lock(Review, review.id)  # whoever likes it now comes before or after
    for product_id in dict.fromkeys(kept_product_ids):
        _keep_anonymous(tx, reviews[product_id])
    drop_reviews(tx, *(review.id for review in reviews.values()))
    links = tx.find(Share, subject_id=OneOf((customer_id, *(review.id for review in reviews.values()))))
    tx.remove(Share, *(link.id for link in links))


def _keep_anonymous(tx: Writer, review: Review) -> None:
    """Store the review, with its likes, as written by nobody: another nobody for each, so that none leads on."""
    nobody = new_id("erased")
    kept = replace(review, id=pair_id(review.product_id, nobody), author_id=nobody)
    likes = tx.find(ReviewLike, review_id=review.id)
    tx.add(kept, *(replace(like, id=pair_id(kept.id, like.customer_id), review_id=kept.id) for like in likes))


def _erase_questions(tx: Writer, customer_id: str) -> None:
    """Remove the customer's questions with their answers, and polls with their votes."""
    for question in tx.find(ProductQuestion, asker_id=customer_id):
        tx.lock(ProductQuestion, question.id)
        tx.remove(Answer, *(answer.id for answer in tx.find(Answer, question_id=question.id)))
        tx.remove(ProductQuestion, question.id)
    for poll in tx.find(Poll, asker_id=customer_id):
        tx.lock(Poll, poll.id)
        tx.remove(Vote, *(vote.id for vote in tx.find(Vote, poll_id=poll.id)))
        tx.remove(PollInvitation, *(invited.id for invited in tx.find(PollInvitation, poll_id=poll.id)))
        tx.remove(Poll, poll.id)


def _erase_bonds(tx: Writer, customer_id: str) -> None:
    for other_id in sorted(_others(tx, customer_id)):
        part(tx, customer_id, other_id)
    for circle in tx.find(Circle, owner_id=customer_id):
        tx.remove(CircleMember, *(member.id for member in tx.find(CircleMember, circle_id=circle.id)))
        tx.remove(Circle, circle.id)
    # Whoever asked something that the customer answered was told so by name.
    answered = tx.get_many(ProductQuestion, (a.question_id for a in tx.find(Answer, author_id=customer_id)))
    for asker_id in sorted({question.asker_id for question in answered.values()}):
        forget_news(tx, asker_id, customer_id)


def _others(tx: Reader, customer_id: str) -> set[str]:
    """Return everybody with whom the customer has a friendship or a request."""
    return {
        *(half.friend_id for half in tx.find(Friendship, customer_id=customer_id)),
        *(request.to_id for request in tx.find(FriendRequest, from_id=customer_id)),
        *(request.from_id for request in tx.find(FriendRequest, to_id=customer_id)),
    }


def _without_name(order: Order, nobody: str) -> Order:
    country = order.address.country  # the tax depends on it
    return replace(
        order, customer_id=nobody, address=Address("", "", "", "", "", country), fulfillments=(), gift_for=""
    )


def _erase_audit(tx: Writer, customer_id: str, nobody: str) -> None:
    entries = {
        entry.id: entry
        for entry in (
            *tx.find(AuditEntry, customer_id=customer_id),
            *tx.find(AuditEntry, actor_id=customer_id),
            *tx.find(AuditEntry, subject_id=customer_id),
        )
    }
    for entry in entries.values():
        actor, customer, subject = (
            nobody if id == customer_id else id for id in (entry.actor_id, entry.customer_id, entry.subject_id)
        )
        tx.put(replace(entry, actor_id=actor, customer_id=customer, subject_id=subject, before={}, after={}))
