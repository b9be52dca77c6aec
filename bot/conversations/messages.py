"""What is said: stored in order, numbered from 1 without gaps, once however often it is sent."""

from dataclasses import dataclass, replace

from bot.conversations.errors import Closed, TooLong
from bot.conversations.records import Author, Conversation, ConversationStatus, Message, message_id
from bot.conversations.replies import QuickReply, Reply
from bot.conversations.threads import change_status, get_own, lock_own
from language.waiting import waits_no_longer
from shop.customers import Customer
from shop.errors import Invalid, NotAllowed, NotFound
from shop.store import Reader, Store, Writer
from shop.texts import check_id, clean_text

LONGEST_TEXT = 2_000
LONGEST_CONTACT = 200
MOST_MESSAGES = 200  # in one answer
_LONGEST_TITLE = 60
_RECENT = 20  # messages whose buttons still work


@dataclass(frozen=True)
class Words:
    """What a shopper sends. `client_id` is the sender's own id of it: the same one again is the same message."""

    client_id: str
    text: str
    payload: str | None = None
    page_product_id: str | None = None


@dataclass(frozen=True)
class Said:
    """A stored message and its conversation afterwards; `new` is False when it was stored before.

    `resumed`: the shopper waited for a human, and with this goes on with the assistant.
    """

    conversation: Conversation
    message: Message
    new: bool = True
    resumed: bool = False


def say(store: Store, owner_id: str, conversation_id: str, words: Words, *, longest: int = LONGEST_TEXT) -> Said:
    """Store a shopper's message, owed an answer while the assistant has the conversation.

    "Never mind" or "no it's ok" of who waits for a human gives it back to the assistant.
    A payload counts only when the assistant itself offered it in the last 20 messages; then the message's text is the
    button's title. Raises NotFound, Closed, TooLong, and Invalid for an empty text or impossible characters.
    """
    words = _check(words, longest)
    with store.write() as tx:
        conversation = lock_own(tx, owner_id, conversation_id)
        return _find_said(tx, conversation, words.client_id) or _store(tx, conversation, words)


def leave_contact(
    store: Store, owner_id: str, conversation_id: str, contact: str, words: Words, *, longest: int = LONGEST_TEXT
) -> tuple[Said, ...]:
    """Store what a shopper who waits for a human leaves: how to be reached, and a message; both are messages.

    Raises what `say` raises, Invalid for a contact outside 3 to 200 characters, and NotAllowed unless the
    conversation is waiting.
    """
    contact = clean_text("contact", contact, shortest=3, longest=LONGEST_CONTACT)
    words = _check(words, longest)
    reached_at = Words(f"{words.client_id}:contact", f"Contact: {contact}")
    with store.write() as tx:
        conversation = lock_own(tx, owner_id, conversation_id)
        known = [_find_said(tx, conversation, part.client_id) for part in (reached_at, words)]
        if known[-1] is not None:
            return tuple(said for said in known if said is not None)
        if conversation.status is not ConversationStatus.WAITING:
            raise NotAllowed(
                f"A message is left while a human is waited for; this conversation is {_state(conversation)}."
            )
        first = _store(tx, conversation, reached_at)
        return first, _store(tx, first.conversation, words)


def speak(store: Store, conversation_id: str, author: Author, client_id: str, text: str) -> Said:
    """Store a message of staff or of the system. Raises NotFound, Closed, and Invalid as `say` does."""
    if author not in (Author.STAFF, Author.SYSTEM):
        raise Invalid("author", f"author is {author}; shoppers and the assistant speak in other ways.")
    words = _check(Words(client_id, text), LONGEST_TEXT)
    with store.write() as tx:
        conversation = tx.lock(Conversation, check_id("conversation_id", conversation_id))
        if conversation is None:
            raise NotFound("conversation", conversation_id)
        known = _find_said(tx, conversation, words.client_id, author)
        if known is not None:
            return known
        _check_open(conversation)
        return Said(*write_message(tx, conversation, author, words.client_id, words.text))


def messages_after(
    store: Store, owner_id: str, conversation_id: str, after_seq: int
) -> tuple[Conversation, tuple[Message, ...]]:
    """Return the conversation and its messages with higher numbers, in order, the first 200; () for none.

    Raises NotFound, and Invalid for a negative number.
    """
    if after_seq < 0:
        raise Invalid("after_seq", f"Messages are numbered from 1; after_seq is {after_seq}.")
    with store.read() as tx:
        conversation = get_own(tx, owner_id, conversation_id)
        return conversation, read_messages(tx, conversation, after_seq + 1, after_seq + MOST_MESSAGES)


def read_messages(tx: Reader, conversation: Conversation, first: int, last: int) -> tuple[Message, ...]:
    """Return the messages with these numbers, in order, as far as they exist."""
    numbers = range(max(first, 1), min(last, conversation.last_seq) + 1)
    return tuple(tx.get_many(Message, [message_id(conversation.id, seq) for seq in numbers]).values())


def write_message(
    tx: Writer,
    conversation: Conversation,
    author: Author,
    client_id: str,
    text: str,
    *,
    reply: Reply | None = None,
    answered: bool = True,
    payload: str | None = None,
    page_product_id: str | None = None,
    registered: bool = False,
) -> tuple[Conversation, Message]:
    """Give a locked conversation its next message; return both as stored."""
    seq = conversation.last_seq + 1
    message = Message(
        id=message_id(conversation.id, seq),
        conversation_id=conversation.id,
        seq=seq,
        author=author,
        client_id=client_id,
        text=text,
        reply=reply,
        at=tx.now,
        answered=answered,
        payload=payload,
        page_product_id=page_product_id,
        registered=registered,
    )
    title = conversation.title or _make_title(text)
    conversation = replace(conversation, title=title, last_seq=seq, updated_at=tx.now)
    tx.add(message)
    tx.put(conversation)
    return conversation, message


def _check(words: Words, longest: int) -> Words:
    text = words.text.strip()
    if len(text) > longest:
        raise TooLong("text", f"A message has at most {longest} characters; this one has {len(text)}.")
    return replace(
        words,
        client_id=check_id("client_id", words.client_id),
        text=clean_text("text", text, shortest=1, longest=longest),
        page_product_id=words.page_product_id and check_id("page_product_id", words.page_product_id),
    )


def _find_said(tx: Reader, conversation: Conversation, client_id: str, author: Author = Author.SHOPPER) -> Said | None:
    known = tx.find(Message, conversation_id=conversation.id, client_id=client_id, author=author, limit=1)
    return Said(conversation, known[0], new=False) if known else None


def _store(tx: Writer, conversation: Conversation, words: Words) -> Said:
    _check_open(conversation)
    offer = _find_offer(tx, conversation, words)
    text = offer.title if offer else words.text
    conversation = replace(conversation, read_seq=conversation.last_seq + 1)  # who writes has seen what is above
    resumed = conversation.status is ConversationStatus.WAITING and waits_no_longer(text)
    if resumed:
        conversation = change_status(tx, conversation, ConversationStatus.BOT)
    return Said(
        *write_message(
            tx,
            conversation,
            Author.SHOPPER,
            words.client_id,
            text,
            answered=conversation.status is not ConversationStatus.BOT,
            payload=offer.payload if offer else None,
            page_product_id=words.page_product_id,
            registered=is_registered(tx, conversation),
        ),
        resumed=resumed,
    )


def is_registered(tx: Reader, conversation: Conversation) -> bool:
    """Return whether the shop has the shopper as a customer now."""
    return conversation.customer_id is not None and tx.get(Customer, conversation.customer_id) is not None


def _find_offer(tx: Reader, conversation: Conversation, words: Words) -> QuickReply | None:
    """Return the newest button with this payload that the assistant offered lately, the one of that title among many.

    Buttons of one message may mean the same and differ in their titles alone.
    """
    if words.payload is None:
        return None
    recent = read_messages(tx, conversation, conversation.last_seq - _RECENT + 1, conversation.last_seq)
    offered = [
        button
        for message in reversed(recent)
        if message.author is Author.ASSISTANT and message.reply is not None
        for button in message.reply.offers
        if button.payload == words.payload
    ]
    return next((button for button in offered if button.title == words.text.strip()), next(iter(offered), None))


def _check_open(conversation: Conversation) -> None:
    if conversation.status is ConversationStatus.CLOSED:
        raise Closed("This conversation is closed; start a new one.")


def _state(conversation: Conversation) -> str:
    return {"bot": "with the assistant", "human": "with a human"}.get(conversation.status, conversation.status)


def _make_title(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1].rstrip() + "…"
