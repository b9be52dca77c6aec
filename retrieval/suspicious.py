"""Reviews that look bought: nearly the same words by several people, or a rush of the same stars."""

from collections.abc import Sequence
from datetime import timedelta

from rapidfuzz import fuzz

from retrieval.terms import split_wanted
from shop.reviews.reading import SeenReview

_ALIKE = 72  # of 100, the words in any order: what two people write by themselves stays below 60
_LEAST_WORDS = 5  # "great product" is written by many
_RUSH = timedelta(hours=48)
_LEAST_IN_RUSH = 5  # reviews of the same stars, none by somebody who bought it here
_RUSH_SHARE = 0.3  # of all reviews of the product


def find_suspicious(reviews: Sequence[SeenReview]) -> frozenset[str]:
    """Return the ids of the reviews of one product that look bought; the empty set for none.

    Those by people who bought it here are never among them. At most a few hundred reviews.
    """
    unbought = [review for review in reviews if not review.verified]
    return _find_copies(unbought) | _find_rush(unbought, len(reviews))


def _find_copies(reviews: Sequence[SeenReview]) -> frozenset[str]:
    """Return those whose words are nearly those of another one, whatever their order."""
    said = {review.id: " ".join(split_wanted(review.text)) for review in reviews}
    long = [(id, words) for id, words in said.items() if len(words.split()) >= _LEAST_WORDS]
    copies: set[str] = set()
    for at, (id, words) in enumerate(long):
        alike = [other for other, theirs in long[:at] if fuzz.token_sort_ratio(words, theirs) >= _ALIKE]
        if alike:
            copies |= {id, *alike}
    return frozenset(copies)


def _find_rush(reviews: Sequence[SeenReview], total: int) -> frozenset[str]:
    found: set[str] = set()
    for stars in {review.rating for review in reviews}:
        same = sorted((r for r in reviews if r.rating == stars), key=lambda review: review.written_at)
        for at, first in enumerate(same):
            rush = [review for review in same[at:] if review.written_at - first.written_at <= _RUSH]
            if len(rush) >= max(_LEAST_IN_RUSH, _RUSH_SHARE * total):
                found |= {review.id for review in rush}
    return frozenset(found)
