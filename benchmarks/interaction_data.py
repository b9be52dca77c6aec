"""Ratings with what is known of items and users, for every benchmark of the recommender.

A folder holds `*.inter` (RecBole's atomic file), or ratings.tsv or ratings.csv (user, item, rating, timestamp; a header
may be there; timestamp and rating may be absent). Beside it may lie `*.item` or items.tsv (item and its attributes) and
`*.user` or users.tsv.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

Traits = Mapping[str, tuple[tuple[str, ...], ...]]
"""By name of the attribute: the values of each item (or user), in the order of the ids; () where none is known."""

_ROLES = ("user", "item", "rating", "timestamp")
_MOST_SHOWN = 60  # letters of a wrong value in a message


@dataclass(frozen=True)
class Ratings:
    """Columns of one length, a pair of user and item at most once, in the order of the file.

    `user` and `item` are places in `user_ids` and `item_ids`, which are sorted. Without ratings in the file each is 1
    and `rated` is False; without timestamps `timestamp` is None.
    """

    user: NDArray[np.int32]
    item: NDArray[np.int32]
    rating: NDArray[np.float32]
    timestamp: NDArray[np.float64] | None  # seconds since 1970, or whatever counts up
    user_ids: tuple[str, ...]
    item_ids: tuple[str, ...]
    rated: bool = True
    repeated: int = 0  # rows left out because a later one (by timestamp, else by line) is of the same user and item
    item_traits: Traits = field(default_factory=dict)
    user_traits: Traits = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.user)


def read_ratings(folder: Path) -> Ratings:
    """Read a folder. Ends the program with a clear message when data is absent or a row is wrong."""
    path = _find(folder, "*.inter", "ratings.tsv", "ratings.csv")
    if path is None:
        raise SystemExit(f"The data is absent: {folder} has no *.inter, ratings.tsv or ratings.csv.")
    names, table, first_line = _read_table(path)
    places = _places(path, names, table.width)
    columns = {role: table.to_series(place) for role, place in places.items()}
    if not table.height:
        raise SystemExit(f"The data is absent: {path} has no rows.")
    for role in ("user", "item"):
        _refuse(path, first_line, role, columns[role], columns[role].fill_null("") == "", "is empty")
    numbers = {
        role: _numbers(path, first_line, role, columns[role]) for role in ("rating", "timestamp") if role in columns
    }
    kept = _last_of_each_pair(columns["user"], columns["item"], numbers.get("timestamp"))
    user, user_ids = _encode(columns["user"].gather(kept))
    item, item_ids = _encode(columns["item"].gather(kept))
    rating = numbers.get("rating")
    return Ratings(
        user,
        item,
        np.ones(len(kept), np.float32) if rating is None else rating[kept].astype(np.float32),
        numbers["timestamp"][kept] if "timestamp" in numbers else None,
        user_ids,
        item_ids,
        rated=rating is not None,
        repeated=table.height - len(kept),
        item_traits=_read_traits(_find(folder, "*.item", "items.tsv"), item_ids),
        user_traits=_read_traits(_find(folder, "*.user", "users.tsv"), user_ids),
    )


def _find(folder: Path, *patterns: str) -> Path | None:
    return next((path for pattern in patterns for path in sorted(folder.glob(pattern))), None)


def _read_table(path: Path) -> tuple[list[str], pl.DataFrame, int]:
    """Return the header ([] for none), all rows as text, and the number of the first row's line."""
    with path.open(encoding="utf-8") as file:
        head = file.readline().rstrip("\r\n")
    comma = path.suffix == ".csv"
    cells = [cell.strip() for cell in head.split("," if comma else "\t")]
    named = ":" in head or cells[0].casefold().removesuffix("id").rstrip("_ ") in _ROLES
    try:
        table = pl.read_csv(
            path,
            separator="," if comma else "\t",
            quote_char='"' if comma else None,
            has_header=False,
            skip_rows=int(named),
            infer_schema=False,
            new_columns=[f"column_{at}" for at in range(len(cells))],
            schema={f"column_{at}": pl.String for at in range(len(cells))},
        )
    except pl.exceptions.NoDataError:
        table = pl.DataFrame({f"column_{at}": pl.Series([], dtype=pl.String) for at in range(len(cells))})
    except pl.exceptions.PolarsError as error:
        raise SystemExit(f"{path.name}{_wrong_width(path, len(cells), comma) or f': {error}'}") from error
    return (cells if named else []), table, 2 if named else 1


def _wrong_width(path: Path, width: int, comma: bool) -> str:
    """Return what is wrong with the first line that has more cells than the head, "" for none."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            cells = line.rstrip("\r\n").split("," if comma else "\t")
            if len(cells) > width:
                return f", line {number}: {len(cells)} cells where the first line has {width}: {line[:_MOST_SHOWN]!r}"
    return ""


def _places(path: Path, names: list[str], width: int) -> dict[str, int]:
    """Return by role which column has it: by name where there are names, else by place."""
    if width < 2:
        raise SystemExit(f"{path.name}, line 1: a user and an item were expected, found {width} cell.")
    if not names:
        return {role: at for at, role in enumerate(_ROLES[:width])}
    plain = [name.split(":")[0].casefold().removesuffix("id").rstrip("_ ") for name in names]
    places = {role: plain.index(role) for role in _ROLES if role in plain}
    for role, at in (("user", 0), ("item", 1)):  # whatever they are called: movieId, artist
        if role not in places and at not in places.values():
            places[role] = at
    if "user" not in places or "item" not in places:
        raise SystemExit(f"{path.name}, line 1: no columns of users and items among {', '.join(names)}.")
    return places


def _numbers(path: Path, first_line: int, role: str, column: pl.Series) -> NDArray[np.float64]:
    numbers = column.str.strip_chars().cast(pl.Float64, strict=False)
    _refuse(path, first_line, role, column, ~numbers.is_finite().fill_null(False), "is not a number")
    return numbers.to_numpy()


def _refuse(path: Path, first_line: int, role: str, column: pl.Series, wrong: pl.Series, why: str) -> None:
    """End the program, naming the first row that is wrong, if there is one."""
    at = wrong.arg_max()
    if at is not None and wrong[at]:
        value = str(column[at] or "")[:_MOST_SHOWN]
        raise SystemExit(f"{path.name}, line {at + first_line}: the {role} {value!r} {why}.")


def _last_of_each_pair(user: pl.Series, item: pl.Series, timestamp: NDArray[np.float64] | None) -> NDArray[np.int64]:
    """Return the rows that are the latest of their pair, ascending."""
    table = pl.DataFrame({"user": user, "item": item}).with_row_index("row")
    if timestamp is not None:
        table = table.with_columns(pl.Series("at", timestamp)).sort("at", maintain_order=True)
    kept = table.unique(["user", "item"], keep="last")["row"]
    return np.sort(kept.to_numpy()).astype(np.int64)


def _encode(column: pl.Series) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Return each value's place among the sorted values, and those."""
    return column.rank("dense").to_numpy().astype(np.int32) - 1, tuple(column.unique().sort().to_list())


def _read_traits(path: Path | None, ids: tuple[str, ...]) -> Traits:
    """Return the attributes of these ids; {} without a file. A row of an id that nobody rated is left out.

    A header names the attributes; without one all cells after the id are values of one attribute. Values of a
    sequence are parted by spaces in RecBole's files, by | in others.
    """
    if path is None:
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    names = lines[0].split("\t")[1:] if lines and (":" in lines[0] or _is_header(lines[0])) else []
    rows = {cells[0]: cells[1:] for cells in (line.split("\t") for line in lines[bool(names) :])}
    if not names:
        return {"attribute": tuple(_values([*rows.get(id, ())]) for id in ids)}
    return {name.split(":")[0]: _column_of(rows, ids, at, name) for at, name in enumerate(names)}


def _is_header(line: str) -> bool:
    return line.split("\t")[0].casefold().removesuffix("id").rstrip("_ ") in ("item", "user")


def _column_of(rows: Mapping[str, list[str]], ids: tuple[str, ...], at: int, name: str) -> tuple[tuple[str, ...], ...]:
    cells = [rows[id][at] if id in rows and at < len(rows[id]) else "" for id in ids]
    if name.endswith("_seq"):
        return tuple(tuple(dict.fromkeys(cell.split())) for cell in cells)
    return tuple(_values(cell.split("|")) for cell in cells)


def _values(cells: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stripped for cell in cells if (stripped := cell.strip())))
