"""Returns and exchanges under way: how they stand, and what only a human can still change."""

import pytest

from shop.orders.records import OrderStatus
from shop.orders.requests import ExchangeItems, ItemChange, ReturnItems
from shop.store import Store
from tests.actions.desk_shop import open_desk, talk_as, yes
from tests.actions.talk import Talk
from tests.shop.orders.shop import do, get_order

RETURN, EXCHANGE, MONEY = "action_return_order", "action_exchange_order", "action_refund_status"


@pytest.fixture
def store() -> Store:
    return open_desk()


def ana_returns(store: Store, *variant_ids: str) -> Talk:
    do(store, ReturnItems("#W2", variant_ids, "ana-visa"))
    return talk_as(store)


def ana_exchanges(store: Store) -> Talk:
    do(store, ExchangeItems("#W2", (ItemChange("shirt-s", "shirt-l"),), "ana-visa"))
    return talk_as(store)


@pytest.mark.parametrize(
    "text", ["hows my shirt swap going", "how is my exchange coming along", "any news on my exchange"]
)
def test_how_an_exchange_stands_is_told_with_what_it_becomes_and_what_is_paid(store: Store, text: str) -> None:
    answer = ana_exchanges(store).hear(EXCHANGE, text, intent="exchange_order")
    assert answer.responses == ["coming_back_status"]
    values = answer.said[0].values
    assert (values["pieces"], values["becomes"], values["since"]) == ("Shirt (s)", "Shirt (l)", "2 March 2026")
    assert "Visa ending in 4242 pays the difference of €5.00" in answer.text


@pytest.mark.parametrize("text", ["cancel the exchange", "stop my exchange", "i don't want to exchange it any more"])
def test_an_exchange_is_never_taken_back_by_the_assistant_but_a_human_is_offered(store: Store, text: str) -> None:
    ana = ana_exchanges(store)
    answer = ana.hear(EXCHANGE, text, intent="exchange_order")
    assert answer.responses == ["coming_back_stop"]
    assert "Yes, a human please" in answer.said[0].titles
    assert get_order(store, "#W2").status is OrderStatus.EXCHANGE_REQUESTED
    assert yes(ana) == ["bringing_human"]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("stop my return", "coming_back_stop"),
        ("i want to keep it after all", "coming_back_stop"),
        ("how is my return going", "coming_back_status"),
        ("i lost the return label", "coming_back_label"),
        ("change my return please", "coming_back_change"),
    ],
)
def test_each_question_on_a_return_has_its_answer(store: Store, text: str, response: str) -> None:
    answer = ana_returns(store, "mug-blue").hear(RETURN, text, intent="return_order")
    assert answer.responses == [response]
    assert answer.said[0].facts["evidence"][0] == "#W2"


@pytest.mark.parametrize("text", ["i sent it back last week, wheres my money", "did you get my parcel back"])
def test_who_sent_it_is_told_that_it_is_not_booked_in_and_what_then_is_paid(store: Store, text: str) -> None:
    answer = ana_returns(store, "mug-blue").hear(MONEY, text, intent="refund_status")
    assert answer.responses == ["coming_back_parcel"]
    assert "€10.00 goes back to Visa ending in 4242" in answer.text
    assert answer.said[0].titles[0] == "I sent it back and heard nothing"


def test_what_is_not_part_of_the_return_is_told_as_that(store: Store) -> None:
    ana = ana_returns(store, "mug-blue")
    ana.hear(MONEY, "i sent the mug back last week", intent="refund_status", entities={"product_type": "mug"})
    answer = ana.hear(MONEY, "and the shirt?", intent="refund_status", entities={"product_type": "shirt"})
    assert answer.responses == ["not_coming_back"]
    assert (answer.said[0].values["left"], answer.said[0].values["pieces"]) == ("Shirt (s)", "Mug (blue)")


def test_without_a_return_that_is_said_and_nothing_is_begun(store: Store) -> None:
    answer = talk_as(store).hear(EXCHANGE, "cancel the exchange", intent="exchange_order")
    assert answer.responses == ["nothing_coming_back"]
    assert answer.slots.get("flow", "none") == "none"


def test_where_an_order_that_comes_back_is_is_told_with_its_return(store: Store) -> None:
    answer = ana_returns(store, "mug-blue").hear(
        "action_track_order", "where is W2", intent="track_order", entities={"order_id": "W2"}
    )
    assert answer.responses == ["coming_back_status"]


def test_who_sent_back_what_was_never_registered_is_told_so(store: Store) -> None:
    answer = talk_as(store).hear(
        MONEY, "i sent W2 back 2 weeks ago", intent="refund_status", entities={"order_id": "W2"}
    )
    assert answer.responses == ["nothing_coming_back"]
    assert "Return it" in answer.said[0].titles


def test_a_parcel_that_goes_back_is_never_told_as_delivered_to_them(store: Store) -> None:
    ana = ana_returns(store, "mug-blue")
    answer = ana.hear("action_report_problem", "it never arrived", intent="report_late", entities={"order_id": "W2"})
    assert answer.responses == ["coming_back_parcel"]


def test_a_no_to_the_human_leaves_what_was_talked_about(store: Store) -> None:
    ana = ana_returns(store, "mug-blue")
    ana.hear(RETURN, "stop my return", intent="return_order")
    ana.hear("action_decline", "no", intent="deny")
    answer = ana.hear(MONEY, "and the shirt?", intent="refund_status", entities={"product_type": "shirt"})
    assert answer.responses == ["not_coming_back"]
    ana.hear("action_say_welcome", "thanks", intent="thank")
    assert ana.memory.told.kind == ""


def test_how_long_right_after_a_return_is_of_its_money(store: Store) -> None:
    ana = talk_as(store)
    ana.hear("action_return_order", "return W2", intent="return_order", entities={"order_id": "W2"})
    while ana.slots.get("asking") != "confirm":
        ana.hear("action_return_order", "the first one", intent="inform", entities={"ordinal": "1"})
    ana.hear("action_confirm", "yes", intent="affirm")
    assert ana.hear("action_track_order", "how long", intent="track_order").responses == ["refund_awaiting_parcel"]
