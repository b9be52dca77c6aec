"""What was ordered before and whether it can still be changed, told from the orders and nothing else."""

import pytest

from shop.orders.records import OrderStatus
from shop.store import Store
from tests.actions.desk_shop import open_desk, talk_as
from tests.actions.talk import Answered, Talk
from tests.shop.orders.shop import NOON, change_order


@pytest.fixture
def store() -> Store:
    return open_desk()


@pytest.fixture
def ana(store: Store) -> Talk:
    return talk_as(store)


def ask(talk: Talk, text: str, *entities: tuple[str, str]) -> Answered:
    return talk.hear("action_track_order", text, intent="track_order", entities=entities)


@pytest.mark.parametrize("text", ["how much did i pay for the shirt", "what did the shirt cost me"])
def test_what_a_thing_cost_is_told_with_its_order(ana: Talk, text: str) -> None:
    answer = ask(ana, text, ("product_type", "shirt"))
    assert answer.responses == ["bought_pieces"]
    assert "Shirt (s) for €20.00 in order #W1" in answer.text
    assert "2 × Shirt (s) for €20.00 each in order #W2" in answer.text


@pytest.mark.parametrize(
    "text",
    ["which mug did i buy", "what size mug did i order", "did i ever buy a mug from you", "when did i buy the mug"],
)
def test_which_one_it_was_is_told(ana: Talk, text: str) -> None:
    answer = ask(ana, text, ("product_type", "mug"))
    assert answer.responses == ["bought_pieces"]
    assert "Mug (blue)" in answer.text
    assert "2 March 2026" in answer.text


@pytest.mark.parametrize("text", ["did i ever buy headphones from you", "how much did i pay for the headphones"])
def test_what_was_never_ordered_is_said_to_be_in_no_order(ana: Talk, text: str) -> None:
    answer = ask(ana, text, ("product_type", "headphones"))
    assert answer.responses == ["never_ordered"]
    assert "headphones" in answer.text


def test_what_an_order_came_to_and_what_was_in_it_are_told_with_its_items(ana: Talk) -> None:
    answer = ask(ana, "how much did i spend on my order W2", ("order_id", "W2"))
    assert answer.responses == ["order_cost"]
    assert "€50.00" in answer.text
    assert "2 × Shirt (s) and Mug (blue)" in answer.text
    answer = ask(ana, "what was in my last order")
    assert answer.responses == ["order_holds"]


def test_whether_it_is_paid_is_told_and_not_of_the_cart(ana: Talk, store: Store) -> None:
    answer = ask(ana, "have i paid for W2", ("order_id", "W2"))
    assert "€50.00 are paid for order #W2 with Visa ending in 4242" in answer.text
    change_order(store, "#W2", payments=())
    answer = ask(ana, "have i paid for W2", ("order_id", "W2"))
    assert "Nothing is paid" in answer.text


def test_a_cancelled_order_is_said_to_be_cancelled(ana: Talk, store: Store) -> None:
    change_order(store, "#W2", status=OrderStatus.CANCELLED)
    assert "cancelled" in ask(ana, "how much did i spend on W2", ("order_id", "W2")).text


def test_what_was_spent_in_all_counts_every_order_of_theirs_and_no_other(ana: Talk) -> None:
    answer = ask(ana, "how much have i spent here so far")
    assert answer.responses == ["spent_in_all"]
    assert "€100.00" in answer.text  # 30 + 50 + 10 + 10
    assert answer.said[0].values["count"] == 4


def test_guests_are_asked_to_sign_in(store: Store) -> None:
    assert ask(talk_as(store, None), "what was in my last order").responses == ["please_sign_in"]


def test_the_past_is_told_though_the_cart_is_on_the_screen(ana: Talk) -> None:
    ana.slots["shown"] = "cart"
    assert ask(ana, "how much did i pay for the mug", ("product_type", "mug")).responses == ["bought_pieces"]


@pytest.mark.parametrize(
    ("number", "response"), [("W1", "still_changeable"), ("W2", "refused_delivered"), ("W3", "refused_processed")]
)
def test_whether_an_order_can_still_be_changed_is_told_and_begins_nothing(
    ana: Talk, number: str, response: str
) -> None:
    answer = ask(ana, f"is my order {number} still changeable", ("order_id", number))
    assert answer.responses == [response]
    assert ana.slots.get("flow", "none") == "none"


def test_the_order_under_way_is_meant_where_none_is_named(ana: Talk) -> None:
    assert ask(ana, "is my order still changeable").responses == ["still_changeable"]


def test_what_has_not_come_yet_is_said_to_go_back_only_then(ana: Talk, store: Store) -> None:
    change_order(store, "#W2", delivered_at=NOON)
    text = "is the mug of W3 still returnable"
    answer = ana.hear("action_answer_policy", text, intent="ask_returns", entities={"order_id": "W3"})
    assert answer.responses == ["refused_processed"]
    answer = ana.hear("action_answer_policy", text, intent="ask_returns", entities={"order_id": "W2"})
    assert answer.responses == ["return_window"]
    assert ana.slots.get("flow", "none") == "none"


@pytest.mark.parametrize("text", ["when did i buy the last thing", "what did i last buy", "when did i order last"])
def test_the_last_thing_is_the_newest_order_whatever_was_talked_about(ana: Talk, store: Store, text: str) -> None:
    newest = ask(ana, "what was in my last order").said[0].values["number"]
    ask(ana, "what was in my order W1", ("order_id", "W1"))
    answer = ask(ana, text, ("ordinal", "last"))
    assert answer.responses == ["order_holds"]
    assert answer.said[0].values["number"] == newest != "#W1"
