"""Keys by row and rows by key, in some fifty bytes a key."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Bits = NDArray[np.uint8]  # a bit a row, the lowest first

_RECENT = 10_000  # keys that a dictionary holds at least, before they are sorted in


@dataclass(frozen=True)
class _Sorted:
    """Hashes of keys, ascending, and the row of each; some of the rows may be dead."""

    hashes: Rows
    rows: NDArray[np.int32]


class KeyTable:
    """The keys of rows 0 and up. A row is given out once: its key may go, and come again with another row.

    Keys stand in one long text; hashes of older keys stand in a sorted array with their rows, those of recent ones in
    a dictionary. Not safe for threads that write.
    """

    def __init__(self) -> None:
        self._text = bytearray()
        self._ends = array("q", [0])  # of each row's key in the text, after the beginning of the first
        self._bits: Bits = np.zeros(1024, np.uint8)
        self._live = 0
        self._older = _Sorted(np.zeros(0, np.int64), np.zeros(0, np.int32))
        self._recent: dict[str, int] = {}

    def __len__(self) -> int:
        """Return how many keys there are, rows without one aside."""
        return self._live

    @property
    def bits(self) -> Bits:
        """The rows that have a key, at least a bit for each row; changes with the table."""
        return self._bits

    @property
    def row_count(self) -> int:
        return len(self._ends) - 1

    def live_rows(self) -> Rows:
        """Return the rows that have a key, ascending."""
        return np.flatnonzero(np.unpackbits(self._bits, count=self.row_count, bitorder="little"))

    def key_of(self, row: int) -> str:
        """Return the key that the row has or had."""
        return self._text[self._ends[row] : self._ends[row + 1]].decode("utf-8", "surrogatepass")

    def find(self, key: str) -> int | None:
        """Return the row of the key, None for one that is not in."""
        if (row := self._recent.get(key)) is not None:
            return row
        older = self._older
        hashed = hash(key)
        place = int(np.searchsorted(older.hashes, hashed))
        while place < len(older.hashes) and older.hashes[place] == hashed:
            row = int(older.rows[place])
            if self._holds(row, key):
                return row
            place += 1
        return None

    def find_each(self, keys: Sequence[str]) -> Rows:
        """Return the rows of these keys in their order, -1 for one that is not in; shape (len(keys),)."""
        recent, rows = self._recent, np.full(len(keys), -1, np.int64)
        if recent:
            rows[:] = [recent.get(key, -1) for key in keys]
        rest = np.flatnonzero(rows < 0)
        if len(rest) and len(self._older.hashes):
            rows[rest] = self._find_older([keys[at] for at in rest.tolist()])
        return rows

    def find_many(self, keys: Collection[str]) -> Rows:
        """Return the rows of these keys, ascending, each once; keys that are not in are left out."""
        rows = self.find_each(list(keys))
        return np.unique(rows[rows >= 0])

    def reserve(self, keys: Sequence[str], first_row: int) -> None:
        """Write down the keys of the rows from `first_row` on: they are found once `publish` says so.

        Rows before it that have no key stay without one for ever. Finding may go on meanwhile.
        """
        del self._ends[first_row + 1 :]  # what a writer who failed left
        del self._text[self._ends[-1] :]
        self._ends.extend([len(self._text)] * (first_row - self.row_count))
        for key in keys:
            self._text += key.encode("utf-8", "surrogatepass")
            self._ends.append(len(self._text))
        if self.row_count > 8 * len(self._bits):
            more = np.zeros(self.row_count // 8 + len(self._bits) // 2 + 1, np.uint8)
            more[: len(self._bits)] = self._bits
            self._bits = more

    def publish(self, keys: Sequence[str], first_row: int) -> None:
        self._recent |= zip(keys, range(first_row, first_row + len(keys)), strict=True)
        self._mark(np.arange(first_row, first_row + len(keys)), True)

    def discard(self, rows: Rows) -> None:
        """Take the keys from these rows; all of them must have one."""
        for row in rows.tolist():
            key = self.key_of(row)
            if self._recent.get(key) == row:
                del self._recent[key]
        self._mark(rows, False)

    def settle(self) -> None:
        """Sort recent keys in among the older ones when there are many. Finding may go on meanwhile."""
        recent, older = self._recent, self._older
        if len(recent) <= max(_RECENT, len(older.hashes) // 8):
            return
        kept = self._are_live(older.rows)
        hashes = np.concatenate((older.hashes[kept], np.fromiter(map(hash, recent), np.int64, len(recent))))
        rows = np.concatenate((older.rows[kept], np.fromiter(recent.values(), np.int32, len(recent))))
        self._older = _sort(hashes, rows)  # before the dictionary is emptied: whoever looks finds a key in one of both
        self._recent = {}

    def fill(self, keys: Iterable[str]) -> None:
        """Give these keys the next rows; none of them may be in."""
        left = iter(keys)
        while some := list(islice(left, _RECENT)):
            first = self.row_count
            self.reserve(some, first)
            self.publish(some, first)
            self.settle()

    def save(self, path: Path) -> None:
        text, ends = np.frombuffer(bytes(self._text), np.uint8), np.array(self._ends, np.int64)
        with path.open("wb") as file:
            np.savez(file, text=text, ends=ends, bits=self._bits[: -(-self.row_count // 8)])

    @classmethod
    def load(cls, path: Path) -> "KeyTable":
        """Return the table that `save` wrote. Raises OSError, ValueError or KeyError for any other file."""
        with np.load(path, allow_pickle=False) as saved:
            text, ends, bits = saved["text"], saved["ends"], saved["bits"]
        table = cls()
        table._text, table._ends = bytearray(text.tobytes()), array("q", ends.tobytes())
        table._bits = np.concatenate((bits, table._bits))
        rows = table.live_rows()
        hashes = np.fromiter((hash(table.key_of(row)) for row in rows.tolist()), np.int64, len(rows))
        table._older, table._live = _sort(hashes, rows), len(rows)
        return table

    def _find_older(self, keys: list[str]) -> Rows:
        older, text, ends = self._older, self._text, self._ends
        found = np.full(len(keys), -1, np.int64)
        wanted = np.fromiter(map(hash, keys), np.int64, len(keys))
        places = np.minimum(np.searchsorted(older.hashes, wanted), len(older.hashes) - 1)
        known = np.flatnonzero(older.hashes[places] == wanted)
        rows = older.rows[places[known]]
        for at, row, live in zip(known.tolist(), rows.tolist(), self._are_live(rows).tolist(), strict=True):
            if live and text[ends[row] : ends[row + 1]] == keys[at].encode("utf-8", "surrogatepass"):
                found[at] = row
            elif (other := self.find(keys[at])) is not None:  # behind another key of this hash, or an older row
                found[at] = other
        return found

    def _holds(self, row: int, key: str) -> bool:
        return bool(self._bits[row >> 3] >> (row & 7) & 1) and self.key_of(row) == key

    def _mark(self, rows: Rows, live: bool) -> None:
        bit = np.left_shift(1, rows & 7).astype(np.uint8)
        if live:
            np.bitwise_or.at(self._bits, rows >> 3, bit)
        else:
            np.bitwise_and.at(self._bits, rows >> 3, ~bit)
        self._live += len(rows) if live else -len(rows)

    def _are_live(self, rows: NDArray[np.int32]) -> NDArray[np.bool_]:
        live: NDArray[np.bool_] = (self._bits[rows >> 3] >> (rows & 7).astype(np.uint8) & 1).astype(bool)
        return live


def _sort(hashes: Rows, rows: NDArray[Any]) -> _Sorted:
    order = np.argsort(hashes)
    return _Sorted(hashes[order], rows[order].astype(np.int32))


class Keys(Set[str]):
    """The keys of a table, as a set that is looked into, not copied; in the order of their rows."""

    def __init__(self, table: KeyTable) -> None:
        self._table = table

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._table.find(key) is not None

    def __iter__(self) -> Iterator[str]:
        return (self._table.key_of(row) for row in self._table.live_rows().tolist())

    def __len__(self) -> int:
        return len(self._table)
