"""Cards say what is true now, and what this shopper may know."""

from dataclasses import replace

import pytest
from rasa_sdk import Tracker

from actions.cards import make_product_cards, make_review_snippets
from actions.turn import ActionTurn
from shop.cards import ProductCard
from shop.catalogue import Variant, find_product, put_product, withdraw_product
from shop.friends.blocks import block_person
from shop.reviews.reading import reviews_of_product
from shop.reviews.writing import write_review
from shop.store import Store
from tests.actions.small_shop import Clock, open_shop
from tests.shop.commerce.shop import reprice


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store:
    return open_shop(clock)


def turn(store: Store, customer_id: str | None = "maya") -> ActionTurn:
    message = {"metadata": {"customer_id": customer_id}}
    return ActionTurn(Tracker("c", {}, message, [], False, None, {}, None), store)


def test_cards_come_in_the_order_asked_for_without_what_is_not_on_sale(store: Store) -> None:
    withdraw_product(store, "swan")
    cards = make_product_cards(turn(store), ["mug", "swan", "nothing", "cloudline"])
    assert [card.product_id for card in cards] == ["mug", "cloudline"]
    assert make_product_cards(turn(store), []) == []


def test_a_card_is_of_the_cheapest_variant_or_of_the_one_meant(store: Store) -> None:
    variants = {variant.id: variant for variant in find_product(store, "cloudline").variants}
    plain = make_product_cards(turn(store), ["cloudline"])[0]
    assert (plain.price_cents, plain.options, plain.in_stock) == (11990, "", True)
    dear, sold_out = variants["cloudline-39-grey"], variants["cloudline-38-grey"]
    assert card_of(store, dear).price_cents == 12490
    assert (card_of(store, sold_out).in_stock, card_of(store, sold_out).options) == (False, "mist grey, 38")


def test_reasons_stand_on_their_card(store: Store) -> None:
    cards = make_product_cards(turn(store), ["mug", "swan"], {"swan": ("Ana has it",)})
    assert [card.reasons for card in cards] == [(), ("Ana has it",)]


def test_ratings_are_of_reviews_that_the_shopper_may_read(store: Store) -> None:
    def rating(customer_id: str | None) -> tuple[float | None, int]:
        card = make_product_cards(turn(store, customer_id), ["cloudline"])[0]
        return card.rating, card.reviews

    assert rating("maya") == (4.0, 2)
    assert rating("lena") == rating(None) == (3.0, 1)
    block_person(store, "omar", "lena")
    assert rating("lena") == (None, 0)


def test_a_price_before_is_the_lowest_of_the_month_before_the_reduction(store: Store, clock: Clock) -> None:
    def was() -> int | None:
        return make_product_cards(turn(store), ["mug"])[0].was_cents

    assert was() is None
    clock.pass_days(100)
    reprice(store, "mug-1", 1500)
    assert was() is None
    clock.pass_days(20)
    reprice(store, "mug-1", 1100)
    assert was() == 1200  # the rise came less than a month before
    clock.pass_days(61)
    assert was() is None


def test_a_return_to_the_usual_price_is_no_reduction(store: Store, clock: Clock) -> None:
    clock.pass_days(10)
    reprice(store, "mug-1", 2000)
    clock.pass_days(5)
    reprice(store, "mug-1", 1200)
    assert make_product_cards(turn(store), ["mug"])[0].was_cents is None


def test_the_page_of_the_shop_itself_counts_before_ours(store: Store) -> None:
    mug = find_product(store, "mug")
    assert make_product_cards(turn(store), ["mug"])[0].url == "/p/mug"
    put_product(store, replace(mug.product, url="https://shop.example/mug", images=("/m.jpg",)), mug.variants)
    card = make_product_cards(turn(store), ["mug"])[0]
    assert (card.url, card.image) == ("https://shop.example/mug", "/m.jpg")


def test_snippets_name_whom_the_shopper_may_know(store: Store) -> None:
    snippets = make_review_snippets(turn(store), reviews_of_product(store, "maya", "cloudline").reviews)
    assert [(s.author, s.is_friend, s.rating) for s in snippets] == [("Ana", True, 5), ("Omar", False, 3)]
    assert snippets[0].date == "2026-03-04"
    assert [s.sponsored for s in snippets] == [False, False]
    write_review(store, "omar", "mug", rating=4, text="It was a present of the maker.", sponsored=True)
    assert make_review_snippets(turn(store), reviews_of_product(store, "maya", "mug").reviews)[0].sponsored
    mine = make_review_snippets(turn(store, "omar"), reviews_of_product(store, "omar", "cloudline").reviews)
    assert [s.author for s in mine] == ["you"]


def card_of(store: Store, variant: Variant) -> ProductCard:
    return make_product_cards(turn(store), [variant.product_id], variants={variant.product_id: variant})[0]
