"""What goes into the engine and what comes out: the seam between the sockets and the dialogue."""

from dataclasses import dataclass
from typing import Protocol

from bot.conversations.records import DialogueState
from bot.conversations.replies import Reply
from shop.cards import PollCard


@dataclass(frozen=True)
class Turn:
    """A shopper's message on its way to the dialogue. Identity is verified before a turn is made."""

    conversation_id: str
    text: str
    payload: str | None = None  # of a quick reply that the assistant itself offered; then `text` is only its title
    customer_id: str | None = None
    guest_id: str | None = None  # whose cart is meant when there is no customer
    locale: str = "en"
    page_product_id: str | None = None  # what the shopper is looking at while writing
    poll_brought: PollCard | None = None  # somebody else's, which the assistant brought just before as news
    message_id: str | None = None  # of the stored message: what was done for it is not done again


@dataclass(frozen=True)
class Answer:
    """What the assistant says, in order, and how the shopper's message was heard. Never without a reply.

    Whoever stores the replies stores `state` with them, and asks nothing more of the conversation before.
    """

    replies: tuple[Reply, ...]
    intent: str = ""
    confidence: float = 0.0
    polarity: float = 0.0  # -1 to 1
    frustration: float = 0.0  # 0 to 1
    urgency: float = 0.0  # 0 to 1
    state: DialogueState | None = None  # of the dialogue after the turn; None leaves it as it was
    failed: bool = False  # it is an apology

    @property
    def wants_human(self) -> bool:
        return any(reply.handoff for reply in self.replies)

    @property
    def forgets(self) -> bool:
        return any(reply.forgets for reply in self.replies)


class Engine(Protocol):
    """Answers turns: those of one conversation in the order of the calls, others concurrently.

    A turn that is asked again, as its process died or nobody stored its answer, is answered again and acts once.
    """

    async def answer(self, turn: Turn) -> Answer:
        """Return the replies. Never raises for a model's or an action's failure: then the reply is an apology.

        When whoever waits gives up, nothing that is not done yet is done any more.
        """

    def ailment(self) -> str:
        """Return what keeps it from answering, and will until it is begun anew; "" when nothing does."""
