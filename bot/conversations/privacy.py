"""What is kept of a customer's talk: a copy of it for them, and its erasure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from pydantic import JsonValue, TypeAdapter

from bot.conversations.records import Conversation, ConversationStatus, DialogueState, Feedback, Message
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
    _erase_messages(tx, ids)
    tx.remove(Conversation, *ids)
    return len(ids)


def forget_talk(tx: Writer, conversation: Conversation, last_seq: int) -> Conversation:
    """Remove what was said with the owner of this locked conversation, here up to `last_seq` and elsewhere.

    It alone goes on, and numbers its messages from where it was. A conversation that a human has is theirs, and stays.
    """
    found = tx.find(Conversation, owner_id=conversation.owner_id)
    busy = (ConversationStatus.WAITING, ConversationStatus.HUMAN)
    others = sorted(one.id for one in found if one.id != conversation.id and one.status not in busy)
    for id in others:
        tx.lock(Conversation, id)
    _erase_messages(tx, others)
    tx.remove(Conversation, *others)
    said = [message for message in tx.find(Message, conversation_id=conversation.id) if message.seq <= last_seq]
    tx.remove(Message, *(message.id for message in said))
    tx.remove(Feedback, *(thumb.id for thumb in tx.find(Feedback, conversation_id=conversation.id)))
    tx.remove(DialogueState, conversation.id)
    emptied = replace(conversation, title="")
    tx.put(emptied)
    return emptied


def _erase_messages(tx: Writer, ids: Sequence[str]) -> None:
    for kind in _OF_A_CONVERSATION.values():
        tx.remove(kind, *(record.id for record in tx.find(kind, conversation_id=OneOf(tuple(ids)))))
    tx.remove(DialogueState, *ids)


def _as_json(records: Iterable[Record]) -> JsonValue:
    plain: JsonValue = _RECORDS.dump_python(list(records), mode="json")
    return plain
