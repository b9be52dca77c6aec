"""All that is written of one product, as far as one shopper may read it, and how reviews are shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.cards import make_review_snippets
from actions.context import current_shelf
from actions.opinions.digest import tell_sponsored
from actions.quick_replies import QuickReply
from actions.turn import ActionTurn
from retrieval.aspects import Aspect
from retrieval.digest import ReviewDigest
from shop.access import open_eyes, readable_reviews
from shop.cards import AspectCard, ReviewSnippet
from shop.catalogue import Product
from shop.reviews.reading import SeenReview
from shop.reviews.reading import show_reviews as as_seen


@dataclass(frozen=True)
class Voices:
    """The reviews of one product that the shopper may read, newest first, and what those that count come to."""

    product: Product
    reviews: Sequence[SeenReview]
    digest: ReviewDigest

    @property
    def counted(self) -> list[SeenReview]:
        return [review for review in self.reviews if review.id not in self.digest.left_out]

    def find(self, ids: Sequence[str]) -> list[SeenReview]:
        """Return the reviews of these ids, in this order."""
        by_id = {review.id: review for review in self.reviews}
        return [by_id[id] for id in ids if id in by_id]


def hear_voices(turn: ActionTurn, product: Product) -> Voices:
    """Return all that this shopper may read of the product."""
    return Voices(product, all_reviews(turn, product.id), current_shelf().digest_reviews(product.id, turn.customer_id))


def all_reviews(turn: ActionTurn, product_id: str) -> list[SeenReview]:
    """Return the reviews of the product that the shopper may read, newest first; [] for none."""
    with turn.store.read() as tx:
        eyes = open_eyes(tx, turn.customer_id)
        found = as_seen(tx, eyes, readable_reviews(tx, eyes, product_id=product_id))
    return sorted(found, key=lambda review: (review.written_at, review.id), reverse=True)


def show_reviews(
    turn: ActionTurn,
    product: Product,
    response: str,
    reviews: Sequence[SeenReview],
    values: dict[str, Any],
    *,
    aspect: Aspect | None = None,
    aspects: Sequence[AspectCard] = (),
    quick_replies: Sequence[QuickReply] = (),
    like_minded: bool = False,
    beside: bool = False,
) -> None:
    """Say the response with these reviews; of an aspect the sentences that speak of it.

    `like_minded` marks them as by people of the shopper's taste; `beside` keeps in mind those shown before, too.
    """
    turn.show("reviews")
    before = turn.memory.review_ids if beside else []
    turn.memory.review_ids = [*before, *(review.id for review in reviews)]
    snippets = [replace(each, like_minded=like_minded) for each in make_review_snippets(turn, reviews)]
    shown = {
        "title": product.title,
        "shown": len(reviews),
        "sponsored": tell_sponsored(reviews),
        "suspected": sum(snippet.suspected for snippet in snippets),
    }
    turn.say(
        response,
        values=shown | values,
        reviews=[_cut(snippet, aspect) for snippet in snippets],
        aspects=list(aspects),
        quick_replies=list(quick_replies),
        evidence=[product.id, *(review.id for review in reviews)],
    )


def _cut(snippet: ReviewSnippet, aspect: Aspect | None) -> ReviewSnippet:
    return snippet if aspect is None else replace(snippet, text=aspect.quote(snippet.text))
