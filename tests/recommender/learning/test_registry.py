"""Models are kept whole, put in use and taken back, and a bad one never serves."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from recommender.fit import learn
from recommender.following import FollowingRecommender
from recommender.hybrid import StoreRecommender
from recommender.learning.keeping import ARRAYS, DESCRIPTION, load_model, save_model
from recommender.learning.registry import Measured, Registry
from recommender.model import LEAST_TOGETHER, Model
from recommender.plan import Plan
from recommender.serve import SuggestContext
from recommender.trust import Trusting
from recommender.weights import Weights
from retrieval.build import open_shelf
from shop.errors import Conflict, Invalid, NotFound
from shop.store import Store
from tests.fakes.encoder import WordEncoder
from tests.recommender.crowd import NOW, open_crowd
from tests.recommender.learning.waiting import wait_for


@pytest.fixture(scope="module")
def store() -> Store:
    return open_crowd()


@pytest.fixture(scope="module")
def model(store: Store) -> Model:
    return learn(store)


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "models")


def measured(ndcg: float, *, in_use: float | None = None, appeal: float = 0.1) -> Measured:
    return Measured(questions=100, ndcg=ndcg, ndcg_appeal=appeal, ndcg_in_use=in_use)


def test_a_model_comes_back_as_it_was(store: Store, model: Model, tmp_path: Path) -> None:
    save_model(model, tmp_path)
    again = load_model(tmp_path)
    assert again.plan == model.plan
    assert again.weights == model.weights
    assert (again.trusting, again.learned_at) == (model.trusting, model.learned_at)
    assert (again.bought_with != model.bought_with).nnz == 0
    shelf = open_shelf(store, WordEncoder())
    one, other = StoreRecommender(store, shelf, model), StoreRecommender(store, shelf, again)
    for customer_id in ("runner0", "reader2", None):
        assert one.suggest(customer_id, SuggestContext(), 10) == other.suggest(customer_id, SuggestContext(), 10)


def test_what_an_older_version_did_not_know_weighs_nothing_and_its_pairs_are_the_fewest(
    model: Model, tmp_path: Path
) -> None:
    from safetensors.numpy import load_file, save_file

    save_model(replace(model, weights=Weights(), trusting=Trusting(0.3, 2.0, 2.0)), tmp_path)
    told = json.loads((tmp_path / DESCRIPTION).read_text())
    for name in ("trusted", "followed", "sent"):
        del told["weights"][name]
    del told["trusting"], told["learned_at"]
    (tmp_path / DESCRIPTION).write_text(json.dumps(told))
    arrays = load_file(tmp_path / ARRAYS)
    save_file(arrays | {"bought_with.data": arrays["bought_with.data"].astype(bool)}, tmp_path / ARRAYS)
    again = load_model(tmp_path)
    assert again.weights == replace(Weights(), trusted=0.0, followed=0.0, sent=0.0)
    assert (again.trusting, again.learned_at) == (Trusting(), 0.0)
    assert again.count_bought("shoe", "sock") == LEAST_TOGETHER
    assert again.count_bought("shoe", "novel") == 0


@pytest.mark.parametrize("file", [ARRAYS, DESCRIPTION])
@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:40])])
def test_a_torn_model_is_refused(model: Model, tmp_path: Path, file: str, spoil: Callable[[Path], None]) -> None:
    save_model(model, tmp_path)
    spoil(tmp_path / file)
    with pytest.raises(Invalid, match="holds no model that can be read"):
        load_model(tmp_path)


def test_models_are_listed_put_in_use_and_taken_back(registry: Registry, model: Model) -> None:
    assert registry.versions() == []
    assert registry.in_use() is None
    first = registry.add(model, NOW, 100, measured(0.2))
    second = registry.add(model, NOW + timedelta(days=1), 120, measured(0.21, in_use=0.2))
    assert registry.versions() == [first, second]
    assert registry.in_use() is None
    registry.promote(first.id)
    registry.promote(second.id)
    registry.promote(second.id)
    assert registry.in_use() == second.id
    assert registry.roll_back() == first
    assert registry.in_use() == first.id
    with pytest.raises(Conflict, match="no earlier"):
        registry.roll_back()


@pytest.mark.parametrize(
    ("told", "why"),
    [(measured(0.05), "what everybody likes"), (measured(0.15, in_use=0.2), "the one in use, 0.2000")],
)
def test_a_worse_model_is_refused(registry: Registry, model: Model, told: Measured, why: str) -> None:
    good = registry.promote(registry.add(model, NOW, 100, measured(0.2)).id)
    bad = registry.add(model, NOW + timedelta(days=1), 100, told)
    with pytest.raises(Conflict, match=why):
        registry.promote(bad.id)
    assert registry.in_use() == good.id


def test_what_is_worse_by_chance_is_not_refused(registry: Registry, model: Model) -> None:
    version = registry.add(model, NOW, 100, replace(measured(0.19, in_use=0.2), chance=0.02))
    assert registry.promote(version.id) == version


@pytest.mark.parametrize("id", ["nothing", "../outside", "20260101T000000-abcd"])
def test_an_unknown_model_is_not_found(registry: Registry, id: str) -> None:
    with pytest.raises(NotFound):
        registry.promote(id)


def test_a_model_that_cannot_be_read_never_gets_into_use(registry: Registry, model: Model) -> None:
    version = registry.add(model, NOW, 100, measured(0.2))
    (registry.folder(version.id) / ARRAYS).write_bytes(b"torn")
    with pytest.raises(Invalid):
        registry.promote(version.id)
    assert registry.in_use() is None


def test_old_models_make_room_but_not_those_last_in_use(
    registry: Registry, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recommender.learning.registry._KEPT", 2)
    used = [registry.add(model, NOW + timedelta(days=n), 1, Measured()).id for n in range(2)]
    for id in used:
        registry.promote(id)
    held = [registry.add(model, NOW + timedelta(days=2 + n), 1, Measured()).id for n in range(4)]
    assert [version.id for version in registry.versions()] == [*used, *held[-2:]]
    assert registry.roll_back().id == used[0]


def test_many_processes_at_once_leave_a_whole_state(registry: Registry, model: Model) -> None:
    ids = [registry.add(model, NOW + timedelta(seconds=n), 1, Measured()).id for n in range(4)]
    threads = [threading.Thread(target=registry.promote, args=(id,)) for id in ids * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert registry.in_use() in ids


# following


@pytest.fixture
def following(store: Store, model: Model, registry: Registry) -> FollowingRecommender:
    registry.promote(registry.add(model, NOW, 1, Measured()).id)
    return FollowingRecommender(store, open_shelf(store, WordEncoder()), registry)


def test_a_promoted_model_serves_without_a_restart(
    following: FollowingRecommender, registry: Registry, store: Store
) -> None:
    other = registry.add(learn(store, Plan(ridge=50)), NOW, 1, Measured())
    registry.promote(other.id)
    assert following.suggest("runner0", SuggestContext(), 3)
    wait_for(lambda: following.suggesting.model.plan.ridge == 50)
    registry.roll_back()
    assert following.similar("shoe", None, 3)
    wait_for(lambda: following.suggesting.model.plan.ridge != 50)


def test_a_model_that_is_torn_later_leaves_the_one_before(
    following: FollowingRecommender, registry: Registry, model: Model
) -> None:
    version = registry.add(model, NOW, 1, Measured())
    registry.promote(version.id)
    (registry.folder(version.id) / ARRAYS).write_bytes(b"torn")
    for _ in range(5):
        assert following.suggest("runner0", SuggestContext(), 3)
        time.sleep(0.02)
