"""What a stated property tells of another that shoppers ask for: a case with a shell of polyester is no hard one."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from retrieval.entries import Entry, Terms
from retrieval.terms import holds, split_terms
from retrieval.traits import is_made

# Words for a property: attributes that tell that a product has it | and that it has it not. "type" is the kind itself.
_TELLING = """
hard, hard shell, hard case, hard sided, hardshell: shell polycarbonate; shell abs; shell aluminium | shell polyester
soft, soft shell, soft case, soft sided, softshell: shell polyester | shell polycarbonate; shell abs; shell aluminium
in-ear, in ear, in the ear: fit in-ear | fit open-ear; type over-ear headphones
over-ear, over ear: type over-ear headphones | fit in-ear; fit open-ear
open-ear, open ear: fit open-ear | fit in-ear; type over-ear headphones
teflon, ptfe: coating ptfe | coating none; coating ceramic
non-stick, non stick, nonstick: coating ptfe; coating ceramic | coating none
coating, coated: | coating none
numpad, number pad, numeric keypad: keys 104; keys 105; keys 108 |
wired: connection usb-a cable; connection usb-c cable; connection detachable | connection bluetooth only
wireless, bluetooth, cordless: connection bluetooth | connection usb-a cable; connection usb-c cable; connection \
detachable
"""
_MATERIALS = frozenset((
    "leather", "suede", "wool", "merino", "cashmere", "cotton", "linen", "silk", "polyester", "plastic", "metal",
    "steel", "aluminium", "wood", "glass", "rubber", "nylon", "bamboo", "cork", "felt", "velvet", "acrylic", "viscose",
    "lyocell", "pvc", "silicone", "iron", "copper", "ceramic", "latex", "fur",
))  # fmt: skip
_FILLINGS = frozenset(("down", "feather", "goose"))
_MADE = frozenset(("material", "upper", "cover", "fabric", "shell", "case"))  # attributes that tell all of it
_FILLED = frozenset(("filling", "fill"))

Facts = tuple[Terms, Terms]  # an attribute's name and words of its value


@lru_cache(maxsize=1)
def _read_telling() -> Mapping[Terms, tuple[tuple[Facts, ...], tuple[Facts, ...]]]:
    told: dict[Terms, tuple[tuple[Facts, ...], tuple[Facts, ...]]] = {}
    for line in _TELLING.strip().splitlines():
        called, _, facts = line.partition(":")
        has, _, lacks = facts.partition("|")
        for name in called.split(","):
            told[tuple(split_terms(name))] = (_read_facts(has), _read_facts(lacks))
    return told


def _read_facts(text: str) -> tuple[Facts, ...]:
    words = [tuple(split_terms(fact)) for fact in text.split(";") if fact.strip()]
    return tuple((fact[:1], fact[1:]) for fact in words)


def named_properties(text: str) -> list[str]:
    """Return the properties of this table that the text names, the longest names first; [] for none."""
    terms = split_terms(text)
    found = [name for name in sorted(_read_telling(), key=len, reverse=True) if len(name) > 1 and holds(terms, name)]
    return [" ".join(name) for name in found if not any(name != other and holds(other, name) for other in found)]


def is_property(terms: Terms) -> bool:
    """Return whether these words are a property of this table, or a material."""
    return terms in _read_telling() or (len(terms) == 1 and not (_MATERIALS | _FILLINGS).isdisjoint(terms))


def is_implied(entry: Entry, wanted: Iterable[str]) -> bool | None:
    """Return whether what the product states of other things tells that it has this; None: it does not."""
    terms = tuple(wanted)
    has, lacks = _read_telling().get(terms, ((), ()))
    if any(_states(entry, fact) for fact in has):
        return True
    if any(_states(entry, fact) for fact in lacks):
        return False
    told = _MADE if _MATERIALS.issuperset(terms) else _FILLED if _FILLINGS.issuperset(terms) else frozenset()
    made = [value for name, value in entry.attributes.items() if told.intersection(name)]
    return any(is_made(value, list(terms)) for value in made) if made else None


def _states(entry: Entry, fact: Facts) -> bool:
    name, words = fact
    if name == ("type",):
        return holds(split_terms(entry.listing.product.type), words)
    return any(name[0] in said and holds(value, words) for said, value in entry.attributes.items())
