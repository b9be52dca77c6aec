"""What reviewers of many products say of one wish: "comfortable for long flights".

A review speaks of a wish by a sentence that has words for it and is near in meaning, or by one that is very near. The
thresholds were found on 392 sentences that a reader labelled (tests/retrieval/opinions.tsv). How it is meant tell its
words, "not a single blister", and its stars.
"""

import functools
import re
from collections.abc import Mapping, Sequence

import numpy as np

from retrieval.evidence import EvidenceReader
from retrieval.passages import split_sentences
from retrieval.search import Opinion, Quote
from retrieval.suspicious import leave_out_paid
from retrieval.wishes import ReadWish, read_wish
from shop.access import open_eyes, readable_reviews
from shop.reviews import Review
from shop.store import OneOf, Store

# Cosines from which a sentence speaks of the wish
_TOLD = 0.1  # where it has a word by which such things are told
_PARTLY = 0.3  # where it has one of some of the things that are wished only: of "charges fast" just a charger
_SHARED = 0.4  # where nothing is known of such things, and it has the wish's own words
_NEAR = 0.55  # whatever its words are
# Of something without judging it: "I don't care what the camera is like"
_SAYS_NOTHING = re.compile(
    r"\b(?:do(?:n'?t|n’t| not) care|could(?:n'?t|n’t) care|no idea"
    r"|(?:never|not|n't|n’t) (?:really )?(?:tried|tested|used it)|can(?:'?t|’t|not) (?:say|tell|judge)"
    r"|too (?:early|soon) to (?:say|tell)|yet to (?:try|test))\b",
    re.IGNORECASE,
)
_HAPPY, _UNHAPPY = 4, 2  # stars from which on, and up to which, a review is taken to praise or to complain
_DELIGHTED = 5  # stars that no word against makes a complaint: "one blister, and that was from a sock seam"
_DOUBT = 2.0  # voices on each side that every product begins with: one of one is no better than seven of nine
_MOST_NEW = 200  # sentences that are read at once, half a second; others are told by words alone until the next time
_REMEMBERED = 20_000  # texts of reviews


class OpinionFinder:
    """Reads the reviews anew each time, so that nothing hidden since can come back; only vectors are kept."""

    def __init__(self, store: Store, reader: EvidenceReader) -> None:
        self._store = store
        self._reader = reader

    def find(
        self, wish: str, product_ids: Sequence[str], viewer_id: str | None, *, friends_only: bool = False
    ) -> list[Opinion]:
        """Return what is said of the wish, as `Shelf.find_opinions` says."""
        words = read_wish(wish)
        if not words.is_known and not words.words:
            return []
        friends, by_product = self._read(product_ids, viewer_id, friends_only=friends_only)
        reviews = [review for of_it in by_product.values() for review in of_it]
        near = self._measure(wish, words, [said for review in reviews for said in _split(review.text)])
        found = []
        for id, of_it in by_product.items():
            quotes = [_quote(review, words, near, by_friend=review.author_id in friends) for review in of_it]
            if told := [quote for quote in quotes if quote is not None]:
                found.append(_sum_up(id, told, words, near))
        return sorted(found, key=lambda one: (-one.standing, -near[one.quotes[0].text], one.product_id))

    def _read(
        self, product_ids: Sequence[str], viewer_id: str | None, *, friends_only: bool
    ) -> tuple[frozenset[str], dict[str, list[Review]]]:
        """Return whose reviews are friends', and those that count, by product; friends' alone if wished."""
        with self._store.read() as tx:
            eyes = open_eyes(tx, viewer_id)
            readable = readable_reviews(tx, eyes, product_id=OneOf(tuple(dict.fromkeys(product_ids))))
        by_product: dict[str, list[Review]] = {}
        for review in readable:
            by_product.setdefault(review.product_id, []).append(review)
        friends = eyes.sharing_ids
        return friends, {
            id: [
                review
                for review in leave_out_paid(of_it)
                if review.author_id != viewer_id and (not friends_only or review.author_id in friends)
            ]
            for id, of_it in by_product.items()
        }

    def _measure(self, wish: str, words: ReadWish, sentences: Sequence[str]) -> dict[str, float]:
        """Return the cosine of each sentence that speaks of the wish; of one that was not read yet, the least there is.

        Of many new sentences those that have words for the wish are read first.
        """
        known = self._reader.recall(sentences)
        new = sorted({*sentences} - known.keys(), key=lambda said: (not words.is_told_in(said), said))
        known |= zip(new, self._reader.encode(new[:_MOST_NEW]), strict=False)
        texts = list(known)
        cosines = np.stack([*known.values()]) @ self._reader.encode([wish])[0] if texts else np.zeros(0, np.float32)
        near = dict(zip(texts, cosines.tolist(), strict=True))
        near |= dict.fromkeys(new[_MOST_NEW:], _TOLD)
        return {said: cosine for said, cosine in near.items() if _speaks(words, said, cosine)}


def _speaks(words: ReadWish, sentence: str, nearness: float) -> bool:
    if _SAYS_NOTHING.search(sentence):
        return False
    if nearness >= _NEAR:
        return True
    if words.is_known:
        told = nearness >= _TOLD and words.is_told_in(sentence)
        return told and (nearness >= _PARTLY or words.is_whole_in(sentence))
    return nearness >= _SHARED and words.shares_words(sentence)


def _quote(review: Review, words: ReadWish, near: Mapping[str, float], *, by_friend: bool) -> Quote | None:
    """Return the sentence of the review that is nearest to the wish; None where none, or not clearly, speaks of it.

    One that means the contrary of the whole is not quoted while there is another.
    """
    speaking = [said for said in _split(review.text) if said in near]
    praises = _take_side(review.rating, words.take_side(" ".join(speaking))) if speaking else None
    if praises is None:
        return None
    way = 1 if praises else -1
    text = max(speaking, key=lambda said: (way * words.take_side(said) >= 0, near[said]))
    return Quote(review.id, text, review.rating, by_friend, praises)


def _take_side(stars: int, side: int) -> bool | None:
    """Return whether words of this side, 1 for the wish and -1 against it, praise; None where the stars contradict."""
    if stars >= _HAPPY:
        return side >= 0 or (None if stars >= _DELIGHTED else False)
    return None if stars > _UNHAPPY and side > 0 else False


def _sum_up(product_id: str, quotes: Sequence[Quote], words: ReadWish, near: Mapping[str, float]) -> Opinion:
    def order(quote: Quote) -> tuple[bool, bool, bool, float, str]:
        clear = words.take_side(quote.text) == (1 if quote.praises else -1)
        return not quote.praises, not quote.by_friend, not clear, -near[quote.text], quote.review_id

    praised = sum(quote.praises for quote in quotes)
    standing = (praised + _DOUBT) / (len(quotes) + 2 * _DOUBT)
    return Opinion(product_id, praised, len(quotes) - praised, standing, tuple(sorted(quotes, key=order)))


@functools.lru_cache(maxsize=_REMEMBERED)
def _split(text: str) -> tuple[str, ...]:
    return tuple(split_sentences(text))
