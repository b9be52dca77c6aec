"""From "can I send that back" to a return: what it would bring is told, and a yes begins it."""

from shop.orders.records import OrderStatus
from shop.store import Store
from tests.actions.desk_shop import open_desk, status, talk_as, yes
from tests.actions.talk import Answered, Talk
from tests.shop.orders.shop import NOON, change_order


def ask(talk: Talk, text: str) -> Answered:
    return talk.hear("action_answer_policy", text, intent="ask_returns")


def tell_of(store: Store, number: str) -> Talk:
    ana = talk_as(store)
    ana.hear("action_track_order", f"where is {number}", intent="track_order", entities={"order_id": number})
    return ana


def test_a_yes_after_what_it_would_bring_begins_the_return_and_does_not_make_it() -> None:
    store = open_desk()
    change_order(store, "#W2", delivered_at=NOON)
    ana = tell_of(store, "#W2")
    assert ask(ana, "can i still send that back").responses == ["return_window"]
    assert ask(ana, "how much would i get back").responses == ["return_brings"]
    assert yes(ana, "yeah do that") == ["which_items_return_order"]
    assert (ana.slots["flow"], status(store, "#W2")) == ("return_order", OrderStatus.DELIVERED)


def test_a_no_leaves_the_order_as_it_is() -> None:
    store = open_desk()
    change_order(store, "#W2", delivered_at=NOON)
    ana = tell_of(store, "#W2")
    ask(ana, "how much would i get back")
    assert ana.hear("action_decline", "no", intent="deny").responses == ["change_left"]
    assert ana.slots["flow"] == "none"


def test_what_it_would_bring_is_told_after_a_refusal_and_nothing_is_offered_that_is_refused() -> None:
    store = open_desk()
    ana = tell_of(store, "#W3")
    assert ask(ana, "can i still send that back").responses == ["refused_processed"]
    answer = ask(ana, "how much would i get back")
    assert answer.responses == ["return_brings"]
    assert "once it has been delivered" in answer.text
    assert ana.slots.get("asking", "none") == "none"
