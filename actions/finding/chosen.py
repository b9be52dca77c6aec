"""A product that was chosen to be shown, and why."""

from dataclasses import dataclass

MOST_REASONS = 3


@dataclass(frozen=True)
class Chosen:
    """A product, why it was chosen (true sentences), and which words of a search it has."""

    product_id: str
    reasons: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    list_id: str = ""  # of the suggestions it came with
    akin: bool = False  # not the kind of thing that was asked for, which the shop does not have, but near it
    by_taste: bool = False  # its place is by words that tell of a taste, the first of the reasons
    told_from: tuple[str, ...] = ()  # reviews that the reasons quote
