"""Changes of orders: everything is proposed by the order desk, and done by it after a yes to exactly that."""

import re
from abc import abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any, ClassVar

from actions.memory import Told
from actions.order_cards import make_order_card
from actions.orders.choice import OrderQuestion, choose_order
from actions.orders.several import narrow, take_each
from actions.orders.states import now_of, refuse
from actions.orders.why_refused import explain_refusal
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import yes_or_no
from actions.reference.own_things import note_own_things
from actions.tasks import end_task, gathered, leave_on_no, name_task, signed_in
from actions.turn import ActionTurn, ShopAction
from language.order_wishes import means_in_order
from language.values import read_order_number
from shop.errors import ShopError
from shop.orders.actor import Actor, shopper
from shop.orders.desk import LIFETIME, Confirmed, Proposed, confirm, propose, withdraw
from shop.orders.lookup import find_order
from shop.orders.records import Order
from shop.orders.requests import Request, read_request, write_request

_CHANGES = frozenset(
    {"cancel_order", "change_address", "change_items", "change_payment", "return_order", "exchange_order"}
)
_ONCE_AN_ORDER = {"return_order", "exchange_order"}  # one of them
_INSTEAD = re.compile(r"\b(?:instead|rather|don'?t|do not|no|nope|not)\b", re.IGNORECASE)


@dataclass
class Draft:
    """What a change has gathered so far. Empty means that it is still open."""

    order_id: str = ""
    positions: list[int] = field(default_factory=list)  # of the pieces concerned, in the order's items
    new_variant_ids: dict[str, str] = field(default_factory=dict)  # by position, as text: slots are JSON
    payment_method_id: str = ""
    reason: str = ""
    address: dict[str, str] = field(default_factory=dict)  # the parts that are known
    profile: bool = False  # of an address: it is the account's, of no order
    request: str = ""  # what was proposed
    expires_at: str = ""  # ISO, of the proposal
    later: list[str] = field(default_factory=list)  # numbers of further orders that shall be changed so as well

    @classmethod
    def read(cls, turn: ActionTurn, flow: str) -> "Draft":
        """Return the draft of the flow under way, else an empty one."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in gathered(turn, flow).items() if name in known})

    def begin(self, order_id: str) -> None:
        """Be about this order, and forget what was gathered for another."""
        vars(self).update(vars(Draft(order_id=order_id, later=self.later)))

    def write(self) -> dict[str, Any]:
        return asdict(self)


class OrderChange(Proposer, ShopAction):
    """A change of one order. A subclass says which orders allow it and asks for what it needs."""

    needs_customer = True
    buttons: ClassVar[tuple[str, str]]  # yes and no, in the words of the change: ("Yes, cancel it", "No, keep it")

    @abstractmethod
    def check(self, turn: ActionTurn, order: Order) -> None:
        """Raise the ShopError that says why this order cannot be changed so."""

    @abstractmethod
    def complete(self, turn: ActionTurn, draft: Draft, order: Order) -> Request | None:
        """Take from the message what it says, and return the request; None after asking for what is missing."""

    def act(self, turn: ActionTurn) -> None:
        if leave_on_no(turn, self.proposal) or explain_refusal(turn):
            return
        if turn.flow == self.proposal and turn.asking == "confirm" and means_in_order(turn.text):
            turn.ask_again()  # it is of the order already
            return
        note_own_things(turn)
        self._take_place_of_other(turn)
        draft = Draft() if self._starts_over(turn) else Draft.read(turn, self.proposal)
        numbers = [read_order_number(number) or number for number in turn.all_entities("order_id")]
        if not numbers and not draft.order_id:
            numbers = take_each(turn, self._question(turn))
            draft.order_id = numbers[0] if numbers else ""
        draft.later = numbers[1:] or draft.later
        if not self._narrow(turn, draft):
            return
        self.start(turn, draft)

    def _narrow(self, turn: ActionTurn, draft: Draft) -> bool:
        """Leave out what is no longer wanted: "only the jacket then"; return whether anything is left to change."""
        of_pieces = self.proposal in _ONCE_AN_ORDER and not (turn.entity("colour") or turn.entity("size"))
        if turn.flow != self.proposal or not draft.order_id or not of_pieces:
            return True
        order = find_order(turn.store, signed_in(turn), draft.order_id)
        left = narrow(turn, order, draft.positions, draft.later)
        if left is None:
            return True
        number, positions, draft.later = left
        if not number:
            _withdraw(turn, self.proposal)
            turn.end_flow()
            turn.say("left_flow", values={"task": name_task(self.proposal)})
            return False
        if number != draft.order_id:
            draft.begin(number)
        draft.positions = positions
        return True

    def _take_place_of_other(self, turn: ActionTurn) -> None:
        """End another change that is open, where this one is wanted instead, or both cannot be."""
        instead = turn.asking == "confirm" and _INSTEAD.search(turn.text) is not None
        once = {turn.flow, self.proposal} == _ONCE_AN_ORDER
        if turn.flow != self.proposal and turn.flow in _CHANGES and (instead or once):
            _withdraw(turn, turn.flow)
            turn.end_flow()

    def start(self, turn: ActionTurn, draft: Draft) -> None:
        """Go on from what is known: ask for what is missing, else propose it."""
        request = self.prepare(turn, draft)
        if request is not None:
            self.put_forward(turn, draft, request)
        elif turn.flow != self.proposal:  # refused
            self._go_on_later(turn, draft)

    def prepare(self, turn: ActionTurn, draft: Draft) -> Request | None:
        """Return the request as far as it is known now; None after asking or refusing."""
        order = choose_order(turn, self._question(turn), draft.order_id, draft.write())
        if order is None:
            return None
        if order.id != draft.order_id:
            draft.begin(order.id)
        turn.memory.order_id = order.id
        return self.complete(turn, draft, order)

    def put_forward(self, turn: ActionTurn, draft: Draft, request: Request) -> None:
        """Propose it, and ask for a yes; or say why it is not possible."""
        _withdraw(turn, self.proposal)
        try:
            proposed = propose(turn.store, _actor(turn), request)
        except ShopError as why:
            self.refused(turn, draft, str(why))
            return
        draft.request, draft.expires_at = write_request(request), proposed.expires_at.isoformat()
        self._ask(turn, draft, proposed)

    def confirm(self, turn: ActionTurn) -> None:
        draft = Draft.read(turn, self.proposal)
        proposed = draft.request
        if turn.entities:  # "yes, but the other one": what is done must be what was proposed
            request = self.prepare(turn, draft)
            if request is None:
                return
            if write_request(request) != proposed:
                self.put_forward(turn, draft, request)
                return
        request = read_request(proposed)
        try:
            done = confirm(turn.store, _actor(turn), turn.memory.token, request)
        except ShopError:
            expired = now_of(turn) >= datetime.fromisoformat(draft.expires_at)
            minutes = LIFETIME.seconds // 60
            turn.say("proposal_expired" if expired else "proposal_changed", values={"minutes": minutes})
            self.put_forward(turn, draft, request)
            return
        self.tell(turn, done)
        self._go_on_later(turn, draft)

    def decline(self, turn: ActionTurn) -> None:
        draft = Draft.read(turn, self.proposal)
        proposed = draft.request
        if turn.entities:  # "no, in 40": a correction
            request = self.prepare(turn, draft)
            if request is None:
                return
            if write_request(request) != proposed:
                self.put_forward(turn, draft, request)
                return
        _withdraw(turn, self.proposal)
        end_task(turn, self.proposal)
        evidence = [draft.order_id] if draft.order_id else []
        turn.say("change_left", values={"number": draft.order_id}, evidence=evidence)
        turn.memory.told = Told("order", turn.message_id, order_id=draft.order_id)
        turn.memory.told.left = {"proposal": self.proposal, "gathered": draft.write()}
        self._go_on_later(turn, draft)

    def propose_again(self, turn: ActionTurn, gathered: Mapping[str, Any]) -> bool:
        self.start(turn, Draft(**gathered))
        return True

    def refused(self, turn: ActionTurn, draft: Draft, why: str) -> None:
        """Say why the desk does not do it, and what is possible instead."""
        if draft.order_id:
            refuse(turn, self.proposal, find_order(turn.store, signed_in(turn), draft.order_id), why)
            return
        end_task(turn, self.proposal)
        turn.say("cannot_do", values={"why": why})

    def _question(self, turn: ActionTurn) -> OrderQuestion:
        return OrderQuestion(
            flow=self.proposal,
            check=lambda order: self.check(turn, order),
            ask=f"which_order_{self.proposal}",
            none=f"no_order_{self.proposal}",
        )

    def _starts_over(self, turn: ActionTurn) -> bool:
        """Say whether the shopper asks for the same thing again, for something else than the open task is about."""
        return turn.intent == self.proposal and any(turn.entity(name) for name in ("order_id", "product"))

    def foretell(self, turn: ActionTurn, draft: Draft) -> None:
        """Say what a yes brings beside what the desk proposes; nothing, as a rule."""

    def _ask(self, turn: ActionTurn, draft: Draft, proposed: Proposed) -> None:
        self.foretell(turn, draft)
        ask_for_yes(
            turn,
            self.proposal,
            "propose_change",
            token=proposed.token,
            gathered=draft.write(),
            values={"summary": proposed.summary, "money": proposed.money},
            quick_replies=yes_or_no(*self.buttons),
            evidence=[draft.order_id] if draft.order_id else [],
        )

    def _go_on_later(self, turn: ActionTurn, draft: Draft) -> None:
        """Turn to the next order that was named in the same breath, for the same reason."""
        if draft.later:
            self.start(turn, Draft(order_id=draft.later[0], reason=draft.reason, later=draft.later[1:]))

    def tell(self, turn: ActionTurn, done: Confirmed) -> None:
        """End the task, and say what was done."""
        end_task(turn, self.proposal)
        turn.say(
            "change_done_before" if done.already_done else "change_done",
            values={"outcome": done.summary},
            orders=[make_order_card(done.order)] if done.order else [],
            evidence=[done.order.id] if done.order else [],
        )


def _actor(turn: ActionTurn) -> Actor:
    return shopper(signed_in(turn))


def _withdraw(turn: ActionTurn, flow: str) -> None:
    """Make the proposal of this flow void, if it is the one that waits for a yes."""
    if turn.flow != flow or not turn.memory.token:
        return
    with suppress(ShopError):  # confirmed, expired or withdrawn already
        withdraw(turn.store, _actor(turn), turn.memory.token)
    turn.memory.token = ""
