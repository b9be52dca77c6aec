"""The products on sale as they can be searched, kept in step with the store."""

from collections.abc import Collection, Mapping
from pathlib import Path

from language.encoder import Encoder, Vectors
from retrieval.changes import Watch
from retrieval.collection import PassageCollection
from retrieval.entries import Entry, Terms, entry_terms, make_entry
from retrieval.kinds import Kinds
from retrieval.lexical import TermIndex
from retrieval.passages import product_passages
from retrieval.synonyms import read_synonyms
from shop.catalogue import Product, get_listings
from shop.store import Reader

_BATCH = 1_000  # listings read together
_NEAREST = 300  # passages


class CatalogueIndex:
    """Entries, words and vectors of all products on sale. Not safe for threads that sync."""

    def __init__(self, encoder: Encoder, folder: Path | None) -> None:
        self._encoder = encoder
        self._watch: Watch[Product] = Watch(Product, ("updated_at",))
        self._collection = PassageCollection(encoder, folder)
        self.entries: Mapping[str, Entry] = {}
        self.terms = TermIndex({})
        self.kinds = Kinds({}, (), encoder)
        self.feature_names: tuple[Terms, ...] = ()  # of attributes that are yes or no, in alphabetical order

    def sync(self, tx: Reader) -> bool:
        """Take over what changed since the last time; return whether anything did."""
        change = self._watch.look(tx)
        if not change.changed and not change.gone_ids:
            return False
        withdrawn = [product.id for product in change.changed if not product.active]
        gone = {*change.gone_ids, *withdrawn}
        kept = {id: entry for id, entry in self.entries.items() if id not in gone}
        self.entries = kept | self._read(tx, [product.id for product in change.changed if product.active])
        self._collection.drop(gone)
        self._prepare()
        return True

    def save(self) -> None:
        self._collection.save()

    def score_words(self, terms: list[str]) -> dict[str, float]:
        """Return by product what share of the terms it covers, 0 to 1; products that cover none are left out."""
        scores = self.terms.score(terms)
        return {self.terms.keys[at]: float(scores[at]) for at in scores.nonzero()[0].tolist()}

    def score_meaning(self, vector: Vectors, among: Collection[str] | None) -> dict[str, float]:
        """Return by product the cosine of its nearest passage; products far from the text are left out."""
        nearest: dict[str, float] = {}
        for passage, cosine in self._collection.search(vector, _NEAREST, among):
            nearest.setdefault(passage.owner_id, max(cosine, 0.0))
        return nearest

    def score_likeness(self, product_id: str) -> dict[str, float]:
        """Return by product how near it is in meaning to this one, -1 to 1, without itself."""
        vectors = self._collection.vectors_of(product_id)
        if not len(vectors):
            return {}
        mean = vectors.mean(axis=0)
        found = self._collection.search(mean, _NEAREST)
        nearest: dict[str, float] = {}
        for passage, cosine in found:
            nearest.setdefault(passage.owner_id, cosine)
        nearest.pop(product_id, None)
        return nearest

    def _read(self, tx: Reader, product_ids: list[str]) -> dict[str, Entry]:
        read: dict[str, Entry] = {}
        for start in range(0, len(product_ids), _BATCH):
            listings = get_listings(tx, product_ids[start : start + _BATCH])
            read |= {id: make_entry(listing) for id, listing in listings.items()}
        self._collection.put({id: product_passages(entry.listing) for id, entry in read.items()})
        return read

    def _prepare(self) -> None:
        documents = {id: entry_terms(entry) for id, entry in sorted(self.entries.items())}
        self.terms = TermIndex(documents, {term for words in read_synonyms() for term in words})
        said = ((name, value) for entry in self.entries.values() for name, value in entry.attributes.items())
        self.feature_names = tuple(sorted({name for name, value in said if value[:1] in (("yes",), ("no",))}))
        types: dict[str, set[tuple[str, ...]]] = {}
        for entry in self.entries.values():
            types.setdefault(entry.listing.product.type, set()).add(entry.listing.product.path)
        self.kinds = Kinds(types, (entry.listing.product.brand for entry in self.entries.values()), self._encoder)
