"""What is kept of a list by what a search itself cannot tell: price cuts and stars."""

from collections.abc import Sequence

from actions.cards import make_product_cards
from actions.finding.chosen import Chosen
from actions.turn import ActionTurn
from shop.reviews.reading import rating_summaries


def keep_discounted(turn: ActionTurn, chosen: Sequence[Chosen]) -> list[Chosen]:
    """Return those whose price was cut lately."""
    cards = make_product_cards(turn, [found.product_id for found in chosen])
    cut = {card.product_id for card in cards if card.was_cents is not None}
    return [found for found in chosen if found.product_id in cut]


def keep_rated(turn: ActionTurn, chosen: Sequence[Chosen], least_stars: int) -> list[Chosen]:
    """Return those with at least so many stars on average, of the reviews that the shopper may read."""
    ratings = rating_summaries(turn.store, turn.customer_id, [found.product_id for found in chosen])
    averages = {id: rating.average for id, rating in ratings.items()}
    return [found for found in chosen if (averages[found.product_id] or 0) >= least_stars]
