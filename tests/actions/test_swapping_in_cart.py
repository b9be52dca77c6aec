"""What is in the cart makes room for another product: "swap the second for the cheapest"."""

import pytest

from shop.carts import CartOwner, find_cart
from shop.store import Store
from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Answered, Talk

CLOUDLINE = {"product": "Cloudline 2", "colour": "black", "size": "38"}
MUG, SHOE, TEMPO = "mug-1", "cloudline-38-black", "tempo-38-white"


@pytest.fixture
def store() -> Store:
    return open_finding_shop()


@pytest.fixture
def talk(store: Store) -> Talk:
    """A cart with a mug and a pair of shoes, on the screen."""
    talk = Talk(store, "maya")
    talk.hear("action_add_to_cart", "the Ember mug", intent="add_to_cart", entities={"product": "Ember mug"})
    talk.hear("action_add_to_cart", "Cloudline 2 in black, 38", intent="add_to_cart", entities=CLOUDLINE)
    talk.hear("action_view_cart", "my cart", intent="view_cart")
    return talk


def swap(talk: Talk, text: str, *entities: tuple[str, str]) -> Answered:
    return talk.hear("action_change_cart", text, intent="change_cart", entities=list(entities))


def held(store: Store) -> list[str]:
    return [line.variant_id for line in find_cart(store, CartOwner("maya")).lines]


@pytest.mark.parametrize(
    "text",
    [
        "swap the second for the tempo",
        "replace the cloudline with the tempo r",
        "can you exchange the shoes for the carbon ones",
        "i'd rather have the tempo instead of the cloudline",
        "switch 2 to the dearest one",
        "swap the last for the most expensive you have",
        "trade it for the tempo please",
    ],
)
def test_one_product_takes_the_place_of_another(talk: Talk, store: Store, text: str) -> None:
    answered = swap(talk, text)
    assert answered.responses == ["swapped_in_cart"]
    assert answered.said[0].values["old"] == "Strida Cloudline 2 road running shoe (black, 38)"
    assert held(store) == [MUG, TEMPO]


def test_the_cheapest_of_the_kind_is_meant_and_its_open_look_is_asked_for(talk: Talk, store: Store) -> None:
    answered = swap(talk, "swap the second for the cheapest", ("ordinal", "second"))
    assert answered.responses == ["which_option"]
    assert (answered.said[0].values["title"], answered.said[0].titles) == (
        "Okanto Daily One running shoe",
        ["black", "white"],
    )
    assert held(store) == [MUG, SHOE]  # until it is known which
    answered = talk.hear("action_add_to_cart", "white", intent="inform", entities={"colour": "white"})
    assert answered.responses == ["swapped_in_cart"]
    assert held(store) == [MUG, "daily-38-white"]


def test_a_swap_is_taken_back_as_a_whole(talk: Talk, store: Store) -> None:
    swap(talk, "swap the second for the tempo")
    talk.hear("action_search", "undo that", intent="refine_search")
    assert held(store) == [MUG, SHOE]


def test_as_many_pieces_come_in_as_go_out(talk: Talk, store: Store) -> None:
    swap(talk, "make it 2", ("quantity", "2"))
    swap(talk, "swap the shoes for the tempo")
    assert [line.quantity for line in find_cart(store, CartOwner("maya")).lines] == [1, 2]


@pytest.mark.parametrize("text", ["swap the first for the cheapest mug", "swap the mug for something cheaper"])
def test_what_goes_furthest_already_is_left(talk: Talk, store: Store, text: str) -> None:
    answered = swap(talk, text)
    assert (answered.responses, answered.said[0].values["furthest"]) == (["swap_is_there"], "the cheapest")
    assert held(store) == [MUG, SHOE]


def test_what_comes_in_is_asked_for_where_several_may(talk: Talk, store: Store) -> None:
    swap(talk, "swap the shoes for the tempo")
    answered = swap(talk, "swap the shoes for something cheaper")
    assert (answered.responses, answered.said[0].titles) == (
        ["which_instead"],
        ["Okanto Daily One running shoe", "Strida Cloudline 2 road running shoe"],
    )
    answered = talk.hear("action_add_to_cart", "the first", intent="choose_option", entities={"ordinal": "first"})
    assert answered.responses == ["which_option"]
    talk.hear("action_add_to_cart", "black", intent="inform", entities={"colour": "black"})
    assert held(store) == [MUG, "daily-38-black"]


def test_what_the_shop_does_not_have_is_asked_for(talk: Talk, store: Store) -> None:
    answered = swap(talk, "swap the second for the zorblax")
    assert answered.responses == ["which_instead"]
    assert "zorblax" in answered.text
    assert held(store) == [MUG, SHOE]


@pytest.mark.parametrize("text", ["swap the shoes for size 39", "swap the second for a bigger one", "change it to 39"])
def test_another_size_of_the_same_is_no_swap_of_products(talk: Talk, store: Store, text: str) -> None:
    said = [("size", "39")] if "39" in text else []
    answered = swap(talk, text, *said, *([("ordinal", "second")] if "second" in text else []))
    assert answered.responses == ["cart_changed"]
    assert held(store) == [MUG, "cloudline-39-black"]


def test_another_number_of_pieces_is_no_swap_of_products(talk: Talk, store: Store) -> None:
    assert swap(talk, "change it to 2", ("quantity", "2")).responses == ["cart_changed"]
    assert [line.quantity for line in find_cart(store, CartOwner("maya")).lines] == [1, 2]


def test_what_is_listed_and_not_in_the_cart_is_not_swapped_but_offered(talk: Talk, store: Store) -> None:
    talk.hear("action_search", "shoes", intent="search_product", entities={"product_type": "running shoes"})
    ids = talk.memory.product_ids
    place = ids.index("tempo") + 1
    answered = swap(talk, f"swap number {place} for the cheapest")
    assert answered.responses == ["not_in_cart_to_swap"]
    assert answered.said[0].titles == ["Add Okanto Daily One running shoe"]
    place = ids.index("cloudline") + 1
    assert swap(talk, f"swap number {place} for the tempo").responses == ["swapped_in_cart"]
    assert held(store) == [MUG, TEMPO]


def test_what_is_only_being_added_is_swapped_before_it_is_in(store: Store) -> None:
    talk = Talk(store, "maya")
    talk.hear("action_add_to_cart", "the daily one", intent="add_to_cart", entities={"product": "Daily One"})
    assert talk.slots["asking"] == "variant"
    assert swap(talk, "swap it for the tempo").responses == ["added_to_cart"]
    assert held(store) == [TEMPO]
