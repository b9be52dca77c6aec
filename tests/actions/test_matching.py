"""What goes with a product, and whether two products fit each other."""

from dataclasses import replace

import pytest

from shop.catalogue import put_product
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant, open_finding_shop
from tests.actions.talk import Answered, Talk


@pytest.fixture
def store() -> Store:
    store = open_finding_shop()
    for id, title in (("s3", "Sorrel S3"), ("s3max", "Sorrel S3 Max")):
        put_product(store, make_product(id, title, "Sorrel", "smartphone"), (make_variant(f"{id}-1", 50000),))
    case = make_product("case", "Hull Clear case", "Hull", "phone case")
    case = replace(case, relations={"accessory_of": ("s3",), "works_with": ("s3",)})
    put_product(store, case, (make_variant("case-1", 1500),))
    return store


@pytest.fixture
def talk(store: Store) -> Talk:
    return Talk(store, "maya")


def ask(talk: Talk, text: str, *products: str) -> Answered:
    entities = [("product", name, "") for name in products]
    return talk.hear("action_answer_product_question", text, intent="ask_product_question", entities=entities)


def test_accessories_come_with_the_reason(talk: Talk) -> None:
    answered = talk.hear("action_find_matching", "anything for the Sorrel S3?", entities={"product": "Sorrel S3"})
    assert answered.responses == ["found_matching"]
    cards = answered.facts("found_matching")["products"]
    assert [(card["product_id"], list(card["reasons"])) for card in cards] == [("case", ["Made for the Sorrel S3"])]


def test_a_kind_is_of_what_is_wanted(talk: Talk, store: Store) -> None:
    glass = replace(make_product("glass", "Hull Glass", "Hull", "screen protector"), relations={"works_with": ("s3",)})
    put_product(store, glass, (make_variant("glass-1", 900),))
    asked = {"product": "Sorrel S3", "product_type": "case"}
    answered = talk.hear("action_find_matching", "a case for the Sorrel S3", entities=asked)
    assert [card["product_id"] for card in answered.facts("found_matching")["products"]] == ["case"]
    talk.hear("action_product_details", "tell me about the Sorrel S3", entities={"product": "Sorrel S3"})
    answered = talk.hear("action_find_matching", "any case for it?", entities={"product_type": "case"})
    assert [card["product_id"] for card in answered.facts("found_matching")["products"]] == ["case"]


def test_it_can_be_explained(talk: Talk) -> None:
    talk.hear("action_find_matching", "anything for the Sorrel S3?", entities={"product": "Sorrel S3"})
    answered = talk.hear("action_explain", "why this?")
    assert answered.responses == ["explained_matching"]
    assert "Made for the Sorrel S3" in answered.text or "made for the Sorrel S3" in answered.text


def test_what_is_sold_out_is_not_shown(talk: Talk, store: Store) -> None:
    case = make_product("case", "Hull Clear case", "Hull", "phone case")
    put_product(
        store, replace(case, relations={"accessory_of": ("s3",)}), (replace(make_variant("case-1", 1500), stock=0),)
    )
    answered = talk.hear("action_find_matching", "anything for the Sorrel S3?", entities={"product": "Sorrel S3"})
    assert answered.responses == ["nothing_matching"]


def test_nothing_is_made_up_where_nothing_is_stated(talk: Talk) -> None:
    answered = talk.hear("action_find_matching", "what goes with the mug", entities={"product": "Ember mug"})
    assert answered.responses == ["nothing_matching"]


def test_without_a_product_it_asks_which(talk: Talk) -> None:
    assert talk.hear("action_find_matching", "what goes with it").responses == ["which_product_do_you_mean"]


def test_a_case_fits_its_phone_and_no_other(talk: Talk) -> None:
    assert ask(talk, "does the Hull Clear case fit the Sorrel S3?", "Hull Clear case", "Sorrel S3").responses == [
        "products_fit"
    ]
    answered = ask(talk, "does the Hull Clear case fit the Sorrel S3 Max?", "Hull Clear case", "Sorrel S3 Max")
    assert answered.responses == ["products_do_not_fit"]
    assert "only the Sorrel S3" in answered.text or "made for the Sorrel S3" in answered.text


def test_it_is_the_product_talked_about(talk: Talk) -> None:
    talk.hear("action_product_details", "tell me about the clear case", entities={"product": "Hull Clear case"})
    assert ask(talk, "does it fit the Sorrel S3 Max?", "Sorrel S3 Max").responses == ["products_do_not_fit"]
    assert talk.memory.product_id == "case"


def test_where_nothing_is_stated_about_fitting_the_texts_are_asked(talk: Talk) -> None:
    answered = ask(talk, "does the Ember mug work with the Swan?", "Ember mug", "Swan")
    assert not {"products_fit", "products_do_not_fit"} & set(answered.responses)


def test_a_search_of_a_kind_for_a_product_shows_what_is_made_for_it(talk: Talk, store: Store) -> None:
    other = make_product("cover", "Bumper case for another phone", "Hull", "phone case")
    put_product(store, other, (make_variant("cover-1", 900),))
    named = make_product("soft", "Hull Soft case for Sorrel S3", "Hull", "phone case")
    put_product(store, replace(named, relations={"accessory_of": ("s3",)}), (make_variant("soft-1", 1200),))
    said = {"product_type": "phone case", "product": "Sorrel S3"}
    for text in ("phone case for Sorrel S3", "a phone case for my Sorrel S3"):
        answered = talk.hear("action_search", text, intent="search_product", entities=said)
        shown = [card["product_id"] for card in answered.facts("found_matching")["products"]]
        assert sorted(shown) == ["case", "soft"]
