"""Where the money of a return goes, when the shopper turns one of the ways down."""

import pytest

from shop.store import Store
from tests.actions.desk_shop import open_desk, talk_as
from tests.actions.talk import Answered, Talk

RETURN = "action_return_order"


@pytest.fixture
def store() -> Store:
    return open_desk()


@pytest.fixture
def ana(store: Store) -> Talk:
    """Ana returns a mug that she paid with her Visa, and is asked whether the money goes there or to a gift card."""
    talk = talk_as(store)
    answered = talk.hear(
        RETURN, "return the mug of W2", intent="return_order", entities={"order_id": "W2", "product_type": "mug"}
    )
    assert answered.responses == ["which_refund"]
    return talk


def say(talk: Talk, text: str, *ways: str, action: str = RETURN, intent: str = "inform") -> Answered:
    return talk.hear(action, text, intent=intent, entities=[("payment_method", way) for way in ways])


def method(talk: Talk) -> str:
    return str(talk.memory.flow["payment_method_id"])


@pytest.mark.parametrize(
    "text", ["no not a gift card", "not the gift card please", "anything but a voucher", "no gift card"]
)
def test_a_way_that_is_turned_down_gets_no_money(ana: Talk, text: str) -> None:
    answered = say(ana, text, "gift card", intent="deny")
    assert (answered.responses[-1], method(ana)) == ("propose_change", "ana-visa")


def test_the_way_beside_the_one_turned_down_is_meant(ana: Talk) -> None:
    assert say(ana, "not my visa card, the gift card", "visa card", "gift card").responses[-1] == "propose_change"
    assert method(ana) == "ana-gift"


def test_what_is_proposed_can_be_turned_down_as_well(ana: Talk) -> None:
    say(ana, "gift card", "gift card")
    assert method(ana) == "ana-gift"
    answered = say(ana, "no, not to a gift card", "gift card", action="action_decline", intent="deny")
    assert (answered.responses[-1], method(ana)) == ("propose_change", "ana-visa")
