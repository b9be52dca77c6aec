""" "Why not?" after an order did not allow what was asked."""

import pytest

from shop.orders.records import OrderStatus
from shop.store import Store
from tests.actions.desk_shop import Clock, open_desk, talk_as
from tests.actions.talk import Talk
from tests.shop.orders.shop import change_order

CANCEL, RETURN = "action_cancel_order", "action_return_order"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store:
    return open_desk(clock)


def refuse_to_cancel(store: Store, number: str) -> Talk:
    ana = talk_as(store)
    answer = ana.hear(CANCEL, f"cancel {number}", intent="cancel_order", entities={"order_id": number})
    assert answer.responses[0].startswith("refused_")
    return ana


@pytest.mark.parametrize("text", ["why not?", "but why", "how come", "what can i do instead"])
def test_why_and_what_else_is_told_after_a_refusal(store: Store, text: str) -> None:
    ana = refuse_to_cancel(store, "#W3")
    answer = ana.hear(CANCEL, text, intent="cancel_order")
    assert answer.responses == ["why_refused_processed"]
    assert "only before that, while it is pending" in answer.text
    assert "return or exchange it for 30 days" in answer.text
    assert answer.said[0].titles[-1] == "Talk to a human"


@pytest.mark.parametrize(
    ("status", "response"),
    [
        (OrderStatus.DELIVERED, "why_refused_delivered"),
        (OrderStatus.ITEMS_MODIFIED, "why_refused_changed_once"),
        (OrderStatus.CANCELLED, "why_refused_cancelled"),
        (OrderStatus.RETURN_REQUESTED, "why_refused_coming_back"),
    ],
)
def test_each_state_has_its_reason(store: Store, status: OrderStatus, response: str) -> None:
    change_order(store, "#W3", status=status)
    answer = refuse_to_cancel(store, "#W3").hear(CANCEL, "why not", intent="cancel_order")
    assert answer.responses == [response]


def test_after_thirty_days_the_last_day_is_named(store: Store, clock: Clock) -> None:
    change_order(store, "#W2", delivered_at=clock.now)
    clock.pass_minutes(40 * 24 * 60)
    ana = talk_as(store)
    ana.hear(RETURN, "return W2", intent="return_order", entities={"order_id": "W2"})
    answer = ana.hear(RETURN, "why not?", intent="return_order")
    assert answer.responses == ["why_refused_delivered_long_ago"]
    assert "1 April 2026" in answer.text


def test_who_has_no_such_order_hears_how_theirs_stand(store: Store) -> None:
    ana = talk_as(store)
    for number in ("#W1", "#W4"):
        change_order(store, number, status=OrderStatus.DELIVERED)
    change_order(store, "#W3", status=OrderStatus.DELIVERED)
    ana.hear(CANCEL, "cancel my order", intent="cancel_order")
    answer = ana.hear(CANCEL, "why not?", intent="cancel_order")
    assert answer.responses == ["why_refused_none"]
    assert "is delivered" in answer.text


def test_a_refusal_is_forgotten_after_something_else(store: Store) -> None:
    ana = refuse_to_cancel(store, "#W3")
    ana.hear("action_say_welcome", "thanks", intent="thank")
    assert ana.memory.told.kind == ""


def test_it_is_the_order_just_talked_about_and_never_another_instead(store: Store) -> None:
    ana = refuse_to_cancel(store, "#W3")
    answer = ana.hear(RETURN, "return it", intent="return_order")
    assert answer.responses == ["refused_processed"]
    assert ana.memory.order_id == "#W3"


def test_who_finds_a_refusal_unfair_is_offered_a_human_and_may_still_ask_why(store: Store) -> None:
    ana = refuse_to_cancel(store, "#W3")
    answer = ana.hear("action_handle_complaint", "no thats not fair", intent="complain")
    assert (answer.responses, answer.said[0].values["order"]) == (["sorry_order", "offer_human"], "#W3")
    assert ana.hear("action_decline", "no", intent="deny").responses == ["no_human_then"]
    assert ana.hear(CANCEL, "but why not?", intent="cancel_order").responses == ["why_refused_processed"]
