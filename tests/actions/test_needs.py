"""What products must be stated to have, or not to have: what states it leads, what states the contrary goes."""

import pytest

from shop.catalogue import Product, put_product
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant, open_finding_shop
from tests.actions.talk import Answered, Talk, found

THINGS = (
    make_product("denim", "Wray denim jacket", "Wray", "jacket", "For dry days.", waterproof="no", gender="men"),
    make_product("waxed", "Fenland waxed jacket", "Fen", "jacket", waterproof="water-resistant", gender="men"),
    make_product("squall", "Squall running jacket", "Brisk", "running jacket", "Taped seams.", waterproof="yes"),
    make_product("lady", "Lady Wray jacket", "Wray", "jacket", waterproof="yes", gender="women"),
    make_product("rose", "Nerolle rose cream", "Nerolle", "face cream", fragrance="rosewater"),
    make_product("basic", "Barelo basic cream", "Barelo", "face cream", "No perfume, no promises.", fragrance="no"),
    make_product("plain", "Milkroot cream", "Milkroot", "face cream", "A balm for the frost."),
    make_product("easy", "Korvel pan", "Korvel", "frying pan", coating="PTFE two layers"),
    make_product("iron", "Hearthby iron pan", "Hearthby", "frying pan", coating="none (seasoned)"),
    make_product("buds", "Velori buds", "Velori", "earbuds", fit="in-ear"),
    make_product("clip", "Pelto clip buds", "Pelto", "earbuds", fit="open-ear clip"),
    make_product("glide", "Varento case", "Varento", "suitcase", **{"outer shell": "polycarbonate"}),
    make_product("titan", "Luggo case", "Luggo", "suitcase", **{"outer shell": "1200D polyester"}),
    make_product("linea", "Tastra Linea keyboard", "Tastra", "keyboard", "There is no number pad and no rest."),
    make_product("silva", "Tastra Silva keyboard", "Tastra", "keyboard", "Flat, with a proper number pad."),
    make_product("orvik", "Orvik keyboard", "Orvik", "keyboard", "Two halves."),
)


def sell(store: Store, product: Product) -> None:
    put_product(store, product, [make_variant(f"{product.id}-1", 5000)])


@pytest.fixture
def talk() -> Talk:
    store = open_finding_shop()
    for product in THINGS:
        sell(store, product)
    return Talk(store, "maya")


def search(talk: Talk, text: str, *entities: tuple[str, ...]) -> Answered:
    return talk.hear("action_search", text, intent="search_product", entities=list(entities))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("rain jacket men", "rain jacket"),
        ("raincoat for my husband", "raincoat"),
        ("a jacket for rain, mens", "jacket"),
        ("jacket for rainy days for my dad", "jacket"),
    ],
)
def test_only_what_keeps_rain_off_comes_first_and_nothing_made_for_others(talk: Talk, text: str, kind: str) -> None:
    answered = search(talk, text, ("product_type", kind))
    assert found(answered) == ["squall", "waxed"]
    assert answered.responses == ["not_stated_of_found", "found_products"]
    assert answered.said[0].values["of"] == "Squall running jacket"


def test_what_is_for_anybody_is_for_women_too(talk: Talk) -> None:
    assert found(search(talk, "womens rain jacket", ("product_type", "rain jacket"))) == ["lady", "squall"]


@pytest.mark.parametrize(
    ("text", "entities", "first", "gone"),
    [
        ("face cream, no perfume", [("product_type", "face cream"), ("feature", "perfume", "not")], "basic", "rose"),
        (
            "fragrance free face cream",
            [("product_type", "face cream"), ("feature", "fragrance free")],
            "basic",
            "rose",
        ),
        ("unscented face cream", [("product_type", "face cream"), ("feature", "unscented")], "basic", "rose"),
        ("pan without teflon", [("product_type", "pan"), ("feature", "teflon", "not")], "iron", "easy"),
        ("pan no non-stick", [("product_type", "pan"), ("feature", "non-stick", "not")], "iron", "easy"),
        ("earbuds not in ear", [("product_type", "earbuds")], "clip", "buds"),
        ("earbuds that don't go in the ear", [("product_type", "earbuds")], "clip", "buds"),
        ("hard shell suitcase (not soft)", [("product_type", "suitcase")], "glide", "titan"),
        ("hard shell suitcase", [("product_type", "suitcase")], "glide", "titan"),
        ("keyboard without numpad", [("product_type", "keyboard")], "linea", "silva"),
        ("tenkeyless keyboard", [("product_type", "keyboard"), ("feature", "tenkeyless")], "linea", "silva"),
        ("keyboard with numpad", [("product_type", "keyboard")], "silva", "linea"),
    ],
)
def test_what_states_what_is_refused_goes_and_what_states_its_absence_leads(
    talk: Talk, text: str, entities: list[tuple[str, ...]], first: str, gone: str
) -> None:
    ids = found(search(talk, text, *entities))
    assert ids[0] == first
    assert gone not in ids


def test_what_is_silent_on_what_is_refused_is_said_to_be(talk: Talk) -> None:
    answered = search(talk, "keyboard without a numpad", ("product_type", "keyboard"))
    assert found(answered) == ["linea", "orvik"]
    assert (answered.said[0].values["said"], answered.said[0].values["of"]) == (
        "without numpad",
        "Tastra Linea keyboard",
    )


@pytest.mark.parametrize("text", ["keyboard with german layout", "keyboard with a german layout please"])
def test_what_nothing_is_stated_of_is_not_passed_off_as_fitting(talk: Talk, text: str) -> None:
    answered = search(talk, text, ("product_type", "keyboard"))
    assert answered.responses == ["not_stated_of_found", "found_products"]
    assert (answered.said[0].values["said"], answered.said[0].values["of"]) == ("german layout", "")
    assert "german layout" in answered.said[0].text


def test_what_is_known_already_is_not_said_again(talk: Talk) -> None:
    search(talk, "keyboard with german layout", ("product_type", "keyboard"))
    answered = talk.hear("action_search", "best rated first", intent="refine_search")
    assert answered.responses == ["found_products"]


@pytest.mark.parametrize(
    "text", ["keyboard, not too expensive", "keyboard, not sure which", "keyboard no more than 90"]
)
def test_what_is_no_thing_is_not_refused(talk: Talk, text: str) -> None:
    search(talk, text, ("product_type", "keyboard"))
    assert talk.memory.criteria.not_features == []


def test_headphones_without_wires_are_wireless(talk: Talk) -> None:
    search(talk, "earbuds without wires", ("product_type", "earbuds"))
    assert (talk.memory.criteria.features, talk.memory.criteria.not_features) == (["wireless"], [])


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("no wires", ()),
        ("nothing with cable", (("product_type", "cable"),)),
        ("without a cord pls", ()),
        ("nothing wired", ()),
    ],
)
def test_no_wires_after_headphones_means_wireless_ones(
    talk: Talk, text: str, entities: tuple[tuple[str, str], ...]
) -> None:
    search(talk, "earbuds", ("product_type", "earbuds"))
    talk.hear("action_search", text, intent="refine_search", entities=entities)
    criteria = talk.memory.criteria
    assert (criteria.product_type, criteria.features, criteria.not_features) == ("earbuds", ["wireless"], [])


def test_no_wires_of_another_kind_of_thing_is_no_wish_for_wireless(talk: Talk) -> None:
    search(talk, "pan", ("product_type", "pan"))
    talk.hear("action_search", "nothing with wires", intent="refine_search")
    assert talk.memory.criteria.features == []


def test_what_a_kind_is_said_to_be_beyond_its_name_is_not_claimed(talk: Talk) -> None:
    answered = search(talk, "keyboard qwertz", ("product_type", "keyboard qwertz"))
    assert answered.responses == ["found_akin"]
    assert sorted(found(answered)) == ["linea", "orvik", "silva"]


@pytest.mark.parametrize("text", ["no teflon please", "not in ear", "nothing with teflon, so no ptfe"])
def test_a_property_that_is_turned_down_leaves_the_rest_of_the_list(talk: Talk, text: str) -> None:
    kind = "earbuds" if "ear" in text else "pan"
    search(talk, kind, ("product_type", kind))
    answered = talk.hear("action_reject", text, intent="reject_suggestion")
    assert found(answered) == (["clip"] if kind == "earbuds" else ["iron"])
    assert talk.memory.rejected_ids == []


@pytest.mark.parametrize("text", ["allergic to wool", "i'm allergic to wool", "she has an allergy to wool"])
def test_what_one_is_allergic_to_is_refused(talk: Talk, text: str) -> None:
    search(talk, "face cream", ("product_type", "face cream"))
    search(talk, text, ("material", "wool"))
    criteria = talk.memory.criteria
    assert (criteria.product_type, criteria.material, criteria.not_features) == ("face cream", "", ["wool"])


def test_how_a_thing_shall_be_is_said_of_those_shown(talk: Talk) -> None:
    search(talk, "suitcase", ("product_type", "suitcase"))
    talk.hear("action_search", "a light one", intent="search_product", entities={"feature": "light"})
    assert (talk.memory.criteria.product_type, talk.memory.criteria.features) == ("suitcase", ["light"])


@pytest.mark.parametrize("entities", [[], [("feature", "electric")]])
def test_nothing_of_a_kind_refuses_it(talk: Talk, entities: list[tuple[str, str]]) -> None:
    talk.hear("action_recommend", "ideas for me", intent="recommend_for_me")
    search(talk, "nothing electric please", *entities)
    assert "electric" in talk.memory.criteria.not_features
    assert talk.memory.criteria.features == []


def test_what_was_heard_as_a_make_that_there_is_not_is_a_property(talk: Talk) -> None:
    search(talk, "pan", ("product_type", "pan"))
    answered = talk.hear("action_search", "not ptfe", intent="refine_search", entities=[("brand", "ptfe", "not")])
    assert found(answered) == ["iron"]
    assert talk.memory.criteria.not_brands == []


def test_what_no_product_speaks_of_is_not_claimed_of_any(talk: Talk) -> None:
    search(talk, "suitcase", ("product_type", "suitcase"))
    answered = talk.hear("action_search", "with usb port", intent="refine_search", entities={"feature": "usb port"})
    assert answered.responses == ["not_stated_of_found", "found_products"]
    assert answered.said[0].values["of"] == ""
    stylish = talk.hear("action_search", "stylish", intent="refine_search", entities={"feature": "stylish"})
    assert stylish.responses == ["found_products"]  # which is a matter of taste


def test_who_only_refuses_is_asked_what_is_wanted(talk: Talk) -> None:
    assert search(talk, "not puzzles").responses == ["what_to_search"]


def test_what_something_is_not_is_said_so(talk: Talk) -> None:
    search(talk, "suitcase", ("product_type", "suitcase"))
    answered = talk.hear("action_search", "not scratchy", intent="refine_search")
    assert answered.said[0].values["said"] == "not scratchy"


def test_bed_linen_is_not_of_linen_for_its_name(talk: Talk) -> None:
    sell(talk.store, make_product("washed", "Washed set", "Lin", "bed linen set", material="100% linen"))
    sell(talk.store, make_product("flannel", "Flannel set", "Lin", "bed linen set", material="cotton"))
    assert sorted(found(search(talk, "bed linen", ("product_type", "bed linen")))) == ["flannel", "washed"]
    answered = talk.hear("action_search", "linen", intent="refine_search", entities={"material": "linen"})
    assert found(answered) == ["washed"]


def test_a_kind_that_the_words_name_is_not_left_for_a_colour(talk: Talk) -> None:
    put_product(talk.store, THINGS[-1], [make_variant("orvik-1", 5000, colour="black")])
    put_product(talk.store, make_product("mug2", "Ruby mug", "Em", "mug"), [make_variant("mug2-1", 900, colour="red")])
    search(talk, "an orvik keyboard for work")
    answered = talk.hear("action_search", "red", intent="refine_search", entities={"colour": "red"})
    assert answered.responses == ["found_without"]
    assert "mug2" not in found(answered)


def test_a_property_that_is_added_to_a_list_and_not_stated_is_said_to_be(talk: Talk) -> None:
    search(talk, "suitcase", ("product_type", "suitcase"))
    answered = talk.hear("action_search", "with spinner wheels", intent="refine_search")
    assert answered.responses == ["not_stated_of_found", "found_products"]
    assert answered.said[0].values["said"] == "spinner wheels"
