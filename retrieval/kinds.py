"""Which of the catalogue's types and brands somebody means by their own words for them."""

import re
from collections.abc import Collection, Iterable, Mapping

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from language.encoder import Encoder, Vectors
from retrieval.pastimes import read_pastimes
from retrieval.spelling import may_mean
from retrieval.synonyms import Synonyms, Terms
from retrieval.terms import before_purpose, split_terms, split_wanted, word_places

_LIKENESS = 0.78  # of a word with a typing error
_SHORT = 5  # letters of a word whose first one is hardly mistyped: tights are no lights
_NAME_LIKENESS = 0.88  # of a name of several words: one letter of nine
_BRAND_LIKENESS = 80  # of 100
_NEAR = 0.7  # cosine from which an unknown word may mean a type
_MARGIN = 0.06  # below the best
ANYTHING = frozenset(("birthday", "christma", "christmas", "gift", "idea", "item", "present", "surprise"))
_GOODS = frozenset(("department", "gear", "goods", "section", "stuff", "thing", "supply", "ware", "equipment"))
_LOOKS_LIKE_A_THING = ("light",)  # and is how the thing before it shall be
_AND = re.compile(r",|&|\b(?:and|or|plus)\b", re.IGNORECASE)


class Kinds:
    """The types, category names and brands of a catalogue. Safe to share between threads."""

    def __init__(
        self,
        types: Mapping[str, Iterable[tuple[str, ...]]],
        brands: Iterable[str],
        encoder: Encoder,
        before: "Kinds | None" = None,
        *,
        synonyms: Synonyms,
    ) -> None:
        """`types` gives each type the category paths of its products; types that `before` knew are not encoded anew."""
        self._types = {tuple(split_terms(type)): type for type in sorted(types)}
        self._ending: dict[Terms, set[str]] = {}
        for words, type in self._types.items():
            for start in range(len(words)):
                self._ending.setdefault(words[start:], set()).add(type)
        self._brands = sorted(set(filter(None, brands)))
        self._folded_brands = [brand.casefold() for brand in self._brands]
        self._encoder = encoder
        self._vectors = self._encode(before)
        self._synonyms: dict[Terms, frozenset[str]] = {}
        for words, meant in synonyms.items():
            if known := frozenset(type for type in meant if type in types):
                self._synonyms[words] = known
        self._pastimes = read_pastimes()
        self._longest_pastime = max(map(len, self._pastimes))
        self._categories: dict[Terms, frozenset[str]] = {}
        for type in types:
            for name in {name for path in types[type] for name in path}:
                words = tuple(split_terms(name))
                self._categories[words] = self._categories.get(words, frozenset()) | {type}
        self._departments: dict[Terms, frozenset[str]] = {}
        for type in types:
            for name in {name for path in types[type] for name in path if _AND.search(name)}:
                for part in _AND.split(name):
                    words = tuple(split_terms(part))
                    self._departments[words] = self._departments.get(words, frozenset()) | {type}
        self._known_terms = sorted({term for words in (*self._types, *self._synonyms) for term in words})

    def types_meant(self, words: str) -> frozenset[str] | None:
        """Return the types that are called so; the empty set for words that no type has.

        None when they say nothing of a type ("something", "present").
        """
        if not set(split_wanted(words)) - ANYTHING:
            return None
        terms = tuple(self._correct(term) for term in split_terms(words))
        if known := self._look_up(terms):
            return known
        if known := self._spelt_like(terms):
            return known
        for start in range(1, len(terms)):  # "wireless mouse" is a mouse
            if known := self._look_up(terms[start:]):
                before = self._own_name_before(terms, start) if terms[start:] == _LOOKS_LIKE_A_THING else None
                return before or self._narrow(known, terms)
        return frozenset()

    def types_begun(self, words: str) -> frozenset[str]:
        """Return the types that the words begin with, whatever follows: "keyboard qwertz" is a keyboard."""
        terms = tuple(self._correct(term) for term in split_terms(words))
        runs = (terms[:end] for end in range(len(terms) - 1, 0, -1))
        return next(filter(None, map(self._look_up, runs)), frozenset())

    def types_called(self, words: str) -> frozenset[str]:
        """Return the types that are called exactly so, by their own name, its end or another word; empty for none."""
        return self._look_up(tuple(split_terms(words)))

    def types_below(self, words: str) -> frozenset[str]:
        """Return the types of the category that is called so, the empty set for none."""
        return self._categories.get(tuple(split_terms(words)), frozenset())

    def types_of_department(self, text: str) -> frozenset[str]:
        """Return the types of the category that the text names and nothing else: "things for the kitchen".

        Of a category with several names one will do: "beauty" is "Beauty & care". The empty set for other words.
        """
        words = tuple(term for term in split_wanted(text) if term not in ANYTHING | _GOODS)
        return self._categories.get(words, self._departments.get(words, frozenset()))

    def types_in(self, text: str, known: Collection[str] = ()) -> frozenset[str]:
        """Return the types that the text names before it comes to purposes and places; the empty set for none.

        Words of `known` are no typing errors: "wall paint" is no trousers.
        """
        head = before_purpose(text)
        return frozenset().union(*(self._types_named(part, known) for part in _AND.split(head)))

    def by_own_names(self, text: str) -> str:
        """Return the text with the shop's names in place of the words for its types: "red pullover" is a red jumper."""
        head = before_purpose(text)
        parts = re.split(rf"({_AND.pattern})", head, flags=_AND.flags)  # those between them stand at odd places
        told = [part if place % 2 else self._by_own_name(part) for place, part in enumerate(parts)]
        return "".join(told) + text[len(head) :]

    def types_like(self, words: str) -> frozenset[str]:
        """Return the types nearest in meaning to these words, the empty set when none is near."""
        if not self._types:
            return frozenset()
        cosines = self._vectors @ self._encoder.encode([words])[0]
        best = float(np.max(cosines))
        names = list(self._types.values())
        return frozenset(
            names[at] for at, cosine in enumerate(cosines.tolist()) if cosine >= max(_NEAR, best - _MARGIN)
        )

    def types_liked(self, text: str) -> dict[str, str]:
        """Return the types that go with the pastimes in the text, each with the pastime, as folded words; {} for none.

        The longest name of a pastime counts: "trail running" is not running.
        """
        terms, found = split_terms(text), dict[str, str]()
        at = 0
        while at < len(terms):
            runs = (tuple(terms[at : at + length]) for length in range(self._longest_pastime, 0, -1))
            pastime = next((run for run in runs if run in self._pastimes), ())
            for kind in self._pastimes.get(pastime, ()):
                for type in sorted(self._named_exactly(kind)):
                    found.setdefault(type, " ".join(pastime))
            at += len(pastime) or 1
        return found

    def brand_meant(self, words: str) -> str | None:
        """Return the brand as the catalogue spells it, None for one that it does not have."""
        near = process.extractOne(
            words.casefold(),
            self._folded_brands,
            scorer=fuzz.ratio,
            score_cutoff=_BRAND_LIKENESS,
        )
        return self._brands[near[2]] if near else None

    def _encode(self, before: "Kinds | None") -> Vectors:
        """Return the vectors of the types, in their order; shape (types, dim)."""
        known = dict(zip(before._types.values(), before._vectors, strict=True)) if before else {}
        new = [type for type in self._types.values() if type not in known]
        known |= zip(new, self._encoder.encode(new), strict=True)
        vectors = [known[type] for type in self._types.values()]
        return np.stack(vectors) if vectors else np.zeros((0, self._encoder.dim), np.float32)

    def _types_named(self, text: str, known_words: Collection[str]) -> frozenset[str]:
        """Return the types of the longest run of words that names any, the last one among equals."""
        terms = tuple(term if term in known_words else self._correct(term) for term in split_terms(text))
        start, end = self._naming_run(terms)
        return self._narrow(self._look_up(terms[start:end]), terms) if end else frozenset()

    def _naming_run(self, terms: Terms) -> tuple[int, int]:
        """Return where the words begin and end that name a type; (0, 0) for none."""
        for length in range(min(4, len(terms)), 0, -1):
            starts = range(len(terms) - length, -1, -1)
            start = next((start for start in starts if self._look_up(terms[start : start + length])), None)
            if start is not None:
                return start, start + length
        return 0, 0

    def _by_own_name(self, text: str) -> str:
        terms = tuple(self._correct(term) for term in split_terms(text))
        start, end = self._naming_run(terms)
        if not end:
            return text
        places = word_places(text)
        names = " or ".join(sorted(self._narrow(self._look_up(terms[start:end]), terms)))
        return text[: places[start][0]] + names + text[places[end - 1][1] :]

    def _own_name_before(self, terms: Terms, end: int) -> frozenset[str] | None:
        """Return the types whose own name ends before `end`: a "2 person tent light" is a tent; None for none."""
        names = (terms[start:end] for start in range(end))
        return next((frozenset(self._ending[name]) for name in names if name in self._ending), None)

    def _spelt_like(self, terms: Terms) -> frozenset[str]:
        """Return the type whose name of several words is this one with a typing error in a short word: "yoga matt"."""
        near = process.extractOne(
            " ".join(terms),
            [" ".join(words) for words in self._types if len(words) == len(terms) > 1],
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_NAME_LIKENESS,
        )
        return frozenset((self._types[tuple(near[0].split())],)) if near else frozenset()

    def _look_up(self, terms: Terms) -> frozenset[str]:
        """Return the types that are called so, end so, or have this synonym; of a category's name, all of its."""
        known = self._ending.get(terms, set()) | self._synonyms.get(terms, frozenset())
        return frozenset(known | self._categories.get(terms, frozenset())) if known else frozenset()

    def _named_exactly(self, name: str) -> frozenset[str]:
        """Return the type of this name, else those of the category of this name; the empty set for neither."""
        terms = tuple(split_terms(name))
        known = self._types.get(terms)
        return frozenset((known,)) if known else self._categories.get(terms, frozenset())

    def _narrow(self, types: frozenset[str], terms: Terms) -> frozenset[str]:
        """Return those types that share the most words with the terms: "trail shoe" is no road shoe."""
        shared = {type: len(set(split_terms(type)) & set(terms)) for type in types}
        most = max(shared.values())
        return frozenset(type for type, count in shared.items() if count == most or most <= 1)

    def _correct(self, term: str) -> str:
        if term in self._known_terms or len(term) < 5 or term.isdigit():
            return term
        begin_alike = [known for known in self._known_terms if len(term) > _SHORT or known[0] == term[0]]
        near = process.extractOne(
            term, begin_alike, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=_LIKENESS
        )
        return near[0] if near and may_mean(term, near[0], self._encoder.pieces) else term
