"""Why something was not found or not done: asked right after a no, and told as it is."""

import pytest

from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Answered, Talk


@pytest.fixture
def talk() -> Talk:
    return Talk(open_finding_shop(), "maya")


def why(talk: Talk, text: str = "why not?") -> Answered:
    return talk.hear("action_explain", text, intent="explain_recommendation")


def search(talk: Talk, text: str, **entities: str) -> Answered:
    return talk.hear("action_search", text, intent="search_product", entities=entities)


def test_a_wish_that_was_given_up_is_named(talk: Talk) -> None:
    search(talk, "pink running shoes", product_type="running shoes", colour="pink")
    answered = why(talk)
    assert answered.responses == ["why_wish"]
    assert answered.said[0].values["given_up"] == "in pink"


@pytest.mark.parametrize("text", ["why not?", "but why", "how come?", "why is that"])
def test_what_the_shop_does_not_sell_is_said_to_be_missing(talk: Talk, text: str) -> None:
    assert search(talk, "electric bikes", product_type="electric bikes").responses == ["found_nothing"]
    answered = why(talk, text)
    assert answered.responses == ["why_missing"]
    assert "electric bikes" in answered.text


def test_what_is_not_stated_is_not_guessed(talk: Talk) -> None:
    search(talk, "shoes", product_type="running shoes")
    assert talk.hear("action_search", "softer", intent="refine_search").responses == ["measure_not_known"]
    assert why(talk).responses == ["why_unstated"]


def test_discounts_are_not_the_assistant_s_to_give(talk: Talk) -> None:
    talk.hear("action_apply_coupon", "code XYZ99999")
    answered = why(talk)
    assert answered.responses == ["why_code"]
    assert "XYZ99999" in answered.text


def test_a_guest_is_told_what_an_account_is_for() -> None:
    talk = Talk(open_finding_shop())
    talk.hear("action_apply_coupon", "code XYZ99999")
    assert why(talk).responses == ["why_sign_in"]


def test_it_may_be_asked_twice_but_only_of_the_answer_before(talk: Talk) -> None:
    search(talk, "electric bikes", product_type="electric bikes")
    assert why(talk).responses == why(talk, "but why").responses == ["why_missing"]
    search(talk, "shoes", product_type="running shoes")
    assert talk.memory.told.kind == ""
    assert why(talk).responses == ["explained_search"]
