"""Talking to the assistant as the gateway does, and looking at what it answered."""

import asyncio
import json
import uuid
from dataclasses import dataclass, field

from bot.conversations.records import DialogueState, message_id
from bot.conversations.replies import Reply
from bot.dialogue.turns import Answer, Engine, Turn
from shop.customers import Customer
from shop.store import Store


@dataclass
class Talk:
    """One conversation; `sign_in` before the first message makes it a persona's."""

    engine: Engine
    store: Store
    loop: asyncio.AbstractEventLoop
    id: str = field(default_factory=lambda: f"conv_{uuid.uuid4().hex}")
    customer_id: str | None = None
    said: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    @property
    def guest_id(self) -> str:
        return f"guest_{self.id}"

    def sign_in(self, nickname: str) -> None:
        with self.store.read() as tx:
            (customer,) = tx.find(Customer, nickname=nickname)
        self.customer_id = customer.id

    def say(self, text: str, *, payload: str | None = None, page_product_id: str | None = None) -> Answer:
        """Return the answer to a message, or to a quick reply's payload."""
        answer = self.ask(text, payload=payload, page_product_id=page_product_id)
        self.said.append(text)
        self.answers.append(answer)
        if answer.state is not None:
            with self.store.write() as tx:
                tx.put(answer.state)
        return answer

    def ask(self, text: str, *, payload: str | None = None, page_product_id: str | None = None) -> Answer:
        """Return the answer to the next message without storing it: asked again, it is the same message."""
        turn = Turn(
            self.id,
            text,
            payload,
            customer_id=self.customer_id,
            guest_id=None if self.customer_id else self.guest_id,
            page_product_id=page_product_id,
            message_id=message_id(self.id, len(self.said) + 1),
        )
        return self.loop.run_until_complete(self.engine.answer(turn))

    def choose(self, title: str) -> Answer:
        """Press the quick reply of the last answer with this title, or the first that contains it."""
        offered = [reply for message in self.answers[-1].replies for reply in message.quick_replies]
        for quick in offered:
            if title.casefold() in quick.title.casefold():
                return self.say(quick.title, payload=quick.payload)
        raise AssertionError(f"no quick reply {title!r}; offered: {[quick.title for quick in offered]}")

    @property
    def last(self) -> tuple[Reply, ...]:
        return self.answers[-1].replies

    @property
    def actions(self) -> list[str]:
        """The actions that answered last, in order."""
        return list(dict.fromkeys(reply.action for reply in self.last))

    @property
    def text(self) -> str:
        return "\n".join(reply.text for reply in self.last)

    def slot(self, name: str) -> object:
        """Return the value of a slot as the dialogue keeps it now."""
        with self.store.read() as tx:
            state = tx.get(DialogueState, self.id)
        if state is None:
            return None
        value = json.loads(state.slots).get(name)
        for event in json.loads(state.events):
            if event.get("event") == "slot" and event.get("name") == name:
                value = event.get("value")
        return value
