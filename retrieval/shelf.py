"""The shelf over a store: all that can be found, behind one lock."""

import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path

from language.encoder import Encoder, Vectors
from retrieval.articles import ArticleIndex
from retrieval.asked import AskedEncoder
from retrieval.aspect_judge import AspectJudge
from retrieval.browsing import Browsed, tell_understood
from retrieval.catching_up import CatchUp
from retrieval.digest import ReviewDigest, digest_reviews
from retrieval.evidence import EvidenceReader, texts_of
from retrieval.facts import FactFinder
from retrieval.fusion import best_first
from retrieval.occasion_wishes import read_wish
from retrieval.offers import Offer
from retrieval.opinions import OpinionFinder
from retrieval.products import Hits, ProductSearch
from retrieval.ratings import Ratings
from retrieval.reading import list_matches
from retrieval.reading_ahead import Matter, ReadAhead, list_texts
from retrieval.relations import Relations
from retrieval.search import Found, FoundArticle, FoundFact, Opinion, SearchQuery, SearchSort
from retrieval.suited import Suited, find_suited
from retrieval.synonyms import Synonyms
from shop.access import open_eyes, readable_reviews
from shop.errors import Invalid, NotFound
from shop.reviews.reading import show_reviews
from shop.store import Store

_TOGETHER = 64  # products whose like are looked for at once: a moment in which others wait


class StoreShelf:
    """A `Shelf` over this store; `folder` keeps vectors for the next start (None: nowhere).

    `synonyms` None: those that come with the program.
    """

    def __init__(
        self, store: Store, encoder: Encoder, folder: Path | None = None, synonyms: Synonyms | None = None
    ) -> None:
        self._store = store
        self.relations = Relations(store)
        encoder = AskedEncoder(encoder)
        self._ratings = Ratings()
        self._products = ProductSearch(store, encoder, self._ratings, folder and folder / "products", synonyms)
        self._articles = ArticleIndex(encoder, folder and folder / "articles")
        self._evidence = EvidenceReader(encoder)
        self._facts = FactFinder(store, self._evidence)
        self._opinions = OpinionFinder(store, self._evidence)
        words = Matter(self._list_words, self._remember_words)
        said = Matter(self._list_texts, self._evidence.remember)
        self._ahead = ReadAhead((words, said), encoder, folder and folder / "statements")
        self._judge = AspectJudge(self._evidence)
        self._lock = threading.RLock()
        self._catch_up = CatchUp(
            (self._products.catalogue.ranking.collection, self._articles.collection), encoder, self._lock
        )

    def refresh(self) -> None:
        """Take over what changed in the store and keep it for the next start; searching does the former by itself."""
        with self._lock:
            self._take_over()
            self._products.catalogue.save()
            self._articles.collection.save()

    def read_ahead(self) -> None:
        """Begin to read what may be asked about, so that the first to ask need not wait for it."""
        self._ahead.begin()

    def find_products(self, query: SearchQuery, limit: int = 10) -> list[Found]:
        _check_limit(limit)
        _check_sort(query)
        suited = self._find_suited(query)
        with self._lock:
            self._sync()
            hits = self._products.look_up(query, suited)
        return [_tell_found(query, hits, offer) for offer in islice(hits.offers, limit)]

    def browse_products(self, query: SearchQuery, start: int = 0, count: int = 24) -> Browsed:
        """See `Browser`."""
        _check_limit(count)
        _check_sort(query)
        if start < 0:
            raise Invalid("start", f"start is {start}; allowed: 0 and above.")
        suited = self._find_suited(query)
        with self._lock:
            self._sync()
            hits = self._products.look_up(query, suited)
            types, brands = self._products.list_types(query, hits), self._products.list_brands(query, hits)
        shown = [_tell_found(query, hits, offer) for offer in islice(hits.offers, start, start + count + 1)]
        return Browsed(shown[:count], len(shown) > count, tell_understood(query, hits.reading), types, brands)

    def find_alike(self, product_ids: Sequence[str], limit: int = 10) -> list[list[Found]]:
        _check_limit(limit)
        with self._lock:
            self._sync()
        found: list[list[Found]] = []
        for start in range(0, len(product_ids), _TOGETHER):
            with self._lock:
                each = self._products.catalogue.score_likeness(product_ids[start : start + _TOGETHER], limit)
            found += [[Found(id, scores[id], ()) for id in best_first(scores)[:limit]] for scores in each]
        return found

    def kinds_liked(self, text: str) -> dict[str, str]:
        with self._lock:
            self._sync()
            return self._products.catalogue.kinds.types_liked(text)

    def kinds_called(self, text: str) -> frozenset[str]:
        with self._lock:
            self._sync()
            return self._products.catalogue.kinds.types_called(text)

    def find_missing(self, text: str) -> str:
        with self._lock:
            self._sync()
            return self._products.find_missing(text)

    def names_department(self, text: str) -> bool:
        with self._lock:
            self._sync()
            return bool(self._products.catalogue.kinds.types_of_department(text))

    def find_articles(self, text: str, limit: int = 3, *, topics: Collection[str] = ()) -> list[FoundArticle]:
        _check_limit(limit)
        with self._lock:
            self._sync()
            return self._articles.find(text, limit, self._evidence, topics)

    def find_facts(
        self, product_id: str, question: str, limit: int = 5, *, viewer_id: str | None = None
    ) -> list[FoundFact]:
        _check_limit(limit)
        return self._facts.find(product_id, question, limit, viewer_id)

    def digest_reviews(self, product_id: str, viewer_id: str | None = None) -> ReviewDigest:
        with self._store.read() as tx:
            eyes = open_eyes(tx, viewer_id)
            reviews = show_reviews(tx, eyes, readable_reviews(tx, eyes, product_id=product_id))
        return digest_reviews(reviews, self._judge)

    def find_opinions(
        self, wish: str, product_ids: Sequence[str], *, viewer_id: str | None = None, friends_only: bool = False
    ) -> list[Opinion]:
        return self._opinions.find(wish, product_ids, viewer_id, friends_only=friends_only)

    def _find_suited(self, query: SearchQuery) -> Suited | None:
        """Return what is for the occasion that the query's text names, None where it names none or nothing is."""
        wish = None if query.product_type else read_wish(query.text)
        return (find_suited(self.relations.graph(), wish) or None) if wish else None

    def _list_words(self) -> list[str]:
        """Return the words of products whose meaning a search may need, as they have other forms."""
        with self._lock:
            self._sync()
            return self._products.catalogue.ranking.forms.list_akin()

    def _remember_words(self, words: Sequence[str], vectors: Vectors) -> None:
        self._products.catalogue.ranking.forms.remember(words, vectors)

    def _list_texts(self) -> Iterator[str]:
        """Yield texts that everybody may read: the help, then products, those with the most reviews first."""
        with self._lock:
            articles, product_ids = self._articles.statements(), self._ratings.most_reviewed()
        yield from chain.from_iterable(map(texts_of, articles))
        for product_id in product_ids:
            with suppress(NotFound):  # it is on sale no more
                yield from list_texts(self._store, product_id)

    def _sync(self) -> None:
        if self._products.is_due():
            self._take_over()
            self._catch_up.begin()

    def _take_over(self) -> None:
        with self._store.read() as tx:
            self._products.sync(tx)
            self._articles.sync(tx)
            self._ratings.sync(tx)


def _check_limit(limit: int) -> None:
    if limit < 1:
        raise Invalid("limit", f"limit is {limit}; allowed: 1 and above.")


def _check_sort(query: SearchQuery) -> None:
    if query.sort not in tuple(SearchSort):
        raise Invalid("sort", f"sort is {query.sort!r}; allowed: {', '.join(SearchSort)}.")


def _tell_found(query: SearchQuery, hits: Hits, offer: Offer) -> Found:
    return Found(offer.entry.id, offer.score, list_matches(query, hits.reading, offer.entry), hits.reading.akin)
