"""What something unnamed costs is told from the shop's prices: of the one meant, of each shown, of the cart."""

import pytest

from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Answered, Talk


@pytest.fixture
def talk() -> Talk:
    return Talk(open_finding_shop(), "maya")


def ask(talk: Talk, text: str, *entities: tuple[str, str]) -> Answered:
    return talk.hear("action_product_details", text, intent="product_details", entities=list(entities))


@pytest.mark.parametrize(
    "text", ["what would that cost me", "whats the damage", "and with shipping?", "how much is that all together"]
)
def test_the_one_talked_about_has_its_price_with_delivery(talk: Talk, text: str) -> None:
    ask(talk, "the Daily One", ("product", "Daily One"))
    answered = ask(talk, text)
    assert answered.responses == ["costs_of_one"]
    values = answered.said[0].values
    assert (values["price_cents"], values["shipping_cents"], values["delivered_cents"]) == (4990, 490, 5480)


def test_what_is_dear_enough_is_delivered_free(talk: Talk) -> None:
    ask(talk, "the Swan", ("product", "Swan"))
    answered = ask(talk, "what would that cost me with delivery")
    assert (answered.said[0].values["shipping_cents"], answered.said[0].values["delivered_cents"]) == (0, 8900)


def test_each_of_a_list_has_its_price(talk: Talk) -> None:
    talk.hear("action_search", "shoes", intent="search_product", entities={"product_type": "running shoes"})
    answered = ask(talk, "what would that cost me")
    assert answered.responses == ["costs_of_each"]
    assert sorted(one["cents"] for one in answered.said[0].values["prices"]) == [4990, 11990, 21900]
    delivered = ask(talk, "and with shipping?")
    assert sorted(one["cents"] for one in delivered.said[0].values["prices"]) == [5480, 11990, 21900]


def test_the_place_in_a_list_is_meant(talk: Talk) -> None:
    talk.hear("action_compare", entities=[("product", "Daily One"), ("product", "Swan")])
    answered = ask(talk, "what would the first one cost me", ("ordinal", "first"))
    assert answered.said[0].values["price_cents"] == 4990


def test_all_of_a_list_together_are_told_with_delivery(talk: Talk) -> None:
    talk.hear("action_compare", entities=[("product", "Daily One"), ("product", "Swan")])
    values = ask(talk, "how much is that all together").said[0].values
    assert (values["total_cents"], values["delivered_cents"]) == (13890, 13890)


def test_without_anything_shown_it_is_the_cart(talk: Talk) -> None:
    talk.hear("action_add_to_cart", "an Ember mug", intent="add_to_cart", entities={"product": "Ember mug"})
    talk.slots["memory"]["product_id"] = ""
    answered = ask(talk, "what would that cost me")
    assert answered.responses == ["cart_shown"]
    assert answered.said[0].values["total_cents"] == 1200 + 490


def test_with_nothing_at_all_it_is_asked_which(talk: Talk) -> None:
    assert ask(talk, "whats the damage").responses == ["which_product_do_you_mean"]


def test_while_a_colour_is_asked_for_it_is_told_with_delivery(talk: Talk) -> None:
    talk.hear("action_add_to_cart", "the Cloudline 2", intent="add_to_cart", entities={"product": "Cloudline 2"})
    answered = talk.hear("action_view_cart", "whats the damage", intent="view_cart")
    assert answered.responses == ["adding_costs"]
    assert answered.said[0].values["delivered_cents"] == 11990
