"""What stands in the shop for one shopper, as a flat table: two of them compared tell what a conversation did."""

from collections.abc import Iterator

from shop.carts import Cart, CartOwner
from shop.customers import Customer, PaymentMethod
from shop.friends import Block, FriendRequest, Friendship
from shop.notifications import Notification
from shop.orders.records import Order, TransactionKind
from shop.prices import Alert
from shop.questions import Poll
from shop.reviews import Review, ReviewLike
from shop.sending import SentKind
from shop.shares import Share
from shop.store import OneOf, Reader
from shop.wishlists import WishlistItem
from tests.journeys.talk import Talk

Deeds = dict[str, object]


def read_deeds(talk: Talk) -> Deeds:
    """Return what is the shopper's: {"order W4310021": "pending", "cart velori-hush-700--sand": 1, ...}."""
    with talk.store.read() as tx:
        owner = CartOwner(talk.customer_id) if talk.customer_id else CartOwner(talk.guest_id, guest=True)
        deeds = dict(_cart(tx, owner))
        if talk.customer_id is not None:
            for part in (_profile, _orders, _opinions, _people, _sent, _alerts):
                deeds |= dict(part(tx, talk.customer_id))
    return deeds


def changes(before: Deeds, after: Deeds) -> Deeds:
    """Return what is new or different, with None for what is gone; {} when nothing happened."""
    names = before.keys() | after.keys()
    return {name: after.get(name) for name in sorted(names) if before.get(name) != after.get(name)}


def _cart(tx: Reader, owner: CartOwner) -> Iterator[tuple[str, object]]:
    cart = tx.get(Cart, owner.cart_id)
    for line in cart.lines if cart else ():
        yield f"cart {line.variant_id}", line.quantity


def _profile(tx: Reader, me: str) -> Iterator[tuple[str, object]]:
    customer = tx.get(Customer, me)
    yield "account", customer is not None and customer.nickname
    yield "hidden", customer is not None and customer.private
    for wish in tx.find(WishlistItem, customer_id=me):
        yield f"wish {wish.product_id}", wish.visibility.value


def _orders(tx: Reader, me: str) -> Iterator[tuple[str, object]]:
    for order in tx.find(Order, customer_id=me):
        number = order.id.lstrip("#")
        place = order.address
        yield f"order {number}", order.status.value
        yield f"address {number}", f"{place.line1}, {place.postcode} {place.city}"
        yield f"items {number}", " + ".join(item.variant_id for item in order.items)
        paid = [each.payment_method_id for each in order.payments if each.kind is TransactionKind.PAYMENT]
        method = tx.get(PaymentMethod, paid[-1]) if paid else None
        yield f"paid {number}", method.kind.value if method else None


def _opinions(tx: Reader, me: str) -> Iterator[tuple[str, object]]:
    for review in tx.find(Review, author_id=me):
        yield f"review {review.product_id}", f"{review.rating} {review.visibility.value}: {review.text}"
    yield "likes", tx.count(ReviewLike, customer_id=me)


def _people(tx: Reader, me: str) -> Iterator[tuple[str, object]]:
    for friendship in tx.find(Friendship, customer_id=me):
        yield f"friend {_nickname(tx, friendship.friend_id)}", True
    for block in tx.find(Block, blocker_id=me):
        yield f"blocked {_nickname(tx, block.blocked_id)}", True
    for request in tx.find(FriendRequest, from_id=me):
        yield f"asked {_nickname(tx, request.to_id)}", request.status.value


def _sent(tx: Reader, me: str) -> Iterator[tuple[str, object]]:
    for poll in tx.find(Poll, asker_id=me):
        yield f"poll {', '.join(poll.product_ids) or poll.question}", "revoked" if poll.revoked_at else "asked"
    yield "links", tx.count(Share, owner_id=me)
    for note in tx.find(Notification, kind=OneOf(tuple(SentKind))):
        if note.facts.get("person_id") == me:
            yield f"told {_nickname(tx, note.customer_id)}", note.subject_id


def _alerts(tx: Reader, me: str) -> Iterator[tuple[str, object]]:
    for alert in tx.find(Alert, customer_id=me):
        yield f"alert {alert.variant_id}", alert.threshold_cents


def _nickname(tx: Reader, customer_id: str) -> str:
    customer = tx.get(Customer, customer_id)
    return customer.nickname if customer else customer_id
