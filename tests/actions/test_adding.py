"""What is said while a colour or a size is asked for: how many, the usual size, what it costs, where it goes."""

import pytest

from actions.memory import Memory, write_memory
from shop.carts import CartOwner, find_cart
from shop.catalogue import put_product
from shop.consent import Purpose, grant_consent
from shop.customers import update_customer
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant, open_finding_shop, open_shop
from tests.actions.talk import Answered, Talk

MAYA = CartOwner("maya")


@pytest.fixture
def store() -> Store:
    return open_shop()


@pytest.fixture
def maya(store: Store) -> Talk:
    return Talk(store, customer_id="maya")


def add(talk: Talk, text: str, *, intent: str = "add_to_cart", **entities: str) -> Answered:
    return talk.hear("action_add_to_cart", text, intent=intent, entities=entities)


def change(talk: Talk, text: str, **entities: str) -> Answered:
    return talk.hear("action_change_cart", text, intent="change_cart", entities=entities)


def contents(store: Store) -> dict[str, int]:
    return {line.variant_id: line.quantity for line in find_cart(store, MAYA).lines}


def test_how_many_are_wanted_is_heard_while_a_colour_is_asked_for(maya: Talk, store: Store) -> None:
    add(maya, "the Cloudline 2", product="Cloudline 2")
    answer = change(maya, "make it 2", quantity="2")
    assert (answer.responses, answer.said[0].values["quantity"]) == (["which_option"], 2)
    add(maya, "black", intent="choose_option", ordinal="1")
    add(maya, "38", intent="inform", size="38")
    assert contents(store) == {"cloudline-38-black": 2}


def test_the_look_that_was_just_asked_about_is_taken(maya: Talk, store: Store) -> None:
    named = {"product": "Cloudline 2", "colour": "black", "size": "38"}
    maya.hear("action_check_stock", "is the Cloudline 2 in stock in black 38", intent="check_stock", entities=named)
    add(maya, "add it to my basket")
    assert contents(store) == {"cloudline-38-black": 1}
    maya.hear("action_check_stock", "is the Cloudline 2 in stock in black 38", intent="check_stock", entities=named)
    assert add(maya, "add the Cloudline 2 in coral", product="Cloudline 2", colour="coral").responses != [
        "added_to_cart"
    ]


def test_a_number_among_the_sizes_is_a_size(maya: Talk, store: Store) -> None:
    add(maya, "the Cloudline 2 in black", product="Cloudline 2", colour="black")
    assert change(maya, "make it 39", quantity="39").responses == ["added_to_cart"]
    assert contents(store) == {"cloudline-39-black": 1}


def test_the_own_size_is_known(maya: Talk, store: Store) -> None:
    update_customer(store, "maya", sizes={"shoe": "38"})
    answer = add(maya, "the Cloudline 2 in black", product="Cloudline 2", colour="black")
    assert answer.said[0].values["usual"] == "38"
    assert "38" in answer.text.rpartition("usually")[2]
    add(maya, "in my size", intent="inform", size="my size")
    assert contents(store) == {"cloudline-38-black": 1}


def test_the_size_of_a_present_is_that_of_whom_it_is_for(store: Store, maya: Talk) -> None:
    update_customer(store, "ana", sizes={"shoe": "39"})
    maya.slots["memory"] = write_memory(Memory(gift_for="ana"))
    answer = add(maya, "the Cloudline 2 in black in her size", product="Cloudline 2", colour="black")
    assert answer.responses == ["size_not_known", "which_option"]
    assert answer.said[1].values["usual"] == ""
    grant_consent(store, "ana", Purpose.SIZES, source="test")
    answer = add(maya, "in her size", intent="inform")
    assert contents(store) == {"cloudline-39-black": 1}


def test_a_size_that_is_not_known_is_asked_for(store: Store) -> None:
    guest = Talk(store, guest_id="guest-1")
    answer = add(guest, "Cloudline 2 in black, my usual size", product="Cloudline 2", colour="black")
    assert answer.responses == ["size_not_known", "which_option"]


def test_what_is_being_added_has_a_price(maya: Talk) -> None:
    add(maya, "two of the Cloudline 2", product="Cloudline 2", quantity="two")
    answer = maya.hear("action_view_cart", "what would that cost in total", intent="view_cart")
    assert answer.responses == ["adding_costs"]
    assert answer.said[0].values["sum_cents"] == 2 * answer.said[0].values["price_cents"]
    assert maya.slots["flow"] == "add_to_cart"


def test_address_and_payment_wait_for_the_checkout(maya: Talk) -> None:
    add(maya, "the Cloudline 2", product="Cloudline 2")
    for text, entities in (("send it to my work address", {}), ("use paypal", {"payment_method": "paypal"})):
        assert add(maya, text, intent="inform", **entities).responses == ["comes_at_checkout", "which_option"]


@pytest.mark.parametrize(
    ("text", "entities", "title"),
    [
        ("the cheapest one", {}, "Daily One"),
        ("the okanto", {"brand": "okanto"}, "Daily One"),
        ("cloudline", {}, "Cloudline 2"),
        ("mist grey", {"colour": "mist grey"}, "Cloudline 2"),
    ],
)
def test_of_the_products_asked_about_one_is_described(
    store: Store, text: str, entities: dict[str, str], title: str
) -> None:
    maya = Talk(store, customer_id="maya")
    maya.hear("action_search", "shoes", intent="search_product", entities={"product_type": "running shoes"})
    asked = maya.hear(
        "action_add_to_cart", "add a running shoe", intent="add_to_cart", entities={"product_type": "running shoe"}
    )
    assert asked.responses == ["which_product_to_add"]
    answered = maya.hear("action_add_to_cart", text, intent="inform", entities=entities)
    assert title in answered.text


def test_what_is_asked_about_stays_so_after_words_that_describe_none(store: Store) -> None:
    maya = Talk(store, customer_id="maya")
    maya.hear("action_add_to_cart", "the ember mug", intent="add_to_cart", entities={"product": "Ember mug"})
    asked = maya.hear(
        "action_add_to_cart", "add a running shoe", intent="add_to_cart", entities={"product_type": "running shoe"}
    )
    again = maya.hear("action_add_to_cart", "hmm dunno", intent="inform")
    assert again.said[0].titles == asked.said[0].titles


def test_the_size_said_before_it_is_known_which_one_is_kept() -> None:
    maya = Talk(open_finding_shop(), customer_id="maya")
    maya.hear("action_search", "shoes", intent="search_product", entities={"product_type": "running shoes"})
    asked = maya.hear("action_add_to_cart", "add one in 38", intent="add_to_cart", entities={"size": "38"})
    assert asked.responses == ["which_product_to_add"]
    answered = maya.hear("action_add_to_cart", "the cheapest", intent="inform")
    assert answered.responses == ["which_option"]
    assert answered.said[0].values["option"] == "colour"
    answered = maya.hear("action_add_to_cart", "black", intent="inform", entities={"colour": "black"})
    assert answered.responses == ["added_to_cart"]


def test_a_basket_into_which_things_are_put_is_none_that_is_bought(store: Store) -> None:
    put_product(
        store, make_product("rope", "Korvo cotton rope basket", "Korvo", "basket"), [make_variant("rope-1", 1000)]
    )
    talk = Talk(store, "maya", slots={"shown": "products", "memory": {"product_ids": ["swan", "mug"]}})
    said = [("ordinal", "second"), ("product_type", "basket")]
    text = "I think I will take the second one then. Please put it in the basket."
    talk.hear("action_add_to_cart", text, intent="add_to_cart", entities=said)
    assert contents(store) == {"mug-1": 1}
    Talk(store, "maya").hear(
        "action_add_to_cart", "add the rope basket", intent="add_to_cart", entities=[("product", "rope basket")]
    )
    assert contents(store) == {"mug-1": 1, "rope-1": 1}
