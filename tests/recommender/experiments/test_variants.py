"""What an arm may have other than the recommender in use: weights, a model of the registry, nothing."""

from pathlib import Path

import pytest

from recommender.experiments.records import Arm
from recommender.experiments.variants import Variants
from recommender.fit import learn
from recommender.following import FollowingRecommender
from recommender.learning.registry import Measured, Registry
from recommender.serve import Recommender, SuggestContext
from recommender.weights import PARTS
from retrieval.build import open_shelf
from retrieval.search import Shelf
from shop.consent import Purpose
from shop.errors import NotFound
from shop.store import Store
from tests.fakes.encoder import WordEncoder
from tests.recommender.crowd import NOW, READING, RUNNING, add_person, buy, open_crowd, put_on_sale

NOTHING = dict.fromkeys(PARTS, "0")


class Opened:
    """A shop, its registry, and the variants of what is in use."""

    def __init__(self, folder: Path) -> None:
        self.store: Store = open_crowd()
        self.shelf: Shelf = open_shelf(self.store, WordEncoder())
        self.registry = Registry(folder)
        self.in_use = FollowingRecommender(self.store, self.shelf, self.registry)
        self.variants = Variants(self.store, self.shelf, self.in_use, self.registry)

    def open(self, **variant: str) -> Recommender:
        return self.variants.open(Arm("arm", 0.5, variant))


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    return Opened(tmp_path)


def best(recommender: Recommender, customer_id: str, limit: int = 10) -> list[tuple[str, float]]:
    found = recommender.suggest(customer_id, SuggestContext(), limit)
    return [(suggestion.product_id, suggestion.score) for suggestion in found]


def test_an_arm_that_changes_nothing_is_the_one_in_use(opened: Opened) -> None:
    assert opened.open() is opened.in_use


def test_weights_change_what_is_suggested_and_how_alike_things_are(opened: Opened) -> None:
    same = {part: str(weight) for part, weight in vars(opened.in_use.suggesting.model.weights).items()}
    assert best(opened.open(**same), "runner0") == best(opened.in_use, "runner0")
    assert best(opened.in_use, "runner0")[0][0] == RUNNING[0]
    assert {score for _, score in best(opened.open(**NOTHING), "runner0")} == {0.0}
    assert [found.product_id for found in opened.open(**NOTHING).similar("novel", None)]


def test_an_arm_of_weights_follows_the_model_in_use(opened: Opened) -> None:
    arm = opened.open(friends="0")
    before = best(arm, "reader0")
    put_on_sale(opened.store, "atlas", "Reading")
    for number in range(8):
        add_person(opened.store, f"late{number}", Purpose.TRAIN, Purpose.PERSONALISE)
        for id in ("atlas", *READING[1:]):
            buy(opened.store, f"late{number}", id)
    unaware = best(arm, "reader0")
    opened.in_use.suggesting.use(learn(opened.store))
    assert before != best(arm, "reader0") != unaware
    assert best(arm, "reader0") == best(opened.open(friends="0"), "reader0")


def test_a_model_of_the_registry_is_an_arm_and_keeps_its_own_weights(opened: Opened) -> None:
    version = opened.registry.add(learn(opened.store), NOW, 0, Measured())
    other = opened.open(model=version.id)
    assert best(other, "reader0")[0][0] in READING
    assert {score for _, score in best(opened.open(model=version.id, **NOTHING), "reader0")} == {0.0}
    with pytest.raises(NotFound, match="recommender model"):
        opened.open(model="20200101T000000-0000")
