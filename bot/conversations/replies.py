"""What the assistant says: words, cards, quick replies, evidence. The wire form of these is what widgets draw."""

from dataclasses import dataclass, field

from shop.cards import AspectCard, CartCard, ComparisonRow, OrderCard, PollCard, ProductCard, ReviewSnippet


@dataclass(frozen=True)
class QuickReply:
    """A button. `payload` goes back as the message's payload; it is opaque to widgets and never shown."""

    title: str
    payload: str


@dataclass(frozen=True)
class Link:
    """Something to open: a checkout page, a share link, an article that was cited."""

    title: str
    url: str


@dataclass(frozen=True)
class Reply:
    """One message of the assistant. Empty tuples are not drawn."""

    text: str
    products: tuple[ProductCard, ...] = ()
    reviews: tuple[ReviewSnippet, ...] = ()
    aspects: tuple[AspectCard, ...] = ()
    orders: tuple[OrderCard, ...] = ()
    cart: CartCard | None = None
    poll: PollCard | None = None
    comparison: tuple[ComparisonRow, ...] = ()
    quick_replies: tuple[QuickReply, ...] = ()
    links: tuple[Link, ...] = ()
    tone: str = "neutral"  # neutral | warm | apologetic | brief
    handoff: bool = False  # the shopper is to be brought to a human
    forgets: bool = False  # all that was said with the shopper before is to be erased
    action: str = ""  # what the assistant did: "action_search"
    evidence: tuple[str, ...] = ()  # ids of what the reply rests on: products, reviews, orders, articles
    response: str = ""  # which of the phrasebook's responses `text` is of
    values: dict[str, object] = field(default_factory=dict)  # the facts that its words were made of; plain JSON

    @property
    def offers(self) -> tuple[QuickReply, ...]:
        """Return all that a tap may answer: the buttons, and the aspects whose reviews can be opened."""
        return (*self.quick_replies, *(QuickReply(aspect.name, aspect.payload) for aspect in self.aspects))
