"""What is kept of a list by what a search itself cannot tell: price cuts, stars, the shopper's own size."""

from collections.abc import Sequence

from actions.cards import make_product_cards
from actions.finding.choosing import Chosen
from actions.shopper import read_sizes
from actions.turn import ActionTurn
from shop.catalogue import Listing
from shop.reviews.reading import rating_summaries

_LETTERS = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL")
# By which name a customer's own size stands, for the kinds of things that have it; by a word of the kind
_SIZES = {
    "shoe": "shoe", "boot": "shoe", "sandal": "shoe", "sneaker": "shoe", "trainer": "shoe", "slipper": "shoe",
    "sock": "shoe", "dress": "dress", "skirt": "dress", "jacket": "top", "shirt": "top", "t-shirt": "top", "tee": "top",
    "top": "top", "jumper": "top", "hoodie": "top", "sweater": "top", "coat": "top", "parka": "top", "shell": "top",
    "vest": "top", "blouse": "top", "trousers": "trousers", "jeans": "trousers", "chinos": "trousers",
    "shorts": "trousers", "leggings": "trousers", "ring": "ring", "glove": "glove", "bra": "bra",
}  # fmt: skip


def keep_discounted(turn: ActionTurn, chosen: Sequence[Chosen]) -> list[Chosen]:
    """Return those whose price was cut lately."""
    cards = make_product_cards(turn, [found.product_id for found in chosen])
    cut = {card.product_id for card in cards if card.was_cents is not None}
    return [found for found in chosen if found.product_id in cut]


def keep_rated(turn: ActionTurn, chosen: Sequence[Chosen], least_stars: int) -> list[Chosen]:
    """Return those with at least so many stars on average, of the reviews that the shopper may read."""
    ratings = rating_summaries(turn.store, turn.customer_id, [found.product_id for found in chosen])
    averages = {id: rating.average for id, rating in ratings.items()}
    return [found for found in chosen if (averages[found.product_id] or 0) >= least_stars]


def size_of_shopper(turn: ActionTurn, listings: Sequence[Listing]) -> str:
    """Return the customer's own size in what these products are; "" when it is not known."""
    sizes = read_sizes(turn)
    return next((sizes[name] for listing in listings for name in size_names(listing) if name in sizes), "")


def size_names(listing: Listing) -> list[str]:
    """Return under which names a customer's size for this product may stand: ["shoe"]; [] for things without."""
    words = f"{listing.product.type} {' '.join(listing.product.path)}".casefold().replace(",", " ").split()
    forms = [form for word in words for form in (word, word.removesuffix("s"), word.removesuffix("es"))]
    return list(dict.fromkeys(_SIZES[form] for form in forms if form in _SIZES))


def step_size(size: str, *, up: bool) -> str:
    """Return the next size: "39" after "38", "L" after "M"; the same for a size that has no next one."""
    letters = size.strip().upper()
    if letters in _LETTERS:
        place = _LETTERS.index(letters) + (1 if up else -1)
        return _LETTERS[min(max(place, 0), len(_LETTERS) - 1)]
    if size.strip().isdecimal():
        return str(int(size) + (1 if up else -1))
    return size
