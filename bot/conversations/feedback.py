"""What shoppers think of the assistant's messages, and what that tells of the products suggested in them."""

from bot.conversations.records import Author, Feedback, Message, message_id
from bot.conversations.threads import lock_own
from shop.activity import EventName
from shop.activity.events import act_id, forget_events, record_act
from shop.catalogue import Product
from shop.errors import Invalid, NotFound
from shop.store import Store
from shop.texts import clean_text

LONGEST_REASON = 500
_SUGGESTING = frozenset(("action_recommend", "action_find_similar"))  # for oneself; a present tells of no own taste


def give_feedback(
    store: Store, owner_id: str, conversation_id: str, seq: int, *, helpful: bool, reason: str = ""
) -> Feedback:
    """Keep a thumb on a message of the assistant; the last word counts. On suggestions, it tells of taste as well.

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
    if conversation.customer_id is not None:
        _tell_taste(store, conversation.customer_id, message, helpful=helpful)
    return feedback


def _tell_taste(store: Store, customer_id: str, message: Message, *, helpful: bool) -> None:
    """Let the thumb be one on each product that the message suggests, in place of the thumb before."""
    if message.reply is None or message.reply.action not in _SUGGESTING:
        return
    said, before = EventName.THUMB_UP, EventName.THUMB_DOWN
    if not helpful:
        said, before = before, said
    with store.read() as tx:
        known = tx.get_many(Product, (card.product_id for card in message.reply.products))
    for id in known:
        forget_events(store, customer_id, [act_id(before, customer_id, id, message.id)])
        record_act(store, said, customer_id, id, once=message.id)
