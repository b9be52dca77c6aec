"""Which of some products goes furthest in what the words ask for: "the cheapest one", "the lightest"."""

from collections.abc import Sequence

from actions.cards import make_product_cards
from actions.finding.standing import asks_cards, stand_by_cards
from actions.finding.superlatives import find_standing, read_superlative
from actions.listings import read_listings
from actions.turn import ActionTurn
from actions.which_product import read_products
from shop.catalogue import Product


def asks_degree(said: str) -> bool:
    """Say whether the words tell how far something goes: in price, in stars, in what can be measured."""
    return asks_cards(said) or read_superlative(said) is not None


def going_furthest(turn: ActionTurn, said: str, ids: Sequence[str]) -> list[Product]:
    """Return those of these products that go furthest, several where they stand level; [] where nothing tells."""
    if not asks_degree(said):
        return []
    listings = read_listings(turn, ids)
    standing = (
        stand_by_cards(said, make_product_cards(turn, list(ids))) if asks_cards(said) else find_standing(said, listings)
    )
    first = standing.first if standing else ()
    return [product for product in read_products(turn, ids) if product.title in first]
