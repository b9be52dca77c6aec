"""What actions did for a message, kept with what they answered: a message that is taken up again does nothing twice.

A process may die, or a worker be replaced, between an action's effect and the stored answer; then the message is
answered again, from the dialogue as it was before it. It comes to the same step, finds what was answered there, and
does not act.
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.conversations.records import DialogueState
from shop.errors import AlreadyExists, GivenUp
from shop.store import JoiningStore, Store, Together

Called = Mapping[str, Any]  # how Rasa calls an action
ActionAnswer = dict[str, Any]  # how an action answers: its events and responses


class Deeds:
    """The deeds of messages that are not answered yet; they stand in the dialogue's state until the next is stored."""

    def __init__(self, store: JoiningStore) -> None:
        self.store = store
        self._before: dict[str, Mapping[str, str]] = {}

    def recall(self, conversation_id: str, deeds: Mapping[str, str]) -> None:
        """Take in what was done in the conversation since its dialogue was stored: mostly {}."""
        if deeds:
            self._before[conversation_id] = deeds
        else:
            self._before.pop(conversation_id, None)

    def find(self, call: Called) -> ActionAnswer | None:
        """Return what was answered at this step when the message was taken up before; None when nothing was done."""
        known = self._before.get(call["sender_id"], {}).get(_name_step(call))
        return None if known is None else json.loads(known)

    def keep(self, call: Called, answer: ActionAnswer) -> None:
        """Keep what was answered, within what the action did together.

        Raises AlreadyExists when somebody else has taken this step meanwhile.
        """
        conversation_id, step = call["sender_id"], _name_step(call)
        with self.store.write() as tx:
            state = tx.lock(DialogueState, conversation_id)
            if state is None:  # the first message
                tx.add(DialogueState(conversation_id, "{}", "", 0, tx.now, {step: json.dumps(answer)}))
                return
            if step in state.deeds:
                raise AlreadyExists(f"the step {step} of the conversation {conversation_id} is taken")
            message_id = _message_of(step)
            same = {other: kept for other, kept in state.deeds.items() if _message_of(other) == message_id}
            tx.put(replace(state, deeds={**same, step: json.dumps(answer)}))

    def look_up(self, call: Called) -> ActionAnswer | None:
        """Return what `find` does, as it stands in the store now."""
        with self.store.read() as tx:
            state = tx.get(DialogueState, call["sender_id"])
        known = state.deeds.get(_name_step(call)) if state else None
        return None if known is None else json.loads(known)


class Effect:
    """What one run of an action does to the shop, in the hands of whoever waits for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._together: Together | None = None
        self._given_up = False

    def begin(self, together: Together) -> None:
        """Say what it does together. Raises GivenUp when nobody waits for it any more."""
        with self._lock:
            self._together = together
            if self._given_up:
                raise GivenUp

    def give_up(self) -> bool:
        """Let nothing of it stay; False when all of it stays already. May wait a moment for the database."""
        with self._lock:
            self._given_up = True
            return self._together is None or self._together.give_up()


def has_acted(store: Store, conversation_id: str, message_id: str) -> bool:
    """Return whether something was done for the message that the dialogue does not know of yet."""
    with store.read() as tx:
        state = tx.get(DialogueState, conversation_id)
    return state is not None and any(_message_of(step) == message_id for step in state.deeds)


def _name_step(call: Called) -> str:
    """Name the place of an action in the conversation: the request it follows, and how many actions that has had."""
    taken = 0
    for event in reversed(call["tracker"]["events"]):
        if event["event"] == "user":
            break
        taken += event["event"] == "action"
    message = call["tracker"]["latest_message"] or {}
    return f"{message.get('message_id')}:{taken}"


def _message_of(step: str) -> str:
    """Return the id of the message as it was sent: behind it stand the request within it, and the action."""
    return step.rsplit(":", 2)[0]
