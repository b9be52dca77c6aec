"""The occasions that the shop knows, "camping", "a wedding", in the words of shoppers and of the catalogue.

They are written in occasions.yml, which says what its parts mean.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from retrieval.spelling import find_stem
from retrieval.terms import split_terms

Terms = tuple[str, ...]

_FILE = Path(__file__).parent / "occasions.yml"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LET_IN = 3  # words between "for" and the occasion: "for a really long flight"
_PURPOSE = frozenset(("for", "on", "at", "during", "when", "while", "to", "in"))
_SEEKS = frozenset(("look", "looking", "search", "searching", "shop", "shopping", "hunt", "hunting", "ask", "asking"))
_DOING = frozenset(("to", "i", "we"))  # before what is done: "when I climb", "to draw"
_GOING = frozenset(("go", "going", "goe", "went"))
_LITTLE = frozenset((
    "a", "an", "the", "my", "our", "his", "her", "their", "your", "next", "first", "long", "short",
    "big", "little", "small", "friend", "sister", "brother", "week", "weekend", "family", "real", "really", "good",
    "some", "2", "day", "summer", "winter", "own", "annual", "upcoming", "of", "few", "couple", "i", "we",
))  # fmt: skip
# Behind an occasion that makes something else of it: "for a camping stove" is about a stove
_GOES_ON = frozenset(
    ("trip", "weekend", "holiday", "tour", "day", "evening", "night", "party", "celebration", "season")
)
_ENDS = re.compile(
    r"[^\w\s]|(?:and|but|or|with|under|below|up to|max|that|which|in|at|on|to|from|please|pls|this|next|what|tomorrow"
    r"|soon|because|i|we|for)\b",
    re.IGNORECASE,
)


class _Written(BaseModel):
    """An entry of the file."""

    model_config = ConfigDict(extra="forbid")

    told: str = ""
    words: str = ""
    asked: str = ""
    texts: str = ""
    purposes: str = ""
    anywhere: str = ""
    kinds: str = ""
    gifts: str = ""


@dataclass(frozen=True)
class Occasion:
    """What something is used for, or given at. All words are folded but for `name` and `told`."""

    name: str
    told: str  # as it stands behind "for"
    forms: Mapping[str, tuple[Terms, ...]]  # what shoppers call it, each name as it is told with its other forms
    asked: tuple[Terms, ...]  # what they call it behind "for" alone
    texts: tuple[Terms, ...]  # that speak for it in a product's fields, and in its description behind "for"
    purposes: tuple[Terms, ...]  # that speak for it in a description alone, behind "for"
    anywhere: tuple[Terms, ...]  # that speak for it wherever a description has them
    kinds: tuple[str, ...]  # of things that go with it
    gifts: tuple[str, ...]  # kinds of things that are given then


@dataclass(frozen=True)
class AskedOccasion:
    """The occasion that a text names as what something is for; `rest` is the text without it."""

    name: str
    rest: str
    last: bool  # nothing stands behind it


@cache
def read_occasions() -> Mapping[str, Occasion]:
    """Return the occasions by name, in the order of the file."""
    written = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {name: _make(name, _Written(**entry)) for name, entry in written.items()}


def find_occasion(text: str) -> AskedOccasion | None:
    """Return the occasion that something is looked for: "for a camping trip", "going to a wedding".

    None where its word is the name of a thing, or stands there by itself: "camping stove", "looking for a bike".
    """
    words = list(_WORD.finditer(text))
    folded = [split_terms(word[0]) for word in words]
    terms = [term for several in folded for term in several]
    spots = [word for word, several in zip(words, folded, strict=True) for _ in several]
    for at in range(len(terms)):
        end, name = _longest_at(terms, at)
        if not name or not _is_purpose(terms, at):
            continue
        while end < len(terms) and terms[end] in _GOES_ON:
            end += 1
        rest = text[spots[end - 1].end() :].lstrip()
        if not rest or _ENDS.match(rest):
            before = text[: spots[_begin_of(terms, at)].start()]
            return AskedOccasion(name, f"{before}{rest}".strip(), last=not rest.strip(" .!?"))
    return None


def _longest_at(terms: list[str], at: int) -> tuple[int, str]:
    """Return where the longest name of an occasion that begins here ends, and the occasion; (0, "") for none."""
    named = _spoken().get(terms[at], ())
    return max(
        ((at + len(words), name) for words, name in named if tuple(terms[at : at + len(words)]) == words),
        default=_find_doing(terms, at),
    )


def _find_doing(terms: list[str], at: int) -> tuple[int, str]:
    """Return the same where the word is another form of what is done then: "to knit", "when I climb", "for knitters".

    Elsewhere it is a thing: nobody boxes who looks for "labels for a box".
    """
    is_done = at > 0 and terms[at - 1] in _DOING
    name = _done().get(find_stem(terms[at])) if is_done or terms[at].endswith("er") else None
    return (at + 1, name) if name else (0, "")


def _begin_of(terms: list[str], at: int) -> int:
    """Return where the words that lead to the occasion begin: "for" of "for a long flight"."""
    while at > 0 and terms[at - 1] in _LITTLE | _PURPOSE | _GOING:
        at -= 1
    return at


def _is_purpose(terms: list[str], at: int) -> bool:
    """Say whether what stands before makes it what something is for."""
    for back in range(at - 1, max(-1, at - 2 - _LET_IN), -1):
        if terms[back] in _PURPOSE | _GOING:
            return back == 0 or terms[back - 1] not in _SEEKS
        if terms[back] not in _LITTLE:
            return False
    return False


@cache
def _spoken() -> Mapping[str, tuple[tuple[Terms, str], ...]]:
    """Return by first word what shoppers call occasions: the words, and the occasion."""
    spoken: dict[str, list[tuple[Terms, str]]] = {}
    for one in read_occasions().values():
        for words in (*(words for forms in one.forms.values() for words in forms), *one.asked):
            spoken.setdefault(words[0], []).append((words, one.name))
    return {first: tuple(found) for first, found in spoken.items()}


@cache
def _done() -> Mapping[str, str]:
    """Return by its stem what is done at an occasion, "climbing", "knitting", and the occasion."""
    named = ((words, one.name) for one in read_occasions().values() for forms in one.forms.values() for words in forms)
    return {find_stem(words[0]): name for words, name in named if len(words) == 1 and words[0].endswith("ing")}


def _make(name: str, written: _Written) -> Occasion:
    return Occasion(
        name=name,
        told=written.told or name,
        forms=_read_forms(written.words),
        asked=tuple(_fold(written.asked)),
        texts=tuple(_fold(written.texts)),
        purposes=tuple(_fold(written.purposes)),
        anywhere=tuple(_fold(written.anywhere)),
        kinds=tuple(_split(written.kinds)),
        gifts=tuple(_split(written.gifts)),
    )


def _read_forms(names: str) -> dict[str, tuple[Terms, ...]]:
    forms = (name.strip().split("/") for name in names.split(",") if name.strip())
    return {told: tuple(tuple(split_terms(form)) for form in (told, *others)) for told, *others in forms}


def _fold(written: str) -> Iterator[Terms]:
    return (tuple(split_terms(words)) for words in _split(written))


def _split(written: str) -> Iterator[str]:
    return (part.strip() for part in written.split(";") if part.strip())
