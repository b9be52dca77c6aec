"""What reviewers were asked about many products, and what each product's reviewers say of it, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.context import current_shelf
from actions.turn import ActionTurn
from retrieval.search import Opinion, Quote
from shop.access import open_eyes, readable_reviews
from shop.reviews.reading import show_reviews
from shop.store import OneOf

_LONGEST = 160  # characters of a quote in a reason


@dataclass(frozen=True)
class AskedOpinion:
    """A wish that reviewers shall speak of, `friends` alone if so; of the products `among_ids`, () for any."""

    wish: str
    friends: bool = False
    among_ids: tuple[str, ...] = ()

    @staticmethod
    def of(chosen_by: Mapping[str, Any]) -> "AskedOpinion":
        """Return what a list was chosen by."""
        return AskedOpinion(chosen_by["wish"], bool(chosen_by.get("friends")), tuple(chosen_by.get("among_ids", ())))

    def way(self) -> dict[str, Any]:
        """Return how products are chosen by it; see `actions.finding.choosing`."""
        return {"as": "opinion", "wish": self.wish, "friends": self.friends, "among_ids": list(self.among_ids)}


def hear_opinions(turn: ActionTurn, asked: AskedOpinion, product_ids: Sequence[str]) -> list[Opinion]:
    """Return what reviewers say whose word this shopper may read, the most praised product first; [] for nothing."""
    return current_shelf().find_opinions(
        asked.wish, product_ids, viewer_id=turn.customer_id, friends_only=asked.friends
    )


def tell_opinions(turn: ActionTurn, asked: AskedOpinion, opinions: Sequence[Opinion]) -> dict[str, tuple[str, ...]]:
    """Return for each product how many speak for the wish, and the words of one who does; by product."""
    quotes = {one.product_id: one.quotes[0] for one in opinions}
    friends = [quote.review_id for quote in quotes.values() if quote.by_friend]
    with turn.store.read() as tx:
        eyes = open_eyes(tx, turn.customer_id)
        seen = show_reviews(tx, eyes, readable_reviews(tx, eyes, id=OneOf(tuple(friends)))) if friends else ()
    names = {review.id: review.nickname for review in seen}
    return {one.product_id: (_tell_count(one, asked), _tell_quote(quotes[one.product_id], names)) for one in opinions}


def _tell_count(opinion: Opinion, asked: AskedOpinion) -> str:
    who = ("friend", "friends") if asked.friends else ("reviewer", "reviewers")
    if opinion.count == 1:
        return f"The one {who[0]} who speaks of it says so"
    if opinion.praised == opinion.count:
        return f"{'Both' if opinion.count == 2 else f'All {opinion.count}'} {who[1]} who speak of it say so"
    return f"{opinion.praised} of {opinion.count} {who[1]} who speak of it say so"


def _tell_quote(quote: Quote, names: Mapping[str, str | None]) -> str:
    text = quote.text if len(quote.text) <= _LONGEST else f"{quote.text[:_LONGEST].rsplit(' ', 1)[0]}…"
    who = f", your friend {names[quote.review_id]}" if names.get(quote.review_id) else ""
    return f'"{text}" ({quote.stars} {"star" if quote.stars == 1 else "stars"}{who})'
