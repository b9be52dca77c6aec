"""Reviews that look bought: nearly the same words by several people, or a rush of the same stars."""

import functools
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from retrieval.terms import split_wanted
from shop.reviews import Review
from shop.reviews.reading import SeenReview

R = TypeVar("R", Review, SeenReview)

_ALIKE = 72  # of 100, the words in any order: what two people write by themselves stays below 60
MOST_COMPARED = (
    2_000  # the newest without a purchase, in about a fifth of a second: time and memory grow with the square
)
_LEAST_WORDS = 5  # "great product" is written by many
_RUSH = timedelta(hours=48)
_LEAST_IN_RUSH = 5  # reviews of the same stars, none by somebody who bought it here
_RUSH_SHARE = 0.3  # of all reviews of the product


def find_suspicious(reviews: Sequence[R]) -> frozenset[str]:
    """Return the ids of the reviews of one product that look bought; the empty set for none.

    Those by people who bought it here are never among them.
    """
    unbought = [review for review in reviews if not review.verified]
    return _find_copies(unbought) | _find_rush(unbought, len(reviews))


def leave_out_paid(reviews: Sequence[R]) -> list[R]:
    """Return the reviews of one product that count, in their order: none that is sponsored or looks bought."""
    suspicious = find_suspicious(reviews)
    return [review for review in reviews if not review.sponsored and review.id not in suspicious]


def _find_copies(reviews: Sequence[R]) -> frozenset[str]:
    """Return those whose words are those of another one, whatever their order; of the newest also nearly those."""
    newest = sorted(reviews, key=lambda review: (review.written_at, review.id), reverse=True)
    said = [(review.id, _sort_words(review.text)) for review in newest]
    long = [(id, words) for id, words in said if words.count(" ") >= _LEAST_WORDS - 1]
    times = Counter(words for _, words in long)
    compared = [words for _, words in long[:MOST_COMPARED]]
    alike = (cdist(compared, compared, scorer=fuzz.ratio, score_cutoff=_ALIKE) > 0).sum(axis=1) if compared else []
    nearly = {id for (id, _), copies in zip(long, alike, strict=False) if copies > 1}
    return frozenset(nearly | {id for id, words in long if times[words] > 1})


@functools.lru_cache(maxsize=50_000)
def _sort_words(text: str) -> str:
    return " ".join(sorted(split_wanted(text)))


def _find_rush(reviews: Sequence[R], total: int) -> frozenset[str]:
    found: set[str] = set()
    for stars in {review.rating for review in reviews}:
        same = sorted((r for r in reviews if r.rating == stars), key=lambda review: review.written_at)
        times = [review.written_at for review in same]
        added = 0
        for at, begun in enumerate(times):
            end = bisect_right(times, begun + _RUSH)
            if end - at >= max(_LEAST_IN_RUSH, _RUSH_SHARE * total):
                found |= {review.id for review in same[max(at, added) : end]}
                added = end
    return frozenset(found)
