"""What shoppers think of the assistant's messages."""

from bot.conversations.records import Author, Feedback, Message, message_id
from bot.conversations.threads import lock_own
from shop.errors import Invalid, NotFound
from shop.store import Store
from shop.texts import clean_text

LONGEST_REASON = 500


def give_feedback(
    store: Store, owner_id: str, conversation_id: str, seq: int, *, helpful: bool, reason: str = ""
) -> Feedback:
    """Keep a thumb on a message of the assistant; the last word counts.

    Raises NotFound for the conversation and the message, Invalid for a message of somebody else and a reason above
    500 characters.
    """
    reason = clean_text("reason", reason, longest=LONGEST_REASON)
    with store.write() as tx:
        conversation = lock_own(tx, owner_id, conversation_id)
        message = tx.get(Message, message_id(conversation.id, seq)) if seq > 0 else None
        if message is None:
            raise NotFound("message", str(seq))
        if message.author is not Author.ASSISTANT:
            raise Invalid("seq", f"Message {seq} is by the {message.author}; feedback is about the assistant's.")
        feedback = Feedback(message.id, conversation.id, helpful, reason, tx.now)
        tx.put(feedback)
        return feedback
