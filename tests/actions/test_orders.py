"""Where orders and refunds are: what is stored, and nothing of anybody else's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.context import use_shelf
from retrieval.build import open_shelf
from shop.orders.records import Fulfillment, OrderStatus
from shop.store import Store
from tests.actions.desk_shop import Clock, ask_to_cancel, open_desk, talk_as, yes
from tests.actions.talk import Talk
from tests.fakes.encoder import WordEncoder
from tests.shop.orders.shop import change_order, get_order


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store:
    return open_desk(clock)


@pytest.fixture
def ana(store: Store) -> Talk:
    return talk_as(store)


def test_orders_under_way_come_in_one_list(ana: Talk) -> None:
    answer = ana.hear("action_track_order", "where is my stuff", intent="track_order")
    assert answer.responses == ["tracked_several"]
    assert {card["order_id"] for card in answer.said[0].facts["orders"]} == {"#W1", "#W3", "#W4"}
    assert "#W3 of 2 March 2026 is packed or on its way" in answer.text
    assert ana.slots["shown"] == "orders"


@pytest.mark.parametrize(
    ("status", "response"),
    [
        (OrderStatus.PENDING, "tracked_pending"),
        (OrderStatus.ITEMS_MODIFIED, "tracked_changed_once"),
        (OrderStatus.PROCESSED, "tracked_processed"),
        (OrderStatus.DELIVERED, "tracked_delivered"),
        (OrderStatus.CANCELLED, "tracked_cancelled"),
        (OrderStatus.RETURN_REQUESTED, "tracked_coming_back"),
        (OrderStatus.EXCHANGE_REQUESTED, "tracked_coming_back"),
    ],
)
def test_each_state_has_its_words(ana: Talk, store: Store, status: OrderStatus, response: str) -> None:
    change_order(store, "#W1", status=status)
    answer = ana.hear("action_track_order", "where is w1", intent="track_order", entities={"order_id": "w1"})
    assert answer.responses == [response]
    assert answer.said[0].facts["orders"][0]["status"] == status.value
    assert ana.memory.order_id == "#W1"


def test_what_should_be_there_by_now_is_told_with_an_apology(ana: Talk, clock: Clock) -> None:
    clock.pass_minutes(8 * 24 * 60)
    answer = ana.hear("action_track_order", "where is W3", intent="track_order", entities={"order_id": "W3"})
    assert answer.responses == ["late_processed"]
    assert "orry" in answer.text
    assert answer.said[0].titles == ["What if a parcel is lost?", "Talk to a human"]


def test_all_orders_are_all_of_them(ana: Talk) -> None:
    answer = ana.hear("action_track_order", "show me all my orders", intent="track_order")
    assert set(answer.said[0].facts["evidence"]) == {"#W1", "#W2", "#W3", "#W4"}


def test_the_one_before_is_an_older_one(ana: Talk, store: Store) -> None:
    for number, days in (("#W3", 1), ("#W2", 2), ("#W1", 3), ("#W4", 4)):
        order = get_order(store, number)
        change_order(store, number, placed_at=order.placed_at - timedelta(days=days))
    ana.hear("action_track_order", "where is W2", intent="track_order", entities={"order_id": "W2"})
    assert ana.hear("action_track_order", "and the one before that").said[0].facts["evidence"] == ["#W1"]
    assert ana.hear("action_track_order", "and the one before that").said[0].facts["evidence"] == ["#W4"]
    assert ana.hear("action_track_order", "and the one before that").responses == ["no_other_orders"]


def test_what_was_just_told_is_not_offered_again(ana: Talk) -> None:
    answer = ana.hear("action_track_order", "where is W3", intent="track_order", entities={"order_id": "W3"})
    assert answer.said[0].titles == ["Talk to a human"]


def test_the_other_orders_are_those_not_shown(ana: Talk) -> None:
    ana.hear("action_track_order", "where is W3", intent="track_order", entities={"order_id": "W3"})
    one = ana.hear("action_track_order", "no, the older one", intent="track_order")
    assert one.said[0].facts["evidence"][0] != "#W3"
    assert len(one.said[0].facts["evidence"]) == 1
    ana.hear("action_track_order", "where is W3", intent="track_order", entities={"order_id": "W3"})
    rest = ana.hear("action_track_order", "and the others?", intent="track_order")
    assert set(rest.said[0].facts["evidence"]) == {"#W1", "#W2", "#W4"}
    assert ana.hear("action_track_order", "any others?", intent="track_order").facts("tracked_processed")


@pytest.mark.parametrize(
    ("said", "found"), [("lamp", "#W2"), ("lamps", "#W2"), ("head lamp", "#W3"), ("headlmap", "#W3")]
)
def test_a_name_is_no_part_of_another_word(ana: Talk, store: Store, said: str, found: str) -> None:
    for number, title in (("#W2", "Arc desk lamp"), ("#W3", "Glim 300 headlamp")):
        change_order(store, number, items=(replace(get_order(store, number).items[0], title=title),))
    answer = ana.hear("action_track_order", f"my {said}?", intent="track_order", entities={"product_type": said})
    assert answer.said[0].facts["evidence"] == [found]


def test_a_parcels_number_is_told(ana: Talk, store: Store) -> None:
    change_order(store, "#W3", fulfillments=(Fulfillment(("PQ77",), ("mug-blue",)),))
    answer = ana.hear("action_track_order", "track W3", intent="track_order", entities={"order_id": "W3"})
    assert "PQ77" in answer.text


def test_what_is_not_known_is_not_made_up(ana: Talk) -> None:
    answer = ana.hear("action_track_order", "track W3", intent="track_order", entities={"order_id": "W3"})
    assert "no tracking number" in answer.text


@pytest.mark.parametrize("number", ["#W9", "#W7777777"])
def test_somebody_elses_order_is_as_good_as_missing(ana: Talk, number: str) -> None:
    answer = ana.hear("action_track_order", f"where is {number}", intent="track_order", entities={"order_id": number})
    assert answer.responses == ["order_not_found"]
    assert answer.said[0].facts.get("orders") is None


def test_without_anything_under_way_the_last_order_is_told(ana: Talk, store: Store) -> None:
    for number in ("#W1", "#W3", "#W4"):
        change_order(store, number, status=OrderStatus.CANCELLED)
    answer = ana.hear("action_track_order", "where is my order", intent="track_order")
    assert len(answer.said[0].facts["orders"]) == 1


def test_no_orders(store: Store) -> None:
    for number in ("#W9",):
        change_order(store, number, customer_id="somebody")
    assert talk_as(store, "ben").hear("action_track_order", "where is it", intent="track_order").responses == [
        "no_orders"
    ]


def test_guests_sign_in(store: Store) -> None:
    for action in ("action_track_order", "action_refund_status"):
        assert talk_as(store, None).hear(action, "where is it").responses == ["please_sign_in"]


def test_a_refund_to_a_card_has_its_days(ana: Talk) -> None:
    ask_to_cancel(ana, "#W1")
    yes(ana)
    answer = ana.hear("action_refund_status", "where is my money", intent="refund_status")
    assert answer.responses == ["refund_on_its_way"]
    assert "€30.00" in answer.text
    assert "between 9 March 2026 and 11 March 2026" in answer.text


def test_a_refund_to_a_gift_card_is_there(ana: Talk) -> None:
    ask_to_cancel(ana, "#W4")
    yes(ana)
    answer = ana.hear("action_refund_status", "my money for W4?", intent="refund_status", entities={"order_id": "W4"})
    assert answer.responses == ["refund_paid"]


def test_a_refund_that_waits_for_the_parcel(ana: Talk) -> None:
    ana.hear(
        "action_return_order",
        "return all of W2 to my visa",
        intent="return_order",
        entities={"order_id": "W2", "payment_method": "visa"},
    )
    yes(ana)
    answer = ana.hear("action_refund_status", "where is my money", intent="refund_status")
    assert answer.responses == ["refund_awaiting_parcel"]
    assert "€50.00" in answer.text


def test_no_refund(ana: Talk) -> None:
    assert ana.hear("action_refund_status", "my refund?", intent="refund_status").responses == ["no_refunds"]
    answer = ana.hear("action_refund_status", "refund of W2?", intent="refund_status", entities={"order_id": "W2"})
    assert answer.responses == ["no_refund_of_order"]


def test_refunds_of_others_are_not_told(ana: Talk) -> None:
    answer = ana.hear("action_refund_status", "refund of W9?", intent="refund_status", entities={"order_id": "W9"})
    assert answer.responses == ["order_not_found"]


def test_a_question_on_the_money_of_a_proposal_is_answered_from_it(ana: Talk) -> None:
    ask_to_cancel(ana, "#W1")
    answer = ana.hear("action_refund_status", "and how long till I get the money?", intent="refund_status")
    assert answer.responses == ["refund_after_yes"]
    assert "goes back to Visa ending in 4242 within" in answer.text
    assert "Cancel order" not in answer.text  # they have read it
    assert ana.slots["asking"] == "confirm"
    assert yes(ana) == ["change_done"]


def test_who_ordered_as_a_guest_is_told_of_a_human(store: Store) -> None:
    guest = talk_as(store, None)
    answer = guest.hear("action_report_problem", "i ordered as a guest and its broken", intent="report_damaged")
    assert answer.responses == ["human_for_guest"]


def test_guests_with_an_order_number_are_told_of_a_human(store: Store) -> None:
    guest = talk_as(store, None)
    for action in ("action_track_order", "action_cancel_order"):
        answer = guest.hear(action, "order W1", entities={"order_id": "W1"})
        assert answer.responses == ["sign_in_for_order"]
        assert answer.said[0].titles == ["Talk to a human"]


def test_a_guest_who_is_buying_is_told_how_long_delivery_takes(store: Store) -> None:
    use_shelf(open_shelf(store, WordEncoder()))
    guest = talk_as(store, None)
    asked = guest.hear("action_track_order", "when will it arrive", flow="add_to_cart", asking="variant")
    assert "please_sign_in" not in asked.responses
    asked = guest.hear("action_track_order", "when will it arrive", flow="none", asking="none")
    assert asked.responses == ["please_sign_in"]
