"""Thicker, quieter, warmer: a list in the order of what is stated, and honest where nothing is."""

import pytest

from shop.catalogue import put_product
from tests.actions.small_shop import make_product, make_variant, open_finding_shop
from tests.actions.talk import Answered, Talk, found

THINGS = (
    make_product("leaf", "Leaf", "Ben", "yoga mat", thickness="1.5 mm", size="183 x 61 cm"),
    make_product("cork", "Cork", "Sti", "yoga mat", thickness="4 mm", size="183 x 66 cm"),
    make_product("cloud", "Cloud", "Sti", "yoga mat", thickness="15 mm", size="190 x 50 cm"),
    make_product("hush", "Hush", "Fell", "sleeping bag", **{"comfort temperature": "-1 °C", "fits up to": "185 cm"}),
    make_product("cosy", "Cosy", "Ox", "sleeping bag", **{"comfort temperature": "5 °C", "fits up to": "195 cm"}),
    make_product("dozy", "Dozy", "Pik", "sleeping bag", **{"comfort temperature": "9 °C", "fits up to": "145 cm"}),
    make_product("side", "Side", "Nor", "pillow", firmness="medium firm"),
    make_product("down", "Downy", "Nor", "pillow", firmness="medium"),
    make_product("twin", "Twin", "Doz", "pillow", firmness="soft"),
    make_product("volt", "Volt", "Aer", "hair dryer", noise="78 dB"),
    make_product("whisper", "Whisper", "Aer", "hair dryer", noise="62 dB"),
    make_product("arc", "Arc", "Lum", "desk lamp", brightness="900 lumens"),
    make_product("clip", "Clip", "Lum", "desk lamp", brightness="180 lumens"),
    make_product("bar", "Bar", "Lum", "desk lamp"),
    make_product("fjell", "Fjell", "Sol", "jumper"),
    make_product("cable", "Cable", "Mar", "jumper"),
)


@pytest.fixture
def talk() -> Talk:
    store = open_finding_shop()
    for product in THINGS:
        put_product(store, product, [make_variant(f"{product.id}-1", 5000)])
    return Talk(store, "maya")


def refined(talk: Talk, kind: str, text: str) -> Answered:
    talk.hear("action_search", kind, intent="search_product", entities={"product_type": kind})
    return talk.hear("action_search", text, intent="refine_search")


@pytest.mark.parametrize(
    ("kind", "text", "ids", "measure"),
    [
        ("yoga mat", "thicker", ["cloud", "cork", "leaf"], "thickness"),
        ("yoga mat", "too thin", ["cloud", "cork", "leaf"], "thickness"),
        ("yoga mat", "a thinner one", ["leaf", "cork", "cloud"], "thickness"),
        ("yoga mat", "longer ones please", ["cloud", "leaf", "cork"], "length"),
        ("yoga mat", "is there a narrower one", ["cloud", "leaf", "cork"], "width"),
        ("sleeping bag", "any warmer ones?", ["hush", "cosy", "dozy"], "comfort temperature"),
        ("sleeping bag", "longer", ["cosy", "hush", "dozy"], "length"),
        ("pillow", "softer", ["twin", "down", "side"], "firmness"),
        ("pillow", "too soft", ["side", "down", "twin"], "firmness"),
        ("hair dryer", "something quieter", ["whisper", "volt"], "noise"),
        ("hair dryer", "too loud", ["whisper", "volt"], "noise"),
    ],
)
def test_a_list_is_in_the_order_of_what_is_stated(
    talk: Talk, kind: str, text: str, ids: list[str], measure: str
) -> None:
    answered = refined(talk, kind, text)
    assert answered.responses == ["found_by_measure"]
    assert sorted(found(answered)[1:]) == sorted(ids[1:])
    assert found(answered)[0] == ids[0]
    assert answered.said[0].values["measure"] == measure


def test_what_does_not_state_it_is_told(talk: Talk) -> None:
    answered = refined(talk, "desk lamp", "brighter")
    assert found(answered) == ["arc", "clip"]
    assert answered.said[0].values["silent"] == "Bar"
    assert "Bar" in answered.said[0].text


@pytest.mark.parametrize("text", ["softer ones", "warmer", "thicker please"])
def test_what_nothing_is_stated_of_is_not_put_in_order(talk: Talk, text: str) -> None:
    answered = refined(talk, "jumper", text)
    assert answered.responses == ["measure_not_known"]


def test_more_goes_beyond_what_is_shown(talk: Talk) -> None:
    talk.hear("action_search", "mat", intent="search_product", entities={"product_type": "yoga mat"})
    talk.slots["memory"] |= {"product_ids": ["leaf", "cork"]}
    answered = talk.hear("action_search", "thicker", intent="refine_search")
    assert (answered.responses, found(answered)) == (["found_bigger"], ["cloud"])


def test_the_warmest_is_told_by_its_temperature(talk: Talk) -> None:
    talk.hear("action_search", "bags", intent="search_product", entities={"product_type": "sleeping bag"})
    answered = talk.hear("action_compare", "which one is warmest")
    assert (answered.said[0].values["first"], answered.said[0].values["best"]) == ("Hush", "-1 °C")
    assert talk.memory.product_id == "hush"


def test_what_it_measures_when_packed_says_nothing_of_its_length(talk: Talk) -> None:
    pole = make_product("pole", "Pole", "Tra", "trekking poles", **{"packed length": "38 cm"})
    other = make_product("stick", "Stick", "Tra", "trekking poles", **{"packed length": "58 cm"})
    for product in (pole, other):
        put_product(talk.store, product, [make_variant(f"{product.id}-1", 5000)])
    assert refined(talk, "trekking poles", "longer").responses == ["measure_not_known"]


@pytest.mark.parametrize("text", ["brightest first", "the brightest ones first please"])
def test_the_most_first_is_an_order_too(talk: Talk, text: str) -> None:
    answered = refined(talk, "desk lamp", text)
    assert (answered.responses, found(answered)) == (["found_by_measure"], ["arc", "clip"])


def test_which_one_goes_furthest_is_not_guessed(talk: Talk) -> None:
    talk.hear("action_search", "jumper", intent="search_product", entities={"product_type": "jumper"})
    answered = talk.hear("action_choose", "the warmest one", intent="choose_option")
    assert answered.responses == ["compared_not_stated"]


@pytest.mark.parametrize(
    ("text", "first"), [("thick one", "cloud"), ("something thin", "leaf"), ("a long one", "cloud")]
)
def test_a_plain_wish_is_an_order_of_the_list(talk: Talk, text: str, first: str) -> None:
    answered = refined(talk, "yoga mat", text)
    assert (answered.responses, found(answered)[0]) == (["found_by_measure"], first)
