"""Which products a shopper's words may name: every title on sale, looked up by its words, typing errors allowed."""

import re
import threading
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process

from shop.catalogue import Product
from shop.store import Above, AtLeast, Reader, Store

_WORD = re.compile(r"[^\W_]+")
_IDLE = frozenset({"the", "a", "an", "my", "your", "this", "that", "these", "those", "please", "of", "and", "for"})
_CLOSE = 78  # of 100: "clodline" for "cloudline"
_CLOSE_IN_CONTEXT = 60  # "Korvo staq" for "Korvo Stack": the other word tells which product
_FEW = 200  # products that are looked at one by one
_SHORTEST_MISSPELLED = 4  # letters
_LEAST_NAMED = 0.6  # share of what was said, rare words weighing more
_PAGE = 5_000  # products read together
_OVERLAP = timedelta(minutes=1)  # a transaction may commit this long after its `now`
_CHEAP_S = 0.002  # a look at the store that takes less is done for every message
_SHARE = 50  # a dearer one only after this many times its length


@dataclass(frozen=True)
class Named:
    """A product that the words may mean; `share` is how much of them its title has, 0 to 1."""

    product_id: str
    share: float
    whole: bool  # the words are its whole name, brand and kind aside


class ProductNames:
    """The titles, brands and kinds of all products on sale. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: set[str] = set()  # the ids of all products that were put, withdrawn ones too
        self._words: dict[str, frozenset[str]] = {}  # all words of a product, by its id
        self._names: dict[str, frozenset[str]] = {}  # those without its brand and kind
        self._ids: defaultdict[str, set[str]] = defaultdict(set)  # the products that have a word

    def __len__(self) -> int:
        return len(self._known)

    def put(self, product: Product) -> None:
        """Take the product as it is now; a withdrawn one is never found."""
        with self._lock:
            self._put(product)

    def find(self, name: str) -> list[Named]:
        """Return the products that have the most of what was said, the whole names first; [] for none."""
        with self._lock:
            return self._find(name)

    def _put(self, product: Product) -> None:
        self._known.add(product.id)
        for word in self._words.pop(product.id, ()):
            self._ids[word].discard(product.id)
            if not self._ids[word]:
                del self._ids[word]
        if not product.active:
            return
        about = frozenset(split_name(f"{product.brand} {product.type}"))
        self._words[product.id] = about | frozenset(split_name(product.title))
        self._names[product.id] = frozenset(split_name(product.title)) - about
        for word in self._words[product.id]:
            self._ids[word].add(product.id)

    def _find(self, name: str) -> list[Named]:
        said = self._join([word for word in split_name(name) if word not in _IDLE] or split_name(name))
        spelled = {word: self._spell(word) for word in said}
        weights = {word: self._weigh(known) for word, known in spelled.items()}
        left = total = sum(weights.values())
        shares: dict[str, float] = {}
        for word in sorted(spelled, key=lambda word: (not spelled[word], -weights[word])):
            # What lacks all the rarer words cannot be meant any more: frequent ones bring nothing new.
            known = self._closest(spelled[word], None if left >= _LEAST_NAMED * total else shares)
            for id, closeness in known.items():
                shares[id] = shares.get(id, 0.0) + weights[word] / total * closeness
            left -= weights[word]
        for word in (word for word, known in spelled.items() if not known and len(shares) <= _FEW):
            for id in shares:
                shares[id] += weights[word] / total * self._resemble(word, id)
        return self._best(shares, {other for known in spelled.values() for other in known})

    def _best(self, shares: dict[str, float], meant: set[str]) -> list[Named]:
        most = max(shares.values(), default=0.0)
        if most < _LEAST_NAMED:
            return []
        best = [id for id, share in shares.items() if share > most - 0.02]
        named = [Named(id, shares[id], self._names[id] <= meant and bool(self._names[id])) for id in best]
        return sorted(named, key=lambda found: (not found.whole, -found.share, found.product_id))

    def _join(self, said: list[str]) -> list[str]:
        """Write together what was said in two words and is one: "cloud line"."""
        joined: list[str] = []
        for word in said:
            if joined and joined[-1] + word in self._ids:
                joined[-1] += word
            else:
                joined.append(word)
        return joined

    def _spell(self, word: str) -> dict[str, float]:
        """Return the words of titles that may be meant, and how close they are, 0 to 1."""
        if word in self._ids:
            return {word: 1.0}
        if len(word) < _SHORTEST_MISSPELLED:
            return {}
        close = process.extract(word, self._ids.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=5)
        return {other: score / 100 for other, score, _ in close}

    def _closest(self, known: dict[str, float], among: dict[str, float] | None) -> dict[str, float]:
        """Return how close each product's own word is, of those in `among` only unless that is None."""
        closest: dict[str, float] = {}
        for other, closeness in known.items():
            ids = self._ids[other]
            for id in ids if among is None else ids & among.keys():
                closest[id] = max(closest.get(id, 0.0), closeness)
        return closest

    def _resemble(self, word: str, id: str) -> float:
        """Return how close a misspelled word comes to one of a product that other words name already."""
        near = process.extractOne(word, self._words[id], scorer=fuzz.ratio, score_cutoff=_CLOSE_IN_CONTEXT)
        return near[1] / 100 if near and len(word) >= _SHORTEST_MISSPELLED else 0.0

    def _weigh(self, known: dict[str, float]) -> float:
        """Return how much a word says: the rarer, the more."""
        most = len(self._words)
        return max((log(1 + most / len(self._ids[other])) for other in known), default=log(1 + most))


def split_name(name: str) -> list[str]:
    """Return the words in small letters without accents: "Élan 27Q" is "elan" and "27q"."""
    plain = name.casefold()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return _WORD.findall(plain)


def names_of(store: Store) -> ProductNames:
    """Return the names of what the store sells now; in a large shop, of a few seconds ago.

    The first call reads all products, later ones what `put_product` and the like have changed since.
    """
    with _opening:
        kept = _kept.setdefault(store, _Kept())
    return kept.look(store)


class _Kept:
    """The names of one store, and when they were read."""

    def __init__(self) -> None:
        self._names = ProductNames()
        self._read_at: datetime | None = None
        self._rests_until = 0.0  # monotonic seconds
        self._looking = threading.Lock()

    def look(self, store: Store) -> ProductNames:
        with self._looking:
            if time.monotonic() < self._rests_until:
                return self._names
            begun = time.thread_time()  # of this thread alone: a busy machine does not make a shop large
            with store.read() as tx:
                self._read(tx)
            took = time.thread_time() - begun
            self._rests_until = 0.0 if took < _CHEAP_S else time.monotonic() + _SHARE * took
            return self._names

    def _read(self, tx: Reader) -> None:
        if self._read_at is not None:
            self._take(tx.find(Product, updated_at=AtLeast(self._read_at - _OVERLAP)))
        if len(self._names) != tx.count(Product):
            self._names = ProductNames()
            self._take(_all_products(tx))
        self._read_at = tx.now

    def _take(self, products: Iterable[Product]) -> None:
        for product in products:
            self._names.put(product)


_kept: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()
_opening = threading.Lock()


def _all_products(tx: Reader) -> Iterator[Product]:
    last = ""
    while page := tx.find(Product, limit=_PAGE, id=Above(last)):
        yield from page
        last = page[-1].id
