"""What was shown can be chosen: products, orders, reviews, people, lines of the cart."""

import pytest

from actions.memory import Memory, write_memory
from shop.carts import CartOwner, add_to_cart
from shop.friends.blocks import block_person
from shop.reviews.reading import reviews_of_product
from shop.store import Store
from tests.actions.small_shop import open_shop
from tests.actions.talk import Answered, Talk


@pytest.fixture
def store() -> Store:
    return open_shop()


def talk(store: Store, shown: str, customer_id: str | None = "maya", mood: str = "neutral", **memory: object) -> Talk:
    slots = {"shown": shown, "mood": mood, "memory": write_memory(Memory(**memory))}  # type: ignore[arg-type]
    return Talk(store, customer_id=customer_id, guest_id="guest-1", slots=slots)


def choose(talk: Talk, text: str, **entities: str) -> Answered:
    return talk.hear("action_choose", text, intent="choose_option", entities=entities)


SHOES = ["cloudline", "tempo", "daily"]


@pytest.mark.parametrize(
    ("text", "entities", "product_id"),
    [
        ("the second one", {"ordinal": "second"}, "tempo"),
        ("the last", {"ordinal": "last"}, "daily"),
        ("number 3", {}, "daily"),
        ("the Okanto one", {"brand": "Okanto"}, "daily"),
        ("the Tempo", {"product": "Tempo"}, "tempo"),
    ],
)
def test_a_product_becomes_it(store: Store, text: str, entities: dict[str, str], product_id: str) -> None:
    maya = talk(store, "products", product_ids=SHOES)
    answer = choose(maya, text, **entities)
    assert answer.responses == ["chosen_product"]
    assert [card["product_id"] for card in answer.said[0].facts["products"]] == [product_id]
    assert (maya.memory.product_id, maya.slots["focus"]) == (product_id, True)


def test_a_variant_of_it_has_its_own_price_and_stock(store: Store) -> None:
    maya = talk(store, "products", product_ids=["cloudline"])
    answer = choose(maya, "the grey one in 38", colour="mist grey", size="38")
    assert answer.said[0].values["in_stock"] is False
    assert maya.memory.variant_id == "cloudline-38-grey"


def test_what_is_not_in_the_list_is_asked(store: Store) -> None:
    answer = choose(talk(store, "products", product_ids=SHOES), "the seventh", ordinal="seventh")
    assert answer.responses == ["which_of_these"]
    assert len(answer.said[0].titles) == 3


def test_the_angry_are_sold_nothing(store: Store) -> None:
    answer = choose(talk(store, "products", mood="angry", product_ids=SHOES), "the first", ordinal="first")
    assert answer.said[0].titles == ["What do others say?"]


def test_nothing_was_shown(store: Store) -> None:
    assert choose(talk(store, "none"), "the second", ordinal="second").responses == ["nothing_to_choose"]


class TestOrders:
    IDS = ("#W4310021", "#W4308874")

    @pytest.mark.parametrize(
        ("text", "entities", "number"),
        [
            ("the second", {"ordinal": "second"}, "#W4308874"),
            ("the newer one", {}, "#W4310021"),
            ("the older of the two", {}, "#W4308874"),
            ("the kettle order", {"product_type": "kettle"}, "#W4308874"),
        ],
    )
    def test_one_is_shown(self, store: Store, text: str, entities: dict[str, str], number: str) -> None:
        maya = talk(store, "orders", order_ids=list(self.IDS))
        answer = choose(maya, text, **entities)
        assert [card["order_id"] for card in answer.said[0].facts["orders"]] == [number]
        assert maya.memory.order_id == number

    def test_never_somebody_elses(self, store: Store) -> None:
        answer = choose(talk(store, "orders", order_ids=["#W9000001"]), "the first", ordinal="first")
        assert answer.responses == ["nothing_to_choose"]

    def test_guests_sign_in(self, store: Store) -> None:
        answer = choose(talk(store, "orders", customer_id=None, order_ids=list(self.IDS)), "the first", ordinal="first")
        assert answer.responses == ["please_sign_in"]


class TestReviews:
    def ids(self, store: Store, viewer: str = "maya") -> list[str]:
        return [review.id for review in reviews_of_product(store, viewer, "cloudline").reviews]

    def test_by_place_and_by_author(self, store: Store) -> None:
        for text, entities in (("the first", {"ordinal": "first"}), ("Ana's", {"person": "Ana's"})):
            answer = choose(talk(store, "reviews", review_ids=self.ids(store)), text, **entities)
            assert answer.responses == ["chosen_review"]
            assert [snippet["author"] for snippet in answer.said[0].facts["reviews"]] == ["Ana"]

    def test_never_one_that_is_hidden(self, store: Store) -> None:
        ids = self.ids(store)
        answer = choose(talk(store, "reviews", customer_id="omar", review_ids=ids[:1]), "the first", ordinal="first")
        assert answer.responses == ["nothing_to_choose"]

    def test_unclear(self, store: Store) -> None:
        answer = choose(talk(store, "reviews", review_ids=self.ids(store)), "the nice one")
        assert answer.responses == ["which_shown_review"]


class TestPeople:
    def test_by_name_or_place(self, store: Store) -> None:
        for text, entities in (("Ana", {"person": "Ana"}), ("the first", {"ordinal": "first"})):
            maya = talk(store, "people", person_ids=["ana", "omar"])
            answer = choose(maya, text, **entities)
            assert answer.responses == ["chosen_person"]
            assert maya.memory.person_id == "ana"

    def test_never_one_who_is_hidden(self, store: Store) -> None:
        block_person(store, "omar", "maya")
        answer = choose(talk(store, "people", person_ids=["omar"]), "the first", ordinal="first")
        assert answer.responses == ["nothing_to_choose"]

    def test_unclear(self, store: Store) -> None:
        answer = choose(talk(store, "people", person_ids=["ana", "omar"]), "that one")
        assert answer.responses == ["which_of_these"]
        assert answer.said[0].titles == ["Ana", "Omar"]


def test_a_line_of_the_cart_becomes_it(store: Store) -> None:
    add_to_cart(store, CartOwner("maya"), "mug-1", 1, idempotency_key="one")
    add_to_cart(store, CartOwner("maya"), "swan-copper", 1, idempotency_key="two")
    maya = talk(store, "cart")
    answer = choose(maya, "the second", ordinal="second")
    assert answer.responses == ["chosen_product"]
    assert maya.memory.product_id == "swan"


def test_a_look_that_what_is_chosen_has_not_is_said(store: Store) -> None:
    answered = choose(
        talk(store, "products", product_ids=SHOES), "the third but in white", ordinal="third", colour="pink"
    )
    assert answered.responses == ["no_such_variant", "chosen_product"]
    assert "pink" in answered.text
    answered = choose(talk(store, "products", product_ids=["mug"]), "the first in pink", ordinal="first", colour="pink")
    assert answered.responses == ["no_such_variant", "chosen_product"]


@pytest.mark.parametrize(
    ("text", "entities", "product_id"),
    [
        ("not the cloudline, the tempo", [("product", "cloudline"), ("product", "tempo")], "tempo"),
        ("not the first, the second", [("ordinal", "first"), ("ordinal", "second")], "tempo"),
        ("not cloudline, the tempo one", [("product", "cloudline"), ("colour", "tempo")], "tempo"),
        ("no, not the tempo but the daily one", [("product", "tempo"), ("product", "daily one")], "daily"),
    ],
)
def test_the_other_of_two_is_meant(store: Store, text: str, entities: list[tuple[str, str]], product_id: str) -> None:
    talk = Talk(store, "maya")
    talk.slots |= {"shown": "products", "memory": write_memory(Memory(product_ids=["cloudline", "tempo", "daily"]))}
    answered = talk.hear("action_choose", text, intent="choose_option", entities=entities)
    assert (answered.responses, talk.memory.product_id) == (["chosen_product"], product_id)
