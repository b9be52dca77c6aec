"""What is kept of a customer's talk: a copy of it for them, and its erasure."""

from collections.abc import Iterable
from typing import Any

from pydantic import JsonValue, TypeAdapter

from bot.conversations.records import Conversation, DialogueState, Feedback, Message
from shop.store import OneOf, Record, Store, Writer

_RECORDS: TypeAdapter[list[Any]] = TypeAdapter(list[Any])
_OF_A_CONVERSATION: dict[str, type[Any]] = {"messages": Message, "feedback": Feedback}


def export_my_talk(store: Store, customer_id: str) -> dict[str, JsonValue]:
    """Return the customer's conversations, oldest first, messages, thumbs, and what the dialogue remembers of each.

    Plain JSON values by section, as `shop.privacy.export.export_my_data` has them; a section may be empty.
    """
    with store.read() as tx:
        conversations = tx.find(Conversation, owner_id=customer_id, order="created_at")
        ids = tuple(conversation.id for conversation in conversations)
        copy = {
            name: _as_json(tx.find(kind, conversation_id=OneOf(ids), order="id"))
            for name, kind in _OF_A_CONVERSATION.items()
        }
        states = _as_json(tx.get_many(DialogueState, ids).values())
    return {"conversations": _as_json(conversations), **copy, "dialogue_states": states}


def erase_talk(tx: Writer, customer_id: str) -> int:
    """Remove all that was said with the customer, for good; return how many conversations there were."""
    ids = sorted(conversation.id for conversation in tx.find(Conversation, owner_id=customer_id))
    for id in ids:
        tx.lock(Conversation, id)  # whoever writes in it now comes before, or finds it gone
    for kind in _OF_A_CONVERSATION.values():
        tx.remove(kind, *(record.id for record in tx.find(kind, conversation_id=OneOf(tuple(ids)))))
    tx.remove(DialogueState, *ids)
    tx.remove(Conversation, *ids)
    return len(ids)


def _as_json(records: Iterable[Record]) -> JsonValue:
    plain: JsonValue = _RECORDS.dump_python(list(records), mode="json")
    return plain
