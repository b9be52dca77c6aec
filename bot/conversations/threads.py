"""A shopper's conversations: started, listed, found, joined, and whose turn it is in them.

Somebody else's conversation and a missing one look the same.
"""

from dataclasses import replace

from bot.conversations.records import Conversation, ConversationStatus, Message
from shop.errors import Invalid, NotAllowed, NotFound
from shop.ids import new_id
from shop.store import Reader, Store, Writer
from shop.texts import check_id

LONGEST_LIST = 100


def start_conversation(
    store: Store, owner_id: str, customer_id: str | None = None, *, locale: str = "en"
) -> Conversation:
    """Return a conversation in which nothing is said yet: a new one, unless such a one is there already."""
    with store.write() as tx:
        unused = tx.find(Conversation, owner_id=owner_id, last_seq=0, status=ConversationStatus.BOT, limit=1)
        return unused[0] if unused else add_conversation(tx, owner_id, customer_id, locale=locale)


def conversations_of(store: Store, owner_id: str) -> tuple[Conversation, ...]:
    """Return the owner's newest 100, the one with the newest message first; () for none."""
    with store.read() as tx:
        return tuple(tx.find(Conversation, order="updated_at", descending=True, limit=LONGEST_LIST, owner_id=owner_id))


def find_conversation(store: Store, owner_id: str, conversation_id: str) -> Conversation:
    """Return the owner's conversation. Raises NotFound."""
    with store.read() as tx:
        return get_own(tx, owner_id, conversation_id)


def mark_read(store: Store, owner_id: str, conversation_id: str, seq: int) -> Conversation:
    """Keep that the shopper has seen the messages up to `seq`; a lower number than before changes nothing.

    Raises NotFound, and Invalid for a number that no message has.
    """
    with store.write() as tx:
        conversation = lock_own(tx, owner_id, conversation_id)
        if not 0 <= seq <= conversation.last_seq:
            raise Invalid("seq", f"The conversation has the messages 1 to {conversation.last_seq}, not {seq}.")
        if seq <= conversation.read_seq:
            return conversation
        conversation = replace(conversation, read_seq=seq)
        tx.put(conversation)
        return conversation


def set_status(store: Store, conversation_id: str, status: ConversationStatus) -> Conversation:
    """Say whose turn it is: the assistant answers what is said from now on only while the status is BOT.

    What it still owes when it is silenced is left to whoever takes over. Raises NotFound.
    """
    with store.write() as tx:
        conversation = tx.lock(Conversation, check_id("conversation_id", conversation_id))
        if conversation is None:
            raise NotFound("conversation", conversation_id)
        return change_status(tx, conversation, status)


def resume_assistant(store: Store, owner_id: str, conversation_id: str) -> Conversation:
    """Let the assistant answer again what is said from now on: the shopper does not want to wait for a human any more.

    Nothing changes while the assistant has the conversation. Raises NotFound, and NotAllowed when a human has taken
    over or the conversation is closed.
    """
    with store.write() as tx:
        conversation = lock_own(tx, owner_id, conversation_id)
        if conversation.status is ConversationStatus.WAITING:
            return change_status(tx, conversation, ConversationStatus.BOT)
        if conversation.status is not ConversationStatus.BOT:
            raise NotAllowed(
                f"The assistant goes on only while a human is waited for; this conversation is {conversation.status}."
            )
        return conversation


def join_guest(store: Store, guest_id: str, customer_id: str) -> tuple[str, ...]:
    """Make the guest's conversations the customer's; return their ids, () for none. The caller has seen both proofs."""
    with store.write() as tx:
        joined = []
        for found in tx.find(Conversation, owner_id=guest_id):
            conversation = tx.lock(Conversation, found.id)
            if conversation is None or conversation.owner_id != guest_id:
                continue  # another window of the same shopper was faster
            tx.put(replace(conversation, owner_id=customer_id, customer_id=customer_id))
            joined.append(conversation.id)
        return tuple(joined)


def add_conversation(tx: Writer, owner_id: str, customer_id: str | None, *, locale: str) -> Conversation:
    """Store a new conversation, inside an open transaction, and return it."""
    conversation = Conversation(
        id=new_id("conv"),
        owner_id=owner_id,
        customer_id=customer_id,
        title="",
        status=ConversationStatus.BOT,
        last_seq=0,
        created_at=tx.now,
        updated_at=tx.now,
        locale=locale,
    )
    tx.add(conversation)
    return conversation


def change_status(tx: Writer, conversation: Conversation, status: ConversationStatus) -> Conversation:
    """Store a locked conversation with this status; an assistant that is silenced owes nothing more."""
    if status is not ConversationStatus.BOT:
        owed = tx.find(Message, conversation_id=conversation.id, answered=False)
        tx.put(*(replace(message, answered=True) for message in owed))
    conversation = replace(conversation, status=status)
    tx.put(conversation)
    return conversation


def get_own(tx: Reader, owner_id: str, conversation_id: str) -> Conversation:
    """Return the owner's conversation, inside an open transaction. Raises NotFound."""
    return _check_owner(tx.get(Conversation, check_id("conversation_id", conversation_id)), owner_id, conversation_id)


def lock_own(tx: Writer, owner_id: str, conversation_id: str) -> Conversation:
    """Return the owner's conversation and keep every other writer from it. Raises NotFound."""
    return _check_owner(tx.lock(Conversation, check_id("conversation_id", conversation_id)), owner_id, conversation_id)


def _check_owner(found: Conversation | None, owner_id: str, conversation_id: str) -> Conversation:
    if found is None or found.owner_id != owner_id:
        raise NotFound("conversation", conversation_id)
    return found
