"""What the shop knows of one product, read for one viewer at the moment of the question."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from language.encoder import Encoder, Vectors
from retrieval.lexical import TermIndex
from retrieval.passages import split_sentences
from retrieval.search import FactSource, FoundFact
from retrieval.terms import split_terms, split_wanted
from shop.access import open_eyes, readable_reviews
from shop.catalogue import Product, get_listing
from shop.errors import NotFound
from shop.questions.products import questions_about
from shop.store import Store

_REMEMBERED = 20_000  # vectors of texts, about 30 MB
_MOST_READ = 40  # statements of one product whose meaning is looked at: those with the question's words first
_WORDS, _MEANING = 0.4, 0.6
_TRUST = {FactSource.ATTRIBUTE: 0.06, FactSource.DESCRIPTION: 0.05, FactSource.ANSWER: 0.04, FactSource.REVIEW: 0.0}
_FLOOR = 0.2


@dataclass(frozen=True)
class _Statement:
    text: str
    source: FactSource
    source_id: str
    context: str = ""  # what it is compared with the question together with; not shown


class FactFinder:
    """Reads everything anew for each question, so that nothing hidden since can come back; only vectors are kept."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self._store = store
        self._encoder = encoder
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, product_id: str, question: str, limit: int, viewer_id: str | None) -> list[FoundFact]:
        """Return the statements that answer the question, as `Shelf.find_facts` says."""
        statements = list(self._state(product_id, viewer_id))
        wanted = split_wanted(question)
        if not wanted or not statements:
            return []
        texts = [f"{statement.context} {statement.text}".strip() for statement in statements]
        terms = TermIndex({str(at): split_terms(text) for at, text in enumerate(texts)})
        words = terms.score([terms.correct(term) for term in wanted])
        read = np.argsort(-words, kind="stable")[:_MOST_READ]
        cosines = self._encode([texts[at] for at in read.tolist()]) @ self._encoder.encode([question])[0]
        scores = np.clip(_WORDS * words[read] + _MEANING * np.maximum(cosines, 0), 0, 1)
        trust = np.array([_TRUST[statements[at].source] for at in read.tolist()], np.float32)
        order = [place for place in np.argsort(-(scores + trust), kind="stable").tolist() if scores[place] >= _FLOOR]
        best = [(statements[int(read[place])], float(scores[place])) for place in order[:limit]]
        return [FoundFact(statement.text, statement.source, statement.source_id, score) for statement, score in best]

    def _state(self, product_id: str, viewer_id: str | None) -> Iterator[_Statement]:
        """Yield all that is known of the product and may be read by the viewer. Raises NotFound."""
        with self._store.read() as tx:
            listing = get_listing(tx, product_id)
            if not listing.product.active:
                raise NotFound("product", product_id)
            reviews = readable_reviews(tx, open_eyes(tx, viewer_id), product_id=product_id)
        yield from _state_product(listing.product)
        for question in questions_about(self._store, viewer_id, product_id):
            for answer in question.answers:
                yield _Statement(answer.text, FactSource.ANSWER, question.id, context=question.text)
        for review in sorted(reviews, key=lambda review: (review.written_at, review.id), reverse=True):
            for sentence in split_sentences(review.text):
                yield _Statement(sentence, FactSource.REVIEW, review.id)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of the texts, those of the last thousands from memory; shape (texts, dim)."""
        with self._lock:
            new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        vectors = dict(zip(new, self._encoder.encode(new), strict=True))
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors} | vectors
            self._vectors.update(known)
            while len(self._vectors) > _REMEMBERED:
                self._vectors.popitem(last=False)
        return np.stack([known[text] for text in texts])


def _state_product(product: Product) -> Iterator[_Statement]:
    for name, value in product.attributes.items():
        yield _Statement(f"{name}: {value}", FactSource.ATTRIBUTE, product.id)
    for sentence in split_sentences(product.description):
        yield _Statement(sentence, FactSource.DESCRIPTION, product.id)
