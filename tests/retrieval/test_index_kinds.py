"""A large set is searched in lists: as well as promised, with any narrowing, and after any change."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval.errors import IndexRefused
from retrieval.index import VectorIndex
from retrieval.index_plan import IndexPlan
from tests.retrieval.crowd import DIM, SMALL, Vectors, make_vectors, name_all, nearest

COUNT = 6_000
KEYS, VECTORS, QUERIES = name_all(COUNT), make_vectors(COUNT), make_vectors(50, seed=1)


def grown(plan: IndexPlan = SMALL, count: int = COUNT) -> VectorIndex:
    return VectorIndex.build(KEYS[:count], lambda start, stop: VECTORS[start:stop], DIM, plan)


def recall(index: VectorIndex, keys: list[str], vectors: Vectors) -> float:
    found = [
        len({key for key, _ in index.search(query, 10)} & set(nearest(keys, vectors, query, 10))) for query in QUERIES
    ]
    return sum(found) / (10 * len(QUERIES))


def test_a_small_set_is_compared_whole() -> None:
    index = grown(count=500)
    assert index.facts.probes == 0
    assert recall(index, KEYS[:500], VECTORS[:500]) == 1


def test_a_large_set_is_searched_in_lists_and_says_how_well() -> None:
    index = grown()
    assert 0 < index.facts.probes < SMALL.count_lists(COUNT)
    assert index.facts.recall10 >= SMALL.recall_goal
    assert recall(index, KEYS, VECTORS) >= 0.95
    key, cosine = index.search(VECTORS[7], 1)[0]
    assert key == "key-7"
    assert cosine == pytest.approx(1, abs=1e-3)


def test_vectors_come_back_as_they_were_but_for_rounding() -> None:
    assert np.abs(grown().get(["key-5", "key-0"]) - VECTORS[[5, 0]]).max() < 1e-3


def test_an_index_that_finds_too_little_is_refused_and_the_old_one_stays() -> None:
    blind = replace(SMALL, most_probed=0.001)
    noise = make_vectors(COUNT, spread=50)
    with pytest.raises(IndexRefused, match=r"recall@10 is 0\.\d+ with 1 lists; allowed: 0\.95"):
        VectorIndex.build(KEYS, lambda start, stop: noise[start:stop], DIM, blind)
    index = VectorIndex(DIM, blind)
    index.add(KEYS, noise)
    with pytest.raises(IndexRefused):
        index.rebuild()
    assert recall(index, KEYS, noise) == 1


def test_a_refused_rebuild_on_a_thread_is_told_and_not_tried_at_every_change() -> None:
    index = VectorIndex(DIM, replace(SMALL, most_probed=0.001, background=True))
    noise = make_vectors(2_000, spread=50)
    index.add(KEYS[:1_000], noise[:1_000])
    index.settle()
    refusal = index.refusal
    assert refusal is not None
    index.add(KEYS[1_000:1_500], noise[1_000:1_500])
    index.settle()
    assert index.refusal is refusal
    assert recall(index, KEYS[:1_500], noise[:1_500]) == 1


def test_a_set_that_grows_changes_its_kind_by_itself() -> None:
    index = VectorIndex(DIM, replace(SMALL, background=True))
    index.add(KEYS[:400], VECTORS[:400])
    assert index.facts.probes == 0
    index.add(KEYS[400:1_000], VECTORS[400:1_000])
    index.settle()
    assert index.facts.trained_for == 1_000
    index.add(KEYS[1_000:], VECTORS[1_000:])
    index.settle()
    assert index.facts.trained_for == COUNT
    assert recall(index, KEYS, VECTORS) >= 0.95


def test_added_replaced_and_removed_without_a_rebuild() -> None:
    index = grown(count=4_000)
    index.add(KEYS[4_000:], VECTORS[4_000:])
    index.remove(KEYS[:2_000])
    index.put(["key-3000", "new"], np.stack((VECTORS[0], VECTORS[1])))
    keys, vectors = [*KEYS[2_000:], "new"], np.concatenate((VECTORS[2_000:], VECTORS[1:2]))
    vectors[1_000] = VECTORS[0]
    assert index.facts.trained_for == 4_000
    assert (len(index), "key-0" in index) == (4_001, False)
    assert sorted(index.keys()) == sorted(keys)
    assert recall(index, keys, vectors) >= 0.95
    assert index.search(VECTORS[0], 1)[0][0] == "key-3000"
    index.rebuild()
    assert index.facts.trained_for == 4_001
    assert recall(index, keys, vectors) >= 0.95
    assert index.search(VECTORS[1], 1)[0][0] == "new"


def test_rows_without_keys_are_cleared_away() -> None:
    index = VectorIndex(DIM, replace(SMALL, flat_up_to=10_000))
    for turn in range(5):
        index.put(KEYS[:2_000], VECTORS[turn : turn + 2_000])
    index.put(KEYS[:2_000], VECTORS[:2_000])
    assert recall(index, KEYS[:2_000], VECTORS[:2_000]) == 1


@pytest.mark.parametrize("share", [0.001, 0.02, 0.2, 0.4])
def test_narrowed_to_few_it_equals_brute_force(share: float) -> None:
    index = grown()
    chosen = np.flatnonzero(np.random.default_rng(3).random(COUNT) < share)
    keys = [KEYS[at] for at in chosen]
    for query in QUERIES:
        found = index.search(query, 10, set(keys))
        assert [key for key, _ in found] == nearest(
            keys, VECTORS[chosen].astype(np.float16).astype(np.float32), query, 10
        )


def test_narrowed_to_many_it_finds_as_many_as_asked_for_and_the_nearest() -> None:
    index = grown(replace(SMALL, exact_up_to=0))
    hits = 0
    for query in QUERIES:
        far = np.argsort(VECTORS @ query)[:2_500]  # the worst that a condition can do: what is near is left out
        keys = [KEYS[at] for at in far]
        found = [key for key, _ in index.search(query, 10, set(keys))]
        hits += len(set(found) & set(nearest(keys, VECTORS[far], query, 10)))
    assert hits / (10 * len(QUERIES)) >= 0.95
    assert {key for key, _ in index.search(query, 2_500, set(keys))} == set(keys)


def test_all_are_found_when_all_are_asked_for() -> None:
    index = grown()
    index.remove(KEYS[:100])
    assert {key for key, _ in index.search(QUERIES[0], COUNT)} == set(KEYS[100:])


def test_an_index_of_lists_comes_back_with_what_it_says_of_itself(tmp_path: Path) -> None:
    index = grown()
    index.remove(KEYS[:10])
    index.put(["Schuhgröße 43 \ud800"], VECTORS[:1])
    index.save(tmp_path)
    loaded = VectorIndex.load(tmp_path, SMALL)
    assert loaded.facts == index.facts
    assert [loaded.search(query, 10) for query in QUERIES] == [index.search(query, 10) for query in QUERIES]
    assert loaded.search(VECTORS[0], 1)[0][0] == "Schuhgröße 43 \ud800"
    loaded.add(["key-0"], VECTORS[:1])
    assert {key for key, _ in loaded.search(VECTORS[0], 2)} == {"key-0", "Schuhgröße 43 \ud800"}


def test_a_saved_index_that_finds_less_than_the_plan_allows_is_refused(tmp_path: Path) -> None:
    lax = replace(SMALL, recall_goal=0.5, recall_floor=0.3)
    grown(lax).save(tmp_path)
    assert VectorIndex.load(tmp_path, lax).facts.recall10 < 0.95
    with pytest.raises(IndexRefused, match=r"allowed: 0\.95"):
        VectorIndex.load(tmp_path, SMALL)


class Copy:
    """Searches on the processor, and counts how often."""

    def __init__(self, index: Any) -> None:
        self._index, self.searches = index, 0

    def add(self, vectors: Vectors) -> None:
        self._index.add(vectors)

    def search(self, queries: Vectors, k: int, params: Any = None) -> Any:
        assert getattr(params, "sel", None) is None, "a GPU cannot narrow a search"
        self.searches += 1
        return self._index.search(queries, k, params=params)


class Gpus:
    """So many GPUs that are none: what is copied there stays on the processor."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.copies: list[Copy] = []

    def count(self) -> int:
        return self._count

    def copy(self, index: Any, number: int) -> Copy:
        import faiss

        self.copies.append(Copy(faiss.clone_index(index)))
        return self.copies[-1]


@pytest.mark.parametrize("plan", [SMALL, replace(SMALL, flat_up_to=10_000)], ids=["lists", "flat"])
def test_a_gpu_searches_what_is_not_narrowed(plan: IndexPlan) -> None:
    gpus = Gpus(1)
    index = VectorIndex.build(KEYS[:4_000], lambda start, stop: VECTORS[start:stop], DIM, replace(plan, gpu=0), gpus)
    index.add(KEYS[4_000:], VECTORS[4_000:])
    index.remove(KEYS[:100])
    assert recall(index, KEYS[100:], VECTORS[100:]) >= 0.95
    assert gpus.copies[-1].searches == len(QUERIES)
    narrowed = [key for key, _ in index.search(QUERIES[0], 3, ["key-8", "key-700", "key-800"])]
    assert narrowed == nearest(["key-700", "key-800"], VECTORS[[700, 800]], QUERIES[0], 2)
    assert gpus.copies[-1].searches == len(QUERIES)


@pytest.mark.parametrize("gpu", [None, 0])
@pytest.mark.parametrize("plan", [SMALL, replace(SMALL, flat_up_to=10_000)], ids=["lists", "flat"])
def test_many_at_once_find_what_each_finds(plan: IndexPlan, gpu: int | None) -> None:
    index = VectorIndex.build(KEYS, lambda start, stop: VECTORS[start:stop], DIM, replace(plan, gpu=gpu), Gpus(1))
    near = {key for key, _ in index.search(QUERIES[0], 200)}
    index.remove(near)  # so that one query of many has to look farther
    many = np.concatenate((QUERIES, VECTORS[:400]))
    for query, found in zip(many, index.search_each(many, 10), strict=True):
        alone = index.search(query, 10)
        assert [cosine for _, cosine in found] == pytest.approx([cosine for _, cosine in alone], abs=1e-5)
        assert [key for key, _ in found] == [key for key, _ in alone]
        assert not near & {key for key, _ in found}
    assert index.search_each(many[:0], 10) == []


@pytest.mark.parametrize(("wish", "count"), [(0, 0), (1, 1), (None, 1)])
def test_without_a_gpu_or_the_wish_for_one_the_processor_searches(wish: Any, count: int) -> None:
    gpus = Gpus(count)
    index = VectorIndex(DIM, replace(SMALL, gpu=wish), gpus)
    index.add(KEYS[:300], VECTORS[:300])
    assert recall(index, KEYS[:300], VECTORS[:300]) == 1
    assert gpus.copies == []


def test_a_gpu_that_finds_too_little_leaves_the_search_to_the_processor() -> None:
    index = VectorIndex(DIM, replace(SMALL, gpu=0), Gpus(1))
    index.add(KEYS[:500], VECTORS[:500])
    near = {key for key, _ in index.search(QUERIES[0], 200)}
    index.remove(near)
    assert [key for key, _ in index.search(QUERIES[0], 10)] == nearest(
        [key for key in KEYS[:500] if key not in near],
        VECTORS[[at for at in range(500) if KEYS[at] not in near]],
        QUERIES[0],
        10,
    )


def test_a_key_that_is_not_in_has_no_vector() -> None:
    index = grown()
    index.remove(["key-4"])
    with pytest.raises(KeyError, match="key-4"):
        index.get(["key-3", "key-4"])
