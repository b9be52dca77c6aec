"""Whoever is killed while saving leaves an index that is whole."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.index import VectorIndex
from tests.retrieval.saver import COUNT, DIM

_KILLS = 40


@pytest.fixture
def saver(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.retrieval.saver", str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def test_killed_at_any_moment_the_old_or_the_new_index_is_there(saver: "subprocess.Popen[str]", tmp_path: Path) -> None:
    assert saver.stdin is not None
    assert saver.stdout is not None
    chance, torn = random.Random(5), 0
    for kill in range(_KILLS):
        first = 1_000 * kill
        saver.stdin.write(f"{first}\n")
        saver.stdin.flush()
        child = int(saver.stdout.readline())
        time.sleep(chance.uniform(0.0, 0.06))
        os.kill(child, signal.SIGKILL)
        torn += len(list(tmp_path.iterdir())) != 3
        assert first <= check_whole(VectorIndex.load(tmp_path)) < first + 1_000
    assert torn  # some were killed in the middle


def check_whole(index: VectorIndex) -> int:
    """Return the number of which all of the index is."""
    keys = list(index.keys())
    numbers = {int(key.split("-")[0]) for key in keys}
    assert (len(keys), len(numbers)) == (COUNT, 1)
    number = numbers.pop()
    assert (index.get(keys) == number).all()
    assert index.dim == DIM
    return number


def test_what_a_killed_saver_left_goes_with_the_next_saving(tmp_path: Path) -> None:
    index = VectorIndex(DIM)
    (tmp_path / "0123.vectors.faiss").write_bytes(b"half")
    index.save(tmp_path)
    assert len(list(tmp_path.iterdir())) == 3
    assert len(VectorIndex.load(tmp_path)) == 0
