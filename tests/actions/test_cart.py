"""The cart in conversation: what goes in is what was said, once, for customers and guests."""

import pytest

from actions.memory import Criteria, Memory, write_memory
from shop.activity import EventName
from shop.activity.events import events_of
from shop.carts import CartOwner, find_cart
from shop.catalogue import Variant, set_stock
from shop.consent import Purpose, grant_consent
from shop.coupons import issue_coupon
from shop.orders.actor import Actor, ActorKind
from shop.store import Store
from tests.actions.small_shop import open_finding_shop, open_shop
from tests.actions.talk import Answered, Talk

CLOUDLINE_IN_BLACK = {"product": "Cloudline 2", "colour": "black"}
MAYA, GUEST = CartOwner("maya"), CartOwner("guest-1", guest=True)


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


def contents(store: Store, owner: CartOwner = MAYA) -> dict[str, int]:
    return {line.variant_id: line.quantity for line in find_cart(store, owner).lines}


def test_one_variant_goes_in_at_once(maya: Talk, store: Store) -> None:
    answer = add(maya, "two Ember mugs", product="Ember mug", quantity="two")
    assert answer.responses == ["added_to_cart"]
    assert contents(store) == {"mug-1": 2}
    assert answer.said[0].facts["cart"]["total_cents"] == 2400 + 490
    assert "€28.90" in answer.text
    assert (maya.slots["shown"], maya.slots["focus"]) == ("cart", True)


def test_open_options_are_asked_for_one_after_the_other(maya: Talk, store: Store) -> None:
    answer = add(maya, "the Cloudline 2", product="Cloudline 2")
    assert answer.responses == ["which_option"]
    assert answer.said[0].values["option"] == "colour"
    assert answer.said[0].titles == ["black", "mist grey"]
    assert (maya.slots["flow"], maya.slots["asking"]) == ("add_to_cart", "variant")
    answer = add(maya, "black", intent="choose_option", ordinal="1")
    assert answer.said[0].titles == ["38", "39"]
    answer = add(maya, "39", intent="inform", size="39")
    assert answer.responses == ["added_to_cart"]
    assert contents(store) == {"cloudline-39-black": 1}
    assert maya.slots["flow"] == "none"


def test_options_that_were_said_are_not_asked(maya: Talk, store: Store) -> None:
    assert add(maya, "Cloudline 2 in black, 38", product="Cloudline 2", colour="black", size="38").responses == [
        "added_to_cart"
    ]
    assert contents(store) == {"cloudline-38-black": 1}


def test_the_last_one_that_nobody_chose_is_offered_and_not_taken(maya: Talk, store: Store) -> None:
    answer = add(maya, "Cloudline 2 in 38", product="Cloudline 2", size="38")
    assert answer.responses == ["only_one_left"]
    assert "grey" in answer.text
    assert contents(store) == {}
    assert maya.hear("action_decline", "no", intent="deny").responses == ["last_variant_left"]
    add(maya, "Cloudline 2 in 38", product="Cloudline 2", size="38")
    assert maya.hear("action_confirm", "yes", intent="affirm").responses == ["added_to_cart"]
    assert contents(store) == {"cloudline-38-black": 1}


def test_a_code_is_read_without_being_called_one(maya: Talk, store: Store) -> None:
    answer = maya.hear("action_apply_coupon", "i have a coupon 55S9SVDGPM", intent="apply_coupon")
    assert answer.responses == ["coupon_unknown"]
    assert answer.said[0].values == {"code": "55S9SVDGPM"}


def test_the_size_that_was_looked_for_is_the_size_in_the_cart(maya: Talk, store: Store) -> None:
    maya.slots["memory"] = {"criteria": {"size": "38", "colour": "black"}, "product_id": "cloudline"}
    assert add(maya, "add it").responses == ["added_to_cart"]
    assert contents(store) == {"cloudline-38-black": 1}


def test_it_is_what_is_talked_about(maya: Talk, store: Store) -> None:
    maya.page_product_id = "mug"
    assert add(maya, "I take it").responses == ["added_to_cart"]
    assert contents(store) == {"mug-1": 1}


def test_what_is_unclear_is_asked(maya: Talk, store: Store) -> None:
    assert add(maya, "put it in").responses == ["which_product_to_add"]
    assert maya.slots["asking"] == "product"
    assert add(maya, "the mug", intent="inform", product="mug").responses == ["added_to_cart"]


def test_the_colour_wished_for_is_not_asked_again(maya: Talk, store: Store) -> None:
    maya.hear("action_choose", "the Cloudline 2 in black", intent="choose_option", entities=CLOUDLINE_IN_BLACK)
    answer = add(maya, "put it in my cart, size 39", size="39")
    assert answer.responses == ["added_to_cart"]
    assert contents(store) == {"cloudline-39-black": 1}


def test_the_colour_searched_for_holds_for_the_one_that_is_chosen(maya: Talk, store: Store) -> None:
    maya.slots["memory"] = write_memory(Memory(criteria=Criteria(colour="black")))
    maya.hear("action_choose", "the Cloudline 2", intent="choose_option", entities={"product": "Cloudline 2"})
    assert add(maya, "put it in my cart, size 39", size="39").responses == ["added_to_cart"]
    assert contents(store) == {"cloudline-39-black": 1}


def test_a_colour_that_was_refused_is_not_offered(maya: Talk) -> None:
    maya.slots["memory"] = write_memory(Memory(criteria=Criteria(not_colours=["black"])))
    answer = add(maya, "the Cloudline 2", product="Cloudline 2")
    assert answer.said[0].values["options"] == "mist grey, 39"


def test_the_number_and_a_no_are_heard_while_an_option_is_open(maya: Talk, store: Store) -> None:
    add(maya, "the Cloudline 2 in black", product="Cloudline 2", colour="black")
    assert change(maya, "make it two", quantity="two").responses == ["which_option"]
    add(maya, "39", intent="inform", size="39")
    assert contents(store) == {"cloudline-39-black": 2}
    add(maya, "the Swan", product="Swan")
    answer = maya.hear("action_remove_from_cart", "actually remove that", intent="remove_from_cart")
    assert answer.responses == ["left_flow"]
    assert (maya.slots["flow"], contents(store)) == ("none", {"cloudline-39-black": 2})


def test_two_of_those_adds_what_the_cart_has_not(maya: Talk, store: Store) -> None:
    maya.hear("action_choose", "the Ember mug", intent="choose_option", entities={"product": "Ember mug"})
    assert change(maya, "add 2", quantity="2").responses == ["added_to_cart"]
    maya.hear("action_choose", "the Swan in white", intent="choose_option", entities={"product": "Swan"})
    assert change(maya, "2 of them in my cart pls", quantity="2", colour="white").responses == ["added_to_cart"]
    assert contents(store) == {"mug-1": 2, "swan-white": 2}


def test_the_same_message_twice_adds_once(maya: Talk, store: Store) -> None:
    add(maya, "an Ember mug", product="Ember mug")
    maya.turns -= 1
    add(maya, "an Ember mug", product="Ember mug")
    assert contents(store) == {"mug-1": 1}


def test_what_goes_in_and_out_teaches_the_suggestions_by_consent(maya: Talk, store: Store) -> None:
    add(maya, "two Ember mugs", product="Ember mug", quantity="two")
    assert events_of(store, "maya") == ()
    grant_consent(store, "maya", Purpose.PERSONALISE, source="test")
    add(maya, "two Ember mugs", product="Ember mug", quantity="two")
    maya.hear(
        "action_remove_from_cart", "take the mug out", intent="remove_from_cart", entities={"product": "Ember mug"}
    )
    done = [(event.name, event.variant_id) for event in events_of(store, "maya")]
    assert done == [(EventName.REMOVE_FROM_CART, "mug-1"), (EventName.ADD_TO_CART, "mug-1")]


def test_a_guest_has_a_cart_of_their_own(store: Store) -> None:
    guest = Talk(store, guest_id="guest-1")
    assert add(guest, "an Ember mug", product="Ember mug").responses == ["added_to_cart"]
    assert contents(store, GUEST) == {"mug-1": 1}
    assert contents(store) == {}


def test_nobody_has_no_cart(store: Store) -> None:
    assert add(Talk(store), "an Ember mug", product="Ember mug").responses == ["please_sign_in"]


def test_more_than_there_are(maya: Talk, store: Store) -> None:
    answer = add(maya, "nine mugs", product="Ember mug", quantity="nine")
    assert answer.responses == ["cannot_add"]
    assert "only 5 left, 9 wanted" in answer.text
    assert answer.said[0].titles == ["Take 5"]
    assert contents(store) == {}


def test_a_variant_that_does_not_exist(maya: Talk, store: Store) -> None:
    answer = add(maya, "the Tempo in 52", product="Tempo R", size="52")
    assert answer.responses[0] == "no_such_variant"


def test_the_size_still_holds_when_the_colour_is_not_to_be_had(maya: Talk, store: Store) -> None:
    set_stock(store, "cloudline-38-grey", 3)
    add(maya, "the Cloudline 2 in 38", product="Cloudline 2", size="38")
    answer = add(maya, "lilac", intent="inform", colour="lilac")
    assert answer.responses[0] == "no_such_variant"
    assert maya.memory.flow["variant_ids"] == ["cloudline-38-black", "cloudline-38-grey"]


class TestLooking:
    def test_empty(self, maya: Talk) -> None:
        assert maya.hear("action_view_cart", "my cart", intent="view_cart").responses == ["cart_empty"]

    def test_total_and_lines(self, maya: Talk) -> None:
        add(maya, "the mug", product="Ember mug", quantity="5")
        answer = maya.hear("action_view_cart", "my cart", intent="view_cart")
        assert answer.responses == ["cart_shown"]
        assert answer.said[0].facts["cart"]["lines"][0]["quantity"] == 5
        assert answer.said[0].values["shipping_cents"] == 0

    def test_what_changed_is_said(self, maya: Talk, store: Store) -> None:
        add(maya, "the mug", product="Ember mug", quantity="3")
        with store.write() as tx:
            tx.put(Variant("mug-1", "mug", "sku-mug-1", {}, 1500, "EUR", 2))
        answer = maya.hear("action_view_cart", "my cart", intent="view_cart")
        assert "2 left" in answer.text
        assert "price has changed for Hearthby Ember mug" in answer.text

    def test_somebody_elses_cart_is_not_shown(self, store: Store, maya: Talk) -> None:
        add(Talk(store, customer_id="omar"), "the mug", product="Ember mug")
        assert maya.hear("action_view_cart", "my cart", intent="view_cart").responses == ["cart_empty"]


class TestChanging:
    @pytest.fixture(autouse=True)
    def _fill(self, maya: Talk) -> None:
        add(maya, "two mugs", product="Ember mug", quantity="two")
        add(maya, "cloudline", product="Cloudline 2", colour="black", size="38")

    def change(self, maya: Talk, text: str, *entities: tuple[str, ...]) -> Answered:
        return maya.hear("action_change_cart", text, intent="change_cart", entities=entities)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("text", "entities", "quantity"),
        [
            ("three mugs please", [("product_type", "mugs"), ("quantity", "three")], 3),
            ("not two but four mugs", [("quantity", "two"), ("quantity", "four"), ("product_type", "mugs")], 4),
            ("double the mugs", [("product_type", "mugs")], 4),
            ("one more mug", [("quantity", "one"), ("product_type", "mug")], 3),
            ("fewer mugs", [("product_type", "mugs")], 1),
        ],
    )
    def test_quantities(
        self, maya: Talk, store: Store, text: str, entities: list[tuple[str, str]], quantity: int
    ) -> None:
        assert self.change(maya, text, *entities).responses == ["cart_changed"]
        assert contents(store) == {"mug-1": quantity, "cloudline-38-black": 1}

    def test_none_of_it_takes_it_out(self, maya: Talk, store: Store) -> None:
        answer = self.change(maya, "no mugs any more", ("product_type", "mugs"), ("quantity", "none"))
        assert answer.responses == ["removed_from_cart"]
        assert contents(store) == {"cloudline-38-black": 1}

    def test_another_size(self, maya: Talk, store: Store) -> None:
        answer = self.change(maya, "the Cloudline should be 39", ("product", "Cloudline"), ("size", "39"))
        assert answer.responses == ["cart_changed"]
        assert contents(store) == {"mug-1": 2, "cloudline-39-black": 1}

    def test_a_size_that_is_sold_out(self, maya: Talk, store: Store) -> None:
        answer = self.change(maya, "Cloudline in mist grey", ("product", "Cloudline"), ("colour", "mist grey"))
        assert answer.responses == ["variant_sold_out", "what_to_change"]
        assert contents(store) == {"mug-1": 2, "cloudline-38-black": 1}

    def test_more_than_there_are_is_refused(self, maya: Talk, store: Store) -> None:
        answer = self.change(maya, "nine mugs", ("product_type", "mugs"), ("quantity", "nine"))
        assert answer.responses == ["cannot_do"]
        assert contents(store)["mug-1"] == 2

    def test_which_line_is_asked_when_unclear(self, maya: Talk, store: Store) -> None:
        maya.memory.product_id = ""
        answer = self.change(maya, "the kettle twice", ("product_type", "kettle"), ("quantity", "twice"))
        assert answer.responses == ["which_cart_line"]
        answer = self.change(maya, "the first", ("ordinal", "1"), ("quantity", "3"))
        assert contents(store)["mug-1"] == 3

    def test_an_empty_cart(self, store: Store) -> None:
        assert self.change(Talk(store, customer_id="omar"), "two").responses == ["cart_empty"]


class TestRemoving:
    @pytest.fixture(autouse=True)
    def _fill(self, maya: Talk) -> None:
        add(maya, "two mugs", product="Ember mug", quantity="two")
        add(maya, "cloudline", product="Cloudline 2", colour="black", size="38")
        add(maya, "swan", product="Swan", colour="white")

    def remove(self, maya: Talk, text: str, **entities: str) -> list[str]:
        return maya.hear("action_remove_from_cart", text, intent="remove_from_cart", entities=entities).responses

    def test_what_is_named(self, maya: Talk, store: Store) -> None:
        assert self.remove(maya, "take the mugs out", product_type="mugs") == ["removed_from_cart"]
        assert set(contents(store)) == {"cloudline-38-black", "swan-white"}

    def test_a_place_in_the_cart(self, maya: Talk, store: Store) -> None:
        assert self.remove(maya, "the second one", ordinal="second") == ["removed_from_cart"]
        assert set(contents(store)) == {"mug-1", "swan-white"}

    def test_it_is_what_was_put_in_last(self, maya: Talk, store: Store) -> None:
        assert self.remove(maya, "take it out again") == ["removed_from_cart"]
        assert set(contents(store)) == {"mug-1", "cloudline-38-black"}

    def test_everything(self, maya: Talk, store: Store) -> None:
        maya.slots["memory"]["product_id"] = ""
        assert self.remove(maya, "empty my cart") == ["cart_emptied"]
        assert contents(store) == {}

    def test_everything_but_one(self, maya: Talk, store: Store) -> None:
        assert self.remove(maya, "leave only the kettle in, delete the rest", product_type="kettle") == [
            "removed_from_cart"
        ]
        assert set(contents(store)) == {"swan-white"}

    def test_what_is_not_in_it_is_asked(self, maya: Talk, store: Store) -> None:
        assert self.remove(maya, "the tent out", product_type="tent") == ["which_cart_line"]
        assert len(contents(store)) == 3


class TestCoupons:
    def coupon(self, store: Store, customer_id: str | None = "maya") -> str:
        staff = Actor(ActorKind.STAFF, "staff_mia")
        return issue_coupon(store, staff, customer_id=customer_id, percent=10, reason="late").id

    def apply(self, talk: Talk, code: str) -> Answered:
        return talk.hear("action_apply_coupon", f"code {code}", intent="apply_coupon", entities={"coupon": code})

    def test_it_takes_something_off(self, maya: Talk, store: Store) -> None:
        add(maya, "two mugs", product="Ember mug", quantity="two")
        answer = self.apply(maya, self.coupon(store).lower())
        assert answer.responses == ["coupon_applied"]
        assert "€2.40" in answer.text

    def test_an_unknown_one(self, maya: Talk) -> None:
        assert self.apply(maya, "FREE100").responses == ["coupon_unknown"]

    def test_somebody_elses(self, maya: Talk, store: Store) -> None:
        answer = self.apply(maya, self.coupon(store, "omar"))
        assert answer.responses == ["cannot_do"]
        assert "another customer" in answer.text

    def test_without_a_code_nothing_is_given(self, maya: Talk) -> None:
        assert maya.hear("action_apply_coupon", "any discount?", intent="apply_coupon").responses == ["which_coupon"]

    def test_on_an_empty_cart(self, maya: Talk, store: Store) -> None:
        assert self.apply(maya, self.coupon(store)).responses == ["coupon_kept"]


def test_the_cheapest_of_a_kind_goes_in() -> None:
    talk = Talk(open_finding_shop(), customer_id="maya")
    add(
        talk,
        "add the cheapest running shoe in 38 in black to my cart",
        product_type="running shoe",
        size="38",
        colour="black",
    )
    assert contents(talk.store) == {"daily-38-black": 1}


@pytest.mark.parametrize(
    ("text", "left"),
    [("remove one cloudline", 2), ("take two of them out", 1), ("remove the cloudline", 0), ("take one out", 2)],
)
def test_some_pieces_of_a_line_go_and_the_rest_stays(maya: Talk, store: Store, text: str, left: int) -> None:
    add(maya, "three", **CLOUDLINE_IN_BLACK, size="38", quantity="3")
    named = {"product": "Cloudline"} if "cloudline" in text else {}
    maya.hear("action_remove_from_cart", text, intent="remove_from_cart", entities=named)
    assert sum(contents(store).values()) == left


def test_of_several_things_each_goes_in_as_often_as_is_said(maya: Talk, store: Store) -> None:
    said = [("quantity", "2"), ("product", "Swan"), ("colour", "white"), ("quantity", "1"), ("product", "Ember mug")]
    answered = maya.hear("action_add_to_cart", "2 swan white and 1 ember mug", intent="add_to_cart", entities=said)
    assert answered.responses == ["added_to_cart", "added_to_cart"]
    assert contents(store) == {"swan-white": 2, "mug-1": 1}
