"""Short ways to talk in tests."""

from bot.conversations.messages import Said, Words, say
from bot.conversations.owed import next_owed, store_answer
from bot.conversations.records import Conversation, Message
from bot.conversations.replies import QuickReply, Reply
from bot.conversations.threads import start_conversation
from bot.dialogue.turns import Answer
from shop.cards import AspectCard
from shop.store import Store


def start(store: Store, owner: str = "maya") -> Conversation:
    """Return a conversation of this customer."""
    return start_conversation(store, owner, owner)


def tell(store: Store, conversation: Conversation, text: str, client_id: str = "", **more: str | None) -> Said:
    """Let the owner say this; the text is the client's id of it unless one is given."""
    return say(store, conversation.owner_id, conversation.id, Words(client_id or text, text, **more))


def reply(
    store: Store,
    conversation: Conversation,
    *texts: str,
    offers: str = "",
    titles: tuple[str, ...] = (),
    handoff: bool = False,
    aspects: tuple[AspectCard, ...] = (),
) -> None:
    """Let the assistant answer the oldest message that it owes an answer; all buttons have the payload `offers`."""
    owed = next_owed(store, conversation.id)
    assert owed is not None
    buttons = tuple(QuickReply(title, offers) for title in titles or (f"Button {offers}",)) if offers else ()
    replies = tuple(Reply(text, quick_replies=buttons, handoff=handoff, aspects=aspects) for text in texts)
    store_answer(store, owed, Answer(replies, "greet", 0.9, polarity=-0.5, frustration=0.75, urgency=0.5))


def stored(store: Store, conversation: Conversation) -> list[Message]:
    """Return every message in order."""
    with store.read() as tx:
        return tx.find(Message, conversation_id=conversation.id, order="seq")
