"""Which of several products is the lightest, lasts longest, has the best camera: by what the shop states of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.finding.measures import COMPARED_BY, EXTENTS, measure, stated_of, tell_measure
from retrieval.terms import split_wanted
from shop.catalogue import Listing


@dataclass(frozen=True)
class Superlative:
    """A property by which products are asked to be compared.

    `names` are attributes that state it, the most telling first; `way` is 1 where more is wanted, -1 where less is.
    """

    word: str
    names: tuple[str, ...]
    way: int


@dataclass(frozen=True)
class Standing:
    """How products stand in what was asked. `ranked` are titles with what is stated, the first of all first.

    `first` are those that go furthest, () where values cannot be compared; `silent` those that state nothing.
    """

    word: str
    name: str
    ranked: tuple[tuple[str, str], ...]
    first: tuple[str, ...]
    silent: tuple[str, ...]


_SUPERLATIVES = {
    r"\b(?:lightest|lighter|weighs? (?:the )?(?:least|less))\b": Superlative("lightest", ("weight",), -1),
    r"\b(?:heaviest|heavier|weighs? (?:the )?most)\b": Superlative("heaviest", ("weight",), 1),
    r"\bbattery\b|\blasts? (?:the )?long(?:est|er)\b": Superlative("longest-lasting", ("run", "battery"), 1),
    r"\b(?:biggest|bigger|largest|larger|roomiest|roomier|most (?:space|room))\b": Superlative("biggest", EXTENTS, 1),
    r"\b(?:smallest|smaller|most compact|more compact)\b": Superlative("smallest", ("packed", *EXTENTS), -1),
    r"\b(?:brightest|brighter)\b": Superlative("brightest", ("brightness", "lumens", "light"), 1),
    r"\b(?:most|more) powerful\b|\bstrong(?:est|er)\b": Superlative("most powerful", ("power", "load"), 1),
    r"\b(?:quietest|quieter|least noisy)\b": Superlative("quietest", ("noise", "loudness"), -1),
    r"\b(?:tallest|taller|highest)\b": Superlative("tallest", ("height",), 1),
    r"\b(?:widest|wider)\b": Superlative("widest", *COMPARED_BY["wider"]),
    r"\b(?:narrowest|narrower)\b": Superlative("narrowest", *COMPARED_BY["narrower"]),
    r"\b(?:thickest|thicker)\b": Superlative("thickest", *COMPARED_BY["thicker"]),
    r"\b(?:thinnest|thinner|slimmest)\b": Superlative("thinnest", *COMPARED_BY["thinner"]),
    r"\b(?:longest|longer)\b": Superlative("longest", *COMPARED_BY["longer"]),
    r"\b(?:shortest|shorter)\b": Superlative("shortest", *COMPARED_BY["shorter"]),
    r"\b(?:warmest|warmer)\b": Superlative("warmest", *COMPARED_BY["warmer"]),
    r"\b(?:softest|softer)\b": Superlative("softest", *COMPARED_BY["softer"]),
    r"\b(?:firmest|firmer|hardest|harder)\b": Superlative("firmest", *COMPARED_BY["firmer"]),
    r"\b(?:loudest|louder)\b": Superlative("loudest", *COMPARED_BY["louder"]),
}  # fmt: skip
_PURPOSE = re.compile(
    r"\b(?:best|better|good|suited|suitable|right|ideal|ok|okay|fine|worse)(?: than (?:the |number )?[\w' -]{1,40}?)?"
    r" (?:for|in|on|against) (.+?)[\s?!.]*$",
    re.IGNORECASE,
)
_TELLS_LITTLE = frozenset(("size", "type", "made", "use", "time", "set", "included", "fit", "fits", "cover", "back"))


def read_superlative(text: str) -> Superlative | None:
    """Return the property that products shall be compared by, where the words name one that can be measured."""
    return next((asked for pattern, asked in _SUPERLATIVES.items() if re.search(pattern, text, re.IGNORECASE)), None)


def read_purpose(text: str) -> str:
    """Return what products shall be good for: "windy weather"; "" when the words do not say."""
    match = _PURPOSE.search(text)
    return match[1].strip() if match else ""


def rank_by(asked: Superlative, listings: Sequence[Listing]) -> list[Listing]:
    """Return those that state the property, the one that goes furthest first."""
    for name in asked.names:
        values = {listing.product.id: value for listing in listings if (value := measure(listing, name)) is not None}
        known = [listing for listing in listings if listing.product.id in values]
        if len(known) > 1:
            return sorted(known, key=lambda listing: -asked.way * values[listing.product.id])
    return []


def find_standing(text: str, listings: Sequence[Listing]) -> Standing | None:
    """Return how the products stand in what the words ask for; None when they ask for nothing that is stated."""
    asked = read_superlative(text)
    if asked is not None and (ranked := rank_by(asked, listings)):
        return _stand_by_measure(asked, ranked, listings)
    words = set(split_wanted(text)) - _TELLS_LITTLE
    stated = dict.fromkeys(name for listing in listings for name in listing.product.attributes)
    name = next((name for name in stated if words.intersection(split_wanted(name))), None)
    return _stand_side_by_side(name, listings) if name is not None else None


def _stand_by_measure(asked: Superlative, ranked: Sequence[Listing], listings: Sequence[Listing]) -> Standing:
    name = next(name for name in asked.names if all(measure(listing, name) is not None for listing in ranked))
    best = measure(ranked[0], name)
    return Standing(
        asked.word,
        tell_measure(name),
        tuple((listing.product.title, _state(listing, name)) for listing in ranked),
        tuple(listing.product.title for listing in ranked if measure(listing, name) == best),
        tuple(listing.product.title for listing in listings if listing not in ranked),
    )


def _stand_side_by_side(name: str, listings: Sequence[Listing]) -> Standing:
    told = tuple(
        (one.product.title, one.product.attributes[name]) for one in listings if name in one.product.attributes
    )
    silent = tuple(one.product.title for one in listings if name not in one.product.attributes)
    return Standing("", name, told, (), silent)


def _state(listing: Listing, name: str) -> str:
    """Return what the product states of a measure, among its attributes or, of variants, the options."""
    return next(iter(stated_of(listing, name)), "")
