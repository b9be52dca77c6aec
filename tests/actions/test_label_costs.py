"""What the label of a parcel costs, and what a change, an exchange or a return then comes to."""

import pytest

from shop.store import Store
from shop.terms import ReturnLabel, Terms
from tests.actions.desk_shop import Clock, open_desk, talk_as
from tests.actions.talk import Talk


@pytest.fixture
def store() -> Store:
    return open_desk(Clock())


@pytest.fixture
def ana(store: Store) -> Talk:
    return talk_as(store)


@pytest.mark.parametrize(
    ("text", "label", "said"),
    [
        ("return all of W2", "3.90 EUR", ["label_off_refund", "propose_change"]),
        ("return all of W2", "3.90 EUR, free in Spain, portugal", ["propose_change"]),
        ("all of W2 came broken, return it", "3.90 EUR, free in Germany", ["label_at_our_cost", "propose_change"]),
        ("all of W2 is too small, return it", "3.90 EUR", ["label_off_refund", "propose_change"]),
    ],
)
def test_what_the_label_costs_is_said_before_a_yes(store: Store, text: str, label: str, said: list[str]) -> None:
    ana = Talk(store, "ana", terms=Terms(return_label=ReturnLabel.read(label)))
    answer = ana.hear("action_return_order", text, entities={"order_id": "W2", "payment_method": "visa"})
    assert answer.responses == said
    assert ("€3.90" in answer.text) == (len(said) == 2)


def test_an_exchange_pays_the_label_and_a_return_after_a_problem_does_not(store: Store) -> None:
    ana = Talk(store, "ana", terms=Terms(return_label=ReturnLabel.read("3.90 EUR")))
    said = {"order_id": "W2", "product": "shirt", "quantity": "one", "size": "m"}
    assert ana.hear("action_exchange_order", "one shirt of W2 in m", entities=said).responses[0] == "label_to_pay"
    ana = Talk(store, "ana", terms=Terms(return_label=ReturnLabel.read("3.90 EUR")))
    said = {"order_id": "W2", "product": "mug"}
    ana.hear("action_report_problem", "the mug of W2 came broken", intent="report_damaged", entities=said)
    ana.hear("action_report_problem", "send it back", intent="choose_option", entities={"ordinal": "1"})
    answer = ana.hear("action_return_order", "visa", intent="inform", entities={"payment_method": "visa"})
    assert answer.responses == ["label_at_our_cost", "propose_change"]


def test_what_then_really_comes_back_is_said_with_the_label(store: Store) -> None:
    ana = Talk(store, "ana", terms=Terms(return_label=ReturnLabel.read("3.90 EUR")))
    said = {"order_id": "W2", "product_type": "mug", "payment_method": "visa"}
    answer = ana.hear("action_return_order", "return the mug of W2", intent="return_order", entities=said)
    assert answer.responses == ["label_off_refund", "propose_change"]
    assert answer.said[0].values["left"] == "€6.10"
    assert answer.said[0].facts["evidence"] == ["#W2"]
    assert "€6.10" in answer.text
    answer = ana.hear("action_refund_status", "how much do i get back", intent="refund_status")
    assert answer.responses == ["label_off_refund", "refund_after_yes"]


@pytest.mark.parametrize(
    ("text", "label", "said"),
    [
        ("hm and what would that cost me", "3.90 EUR", ["label_to_pay", "costs_after_yes"]),
        ("hm and what would that cost me", "3.90 EUR, free in Portugal", ["label_is_free", "costs_after_yes"]),
        ("what does that cost me from ireland", "3.90 EUR, free in Portugal", ["label_to_pay", "costs_after_yes"]),
    ],
)
def test_what_a_proposed_exchange_costs_is_told_with_its_label(
    store: Store, text: str, label: str, said: list[str]
) -> None:
    ana = Talk(store, "ana", terms=Terms(return_label=ReturnLabel.read(label)))
    entities = {"order_id": "W2", "product": "shirt", "quantity": "one", "size": "m"}
    ana.hear("action_exchange_order", "one shirt of W2 in m", entities=entities)
    answer = ana.hear("action_refund_status", text, intent="refund_status")
    assert answer.responses == said
    assert ("€3.90" in answer.text) == (said[0] == "label_to_pay")
    assert ana.slots["asking"] == "confirm"


def test_who_pays_the_postage_is_told_of_the_exchange_that_is_open(store: Store) -> None:
    ana = Talk(store, "ana", terms=Terms(return_label=ReturnLabel.read("3.90 EUR")))
    ana.hear("action_exchange_order", "exchange one shirt of W2", entities={"order_id": "W2", "product": "shirt"})
    answer = ana.hear("action_answer_policy", "who pays the postage", intent="ask_returns")
    assert answer.responses == ["label_to_pay"]


def test_what_a_change_of_items_costs_is_told_before_a_yes(ana: Talk) -> None:
    entities = {"order_id": "W1", "product": "shirt", "size": "m"}
    ana.hear("action_change_items", "the shirt of W1 in m", intent="change_items", entities=entities)
    answer = ana.hear("action_refund_status", "ok whats the diff in price", intent="refund_status")
    assert answer.responses == ["costs_after_yes"]
    assert "the prices are equal" in answer.text


def test_what_a_return_costs_is_told_of_this_order_before_the_money_has_a_way(store: Store) -> None:
    ana = Talk(store, "ana", terms=Terms(return_label=ReturnLabel.read("3.90 EUR")))
    said = {"order_id": "W2", "product_type": "mug"}
    ana.hear("action_return_order", "return the mug of W2", intent="return_order", entities=said)
    answer = ana.hear("action_answer_policy", "what would that cost me", intent="ask_returns")
    assert answer.responses == ["label_off_refund"]
    assert "Portugal" in answer.text
