"""Keys are found by row and rows by key, however many there are and whatever happened to them."""

from pathlib import Path

import numpy as np

from retrieval.keys import Keys, KeyTable

MANY = [f"schlüssel-{number}" for number in range(45_000)]


def table_of(keys: list[str]) -> KeyTable:
    table = KeyTable()
    table.fill(keys)
    return table


def test_keys_and_rows_lead_to_each_other() -> None:
    table = table_of(MANY)
    assert [table.key_of(row) for row in (0, 20_000, 44_999)] == ["schlüssel-0", "schlüssel-20000", "schlüssel-44999"]
    assert [table.find(MANY[row]) for row in (0, 20_000, 44_999)] == [0, 20_000, 44_999]
    assert table.find("unknown") is None
    assert table.find_many([*MANY[::-3], "unknown"]).tolist() == list(range(2, 45_000, 3))


def test_a_key_that_went_comes_again_with_another_row() -> None:
    table = table_of(MANY)
    table.discard(np.arange(0, 45_000, 2))
    assert (len(table), table.find("schlüssel-2"), table.find("schlüssel-3")) == (22_500, None, 3)
    table.fill(MANY[:20_000:2])
    assert (len(table), table.find("schlüssel-2")) == (32_500, 45_001)
    table.fill([f"more-{number}" for number in range(30_000)])  # sorted in meanwhile
    assert table.find("schlüssel-2") == 45_001
    assert table.find_many({"schlüssel-2", "schlüssel-44998"}).tolist() == [45_001]


def test_reserved_keys_are_found_once_they_are_published() -> None:
    table = table_of(["a", "b"])
    table.reserve(["c", "d"], 2)
    assert (table.find("c"), len(table)) == (None, 2)
    table.reserve(["e"], 2)  # the writer of c and d failed
    table.publish(["e"], 2)
    assert [table.find(key) for key in "abcde"] == [0, 1, None, None, 2]
    assert table.key_of(2) == "e"


def test_rows_that_were_left_out_never_have_a_key() -> None:
    table = table_of(["a"])
    table.reserve(["b"], 3)
    table.publish(["b"], 3)
    assert (table.find("a"), table.find("b"), table.live_rows().tolist()) == (0, 3, [0, 3])


def test_a_saved_table_comes_back(tmp_path: Path) -> None:
    table = table_of(MANY)
    table.discard(np.array([0, 44_999]))
    table.save(tmp_path / "keys.npz")
    loaded = KeyTable.load(tmp_path / "keys.npz")
    assert list(Keys(loaded)) == MANY[1:-1]
    loaded.fill(["schlüssel-0"])
    assert (loaded.find("schlüssel-0"), loaded.find("schlüssel-1")) == (45_000, 1)


def test_the_view_is_a_set() -> None:
    view = Keys(table_of(["a", "b"]))
    assert view == {"a", "b"}
    assert frozenset("a") != view
    assert ("a" in view, 1 in view, len(view)) == (True, False, 2)


def test_an_older_row_of_a_key_can_go_without_the_newer() -> None:
    table = table_of(["a", "b", "a"])
    table.discard(np.array([0]))
    assert (table.find("a"), table.find_many(["a", "b"]).tolist()) == (2, [1, 2])


def test_each_key_has_its_row_in_the_order_asked_for() -> None:
    table = table_of(MANY)
    table.fill(["new"])
    asked = ["schlüssel-7", "new", "unknown", "schlüssel-7"]
    assert table.find_each(asked).tolist() == [7, 45_000, -1, 7]
    assert table.find_each([]).tolist() == []
