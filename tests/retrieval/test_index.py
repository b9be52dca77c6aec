"""Vectors are found by nearness, kept on disk, and refused when they were changed there."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import IndexRefused
from retrieval.index import VectorIndex

EAST, NORTH, NORTH_EAST = [1.0, 0.0], [0.0, 1.0], [0.6, 0.8]


def vectors(*rows: list[float]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    return np.array(rows, np.float32).reshape(len(rows), 2)


@pytest.fixture
def index() -> VectorIndex:
    index = VectorIndex(2)
    index.add(["east", "north", "north-east"], vectors(EAST, NORTH, NORTH_EAST))
    return index


def test_the_nearest_comes_first_with_its_cosine(index: VectorIndex) -> None:
    found = index.search(vectors(NORTH)[0], 2)
    assert [key for key, _ in found] == ["north", "north-east"]
    assert [cosine for _, cosine in found] == pytest.approx([1.0, 0.8])


def test_a_search_can_be_narrowed(index: VectorIndex) -> None:
    assert [key for key, _ in index.search(vectors(NORTH)[0], 5, {"east", "north-east", "unknown"})] == [
        "north-east",
        "east",
    ]
    assert index.search(vectors(NORTH)[0], 5, set()) == []


def test_an_empty_index_finds_nothing() -> None:
    assert VectorIndex(2).search(vectors(NORTH)[0], 5) == []


def test_what_is_removed_is_gone_and_its_key_free(index: VectorIndex) -> None:
    index.remove(["north", "unknown"])
    assert "north" not in index
    assert len(index) == 2
    assert [key for key, _ in index.search(vectors(NORTH)[0], 5)] == ["north-east", "east"]
    index.add(["north"], vectors(NORTH))
    assert index.search(vectors(NORTH)[0], 1) == [("north", pytest.approx(1.0))]


def test_vectors_are_given_back_in_the_order_asked_for(index: VectorIndex) -> None:
    assert index.get(["north", "east"]).tolist() == [NORTH, EAST]
    assert index.get([]).shape == (0, 2)


def test_a_taken_key_and_a_wrong_shape_are_refused(index: VectorIndex) -> None:
    with pytest.raises(ValueError, match="east"):
        index.add(["east"], vectors(EAST))
    with pytest.raises(ValueError, match=r"\(1, 2\)"):
        index.add(["west"], np.zeros((1, 3), np.float32))


def test_a_saved_index_comes_back_and_goes_on(index: VectorIndex, tmp_path: Path) -> None:
    index.remove(["east"])
    index.save(tmp_path)
    loaded = VectorIndex.load(tmp_path)
    assert sorted(loaded.keys()) == ["north", "north-east"]
    loaded.add(["east"], vectors(EAST))
    assert [key for key, _ in loaded.search(vectors(EAST)[0], 3)] == ["east", "north-east", "north"]


def test_saving_again_leaves_one_index(index: VectorIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    index.remove(["east"])
    index.save(tmp_path)
    assert "east" not in VectorIndex.load(tmp_path)
    assert len(list(tmp_path.iterdir())) == 3


def test_a_changed_file_is_refused(index: VectorIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    file = next(tmp_path.glob("*.faiss"))
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(IndexRefused, match="changed"):
        VectorIndex.load(tmp_path)


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexRefused, match="no whole index"):
        VectorIndex.load(tmp_path / "missing")
