"""Limits that a search keeps: prices, and whatever else can be measured or counted."""

from dataclasses import replace

import pytest

from shop.catalogue import put_product, set_stock
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant, open_finding_shop
from tests.actions.talk import Answered, Talk, found

SHOES = ("product_type", "running shoes")
Said = tuple[str, str] | tuple[str, str, str]


@pytest.fixture
def store() -> Store:
    return open_finding_shop()


@pytest.fixture
def talk(store: Store) -> Talk:
    return Talk(store, "maya")


def search(talk: Talk, text: str, *entities: Said) -> Answered:
    return talk.hear("action_search", text, intent="search_product", entities=list(entities))


def refine(talk: Talk, text: str, *entities: Said) -> Answered:
    return talk.hear("action_search", text, intent="refine_search", entities=list(entities))


@pytest.mark.parametrize(
    ("text", "heard_as", "limits"),
    [
        ("shoes max 60", "min", (None, 6000)),
        ("shoes 60 max", "min", (None, 6000)),
        ("I have a budget of 60 for shoes", "about", (None, 6000)),
        ("shoes, not more than €60", "min", (None, 6000)),
        ("shoes for 60 or less", "about", (None, 6000)),
        ("shoes over 60", "max", (6000, None)),
        ("shoes not over 60", "min", (None, 6000)),
        ("shoes, 60 and up", "about", (6000, None)),
        ("shoes around 60", "about", (4200, 6600)),
        ("shoes for 60", "", (None, 6000)),
    ],
)
def test_a_limit_is_what_the_words_say(
    talk: Talk, text: str, heard_as: str, limits: tuple[int | None, int | None]
) -> None:
    search(talk, text, ("product_type", "shoes"), ("price", "€60" if "€" in text else "60", heard_as))
    criteria = talk.memory.criteria
    assert (criteria.price_min_cents, criteria.price_max_cents) == limits
    assert "max" not in criteria.text


def test_a_number_that_is_a_factor_is_no_price(talk: Talk, store: Store) -> None:
    for factor in ("30", "50"):
        title, protection = f"Solbrise sun cream SPF {factor}", {"sun protection": f"SPF {factor}+"}
        cream = replace(make_product(f"cream{factor}", title, "Solbrise", "sunscreen"), attributes=protection)
        put_product(store, cream, [make_variant(f"cream{factor}-1", 990)])
    answered = search(talk, "sunscreen spf 50", ("product_type", "sunscreen"), ("price", "50", "max"))
    assert (found(answered), talk.memory.criteria.price_max_cents) == (["cream50"], None)


@pytest.mark.parametrize(
    ("text", "price", "ids"),
    [
        ("headlamps brighter than 250 lumen", "250", ["beam900"]),
        ("headlamps under 250 lumens", "250", ["beam180"]),
        ("headlamps over 300 lm", "300", ["beam900"]),
    ],
)
def test_what_is_measured_is_no_money(talk: Talk, store: Store, text: str, price: str, ids: list[str]) -> None:
    for light in ("180", "900"):
        lamp = make_product(f"beam{light}", f"Beam {light} headlamp", "Lum", "headlamp", brightness=f"{light} lumens")
        put_product(store, lamp, [make_variant(f"beam{light}-1", 3990)])
    assert found(search(talk, text, ("product_type", "headlamps"), ("price", price, "max"))) == ids


def test_a_game_is_for_as_many_as_can_play_it(talk: Talk, store: Store) -> None:
    for players in ("2-4", "3-8"):
        id = f"game{players[0]}"
        game = make_product(id, f"Game {players}", "Tin", "board game", players=players)
        put_product(store, game, [make_variant(f"{id}-1", 3990)])
    for text, ids in (("board game for 6 people", ["game3"]), ("board game for two", ["game2"])):
        assert found(search(talk, text, ("product_type", "board game"))) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("running shoes under 250 g", ["cloudline", "tempo"]),
        ("running shoes up to 200 grams", ["tempo"]),
        ("running shoes, no more than 200 grams", ["tempo"]),
        ("running shoes not over 200 g", ["tempo"]),
        ("running shoes, at least 0.25 kg", ["daily"]),
    ],
)
def test_a_limit_of_weight_holds(talk: Talk, text: str, ids: list[str]) -> None:
    answered = search(talk, text, SHOES, ("size", text.split()[-2] + " " + text.split()[-1]))
    assert sorted(found(answered)) == ids
    assert talk.memory.criteria.size == ""
    assert talk.memory.criteria.limits[0].said in answered.said[0].values["what"]


def test_a_limit_narrows_the_list_and_is_given_up_last(talk: Talk) -> None:
    search(talk, "running shoes", SHOES)
    assert found(talk.hear("action_search", "under 200 g", intent="inform", entities=[("price", "200", "max")])) == [
        "tempo"
    ]
    assert talk.memory.criteria.price_max_cents is None
    answered = talk.hear("action_search", "under 100 g", intent="inform")
    assert answered.responses == ["found_without"]
    assert answered.said[0].values["given_up"] == "under 100 g"


def test_lighter_goes_by_the_weight_stated(talk: Talk) -> None:
    search(talk, "Okanto shoes", ("product_type", "shoes"), ("brand", "Okanto"))
    refine(talk, "any brand")
    talk.slots["memory"]["product_ids"] = ["daily"]
    answered = refine(talk, "something lighter", ("feature", "lighter"))
    assert (answered.responses, found(answered)) == (["found_bigger"], ["cloudline", "tempo"])
    assert talk.memory.criteria.features == []


def test_prices_named_replace_contradicting_ones(talk: Talk) -> None:
    search(talk, "shoes from 100 to 130", ("product_type", "shoes"), ("price", "100", "min"), ("price", "130", "max"))
    assert found(refine(talk, "less than forty", ("price", "sixty", "max"))) == ["daily"]
    assert talk.memory.criteria.price_min_cents is None
    assert found(refine(talk, "raise my limit to 250", ("price", "250", "max"))) != []
    assert len(found(refine(talk, "money does not matter"))) == 3


def test_bigger_goes_by_what_is_stated(talk: Talk, store: Store) -> None:
    set_stock(store, "quickboil-1", 5)
    search(talk, "the swan kettle", ("product_type", "kettle"), ("brand", "Brewlund"))
    refine(talk, "any brand")
    talk.slots["memory"]["product_ids"] = ["swan"]
    answered = refine(talk, "bigger")
    assert (answered.responses, found(answered)) == (["found_bigger"], ["quickboil"])
    assert answered.said[0].values["measure"] == "capacity"
    assert refine(talk, "even bigger").responses == ["nothing_bigger"]
    search(talk, "kettles", ("product_type", "kettles"))
    answered = refine(talk, "smaller")  # the smallest was among those shown, at the end
    assert (answered.responses, found(answered)) == (["found_by_measure"], ["swan", "quickboil"])
    assert refine(talk, "smaller").responses == ["nothing_bigger"]
    search(talk, "a mug", ("product_type", "mug"))
    assert refine(talk, "bigger").responses == ["measure_not_known"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("tents for two", ["tarn", "meadow"]),
        ("a tent for a family of four", ["meadow"]),
        ("3-person tent", ["meadow"]),
        ("tent that sleeps 1", ["solo", "tarn", "meadow"]),
        ("tents for five people", []),
    ],
)
def test_for_how_many_people_it_shall_be(talk: Talk, store: Store, text: str, ids: list[str]) -> None:
    for id, sleeps in (("meadow", "4"), ("solo", "1"), ("tarn", "2")):
        tent = make_product(id, f"{id} tent", "Oxbeck", "tent", sleeps=sleeps)
        put_product(store, tent, [make_variant(f"{id}-1", 20000)])
    answered = search(talk, text, ("product_type", "tent"))
    assert answered.responses == (["found_products"] if ids else ["found_without"])
    assert found(answered) == ids or not ids


def test_what_is_not_made_for_a_number_of_people_has_no_such_limit(talk: Talk) -> None:
    assert search(talk, "kettles for four people", ("product_type", "kettles")).responses == ["found_products"]


def test_odd_amounts_are_no_limit(talk: Talk) -> None:
    assert (
        len(found(search(talk, "shoes for a fortune", ("product_type", "shoes"), ("price", "a fortune", "max")))) == 3
    )
    assert (talk.memory.criteria.price_min_cents, talk.memory.criteria.price_max_cents) == (None, None)


@pytest.mark.parametrize("text", ["that fits a 15 inch laptop", 'for my 15" laptop', "with room for a 15 inch macbook"])
def test_a_bag_for_a_laptop_has_room_for_one_of_its_size(text: str) -> None:
    talk = Talk(open_finding_shop(), "maya")
    for id, sleeve in (("roomy", "16 inch"), ("exact", "15 inch"), ("small", "14 inch"), ("none", "no")):
        bag = make_product(id, f"Bag {id}", "Nom", "backpack", **{"laptop sleeve": sleeve})
        put_product(talk.store, bag, [make_variant(f"{id}-1", 5000)])
    said = [("product_type", "backpack"), ("size", "15 inch")]
    answered = talk.hear("action_search", f"backpack {text}", intent="search_product", entities=said)
    assert sorted(found(answered)) == ["exact", "roomy"]
    assert "for a 15 inch laptop" in answered.said[-1].values["what"]


def test_a_size_that_there_is_not_names_those_that_there_are(talk: Talk, store: Store) -> None:
    sizes = [make_variant(f"crew-{size}", 1900, size=size) for size in ("35-37", "38-40", "44-46")]
    put_product(store, make_product("crew", "Pacer Crew socks", "Pacer", "running socks"), sizes)
    set_stock(store, "crew-38-40", 0)
    search(talk, "running socks", ("product_type", "running socks"))
    answered = refine(talk, "43", ("size", "43"))
    assert (answered.responses, answered.said[0].values["sizes"]) == (["found_without"], "35-37 and 44-46")
    assert "35-37 and 44-46" in answered.text
    asked = talk.hear("action_read_reviews", "what do they say about the second one", entities={"ordinal": "second"})
    assert (asked.responses, asked.said[0].titles) == (["only_one_in_list"], ["Pacer Crew socks"])
