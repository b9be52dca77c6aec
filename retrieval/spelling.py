"""Typing errors put right, and words written together or apart, by the words that a catalogue has.

A word that is no typing error stays, "vacuum cleaner", though the catalogue has one that is written nearly so,
"clearer"; it may be read as the same word in another spelling, "neighbor" as "neighbour".
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

_LIKENESS = 0.78  # of a word with a typing error: two letters of ten, one of five
_SHORTEST_FIXED = 5  # letters; shorter words have too many neighbours
_SHORTEST_PART = 3
_REMEMBERED = 10_000
Pieces = Callable[[str], Sequence[str]]
"""What an encoder reads a word by: itself, where it knows the word, else parts of it."""

# Of words that an encoder reads by a stem and one of these, as long as the stem is one: "heat-er", not "cr-eme"
_ENDINGS = frozenset((
    "able", "al", "ally", "ation", "d", "ed", "er", "ers", "est", "et", "ful", "ible", "ie", "ing", "ings", "ion",
    "ish", "ism", "ist", "ity", "ive", "less", "ly", "ment", "ness", "or", "ous", "r", "s", "ship", "y",
))  # fmt: skip
_SHORTEST_STEM = 3
_STEM_ENDING = re.compile(
    r"(?:ations?|abl[ey]|ibl[ey]|ingly|ings?|ions?|iv(?:e|ely)|edly|ed|er[sy]?|est|or|ely|ally|al"
    r"|ly|ness|ful|less|ie|y|e|d|s)+$"
)
_SOUNDS = (("ph", "f"), ("ck", "k"), ("igh", "i"))


class Speller:
    """Knows the words of a vocabulary, which may change under it: tell it by `forget`. Not safe for threads that do."""

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        right: Collection[str] = (),
        pieces: Pieces = list,
        *,
        shortest: int = _SHORTEST_FIXED,
        forms: bool = False,
    ) -> None:
        """`vocabulary` has folded words with how usual they are; `right` further ones that are spelt right.

        `pieces` tells real words; without it none is known to be one. Words of fewer letters than `shortest` stay as
        they are. With `forms` a real word may be read as another form of it, "perfumed" as "perfume".
        """
        self._vocabulary = vocabulary
        self._right = frozenset(right)
        self._pieces = pieces
        self._shortest = shortest
        self._forms = forms
        self._by_length: dict[int, list[str]] | None = None
        self._sounds: dict[str, str] | None = None
        self._corrected: dict[str, str] = {}

    def forget(self) -> None:
        """Look at the vocabulary anew from now on."""
        self._by_length, self._sounds, self._corrected = None, None, {}

    def correct(self, term: str) -> str:
        """Return the known word that is meant by one with a typing error; the word itself when there is none."""
        if term in self._vocabulary or term in self._right or len(term) < self._shortest or not term.isalpha():
            return term
        if term not in self._corrected:
            if len(self._corrected) >= _REMEMBERED:
                self._corrected.clear()
            found = self._find(term)
            is_form = self._forms and have_one_stem(term, found)
            self._corrected[term] = found if is_form or may_mean(term, found, self._pieces) else term
        return self._corrected[term]

    def split(self, term: str) -> tuple[str, str] | None:
        """Return the two known words that an unknown one is written together from; None when there are none."""
        if term in self._vocabulary:
            return None
        cuts = range(_SHORTEST_PART, len(term) - _SHORTEST_PART + 1)
        pairs = [(term[:at], term[at:]) for at in cuts]
        known = [pair for pair in pairs if all(part in self._vocabulary for part in pair)]
        return max(known, key=lambda pair: min(self._vocabulary[part] for part in pair), default=None)

    def _find(self, term: str) -> str:
        near = process.extract(
            term,
            [word for length in self._lengths_near(len(term)) for word in self._buckets().get(length, ())],
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_LIKENESS,
            limit=10,
        )
        near = [hit for hit in near if _begin_alike(term, hit[0])]
        best = max(near, key=lambda hit: self._rank(term, hit[0], hit[1]), default=None)
        return best[0] if best else self._find_sounding(term)

    def _find_sounding(self, term: str) -> str:
        """Return the known word that this one is written like by ear: "hedfone"; the word itself for none."""
        near = process.extractOne(
            _sound(term),
            {word: sound for word, sound in self._sounding().items() if word[0] == term[0]},
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_LIKENESS,
        )
        return str(near[2]) if near else term

    def _rank(self, term: str, word: str, likeness: float) -> tuple[float, bool, bool, int]:
        """The likest; among equals the one that begins alike, then that of the same letters, then the more usual."""
        return likeness, word[0] == term[0], sorted(word) == sorted(term), self._vocabulary[word]

    def _lengths_near(self, length: int) -> range:
        apart = int(length * (1 - _LIKENESS) / _LIKENESS)
        return range(length - apart, length + apart + 1)

    def _sounding(self) -> dict[str, str]:
        """Return the known words that are written otherwise than by ear, each with how that is."""
        if self._sounds is None:
            words = sorted(word for words in self._buckets().values() for word in words)
            self._sounds = {word: sound for word in words if (sound := _sound(word)) != word}
        return self._sounds

    def _buckets(self) -> dict[int, list[str]]:
        if self._by_length is None:
            self._by_length = {}
            for word in sorted(self._vocabulary):
                if word.isalpha():
                    self._by_length.setdefault(len(word), []).append(word)
        return self._by_length


def may_mean(term: str, word: str, pieces: Pieces) -> bool:
    """Say whether one word may be another with a typing error: no word itself, or the same in another spelling."""
    return not is_word(pieces(term)) or _spell_plainly(term) == _spell_plainly(word)


def _begin_alike(one: str, other: str) -> bool:
    """Say whether two words have one beginning, a letter lost or swapped there aside."""
    return one[0] in other[:2] or other[0] in one[:2]


def is_word(pieces: Sequence[str]) -> bool:
    """Say whether what an encoder reads by these pieces is a word: one whole, or a stem with a usual ending."""
    if len(pieces) != 2:
        return len(pieces) == 1
    stem, ending = pieces
    if len(stem) < _SHORTEST_STEM:
        return False
    doubled = ending[:1] == stem[-1] and ending[1:] in _ENDINGS  # "chop-ping"
    return doubled or (ending in _ENDINGS and (ending not in ("d", "r") or stem[-1] == "e"))


def have_one_stem(one: str, other: str) -> bool:
    """Say whether two words are the same but for their endings, double letters and British or American spelling."""
    return find_stem(one) == find_stem(other)


def find_stem(word: str) -> str:
    """Return what the word shares with its other forms, and by chance with others: "show" with "shower"."""
    plain = _spell_plainly(word)
    return plain[:_SHORTEST_STEM] + _STEM_ENDING.sub("", plain[_SHORTEST_STEM:])


def _spell_plainly(word: str) -> str:
    """Return the word in American spelling and without double letters."""
    american = re.sub(r"tre$", "ter", word.replace("our", "or").replace("ise", "ize").replace("isi", "izi"))
    return re.sub(r"(.)\1", r"\1", american)


def _sound(word: str) -> str:
    """Return the word as it might be written by ear."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return word
