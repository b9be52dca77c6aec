"""Whether an order can still be cancelled or changed is told first; only a yes to the offer begins it."""

import pytest

from shop.orders.records import OrderStatus
from shop.store import Store
from tests.actions.desk_shop import open_desk, status, talk_as, yes
from tests.actions.talk import Answered, Talk
from tests.shop.orders.shop import change_order


@pytest.fixture
def store() -> Store:
    return open_desk()


@pytest.fixture
def ana(store: Store) -> Talk:
    return talk_as(store)


def ask(talk: Talk, text: str, **entities: str) -> Answered:
    return talk.hear("action_track_order", text, intent="track_order", entities=entities)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("can i still cancel W1?", "cancel_order"),
        ("is it too late to cancel W1", "cancel_order"),
        ("can i still change the address of W1", "change_address"),
        ("could i still change the size in W1", "change_items"),
        ("am i still able to change how W1 is paid", "change_payment"),
    ],
)
def test_it_is_told_and_offered_and_nothing_asked_yet(ana: Talk, store: Store, text: str, asked: str) -> None:
    answer = ask(ana, text, order_id="W1")
    assert answer.responses == ["still_possible"]
    assert answer.said[0].values["asked"] == asked
    assert "not packed" in answer.text or "packed" in answer.text
    assert (ana.slots["flow"], ana.slots["asking"]) == ("none", "confirm")
    assert status(store, "#W1") is OrderStatus.PENDING


def test_a_yes_begins_the_change_and_does_not_do_it(ana: Talk, store: Store) -> None:
    ask(ana, "can i still cancel W1?", order_id="W1")
    assert yes(ana) == ["which_reason"]
    assert ana.slots["flow"] == "cancel_order"
    assert status(store, "#W1") is OrderStatus.PENDING


def test_a_yes_with_the_reason_gets_the_proposal(ana: Talk, store: Store) -> None:
    ask(ana, "can i still cancel W1?", order_id="W1")
    assert yes(ana, "yes please, i ordered it by mistake") == ["propose_change"]
    assert status(store, "#W1") is OrderStatus.PENDING


def test_a_yes_to_another_size_is_of_the_thing_that_was_named(ana: Talk) -> None:
    answer = ask(ana, "can i still change the size of the shirt in W1", order_id="W1", product_type="shirt")
    assert answer.responses == ["still_possible"]
    yes(ana)
    assert ana.slots["flow"] == "change_items"
    assert ana.memory.flow["order_id"] == "#W1"


def test_the_size_alone_takes_up_the_offer_for_the_thing_that_was_named(ana: Talk, store: Store) -> None:
    ask(ana, "can i still change the size of the shirt in W1", order_id="W1", product_type="shirt")
    answer = ana.hear("action_change_items", "to m", intent="change_items", entities={"size": "m"})
    assert answer.responses == ["propose_change"]
    assert "Shirt (s), €20.00 → Shirt (m)" in answer.text
    assert status(store, "#W1") is OrderStatus.PENDING


def test_a_no_leaves_it(ana: Talk, store: Store) -> None:
    ask(ana, "is it too late to cancel W1", order_id="W1")
    assert ana.hear("action_decline", "no", intent="deny").responses == ["change_left"]
    assert (ana.slots["flow"], ana.slots["asking"]) == ("none", "none")


def test_of_several_that_wait_to_be_packed_all_are_told(ana: Talk) -> None:
    answer = ask(ana, "can i still cancel my order?")
    assert len(answer.said[0].values["orders"]) == 2
    assert yes(ana) == ["which_order_cancel_order"]


@pytest.mark.parametrize(("number", "response"), [("W2", "refused_delivered"), ("W3", "refused_processed")])
def test_what_is_too_late_is_said_to_be(ana: Talk, number: str, response: str) -> None:
    assert ask(ana, f"is it too late to cancel {number}", order_id=number).responses == [response]


def test_without_any_that_waits_the_last_one_is_said_to_be_past_it(ana: Talk, store: Store) -> None:
    for number in ("#W1", "#W3", "#W4"):
        change_order(store, number, status=OrderStatus.CANCELLED)
    assert ask(ana, "can i still cancel my order").responses[0].startswith("refused_")


def test_within_another_task_it_is_only_told(ana: Talk) -> None:
    ana.hear("action_cancel_order", "cancel W1", intent="cancel_order", entities={"order_id": "W1"})
    answer = ask(ana, "is it too late to cancel", order_id="W1")
    assert answer.responses == ["still_possible"]
    assert not answer.said[0].values["offers"]
    assert (ana.slots["flow"], ana.slots["asking"]) == ("cancel_order", "reason")


def test_guests_are_asked_to_sign_in(store: Store) -> None:
    guest = talk_as(store, None)
    guest.slots["shown"] = "cart"
    assert ask(guest, "is it too late to cancel").responses == ["please_sign_in"]


def test_a_yes_takes_the_size_that_was_asked_about(ana: Talk) -> None:
    ask(ana, "is it too late to change the shirt in W1 to L", order_id="W1", product_type="shirt", size="L")
    yes(ana)
    assert ana.slots["flow"] == "change_items"
    assert ana.slots["asking"] != "new_variant"
