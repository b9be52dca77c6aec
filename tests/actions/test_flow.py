"""Yes does exactly what was proposed; no and never mind leave it."""

import pytest

from shop.orders.desk import LIFETIME
from shop.orders.records import OrderStatus
from shop.store import Store
from tests.actions.desk_shop import Clock, ask_to_cancel, open_desk, status, talk_as, yes
from tests.actions.talk import Talk
from tests.shop.orders.shop import balance, change_order, everything, fill, get_order, proposals


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store:
    return open_desk(clock)


@pytest.fixture
def ana(store: Store) -> Talk:
    return talk_as(store)


def test_nothing_happens_before_the_yes(ana: Talk, store: Store) -> None:
    before = everything(store)
    ask_to_cancel(ana)
    assert everything(store) == before
    assert (ana.slots["flow"], ana.slots["asking"]) == ("cancel_order", "confirm")
    assert ana.memory.proposal == "cancel_order"


def test_the_question_says_what_would_happen(ana: Talk) -> None:
    answer = ana.hear("action_cancel_order", "ordered by mistake", intent="cancel_order", entities={"order_id": "W4"})
    assert "Cancel order #W4 (ordered by mistake): Mug (blue), €10.00" in answer.text
    assert "€10.00 goes back to Gift card 77 at once" in answer.text
    assert answer.said[0].titles == ["Yes, cancel it", "No, keep it"]


def test_yes_does_it_and_ends_the_flow(ana: Talk, store: Store) -> None:
    ask_to_cancel(ana)
    assert yes(ana) == ["change_done"]
    assert status(store, "#W4") is OrderStatus.CANCELLED
    assert balance(store) == 4000
    assert (ana.slots["flow"], ana.slots["asking"], ana.memory.token) == ("none", "none", "")


@pytest.mark.parametrize(
    "text", ["ok do it... actually wait", "yes but only if the shoes stay", "yes, hold on", "sure, one sec"]
)
def test_a_yes_that_is_taken_back_is_none(ana: Talk, store: Store, text: str) -> None:
    ask_to_cancel(ana)
    answered = ana.hear("action_confirm", text, intent="affirm")
    assert status(store, "#W4") is OrderStatus.PENDING
    assert (answered.slots["flow"], answered.slots["asking"]) == ("cancel_order", "confirm")
    assert ana.hear("action_confirm", "actually yes, no doubt", intent="affirm").responses == ["change_done"]


def test_a_second_yes_does_nothing(ana: Talk, store: Store) -> None:
    ask_to_cancel(ana)
    yes(ana)
    after = everything(store)
    assert yes(ana) == ["nothing_to_confirm"]
    assert everything(store) == after


def test_the_same_yes_delivered_twice_is_done_once(ana: Talk, store: Store) -> None:
    ask_to_cancel(ana)
    asked = dict(ana.slots)
    yes(ana)
    after = everything(store)
    ana.slots = asked  # the answer got lost before the conversation was stored
    assert yes(ana) == ["change_done_before"]
    assert everything(store) == after


def test_a_yes_to_nothing_asks_what_for(ana: Talk, store: Store) -> None:
    before = everything(store)
    assert yes(ana) == ["nothing_to_confirm"]
    assert everything(store) == before


def test_an_expired_proposal_says_so_and_is_made_anew(ana: Talk, store: Store, clock: Clock) -> None:
    ask_to_cancel(ana)
    first = ana.memory.token
    clock.now += LIFETIME
    assert yes(ana) == ["proposal_expired", "propose_change"]
    assert status(store, "#W4") is OrderStatus.PENDING
    assert ana.memory.token != first
    assert yes(ana) == ["change_done"]
    assert status(store, "#W4") is OrderStatus.CANCELLED


def test_what_became_impossible_is_refused_with_what_is_possible(ana: Talk, store: Store) -> None:
    ask_to_cancel(ana)
    change_order(store, "#W4", status=OrderStatus.PROCESSED)
    answer = ana.hear("action_confirm", "yes", intent="affirm")
    assert answer.responses == ["proposal_changed", "refused_processed"]
    assert ana.slots["flow"] == "none"
    assert "only pending orders can be cancelled" in answer.text


def test_a_yes_to_something_else_than_was_proposed_proposes_that(ana: Talk, store: Store) -> None:
    ask_to_cancel(ana, "#W4")
    assert yes(ana, "yes, cancel W1", order_id="W1") == ["which_reason"]
    assert ana.hear("action_cancel_order", "mistake", intent="inform").responses == ["propose_change"]
    assert status(store, "#W4") is OrderStatus.PENDING
    assert yes(ana) == ["change_done"]
    assert (status(store, "#W1"), status(store, "#W4")) == (OrderStatus.CANCELLED, OrderStatus.PENDING)


def test_a_yes_that_repeats_what_was_proposed_is_a_yes(ana: Talk, store: Store) -> None:
    ask_to_cancel(ana)
    assert yes(ana, "yes, cancel w4", order_id="w4") == ["change_done"]


def test_a_yes_after_a_digression_is_still_the_same_yes(ana: Talk, store: Store) -> None:
    ask_to_cancel(ana)
    resumed = ana.hear("action_resume", "what does delivery cost?", intent="ask_shipping")
    assert resumed.responses == ["still_waits_for_yes"]
    assert "your cancellation (#W4)" in resumed.text
    assert resumed.said[0].titles == ["Yes, cancel it", "No, keep it"]
    assert yes(ana) == ["change_done"]
    assert status(store, "#W4") is OrderStatus.CANCELLED


def test_a_task_inside_another_keeps_the_first_ones_proposal(ana: Talk, store: Store) -> None:
    ask_to_cancel(ana, "#W4")
    token = ana.memory.token
    ana.hear(
        "action_change_payment",
        "pay W1 with paypal",
        intent="change_payment",
        entities={"order_id": "W1", "payment_method": "paypal"},
    )
    assert yes(ana) == ["change_done"]
    assert (ana.slots["flow"], ana.memory.proposal, ana.memory.token) == ("cancel_order", "cancel_order", token)
    assert yes(ana) == ["change_done"]
    assert status(store, "#W4") is OrderStatus.CANCELLED
    assert [payment.payment_method_id for payment in get_order(store, "#W1").payments][1] == "ana-paypal"


def test_a_proposal_of_another_customer_is_void(store: Store) -> None:
    ana, ben = talk_as(store), talk_as(store, "ben")
    ask_to_cancel(ana)
    ben.slots = dict(ana.slots)
    answer = ben.hear("action_confirm", "yes", intent="affirm")
    assert status(store, "#W4") is OrderStatus.PENDING
    assert "Mug" not in answer.text


def test_a_guest_signs_in_first(store: Store) -> None:
    guest = talk_as(store, None)
    assert guest.hear("action_cancel_order", "cancel my order", intent="cancel_order").responses == ["please_sign_in"]
    ana = talk_as(store)
    ask_to_cancel(ana)
    guest.slots = dict(ana.slots)
    assert yes(guest) == ["please_sign_in"]
    assert status(store, "#W4") is OrderStatus.PENDING


def test_no_withdraws_and_says_what_stays(ana: Talk, store: Store) -> None:
    ask_to_cancel(ana)
    answer = ana.hear("action_decline", "no", intent="deny")
    assert answer.responses == ["change_left"]
    assert "#W4" in answer.text
    assert proposals(store) == []
    assert ana.slots["flow"] == "none"


def test_no_with_something_else_is_a_correction(ana: Talk) -> None:
    ana.hear(
        "action_change_payment",
        "pay W1 with paypal",
        intent="change_payment",
        entities={"order_id": "W1", "payment_method": "paypal"},
    )
    answer = ana.hear("action_decline", "no, gift card", intent="deny", entities={"payment_method": "gift card 77"})
    assert answer.responses == ["propose_change"]
    assert "Gift card 77 pays" in answer.text


def test_never_mind_withdraws_the_proposal(ana: Talk, store: Store) -> None:
    ask_to_cancel(ana)
    answer = ana.hear("action_leave_flow", "never mind", intent="never_mind")
    assert answer.responses == ["left_flow"]
    assert "your cancellation" in answer.text
    assert proposals(store) == []
    assert (ana.slots["flow"], ana.memory.token, ana.memory.proposal) == ("none", "", "")


def test_never_mind_with_nothing_open(ana: Talk) -> None:
    assert ana.hear("action_leave_flow", "never mind", intent="never_mind").responses == ["nothing_open"]


def test_never_mind_opens_what_was_interrupted(ana: Talk) -> None:
    ask_to_cancel(ana)
    ana.hear("action_return_order", "and return W2", intent="return_order", entities={"order_id": "W2"})
    ana.hear("action_leave_flow", "never mind", intent="never_mind")
    assert ana.slots["flow"] == "cancel_order"
    assert yes(ana) == ["change_done"]


def test_starting_over_leaves_everything(ana: Talk, store: Store) -> None:
    ask_to_cancel(ana)
    ana.hear("action_return_order", "and return W2", intent="return_order", entities={"order_id": "W2"})
    answer = ana.hear("action_leave_flow", "start over", intent="never_mind")
    assert answer.responses == ["left_flow"]
    assert "your return and your cancellation" in answer.text
    assert ana.slots["flow"] == "none"
    assert proposals(store) == []


def test_a_change_of_mind_brings_back_what_was_declined(ana: Talk, store: Store) -> None:
    ask_to_cancel(ana)
    assert ana.hear("action_decline", "no way", intent="deny").responses == ["change_left"]
    assert yes(ana, "ok do it") == ["propose_change"]
    assert status(store, "#W4") is OrderStatus.PENDING  # it takes another yes
    assert yes(ana, "yes") == ["change_done"]
    assert status(store, "#W4") is OrderStatus.CANCELLED


@pytest.mark.parametrize("text", ["ok thanks", "ok", "great"])
def test_an_ok_to_what_was_left_brings_nothing_back(ana: Talk, text: str) -> None:
    ask_to_cancel(ana)
    ana.hear("action_decline", "no", intent="deny")
    assert yes(ana, text) == ["acknowledged"]


def test_a_mere_yes_after_a_no_brings_nothing_back(ana: Talk) -> None:
    ask_to_cancel(ana)
    ana.hear("action_decline", "no", intent="deny")
    assert yes(ana, "yes") == ["nothing_to_confirm"]


def test_what_was_declined_before_something_else_is_left(ana: Talk) -> None:
    ask_to_cancel(ana)
    ana.hear("action_decline", "no", intent="deny")
    ana.hear("action_view_cart", "whats in my cart", intent="view_cart")
    assert yes(ana, "ok do it") == ["nothing_to_confirm"]


def test_a_complaint_beside_a_proposal_asks_only_one_question(ana: Talk) -> None:
    ask_to_cancel(ana)
    complained = ana.hear("action_handle_complaint", "this is ridiculous", intent="complain")
    assert complained.responses[-1] == "human_if_wanted"
    assert "?" not in complained.text
    assert complained.said[-1].titles == ["Talk to a human"]
    assert ana.hear("action_resume", "this is ridiculous", intent="complain").responses == ["still_waits_for_yes"]


def test_no_to_nothing(ana: Talk) -> None:
    assert ana.hear("action_decline", "no", intent="deny").responses == ["nothing_to_decline"]


def test_nobody_who_leaves_is_held_back(ana: Talk) -> None:
    ana.hear("action_share", "share something", intent="share_product")
    assert ana.hear("action_resume", "thx bye", intent="goodbye").responses == []
    assert ana.slots["flow"] == "share_product"


def test_a_question_is_asked_again_twice_also_when_other_tasks_come_between(ana: Talk) -> None:
    ana.hear("action_share", "share something", intent="share_product")
    for time in range(3):
        ana.hear("action_add_to_cart", "add something", intent="add_to_cart")
        ana.hear("action_leave_flow", "never mind", intent="never_mind")
        assert ana.slots["flow"] == "share_product"
        assert len(ana.hear("action_resume", "hm", intent="inform").responses) == (2 if time < 2 else 0)


def test_what_waits_for_a_yes_is_always_asked_again_in_short_and_now_and_then_in_full(ana: Talk) -> None:
    ask_to_cancel(ana)
    for time in range(6):
        ana.hear("action_view_cart", "whats in my cart", intent="view_cart")
        resumed = ana.hear("action_resume", "whats in my cart", intent="view_cart")
        in_full = time in (2, 5)
        assert resumed.responses == (["back_to_task", "propose_change"] if in_full else ["still_waits_for_yes"])


def test_nothing_is_resumed_when_nothing_is_open(ana: Talk) -> None:
    assert ana.hear("action_resume").responses == []


def test_a_plain_no_to_a_question_leaves_the_task(ana: Talk) -> None:
    ana.hear("action_return_order", "return W2", intent="return_order", entities={"order_id": "W2"})
    answer = ana.hear("action_return_order", "no", intent="deny")
    assert answer.responses == ["left_flow"]
    assert ana.slots["flow"] == "none"


def test_the_same_task_begun_twice_is_one(ana: Talk) -> None:
    ask_to_cancel(ana, "#W4")
    ana.hear("action_return_order", "and return W2", intent="return_order", entities={"order_id": "W2"})
    ask_to_cancel(ana, "#W4")
    assert yes(ana) == ["change_done"]
    assert (ana.slots["flow"], ana.memory.suspended) == ("return_order", [])


def test_it_is_the_same_on_a_database(sqlite_store: Store) -> None:
    fill(sqlite_store)
    ana = talk_as(sqlite_store)
    ask_to_cancel(ana)
    assert yes(ana) == ["change_done"]
    assert status(sqlite_store, "#W4") is OrderStatus.CANCELLED


@pytest.mark.parametrize("text", ["ok thx", "ok thanks anyway", "hm k whatever", "ok how long", "yes but when?"])
def test_an_ok_that_is_no_yes_does_nothing(ana: Talk, store: Store, text: str) -> None:
    ask_to_cancel(ana)
    assert yes(ana, text) == ["still_waits_for_yes"]
    assert status(store, "#W4") is OrderStatus.PENDING


@pytest.mark.parametrize("text", ["yes thanks", "yes please, thank you", "sure why not", "ok"])
def test_a_yes_with_thanks_is_one(ana: Talk, store: Store, text: str) -> None:
    ask_to_cancel(ana)
    assert yes(ana, text) == ["change_done"]


def test_nothing_at_all_ends_everything(ana: Talk) -> None:
    ask_to_cancel(ana)
    ana.hear("action_change_address", "change the address", intent="change_address", entities={"order_id": "W1"})
    ana.hear("action_leave_flow", "no, never mind. nothing", intent="never_mind")
    assert ana.slots["flow"] == "none"


def test_one_change_instead_of_another_ends_the_other(ana: Talk) -> None:
    ask_to_cancel(ana)
    said = "no dont cancel it, change the address instead"
    ana.hear("action_change_address", said, intent="change_address")
    assert ana.slots["flow"] == "change_address"
    assert ana.memory.suspended == []


def test_an_exchange_takes_the_place_of_a_return(ana: Talk) -> None:
    ana.hear("action_return_order", "return the mug of W2", entities={"order_id": "W2", "product_type": "mug"})
    assert ana.slots["flow"] == "return_order"
    ana.hear("action_exchange_order", "can I get another one", entities={"order_id": "W2", "product": "shirt"})
    assert ana.slots["flow"] == "exchange_order"
    assert ana.memory.suspended == []


def test_a_yes_that_may_answer_a_poll_which_came_between_is_asked_for_again(ana: Talk, store: Store) -> None:
    ask_to_cancel(ana)
    ana.poll_brought = {"poll_id": "poll_1", "choices": ["Yes", "No"]}
    said = ana.hear("action_confirm", "yes go for it", intent="affirm")
    assert said.responses == ["still_waits_for_yes"]
    assert status(store, "#W4") is OrderStatus.PENDING
    ana.poll_brought = None
    assert yes(ana) == ["change_done"]
