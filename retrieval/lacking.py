"""Whether a query names a kind of thing that the shop does not have: what is found then only comes near, or is chance.

Only of a thing that is named and nothing else, "lawn mower", "ski boots", that can be said: what is described in other
words, "something against neck pain", has no name of its own to be missed.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import DamerauLevenshtein

from retrieval.documents import Document
from retrieval.goods import Names, find_good
from retrieval.kinds import Kinds
from retrieval.leanings import read_leaning
from retrieval.postings import Postings
from retrieval.synonyms import Terms
from retrieval.terms import before_purpose, holds, is_deed, split_terms, split_wanted, word_places
from retrieval.wording import Slot, Wording

Mask = NDArray[np.bool_]

# Chosen with benchmarks/search_nothing.tsv and search_training.tsv
_MOST_WORDS = 3  # of a name: more of them describe
_NAMED = 0.6  # of a name's weight that the names of a product have to have
_NEARLY_NAMED = 0.44  # the same, for one that is as near as `_OF_THE_KIND`: "muffin tray" is a muffin tin
_BESIDE = 2  # words that a value may have beside the name that it states: "in the microwave" is no microwave
CHANCE = 0.5  # of words and meaning together: what is below it and not called so was found by chance
_OF_THE_KIND = 0.55  # the same, from which an unknown word beside a kind describes it
_LIKENESS = 0.72  # to a word of the kind's own, with a typing error: "yoga matt"
_ASKS = frozenset((
    "a", "an", "the", "any", "some", "do", "you", "have", "got", "i", "we", "need", "want", "looking", "for", "search",
    "show", "me", "buy", "please", "where", "can", "get", "is", "are", "there", "sell", "hi", "hello", "searching",
))  # fmt: skip
_AND = re.compile(r"\b(?:and|or|plus)\b")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_MEASURE = re.compile(  # "size 4", "55 inch", "140x200", "e27": says how large a thing is, or which one
    r"(?:\b(?:size|no\.?|number)\s+)?\S*\d\S*(?:\s*(?:inch(?:es)?|[cm]m|m|m?l|lit(?:re|er)s?|k?g|w(?:atts?)?|packs?"
    r"|p(?:ie)?ces?|pcs)\b)?",
    re.IGNORECASE,
)


_PART = re.compile(r"[,;:!?()|–]|\s-\s|\s(?=\d)")  # of a title; a thing's name ends one: "laptop stand" is no laptop


class Lack(StrEnum):
    NONE = "none"  # the shop has it, or it cannot be said
    NEAR = "near"  # nothing is called so; what was found comes near
    ALL = "all"  # nothing is called so, and nothing comes near


def find_name(text: str) -> str:
    """Return the name of a thing that the text is, "" where it says more or other than that.

    A request may stand before it, and what measures it anywhere: "do you sell ski boots", "television 55 inch".
    """
    words = _drop_requests(_MEASURE.sub(" ", read_leaning(text).text)).split()
    telling, name = [*words[:1], *(word for word in words[1:2] if word != "of"), *words[2:]], " ".join(words)
    alone = 0 < len(telling) == len(split_wanted(name)) <= _MOST_WORDS and before_purpose(name) == name
    return name if alone and not is_deed(words) else ""


def _drop_requests(text: str) -> str:
    """Return the words, in small letters, without those at their beginning that only ask for something."""
    words = [word.lower() for word in _WORD.findall(text)]
    while words and words[0] in _ASKS:
        words.pop(0)
    return " ".join(words)


def find_missing(text: str, kinds: Kinds, named: Callable[[Terms], Iterable[Document]]) -> Names:
    """Return what the thing is called that the text asks for and the shop does not have; the empty set for none.

    Only of things that many shops have (`goods.py`) that is known. `named` gives the products whose names have all of
    these words. Where a kind that the shop has stands before it, "dress with belt", it is that.
    """
    asked = _drop_requests(_MEASURE.sub(" ", read_leaning(text).text))
    good: Names = frozenset() if _AND.search(asked) else find_good(asked)
    if not good and not kinds.types_in(asked):
        good = find_good(asked, mistyped=True)
    had = any(
        kinds.types_called(" ".join(name))
        or kinds.types_below(" ".join(name))
        or any(_is_called_so(document, name) for document in named(name))
        for name in good
    )
    return frozenset() if had or _stands_behind_a_kind(asked, good, kinds) else good


def find_said(text: str, names: Names) -> str:
    """Return the words of the text that are one of these names, the longest; "" where none stands in it as it is."""
    terms, places = split_terms(text), word_places(text)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        for start in range(len(terms) - len(name) + 1):
            if tuple(terms[start : start + len(name)]) == name:
                return text[places[start][0] : places[start + len(name) - 1][1]]
    return ""


def _stands_behind_a_kind(text: str, good: Names, kinds: Kinds) -> bool:
    """Say whether the words before the thing name a kind: a "shirt tie" may be either."""
    terms = split_terms(before_purpose(text))
    rests = [terms[: -len(name)] for name in good if holds(terms, name)]
    return any(kinds.types_called(" ".join(rest)) for rest in rests if rest)


def _is_called_so(document: Document, name: Terms) -> bool:
    """Say whether a product's name is that of this thing: it ends a part of the title, or a type is not known."""
    if not document.type:
        return holds(split_terms(document.title), name)
    parts = (split_terms(before_purpose(part)) for part in _PART.split(document.title))
    return any(tuple(part[-len(name) :]) == name for part in parts)


def judge_lack(wording: Wording, best: Sequence[tuple[Document, float]], nearest: float) -> Lack:
    """Return whether these products, the best that a thing's name finds, are that thing.

    With each comes how near it is; `nearest` is how near any is. They are if the name of one has most of it, its last
    word too ("gaming laptop" is no gaming mouse), or half of it where it is near, or if a value that it states is that
    word for word. A single word may be no thing at all, "thunder": what has it in its texts comes near.
    """
    if not wording.slots or any(_is_called(wording, document, near) for document, near in best):
        return Lack.NONE
    told = len(wording.slots) == 1 and any(_has_words(wording.slots[0], document) for document, _ in best)
    return Lack.NEAR if told or nearest >= CHANCE else Lack.ALL


def is_another(
    said: str,
    wording: Wording,
    wished: Collection[str],
    types: Iterable[str],
    of_types: Mask,
    postings: Postings,
    nearest: float,
) -> bool:
    """Say whether a kind's name stands in the name of another thing: "ski boots" where only hiking boots are.

    A word beside the kind's own is then in no text of that kind. `of_types` has by row whether it is of these `types`;
    `said` are the words before typing errors were put right in `wording`; `wished` those of features, which may stand
    before the name: "wireless keyboard", but "coat hooks".
    """
    if nearest >= _OF_THE_KIND or "".join(split_terms(said)) in {"".join(split_terms(type)) for type in types}:
        return False
    own = {term for type in types for term in split_terms(type)}
    *before, last = wording.slots
    telling = [*(slot for slot in before if slot.term not in wished), last]
    return any(not _is_told(slot, own, of_types, postings) for slot in telling)


def _has_words(slot: Slot, document: Document) -> bool:
    return any(all(any(word in terms for terms in document.terms) for word in words) for words in slot.names)


def _is_told(slot: Slot, own: set[str], of_types: Mask, postings: Postings) -> bool:
    if any(DamerauLevenshtein.normalized_similarity(slot.term, term) >= _LIKENESS for term in own):
        return True
    for words in slot.names:
        held = [postings.score(word) for word in words]
        if own.intersection(words) or all(score is not None and (score[of_types] > 0).any() for score in held):
            return True
    return False


def _is_called(wording: Wording, document: Document, near: float) -> bool:
    name = set(split_terms(" ".join((document.title, document.brand, document.type, *document.groups))))
    named = [any(name.issuperset(words) for words in slot.names) for slot in wording.slots]
    if named[-1] and _share(wording, named) >= _NAMED:
        return True
    literally = [slot.term in name for slot in wording.slots]
    return (near >= _OF_THE_KIND and _share(wording, literally) >= _NEARLY_NAMED) or _is_stated(wording.terms, document)


def _share(wording: Wording, named: Sequence[bool]) -> float:
    """Return how much of the words' weight those have that are named."""
    told = sum(slot.weight for slot, is_named in zip(wording.slots, named, strict=True) if is_named)
    return told / max(wording.weight, 1e-6)


def _is_stated(name: Terms, document: Document) -> bool:
    stated = ((split_terms(of), split_terms(value)) for of, value in document.attributes.items())
    return any(_states(of, value, name) for of, value in stated if len(value) <= len(name) + _BESIDE)


def _states(of: list[str], value: list[str], name: Terms) -> bool:
    """Say whether a value is that word for word, or in one with what it is the value of: "oily skin" of a skin type."""
    return holds(value, name) or (name[0] in value and set(name[1:]) <= {*value, *of})
