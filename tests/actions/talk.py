"""Talking to actions as the dialogue does: what was understood in, what is said and remembered out."""

import importlib
import json
import pkgutil
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions
from actions.context import use_store, use_terms
from actions.memory import Memory, read_memory
from actions.turn import ShopAction
from bot.nlg.phrases import TONES, load_phrasebook
from shop.store import Store
from shop.terms import Terms

_BOOK = load_phrasebook()
_SLIP = re.compile(r"\{\{|\bNone\b(?! of)|\bTrue\b|\bFalse\b|\[\]|  | [,.;:!?](?!\w)|,,|\.\.(?!\.)")


@dataclass(frozen=True)
class Said:
    """One thing that an action said, with its words in the neutral tone."""

    response: str
    facts: dict[str, Any]
    text: str

    @property
    def values(self) -> dict[str, Any]:
        values: dict[str, Any] = self.facts.get("values", {})
        return values

    @property
    def titles(self) -> list[str]:
        """The titles of the quick replies."""
        return [reply["title"] for reply in self.facts.get("quick_replies", [])]


@dataclass(frozen=True)
class Answered:
    """What one run of an action came to."""

    said: list[Said]
    slots: dict[str, Any]

    @property
    def responses(self) -> list[str]:
        return [said.response for said in self.said]

    @property
    def text(self) -> str:
        return " ".join(said.text for said in self.said)

    def facts(self, response: str) -> dict[str, Any]:
        """Return the facts of the first thing said by this name."""
        return next(said.facts for said in self.said if said.response == response)


def found(answered: Answered) -> list[str]:
    """Return the products shown last, by id."""
    return [card["product_id"] for card in answered.said[-1].facts.get("products", [])]


def reasons(answered: Answered) -> dict[str, list[str]]:
    """Return the reasons of the products shown last, by id."""
    return {card["product_id"]: list(card["reasons"]) for card in answered.said[-1].facts["products"]}


@dataclass
class Talk:
    """A conversation with actions over a store; slots are kept from turn to turn, as Rasa keeps them."""

    store: Store
    customer_id: str | None = None
    guest_id: str | None = None
    page_product_id: str | None = None
    poll_brought: Mapping[str, Any] | None = None  # somebody else's, which came as news just before
    terms: Terms = field(default_factory=Terms)  # what the merchant promises
    slots: dict[str, Any] = field(default_factory=dict)
    turns: int = 0

    @property
    def memory(self) -> Memory:
        return read_memory(self.slots.get("memory"))

    def hear(
        self,
        action: str,
        text: str = "",
        *,
        intent: str = "",
        entities: Mapping[str, str] | Sequence[tuple[str, str]] | Sequence[tuple[str, str, str]] = (),
        guesses: Sequence[str] = (),
        sentiment: Mapping[str, float] | None = None,
        **slots: Any,
    ) -> Answered:
        """Run the action of this name on a message; `entities` are (name, value) or (name, value, role).

        `guesses` are intents, the likeliest first.

        Every phrasing in every tone of all that it says must fit its facts.
        """
        self.turns += 1
        self.slots |= slots
        pairs = entities.items() if isinstance(entities, Mapping) else entities
        message = {
            "message_id": f"m{self.turns}",
            "text": text,
            "intent": {"name": intent},
            "intent_ranking": [{"name": guess} for guess in guesses],
            "entities": [dict(zip(("entity", "value", "role"), pair, strict=False)) for pair in pairs],
            "metadata": {
                "customer_id": self.customer_id,
                "guest_id": self.guest_id,
                "page_product_id": self.page_product_id,
                "poll_brought": self.poll_brought,
                "sentiment": dict(sentiment or {}),
            },
        }
        tracker = Tracker("talk", dict(self.slots), message, [], False, None, {}, None)
        dispatcher = CollectingDispatcher()
        use_store(self.store)
        use_terms(self.terms)
        events = find_action(action).run(dispatcher, tracker, {})
        assert json.dumps([events, dispatcher.messages])  # what is done is kept with its answer, in the database
        self.slots |= {event["name"]: event["value"] for event in events if event["event"] == "slot"}
        return Answered([_read(message) for message in dispatcher.messages], dict(self.slots))


def find_action(name: str) -> ShopAction:
    """Return the action of this name, found as the action server finds it: by importing them all."""
    for module in pkgutil.walk_packages(actions.__path__, "actions."):
        importlib.import_module(module.name)
    kinds: list[type[ShopAction]] = [ShopAction]
    for kind in kinds:
        kinds += kind.__subclasses__()
        if getattr(kind, "action_name", "") == name:
            return kind()
    raise AssertionError(f"there is no action {name!r}")


def say_in_every_tone(response: str, values: Mapping[str, Any]) -> str:
    """Return the words, after a look at every other phrasing: each must be whole sentences made of the facts."""
    for tone in TONES:
        for variation in range(6):
            text = _BOOK.say(response, values, tone=tone, variation=variation)
            assert text, f"{response} says nothing in the tone {tone}"
            slip = _SLIP.search(_without_quotes(text, values))
            assert slip is None, f"{response} ({tone}) says {slip[0]!r}: {text}"
    return _BOOK.say(response, values, tone="neutral", variation=0)


def _without_quotes(text: str, values: Any) -> str:
    """Return the text without the values that look like slips themselves: what people wrote is theirs."""
    if isinstance(values, str):
        return text.replace(values, "…") if _SLIP.search(values) else text
    for value in values.values() if isinstance(values, Mapping) else values if isinstance(values, list | tuple) else ():
        text = _without_quotes(text, value)
    return text


def _read(message: Mapping[str, Any]) -> Said:
    facts = dict(message["facts"])
    return Said(message["response"], facts, say_in_every_tone(message["response"], facts.get("values", {})))
