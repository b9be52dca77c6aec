"""Searching goes on while others write and the index is built anew; nobody sees half of anything."""

import threading
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from retrieval.gate import Gate
from retrieval.index import VectorIndex
from retrieval.index_plan import IndexPlan
from tests.retrieval.crowd import DIM, SMALL, make_vectors, name_all

COUNT, ROUNDS = 1_200, 25
KEYS, VECTORS = name_all(COUNT), make_vectors(COUNT)
AXES = np.eye(DIM, dtype=np.float32)  # far from all others: whoever searches there finds what writers write there


def run_together(*tasks: Callable[[], None]) -> None:
    """Run the tasks on threads of their own and raise what the first of them raised."""
    raised: list[BaseException] = []

    def run(task: Callable[[], None]) -> None:
        try:
            task()
        except BaseException as error:  # noqa: BLE001 (raised again below)
            raised.append(error)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


@pytest.mark.parametrize("plan", [replace(SMALL, flat_up_to=100_000), SMALL], ids=["flat", "lists"])
def test_searches_see_all_of_a_change_or_nothing(plan: IndexPlan) -> None:
    index = VectorIndex.build(KEYS, lambda start, stop: VECTORS[start:stop], DIM, plan)
    done = threading.Event()

    def write_twins(axis: int) -> None:
        """Two vectors come together, change places together, and go together."""
        twins, there = [f"{axis}-left", f"{axis}-right"], np.stack((AXES[axis], AXES[axis]))
        for _ in range(ROUNDS):
            index.add(twins, there)
            index.put(twins, -there)
            index.put(twins, there)
            index.remove(twins)

    def write_many() -> None:
        others = make_vectors(3_000, seed=5)
        for turn in range(ROUNDS // 5):
            names = name_all(3_000, 10_000 * (turn + 1))
            index.add(names, others)
            index.remove(names)

    def search(axis: int) -> None:
        while not done.is_set():
            found = {key for key, cosine in index.search(AXES[axis], 2) if cosine > 0.999}
            assert found in (set(), {f"{axis}-left", f"{axis}-right"})
            at = axis * 7
            key, cosine = index.search(VECTORS[at], 1, {KEYS[at], KEYS[at + 1]})[0]
            assert (key, cosine) == (KEYS[at], pytest.approx(1, abs=1e-3))
            assert KEYS[at] in {key for key, _ in index.search(VECTORS[at], 50)}

    def write() -> None:
        try:
            run_together(lambda: write_twins(0), lambda: write_twins(1), write_many)
        finally:
            done.set()

    def rebuild() -> None:
        while not done.is_set():
            index.rebuild()

    run_together(write, rebuild, lambda: search(0), lambda: search(1), lambda: search(2))
    assert sorted(index.keys()) == sorted(KEYS)


def test_what_is_written_during_a_rebuild_is_kept() -> None:
    index = VectorIndex.build(KEYS, lambda start, stop: VECTORS[start:stop], DIM, SMALL)
    others = make_vectors(200, seed=6)

    def write() -> None:
        for at in range(200):
            index.add([f"new-{at}"], others[at : at + 1])
            index.remove([KEYS[at]])

    run_together(write, index.rebuild, index.rebuild)
    assert sorted(index.keys()) == sorted([*KEYS[200:], *(f"new-{at}" for at in range(200))])
    assert np.abs(index.get([f"new-{at}" for at in range(200)]) - others).max() < 1e-3
    assert index.search(others[3], 1, {"new-3", "key-3", "key-900"})[0][0] == "new-3"


def test_a_writer_is_alone_behind_the_gate() -> None:
    gate, inside, seen = Gate(), [0], []

    def write() -> None:
        for _ in range(300):
            with gate.writing():
                inside[0] += 1
                seen.append(inside[0])
                inside[0] -= 1

    def read() -> None:
        for _ in range(300):
            with gate.reading():
                seen.append(1 + inside[0])

    run_together(write, write, read, read, read)
    assert set(seen) == {1}
