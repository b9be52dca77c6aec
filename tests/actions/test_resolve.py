"""What shoppers call things leads to the right ones, and never to hidden, withdrawn or foreign ones."""

from collections.abc import Sequence

import pytest
from rasa_sdk import Tracker

from actions.memory import Memory, write_memory
from actions.reference.resolve import (
    find_orders_meant,
    find_people_meant,
    find_people_named,
    find_product_meant,
    find_products_meant,
    find_variant_meant,
)
from actions.turn import ActionTurn
from shop.catalogue import Variant, find_product, put_product, withdraw_product
from shop.friends.blocks import block_person
from shop.orders.records import OrderStatus
from shop.store import Store
from tests.actions.small_shop import add_order, make_product, make_variant, open_finding_shop, open_shop
from tests.actions.talk import Talk

Entities = Sequence[tuple[str, str]]


@pytest.fixture
def store() -> Store:
    return open_shop()


def turn(
    store: Store,
    entities: Entities = (),
    *,
    text: str = "",
    customer_id: str | None = "maya",
    page: str | None = None,
    shown: str = "none",
    intent: str = "",
    **memory: object,
) -> ActionTurn:
    message = {
        "text": text,
        "intent": {"name": intent},
        "entities": [{"entity": name, "value": value} for name, value in entities],
        "metadata": {"customer_id": customer_id, "page_product_id": page},
    }
    slots = {"memory": write_memory(Memory(**memory)), "shown": shown}  # type: ignore[arg-type]
    return ActionTurn(Tracker("c", slots, message, [], False, None, {}, None), store)


SHOES = ["cloudline", "tempo", "daily"]


@pytest.mark.parametrize(
    ("name", "product_id"),
    [
        ("Cloudline 2", "cloudline"),
        ("strida cloudline", "cloudline"),
        ("clodline", "cloudline"),
        ("cloud line 2", "cloudline"),
        ("the QUICK BOIL", "quickboil"),
        ("Korvel Quikboyl", "quickboil"),
        ("Swan", "swan"),
        ("Zorblax 9", None),
        ("kettle", None),
        ("Strida", None),
    ],
)
def test_products_are_found_by_name(store: Store, name: str, product_id: str | None) -> None:
    assert find_product_meant(turn(store, [("product", name)])) == product_id


def test_of_a_name_that_several_have_the_kind_tells_which(store: Store) -> None:
    put_product(
        store, make_product("case", "Varento Tempo phone case", "Varento", "case"), [make_variant("case-1", 900)]
    )
    assert find_product_meant(turn(store, [("product", "Tempo"), ("product_type", "running shoe")])) == "tempo"
    assert find_product_meant(turn(store, [("product", "Tempo"), ("product_type", "case")])) == "case"


def test_a_name_that_several_have_gives_them_all(store: Store) -> None:
    assert sorted(find_products_meant(turn(store, [("product", "kettle")]))) == ["quickboil", "swan"]


def test_a_name_that_several_have_means_the_one_talked_about_or_shown(store: Store) -> None:
    assert find_product_meant(turn(store, [("product", "Strida")], product_id="tempo")) == "tempo"
    assert find_product_meant(turn(store, [("product", "kettle")], product_ids=["mug", "swan"])) == "swan"
    assert find_product_meant(turn(store, [("product", "kettle")], page="quickboil")) == "quickboil"


def test_an_unknown_name_is_not_what_was_talked_about(store: Store) -> None:
    assert find_product_meant(turn(store, [("product", "Zorblax")], product_id="tempo", page="mug")) is None


def test_a_pronoun_is_no_name(store: Store) -> None:
    assert find_product_meant(turn(store, [("product", "this one")], product_id="tempo")) == "tempo"


@pytest.mark.parametrize(
    ("place", "product_id"), [("second", "tempo"), ("last", "daily"), ("3", "daily"), ("fourth", None)]
)
def test_places_in_the_list(store: Store, place: str, product_id: str | None) -> None:
    assert find_product_meant(turn(store, [("ordinal", place)], product_ids=SHOES)) == product_id


def test_a_place_in_a_list_of_something_else_is_no_product(store: Store) -> None:
    said = turn(store, [("ordinal", "second")], product_ids=SHOES, product_id="mug", shown="reviews")
    assert find_product_meant(said) == "mug"


@pytest.mark.parametrize(
    ("entities", "text", "product_id"),
    [
        ([("brand", "okanto")], "the okanto one", "daily"),
        ([("colour", "grey")], "the grey one", "cloudline"),
        ([("colour", "black"), ("brand", "Strida")], "the black Strida", "cloudline"),
        ([("product_type", "shoes")], "those shoes", None),
        ([], "the cheapest of them", "daily"),
        ([], "the most expensive one", "tempo"),
    ],
)
def test_shown_products_are_found_by_how_they_look(
    store: Store, entities: Entities, text: str, product_id: str | None
) -> None:
    assert find_product_meant(turn(store, entities, text=text, product_ids=SHOES)) == product_id


def test_a_colour_may_be_asked_of_what_is_talked_about(store: Store) -> None:
    assert find_product_meant(turn(store, [("colour", "black")], product_ids=SHOES, product_id="daily")) == "daily"
    assert find_product_meant(turn(store, [("colour", "purple")], product_ids=SHOES, product_id="daily")) == "daily"


def test_another_kind_of_thing_is_not_what_is_talked_about(store: Store) -> None:
    assert find_product_meant(turn(store, [("product_type", "mugs")], product_id="tempo")) == "mug"
    assert find_product_meant(turn(store, [("product_type", "sofa")], product_id="tempo")) is None


def test_without_a_name_it_is_what_is_talked_about_then_the_page_then_the_only_one_shown(store: Store) -> None:
    assert find_product_meant(turn(store, product_id="tempo", page="mug")) == "tempo"
    assert find_product_meant(turn(store, page="mug")) == "mug"
    assert find_product_meant(turn(store, product_ids=["swan"])) == "swan"
    assert find_product_meant(turn(store, product_ids=SHOES)) is None
    assert find_product_meant(turn(store)) is None


def test_withdrawn_products_are_never_meant(store: Store) -> None:
    assert find_product_meant(turn(store, [("product", "Swan")])) == "swan"
    withdraw_product(store, "swan")
    for said in (
        turn(store, [("product", "Swan")]),
        turn(store, [("ordinal", "first")], product_ids=["swan", "mug"]),
        turn(store, product_id="swan"),
        turn(store, page="swan"),
    ):
        assert find_product_meant(said) is None


def test_names_follow_the_catalogue(store: Store) -> None:
    assert find_product_meant(turn(store, [("product", "Halo lamp")])) is None
    put_product(store, make_product("halo", "Lumbra Halo lamp", "Lumbra", "lamp"), [make_variant("halo-1", 2000)])
    assert find_product_meant(turn(store, [("product", "Halo lamp")])) == "halo"
    put_product(store, make_product("halo", "Lumbra Nimbus lamp", "Lumbra", "lamp"), [make_variant("halo-1", 2000)])
    assert find_product_meant(turn(store, [("product", "Halo")])) is None
    assert find_product_meant(turn(store, [("product", "Nimbus")])) == "halo"


@pytest.mark.parametrize(
    ("entities", "variant_id"),
    [
        ([("colour", "black"), ("size", "39")], "cloudline-39-black"),
        ([("colour", "gray"), ("size", "EU 38")], "cloudline-38-grey"),
        ([("colour", "mist grey"), ("size", "size 39")], "cloudline-39-grey"),
    ],
)
def test_variants_by_what_was_said(store: Store, entities: Entities, variant_id: str) -> None:
    found = find_variant_meant(turn(store, entities), find_product(store, "cloudline"))
    assert isinstance(found, Variant)
    assert found.id == variant_id


def test_variants_that_remain(store: Store) -> None:
    shoe, mug = find_product(store, "cloudline"), find_product(store, "mug")
    assert ids(find_variant_meant(turn(store, [("size", "38")]), shoe)) == ["cloudline-38-black", "cloudline-38-grey"]
    assert len(ids(find_variant_meant(turn(store), shoe))) == 4
    assert ids(find_variant_meant(turn(store, [("size", "47")]), shoe)) == []
    assert ids(find_variant_meant(turn(store, [("colour", "purple"), ("size", "38")]), shoe)) == []
    assert ids(find_variant_meant(turn(store), mug)) == ["mug-1"]


def test_what_was_not_said_is_as_before(store: Store) -> None:
    said = turn(store, [("size", "39")], variant_id="cloudline-38-grey")
    assert ids(find_variant_meant(said, find_product(store, "cloudline"))) == ["cloudline-39-grey"]
    said = turn(store, variant_id="cloudline-38-grey")
    assert ids(find_variant_meant(said, find_product(store, "cloudline"))) == ["cloudline-38-grey"]


def test_options_are_read_from_the_words_when_nothing_was_understood(store: Store) -> None:
    said = turn(store, text="mist grey in 39 please")
    assert ids(find_variant_meant(said, find_product(store, "cloudline"))) == ["cloudline-39-grey"]
    said = turn(store, [("quantity", "38")], text="38 black ones")
    assert ids(find_variant_meant(said, find_product(store, "cloudline"))) == [
        "cloudline-38-black",
        "cloudline-39-black",
    ]


@pytest.mark.parametrize(
    ("said", "value", "fits"),
    [
        ("medium", "M", True),
        ("extra large", "XL", True),
        ("39", "38-40", True),
        ("41", "38-40", False),
        ("500 ml", "500ml", True),
        ("38", "38.5", False),
        ("160 x 230", "160x230", True),
        ("uk 8", "8", False),
    ],
)
def test_sizes_are_written_in_many_ways(store: Store, said: str, value: str, fits: bool) -> None:
    variants = [make_variant("sock-1", 900, size=value), make_variant("sock-2", 900, size="none of these")]
    sock = put_product(store, make_product("sock", "Pacer sock", "Pacer", "sock"), variants)
    assert ids(find_variant_meant(turn(store, [("size", said)]), sock)) == (["sock-1"] if fits else [])


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("Ana", ["ana"]),
        ("@ana", ["ana"]),
        ("Priya", ["priya"]),
        ("pri", ["priya"]),
        ("priyaa", ["priya"]),
        ("aunt Ana", ["ana"]),
        ("Omar", ["omar"]),
        ("my sister", []),
        ("Lena", []),
        ("Haddad", []),
        ("", []),
    ],
)
def test_people_are_friends_first_then_whom_one_may_find(store: Store, name: str, people: list[str]) -> None:
    assert [person.id for person in find_people_named(turn(store), name)] == people


def test_a_friend_counts_before_a_stranger_of_the_same_name(store: Store) -> None:
    assert [person.id for person in find_people_meant(turn(store, [("person", "Ana")], customer_id="omar"))] == ["ana"]
    assert [p.friend for p in find_people_meant(turn(store, [("person", "Ana")]))] == [True]


def test_strangers_are_not_found_by_their_real_name_or_across_a_block(store: Store) -> None:
    assert find_people_meant(turn(store, [("person", "Lindqvist")], customer_id="omar")) == []
    block_person(store, "maya", "omar")
    assert find_people_meant(turn(store, [("person", "Omar")])) == []
    assert find_people_meant(turn(store, person_id="omar")) == []


def test_people_shown_or_talked_about(store: Store) -> None:
    assert [p.id for p in find_people_meant(turn(store, person_id="ana"))] == ["ana"]
    said = turn(store, [("ordinal", "2nd")], person_ids=["ana", "priya"], shown="people")
    assert [p.id for p in find_people_meant(said)] == ["priya"]
    said = turn(store, [("ordinal", "5")], person_ids=["ana", "priya"], shown="people")
    assert find_people_meant(said) == []


@pytest.mark.parametrize(
    ("entities", "text", "orders"),
    [
        ([("order_id", "w 4310021")], "", ["#W4310021"]),
        ([("order_id", "4308874")], "", ["#W4308874"]),
        ([], "where is #w4308874?", ["#W4308874"]),
        ([], "cancel my last order", ["#W4310021"]),
        ([("product", "swan")], "return the swan", ["#W4308874"]),
        ([("product_type", "shoes")], "where are my shoes", ["#W4310021"]),
        ([("product", "Zorblax")], "return the zorblax", []),
        ([("order_id", "#W9000001")], "", []),
        ([("order_id", "#W1111111")], "my last order", []),
        ([], "where is it", []),
    ],
)
def test_orders(store: Store, entities: Entities, text: str, orders: list[str]) -> None:
    assert [order.id for order in find_orders_meant(turn(store, entities, text=text))] == orders


def test_orders_shown_or_talked_about(store: Store) -> None:
    assert [o.id for o in find_orders_meant(turn(store, order_id="#W4308874"))] == ["#W4308874"]
    said = turn(store, [("ordinal", "second")], order_ids=["#W4310021", "#W4308874"], shown="orders")
    assert [o.id for o in find_orders_meant(said)] == ["#W4308874"]


def test_foreign_orders_and_guests_get_none(store: Store) -> None:
    assert find_orders_meant(turn(store, order_id="#W9000001")) == []
    assert find_orders_meant(turn(store, [("order_id", "#W4310021")], customer_id=None)) == []


def test_numbers_of_other_shops_are_found_as_they_are(store: Store) -> None:
    add_order(store, "#1001", "maya", "mug-1", status=OrderStatus.PENDING, days_ago=3)
    assert [o.id for o in find_orders_meant(turn(store, [("order_id", "1001")]))] == ["#1001"]


def ids(found: Variant | tuple[Variant, ...]) -> list[str]:
    return [variant.id for variant in ((found,) if isinstance(found, Variant) else found)]


def test_a_colour_means_its_shades(store: Store) -> None:
    boot = make_product("boot", "Oxbeck Moor boot", "Oxbeck", "boot")
    put_product(
        store, boot, [make_variant("boot-1", 9000, colour="navy"), make_variant("boot-2", 9000, colour="lilac")]
    )
    listing = find_product(store, "boot")
    assert find_variant_meant(turn(store, [("colour", "blue")]), listing) == listing.variants[0]
    assert find_variant_meant(turn(store, [("colour", "orange")]), listing) == ()


@pytest.mark.parametrize(
    ("text", "ids"),
    [("the lightest one", ["tempo"]), ("the heaviest one please", ["daily"]), ("the okanto one", ["daily"])],
)
def test_one_of_the_list_by_its_measure_or_make(text: str, ids: list[str]) -> None:
    talk = Talk(open_finding_shop(), "maya")
    talk.hear("action_search", "shoes", intent="search_product", entities={"product_type": "running shoes"})
    answered = talk.hear("action_choose", text, intent="choose_option")
    assert answered.responses == ["chosen_product"]
    assert [card["product_id"] for card in answered.said[0].facts["products"]] == ids


def test_a_make_that_is_not_shown_is_not_taken_for_what_is_talked_about() -> None:
    talk = Talk(open_finding_shop(), "maya")
    talk.hear("action_search", "a mug", intent="search_product", entities={"product_type": "mug"})
    answered = talk.hear("action_choose", "the okanto one", intent="choose_option")
    assert [card["product_id"] for card in answered.said[0].facts["products"]] == ["daily"]


@pytest.mark.parametrize(
    ("text", "found"), [("i take the tempo, dont let her know", ["tempo"]), ("i take the shoe", [])]
)
def test_what_is_pointed_at_by_a_word_of_one_title_alone_is_meant(text: str, found: list[str]) -> None:
    said = turn(open_finding_shop(), text=text, intent="add_to_cart", shown="products", product_ids=SHOES)
    assert find_products_meant(said) == found
