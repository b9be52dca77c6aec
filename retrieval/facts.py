"""What the shop knows of one product, read for one viewer at the moment of the question."""

from collections.abc import Iterator, Sequence

import numpy as np

from retrieval.asked_fields import find_asked_field
from retrieval.evidence import EvidenceReader, EvidenceWeights, Statement, built_in_weights, share_words
from retrieval.languages import is_read
from retrieval.passages import describe_options, split_sentences
from retrieval.search import FactSource, FoundFact
from retrieval.suspicious import leave_out_paid
from retrieval.terms import split_wanted
from shop.access import open_eyes, readable_reviews
from shop.catalogue import Listing, Product, get_listing
from shop.errors import NotFound
from shop.questions.products import questions_about
from shop.store import Store

# What shoppers call what merchants state under other names
_ASKED_AS = {
    "hydrostatic head": "waterproof, rain",
    "water resistance": "waterproof, water, rain, sweat",
    "hobs": "induction, stove, cooker",
    "care": "wash, washing machine, clean",
    "sleeps": "how many people, persons",
    "r-value": "warm, insulation, cold ground",
    "load": "most weight it carries, weight limit",
    "gender": "for men, for women",
    "connection": "bluetooth, cable, wireless",
    "sim": "dual sim, two cards",
    "memory card": "sd card, more storage",
    "capacity": "how much does it hold, how many litres",
    "volume": "how much does it hold, how many litres",
    "fragrance": "scent, smell, perfume",
    "made in": "country, where does it come from",
    "warranty": "guarantee",
    "charging": "charger, how is it charged",
    "battery": "how long does a charge last",
    "season": "winter, snow, summer",
}
_STATED = FactSource.ATTRIBUTE
_FLOOR = 0.02  # probability below which a statement has nothing to do with the question
MOST_SAID = 200  # sentences of reviews that are read for one question: a shopper waits for each that is new


class FactFinder:
    """Reads everything anew for each question, so that nothing hidden since can come back; only vectors are kept."""

    def __init__(self, store: Store, reader: EvidenceReader, weights: EvidenceWeights | None = None) -> None:
        self._store = store
        self._reader = reader
        self._weights = weights or built_in_weights()

    def find(self, product_id: str, question: str, limit: int, viewer_id: str | None) -> list[FoundFact]:
        """Return the statements that answer the question, as `Shelf.find_facts` says."""
        said = read_statements(self._store, product_id, viewer_id)
        if not split_wanted(question) or not said:
            return []
        statements = self._narrow(question, said)
        signs = self._reader.measure(question, statements)
        scores, sure = self._weights.judge(signs), self._weights.find_sure(signs)
        for at in self._find_asked(product_id, question, statements):
            scores[at], sure[at] = 1.0, True
        order = [at for at in np.argsort(-scores, kind="stable").tolist() if scores[at] >= _FLOOR]
        return [_make(statements[at], float(scores[at]), sure=bool(sure[at])) for at in order[:limit]]

    def _narrow(self, question: str, statements: Sequence[Statement]) -> Sequence[Statement]:
        """Return what is read for the question, in its order: of very many sentences of reviews not all.

        Those that have its rarest words are, and then the newest.
        """
        reviews = [at for at, said in enumerate(statements) if said.source is FactSource.REVIEW]
        if len(reviews) <= MOST_SAID:
            return statements
        shares, _ = share_words(question, [statements[at] for at in reviews], self._reader.pieces)
        left = {reviews[place] for place in np.argsort(-shares, kind="stable")[MOST_SAID:].tolist()}
        return [said for at, said in enumerate(statements) if at not in left]

    def _find_asked(self, product_id: str, question: str, statements: Sequence[Statement]) -> list[int]:
        """Return where the field stands that the question asks for by an adjective; [] for none."""
        names = {at: each.text.partition(":")[0] for at, each in enumerate(statements) if each.source is _STATED}
        with self._store.read() as tx:
            product = tx.get(Product, product_id)
        field = find_asked_field(question, [*names.values()], product.title if product else "")
        return [at for at, name in names.items() if name == field]


def _make(statement: Statement, score: float, *, sure: bool) -> FoundFact:
    return FoundFact(statement.text, statement.source, statement.source_id, score, sure)


def read_statements(store: Store, product_id: str, viewer_id: str | None) -> Sequence[Statement]:
    """Return all that is said of the product and may be read by the viewer.

    No review that is, or looks, paid for, and none in a language that is not read.
    Raises NotFound for a product that is not on sale.
    """
    return list(_state(store, product_id, viewer_id))


def _state(store: Store, product_id: str, viewer_id: str | None) -> Iterator[Statement]:
    with store.read() as tx:
        listing = get_listing(tx, product_id)
        if not listing.product.active:
            raise NotFound("product", product_id)
        reviews = readable_reviews(tx, open_eyes(tx, viewer_id), product_id=product_id)
    yield from _state_product(listing)
    for question in questions_about(store, viewer_id, product_id):
        for answer in question.answers:
            yield Statement(answer.text, FactSource.ANSWER, question.id, context=question.text)
    for review in sorted(leave_out_paid(reviews), key=lambda review: (review.written_at, review.id), reverse=True):
        for sentence in split_sentences(review.text) if is_read(review.language) else ():
            yield Statement(sentence, FactSource.REVIEW, review.id)


def _state_product(listing: Listing) -> Iterator[Statement]:
    product = listing.product
    for name, value in product.attributes.items():
        asked_as = _ASKED_AS.get(name.casefold(), "")
        yield Statement(f"{name}: {value}", FactSource.ATTRIBUTE, product.id, context=asked_as)
    for name, values in describe_options(listing).items():
        if name not in product.attributes:
            yield Statement(f"{name}: {', '.join(values)}", FactSource.ATTRIBUTE, product.id)
    for sentence in split_sentences(product.description):
        yield Statement(sentence, FactSource.DESCRIPTION, product.id)
