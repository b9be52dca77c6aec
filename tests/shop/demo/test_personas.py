"""Who can be signed in as: what docs/demo.md tells of them is what is written, and what is written is so."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from shop.access import find_people, profile_of
from shop.activity import Event
from shop.catalogue import Variant
from shop.consent import Purpose, consenting
from shop.customers import Customer, PaymentKind, PaymentMethod
from shop.demo.read import Content
from shop.errors import NotFound
from shop.friends import FriendRequest, Friendship
from shop.orders.records import Order, OrderStatus
from shop.reviews import Review
from shop.reviews.reading import reviews_of_product
from shop.store import Store
from shop.wishlists.gifts import wishlist_of
from tests.shop.demo.conftest import NOW

DOCUMENT = Path("docs/demo.md").read_text()


def read_documented() -> dict[str, tuple[str, list[str]]]:
    """Return by nickname what the document says that somebody shows, and what to say."""
    documented = {}
    for section in DOCUMENT.split("\n### ")[1:]:
        nickname, shows, *rest = section.split("\n\n")
        said = re.findall(r"^- “(.+)”(.*)$", rest[0], flags=re.MULTILINE)
        documented[nickname] = (shows, [words + note for words, note in said])
    return documented


def test_the_document_tells_of_every_persona_what_is_written(content: Content) -> None:
    written = {persona.nickname: (persona.shows, list(persona.say)) for persona in content.personas}
    assert read_documented() == written
    assert len(written) >= 10
    assert all(said for _, said in written.values())


def test_the_document_counts_right(content: Content, shop: Store) -> None:
    with shop.read() as tx:
        variants, people = tx.count(Variant), tx.count(Customer)
    counted = {
        f"{len(content.categories)} categories",
        f"{len(content.products)} products",
        f"{variants:,} variants",
        f"{people} customers",
        f"{len(content.reviews):,} reviews",
        f"{len(content.articles)} help articles",
    }
    opening = " ".join(DOCUMENT.split("## Filling it")[0].split())
    assert {count for count in counted if count not in opening} == set()


def test_ana_has_her_birthday_in_nine_days_and_learns_of_no_present(shop: Store) -> None:
    with shop.read() as tx:
        ana = tx.get(Customer, "cust_ana")
    assert ana is not None
    assert ana.born_on is not None
    assert (ana.born_on.month, ana.born_on.day) == ((NOW + timedelta(days=9)).month, (NOW + timedelta(days=9)).day)
    seen_by_maya = {wish.product_id: wish for wish in wishlist_of(shop, "cust_maya", "cust_ana")}
    assert (seen_by_maya["nestbox-cubes-6"].taken, seen_by_maya["nestbox-cubes-6"].givers) == (True, ("Jonas",))
    assert "tessaly-cashmere-crew" not in seen_by_maya
    assert not any(wish.taken or wish.givers for wish in wishlist_of(shop, "cust_ana", "cust_ana"))


def test_li_is_found_by_friends_alone(shop: Store) -> None:
    assert [person.id for person in find_people(shop, "cust_maya", "Li")].count("cust_li") == 1
    assert "cust_li" not in [person.id for person in find_people(shop, "cust_zoe", "Li")]
    with pytest.raises(NotFound):
        profile_of(shop, "cust_zoe", "cust_li")


def test_tom_has_an_order_that_is_late_and_one_that_came(shop: Store) -> None:
    with shop.read() as tx:
        late, came = tx.get(Order, "#W4305538"), tx.get(Order, "#W4304419")
    assert late is not None
    assert came is not None
    assert late.status is OrderStatus.PROCESSED
    assert NOW - late.placed_at > timedelta(days=14)
    assert came.status is OrderStatus.DELIVERED


def test_zoe_is_new_and_waits_for_maya(shop: Store) -> None:
    with shop.read() as tx:
        assert tx.count(Order, customer_id="cust_zoe") == 0
        assert tx.count(Review, author_id="cust_zoe") == 0
        assert tx.count(Friendship, customer_id="cust_zoe") == 0
        (request,) = tx.find(FriendRequest, from_id="cust_zoe")
    assert (request.to_id, request.status) == ("cust_maya", "pending")


def test_omar_and_victor_do_not_exist_for_each_other_though_karl_knows_both(shop: Store) -> None:
    assert profile_of(shop, "cust_karl", "cust_omar").friend
    assert profile_of(shop, "cust_karl", "cust_victor").friend
    for one, other in (("Omar", "Victor"), ("Victor", "Omar")):
        assert other not in [person.nickname for person in find_people(shop, f"cust_{one.lower()}", other)]
        with pytest.raises(NotFound):
            profile_of(shop, f"cust_{one.lower()}", f"cust_{other.lower()}")
    authors = {
        viewer: {review.nickname for review in reviews_of_product(shop, viewer, "fellwren-tarn-2", limit=100).reviews}
        for viewer in ("cust_karl", "cust_victor")
    }
    assert "Omar" in authors["cust_karl"]
    assert "Omar" not in authors["cust_victor"]


def test_ines_withdrew_what_she_had_allowed(shop: Store) -> None:
    with shop.read() as tx:
        for purpose in (Purpose.FRIENDS_SEE, Purpose.PERSONALISE, Purpose.TRAIN):
            assert consenting(tx, purpose, ["cust_ines"]) == frozenset()
        assert tx.count(Event, customer_id="cust_ines") == 0
    assert wishlist_of(shop, "cust_ana", "cust_ines") == ()


def test_priya_pays_with_a_gift_card_and_has_an_order_that_was_changed(shop: Store) -> None:
    with shop.read() as tx:
        (card,) = tx.find(PaymentMethod, customer_id="cust_priya", kind=PaymentKind.GIFT_CARD)
        changed = tx.get(Order, "#W4308115")
    assert card.balance_cents == 7_500
    assert changed is not None
    assert changed.status is OrderStatus.ITEMS_MODIFIED
