"""What came broken, wrong or late: found out, and answered with what this order allows."""

from datetime import timedelta

import pytest

from shop.coupons import Coupon
from shop.orders.records import Fulfillment, OrderStatus
from shop.store import Store
from tests.actions.desk_shop import Clock, open_desk, talk_as, yes
from tests.actions.small_shop import open_shop
from tests.actions.talk import Answered, Talk
from tests.shop.orders.shop import NOON, change_order, everything, get_order


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store:
    return open_desk(clock)


@pytest.fixture
def ana(store: Store) -> Talk:
    return talk_as(store)


def report(talk: Talk, text: str, *, intent: str = "report_damaged", **entities: str) -> Answered:
    return talk.hear("action_report_problem", text, intent=intent, entities=entities)


def report_mug(ana: Talk) -> Answered:
    return report(ana, "the mug of W2 came broken", order_id="W2", product_type="mug")


def coupons(store: Store) -> list[Coupon]:
    with store.read() as tx:
        return tx.find(Coupon)


def test_order_item_and_what_happened_are_asked_for(ana: Talk, store: Store) -> None:
    change_order(store, "#W3", status=OrderStatus.DELIVERED)
    assert report(ana, "there was a problem").responses == ["which_order_report_problem"]
    assert report(ana, "#W2", intent="inform", order_id="#W2").responses == ["which_items_report_problem"]
    answer = report(ana, "Mug (blue)", intent="choose_option", ordinal="3")
    assert answer.responses == ["what_happened"]
    answer = report(ana, "It is damaged", intent="inform", reason="damaged")
    assert answer.responses == ["problem_damaged"]
    assert ana.slots["asking"] == "choice"


def test_a_thing_goes_before_a_place_in_the_list() -> None:
    talk = Talk(open_shop(), "maya", slots={"shown": "orders", "memory": {"order_ids": ["#W4308874", "#W4310021"]}})
    report(talk, "the kettle is cracked, the second broken thing", product_type="kettle", ordinal="second")
    assert talk.memory.order_id == "#W4308874"


def test_what_was_said_is_not_asked(ana: Talk) -> None:
    answer = report_mug(ana)
    assert answer.responses == ["problem_damaged"]
    assert "Mug (blue)" in answer.text
    assert answer.said[0].titles == [
        "Send it back for a refund",
        "Exchange it",
        "Keep it, with 10% off the next order",
        "Talk to a human",
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the mug of W2 came smashed", "damaged"),
        ("the mug of W2 does not work", "faulty"),
        ("the wrong mug was in W2", "wrong"),
        ("the lid of the mug in W2 is missing", "missing"),
    ],
)
def test_what_happened_is_heard(ana: Talk, text: str, kind: str) -> None:
    assert report(ana, text, order_id="W2", product_type="mug").responses == [f"problem_{kind}"]


def test_a_return_goes_on_with_the_same_item(ana: Talk, store: Store) -> None:
    report_mug(ana)
    answer = report(ana, "send it back please", intent="choose_option", ordinal="1")
    assert answer.responses == ["which_refund"]
    assert ana.slots["flow"] == "return_order"
    answer = ana.hear("action_return_order", "visa", intent="inform", entities={"payment_method": "visa"})
    assert "Mug (blue), €10.00; once the parcel is back" in answer.text
    assert yes(ana) == ["change_done"]
    assert get_order(store, "#W2").status is OrderStatus.RETURN_REQUESTED


def test_an_exchange_goes_on_with_the_same_item(ana: Talk) -> None:
    report(ana, "one shirt of W2 is torn", order_id="W2", product="shirt", quantity="one")
    answer = report(ana, "exchange it", intent="inform")
    assert answer.responses == ["which_new_variant"]
    assert ana.slots["flow"] == "exchange_order"


@pytest.mark.parametrize(("text", "size"), [("i ordered m", "m"), ("it should have been an m", "m")])
def test_what_should_have_come_is_exchanged_for(ana: Talk, text: str, size: str) -> None:
    report(ana, "one shirt of W2 is the wrong size", order_id="W2", product_type="shirt", quantity="one")
    answer = report(ana, text, intent="inform", size=size)
    assert answer.responses[-1] == "propose_change"
    assert "Shirt (s), €20.00 → Shirt (m)" in answer.text


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("can i keep it and get a discount", "coupon_for_trouble"),
        ("just send me the right one", "refused_delivered"),  # there is no other mug
        ("no coupon, my money back", "which_refund"),
    ],
)
def test_a_way_out_is_taken_in_any_words(ana: Talk, text: str, response: str) -> None:
    report(ana, "one mug of W2 is broken", order_id="W2", product_type="mug")
    assert report(ana, text, intent="inform").responses[0] == response


def test_a_coupon_is_given_once(ana: Talk, store: Store) -> None:
    report_mug(ana)
    answer = report(ana, "I keep it with the discount", intent="inform")
    assert answer.responses == ["coupon_for_trouble"]
    (coupon,) = coupons(store)
    assert (coupon.customer_id, coupon.percent, coupon.uses_left) == ("ana", 10, 1)
    assert coupon.id in answer.text
    answer = report_mug(ana)
    assert "Keep it, with 10% off the next order" not in answer.said[0].titles
    assert report(ana, "a coupon please", intent="inform").responses == ["problem_which_way"]
    assert len(coupons(store)) == 1


def test_a_human_is_brought(ana: Talk) -> None:
    report_mug(ana)
    answer = report(ana, "a human", intent="choose_option", ordinal="4")
    assert answer.said[0].facts["handoff"] is True
    assert ana.slots["flow"] == "none"


def test_what_is_none_of_the_offers_is_asked_again_in_other_words(ana: Talk) -> None:
    report_mug(ana)
    answer = report(ana, "hmm", intent="inform")
    assert answer.responses == ["problem_which_way"]
    assert "Exchange it; Keep it, with 10% off" in answer.text


def test_what_happened_can_be_corrected(ana: Talk) -> None:
    report_mug(ana)
    assert report(ana, "well, it stopped working", intent="inform").responses == ["problem_faulty"]


def test_what_does_not_fit_is_exchanged_first_and_is_no_reason_for_a_coupon(ana: Talk) -> None:
    answer = report(ana, "the mug of W2 is too small", order_id="W2", product_type="mug")
    assert answer.responses == ["problem_unfit"]
    assert answer.said[0].titles == ["Exchange it", "Send it back for a refund", "Talk to a human"]


def test_a_trouble_of_no_known_kind_is_no_damage(ana: Talk) -> None:
    report(ana, "there is something wrong with the mug of W2", order_id="W2", product_type="mug")
    assert ana.slots["asking"] == "reason"
    answer = report(ana, "I just do not like it", intent="inform")
    assert answer.responses == ["problem_other"]
    assert "damage" not in answer.text


def test_what_came_broken_is_looked_for_in_what_has_come(ana: Talk) -> None:
    ana.hear("action_track_order", "where is W3", intent="track_order", entities={"order_id": "W3"})
    assert report(ana, "one of my things is broken").facts("which_items_report_problem")["evidence"] == ["#W2"]
    report(ana, "no", intent="deny")
    ana.hear("action_track_order", "where is W3", intent="track_order", entities={"order_id": "W3"})
    assert report(ana, "it came broken").said[-1].facts["evidence"] == ["#W3"]


def test_the_trouble_with_another_order_comes_first_and_the_one_before_after_it(ana: Talk, store: Store) -> None:
    change_order(store, "#W3", status=OrderStatus.DELIVERED)
    report_mug(ana)
    answer = report(ana, "and the thing of W3 is the wrong colour", order_id="W3")
    assert (answer.responses, ana.memory.order_id) == (["problem_wrong"], "#W3")
    assert "coupon_for_trouble" in report(ana, "I keep it with the discount", intent="choose_option").responses
    assert (ana.slots["flow"], ana.slots["asking"], ana.memory.flow["order_id"]) == ("report_problem", "choice", "#W2")


def test_of_two_troubles_the_one_that_is_named_is_turned_to(ana: Talk, store: Store) -> None:
    change_order(store, "#W3", status=OrderStatus.DELIVERED)
    report_mug(ana)
    report(ana, "and the thing of W3 is the wrong colour", order_id="W3")
    answer = report(ana, "first W2, money back", intent="choose_option", order_id="W2", ordinal="first")
    assert ana.memory.flow["order_id"] == "#W2"
    assert answer.responses == ["which_refund"]
    assert [task.gathered["order_id"] for task in ana.memory.suspended] == ["#W3"]


def test_what_is_late_may_come_first(ana: Talk) -> None:
    report_mug(ana)
    answer = report(ana, "W3 first please", intent="inform", order_id="W3", ordinal="first")
    assert answer.responses == ["late_processed"]
    assert ana.memory.flow["order_id"] == "#W2"


def test_money_for_what_is_in_another_order_is_none_for_this_one(ana: Talk) -> None:
    report_mug(ana)
    report(ana, "I want my money back for W3", intent="inform", order_id="W3")
    assert (ana.memory.flow["order_id"], ana.slots["asking"]) == ("#W2", "choice")


def test_the_place_of_a_button_is_none_in_a_list_of_orders(ana: Talk) -> None:
    ana.slots |= {"shown": "orders", "memory": {"order_ids": ["#W3", "#W2"]}}
    report_mug(ana)
    answer = report(ana, "Send it back for a refund", intent="choose_option", ordinal="1")
    assert answer.responses == ["which_refund"]


def test_a_place_beside_the_name_of_a_thing_is_no_button(ana: Talk) -> None:
    report_mug(ana)
    answer = report(ana, "boots first please", intent="choose_option", product_type="boots", ordinal="first")
    assert answer.responses == ["problem_which_way"]


def test_what_is_late_is_told_beside_what_came_broken(ana: Talk) -> None:
    report_mug(ana)
    answer = report(ana, "and W3 is still not here", intent="report_late", order_id="W3")
    assert answer.responses == ["late_processed"]
    assert (ana.slots["asking"], ana.memory.flow["order_id"], ana.memory.flow["kind"]) == ("choice", "#W2", "damaged")


def test_no_leaves_it(ana: Talk, store: Store) -> None:
    before = everything(store)
    report_mug(ana)
    assert report(ana, "no", intent="deny").responses == ["left_flow"]
    assert ana.slots["flow"] == "none"
    assert everything(store) == before


def test_long_after_delivery_no_return_is_offered(ana: Talk, store: Store, clock: Clock) -> None:
    change_order(store, "#W2", delivered_at=clock.now)
    clock.now += timedelta(days=60)
    assert report_mug(ana).said[0].titles == ["Keep it, with 10% off the next order", "Talk to a human"]


def test_what_was_not_sent_cannot_have_come_broken(ana: Talk) -> None:
    assert report(ana, "W1 came broken", order_id="W1").responses == ["refused_pending"]


@pytest.mark.parametrize("number", ["W9", "W7777777"])
def test_somebody_elses_order_is_as_good_as_missing(ana: Talk, number: str) -> None:
    answer = report(ana, f"{number} came broken", order_id=number)
    assert answer.responses[0] == "order_not_found"


def test_guests_sign_in(store: Store) -> None:
    assert report(talk_as(store, None), "it came broken").responses == ["please_sign_in"]


class TestLate:
    def late(self, ana: Talk, text: str = "it is late", **entities: str) -> Answered:
        return report(ana, text, intent="report_late", **entities)

    def test_what_is_under_way_is_asked_among(self, ana: Talk) -> None:
        answer = self.late(ana)
        assert answer.responses == ["which_order_report_problem"]
        assert {card["order_id"] for card in answer.said[0].facts["orders"]} == {"#W1", "#W3", "#W4"}

    def test_tracking_is_read(self, ana: Talk, store: Store, clock: Clock) -> None:
        change_order(store, "#W3", fulfillments=(Fulfillment(("PQ77",), ("mug-blue",)),))
        clock.now += timedelta(days=6)
        answer = self.late(ana, "W3 is late", order_id="W3")
        assert answer.responses == ["late_processed"]
        assert "PQ77" in answer.text
        assert answer.said[0].values["days"] == 6
        assert answer.said[0].titles == ["What if a parcel is lost?", "Talk to a human"]
        assert ana.slots.get("flow", "none") == "none"

    def test_not_packed_yet(self, ana: Talk) -> None:
        answer = self.late(ana, "W1 is late", order_id="W1")
        assert answer.responses == ["late_pending"]
        assert answer.said[0].titles == ["Cancel it", "Talk to a human"]

    def test_noted_as_delivered(self, ana: Talk) -> None:
        assert self.late(ana, "W2 never came", order_id="W2").responses == ["late_delivered"]

    def test_cancelled(self, ana: Talk, store: Store) -> None:
        change_order(store, "#W1", status=OrderStatus.CANCELLED)
        assert self.late(ana, "W1 is late", order_id="W1").responses == ["refused_cancelled"]


def test_where_only_a_human_is_left_one_is_offered_and_the_list_of_one_is_not_read_out_again(ana: Talk) -> None:
    assert report(ana, "the mug of W3 is too small", order_id="W3").responses == ["problem_unfit"]
    answer = report(ana, "tea hardly goes in", intent="inform")
    assert answer.responses == ["offer_human"]
    assert yes(ana) == ["bringing_human"]


def test_something_else_that_broke_long_ago_is_not_the_thing_that_was_asked_about(ana: Talk, store: Store) -> None:
    change_order(store, "#W3", status=OrderStatus.DELIVERED)
    report(ana, "something is wrong with the mug of W2", order_id="W2", product_type="mug")
    answer = report(ana, "the zip broke on the jacket i got last year", intent="inform", product_type="jacket")
    assert answer.responses[0] == "not_in_orders"


def test_who_goes_on_with_a_late_parcel_hears_of_that_one(ana: Talk) -> None:
    late = "it says delivered but the mug is not here"
    report(ana, late, intent="report_late", order_id="W2")
    answer = report(ana, "neighbours dont have it either", intent="report_late")
    assert answer.responses == ["late_delivered"]
    assert answer.said[0].values["number"] == "#W2"


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("i dont want an exchange", "report_problem"),
        ("no exchange, i want my money back", "return_order"),
    ],
)
def test_a_way_out_that_is_turned_down_is_not_gone(ana: Talk, text: str, flow: str) -> None:
    report_mug(ana)
    report(ana, text, intent="inform")
    assert ana.slots["flow"] == flow


def test_what_was_missing_is_of_what_came_lately_where_no_order_is_named(ana: Talk, store: Store) -> None:
    change_order(store, "#W2", delivered_at=NOON - timedelta(days=3))
    change_order(store, "#W3", status=OrderStatus.DELIVERED, delivered_at=NOON - timedelta(days=200))
    answer = ana.hear("action_report_problem", "one thing is missing", intent="report_damaged")
    assert "which_order_report_problem" not in answer.responses
    assert ana.memory.order_id == "#W2"
