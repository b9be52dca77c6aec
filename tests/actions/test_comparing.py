"""Comparisons: which products are meant, and only what is known of them."""

from dataclasses import replace

import pytest

from actions.context import use_shelf
from actions.finding.measures import measure
from actions.finding.superlatives import find_standing
from retrieval.build import open_shelf
from shop.catalogue import get_listings, put_product, withdraw_product
from shop.reviews.writing import write_review
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant, open_finding_shop
from tests.actions.talk import Answered, Talk
from tests.fakes.encoder import WordEncoder

COMPARE = "action_compare"
SHOES = {"product_ids": ["cloudline", "tempo", "daily"]}


@pytest.fixture
def store() -> Store:
    return open_finding_shop()


@pytest.fixture
def talk(store: Store) -> Talk:
    return Talk(store, "maya", slots={"memory": SHOES, "shown": "products"})


def compared(answered: Answered) -> list[str]:
    return [card["product_id"] for card in answered.said[0].facts.get("products", [])]


def rows(answered: Answered) -> dict[str, list[str]]:
    return {row["name"]: list(row["values"]) for row in answered.said[0].facts["comparison"]}


def test_products_by_name(talk: Talk) -> None:
    answered = talk.hear(COMPARE, "Swan or QuickBoil?", entities=[("product", "Swan"), ("product", "QuickBoil")])
    assert answered.responses == ["compared"]
    table = rows(answered)
    assert table["price"] == ["€89.00", "€35.00"]
    assert table["in stock"] == ["yes", "no"]
    assert table["capacity"] == ["0.9 l", "1.7 l"]
    assert table["colour"] == ["white, copper", "not stated"]
    assert table["rating"] == ["no reviews yet", "no reviews yet"]
    assert answered.said[0].values["cheapest"] == "Korvel QuickBoil electric kettle"
    assert answered.said[0].values["less_cents"] == 5400
    assert talk.memory.product_ids == ["swan", "quickboil"]


@pytest.mark.parametrize(
    ("text", "entities", "ids"),
    [
        ("the first and the third", [("ordinal", "first"), ("ordinal", "third")], ["cloudline", "daily"]),
        ("these two", [("quantity", "two")], ["cloudline", "tempo"]),
        ("compare them all", [], ["cloudline", "tempo", "daily"]),
        ("compare them", [], ["cloudline", "tempo", "daily"]),
        ("the Strida ones", [("brand", "Strida")], ["cloudline", "tempo"]),
        ("the mug with the last", [("product", "Ember mug"), ("ordinal", "last")], ["mug", "daily"]),
    ],
)
def test_products_of_the_list(talk: Talk, text: str, entities: list[tuple[str, str]], ids: list[str]) -> None:
    assert compared(talk.hear(COMPARE, text, entities=entities)) == ids


def test_one_named_is_compared_with_what_is_talked_about(store: Store) -> None:
    talk = Talk(store, slots={"memory": {"product_id": "tempo"}})
    assert compared(talk.hear(COMPARE, "and the Daily One?", entities={"product": "Daily One"})) == ["daily", "tempo"]
    page = Talk(store, page_product_id="swan")
    assert compared(page.hear(COMPARE, "or the QuickBoil?", entities={"product": "QuickBoil"})) == ["quickboil", "swan"]


def test_an_ambiguous_name_is_the_one_like_the_other(store: Store) -> None:
    case = make_product("case", "Varento Tempo cabin case", "Varento", "suitcase")
    put_product(store, case, [make_variant("case-1", 9900)])
    named = [("product", "Tempo"), ("product", "Daily One")]
    assert compared(Talk(store).hear(COMPARE, "Tempo or Daily One?", entities=named)) == ["tempo", "daily"]


def test_ratings_are_the_shopper_s_own_view(talk: Talk, store: Store) -> None:
    write_review(store, "omar", "daily", rating=2)
    answered = talk.hear(COMPARE, "compare them all")
    assert rows(answered)["rating"] == ["4.0 of 5 (2 reviews)", "no reviews yet", "2.0 of 5 (1 review)"]
    assert answered.said[0].values["best_rated"] == "Strida Cloudline 2 road running shoe"
    guest = Talk(store, slots={"memory": SHOES}).hear(COMPARE, "compare them all")
    assert rows(guest)["rating"][0] == "3.0 of 5 (1 review)"


@pytest.mark.parametrize("entities", [[], [("product", "Swan")], [("product", "Swan"), ("product", "Zorblax")]])
def test_less_than_two_are_asked_for(store: Store, entities: list[tuple[str, str]]) -> None:
    answered = Talk(store).hear(COMPARE, "compare", entities=entities)
    assert answered.responses == ["what_to_compare"]
    assert answered.said[0].values["known"] == ("Brewlund Swan gooseneck kettle" if entities else "")


def test_withdrawn_products_are_not_compared(talk: Talk, store: Store) -> None:
    withdraw_product(store, "tempo")
    assert compared(talk.hear(COMPARE, "compare them all")) == ["cloudline", "daily"]


def test_no_more_than_a_list_has(store: Store) -> None:
    put_product(store, make_product("twin", "Twin", "Twin", "mug"), [make_variant("twin-1", 4990)])
    many = {"product_ids": ["cloudline", "tempo", "daily", "swan", "mug", "twin"]}
    talk = Talk(store, slots={"memory": many})
    assert len(compared(talk.hear(COMPARE, "compare all of them"))) == 4
    asked = talk.hear(COMPARE, "compare", memory=many)
    assert asked.said[0].titles == ["The first two", "All of them"]


WHICH = {"shown": "products", "memory": {"product_ids": ["cloudline", "tempo", "daily"]}}


@pytest.mark.parametrize(
    ("text", "first", "best", "next"),
    [
        (
            "which is lightest",
            "Strida Tempo R carbon race shoe",
            "194 g",
            "Strida Cloudline 2 road running shoe (248 g)",
        ),
        (
            "which one weighs the most?",
            "Okanto Daily One running shoe",
            "296 g",
            "Strida Cloudline 2 road running shoe (248 g)",
        ),
    ],
)
def test_a_superlative_is_answered_by_what_is_stated(talk: Talk, text: str, first: str, best: str, next: str) -> None:
    answered = talk.hear(COMPARE, text, **WHICH)
    values = answered.said[0].values
    assert answered.responses == ["compared_by"]
    assert (values["name"], values["first"], values["best"], values["next"]) == ("weight", first, best, next)
    assert values["silent"] == ""
    assert answered.said[0].facts["products"][0]["title"] == first
    assert "comparison" in answered.said[0].facts


def test_of_many_those_that_go_furthest_are_compared(talk: Talk, store: Store) -> None:
    ids = [f"lamp{light}" for light in (50, 300, 200, 100, 250, 20)]
    for id in ids:
        light = id.removeprefix("lamp")
        put_product(
            store,
            make_product(id, f"Lamp {light}", "Lum", "headlamp", brightness=f"{light} lumens"),
            [make_variant(f"{id}-1", 3000)],
        )
    answered = talk.hear(COMPARE, "which is brightest", shown="products", memory={"product_ids": ids})
    assert compared(answered) == ["lamp300", "lamp250", "lamp200", "lamp100"]
    assert answered.said[0].values["first"] == "Lamp 300"


def test_a_property_that_cannot_be_measured_is_put_side_by_side(talk: Talk) -> None:
    answered = talk.hear(COMPARE, "are they waterproof?", **WHICH)
    assert answered.said[0].values["told"] == "Strida Cloudline 2 road running shoe (no)"
    assert answered.said[0].values["first"] == ""


@pytest.mark.parametrize(
    ("text", "wanted"), [("which is best for windy weather?", "windy weather"), ("which is quietest", "quietest")]
)
def test_what_nobody_states_is_not_guessed(talk: Talk, text: str, wanted: str) -> None:
    answered = talk.hear(COMPARE, text, **WHICH)
    assert answered.responses == ["compared_not_stated"]
    assert answered.said[0].values["wanted"] == wanted


@pytest.mark.parametrize("text", ["which ones good for flat feet", "which of these are ok for flat feet?"])
def test_which_are_good_for_something_is_told_by_what_speaks_of_it(talk: Talk, store: Store, text: str) -> None:
    assert talk.hear(COMPARE, text).responses == ["fact_of_none"]
    feet = {"flat": "suits flat feet", "wide": "suits wide feet", "lace": "flat laces"}
    for id, facts in feet.items():
        put_product(store, make_product(id, id, "Milk", "shoe", use=facts), [make_variant(f"{id}-1", 900)])
    use_shelf(open_shelf(store, WordEncoder()))
    memory = {"product_ids": list(feet)}
    answered = talk.hear(COMPARE, text, shown="products", memory=memory)
    assert answered.responses == ["facts_of_list"]
    assert [fact["title"] for fact in answered.said[0].values["facts"]] == ["flat"]
    assert answered.said[0].values["silent"] == "wide and lace"


def test_small_words_name_no_property(talk: Talk, store: Store) -> None:
    for id in ("balm", "cream"):
        facts = {"time of use": "night", "skin type": "dry"}
        put_product(store, make_product(id, id, "Milk", "cream", **facts), [make_variant(f"{id}-1", 900)])
    memory = {"product_ids": ["balm", "cream"]}
    answered = talk.hear(COMPARE, "which of these is best for dry skin", shown="products", memory=memory)
    assert answered.said[0].values["name"] == "skin type"


def test_what_lasts_longest_goes_by_its_run_time_and_no_packed_size_makes_bigger(store: Store) -> None:
    facts = {"a": ("3400 mAh", "2.5 h high", "66 x 28 cm"), "b": ("900 mAh", "4 h", "30 x 10 cm")}
    for id, (battery, run, packed) in facts.items():
        lamp = make_product(
            id, f"Lamp {id}", "Lum", "headlamp", battery=battery, capacity="1 l" if id == "b" else "2 l"
        )
        lamp = replace(lamp, attributes={**lamp.attributes, "run time": run, "packed size": packed})
        put_product(store, lamp, [make_variant(f"{id}-1", 3000)])
    with store.read() as tx:
        listings = list(get_listings(tx, ["a", "b"]).values())
    standing = find_standing("which lasts longest", listings)
    assert standing is not None
    assert (standing.name, standing.first) == ("run time", ("Lamp b",))
    assert measure(listings[0], "size") is None


WINNER = [
    ("which one is lightest", "tempo"),
    ("which is cheapest of them", "daily"),
    ("which costs the most", "tempo"),
    ("which has the best reviews", "cloudline"),
]


@pytest.mark.parametrize(("text", "winner"), WINNER)
def test_the_one_that_wins_a_comparison_is_talked_about_from_now_on(talk: Talk, text: str, winner: str) -> None:
    write_review(talk.store, "priya", "daily", rating=2, text="Hard.")
    talk.hear(COMPARE, "compare them")
    assert talk.memory.product_id == ""
    answered = talk.hear(COMPARE, text)
    assert answered.responses == ["compared_by"]
    assert talk.memory.product_id == winner
    details = talk.hear("action_product_details", "show me it", intent="product_details")
    assert details.responses == ["product_details"]
    assert details.facts("product_details")["evidence"] == [winner]


def test_of_equals_none_is_talked_about(talk: Talk) -> None:
    put_product(talk.store, make_product("twin", "Twin", "Twin", "mug"), [make_variant("twin-1", 4990)])
    named = [("product", "Daily One"), ("product", "Twin")]
    talk.hear(COMPARE, "which is cheaper, Daily One or Twin", entities=named)
    assert talk.memory.product_id == ""


def test_a_question_on_which_are_so_is_answered_one_by_one(talk: Talk) -> None:
    talk.hear(COMPARE, "compare them")
    answered = talk.hear(COMPARE, "which of them are waterproof")
    assert answered.responses == ["facts_of_list"]


@pytest.fixture
def five() -> Talk:
    memory = {"product_ids": ["cloudline", "tempo", "daily", "swan", "mug"]}
    chosen_by = {"as": "search", "ids": memory["product_ids"]}
    return Talk(open_finding_shop(), "maya", slots={"memory": memory | {"chosen_by": chosen_by}, "shown": "products"})


@pytest.mark.parametrize(
    ("text", "entities", "ids"),
    [
        ("compare 1 3 and 5", [("ordinal", "3")], ["cloudline", "daily", "mug"]),
        ("compare 2 and 4", [("quantity", "2"), ("quantity", "4")], ["tempo", "swan"]),
        ("compare number 2 with number 5", [("ordinal", "number 2")], ["tempo", "mug"]),
        ("compare the first 4", [("ordinal", "first"), ("quantity", "4")], ["cloudline", "tempo", "daily", "swan"]),
        ("compare the last two", [("ordinal", "last"), ("quantity", "two")], ["swan", "mug"]),
        ("compare them", [], ["cloudline", "tempo", "daily", "swan"]),
    ],
)
def test_as_many_are_compared_as_are_meant(
    five: Talk, text: str, entities: list[tuple[str, str]], ids: list[str]
) -> None:
    five.slots["memory"]["product_id"] = "mug"  # what was talked about before
    assert compared(five.hear(COMPARE, text, entities=entities)) == ids
    assert compared(five.hear(COMPARE, "compare them")) == ids


def test_one_more_of_the_list_stands_beside_those_compared(five: Talk) -> None:
    five.hear(COMPARE, "compare the first two", entities=[("ordinal", "first"), ("quantity", "two")])
    added = five.hear(COMPARE, "and the third?", intent="compare_products", entities={"ordinal": "third"})
    assert compared(added) == ["cloudline", "tempo", "daily"]
    added = five.hear(COMPARE, "what about the mug", intent="compare_products", entities={"product": "Ember mug"})
    assert compared(added) == ["cloudline", "tempo", "daily", "mug"]


def test_what_won_is_compared_with_what_is_named(five: Talk) -> None:
    five.hear(COMPARE, "compare the first two", entities=[("ordinal", "first"), ("quantity", "two")])
    five.hear(COMPARE, "which is cheaper")
    assert five.memory.product_id == "cloudline"
    assert compared(five.hear(COMPARE, "compare it with the okanto ones", entities={"brand": "Okanto"})) == [
        "cloudline",
        "daily",
    ]


def test_it_is_not_compared_with_itself(five: Talk) -> None:
    five.hear(COMPARE, "compare 2 and 3")
    five.hear(COMPARE, "which is dearer, most expensive I mean")
    assert five.memory.product_id == "tempo"
    answered = five.hear(COMPARE, "compare it with the first one", entities={"ordinal": "first"})
    assert compared(answered) == ["tempo", "cloudline"]


def test_what_is_asked_to_be_better_stays_what_is_talked_about(talk: Talk) -> None:
    talk.slots["memory"] = SHOES | {"product_id": "cloudline"}
    answered = talk.hear(
        COMPARE, "is it better than the last one", intent="compare_products", entities={"ordinal": "last"}
    )
    assert set(compared(answered)) == {"cloudline", "daily"}
    assert talk.memory.product_id == "cloudline"


@pytest.mark.parametrize("text", ["which one would you take", "which would you recommend", "what's your pick"])
def test_who_asks_for_an_opinion_gets_a_pick(talk: Talk, text: str) -> None:
    assert talk.hear(COMPARE, text).responses == ["my_pick"]


@pytest.mark.parametrize(("text", "winner"), [("which costs less", "daily"), ("which costs more", "tempo")])
def test_what_costs_less_wins_by_its_price(talk: Talk, text: str, winner: str) -> None:
    assert talk.hear(COMPARE, text).responses == ["compared_by"]
    assert talk.memory.product_id == winner


KINDS = [("product_type", "running shoes")]


@pytest.mark.parametrize("slots", [{}, {"memory": {"product_ids": ["mug", "swan"]}, "shown": "products"}])
def test_a_kind_of_which_nothing_is_shown_is_compared_by_the_best_found(store: Store, slots: dict[str, object]) -> None:
    for n in range(3):
        put_product(
            store,
            make_product(f"more{n}", f"Strida More {n}", "Strida", "running shoe", "Runs."),
            [make_variant(f"more{n}", 5000 + n)],
        )
    talk = Talk(store, "maya", slots=slots)
    answered = talk.hear(COMPARE, "can you compare the running shoes for me", entities=KINDS)
    assert answered.responses == ["compares_best_found", "compared"]
    assert answered.said[0].values["count"] == 3
    assert answered.said[0].values["total"] == 6
    assert len(answered.said[1].facts["comparison"][0]["values"]) == 3
    assert len(talk.memory.product_ids) == 3
    assert talk.memory.criteria.product_type == "running shoes"


def test_a_kind_that_is_shown_is_compared_as_it_is_shown(store: Store) -> None:
    shown = {"product_ids": ["daily", "mug", "cloudline"]}
    talk = Talk(store, "maya", slots={"memory": shown, "shown": "products"})
    answered = talk.hear(COMPARE, "compare the running shoes", entities=KINDS)
    assert compared(answered) == ["daily", "cloudline"]


def test_of_two_kinds_the_best_of_each_stand_side_by_side(store: Store) -> None:
    kinds = [("product_type", "running shoes"), ("product_type", "mugs")]
    answered = Talk(store, "maya").hear(COMPARE, "running shoes vs mugs", entities=kinds)
    assert answered.responses == ["compared"]
    assert {"mug"} < set(compared(answered))
    assert len(compared(answered)) == 3


def test_all_three_are_two_of_the_list_before_and_the_one_shown_since(store: Store) -> None:
    talk = Talk(store, "maya", slots={"memory": {"product_ids": ["cloudline", "tempo"]}, "shown": "products"})
    talk.hear("action_search", "mug", intent="search_product", entities=[("product_type", "mug")])
    assert talk.memory.product_ids == ["mug"]
    answered = talk.hear(COMPARE, "compare all three", entities=[("quantity", "three")])
    assert sorted(compared(answered)) == ["cloudline", "mug", "tempo"]
