"""Shop things as one viewer sees them in a conversation, read from the store for that viewer.

Actions make them, replies carry them, widgets draw them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProductCard:
    """A product as it is shown in a conversation; everything from the catalogue at that moment."""

    product_id: str
    title: str
    brand: str
    price_cents: int
    currency: str
    image: str
    url: str
    in_stock: bool
    options: str = ""  # "black, 38", when one variant is meant
    was_cents: int | None = None  # a higher price before, from the price history
    rating: float | None = None  # mean stars of the reviews that this shopper may read
    reviews: int = 0
    reasons: tuple[str, ...] = ()  # why it is shown: "Ana and 2 friends gave it 5 stars"


@dataclass(frozen=True)
class ReviewSnippet:
    """A review that this shopper may read."""

    review_id: str
    author: str  # nickname
    is_friend: bool
    rating: int
    text: str
    date: str  # ISO date
    verified: bool
    product_id: str
    sponsored: bool = False  # the author was given something for it
    suspected: bool = False  # it looks bought, beside the others of its product
    like_minded: bool = False  # by somebody who is no friend and whose stars agree with the shopper's elsewhere
    language: str = ""  # tag of the text's language where that is not the assistant's: "de"


@dataclass(frozen=True)
class AspectCard:
    """What the reviews that count say of one aspect of a product; the payload opens the reviews behind the numbers."""

    name: str
    praised: int
    blamed: int
    payload: str  # as a quick reply's


@dataclass(frozen=True)
class OrderCard:
    """An order of this shopper."""

    order_id: str
    status: str
    placed_on: str  # ISO date
    items: tuple[str, ...]  # "Strida Cloudline 2 (black, 38)"
    total_cents: int
    currency: str


@dataclass(frozen=True)
class CartLineCard:
    """A line of the cart."""

    variant_id: str
    title: str
    options: str
    quantity: int
    line_total_cents: int


@dataclass(frozen=True)
class CartCard:
    """The cart as it stands."""

    lines: tuple[CartLineCard, ...]
    subtotal_cents: int
    discount_cents: int
    shipping_cents: int
    total_cents: int
    currency: str


@dataclass(frozen=True)
class PollCard:
    """A poll of this shopper, or one that waits for their vote."""

    poll_id: str
    question: str
    choices: tuple[str, ...]
    votes: tuple[int, ...]
    open: bool
    mine: bool


@dataclass(frozen=True)
class ComparisonRow:
    """One property of every product compared; "not stated" where the shop does not know.

    `field` is what all values are read from: a field of the catalogue, or the reviews.
    """

    name: str
    values: tuple[str, ...]
    field: str = ""  # price | stock | brand | option | attribute | reviews
    links: tuple[str, ...] = ()  # of each value: where it stands on the product's page, "" for what is not stated
