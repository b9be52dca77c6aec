"""Which other variant of a product is meant: "in 40", "the red one", "one size up", "from M to L"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.cards import tell_options
from actions.reference.named_variants import match_option
from actions.turn import ActionTurn
from shop.catalogue import Listing, Variant

_NAMING = ("colour", "size", "material", "feature", "product")
_COMPLAINT = re.compile(
    r"\b(too|bit|so|very|runs?) (?:\w+ )?(small|tight|short|big|large|loose|long|wide)\b", re.IGNORECASE
)
_LESS_THAN_FITS = frozenset(("small", "tight", "short"))
_UP = re.compile(r"\b(bigger|larger|up|longer|wider|next size)\b", re.IGNORECASE)
_DOWN = re.compile(r"\b(smaller|down|shorter|tighter)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 3  # of a value that this product may not come in: "neon pink", "size 52"
_BESIDE_VALUE = frozenset(
    ("in", "the", "a", "an", "one", "ones", "size", "colour", "color", "please", "pls", "and", "then")
)
# Of sentences, and of no value: what has one says nothing of a variant
_OF_SENTENCES = frozenset((
    "ok", "okay", "yes", "yep", "yeah", "no", "nope", "nah", "sure", "fine", "do", "does", "did", "it", "its", "that",
    "this", "them", "hm", "hmm", "dunno", "know", "idk", "not", "dont", "don", "what", "which", "how", "why", "when",
    "where", "who", "is", "are", "was", "can", "could", "would", "will", "should", "have", "has", "you", "i", "im",
    "we", "me", "my", "go", "ahead", "exist", "there", "maybe", "thanks", "thank", "wait", "help", "any", "anything",
    "whatever", "care", "mind", "matter", "matters", "good", "great", "cool", "right", "just", "send", "order", "else",
    "cheaper", "cheapest", "something", "other", "others", "another", "different", "new", "same", "first",
))  # fmt: skip


@dataclass(frozen=True)
class SwapFound:
    """The variants that a piece may become, in stock. `exact` is the one that was meant though it is sold out."""

    candidates: tuple[Variant, ...]
    exact: Variant | None = None
    unknown: str = ""  # what was said and this product does not come in
    said: bool = False  # whether the message says anything of it; else the candidates are all others


def find_swap(turn: ActionTurn, listing: Listing, old: Mapping[str, str], *, text: str = "") -> SwapFound:
    """Return what a piece with the options `old` shall become, as far as the message says; one candidate is meant.

    Without a word of it every other variant in stock is one. `text` is the answer to the question for it.
    """
    sold = [variant for variant in listing.variants if variant.active and dict(variant.options) != dict(old)]
    left = tuple(variant for variant in sold if variant.stock > 0)
    wanted, unknown = _read_wanted(turn, listing, old, text)
    if not wanted:
        return SwapFound(_nearest_first(_that_may_fit(turn, listing, old, left), old), unknown=unknown)
    exact = [variant for variant in sold if dict(variant.options) == {**old, **wanted}]
    if exact and exact[0].stock > 0:
        return SwapFound((exact[0],), said=True)
    fitting = tuple(variant for variant in left if wanted.items() <= variant.options.items())
    return SwapFound(_nearest_first(fitting or left, old), exact[0] if exact else None, said=True)


def _nearest_first(variants: Sequence[Variant], old: Mapping[str, str]) -> tuple[Variant, ...]:
    """Return the variants, those in the old colour before those in which more changes."""
    return tuple(sorted(variants, key=lambda one: sum(old.get(name) != value for name, value in one.options.items())))


def _that_may_fit(
    turn: ActionTurn, listing: Listing, old: Mapping[str, str], left: Sequence[Variant]
) -> Sequence[Variant]:
    """Return those that are bigger than what is "too small", smaller than what is "too big"; all of them else."""
    said = _COMPLAINT.search(turn.text)
    way = 0 if said is None else 1 if said[2].lower() in _LESS_THAN_FITS else -1
    name, values, at = _place_of_size(listing, old)
    if not way or at < 0:
        return left
    return [one for one in left if way * (values.index(one.options[name]) - at) > 0] or left


def _read_wanted(turn: ActionTurn, listing: Listing, old: Mapping[str, str], text: str) -> tuple[dict[str, str], str]:
    """Return the wanted values by option, and a value that was said and is none of this product's."""
    wanted: dict[str, str] = {}
    unknown = ""
    for said in _said_values(turn, text):
        option = _find_option(listing, said)
        if option is None:
            unknown = unknown or (said if _may_be_value(turn, said) else "")
        elif old.get(option[0]) != option[1]:  # "from M to L": the old one is said as well
            wanted[option[0]] = option[1]
    if not wanted:
        wanted = _read_step(turn, listing, old)
    return wanted, "" if wanted else unknown


def _said_values(turn: ActionTurn, text: str) -> list[str]:
    said = [value for name in _NAMING for value in turn.all_entities(name)]
    return said or ([text] if text else [])


def _may_be_value(turn: ActionTurn, said: str) -> bool:
    """Say whether it can be denied that the product comes in this: "ok do it" and "paypal" are no colour or size."""
    if any(said in turn.all_entities(name) for name in ("colour", "size", "material", "feature")):
        return True
    if turn.entities or said.endswith("?"):
        return False
    words = [word for word in _WORD.findall(said.casefold()) if word not in _BESIDE_VALUE]
    return 0 < len(words) <= _MOST_WORDS and _OF_SENTENCES.isdisjoint(words)


def _find_option(listing: Listing, said: str) -> tuple[str, str] | None:
    """Return the option and its value that the words mean, or that stands among them; None for none."""
    pairs = list(dict.fromkeys(pair for variant in listing.variants for pair in variant.options.items()))
    found = match_option(said, [value for _, value in pairs])
    words = _WORD.findall(said.casefold())
    among = [pair for pair in pairs if len(pair[1]) > 1 and set(_WORD.findall(pair[1].casefold())) <= set(words)]
    return next((pair for pair in pairs if pair[1] in found), among[0] if among else None)


def _read_step(turn: ActionTurn, listing: Listing, old: Mapping[str, str]) -> dict[str, str]:
    """Read "one size up": the next value of the option that is a size."""
    said = _COMPLAINT.sub(" ", turn.text)
    step = 1 if _UP.search(said) else -1 if _DOWN.search(said) else 0
    name, values, at = _place_of_size(listing, old)
    place = at + step
    return {name: values[place]} if step and at >= 0 and 0 <= place < len(values) else {}


def _place_of_size(listing: Listing, old: Mapping[str, str]) -> tuple[str, list[str], int]:
    """Return the option that is a size, its values in their order, and where the old one stands; -1 for none."""
    name = next((name for name in old if name.casefold() in ("size", "length", "width")), "")
    values = list(dict.fromkeys(one.options[name] for one in listing.variants if name in one.options))
    return name, values, values.index(old[name]) if name and old[name] in values else -1


def tell_variants(variants: Sequence[Variant]) -> list[str]:
    """Return "black, 38" for each variant."""
    return [tell_options(variant) for variant in variants]
