"""How products stand in what their cards tell: the price and the stars."""

import re
from collections.abc import Callable, Sequence

from actions.finding.superlatives import Standing
from language.price_degrees import read_price_degree
from shop.cards import ProductCard
from shop.orders.wording import format_money

_BEST_RATED = re.compile(
    r"\b(?:(?:best|highest|top|better|higher)[- ](?:rated|reviewed|reviews?|ratings?|stars)|most stars|most liked)\b",
    re.IGNORECASE,
)


def asks_cards(text: str) -> bool:
    """Say whether the words ask for what cards tell: the cheapest, the dearest, the best rated."""
    return read_price_degree(text) != 0 or _BEST_RATED.search(text) is not None


def stand_by_cards(text: str, cards: Sequence[ProductCard]) -> Standing | None:
    """Return how the products stand in price or stars, where the words ask for that; None where they do not."""
    way = read_price_degree(text)
    if len({card.currency for card in cards}) == 1 and way:
        return _rank("cheapest" if way < 0 else "dearest", "price", cards, lambda card: -way * card.price_cents, _price)
    rated = [card for card in cards if card.rating is not None]
    if _BEST_RATED.search(text) and len(rated) > 1:
        silent = tuple(card.title for card in cards if card.rating is None)
        return _rank("best rated", "rating", rated, lambda card: -_stars(card), _tell_stars, silent)
    return None


def _rank(
    word: str,
    name: str,
    cards: Sequence[ProductCard],
    key: Callable[[ProductCard], float],
    tell: Callable[[ProductCard], str],
    silent: tuple[str, ...] = (),
) -> Standing:
    ranked = sorted(cards, key=key)
    first = tuple(card.title for card in ranked if key(card) == key(ranked[0]))
    return Standing(word, name, tuple((card.title, tell(card)) for card in ranked), first, silent)


def _price(card: ProductCard) -> str:
    return format_money(card.price_cents, card.currency)


def _stars(card: ProductCard) -> float:
    return round(card.rating or 0.0, 1)


def _tell_stars(card: ProductCard) -> str:
    return f"{_stars(card):.1f} of 5"
