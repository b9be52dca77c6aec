"""One run of an action: what the shopper said, what is remembered, what is answered.

Actions are thin: they look at the turn, make one call into a room below, and say facts. Words are found elsewhere.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.context import current_store
from actions.memory import AskedWhich, Memory, OpenTask, Told, list_in, read_memory, write_memory
from actions.quick_replies import quick_reply
from actions.turn_downs import KINDS
from language.values import read_order_number
from shop.activity import EventName
from shop.activity.events import record_act
from shop.errors import ShopError, StoreUnavailable
from shop.store import Store

_NO_ACCOUNT = re.compile(
    r"\bas (?:a )?guest\b|\b(?:no|without(?: an?)?|don'?t have an?) (?:account|login)\b", re.IGNORECASE
)
_CART = re.compile(r"(?:the |my |your )?(?:carts?|basket|bag|trolley)", re.IGNORECASE)
_THING_AND_LOOK = frozenset({"product", "product_type", "colour", "size"})


@dataclass(frozen=True)
class Entity:
    """A piece of the message that was understood; `role` is "" where its kind has none."""

    name: str
    value: str
    role: str = ""


class ActionTurn:
    """What an action works with. It changes `memory`, sets slots and says things; Rasa gets it all at the end."""

    def __init__(self, tracker: Tracker, store: Store) -> None:
        message = tracker.latest_message or {}
        metadata = message.get("metadata") or {}
        self.store = store
        self.conversation_id: str = tracker.sender_id
        self.customer_id: str | None = metadata.get("customer_id")
        self.guest_id: str | None = metadata.get("guest_id")
        self.page_product_id: str | None = metadata.get("page_product_id")
        self.poll_brought: tuple[str, ...] = tuple((metadata.get("poll_brought") or {}).get("choices", ()))
        self.message_id: str = message.get("message_id") or ""
        self.text: str = message.get("text") or ""
        self.intent: str = (message.get("intent") or {}).get("name") or ""
        ranking = message.get("intent_ranking") or ()
        self.guesses = tuple(str(guess["name"]) for guess in ranking if guess.get("name"))  # intents, likeliest first
        entities = (_entity_of(entity) for entity in message.get("entities") or ())
        self.entities = tuple(entity for entity in entities if not _is_cart(entity, self.text))
        self.sentiment: dict[str, float] = metadata.get("sentiment") or message.get("sentiment") or {}
        self.flow: str = tracker.get_slot("flow") or "none"
        self.asking: str = tracker.get_slot("asking") or "none"
        self.shown: str = tracker.get_slot("shown") or "none"
        self.mood: str = tracker.get_slot("mood") or "neutral"
        self.failures = int(tracker.get_slot("failures") or 0)
        self.memory: Memory = read_memory(tracker.get_slot("memory"))
        self.list_before = list_in(self.memory)
        self.said_before = tuple(Entity(name, value) for name, value in self.memory.said_before)
        self.said: list[tuple[str, dict[str, Any]]] = []
        self._slots: dict[str, Any] = {}

    def entity(self, name: str, role: str = "") -> str | None:
        """Return the value of the first such entity, or None."""
        return next((e.value for e in self.entities if e.name == name and e.role == role), None)

    def all_entities(self, name: str, role: str = "") -> list[str]:
        """Return the values of all such entities, in the order of the message."""
        return [e.value for e in self.entities if e.name == name and e.role == role]

    def say(self, response: str, **facts: Any) -> None:
        """Answer with `response` (a name in data/dialogue/responses.yml) and the facts that it may speak of.

        `values` are for the words; other names are the fields of a reply: products, reviews, aspects, orders, cart,
        poll, comparison, quick_replies, links, handoff, evidence.
        """
        self.said.append((response, {name: _plain(value) for name, value in facts.items()}))

    def ask(self, flow: str, asking: str, response: str, **facts: Any) -> None:
        """Ask for what `flow` still needs; the next message that answers comes back to the flow's action.

        Another flow that is open is suspended: it goes on when this one ends.
        """
        if self.flow not in ("none", flow):
            self.set_aside()
        self._set_flow(flow, asking)
        plain = {name: _plain(value) for name, value in facts.items()}
        self.memory.question = {"response": response, "facts": plain, "over": list(self.memory.product_ids)}
        self.memory.asked_in, self.memory.reminded = self.message_id, 0
        self.say(response, **facts)

    def ask_again(self) -> None:
        """Ask the open question again, in the words it was asked in; nothing when none is open."""
        if self.memory.question:
            self.memory.asked_in = self.message_id
            self.memory.reminded += 1
            self.said.append((self.memory.question["response"], dict(self.memory.question["facts"])))

    def remind(self, response: str, **values: Any) -> None:
        """Say that the open question stands, with its buttons and without its words; nothing when none is open."""
        if self.memory.question:
            facts = self.memory.question["facts"]
            self.memory.asked_in = self.message_id
            self.memory.reminded += 1
            kept = {name: facts[name] for name in ("quick_replies", "evidence") if name in facts}
            self.said.append((response, {"values": values, **kept}))

    def end_flow(self) -> None:
        """The flow is done or left: nothing of it is asked any more; what it interrupted is open again."""
        self._open(self.memory.suspended.pop() if self.memory.suspended else OpenTask("none", "none"))

    def bring_back(self, task: OpenTask) -> None:
        """Open a suspended task in the place of the one that is open, which is suspended for it."""
        self.memory.suspended.remove(task)
        self.set_aside()
        self._open(task)

    def drop_old_offer(self) -> None:
        """An offer outside every task ("shall I fetch a human?") is off when its answer was something else."""
        if self.flow == "none" and self.asking != "none" and self.memory.asked_in != self.message_id:
            self._open(OpenTask("none", "none"))

    def note_said(self) -> None:
        """Keep which thing and look this message names, for "no, in my order" as the next."""
        self.memory.said_before = [[each.name, each.value] for each in self.entities if each.name in _THING_AND_LOOK]

    def note_told(self) -> None:
        """Keep the no, or the order, that was told in this message; what was told earlier is no longer asked about.

        A no of the shopper to what was offered with it, such as a human, leaves it.
        """
        memory = self.memory
        if _sent(memory.told.said_in) == _sent(self.message_id):
            if memory.told.kind == "order" and any(facts.get("products") for _, facts in self.said):
                memory.told = Told()  # of a mixed request the last is what is talked about
            return
        of_order = any(memory.order_id in facts.get("evidence", ()) for _, facts in self.said) and memory.order_id
        noes = [(response, facts.get("values", {})) for response, facts in self.said if response in KINDS]
        if of_order:
            memory.told = Told("order", self.message_id, order_id=memory.order_id)
        elif noes:
            memory.told = Told("turned_down", self.message_id, response=noes[-1][0], values=noes[-1][1])
        elif self.intent == "deny" and memory.told.kind:
            memory.told.said_in = self.message_id
        else:
            memory.told = Told()

    def ask_which(self, intent: str, titles: Sequence[str]) -> None:
        """From the next message on, and in no later one, words for one of these products want this of it."""
        self.memory.asked_which = AskedWhich(intent, list(titles), self.message_id)

    def note_which(self) -> None:
        """Forget which products were asked about, unless that was in this message."""
        if _sent(self.memory.asked_which.said_in) != _sent(self.message_id):
            self.memory.asked_which = AskedWhich()

    def set_aside(self) -> None:
        """Suspend the open flow, also for another round of itself: it is open again when that ends."""
        memory = self.memory
        task = OpenTask(self.flow, self.asking, memory.flow, memory.question, memory.choices)
        task.token, task.proposal, task.reminded = memory.token, memory.proposal, memory.reminded
        memory.suspended.append(task)
        self._open(OpenTask("none", "none"))

    def _open(self, task: OpenTask) -> None:
        memory = self.memory
        memory.flow, memory.question, memory.choices = task.gathered, task.question, task.choices
        memory.token, memory.proposal, memory.reminded = task.token, task.proposal, task.reminded
        self._set_flow(task.flow, task.asking)

    def _set_flow(self, flow: str, asking: str) -> None:
        self.flow, self.asking = flow, asking
        self._slots |= {"flow": flow, "asking": asking}

    def show(self, kind: str) -> None:
        """Say what the last list showed: products, orders, reviews, people, cart or poll."""
        self.shown, self.memory.alert_id, self.memory.audience_of, self.memory.poll_ids = kind, "", "", []
        self.memory.own_review_of, self.memory.focus_newer = "", False
        self._slots["shown"] = kind

    def show_poll(self, poll_id: str, choices: Sequence[str] = ()) -> None:
        """From now on this is the poll talked about; `choices` are those that the shopper may vote for."""
        listed = self.memory.poll_ids
        self.show("poll")
        self.memory.poll_ids = listed if poll_id in listed else []
        self.memory.poll_id, self.memory.poll_choices = poll_id, list(choices)

    def focus(self, product_id: str) -> None:
        """From now on "it" is this product."""
        if product_id != self.memory.product_id:
            self.memory.alert_id = self.memory.own_review_of = ""
        self.memory.product_id, self.memory.focus_newer = product_id, bool(product_id)
        self._slots["focus"] = bool(product_id)

    def record(self, name: EventName, product_id: str, variant_id: str | None = None) -> None:
        """Let suggestions learn what the customer did, once a message; kept only of those who consent."""
        if self.customer_id is not None:
            record_act(self.store, name, self.customer_id, product_id, once=self.message_id, variant_id=variant_id)

    def set_slot(self, name: str, value: Any) -> None:
        """Set a slot of the domain that has no method of its own here."""
        self._slots[name] = value

    def events(self) -> list[EventType]:
        """Return what changes for Rasa."""
        return [SlotSet(name, value) for name, value in (self._slots | {"memory": write_memory(self.memory)}).items()]


class ShopAction(Action, ABC):
    """The base of every action: `act` is all that they write."""

    action_name: str
    needs_customer = False  # guests are asked to sign in instead
    understood = True  # False for the action that says that nothing was

    def name(self) -> str:
        return self.action_name

    @abstractmethod
    def act(self, turn: ActionTurn) -> None:
        """Do it. A ShopError that it raises is told to the shopper in place of all that was said, and asked again."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        turn = ActionTurn(tracker, current_store())
        if self.understood and turn.failures:
            turn.set_slot("failures", "0")
        self._act(turn)
        turn.drop_old_offer()
        turn.note_told()
        turn.note_said()
        turn.note_which()
        for response, facts in turn.said:
            dispatcher.utter_message(response=response, facts={**facts, "action": self.action_name})
        return turn.events()

    def _act(self, turn: ActionTurn) -> None:
        if self.needs_customer and turn.customer_id is None:
            ask_to_sign_in(turn)
            return
        try:
            self.act(turn)
        except StoreUnavailable:
            raise
        except ShopError as error:
            turn.said.clear()
            turn.say("cannot_do", values={"why": str(error)})


def ask_to_sign_in(turn: ActionTurn) -> None:
    """Tell a guest to sign in; who ordered without an account may not be able to, and needs a human."""
    number = turn.entity("order_id")
    human = quick_reply("Talk to a human", "talk_to_human")
    if number:
        turn.say("sign_in_for_order", values={"number": read_order_number(number) or number}, quick_replies=[human])
    elif _NO_ACCOUNT.search(turn.text):
        turn.say("human_for_guest", quick_replies=[human])
    else:
        turn.say("please_sign_in")


def _sent(message_id: str) -> str:
    """Return the id of the message as it was sent: its parts have their place behind it."""
    return message_id.rsplit(":", 1)[0]


def _entity_of(found: dict[str, Any]) -> Entity:
    return Entity(found["entity"], str(found.get("value") or ""), found.get("role") or "")


def _is_cart(entity: Entity, text: str) -> bool:
    """Say whether what was heard as a thing is where things are put: "put it in the basket"."""
    if entity.name not in ("product", "product_type") or not _CART.fullmatch(entity.value):
        return False
    return (
        re.search(rf"\b(?:in|into|to|from|of) (?:the |my |your )?{re.escape(entity.value)}\b", text, re.I) is not None
    )


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value
