"""A shop without a model suggests at once, learns one beside, and takes it up."""

from dataclasses import replace
from pathlib import Path

import pytest

from recommender.following import FollowingRecommender
from recommender.learning.first import learn_first, put_in_use
from recommender.learning.keeping import ARRAYS
from recommender.learning.registry import Measured, Registry
from recommender.learning.training import Trained, train
from recommender.serve import SuggestContext
from recommender.weights import Weights
from retrieval.build import open_shelf
from retrieval.search import Shelf
from shop.catalogue import Product
from shop.consent import Purpose
from shop.errors import Conflict
from shop.reviews import Visibility
from shop.reviews.writing import write_review
from shop.store import Store
from tests.fakes.encoder import WordEncoder
from tests.fakes.store import MemoryStore
from tests.recommender.crowd import NOW, add_person, befriend, buy, open_crowd
from tests.recommender.learning.shops import open_year
from tests.recommender.learning.waiting import wait_for

USUAL = Weights().without_friends()


@pytest.fixture
def store() -> Store:
    return open_crowd()


@pytest.fixture
def shelf(store: Store) -> Shelf:
    return open_shelf(store, WordEncoder())


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "models")


def ids(recommender: FollowingRecommender, customer_id: str | None, limit: int = 3) -> list[str]:
    return [one.product_id for one in recommender.suggest(customer_id, SuggestContext(), limit)]


# before the first model


def test_a_shop_without_a_model_suggests_and_trains_nothing_meanwhile(
    store: Store, shelf: Shelf, registry: Registry
) -> None:
    following = FollowingRecommender(store, shelf, registry)
    assert len(ids(following, None)) == 3
    assert following.similar("shoe", None, 3)
    assert registry.versions() == []


def test_what_everybody_likes_comes_first_until_then(store: Store, shelf: Shelf, registry: Registry) -> None:
    for n in range(6):
        add_person(store, f"fan{n}")
        write_review(store, f"fan{n}", "lamp", rating=5, visibility=Visibility.PUBLIC)
        write_review(store, f"fan{n}", "mug", rating=1, visibility=Visibility.PUBLIC)
    everything = ids(FollowingRecommender(store, shelf, registry), None, 10)
    assert everything[0] == "lamp"
    assert everything[-1] == "mug"


def test_what_is_like_the_things_of_a_customer_comes_first_for_them(
    store: Store, shelf: Shelf, registry: Registry
) -> None:
    following = FollowingRecommender(store, shelf, registry)
    for person, product, camp in (("nora", "novel", "Reading"), ("omar", "shoe", "Running")):
        add_person(store, person, Purpose.PERSONALISE)
        buy(store, person, product)
        first = following.suggest(person, SuggestContext(), 3)
        with store.read() as tx:
            found = tx.get_many(Product, [one.product_id for one in first])
        assert {one.path[0] for one in found.values()} == {camp}


def test_an_empty_shop_suggests_nothing(registry: Registry) -> None:
    store = MemoryStore()
    assert FollowingRecommender(store, open_shelf(store, WordEncoder()), registry).suggest(None, SuggestContext()) == []


def test_a_model_that_cannot_be_read_is_as_good_as_none(store: Store, shelf: Shelf, registry: Registry) -> None:
    torn = learn_first(store, shelf, registry)
    (registry.folder(torn.id) / ARRAYS).write_bytes(b"torn")
    assert registry.open_in_use() is None
    assert len(ids(FollowingRecommender(store, shelf, registry), "runner0")) == 3
    version = learn_first(store, shelf, registry)
    assert registry.in_use() == version.id != torn.id
    assert registry.open_in_use() is not None


# the first model


def test_the_first_model_serves_as_soon_as_it_is_learned(store: Store, shelf: Shelf, registry: Registry) -> None:
    following = FollowingRecommender(store, shelf, registry)
    assert following.suggesting.model.bought_with.nnz == 0
    version = learn_first(store, shelf, registry)
    assert (registry.in_use(), [version]) == (version.id, registry.versions())
    assert following.suggest("runner0", SuggestContext(), 3)
    wait_for(lambda: following.suggesting.model.bought_with.nnz > 0)


def test_friends_choose_nothing_before_they_proved_right(store: Store, shelf: Shelf, registry: Registry) -> None:
    learn_first(store, shelf, registry)
    first = FollowingRecommender(store, shelf, registry)
    add_person(store, "nora", Purpose.PERSONALISE)
    before = ids(first, "nora", 10)
    add_person(store, "omar", Purpose.FRIENDS_SEE)
    befriend(store, "nora", "omar")
    write_review(store, "omar", before[-1], rating=5, visibility=Visibility.FRIENDS)
    assert ids(first, "nora", 10) == before


def test_it_has_learned_weights_where_customers_tell_enough(registry: Registry) -> None:
    store = open_year()
    version = learn_first(store, open_shelf(store, WordEncoder()), registry)
    assert version.measured.questions > 40
    assert registry.load(version.id).weights != USUAL


# under a floor


@pytest.fixture
def bad(store: Store, shelf: Shelf) -> Trained:
    trained = train(store, shelf)
    measured = Measured(questions=100, ndcg=0.05, ndcg_appeal=0.1)
    return replace(trained, model=replace(trained.model, weights=Weights(price=9.0)), measured=measured)


def test_a_first_model_under_a_floor_serves_with_usual_weights(registry: Registry, bad: Trained) -> None:
    version = put_in_use(registry, registry.add(bad.model, NOW, 7, bad.measured), bad)
    assert registry.in_use() == version.id
    assert registry.load(version.id).weights == USUAL
    assert (version.acts, version.measured) == (7, Measured())


def test_a_later_one_under_a_floor_is_refused(store: Store, shelf: Shelf, registry: Registry, bad: Trained) -> None:
    first = learn_first(store, shelf, registry)
    with pytest.raises(Conflict, match="under that of what everybody likes"):
        put_in_use(registry, registry.add(bad.model, NOW, 7, bad.measured), bad)
    assert registry.in_use() == first.id
