"""Other forms of a word that a catalogue has: "cooking" and "cooker" for "cook", "protector" for "protection".

Forms share a stem. A stem alone would find "shower" for "show" and "number" for "numb", so they have to be near in
meaning, too; how near is how much they count.
"""

from collections.abc import Mapping, Sequence

from language.encoder import Encoder, Vectors
from retrieval.postings import BEGINNING, Postings
from retrieval.remembered import Remembered
from retrieval.spelling import find_stem, have_one_stem

_NEAR = 0.6  # cosine: "dim" and "dimmable" .74, "mast" and "master" .52
_MOST = 8  # forms of a word, the nearest
_REMEMBERED = 4_000  # words; about 6 MB


class Forms:
    """Knows the forms of words in these postings, which may change under it. Not safe for threads that change them."""

    def __init__(self, postings: Postings, encoder: Encoder) -> None:
        self._postings = postings
        self._encoder = encoder
        self._vectors: Remembered[str, Vectors] = Remembered(_REMEMBERED)

    def find_each(self, terms: Sequence[str]) -> list[dict[str, float]]:
        """Return the other forms of each of these folded words, how near they are, 0 to 1, the nearest first."""
        akin = [self._find_akin(term) for term in terms]
        known = [word for term, words in zip(terms, akin, strict=True) if words for word in (term, *words)]
        vectors = dict(zip(known, self._vectors.fetch(known, self._encoder.encode), strict=True))
        return [_find_near(term, words, vectors) for term, words in zip(terms, akin, strict=True)]

    def list_akin(self) -> list[str]:
        """Return the words that have other forms here: whose meaning a query may need; those in most documents first.

        The forms of a stem stand together, so that what is read ahead serves whole stems.
        """
        stems: dict[str, list[str]] = {}
        for word in sorted(self._postings.vocabulary):
            if len(word) >= BEGINNING and word.isalpha():
                stems.setdefault(find_stem(word), []).append(word)
        usual = self._postings.vocabulary
        akin = [words for words in stems.values() if len(words) > 1]
        akin.sort(key=lambda words: -max(usual[word] for word in words))
        return [word for words in akin for word in words][:_REMEMBERED]

    def remember(self, words: Sequence[str], vectors: Vectors) -> None:
        """Take over the vectors of words that were read elsewhere, shape (words, dim)."""
        self._vectors.keep(dict(zip(words, vectors, strict=True)))

    def _find_akin(self, term: str) -> list[str]:
        """Return the other words of the same stem, in the order of letters."""
        if len(term) < BEGINNING or not term.isalpha():
            return []
        return [word for word in self._postings.beginning_like(term) if word != term and have_one_stem(word, term)]


def _find_near(term: str, akin: Sequence[str], vectors: Mapping[str, Vectors]) -> dict[str, float]:
    near = {word: round(float(vectors[term] @ vectors[word]), 2) for word in akin}
    ordered = sorted(near, key=lambda word: (-near[word], word))[:_MOST]
    return {word: near[word] for word in ordered if near[word] >= _NEAR}
