"""The products on sale as they can be searched, kept in step with the store."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.encoder import Encoder
from retrieval.admission import Admission
from retrieval.changes import Watch
from retrieval.documents import make_document
from retrieval.entries import Entry, make_entry
from retrieval.kinds import Kinds
from retrieval.ranking import Ranking
from retrieval.synonyms import Synonyms, built_in_synonyms
from shop.catalogue import Product, get_listings
from shop.store import Reader

_BATCH = 1_000  # listings read together
_ALIKE, _A_FEW_MORE = 300, 2  # passages; times as many as products, as most have one or two


class CatalogueIndex:
    """Entries, words, vectors and columns of all products on sale. Not safe for threads that sync.

    A change costs what changed, not what the catalogue weighs.
    """

    def __init__(self, encoder: Encoder, folder: Path | None, synonyms: Synonyms | None = None) -> None:
        self._encoder = encoder
        self._synonyms = built_in_synonyms() if synonyms is None else synonyms
        self._watch: Watch[Product] = Watch(Product, ("updated_at",))
        self._groups: Counter[tuple[str, tuple[str, ...]]] = Counter()  # types with the paths of their products
        self._brands: Counter[str] = Counter()
        self.entries: dict[str, Entry] = {}
        self.ranking = Ranking(encoder, folder, self._synonyms)
        self.admission = Admission(self.ranking.postings)
        self.kinds = Kinds({}, (), encoder, synonyms=self._synonyms)
        self.version = 0  # rises with every change

    def sync(self, tx: Reader) -> bool:
        """Take over what changed since the last time; return whether anything did."""
        change = self._watch.look(tx)
        if not change.changed and not change.gone_ids:
            return False
        self.version += 1
        known = self._groups.keys(), self._brands.keys()
        before = [set(keys) for keys in known]
        self._drop([*change.gone_ids, *(product.id for product in change.changed if not product.active)])
        changed = [product.id for product in change.changed if product.active]
        for start in range(0, len(changed), _BATCH):
            listings = get_listings(tx, changed[start : start + _BATCH])
            self._put([make_entry(listing) for listing in listings.values()])
        if self.ranking.wasteful:
            self._renew()
        if before != [set(keys) for keys in known] or not before[0]:
            self._read_kinds()
        return True

    def save(self) -> None:
        self.ranking.save()

    def score_likeness(self, product_ids: Sequence[str], limit: int) -> list[dict[str, float]]:
        """Return for each of these, by product, how near the nearest others are in meaning, -1 to 1; at least `limit`.

        Fewer where fewer are among the 300 nearest texts; {} for one that is not in.
        """
        collection = self.ranking.collection
        vectors = {id: own.mean(axis=0) for id in product_ids if len(own := collection.vectors_of(id))}
        found: dict[str, dict[str, float]] = {}
        for texts in (min(_ALIKE, _A_FEW_MORE * limit), _ALIKE):
            short = [id for id in vectors if len(found.get(id, ())) <= limit]  # it finds itself, too
            if short:
                near = collection.find_owners(np.stack([vectors[id] for id in short]), texts)
                found |= zip(short, near, strict=True)
        return [{other: near for other, near in found.get(id, {}).items() if other != id} for id in product_ids]

    def share_features(self, features: Sequence[str]) -> NDArray[np.float32]:
        """Return by row what share of the features the product says that it has; 0 of none."""
        states = [self.admission.has_feature(feature) == 1 for feature in features]
        if not states:
            return np.zeros(len(self.ranking.alive), np.float32)
        return np.asarray(np.mean(states, axis=0), np.float32)

    def _put(self, entries: list[Entry]) -> None:
        for entry in entries:
            self._forget(entry.id)
            self.entries[entry.id] = entry
            self._groups[_group(entry)] += 1
            self._brands[entry.listing.product.brand] += 1
        self.ranking.put([make_document(entry.listing) for entry in entries])
        for entry in entries:
            self.admission.add(entry)

    def _drop(self, ids: Iterable[str]) -> None:
        ids = list(ids)
        for id in ids:
            self._forget(id)
        self.ranking.drop(ids)

    def _forget(self, id: str) -> None:
        entry = self.entries.pop(id, None)
        if entry is not None:
            self._groups -= Counter((_group(entry),))  # leaves out what comes to nothing
            self._brands -= Counter((entry.listing.product.brand,))

    def _renew(self) -> None:
        self.ranking.renew()
        self.admission = Admission(self.ranking.postings)
        for id in self.ranking.ids():
            self.admission.add(self.entries[id])

    def _read_kinds(self) -> None:
        types: dict[str, set[tuple[str, ...]]] = {}
        for type, path in self._groups:
            types.setdefault(type, set()).add(path)
        self.kinds = Kinds(types, self._brands, self._encoder, self.kinds, synonyms=self._synonyms)


def _group(entry: Entry) -> tuple[str, tuple[str, ...]]:
    return entry.listing.product.type, entry.listing.product.path
