"""Products in the order of a quality that nobody states, "less sporty", by the words of the shop and of reviewers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.listings import read_listings
from actions.names import join_names
from actions.opinions.unpaid import read_unpaid_reviews
from actions.turn import ActionTurn
from retrieval.qualities import Impression, Quality, calls_itself, form_impression, quote_of, read_quality
from shop.catalogue import Listing

_LESS = re.compile(r"^(?:less|not|too|least|nothing)\b", re.IGNORECASE)
_MOST_WORDS = 2  # that a reason names


@dataclass(frozen=True)
class TasteOrder:
    """Product ids in the order of a taste, with a true reason for the place of each, and what that was read from.

    `clear` says that the first goes further than the next. `described` is of how many products the shop's own words
    tell, `reviews` how many reviews do.
    """

    product_ids: tuple[str, ...]
    reasons: Mapping[str, str]
    clear: bool
    described: int
    reviews: int


def order_by_taste(
    turn: ActionTurn, taste: str, product_ids: Sequence[str], *, leave_out: bool = True
) -> TasteOrder | None:
    """Return these products as the words order them; None where no word of any tells.

    Of what is wanted less, what calls itself so is left out as long as something else is there, if wished.
    """
    quality, less = read_quality(taste.split()[-1]), is_less(taste)
    if quality is None:
        return None
    listings = read_listings(turn, product_ids)
    reviews = read_unpaid_reviews(turn, product_ids)
    texts = {id: [review.text for review in of_it] for id, of_it in reviews.items()}
    formed = {one.product.id: form_impression(quality, one, texts.get(one.product.id, ())) for one in listings}
    if all(impression.is_silent for impression in formed.values()):
        return None
    if less and leave_out:
        listings = [one for one in listings if not calls_itself(quality, one)] or listings
    way = 1 if less else -1
    ordered = sorted(listings, key=lambda one: way * formed[one.product.id].score)
    scores = [formed[one.product.id].score for one in ordered]
    return TasteOrder(
        tuple(one.product.id for one in ordered),
        {one.product.id: _tell(one, formed[one.product.id], quality, less=less) for one in ordered},
        len(scores) < 2 or scores[0] != scores[1],
        sum(bool(impression.words) for impression in formed.values()),
        sum(len(impression.reviews) for impression in formed.values()),
    )


def is_less(taste: str) -> bool:
    """Say whether less of the quality is wanted: "less sporty", "too fancy"."""
    return _LESS.match(taste) is not None


def _tell(listing: Listing, impression: Impression, quality: Quality, *, less: bool) -> str:
    """Return what puts the product where it stands: words that speak for its place first."""
    for good in (not less, less):
        words = [word for word, side in impression.words if side is good]
        heard = [said for said, side in impression.reviews if side is good]
        if words or heard:
            return _tell_words(listing, words, heard, still=good is less)
    return f'Nothing said of it speaks of "{quality.name}"'


def _tell_words(listing: Listing, words: Sequence[str], heard: Sequence[Sequence[str]], *, still: bool) -> str:
    """Return where the words stand; `still` says that they speak against the place that the product has."""
    but = " still" if still else ""
    if words:
        quote = "" if still else quote_of(listing, words[0])
        return f'The shop writes: "{quote}"' if quote else f"The shop{but} writes of {_name(words)}"
    said = _name([word for one in heard for word in one])
    return f"One review{but} writes of {said}" if len(heard) == 1 else f"{len(heard)} reviews{but} write of {said}"


def _name(words: Sequence[str]) -> str:
    return join_names([f'"{word}"' for word in list(dict.fromkeys(words))[:_MOST_WORDS]])
