"""A shop in which something of everything has happened."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from shop.alerts import set_price_alert
from shop.api_keys import make_key
from shop.carts import CartLine, CartOwner, add_to_cart
from shop.consent import Purpose
from shop.coupons import issue_coupon
from shop.customers import Address, Customer
from shop.friends.circles import add_to_circle, make_circle
from shop.friends.requests import ask_friend
from shop.idempotency import claim
from shop.merchandising import RuleKind, Selection, Terms
from shop.merchandising.rules import add_rule
from shop.orders.actor import shopper
from shop.orders.desk import propose
from shop.orders.placing import place_order
from shop.orders.records import CancelReason, Order, OrderStatus
from shop.orders.requests import CancelOrder
from shop.questions.polls import ask_friends
from shop.questions.products import ask_question
from shop.reviews.writing import write_review
from shop.shares import ShareKind, make_link
from shop.sql.schema import TABLES
from shop.store import Store
from shop.wishlists.gifts import plan_gift
from shop.wishlists.items import add_to_wishlist
from tests.shop.commerce.shop import ANA, BEN, GUEST, HOME, STAFF, fill
from tests.shop.social.test_shares import SECRET
from tests.shop.social.world import add_people, befriend, consent, deliver

DAY = datetime(2026, 3, 1, tzinfo=UTC)
PIN = Terms(RuleKind.PIN, Selection(product_ids=("mug",)), place=1)


@dataclass(frozen=True)
class Town:
    """The filled store, and what it knows."""

    store: Store
    known: dict[str, list[str]]  # values by a part of the names of the arguments that call for them
    examples: dict[type, list[Any]]  # good values of types that are made of others


def build_town(store: Store) -> Town:
    """Fill the store. Ana has bought the shoe, has an order on its way and a mug in her cart; Ben is her friend."""
    fill(store)
    add_people(store, "cem", "dora")
    befriend(store, "ana", "ben")
    ask_friend(store, "ana", "cem")
    consent(store, "ana", "ben", "cem")
    consent(store, "ana", "ben", purpose=Purpose.PERSONALISE)
    deliver(store, "ana", "shoe", number="#W1")
    lines = [CartLine("mug-1", 2, DAY)]
    place_order(store, "ana", lines, HOME, "ana-visa", shipping_cents=490, discount_cents=0, idempotency_key="1")
    with store.read() as tx:
        (pending,) = tx.find(Order, status=OrderStatus.PENDING)
    token = propose(store, shopper("ana"), CancelOrder(pending.id, "ordered by mistake")).token
    add_to_cart(store, ANA, "mug-1", idempotency_key="1")
    issue_coupon(store, STAFF, customer_id="ana", percent=10, reason="x")
    add_to_circle(store, "ana", make_circle(store, "ana", "crew").id, "ben")
    write_review(store, "ana", "shoe", rating=5)
    add_to_wishlist(store, "ana", "mug")
    plan_gift(store, "ben", "ana~mug")
    ask_friends(store, "ana", "Which?", ["red", "blue"], ["ben"])
    ask_question(store, "ben", "mug", "Does it break?")
    link = make_link(store, SECRET, "ana", ShareKind.PRODUCT, "mug")
    set_price_alert(store, "ana", "mug-1", 900)
    claim(store, "claimed", "hash")
    add_rule(store, STAFF, PIN)
    _, secret = make_key(store, "warehouse", ["orders:read"])
    known = {"secret": [secret], "token": [token, link], "idempotency_key": ["1", "2"], "option": ["38", "red", "blue"]}
    return Town(store, known_ids(store) | known, examples_in(store))


def known_ids(store: Store) -> dict[str, list[str]]:
    """Return the ids of all that is in the store, as in `Town.known`; the first part that fits a name counts."""
    with store.read() as tx:
        ids = {kind.__name__: [record.id for record in tx.find(kind)] for kind in TABLES}
    known = {
        "product": ids["Product"], "variant": ids["Variant"], "item": ids["Variant"] + ids["WishlistItem"],
        "order_id": ids["Order"], "review": ids["Review"], "circle": ids["Circle"], "poll": ids["Poll"],
        "question_id": ids["ProductQuestion"], "request_id": ids["FriendRequest"], "method": ids["PaymentMethod"],
        "notification": ids["Notification"], "code": ids["Coupon"], "share": ids["Share"], "coupon": ids["Coupon"],
        "reason": [*CancelReason], "email": ["ana@example.com", "eva@example.com"], "currency": ["EUR", "USD"],
        "rule": ids["MerchantRule"], "alert": ids["Alert"], "locale": ["en", "pt-PT"], "scopes": ["orders:read"],
        "nickname": ["Nick-cem", "someone"],
        "subject": ids["Product"] + ids["Customer"], "_id": ids["Customer"] + ["ana", "ben"] * 2,
    }  # fmt: skip
    return known | {"id": ["claimed", *ids["ApiKey"], "new"]}


def examples_in(store: Store) -> dict[type, list[Any]]:
    with store.read() as tx:
        stored: dict[type, list[Any]] = {kind: list(tx.find(kind)) for kind in TABLES if tx.count(kind)}
    newcomer = Customer("new", "Nia", "someone", "nia@example.com")
    return stored | {
        Customer: [newcomer],
        Address: [HOME],
        CartOwner: [ANA, BEN, GUEST],
        CartLine: [CartLine("mug-1", 1, DAY)],
        Terms: [PIN, Terms(RuleKind.CAP, Selection(brand="Acme"), most=2)],
    }
