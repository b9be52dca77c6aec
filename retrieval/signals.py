"""What speaks for each candidate of a search, as numbers between -1 and 1."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from retrieval.documents import FIELDS, Document
from retrieval.leanings import Leaning
from retrieval.postings import Postings, Rows
from retrieval.rerank import FEATURES
from retrieval.wording import Slot, Wording

Floats = NDArray[np.float32]

_PLACES = 10  # at the place of this number the advantage has halved
_FRESH_DAYS = 180  # after so many the freshness has halved
NO_LEANING = Leaning()


@dataclass(frozen=True)
class Candidates:
    """Products by row, with what the first searches said of them; all of the same length."""

    rows: Rows
    documents: list[Document]
    words: Floats
    meaning: Floats
    asked: Floats
    popularity: Floats


@dataclass(frozen=True)
class Question:
    """What the candidates are held against: words, brands named, price limits, the newest product's day, leanings."""

    wording: Wording
    brands: frozenset[str] = frozenset()
    price_min_cents: int | None = None
    price_max_cents: int | None = None
    newest_day: int = 0
    leaning: Leaning = NO_LEANING


def weigh_candidates(question: Question, found: Candidates, postings: Postings) -> Floats:
    """Return the features of each candidate, shape (candidates, len(FEATURES))."""
    fields = np.stack([_cover(question.wording, postings, at, found.rows) for at in range(len(FIELDS))])
    whole = max(question.wording.weight, 1e-6)
    columns = {f"in_{name}": fields[at].sum(axis=0) / whole for at, name in enumerate(FIELDS)}
    columns |= {
        "words": found.words,
        "meaning": found.meaning,
        "words_place": _place(found.words),
        "meaning_place": _place(found.meaning),
        "anywhere": fields.max(axis=0).sum(axis=0) / whole,
        "asked": found.asked,
        "popularity": found.popularity,
    }
    columns |= _lean(question, found)
    per_document = np.array([list(_read_document(question, document)) for document in found.documents], np.float32)
    names = ("title_taken", "phrase", "head", "head_in_title", "type_asked", "brand_asked", "freshness")
    columns |= zip(names, per_document.reshape(-1, len(names)).T, strict=True)
    return np.stack([np.asarray(columns[name], np.float32) for name in FEATURES], axis=1)


def _cover(wording: Wording, postings: Postings, at: int, rows: Rows) -> Floats:
    """Return how much of each slot's weight the field covers, shape (slots, rows)."""
    covered = [_cover_slot(slot, postings, at, rows) for slot in wording.slots]
    return np.stack(covered) if covered else np.zeros((1, len(rows)), np.float32)


def _cover_slot(slot: Slot, postings: Postings, at: int, rows: Rows) -> Floats:
    best = np.zeros(len(rows), np.float32)
    for words, factor in slot.options:
        held = np.min([postings.score_field(word, at, rows) for word in words], axis=0)
        best = np.maximum(best, np.float32(factor * slot.weight) * held)
    return best


def _place(scores: Floats) -> Floats:
    """Return 1 for the best, 0 for what was not found at all; equals share the better place."""
    places = (len(scores) - np.searchsorted(np.sort(scores), scores, side="right")).astype(np.float32)
    return np.where(scores > 0, _PLACES / (_PLACES + places), 0)


def _read_document(question: Question, document: Document) -> Iterator[float]:
    """Yield what is read word by word: the numbers for `names` above."""
    title, _, kind, *_ = document.terms
    wording = question.wording
    wanted = {word for slot in wording.slots for words, _ in slot.options for word in words}
    yield sum(term in wanted for term in title) / max(len(title), 1)
    yield _phrase(wording, title)
    head = _head_words(wording)
    yield float(bool(kind) and kind[-1] in head)
    yield float(not head.isdisjoint(title))
    yield sum(term in wanted for term in kind) / len(kind) if kind else 0.0
    yield 0.0 if not question.brands else 1.0 if document.brand in question.brands else -1.0
    known = document.launched_day and question.newest_day
    yield float(2.0 ** (-max(question.newest_day - document.launched_day, 0) / _FRESH_DAYS)) if known else 0.0


def _phrase(wording: Wording, title: list[str]) -> float:
    """Return the share of the query's neighbours that are neighbours in the title, 1 for one word that it has."""
    terms = wording.terms
    if len(terms) < 2:
        return float(bool(terms) and terms[0] in title)
    pairs = set(pairwise(title))
    return sum(pair in pairs for pair in pairwise(terms)) / (len(terms) - 1)


def _head_words(wording: Wording) -> set[str]:
    if wording.head is None:
        return set()
    return {words[-1] for words, _ in wording.slots[wording.head].options}


def _lean(question: Question, found: Candidates) -> dict[str, Floats]:
    """Return how well the candidates fit what was said of price, popularity and age; 0 where nothing was."""
    leaning, nothing = question.leaning, np.zeros(len(found.rows), np.float32)
    kinds = [document.type for document in found.documents]
    launched = np.array([document.launched_day for document in found.documents], np.float32)
    return {
        "price": _fit_prices(question, found, kinds),
        "popular_asked": _place_in_kind(found.popularity, kinds) if leaning.popular else nothing,
        "new_asked": _place_in_kind(launched, kinds) if leaning.new else nothing,
    }


def _fit_prices(question: Question, found: Candidates, kinds: Sequence[str]) -> Floats:
    """Return 1 for what costs as much as was said, falling to 0; 0 where nothing was said, and for unknown prices."""
    leaning = question.leaning
    cents = np.array([document.price_cents for document in found.documents], np.float32)
    fits = np.zeros(len(cents), np.float32)
    if leaning.around_cents:
        fits = np.maximum(1 - np.abs(np.log(np.maximum(cents, 1) / leaning.around_cents)), 0)
    elif leaning.cheap or leaning.dear:
        places = _place_in_kind(cents, kinds)
        fits = places if leaning.dear else 1 - places
    elif question.price_min_cents is not None or question.price_max_cents is not None:
        fits = np.ones(len(cents), np.float32)
    within = [_keep_limits(question, each) for each in cents.tolist()]
    return np.asarray(fits * np.array(within, np.float32) * (cents > 0), np.float32)


def _keep_limits(question: Question, cents: float) -> float:
    """Return 1 within the limits, falling outside."""
    low, high = question.price_min_cents, question.price_max_cents
    if low is not None and cents < low:
        return cents / low
    return 1.0 if high is None or cents <= high else high / cents


def _place_in_kind(values: Floats, kinds: Sequence[str]) -> Floats:
    """Return for each candidate 1 when its value is the highest of its kind here, 0 for the lowest, 0.5 when alone."""
    places = np.full(len(values), 0.5, np.float32)
    of_kind = np.array(kinds, dtype=object)
    for kind in set(kinds):
        mine = np.flatnonzero(of_kind == kind)
        if len(mine) > 1:
            ordered = np.sort(values[mine])
            below = np.searchsorted(ordered, values[mine], side="left")
            above = np.searchsorted(ordered, values[mine], side="right")
            places[mine] = (below + above - 1) / (2 * (len(mine) - 1))
    return places
