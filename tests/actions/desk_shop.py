"""The order desk's small shop, with a clock, to talk in as Ana."""

from datetime import datetime, timedelta

from shop.orders.records import OrderStatus
from shop.store import Store
from tests.actions.talk import Talk
from tests.fakes.store import MemoryStore
from tests.shop.orders.shop import NOON, fill, get_order


class Clock:
    """Stands still until the test moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_minutes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


def open_desk(clock: Clock | None = None) -> Store:
    """Return a shop in memory: of Ana's, #W1 and #W4 are pending, #W2 delivered, #W3 processed; #W9 is Ben's."""
    return fill(MemoryStore(clock or Clock()))


def talk_as(store: Store, customer_id: str | None = "ana") -> Talk:
    return Talk(store, customer_id=customer_id, guest_id="guest-1")


def ask_to_cancel(talk: Talk, number: str = "#W4") -> None:
    """Ask for it with everything that it needs, so that it is proposed."""
    answer = talk.hear(
        "action_cancel_order",
        f"cancel {number}, I don't need it",
        intent="cancel_order",
        entities={"order_id": number, "reason": "don't need it"},
    )
    assert answer.responses == ["propose_change"]


def yes(talk: Talk, text: str = "yes", **entities: str) -> list[str]:
    """Say yes, and return what is answered."""
    return talk.hear("action_confirm", text, intent="affirm", entities=entities).responses


def status(store: Store, number: str) -> OrderStatus:
    return get_order(store, number).status
