"""What the assistant brings without having been asked: each thing once, whoever carries it."""

from bot.conversations.messages import Said, write_message
from bot.conversations.records import Author, Conversation, ConversationStatus, Message, message_id
from bot.conversations.replies import Reply
from bot.conversations.threads import start_conversation
from shop.cards import PollCard
from shop.notifications import claim
from shop.store import Reader, Store

_NEWS = "news-"  # with it begins the client id of what was brought
_INVITES = "news_poll_invitation"  # the action of a message that brings somebody else's poll
_MOST_BROUGHT = 20  # messages looked at


def place_for_news(store: Store, customer_id: str, *, locale: str = "en") -> Conversation:
    """Return the customer's newest conversation that the assistant has; a new one when it has none."""
    with store.read() as tx:
        newest = tx.find(
            Conversation,
            order="updated_at",
            descending=True,
            limit=1,
            owner_id=customer_id,
            status=ConversationStatus.BOT,
        )
    return newest[0] if newest else start_conversation(store, customer_id, customer_id, locale=locale)


def bring(store: Store, customer_id: str, notification_id: str, conversation_id: str, reply: Reply) -> Said | None:
    """Store the notification as a message of the assistant, and that it is delivered, all or nothing.

    None, and nothing stored, when it was delivered before, or when a human has the conversation meanwhile: then it
    waits for another. Raises NotFound for a notification that was taken back.
    """
    with store.write() as tx:
        conversation = tx.lock(Conversation, conversation_id)
        if conversation is None or conversation.owner_id != customer_id:
            return None
        if conversation.status is not ConversationStatus.BOT or not claim(tx, customer_id, notification_id):
            return None
        client_id = f"{_NEWS}{notification_id}"
        return Said(*write_message(tx, conversation, Author.ASSISTANT, client_id, reply.text, reply=reply))


def poll_brought(tx: Reader, message: Message) -> PollCard | None:
    """Return the poll of somebody else that was brought last, since anything else was said before this message."""
    for seq in range(message.seq - 1, max(0, message.seq - 1 - _MOST_BROUGHT), -1):
        said = tx.get(Message, message_id(message.conversation_id, seq))  # mostly the first one ends it
        if said is None or said.reply is None or not said.client_id.startswith(_NEWS):
            return None
        if said.reply.action == _INVITES:
            return said.reply.poll
    return None
