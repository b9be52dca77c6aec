"""Ideas for an occasion, in the chat: what is for it, and why, in which nothing is passed off as for it."""

from dataclasses import replace

import pytest

from shop.catalogue import put_product
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant, open_finding_shop
from tests.actions.talk import Answered, Talk

GOODS = (
    ("tarn", "Tarn 2", "tent", "Two doors. Right for campsites from May to September.", 20000),
    ("dome", "Dome 4", "tent", "For camping beside the car.", 9000),
    ("fold", "Fold knife", "camping knife", "Opens with one hand.", 4000),
    ("city", "City pack", "backpack", "For the commute. Not for hiking with weight.", 5000),
    ("dozy", "Dozy kids' bag", "sleeping bag", "For camping with children.", 3000),
)


@pytest.fixture
def store() -> Store:
    store = open_finding_shop()
    for id, title, type, text, cents in GOODS:
        made = replace(make_product(id, title, "Fell", type), description=text)
        put_product(store, made, (make_variant(f"{id}-1", cents),))
    return store


@pytest.fixture
def talk(store: Store) -> Talk:
    return Talk(store, None)


def search(talk: Talk, text: str, **entities: str) -> Answered:
    return talk.hear("action_search", text, intent="search_product", entities=entities)


def shown(answered: Answered, response: str) -> dict[str, str]:
    return {card["product_id"]: card["reasons"][0] for card in answered.facts(response)["products"]}


def test_what_is_for_the_occasion_comes_with_what_says_so_each_kind_in_turn(talk: Talk) -> None:
    answered = search(talk, "something for a camping trip")
    assert answered.responses == ["ideas_for_occasion"]
    found = shown(answered, "ideas_for_occasion")
    assert set(found) == {"tarn", "dome", "fold"}
    assert found["tarn"] == ("For camping: its description says “Right for campsites from May to September”")
    assert found["fold"] == "For camping: it is sold as “camping knife”"
    assert list(found)[1] == "fold"  # no second tent before the first knife


def test_what_is_made_for_children_comes_for_a_child(talk: Talk) -> None:
    found = shown(search(talk, "something for a camping trip, for my 6 year old"), "ideas_for_occasion")
    assert set(found) == {"dozy"}


def test_what_denies_it_is_left_out(talk: Talk) -> None:
    found = [
        card["product_id"]
        for said in search(talk, "anything for a hike").said
        for card in said.facts.get("products", ())
    ]
    assert "city" not in found
    assert "city" in shown(search(talk, "I need something for my commute"), "ideas_for_occasion")


def test_prices_hold_and_change(talk: Talk) -> None:
    found = shown(search(talk, "something for a camping trip under 50", price="50"), "ideas_for_occasion")
    assert set(found) == {"fold"}


def test_why_tells_the_evidence(talk: Talk) -> None:
    search(talk, "something for a camping trip")
    assert "“camping knife”" in talk.hear("action_explain", "why these?").text


def test_a_thing_that_is_named_is_searched_for(talk: Talk) -> None:
    answered = search(talk, "a tent for camping", product_type="tent")
    assert answered.responses == ["found_products"]


def test_what_goes_with_a_thing_for_an_occasion(talk: Talk, store: Store) -> None:
    stove = replace(make_product("stove", "Duo stove", "Ox", "camping stove"), relations={"works_with": ("dome",)})
    rug = replace(make_product("rug", "Plain rug", "Ox", "rug"), relations={"works_with": ("dome",)})
    for one in (stove, rug):
        put_product(store, one, (make_variant(f"{one.id}-1", 2000),))
    asked = {"product": "Dome 4"}
    answered = talk.hear("action_find_matching", "what goes with the Dome 4 for a camping trip", entities=asked)
    cards = answered.facts("found_matching")["products"]
    assert [(card["product_id"], list(card["reasons"])) for card in cards] == [
        ("stove", ["Works with the Dome 4", "For camping: it is sold as “camping stove”"])
    ]
    answered = talk.hear("action_find_matching", "what goes with the Dome 4 for my commute", entities=asked)
    assert answered.responses == ["nothing_matching_for", "ideas_for_occasion"]
    answered = talk.hear("action_find_matching", "I got the Dome 4 for my commute, what goes with it", entities=asked)
    assert answered.responses == ["found_matching"]


def test_a_present_for_a_wedding_is_what_is_given_then(talk: Talk, store: Store) -> None:
    throw = make_product("throw", "Plaid", "Havn", "throw")
    put_product(store, throw, (make_variant("throw-1", 4000),))
    said = {"person": "my cousin", "occasion": "wedding", "price": "100"}
    answered = talk.hear("action_recommend_gift", "a wedding gift for my cousin up to 100", entities=said)
    assert shown(answered, "gift_ideas") == {"throw": "An idea for a wedding"}


def test_another_occasion_takes_the_place_of_the_one_before(talk: Talk) -> None:
    search(talk, "something for a camping trip")
    answered = talk.hear("action_search", "no, for my commute", intent="refine_search")
    assert set(shown(answered, "ideas_for_occasion")) == {"city"}


def test_a_thing_that_the_shop_has_not_is_named_before_what_comes_near(talk: Talk) -> None:
    answered = search(talk, "do you have a monster tent", product_type="monster tent")
    assert answered.responses == ["found_akin"]
    answered = search(talk, "do you have a piano tent")
    assert answered.responses == ["found_akin"]
    assert '"piano tent"' in answered.text
