"""500 conversations in the demo shop: all that is shown keeps every limit; none is said only where there is none."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.context import use_shelf
from bot.database import TABLES
from retrieval.build import open_shelf
from shop.catalogue import Listing, Variant, get_listings
from shop.catalogue import Product as CatalogueProduct
from shop.sql.store import SqlStore
from tests.actions.talk import Answered, Talk
from tests.fakes.encoder import WordEncoder

CONVERSATIONS = 500
TURNS = 3
Said = tuple[str, str, str]
_RESET = ("found_without", "found_nothing")


@pytest.fixture(scope="module")
def store(demo_database: Path) -> Iterator[SqlStore]:
    store = SqlStore(f"sqlite:///{demo_database}", TABLES)
    yield store
    store.close()


@pytest.fixture(scope="module")
def listings(store: SqlStore) -> dict[str, Listing]:
    use_shelf(open_shelf(store, WordEncoder()))
    with store.read() as tx:
        return get_listings(tx, [product.id for product in tx.find(CatalogueProduct, active=True)])


class Shopper:
    """Asks for a kind of thing, then adds one limit after the other, and knows what must hold by then."""

    def __init__(self, chance: random.Random, listings: dict[str, Listing]) -> None:
        self._chance = chance
        self._of_type = chance.choice([one.product.type for one in listings.values()])
        self._own = [one for one in listings.values() if is_kind_of(one.product.type, self._of_type)]
        self.most_cents: int | None = None
        self.size = ""
        self.refused: list[str] = []

    def begin(self) -> list[Said]:
        return [("product_type", self._of_type, ""), *self._limit()]

    def go_on(self) -> list[Said]:
        return self._limit()

    def _limit(self) -> list[Said]:
        variant = self._chance.choice([v for one in self._own for v in one.variants if v.active])
        kind = self._chance.choice(("price", "size", "brand"))
        sized = all("size" in v.options for one in self._own for v in one.variants)
        if kind == "size" and sized:  # else a size may stand in the product's data instead
            self.size = variant.options["size"]
            return [("size", self.size, "")]
        if kind == "brand":
            self.refused.append(self._chance.choice(self._own).product.brand)
            return [("brand", self.refused[-1], "not")]
        self.most_cents = variant.price_cents * self._chance.choice((60, 90, 100, 130)) // 10_000 * 100
        return [("price", str(self.most_cents // 100), "max")]

    def matches(self) -> list[str]:
        """Return the ids of what may be shown, by looking at every product of the kind."""
        return [
            one.product.id
            for one in self._own
            if one.product.brand not in self.refused and any(map(self._fits, one.variants))
        ]

    def _fits(self, variant: Variant) -> bool:
        cheap = self.most_cents is None or variant.price_cents <= self.most_cents
        return variant.available and cheap and self.size in ("", variant.options.get("size"))


def is_kind_of(type: str, wanted: str) -> bool:
    """Return whether a type is the one wanted or a kind of it: a rain jacket is a jacket, a t-shirt a shirt."""
    return f" {type.replace('-', ' ')}".endswith(f" {wanted.replace('-', ' ')}")


def shown(answered: Answered) -> list[str]:
    return [card["product_id"] for card in answered.said[-1].facts.get("products", [])]


def test_no_limit_is_broken_and_nothing_that_is_there_is_denied(store: SqlStore, listings: dict[str, Listing]) -> None:
    looked_at = denied = 0
    for number in range(CONVERSATIONS):
        shopper, talk = Shopper(random.Random(number), listings), Talk(store)
        entities = shopper.begin()
        for turn in range(TURNS):
            intent = "refine_search" if turn else "search_product"
            answered = talk.hear("action_search", "", intent=intent, entities=entities)
            matching = shopper.matches()
            response = answered.said[-1].response
            if response in _RESET:
                assert not matching, f"conversation {number}, turn {turn}: {response}, but {matching} match"
                denied += 1
                break
            assert set(shown(answered)) <= set(matching), f"conversation {number}, turn {turn}: {entities}"
            assert len(shown(answered)) == min(5, len(matching)), f"conversation {number}, turn {turn}: {matching}"
            looked_at += 1
            entities = shopper.go_on()
    assert looked_at > CONVERSATIONS
    assert denied > CONVERSATIONS // 50
