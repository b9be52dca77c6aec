"""What a text does not want, of the things that products state: "headphones not in ear", "jacket, no black or grey"."""

from collections.abc import Collection
from dataclasses import dataclass

from retrieval.colours import names_colour
from retrieval.entries import Terms
from retrieval.implied import is_property
from retrieval.terms import split_terms, word_places
from retrieval.traits import NO

_LONGEST = 3  # words of a property
_BETWEEN = frozenset(("a", "an", "any", "the", "made", "of"))  # "not made of wool"
_AND = frozenset(("and", "or", "nor"))


@dataclass(frozen=True)
class Denied:
    """What is not wanted, and the text without it; the text itself where nothing is denied."""

    rest: str
    features: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()


def read_denied(text: str, feature_names: Collection[Terms]) -> Denied:
    """Return what the text denies of colours, of known properties, and of these names of features."""
    terms, features, colours = split_terms(text), list[str](), list[str]()
    cut: list[tuple[int, int]] = []  # from which word to which
    at = 0
    while at < len(terms):
        end = at
        if terms[at] in NO:
            end = _take(terms, at + 1, feature_names, features, colours)
        if end > at:
            cut.append((at, end))
        at = max(at + 1, end)
    return Denied(_leave_out(text, cut), tuple(features), tuple(colours))


def _take(terms: list[str], start: int, names: Collection[Terms], features: list[str], colours: list[str]) -> int:
    """Add what is denied from this word on; return where that ends, 0 for nothing."""
    end, at = 0, start
    while at < len(terms):
        while at < len(terms) and terms[at] in _BETWEEN:
            at += 1
        length = next((n for n in range(_LONGEST, 0, -1) if _is_known(terms[at : at + n], n, names)), 0)
        if not length:
            break
        said = " ".join(terms[at : at + length])
        (colours if names_colour(said) else features).append(said)
        at = end = at + length
        if at == len(terms) or terms[at] not in _AND:
            break
        at += 1
    return end


def _is_known(words: list[str], length: int, names: Collection[Terms]) -> bool:
    whole = tuple(words)
    return len(words) == length and (names_colour(" ".join(words)) or is_property(whole) or whole in names)


def _leave_out(text: str, cut: list[tuple[int, int]]) -> str:
    places = word_places(text)
    for start, end in reversed(cut):
        text = f"{text[: places[start][0]].rstrip(' ,;-')} {text[places[end - 1][1] :].lstrip(' ,;-')}"
    return text.strip() if cut else text
