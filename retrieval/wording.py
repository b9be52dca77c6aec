"""What a query's words ask for: each with the other words that would do."""

from collections.abc import Sequence
from dataclasses import dataclass

from language.encoder import Encoder
from retrieval.forms import Forms
from retrieval.postings import Postings
from retrieval.spelling import Speller
from retrieval.synonyms import LONGEST, Synonyms, Terms
from retrieval.terms import before_purpose, split_terms, split_wanted

_SAME = 0.82  # how near a form has to be to name the same thing: "knit" for "knitted", not "print" for "printer"
_APART, _SYNONYM = 0.9, 0.7  # how much a word counts that is written apart or together, or is another for the same


@dataclass(frozen=True)
class Slot:
    """One word of a query, with what would do in its place.

    An option is words that must all be there, and how much it counts; `weight` is how much the slot tells. `names` are
    the options that name the same thing: what is wiped with is no wiper.
    """

    term: str
    options: tuple[tuple[Terms, float], ...]
    weight: float
    names: tuple[Terms, ...]


@dataclass(frozen=True)
class Wording:
    """A query's words, `terms` corrected and in order; `head` is the slot of the thing itself, None where none is."""

    slots: tuple[Slot, ...] = ()
    head: int | None = None

    @property
    def terms(self) -> Terms:
        return tuple(slot.term for slot in self.slots)

    @property
    def weight(self) -> float:
        return sum(slot.weight for slot in self.slots)


class Reader:
    """Reads queries by the words of a catalogue."""

    def __init__(self, postings: Postings, synonyms: Synonyms, encoder: Encoder) -> None:
        """The encoder tells real words from typing errors, and which forms of a word are near it in meaning."""
        self._postings = postings
        self.forms = Forms(postings, encoder)
        self._synonyms = {words: tuple(tuple(split_terms(one)) for one in meant) for words, meant in synonyms.items()}
        self.speller = Speller(
            postings.vocabulary, {term for words in self._synonyms for term in words}, encoder.pieces
        )

    def read(self, text: str) -> Wording:
        """Return the wording of a text; words that say nothing are left out."""
        terms = [self.speller.correct(term) for term in split_wanted(text)]
        read = zip(terms, self._find_others(terms), self.forms.find_each(terms), strict=True)
        slots = tuple(self._make_slot(term, others, forms) for term, others, forms in read)
        head = len(split_wanted(before_purpose(text))) - 1
        return Wording(slots, head if 0 <= head < len(slots) else None)

    def _find_others(self, terms: Sequence[str]) -> list[dict[Terms, float]]:
        """Return for each word what else would do."""
        others: list[dict[Terms, float]] = [{} for _ in terms]
        for at, term in enumerate(terms):
            if pair := self.speller.split(term):
                others[at][pair] = _APART
            joined = "".join(terms[at : at + 2])
            if len(terms[at : at + 2]) == 2 and joined in self._postings.vocabulary:
                others[at][(joined,)] = others[at + 1][(joined,)] = _APART
            for length in range(1, LONGEST + 1):
                for words in self._synonyms.get(tuple(terms[at : at + length]), ()):
                    for place in range(at, min(at + length, len(terms))):
                        others[place].setdefault(words, _SYNONYM)
        return others

    def _make_slot(self, term: str, others: dict[Terms, float], forms: dict[str, float]) -> Slot:
        vocabulary = self._postings.vocabulary
        known = {words: factor for words, factor in others.items() if all(word in vocabulary for word in words)}
        names = {(term,): 1.0} | known
        further = {(form,): near for form, near in forms.items() if (form,) not in names}
        names |= {words: near for words, near in further.items() if near >= _SAME}
        options = names | further
        # What is usual by another word is usual.
        weight = min(max(map(self._postings.weigh, words)) for words in names)
        return Slot(term, tuple(options.items()), weight, tuple(names))
