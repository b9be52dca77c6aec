"""What fits whom: the shopper, and friends who let friends see their sizes."""

from collections.abc import Iterable, Mapping, Sequence

from actions.reference.named_variants import COLOUR_OPTIONS, match_option
from actions.shopper import read_sizes
from actions.turn import ActionTurn
from shop.access import open_eyes, visible_sizes
from shop.catalogue import Listing, get_listings

_LETTERS = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL")
# By which name a customer's own size stands, for the kinds of things that have it; by a word of the kind
_SIZES = {
    "shoe": "shoe", "boot": "shoe", "sandal": "shoe", "sneaker": "shoe", "trainer": "shoe", "slipper": "shoe",
    "sock": "shoe", "dress": "dress", "skirt": "dress", "jacket": "top", "shirt": "top", "t-shirt": "top", "tee": "top",
    "top": "top", "jumper": "top", "hoodie": "top", "sweater": "top", "coat": "top", "parka": "top", "shell": "top",
    "vest": "top", "blouse": "top", "trousers": "trousers", "jeans": "trousers", "chinos": "trousers",
    "shorts": "trousers", "leggings": "trousers", "ring": "ring", "glove": "glove", "bra": "bra",
}  # fmt: skip


def sizes_of(turn: ActionTurn, person_id: str) -> dict[str, str]:
    """Return the sizes of somebody that the shopper may know, {"shoe": "38"}; {} for none."""
    with turn.store.read() as tx:
        return visible_sizes(tx, open_eyes(tx, turn.customer_id), person_id)


def find_fitting(turn: ActionTurn, sizes: Mapping[str, str], product_ids: Iterable[str]) -> dict[str, str | None]:
    """Return for each product the size in which it fits; "" where no size of it is known, None where that is gone."""
    with turn.store.read() as tx:
        listings = get_listings(tx, product_ids)
    return {id: _find_fitting(listing, sizes) for id, listing in listings.items()}


def _find_fitting(listing: Listing, sizes: Mapping[str, str]) -> str | None:
    size = next((sizes[name] for name in size_names(listing) if name in sizes), "")
    options = [variant.options for variant in listing.variants if variant.active and variant.available]
    comes = {value for one in options for name, value in one.items() if name.casefold() not in COLOUR_OPTIONS}
    return size if not size or match_option(size, comes) else None


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
