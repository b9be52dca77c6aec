"""From "the red one in 38" to the variant that is meant, or those that it may be."""

import re
from collections.abc import Callable, Iterable

from rapidfuzz import fuzz

from actions.reference.product_names import split_name
from actions.turn import ActionTurn
from retrieval.colours import is_shade
from shop.catalogue import Listing, Product, Variant

COLOUR_OPTIONS = ("colour", "color")
_LETTERS = {
    "extra small": "xs", "x small": "xs", "small": "s", "medium": "m", "large": "l", "extra large": "xl",
    "x large": "xl", "2xl": "xxl", "3xl": "xxxl",
}  # fmt: skip
_NOT_PART_OF_SIZE = re.compile(r"\b(?:size|in|an?|eu|eur)\b")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s?[-–]\s?(\d+(?:\.\d+)?)")
_UNIT = re.compile(r"(?<=\d)(?:mm|cm|m|ml|cl|l|g|kg|w|in|inch|inches)$")
_BY = re.compile(r"(?<=\d)\s*(?:x|×|by)\s*(?=\d)")
_OTHER_NUMBERS = ("quantity", "price", "ordinal", "rating", "order_id")
_CLOSE = 85  # of 100

Value = tuple[str, str]  # an option's name and one of its values


def find_variant_meant(turn: ActionTurn, listing: Listing) -> Variant | tuple[Variant, ...]:
    """Return the variant on sale that the message means, or all that it may be; () when it fits none.

    Options that were not mentioned are those of the variant talked about before, if that leaves one.
    """
    active = tuple(variant for variant in listing.variants if variant.active)
    said = _read_options(turn, listing, active)
    left = tuple(variant for variant in active if all(_pair(variant, values) for values in said))
    if len(left) > 1:
        left = _as_before(turn, active, left, said) or left
    return left[0] if len(left) == 1 else left


def match_option(said: str, values: Iterable[str]) -> list[str]:
    """Return which of these values of an option are meant by what was said: the same one, else those close to it."""
    said, values = said.casefold().replace("gray", "grey"), list(dict.fromkeys(values))
    fits: tuple[Callable[[str, str], bool], ...] = (_is_same, _is_same_measure, _is_in_range, _is_kind_of, _is_close)
    return next((found for fit in fits if (found := [value for value in values if fit(said, value)])), [])


def is_of_title(said: str, product: Product) -> bool:
    """Say whether the words are of the product's own name: "pine" of "Pacer & Pine socks" is no colour of them."""
    return set(split_name(said)) <= set(split_name(f"{product.brand} {product.title}"))


def unknown_options(turn: ActionTurn, listing: Listing) -> list[str]:
    """Return the colours and sizes of the message that no variant on sale has; all of them when each has some."""
    active = tuple(variant for variant in listing.variants if variant.active)
    colours, others = _values_of(active)
    said = [(word, _colours_meant(word, colours)) for word in _looks(turn, "colour", listing, colours)]
    said += [(word, _match(word, others)) for word in _looks(turn, "size", listing, others)]
    return [word for word, found in said if not found] or [word for word, _ in said]


def _read_options(turn: ActionTurn, listing: Listing, active: tuple[Variant, ...]) -> list[set[Value]]:
    """Return for each thing said the values that may be meant; an empty set for what the product does not come in."""
    colours, others = _values_of(active)
    read = []
    if colours:
        read = _side_by_side([_colours_meant(said, colours) for said in _looks(turn, "colour", listing, colours)])
    if others:
        read += [_match(said, others) for said in _looks(turn, "size", listing, others)]
    for said in turn.all_entities("material"):
        read += [found] if (found := _match(said, colours + others)) else []
    told = {name for values in read for name, _ in values}
    unsaid = [pair for pair in colours + others if pair[0] not in told]
    return [*read, *_scan_text(turn, unsaid)] if all(read) else read


def _looks(turn: ActionTurn, name: str, listing: Listing, pairs: list[Value]) -> list[str]:
    """Return the colours or sizes of the message, without words of the product's name that it does not come in."""
    own = [said for said in turn.all_entities(name) if is_of_title(said, listing.product)]
    values = {_plain(value) for _, value in pairs}
    return [said for said in turn.all_entities(name) if said not in own or _plain(said) in values]


def _colours_meant(said: str, colours: list[Value]) -> set[Value]:
    return _match(said, colours) or {pair for pair in colours if is_shade(pair[1], said)}


def _side_by_side(read: list[set[Value]]) -> list[set[Value]]:
    """Return one set of what any of several colours may be, where none is all of them: "black or white"."""
    if len(read) < 2 or set.intersection(*read):
        return read
    return [set().union(*read)]


def _values_of(active: tuple[Variant, ...]) -> tuple[list[Value], list[Value]]:
    pairs = list(dict.fromkeys(pair for variant in active for pair in variant.options.items()))
    colours = [pair for pair in pairs if pair[0].casefold() in COLOUR_OPTIONS]
    return colours, [pair for pair in pairs if pair not in colours]


def _match(said: str, pairs: list[Value]) -> set[Value]:
    found = match_option(said, [value for _, value in pairs])
    return {pair for pair in pairs if pair[1] in found}


def _scan_text(turn: ActionTurn, pairs: list[Value]) -> list[set[Value]]:
    """Return the option values that stand in the text word for word, where nothing else was understood of them."""
    words = split_name(turn.text)
    taken = {word for name in _OTHER_NUMBERS for value in turn.all_entities(name) for word in split_name(value)}
    found: dict[str, set[Value]] = {}
    for name, value in pairs:
        parts = split_name(value)
        told = len(value) > 1 or words == parts or f"size {value.lower()}" in turn.text.lower()
        if parts and told and not taken & set(parts) and _stands_in(parts, words):
            found.setdefault(name, set()).add((name, value))
    return list(found.values())


def _stands_in(parts: list[str], words: list[str]) -> bool:
    return any(words[start : start + len(parts)] == parts for start in range(len(words)))


def _pair(variant: Variant, values: set[Value]) -> bool:
    return any(pair in values for pair in variant.options.items())


def _as_before(
    turn: ActionTurn, active: tuple[Variant, ...], left: tuple[Variant, ...], said: list[set[Value]]
) -> tuple[Variant, ...]:
    """Return the one of those left that is, in what was not said, the variant talked about; () when none is."""
    before = next((variant for variant in active if variant.id == turn.memory.variant_id), None)
    if before is None:
        return ()
    mentioned = {name for values in said for name, _ in values}
    kept = {name: value for name, value in before.options.items() if name not in mentioned}
    same = tuple(variant for variant in left if kept.items() <= variant.options.items())
    return same if len(same) == 1 else ()


def _is_same(said: str, value: str) -> bool:
    return _plain(said) == _plain(value)


def _is_same_measure(said: str, value: str) -> bool:
    """Say whether only the unit is missing: "170x240" is "170 x 240 cm"."""
    plain = _BY.sub("x", _plain(said))
    return any(c.isdigit() for c in plain) and plain == _UNIT.sub("", _BY.sub("x", _plain(value)))


def _is_in_range(said: str, value: str) -> bool:
    """Say whether a number is in a size such as "38-40"."""
    size = _RANGE.fullmatch(value.strip())
    number = re.fullmatch(r"\d+(?:\.\d+)?", _plain(said))
    return bool(size and number and float(size[1]) <= float(number[0]) <= float(size[2]))


def _is_kind_of(said: str, value: str) -> bool:
    """Say whether the value is what was said, and more: "mist grey" is a grey."""
    words = split_name(said)
    return bool(words) and not said.strip().isdecimal() and set(words) < set(split_name(value))


def _is_close(said: str, value: str) -> bool:
    return len(said) > 3 and not any(c.isdigit() for c in said) and fuzz.ratio(_plain(said), _plain(value)) >= _CLOSE


def _plain(text: str) -> str:
    words = " ".join(_NOT_PART_OF_SIZE.sub(" ", text.casefold().replace(",", ".").replace("-", " ")).split())
    words = _LETTERS.get(words, words)
    return words.replace(" x ", "x").replace(" ", "")
