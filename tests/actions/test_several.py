"""Several things in one message: each goes into the cart, or is asked for one after the other."""

from collections.abc import Sequence

import pytest

from actions.memory import Memory, write_memory
from shop.carts import CartOwner, find_cart
from shop.catalogue import put_product, set_stock
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant, open_shop
from tests.actions.talk import Answered, Talk

Values = Sequence[tuple[str, str]] | Sequence[tuple[str, str, str]]


@pytest.fixture
def store() -> Store:
    return open_shop()


@pytest.fixture
def maya(store: Store) -> Talk:
    return Talk(store, customer_id="maya")


def add(talk: Talk, text: str, values: Values = (), *, intent: str = "add_to_cart") -> Answered:
    return talk.hear("action_add_to_cart", text, intent=intent, entities=values)


def contents(store: Store) -> dict[str, int]:
    return {line.variant_id: line.quantity for line in find_cart(store, CartOwner("maya")).lines}


def show(talk: Talk, *ids: str) -> None:
    talk.slots |= {"shown": "products", "memory": write_memory(Memory(product_ids=list(ids)))}


SWAN = ("product", "swan")
DAILY = ("product", "daily one")


@pytest.mark.parametrize(
    ("text", "values", "held"),
    [
        ("add two swan, one white one copper", [("quantity", "two"), SWAN, ("colour", "white"), ("colour", "copper")],
         {"swan-white": 1, "swan-copper": 1}),
        ("one swan in white and one in copper", [("quantity", "one"), SWAN, ("colour", "white"), ("colour", "copper")],
         {"swan-white": 1, "swan-copper": 1}),
        ("the swan in white and copper", [SWAN, ("colour", "white"), ("colour", "copper")],
         {"swan-white": 1, "swan-copper": 1}),
        ("swan, 2 white and 3 copper pls", [SWAN, ("colour", "white"), ("colour", "copper")],
         {"swan-white": 2, "swan-copper": 3}),
        ("swan in white and copper, 2 each", [SWAN, ("colour", "white"), ("colour", "copper"), ("quantity", "2")],
         {"swan-white": 2, "swan-copper": 2}),
        ("two swan in white and a copper one", [("quantity", "two"), SWAN, ("colour", "white"), ("colour", "copper")],
         {"swan-white": 2, "swan-copper": 1}),
        ("the daily one in 38, one black one white", [DAILY, ("size", "38"), ("colour", "black"), ("colour", "white")],
         {"daily-38-black": 1, "daily-38-white": 1}),
    ],
)  # fmt: skip
def test_each_of_several_colours_is_a_line_of_its_own(
    maya: Talk, store: Store, text: str, values: Values, held: dict[str, int]
) -> None:
    answered = add(maya, text, values)
    assert set(answered.responses) == {"added_to_cart"}
    assert contents(store) == held


def test_an_option_that_both_lack_is_asked_for_once(maya: Talk, store: Store) -> None:
    set_stock(store, "cloudline-38-grey", 3)
    said = [("product", "Cloudline 2"), ("colour", "black"), ("colour", "grey")]
    assert add(maya, "a cloudline in black and a grey one", said).responses == ["which_option"]
    answered = add(maya, "38", [("size", "38")], intent="inform")
    assert answered.responses == ["added_to_cart", "added_to_cart"]
    assert contents(store) == {"cloudline-38-black": 1, "cloudline-38-grey": 1}


def test_of_alternatives_it_is_asked_which(maya: Talk, store: Store) -> None:
    said = [("product", "Cloudline 2"), ("colour", "black"), ("colour", "grey"), ("size", "39")]
    answered = add(maya, "the cloudline in black or grey, 39", said)
    assert answered.responses == ["which_option"]
    assert answered.said[0].values["choices"] == ["black", "mist grey"]
    assert contents(store) == {}


def test_the_cart_is_shown_once_and_taken_back_whole(maya: Talk, store: Store) -> None:
    answered = add(maya, "one swan in white and one in copper", [SWAN, ("colour", "white"), ("colour", "copper")])
    assert ["cart" in said.facts for said in answered.said] == [False, True]
    maya.hear("action_search", "undo that", intent="refine_search")
    assert contents(store) == {}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("add the swan in white and the ember mug", [SWAN, ("colour", "white"), ("product", "ember mug")]),
        ("add the swan in white and an ember mug to my cart", [SWAN, ("colour", "white")]),
        ("a swan in white, a hearthby ember mug please", [SWAN, ("colour", "white")]),
        ("put a mug and a swan in white in my cart", [("product_type", "mug"), SWAN, ("colour", "white")]),
    ],
)
def test_each_thing_that_is_named_goes_in_with_what_is_said_of_it(
    maya: Talk, store: Store, text: str, values: Values
) -> None:
    assert set(add(maya, text, values).responses) == {"added_to_cart"}
    assert contents(store) == {"swan-white": 1, "mug-1": 1}


def test_what_is_open_of_one_is_asked_and_the_others_come_after_it(maya: Talk, store: Store) -> None:
    answered = add(maya, "add the swan and 2 ember mugs", [SWAN, ("quantity", "2"), ("product", "ember mug")])
    assert answered.responses == ["others_after_it", "which_option"]
    assert answered.said[0].values["titles"] == "Hearthby Ember mug"
    assert add(maya, "white", [("colour", "white")], intent="inform").responses == ["added_to_cart", "added_to_cart"]
    assert contents(store) == {"swan-white": 1, "mug-1": 2}


def test_a_sold_out_one_keeps_the_others_from_nothing(maya: Talk, store: Store) -> None:
    answered = add(maya, "the quickboil and the ember mug", [("product", "quickboil"), ("product", "ember mug")])
    assert answered.responses == ["none_to_add", "added_to_cart"]
    assert contents(store) == {"mug-1": 1}


@pytest.mark.parametrize(
    ("text", "values", "held"),
    [
        ("add the first two", [("ordinal", "first"), ("quantity", "two")], {"mug-1", "tempo-38-white"}),
        ("the first and the third pls", [("ordinal", "first"), ("ordinal", "third")], {"mug-1", "swan-white"}),
        ("add 1 and 2", [("quantity", "1"), ("quantity", "2")], {"mug-1", "tempo-38-white"}),
        ("put them all in my cart", [], {"mug-1", "tempo-38-white", "swan-white"}),
        ("put all 3 in", [("quantity", "3")], {"mug-1", "tempo-38-white", "swan-white"}),
        ("ill take all three", [("quantity", "three")], {"mug-1", "tempo-38-white", "swan-white"}),
        ("add the last two", [("ordinal", "last"), ("quantity", "two")], {"tempo-38-white", "swan-white"}),
    ],
)
def test_several_of_those_shown_go_in(maya: Talk, store: Store, text: str, values: Values, held: set[str]) -> None:
    set_stock(store, "swan-copper", 0)
    show(maya, "mug", "tempo", "swan")
    add(maya, text, values)
    if maya.slots.get("asking") == "confirm":
        maya.hear("action_confirm", "yes", intent="affirm")
    assert contents(store) == dict.fromkeys(held, 1)


def test_both_are_the_two_shown(maya: Talk, store: Store) -> None:
    show(maya, "mug", "tempo")
    add(maya, "add both")
    assert contents(store) == {"mug-1": 1, "tempo-38-white": 1}
    show(maya, "mug", "tempo", "swan")
    assert add(maya, "add both").responses == ["which_product_to_add"]
    assert add(maya, "the first two", [("ordinal", "first")], intent="choose_option").responses == ["added_to_cart"] * 2


@pytest.mark.parametrize("text", ["add the swan, not the ember mug", "put the swan in and remove the ember mug"])
def test_what_is_not_to_go_in_does_not(maya: Talk, store: Store, text: str) -> None:
    add(maya, text, [SWAN, ("product", "ember mug")])
    assert contents(store) == {}


def test_pairs_are_pieces_and_no_product(maya: Talk, store: Store) -> None:
    put_product(
        store,
        make_product("socks", "Okanto ankle socks, 3 pairs", "Okanto", "socks"),
        (make_variant("socks-1", 900),),
    )
    add(maya, "the ember mug in my cart, 3 pairs", [("product", "ember mug"), ("quantity", "3")])
    assert contents(store) == {"mug-1": 3}


@pytest.mark.parametrize("said", ["170x240", "170 x 240", "170×240 cm", "170 by 240"])
def test_a_measure_is_read_without_its_unit(maya: Talk, store: Store, said: str) -> None:
    sizes = (
        make_variant("rug-170", 9900, size="170 x 240 cm"),
        make_variant("rug-140", 7900, size="140 x 200 cm"),
        make_variant("rug-200", 11900, 0, size="200 x 300 cm"),
    )
    put_product(store, make_product("rug", "Havnby Atlas wool rug", "Havnby", "rug"), sizes)
    assert add(maya, "the atlas rug in 200x300", [("product", "atlas"), ("size", "200x300")]).responses == [
        "none_to_add_offer_alert"
    ]
    add(maya, f"the atlas rug in {said}", [("product", "atlas"), ("size", said)])
    assert contents(store) == {"rug-170": 1}


def test_words_of_the_products_own_name_are_no_looks_of_it(maya: Talk, store: Store) -> None:
    socks = make_product("crew", "Pacer & Pine merino crew socks", "Pacer & Pine", "socks")
    variants = [
        make_variant(f"crew-{colour}-{size}", 1700, colour=colour, size=size)
        for colour in ("charcoal", "forest green")
        for size in ("38-40", "41-43")
    ]
    put_product(store, socks, variants)
    values = [("product", "pacer"), ("colour", "pine"), ("material", "merino"), ("product_type", "socks")]
    looks = [("colour", "charcoal"), ("size", "41-43"), ("quantity", "3")]
    add(maya, "put the pacer & pine merino crew socks in my cart, charcoal 41-43, 3 pairs", values + looks)
    assert contents(store) == {"crew-charcoal-41-43": 3}
    answered = add(maya, "the pacer & pine crew socks in pine, lilac 41-43", [*values[:2], ("colour", "lilac")])
    assert answered.said[0].values["said"] == "lilac"


def test_a_bare_number_is_a_size_where_one_begins_with_it(maya: Talk, store: Store) -> None:
    sizes = (make_variant("flask-750", 2900, size="750 ml"), make_variant("flask-1", 3900, size="1 l"))
    put_product(store, make_product("flask", "Siplo Steel bottle", "Siplo", "bottle"), sizes)
    add(maya, "a siplo steel bottle, 750", [("product", "siplo steel", ""), ("price", "750", "max")])
    assert contents(store) == {"flask-750": 1}


def test_words_of_the_title_tell_which_of_a_make_is_meant(maya: Talk, store: Store) -> None:
    said = [("quantity", "one"), ("brand", "okanto"), ("product_type", "shoe"), ("colour", "black")]
    put_product(
        store,
        make_product("weekly", "Okanto Weekly running shoe", "Okanto", "running shoe"),
        (make_variant("weekly-38", 4990, colour="black"),),
    )
    add(maya, "one okanto weekly shoe in black", said)
    assert contents(store) == {"weekly-38": 1}


ARC_LIKE = [SWAN, ("colour", "white"), ("product", "ember mug")]


def test_while_a_variant_is_asked_for_others_wait_behind_it(maya: Talk, store: Store) -> None:
    add(maya, "the swan", [SWAN])
    answered = add(maya, "the swan in white and the ember mug", ARC_LIKE, intent="choose_option")
    assert answered.responses == ["added_to_cart", "added_to_cart"]
    assert contents(store) == {"swan-white": 1, "mug-1": 1}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("add the ember mug too", [("product", "ember mug")]),
        ("and the ember mug", [("product", "ember mug")]),
        ("also a hearthby ember mug", [("product", "ember mug")]),
    ],
)
def test_one_more_thing_does_not_take_the_place_of_the_one_asked_about(
    maya: Talk, store: Store, text: str, values: Values
) -> None:
    add(maya, "the swan", [SWAN])
    assert add(maya, text, values).responses == ["others_after_it", "which_option"]
    assert add(maya, "white", [("colour", "white")], intent="inform").responses == ["added_to_cart", "added_to_cart"]
    assert contents(store) == {"swan-white": 1, "mug-1": 1}


def test_places_in_the_list_are_added_while_a_variant_is_asked_for(maya: Talk, store: Store) -> None:
    show(maya, "mug", "cloudline", "swan")
    add(maya, "the daily one in 38", [DAILY, ("size", "38")])
    answered = add(maya, "add the first and the third", [("ordinal", "first"), ("ordinal", "third")])
    assert answered.responses == ["others_after_it", "which_option"]
    assert answered.said[1].values["title"].startswith("Okanto Daily One")
    answered = add(maya, "black", [("colour", "black")], intent="inform")
    assert contents(store) == {"daily-38-black": 1, "mug-1": 1}
    assert "Swan" in answered.said[-1].values["title"]


def test_a_place_in_a_newer_list_is_added_behind_what_is_asked_about(maya: Talk, store: Store) -> None:
    add(maya, "the swan", [SWAN])
    maya.slots["memory"]["product_ids"], maya.slots["shown"] = ["cloudline", "mug", "daily"], "products"
    answered = add(maya, "add the second", [("ordinal", "second")])
    assert answered.responses == ["others_after_it", "which_option"]
    assert "Swan" in answered.said[1].values["title"]
    add(maya, "the second", [("ordinal", "second")], intent="choose_option")
    assert contents(store) == {"swan-copper": 1, "mug-1": 1}


def test_each_place_in_the_list_has_the_looks_that_are_said_of_it(maya: Talk, store: Store) -> None:
    show(maya, "cloudline", "swan", "daily")
    values = [("ordinal", "second"), ("colour", "copper"), ("ordinal", "third"), ("colour", "black")]
    add(maya, "add the second in copper and the third in black", values)
    assert contents(store) == {"swan-copper": 1, "daily-38-black": 1}


@pytest.mark.parametrize(("text", "held"), [("the cheapest", "swan-white"), ("the pricier one pls", "swan-copper")])
def test_the_cheapest_answers_which_variant(maya: Talk, store: Store, text: str, held: str) -> None:
    add(maya, "the swan", [SWAN])
    add(maya, text, intent="choose_option")
    assert contents(store) == {held: 1}


def test_a_no_leaves_only_the_thing_that_is_asked_about(maya: Talk, store: Store) -> None:
    add(maya, "the swan and the ember mug", [SWAN, ("product", "ember mug")])
    answered = add(maya, "no", intent="deny")
    assert answered.responses == ["left_one_of_several", "added_to_cart"]
    assert "Swan" in answered.text
    assert contents(store) == {"mug-1": 1}
    add(maya, "the swan", [SWAN])
    assert add(maya, "no", intent="deny").responses == ["left_flow"]


def test_the_other_thing_named_alone_takes_its_place(maya: Talk, store: Store) -> None:
    add(maya, "the swan", [SWAN])
    add(maya, "no, the ember mug", [("product", "ember mug")])
    assert contents(store) == {"mug-1": 1}


def test_the_last_of_several_is_left_out_without_a_word_that_nothing_happened(maya: Talk, store: Store) -> None:
    add(maya, "the ember mug and the swan", [("product", "ember mug"), SWAN])
    answered = add(maya, "no", intent="deny")
    assert answered.responses == ["left_one_of_several"]
    assert maya.slots["flow"] == "none"
    assert contents(store) == {"mug-1": 1}


def test_what_waits_is_named_though_it_is_not_found_yet(maya: Talk, store: Store) -> None:
    answered = add(maya, "add the swan and a running shoe", [SWAN, ("product_type", "running shoe")])
    assert answered.responses[0] == "others_after_it"
    assert "running shoe" in answered.text
