"""The shelf over a store: conditions from live data, order by words, meaning, kind and stars."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from language.encoder import Encoder
from retrieval.articles import ArticleIndex
from retrieval.aspect_judge import AspectJudge
from retrieval.catalogue import CatalogueIndex
from retrieval.conditions import Conditions
from retrieval.digest import ReviewDigest, digest_reviews
from retrieval.entries import Entry
from retrieval.facts import FactFinder
from retrieval.fusion import best_first, fuse_scores
from retrieval.ratings import Ratings
from retrieval.reading import Reading, list_matches, read_query
from retrieval.search import Found, FoundArticle, FoundFact, SearchQuery, SearchSort
from retrieval.traits import has_feature
from shop.access import open_eyes, readable_reviews
from shop.catalogue import Listing, Variant, get_listings
from shop.errors import Invalid
from shop.reviews.reading import show_reviews
from shop.store import Store

_CHUNK = 8  # listings looked at together at first, twice as many each time after: most that rank high can be had
_WORDS, _MEANING, _FEATURE, _BRAND, _STARS = 0.55, 0.6, 0.2, 0.2, 0.01  # chosen with benchmarks/search.py
_FLOOR = 0.24  # of words and meaning together: below it nothing was found
_NEAR_BEST = 0.6  # of the best: what falls below it was found by chance


class StoreShelf:
    """A `Shelf` over this store; `folder` keeps vectors for the next start (None: nowhere)."""

    def __init__(self, store: Store, encoder: Encoder, folder: Path | None = None) -> None:
        self._store = store
        self._encoder = encoder
        self._catalogue = CatalogueIndex(encoder, folder and folder / "products")
        self._articles = ArticleIndex(encoder, folder and folder / "articles")
        self._ratings = Ratings()
        self._facts = FactFinder(store, encoder)
        self._judge = AspectJudge(encoder)
        self._lock = threading.RLock()

    def refresh(self) -> None:
        """Take over what changed in the store and keep it for the next start; searching does the former by itself."""
        with self._lock:
            self._sync()
            self._catalogue.save()
            self._articles.save()

    def find_products(self, query: SearchQuery, limit: int = 10) -> list[Found]:
        _check_limit(limit)
        if query.sort not in tuple(SearchSort):
            raise Invalid("sort", f"sort is {query.sort!r}; allowed: {', '.join(SearchSort)}.")
        with self._lock:
            self._sync()
            catalogue = self._catalogue
            reading = read_query(query, catalogue)
            admitted = self._admit(reading) if reading.possible else {}
            scores = self._score(reading, admitted)
        ranked = self._sort(query.sort, reading, admitted, scores)
        found: list[Found] = []
        for entry in self._on_sale(ranked, reading.conditions, limit):
            found.append(Found(entry.id, scores[entry.id], list_matches(query, reading, entry)))
            if len(found) == limit:
                break
        return found

    def find_alike(self, product_id: str, limit: int = 10) -> list[Found]:
        _check_limit(limit)
        with self._lock:
            self._sync()
            scores = self._catalogue.score_likeness(product_id)
        return [Found(id, scores[id], ()) for id in best_first(scores)[:limit]]

    def find_articles(self, text: str, limit: int = 3) -> list[FoundArticle]:
        _check_limit(limit)
        with self._lock:
            self._sync()
            return self._articles.find(text, limit)

    def find_facts(
        self, product_id: str, question: str, limit: int = 5, *, viewer_id: str | None = None
    ) -> list[FoundFact]:
        _check_limit(limit)
        return self._facts.find(product_id, question, limit, viewer_id)

    def digest_reviews(self, product_id: str, viewer_id: str | None = None) -> ReviewDigest | None:
        with self._store.read() as tx:
            eyes = open_eyes(tx, viewer_id)
            reviews = show_reviews(tx, eyes, readable_reviews(tx, eyes, product_id=product_id))
        return digest_reviews(reviews, self._judge)

    def _sync(self) -> None:
        with self._store.read() as tx:
            self._catalogue.sync(tx)
            self._articles.sync(tx)
            self._ratings.sync(tx)

    def _admit(self, reading: Reading) -> dict[str, Entry]:
        """Return the products that may meet the conditions, of the types that the text names if there are any."""
        entries = self._catalogue.entries
        admitted = {id: entry for id, entry in entries.items() if reading.conditions.admit(entry)}
        named = {id: entry for id, entry in admitted.items() if entry.listing.product.type in reading.types}
        return named or admitted

    def _score(self, reading: Reading, admitted: dict[str, Entry]) -> dict[str, float]:
        """Return the score of each product that the words find, or of all admitted when there are no words."""
        stars = {id: _STARS * self._ratings.stars(id) for id in admitted}
        if not reading.text:
            return stars
        near = self._score_text(reading, admitted)
        if not reading.has_type:
            floor = max(_FLOOR, _NEAR_BEST * max(near.values(), default=0.0))
            near = {id: score for id, score in near.items() if score >= floor}
        return {id: score + stars[id] for id, score in near.items()}

    def _score_text(self, reading: Reading, admitted: dict[str, Entry]) -> dict[str, float]:
        catalogue = self._catalogue
        vector = self._encoder.encode([reading.said])[0]
        narrowed = None if len(admitted) == len(catalogue.entries) else admitted.keys()
        words, meaning = catalogue.score_words(list(reading.terms)), catalogue.score_meaning(vector, narrowed)
        brands = {id: 1.0 for id, entry in admitted.items() if entry.listing.product.brand in reading.brands}
        features = {id: _share(entry, reading.conditions.features) for id, entry in admitted.items()}
        near = fuse_scores([(words, _WORDS), (meaning, _MEANING), (features, _FEATURE), (brands, _BRAND)])
        return {id: near.get(id, 0.0) for id in admitted}

    def _sort(
        self, sort: str, reading: Reading, admitted: dict[str, Entry], scores: dict[str, float]
    ) -> Sequence[Entry]:
        """Return the entries found, in the order of the sort, equals in that of their scores."""
        ranked = [admitted[id] for id in best_first(scores)]
        if sort == SearchSort.BEST_RATED:
            ranked.sort(key=lambda entry: -self._ratings.stars(entry.id))
        elif sort == SearchSort.NEWEST:
            ranked.sort(key=_launch, reverse=True)
        elif sort != SearchSort.BEST:
            sign = 1 if sort == SearchSort.CHEAPEST else -1
            ranked.sort(key=lambda entry: sign * _price(entry.listing, entry, reading.conditions))
        return ranked

    def _on_sale(self, ranked: Sequence[Entry], conditions: Conditions, limit: int) -> Iterator[Entry]:
        """Yield those that meet the conditions in the store's data of this moment."""
        start, size = 0, max(_CHUNK, limit)
        while start < len(ranked):
            chunk = ranked[start : start + size]
            start, size = start + size, 2 * size
            with self._store.read() as tx:
                live = get_listings(tx, [entry.id for entry in chunk])
            for entry in chunk:
                if entry.id in live and _buyable(live[entry.id], entry, conditions):
                    yield entry


def _buyable(listing: Listing, entry: Entry, conditions: Conditions) -> bool:
    return listing.product.active and bool(_meeting(listing, entry, conditions))


def _meeting(listing: Listing, entry: Entry, conditions: Conditions) -> list[Variant]:
    """Return the variants that meet the conditions, stock included."""
    return [
        variant
        for variant in listing.variants
        if conditions.admit_variant(entry, variant) and (variant.available or not conditions.in_stock)
    ]


def _price(listing: Listing, entry: Entry, conditions: Conditions) -> int:
    """Return the price of the cheapest variant that can be meant, stock aside: it may have changed since."""
    prices = [v.price_cents for v in listing.variants if conditions.admit_variant(entry, v)]
    return min(prices, default=listing.product.price_from_cents)


def _share(entry: Entry, features: Sequence[str]) -> float:
    """Return what share of the features the product says that it has; 0 of none."""
    return sum(bool(has_feature(entry, feature)) for feature in features) / max(1, len(features))


def _launch(entry: Entry) -> float:
    launched = entry.listing.product.launched_at
    return launched.timestamp() if launched else 0.0


def _check_limit(limit: int) -> None:
    if limit < 1:
        raise Invalid("limit", f"limit is {limit}; allowed: 1 and above.")
