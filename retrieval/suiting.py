"""What a product's own texts say of the occasions that it is for, or is not for, with the words that say it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from retrieval.occasions import Terms, read_occasions
from retrieval.passages import split_sentences
from retrieval.terms import split_terms
from shop.catalogue import Product

_THOUGHT = re.compile(
    r"[;:()]|\s[–-]\s|\b(?:but|yet|though|although|while|whereas|because|unless|until|rather than|instead of|than)\b",
    re.IGNORECASE,
)
_DENIES = frozenset((
    "no", "not", "nor", "neither", "never", "nothing", "without", "hardly", "isnt", "arent", "doesnt", "dont", "cannot",
    "less", "too", "wrong", "unsuitable", "rule", "impractical",
))  # fmt: skip
_CUES = frozenset(("for", "during"))
_CUE_REACHES = 8  # words behind "for" that still are what it is for
_GOES_ON = 4  # words of a piece behind a comma before the occasion: "for the commute, the museum and the picnic"
# "For long runs take the larger one": of another product
_ELSEWHERE = re.compile(r"\bwe would\b|\bspend more\b|\bbetter buy\b|\b(?:look|go) (?:at|for) the\b|\btake the\b", re.I)
_USE = re.compile(
    r"\b(?:use|used|season|occasion|suitable|suits|recommended|ideal|best|good|purpose|sport|activity|terrain"
    r"|made for)\b",
    re.IGNORECASE,
)
_LONGEST_QUOTE = 120  # letters


class Said(StrEnum):
    """Where a product's texts say it, the surest first."""

    TITLE = "title"
    TYPE = "type"
    CATEGORY = "category"
    ATTRIBUTE = "attribute"
    DESCRIPTION = "description"
    KIND = "kind"  # in no text of the product: its kind goes with the occasion by the vocabulary


@dataclass(frozen=True)
class Evidence:
    """What says that a product is for an occasion, or that it is not (`against`); `words` are as they are written."""

    occasion: str
    said: Said
    words: str
    against: bool = False


def read_evidence(product: Product) -> tuple[Evidence, ...]:
    """Return what the product's texts say, one for each occasion, the surest; () for nothing.

    That it is not for an occasion counts before all that speaks for it.
    """
    found: dict[str, Evidence] = {}
    for one in (*_in_fields(product), *_in_description(product.description)):
        if one.occasion not in found or (one.against and not found[one.occasion].against):
            found[one.occasion] = one
    return tuple(found.values())


def _in_fields(product: Product) -> Iterator[Evidence]:
    fields = [(Said.TITLE, product.title, product.title), (Said.TYPE, product.type, product.type)]
    fields += [(Said.CATEGORY, name, name) for name in product.path]
    stated = product.attributes.items()
    fields += [(Said.ATTRIBUTE, value, f"{name}: {value}") for name, value in stated if _USE.search(name)]
    for said, text, words in fields:
        terms = split_terms(text)
        if _DENIES.isdisjoint(terms):
            yield from (Evidence(occasion, said, words) for _, _, occasion in _named_in(terms, _of_fields()))


def _in_description(description: str) -> Iterator[Evidence]:
    for sentence in split_sentences(description):
        for thought in _THOUGHT.split(sentence):
            yield from _in_thought(sentence, thought)


def _in_thought(sentence: str, thought: str) -> Iterator[Evidence]:
    """Yield what one thought says; what "for" and "not for" lead to goes on over commas: "for trains, the office"."""
    if _ELSEWHERE.search(thought):
        return
    for_it = denied = False
    for piece in thought.split(","):
        terms = split_terms(piece)
        for at, end, occasion in _named_in(terms, _of_purposes()):
            behind, no = _read_before(terms[:at], for_it, denied)
            if behind and no:
                yield Evidence(occasion, Said.DESCRIPTION, _quote(sentence, piece), against=True)
            elif behind and _DENIES.isdisjoint(terms[end : end + 2]):
                yield Evidence(occasion, Said.DESCRIPTION, _quote(sentence, thought))
        for at, _, occasion in _named_in(terms, _of_descriptions()):
            if _DENIES.isdisjoint(terms[:at]):
                yield Evidence(occasion, Said.DESCRIPTION, _quote(sentence, thought))
        for_it, denied = _read_before(terms, for_it, denied)


def _read_before(before: Sequence[str], for_it: bool, denied: bool) -> tuple[bool, bool]:
    """Return whether "for" leads here, and whether that is denied, by these words, or else by the piece before them."""
    if (_CUES | _DENIES).isdisjoint(before):
        return for_it and len(before) <= _GOES_ON, denied
    return not _CUES.isdisjoint(before[-_CUE_REACHES:]), not _DENIES.isdisjoint(before)


Named = Mapping[str, tuple[tuple[Terms, str], ...]]
"""By first word: the words, and the occasion that they speak for."""


def _named_in(terms: Sequence[str], named: Named) -> Iterator[tuple[int, int, str]]:
    """Yield where occasions are named, from and to which word."""
    for at, term in enumerate(terms):
        for words, occasion in named.get(term, ()):
            if tuple(terms[at : at + len(words)]) == words:
                yield at, at + len(words), occasion


@cache
def _of_fields() -> Named:
    return _by_first((one.texts, one.name) for one in read_occasions().values())


@cache
def _of_purposes() -> Named:
    return _by_first(((*one.texts, *one.purposes), one.name) for one in read_occasions().values())


@cache
def _of_descriptions() -> Named:
    return _by_first((one.anywhere, one.name) for one in read_occasions().values())


def _by_first(telling: Iterable[tuple[Sequence[Terms], str]]) -> Named:
    named: dict[str, list[tuple[Terms, str]]] = {}
    for several, occasion in telling:
        for words in several:
            named.setdefault(words[0], []).append((words, occasion))
    return {first: tuple(found) for first, found in named.items()}


def _quote(sentence: str, part: str) -> str:
    """Return the sentence, or its part where it is long, cut at a word where that is long, too."""
    text = " ".join((sentence if len(sentence) <= _LONGEST_QUOTE else part).split()).strip(" ,;:.")
    if len(text) <= _LONGEST_QUOTE:
        return text
    return f"{text[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
