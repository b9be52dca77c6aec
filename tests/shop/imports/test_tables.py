"""Customers, friendships, reviews and orders from tables of our own columns."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import pytest

from shop.catalogue import Product, Variant, put_product
from shop.consent import ConsentRecord, Purpose, allows, grant_consent, withdraw_consent
from shop.customers import Address, Customer, PaymentKind, PaymentMethod, add_payment_method, update_customer
from shop.friends import FriendRequest, Friendship, RequestStatus
from shop.friends.blocks import block_person
from shop.friends.requests import ask_friend
from shop.ids import pair_id
from shop.imports import customers, friendships, orders, reviews
from shop.orders.records import AuditEntry, CancelReason, Order, OrderStatus, TransactionKind
from shop.reviews import Review, Visibility
from shop.reviews.writing import show_review_to, write_review
from shop.sql.store import SqlStore
from tests.fakes.store import MemoryStore
from tests.shop.imports.files import bring, snapshot

CUSTOMERS = """\
id,name,nickname,email,line1,line2,city,region,postcode,country,locale,private,born_on,size_shoe,size_top,interests,\
about,created_at,friends_see,personalise,train
ana,Ana Sá,ana,Ana@Example.com,1 Rua Alta,,Porto,,4000-001,Portugal,pt-PT,no,1990-02-28,38,M,running; hiking,\
Runs a lot,2025-01-31T10:00:00+01:00,yes,yes,no
ben,Ben Li,Ben,ben@example.com,,,,,,,,yes,,,,,,,,,
cleo,Cleo,cleo,cleo@example.com,,,,,,,,,,,,,,,,,
"""
ORDERS = """\
id,customer_id,status,placed_at,delivered_at,currency,variant_id,quantity,price,shipping,discount,payment_method_id,\
tracking_id
#W1,ana,delivered,2026-01-02T10:00:00Z,2026-01-05,EUR,shoe-38,2,40.00,4.90,5,visa,TRACK1
#W2,ana,pending,2026-02-01,,EUR,mug,,10.00,,,,
#W1,,,,,EUR,mug,1,9.50,,,,
"""
REVIEWS = """\
product_id,customer_id,rating,text,written_at,visibility,sponsored,language
shoe,ana,5,"Light, quick",2026-02-01,public,no,en
mug,ben,2,,,friends,yes,pt
"""
HOME = Address("1 Rua Alta", "", "Porto", "", "4000-001", "Portugal")


@pytest.fixture
def shop(tmp_path: Path) -> MemoryStore:
    """Ana, Ben and Cleo; a shoe and a mug; Ana pays by Visa."""
    store = MemoryStore()
    assert bring(store, tmp_path, CUSTOMERS, "customers").added == 3
    for id, title in (("shoe", "Running shoe"), ("mug", "Mug")):
        variant_id, options = ("shoe-38", {"size": "38"}) if id == "shoe" else (id, {})
        product = Product(id, title, "", "", id, ("Things",), "", "EUR", 0)
        put_product(store, product, [Variant(variant_id, id, variant_id, options, 4000, "EUR", 5)])
    add_payment_method(store, PaymentMethod("visa", "ana", PaymentKind.CARD, "Visa ending in 4242"))
    return store


def test_a_customer_comes_with_address_sizes_interests_and_consents(shop: MemoryStore) -> None:
    with shop.read() as tx:
        ana, ben = tx.get(Customer, "ana"), tx.get(Customer, "ben")
        assert ana is not None
        assert ben is not None
        assert (ana.email, ana.address, ana.locale, ana.private) == ("ana@example.com", HOME, "pt-PT", False)
        assert (ana.born_on, ana.sizes) == (date(1990, 2, 28), {"shoe": "38", "top": "M"})
        assert (ana.interests, ana.about) == (("running", "hiking"), "Runs a lot")
        assert ana.created_at == datetime(2025, 1, 31, 9, tzinfo=UTC)
        assert (ben.address, ben.locale, ben.private, ben.sizes) == (None, "en", True, {})
        assert [allows(tx, "ana", purpose) for purpose in Purpose] == [True, True, False, False]
        assert tx.count(ConsentRecord, customer_id="ben") == 0


def test_json_lines_say_the_same_as_csv(shop: MemoryStore, tmp_path: Path) -> None:
    ana = {
        "id": "ana", "name": "Ana Sá", "nickname": "ana", "email": "ana@example.com", "private": False,
        "size_shoe": 38, "interests": ["running", "hiking"], "about": None, "friends_see": True,
    }  # fmt: skip
    report = bring(shop, tmp_path, json.dumps(ana) + "\n\n", "customers")
    assert (report.read, report.unchanged, report.problems) == (1, 1, ())


def test_an_empty_cell_leaves_what_is_stored(shop: MemoryStore, tmp_path: Path) -> None:
    report = bring(shop, tmp_path, "id,name,nickname,email,about\nana,,,,Swims\n", "customers")
    assert (report.changed, report.problems) == (1, ())
    with shop.read() as tx:
        ana = tx.get(Customer, "ana")
        assert ana is not None
        assert (ana.name, ana.address, ana.about) == ("Ana Sá", HOME, "Swims")


def test_what_a_customer_decided_here_counts_more_than_a_file(shop: MemoryStore, tmp_path: Path) -> None:
    withdraw_consent(shop, "ana", Purpose.PERSONALISE, source="chat")
    grant_consent(shop, "cleo", Purpose.TRAIN, source="chat")
    update_customer(shop, "cleo", private=True)
    before = snapshot(shop)
    content = "id,name,nickname,email,private,personalise,train\nana,,,,,yes,\ncleo,,,,no,,no\n"
    assert bring(shop, tmp_path, content, "customers").unchanged == 2
    assert snapshot(shop) == before


def test_a_consent_that_a_file_gave_a_file_can_take_back(shop: MemoryStore, tmp_path: Path) -> None:
    content = "id,name,nickname,email,friends_see\nana,,,,no\n"
    assert bring(shop, tmp_path, content, "customers").changed == 1
    with shop.read() as tx:
        assert not allows(tx, "ana", Purpose.FRIENDS_SEE)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (",Dan,dan,dan@example.com,,", "id"),
        ("dan,,dan,dan@example.com,,", "name"),
        ("dan,Dan,ANA,dan@example.com,,", "nickname"),
        ("dan,Dan,dan,ana@example.com,,", "email"),
        ("dan,Dan,dan,dan,,", "email"),
        ("dan,Dan,eva,dan@example.com,,", "nickname"),
        ("eva,Dan,dan,dan@example.com,,", "id"),
        ("dan,Dan,dan,dan@example.com,31.12.1999,", "born_on"),
        ("dan,Dan,dan,dan@example.com,2999-01-01,", "born_on"),
        ("dan,Dan,dan,dan@example.com,,1 Street", "city"),
    ],
)
def test_a_customer_that_cannot_be_is_refused(shop: MemoryStore, row: str, field: str, tmp_path: Path) -> None:
    content = f"id,name,nickname,email,born_on,line1\neva,Eva,eva,eva@example.com,,\n{row}\n"
    report = bring(shop, tmp_path, content, "customers")
    assert [(problem.line, problem.field) for problem in report.problems] == [(3, field)]
    assert not report.stored


def test_a_friendship_holds_both_ways_and_may_stand_in_the_file_twice(shop: MemoryStore, tmp_path: Path) -> None:
    content = "customer_id,friend_id,since\nana,ben,2025-05-01\nben,ana,2025-06-01\nana,cleo,\n"
    report = bring(shop, tmp_path, content, "friendships")
    assert (report.read, report.added, report.refused) == (3, 2, 0)
    with shop.read() as tx:
        found = {(half.customer_id, half.friend_id) for half in tx.find(Friendship)}
        assert found == {("ana", "ben"), ("ben", "ana"), ("ana", "cleo"), ("cleo", "ana")}
        half = tx.get(Friendship, pair_id("ben", "ana"))
        assert half is not None
        assert half.since == datetime(2025, 5, 1, tzinfo=UTC)
    assert bring(shop, tmp_path, content, "friendships").unchanged == 2


@pytest.mark.parametrize("row", ["ana,ana", "ana,nobody", "nobody,ana", "ana,", "ben,cleo"])
def test_a_friendship_that_cannot_be_is_refused(shop: MemoryStore, row: str, tmp_path: Path) -> None:
    block_person(shop, "cleo", "ben")
    report = bring(shop, tmp_path, f"customer_id,friend_id\nana,ben\n{row}\n", "friendships", keep_good=True)
    assert (report.added, report.refused, report.problems[0].line) == (1, 1, 3)


def test_a_request_between_friends_of_a_file_waits_no_longer(shop: MemoryStore, tmp_path: Path) -> None:
    ask_friend(shop, "cleo", "ana")
    bring(shop, tmp_path, "customer_id,friend_id\nana,cleo\n", "friendships")
    with shop.read() as tx:
        request = tx.get(FriendRequest, pair_id("cleo", "ana"))
        assert request is not None
        assert request.status is RequestStatus.ACCEPTED


def test_reviews_are_verified_by_what_was_received(shop: MemoryStore, tmp_path: Path) -> None:
    bring(shop, tmp_path, ORDERS, "orders")
    report = bring(shop, tmp_path, REVIEWS, "reviews")
    assert (report.added, report.problems) == (2, ())
    with shop.read() as tx:
        of_ana, of_ben = tx.get(Review, pair_id("shoe", "ana")), tx.get(Review, pair_id("mug", "ben"))
    assert of_ana is not None
    assert of_ben is not None
    assert (of_ana.rating, of_ana.text, of_ana.verified, of_ana.sponsored) == (5, "Light, quick", True, False)
    assert (of_ana.visibility, of_ana.written_at) == (Visibility.PUBLIC, datetime(2026, 2, 1, tzinfo=UTC))
    assert (of_ben.verified, of_ben.sponsored, of_ben.language) == (False, True, "pt")
    assert of_ben.visibility is Visibility.FRIENDS
    assert bring(shop, tmp_path, REVIEWS, "reviews").unchanged == 2


def test_what_an_import_changes_of_a_review_is_stamped(shop: MemoryStore, tmp_path: Path) -> None:
    stamps = []
    for stars in (REVIEWS, REVIEWS, REVIEWS.replace("Light, quick", "Light")):
        bring(shop, tmp_path, stars, "reviews")
        with shop.read() as tx:
            review = tx.get(Review, pair_id("shoe", "ana"))
        stamps.append(review and review.changed_at)
    assert stamps[0] is not None
    assert stamps[1] == stamps[0]
    assert stamps[2] is not None
    assert stamps[2] > stamps[1]


def test_who_may_read_a_review_and_what_its_author_edited_stays(shop: MemoryStore, tmp_path: Path) -> None:
    bring(shop, tmp_path, REVIEWS, "reviews")
    show_review_to(shop, "ana", "shoe", Visibility.ONLY_ME)
    write_review(shop, "ben", "mug", rating=4, text="It grew on me")
    report = bring(shop, tmp_path, REVIEWS.replace("Light, quick", "Light"), "reviews")
    assert (report.changed, report.unchanged) == (1, 1)
    with shop.read() as tx:
        of_ana, of_ben = tx.get(Review, pair_id("shoe", "ana")), tx.get(Review, pair_id("mug", "ben"))
    assert of_ana is not None
    assert of_ben is not None
    assert (of_ana.text, of_ana.visibility) == ("Light", Visibility.ONLY_ME)
    assert of_ben.text == "It grew on me"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("shoe,cleo,6,,", "rating"),
        ("shoe,cleo,4.5,,", "rating"),
        ("shoe,cleo,,,", "rating"),
        ("hat,cleo,4,,", "product_id"),
        ("shoe,nobody,4,,", "customer_id"),
        ("shoe,cleo,4,circle,", "visibility"),
        ("shoe,cleo,4,,2026-01-01T10:00:00", "written_at"),
        ("shoe,ana,4,,", "product_id and customer_id"),
    ],
)
def test_a_review_that_cannot_be_is_refused(shop: MemoryStore, row: str, field: str, tmp_path: Path) -> None:
    content = f"product_id,customer_id,rating,visibility,written_at\nshoe,ana,5,,\n{row}\n"
    report = bring(shop, tmp_path, content, "reviews")
    assert [(problem.line, problem.field) for problem in report.problems] == [(3, field)]


def test_rows_of_an_id_are_one_order(shop: MemoryStore, tmp_path: Path) -> None:
    report = bring(shop, tmp_path, ORDERS, "orders")
    assert (report.read, report.added, report.problems) == (3, 2, ())
    with shop.read() as tx:
        order, pending = tx.get(Order, "#W1"), tx.get(Order, "#W2")
    assert order is not None
    assert pending is not None
    assert [(item.variant_id, item.title, item.price_cents) for item in order.items] == [
        ("shoe-38", "Running shoe", 4000), ("shoe-38", "Running shoe", 4000), ("mug", "Mug", 950),
    ]  # fmt: skip
    assert (order.status, order.address, order.total_cents) == (OrderStatus.DELIVERED, HOME, 8000 + 950 + 490 - 500)
    assert order.delivered_at == datetime(2026, 1, 5, tzinfo=UTC)
    assert [(paid.payment_method_id, paid.amount_cents) for paid in order.payments] == [("visa", order.total_cents)]
    assert order.fulfillments[0].tracking_ids == ("TRACK1",)
    assert (pending.status, pending.payments, len(pending.items)) == (OrderStatus.PENDING, (), 1)


def test_an_order_moves_on_with_a_later_file(shop: MemoryStore, tmp_path: Path) -> None:
    bring(shop, tmp_path, ORDERS, "orders")
    assert bring(shop, tmp_path, ORDERS, "orders").unchanged == 2
    assert bring(shop, tmp_path, ORDERS.replace("pending", "processed"), "orders").changed == 1
    with shop.read() as tx:
        moved = tx.get(Order, "#W2")
        (entry,) = tx.find(AuditEntry)
        assert moved is not None
        assert moved.status is OrderStatus.PROCESSED
        assert (entry.actor_id, entry.subject_id, entry.after) == ("import", "#W2", {"Order #W2.status": "processed"})


def test_what_the_shop_knows_of_a_delivery_stays(shop: MemoryStore, tmp_path: Path) -> None:
    bring(shop, tmp_path, ORDERS, "orders")
    silent = ORDERS.replace("2026-01-05", "").replace("TRACK1", "")
    assert bring(shop, tmp_path, silent, "orders").unchanged == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ana,delivered", "ana,pending"),
        ("pending", "cancelled"),
        ("10.00", "11.00"),
        ("#W2,ana", "#W2,ben"),
        (",mug,,", ",mug,2,"),
    ],
)
def test_a_stored_order_changes_in_no_other_way(shop: MemoryStore, old: str, new: str, tmp_path: Path) -> None:
    bring(shop, tmp_path, ORDERS, "orders")
    update_customer(shop, "ben", address=HOME)
    before = snapshot(shop)
    report = bring(shop, tmp_path, ORDERS.replace(old, new, 1), "orders")
    assert ["as it is stored" in problem.allowed for problem in report.problems] == [True]
    assert snapshot(shop) == before


def test_a_cancelled_order_was_paid_back(shop: MemoryStore, tmp_path: Path) -> None:
    content = (
        "id,customer_id,status,cancel_reason,placed_at,variant_id,price,payment_method_id\n"
        "#W3,ana,cancelled,no longer needed,2026-01-01,mug,10 EUR,visa\n"
    )
    assert bring(shop, tmp_path, content, "orders").added == 1
    with shop.read() as tx:
        order = tx.get(Order, "#W3")
    assert order is not None
    assert order.cancel_reason is CancelReason.NO_LONGER_NEEDED
    assert [(paid.kind, paid.amount_cents) for paid in order.payments] == [
        (TransactionKind.PAYMENT, 1000),
        (TransactionKind.REFUND, 1000),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("#W2,ana", "#W2,nobody", 3, "customer_id"),
        ("2026-02-01", "", 3, "placed_at"),
        ("2026-02-01", "1/2/2026", 3, "placed_at"),
        ("pending", "return requested", 3, "status"),
        ("EUR,mug,,", "EUR,hat,,", 3, "variant_id"),
        ("EUR,mug,,", "EUR,mug,0,", 3, "quantity"),
        ("10.00,,", "10.00,,11", 3, "discount"),
        ("10.00,,,", "10.00,,,paypal", 3, "payment_method_id"),
        ("#W2,ana", "#W2,ben", 3, "line1"),
        ("#W1,,,", "#W1,ben,,", 4, "customer_id"),
        ("EUR,mug,1", "USD,mug,1", 4, "currency"),
    ],
)
def test_an_order_that_cannot_be_is_refused(
    shop: MemoryStore, old: str, new: str, line: int, field: str, tmp_path: Path
) -> None:
    report = bring(shop, tmp_path, ORDERS.replace(old, new, 1), "orders")
    assert [(problem.line, problem.field) for problem in report.problems] == [(line, field)]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("{", ""),
        ("[1]", ""),
        ("nonsense", ""),
        ('{"n": ' + "9" * 5000 + "}", ""),
        ("[" * 100_000, ""),
        ('{"emial": "x"}', "emial"),
        ('{"name": {"first": "x"}}', "name"),
        ('{"id": "x", "name": "\\ud800"}', "name"),
    ],
)
def test_a_line_that_is_no_row_is_refused_alone(shop: MemoryStore, line: str, field: str, tmp_path: Path) -> None:
    good = '{"id": "dan", "name": "Dan", "nickname": "dan", "email": "dan@example.com"}'
    report = bring(shop, tmp_path, f"{good}\n{line}\n", "customers", keep_good=True)
    assert [(problem.line, problem.field) for problem in report.problems] == [(2, field)]
    assert (report.added, report.refused) == (1, 1)


@pytest.mark.parametrize(
    ("format", "row"),
    [
        ("customers", {"id": "x", "name": "X", "nickname": "x", "email": "x@example.com", "about": "x", "private": 0}),
        ("friendships", {"customer_id": "ana", "friend_id": "ben", "since": "2026-01-01"}),
        ("reviews", {"product_id": "shoe", "customer_id": "ana", "rating": 5, "text": "x", "language": "en"}),
        (
            "orders",
            {"id": "#W9", "customer_id": "ana", "status": "pending", "placed_at": "2026-01-01", "variant_id": "mug",
             "price": "1 EUR", "payment_method_id": "visa", "tracking_id": "x", "cancel_reason": "", "currency": "EUR"},
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("strange", ["\ud800", "\x01", "x" * 250])
def test_text_that_no_database_takes_is_refused_wherever_it_stands(
    sqlite_store: SqlStore, format: str, row: dict[str, object], strange: str, tmp_path: Path
) -> None:
    rows = [{**row, column: strange} for column in row if column != "about" or len(strange) == 1]
    content = "".join(f"{json.dumps(one)}\n" for one in rows)
    before = snapshot(sqlite_store)
    report = bring(sqlite_store, tmp_path, content, format, keep_good=True)
    assert (report.refused, report.stored) == (len(rows), True)
    assert snapshot(sqlite_store) == before


@pytest.mark.parametrize("room", [customers, friendships, reviews, orders])
def test_every_column_is_documented(room: ModuleType) -> None:
    documented = Path("docs/imports.md").read_text()
    columns = {column.replace("...", "…") for column in room.COLUMNS}
    rows = [set(re.findall(r"[\w…]+", line)) for line in documented.splitlines() if line.startswith("| `")]
    assert any(columns <= row for row in rows)
    assert all(f"**{column}**" in documented for column in room.REQUIRED)
