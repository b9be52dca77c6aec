"""Finding products: conditions and order from columns kept in step, prices and stock from the store's data of now."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.encoder import Encoder
from retrieval.catalogue import CatalogueIndex
from retrieval.conditions import Conditions
from retrieval.documents import Document
from retrieval.lacking import CHANCE, Lack, find_missing, find_name, find_said, is_another, judge_lack
from retrieval.leanings import Leaning, read_leaning
from retrieval.offers import Offer, Picks, walk_by_price, walk_offers
from retrieval.postings import Rows
from retrieval.ranking import Asked, Extra, FirstPass, Mask
from retrieval.ratings import Ratings
from retrieval.reading import Reading, read_query
from retrieval.search import SearchQuery, SearchSort
from retrieval.suited import Suited
from retrieval.synonyms import Synonyms
from retrieval.terms import split_terms
from shop.store import Reader, Store

Floats = NDArray[np.float32]

_FEATURE, _BRAND, _STARS = 0.2, 0.2, 0.01  # chosen with benchmarks/search.py
_FLOOR = 0.24  # of words and meaning together: below it nothing was found
_NEAR_BEST = 0.6  # of the best: what falls below it was found by chance
_TURN = 10.0  # more than any merit
_RANKED = 2.0  # what the model ordered stands before all else
_LARGE = 20_000  # products from which on the store is not asked for news with every search
_PAUSE_S = 0.5
_JUDGED = 3  # of the best products, whether they are what was named


@dataclass(frozen=True)
class Hits:
    """What can be bought of what was asked for, in order; the store is asked as far as they are read."""

    offers: Iterator[Offer]
    reading: Reading
    rows: Rows  # of all that was found, in no order, also of what turns out not to be had
    suited: Suited | None = None  # what is for the occasion that was asked for


@dataclass(frozen=True)
class _Scored:
    """`rows` that were found, in no order; `scores` of all rows; what was asked and how `near` each row is.

    `nearest` is how near the nearest of those that were found is.
    """

    rows: Rows
    scores: Floats
    asked: Asked | None = None  # None: no words
    near: Floats | None = None
    nearest: float = 0.0


class ProductSearch:
    """Not safe for threads that sync: the shelf holds its lock around `sync` and `look_up`, not around reading hits."""

    def __init__(
        self, store: Store, encoder: Encoder, ratings: Ratings, folder: Path | None, synonyms: Synonyms | None = None
    ) -> None:
        self.catalogue = CatalogueIndex(encoder, folder, synonyms)
        self._store = store
        self._ratings = ratings
        self._columns: tuple[tuple[int, int], Floats, Floats] | None = None  # of which state; stars and popularity
        self._looked = -_PAUSE_S

    def is_due(self) -> bool:
        """Return whether to look for news: always, but in a large shop not twice in half a second."""
        due = len(self.catalogue.entries) < _LARGE or self._looked < 0 or time.monotonic() - self._looked >= _PAUSE_S
        if due:
            self._looked = time.monotonic()
        return due

    def sync(self, tx: Reader) -> None:
        """Take over what changed in the catalogue since the last time."""
        self.catalogue.sync(tx)

    def look_up(self, query: SearchQuery, suited: Suited | None = None) -> Hits:
        """Return what the query finds; `suited` is what is for the occasion that its text names.

        Reading the hits asks the store, without the shelf's lock.
        """
        reading = read_query(query, self.catalogue, suited.wish if suited else None)
        if not reading.possible or not self.catalogue.entries:
            return Hits(iter(()), reading, np.zeros(0, np.int32))
        admitted = self._admit(query, reading)
        if suited and reading.occasion:
            scored = self._score_suited(suited, reading, admitted)
        else:
            scored = self._score(query, reading, admitted)
        lack = self._judge_lack(query, reading, scored)
        if lack is Lack.ALL:
            return Hits(iter(()), reading, np.zeros(0, np.int32))
        reading = replace(reading, akin=reading.akin or lack is Lack.NEAR)
        return Hits(self._order(query.sort, reading.conditions, scored), reading, scored.rows, suited)

    def list_types(self, query: SearchQuery, hits: Hits) -> tuple[str, ...]:
        """Return the types of what the query finds, were its section of any type, the most frequent first."""
        wider = replace(query, section=replace(query.section, type=""))
        rows = hits.rows if wider == query else self.look_up(wider, hits.suited).rows
        return tuple(self.catalogue.admission.count_types(rows))

    def list_brands(self, query: SearchQuery, hits: Hits) -> tuple[str, ...]:
        """Return the brands of what the query finds, were its section of any brand, the most frequent first."""
        wider = replace(query, section=replace(query.section, brand=""))
        rows = hits.rows if wider == query else self.look_up(wider, hits.suited).rows
        return tuple(self.catalogue.admission.count_brands(rows))

    def _admit(self, query: SearchQuery, reading: Reading) -> Mask:
        """Return which products may meet the conditions, of the types that the text names if it names any."""
        catalogue = self.catalogue
        admitted = catalogue.admission.admit(reading.conditions) & catalogue.ranking.alive
        of_types = catalogue.admission.of_types(reading.types) & catalogue.ranking.alive
        if not of_types.any():
            return admitted
        named = of_types & admitted
        exact = catalogue.ranking.find_exact(query.text)
        named[exact] = admitted[exact]
        return named

    def _score(self, query: SearchQuery, reading: Reading, admitted: Mask) -> _Scored:
        """Return what the words find, or all that is admitted when there are none."""
        ranking = self.catalogue.ranking
        stars, popularity = self._read_ratings()
        scores = np.float32(_STARS) * stars
        if not reading.text:
            return _Scored(np.flatnonzero(admitted).astype(np.int32), scores)
        asked = self._ask(query, reading)
        found = ranking.find(asked, None if admitted.sum() == ranking.alive.sum() else admitted)
        extra = Extra(self.catalogue.share_features(reading.conditions.features), popularity)
        near = self._come_near(found, extra, reading)
        kept = admitted if reading.has_type else admitted & _rise_above(near[admitted], near)
        kept[asked.exact] = admitted[asked.exact]
        candidates = np.union1d(ranking.choose(found), asked.exact).astype(np.int32)
        candidates = candidates[kept[candidates]]
        scores = scores + near
        scores[candidates] += np.float32(_RANKED) + ranking.score(asked, found, candidates, extra) - near[candidates]
        nearest = float(found.near[kept].max(initial=0.0))
        return _Scored(np.flatnonzero(kept).astype(np.int32), scores, asked, found.near, nearest)

    def _score_suited(self, suited: Suited, reading: Reading, admitted: Mask) -> _Scored:
        """Return what is for an occasion, each kind of thing in turn, first those of which texts say it."""
        ranking, (stars, popularity) = self.catalogue.ranking, self._read_ratings()
        is_suited = self.catalogue.admission.of_types(suited.types)
        merit = np.float32(_STARS) * stars + popularity + self.catalogue.share_features(reading.conditions.features)
        for product_id, texts_say_it in suited.products.items():
            if (row := ranking.row_of(product_id)) is not None:
                is_suited[row] = True
                merit[row] += texts_say_it
        rows = np.flatnonzero(is_suited & admitted).astype(np.int32)
        merit[rows] += self._lean(read_leaning(reading.words), rows)
        turns: Counter[str] = Counter()
        for row in rows[np.argsort(-merit[rows], kind="stable")].tolist():
            kind = getattr(ranking.documents[row], "type", "")
            merit[row] -= _TURN * turns[kind]
            turns[kind] += 1
        return _Scored(rows, merit)

    def _lean(self, leaning: Leaning, rows: Rows) -> Floats:
        """Return what the words lean to of these rows' prices, from -1 to 1; 0 where they do not."""
        priced = (document.price_cents if (document := self.catalogue.ranking.documents[row]) else 0 for row in rows)
        cents = np.fromiter(priced, np.float32, len(rows))
        return np.asarray((int(leaning.dear) - int(leaning.cheap)) * cents / max(cents.max(initial=0.0), 1), np.float32)

    def _judge_lack(self, query: SearchQuery, reading: Reading, scored: _Scored) -> Lack:
        """Return whether the words name a thing that the shop does not have."""
        asked, ranking = scored.asked, self.catalogue.ranking
        if asked is None or scored.near is None or len(asked.exact) or reading.brands:
            return Lack.NONE
        types = reading.types or reading.conditions.types
        if find_missing(query.product_type or reading.said, self.catalogue.kinds, self._name_holders):
            return Lack.NEAR if types or scored.nearest >= CHANCE else Lack.ALL
        name = find_name(query.product_type or reading.said)
        wished = {term for feature in reading.conditions.features for term in split_terms(feature)}
        if not name or wished.issuperset(split_terms(name)) or reading.conditions.title_terms:
            return Lack.NONE
        if types:
            of_types = self.catalogue.admission.of_types(types) & ranking.alive
            wording, nearest = ranking.read(name), scored.nearest
            another = is_another(name, wording, wished, types, of_types, ranking.postings, nearest)
            return Lack.NEAR if another else Lack.NONE
        best = scored.rows[np.argsort(-scored.scores[scored.rows])[:_JUDGED]]
        documents = [(document, row) for row in best.tolist() if (document := ranking.documents[row]) is not None]
        near = [(document, float(scored.near[row])) for document, row in documents]
        lack = judge_lack(ranking.read(name), near, scored.nearest)
        return Lack.NONE if lack is not Lack.NONE and self.catalogue.kinds.types_like(name) else lack

    def find_missing(self, text: str) -> str:
        """See `Shelf.find_missing`."""
        return find_said(text, find_missing(text, self.catalogue.kinds, self._name_holders))

    def _name_holders(self, words: Iterable[str]) -> Iterator[Document]:
        """Yield the products whose names have all of these words."""
        ranking = self.catalogue.ranking
        for row in np.flatnonzero(self.catalogue.admission.named(words) & ranking.alive).tolist():
            if (document := ranking.documents[row]) is not None:
                yield document

    def _ask(self, query: SearchQuery, reading: Reading) -> Asked:
        ranking, limits = self.catalogue.ranking, reading.conditions
        # As it was written: corrections lose what names mean.
        asked = ranking.ask(reading.text, meant=reading.said, whole=query.text)
        return replace(
            asked,
            price_min_cents=limits.price_min_cents,
            price_max_cents=limits.price_max_cents,
        )

    def _come_near(self, found: FirstPass, extra: Extra, reading: Reading) -> Floats:
        """Return how near each row is, on a scale that tells whether anything was found."""
        brands = np.zeros(len(found.near), np.float32)
        for brand in reading.brands:
            brands[self.catalogue.admission.of_brand(brand)] = 1
        return np.asarray(found.near + np.float32(_FEATURE) * extra.wanted + np.float32(_BRAND) * brands)

    def _read_ratings(self) -> tuple[Floats, Floats]:
        """Return stars and popularity by row."""
        ranking = self.catalogue.ranking
        state = self._ratings.version, self.catalogue.version
        if self._columns is None or self._columns[0] != state:
            stars, popularity = self._ratings.columns(len(ranking.alive), ranking.row_of)
            self._columns = state, stars.astype(np.float32), popularity.astype(np.float32)
        return self._columns[1], self._columns[2]

    def _order(self, sort: str, conditions: Conditions, scored: _Scored) -> Iterator[Offer]:
        """Yield what can be bought of the products found, in the order of the sort, equals by score, then by id."""
        rows, admission = scored.rows, self.catalogue.admission
        keys = np.zeros(len(rows))
        if sort == SearchSort.BEST_RATED:
            keys = -self._read_ratings()[0][rows].astype(np.float64)
        elif sort == SearchSort.NEWEST:
            keys = -admission.launched[rows]
        elif sort in (SearchSort.CHEAPEST, SearchSort.DEAREST):
            lowest, highest = admission.price_range(conditions)
            keys = (lowest if sort == SearchSort.CHEAPEST else -highest)[rows].astype(np.float64)
        documents = self.catalogue.ranking.documents
        picks = Picks(rows, keys, scored.scores[rows], documents, self.catalogue.entries)
        if sort in (SearchSort.CHEAPEST, SearchSort.DEAREST):
            return walk_by_price(self._store, picks, conditions, dearest=sort == SearchSort.DEAREST)
        return walk_offers(self._store, picks, conditions)


def _rise_above(admitted: Floats, near: Floats) -> Mask:
    """Return which rows are no chance hits."""
    return near >= max(_FLOOR, _NEAR_BEST * float(admitted.max(initial=0.0)))
