"""Answers that the assistant owes: none is lost when a process dies, none is given twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversations.messages import is_registered, write_message
from bot.conversations.news import poll_brought
from bot.conversations.privacy import erase_talk, forget_talk
from bot.conversations.records import Author, Conversation, ConversationStatus, DialogueState, Message
from bot.conversations.replies import Reply
from bot.conversations.threads import change_status
from bot.dialogue.turns import Answer
from shop.cards import PollCard
from shop.store import Reader, Store, Writer

_MOST_OWED = 1_000  # messages looked at when conversations are listed


@dataclass(frozen=True)
class Owed:
    """A shopper's message that waits for the assistant, and the poll that was brought to them just before, if any."""

    conversation: Conversation
    message: Message
    poll_brought: PollCard | None = None


@dataclass(frozen=True)
class Answered:
    """What became of it: the assistant's messages, in order, the conversation afterwards, and what is owed next."""

    conversation: Conversation
    messages: tuple[Message, ...]
    next: Owed | None = None


def conversations_owing(store: Store) -> tuple[str, ...]:
    """Return the ids of conversations in which an answer is owed, the longest wait first; () for none."""
    with store.read() as tx:
        owed = tx.find(Message, answered=False, order="at", limit=_MOST_OWED)
    return tuple(dict.fromkeys(message.conversation_id for message in owed))


def next_owed(store: Store, conversation_id: str) -> Owed | None:
    """Return the oldest message of the conversation that waits for the assistant; None when there is none."""
    with store.read() as tx:
        conversation = tx.get(Conversation, conversation_id)
        return _find_owed(tx, conversation) if conversation else None


def store_answer(store: Store, owed: Owed, answer: Answer) -> Answered | None:
    """Store the replies, where the dialogue is after them, and that the message is answered, all or nothing.

    A reply with `handoff` silences the assistant: the conversation waits for a human, sooner the more the shopper is
    pressed. None, and nothing stored, when the message was answered meanwhile, or is a human's to answer now.
    A reply with `forgets` leaves nothing of what was said before it.
    A shopper who had their account erased in this turn is told so, and nothing that was said with them is kept: also
    when the process died after the erasure, as what counts is whom the shop knew when the message was written.
    """
    with store.write() as tx:
        conversation = tx.lock(Conversation, owed.conversation.id)
        if conversation is None:  # erased meanwhile; what the dialogue wrote down since goes, too
            tx.remove(DialogueState, owed.conversation.id)
            return None
        message = tx.get(Message, owed.message.id)
        if message is None or message.answered:
            return None
        tx.put(_heard(message, answer))
        if answer.forgets:
            conversation = forget_talk(tx, conversation, message.seq)
        elif answer.state is not None:
            tx.put(replace(answer.state, updated_at=tx.now))
        conversation, messages = _write(tx, conversation, message, answer.replies)
        if answer.wants_human:
            urgent = replace(conversation, priority=round(10 * max(answer.frustration, answer.urgency)))
            conversation = change_status(tx, urgent, ConversationStatus.WAITING)
        if message.registered and not is_registered(tx, conversation):
            erase_talk(tx, conversation.owner_id)
            return Answered(conversation, messages)
        return Answered(conversation, messages, _find_owed(tx, conversation))


def _find_owed(tx: Reader, conversation: Conversation) -> Owed | None:
    waiting = tx.find(Message, conversation_id=conversation.id, answered=False, order="seq", limit=1)
    return Owed(conversation, waiting[0], poll_brought(tx, waiting[0])) if waiting else None


def _heard(message: Message, answer: Answer) -> Message:
    """Return the message as it is kept once it is answered: with how it was heard."""
    return replace(
        message,
        answered=True,
        polarity=answer.polarity,
        frustration=answer.frustration,
        urgency=answer.urgency,
        intent=answer.intent,
        confidence=answer.confidence,
    )


def _write(
    tx: Writer, conversation: Conversation, message: Message, replies: Sequence[Reply]
) -> tuple[Conversation, tuple[Message, ...]]:
    written = []
    for number, reply in enumerate(replies, 1):
        client_id = f"answer-{message.seq}-{number}"
        conversation, said = write_message(tx, conversation, Author.ASSISTANT, client_id, reply.text, reply=reply)
        written.append(said)
    return conversation, tuple(written)
