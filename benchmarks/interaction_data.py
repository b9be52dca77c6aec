"""Ratings with what is known of items and users, for every benchmark of the recommender.

A folder holds `*.inter` (RecBole's atomic file), or a file of user, item, rating and timestamp: ratings.tsv, .csv, .dat
or .txt, u.data, or the one file there is. Cells are parted by a tab, a comma, "::" or blanks; a header may be there;
timestamp and rating may be absent. Beside it may lie `*.item` or items.tsv (item and its attributes) and `*.user` or
users.tsv. In place of a folder the file itself can be named.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.columns import find_file, find_only, find_separator, name_role, read_text

Traits = Mapping[str, tuple[tuple[str, ...], ...]]
"""By name of the attribute: the values of each item (or user), in the order of the ids; () where none is known."""

_ROLES = ("user", "item", "rating", "timestamp")
_ALSO = {"stars": "rating", "score": "rating", "time": "timestamp", "date": "timestamp", "ts": "timestamp"}
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


def read_ratings(data: Path) -> Ratings:
    """Read a folder, or a file. Ends the program with a clear message when data is absent or a row is wrong."""
    path = _find_ratings(data)
    names, table = _read_table(path)
    places = _places(path, names, table)
    columns = {role: table.to_series(place) for role, place in places.items()}
    if not table.height:
        raise SystemExit(f"The data is absent: {path} has no rows.")
    lines = table["line"]
    for role in ("user", "item"):
        _refuse(path, lines, role, columns[role], columns[role].fill_null("") == "", "is empty")
    numbers = {role: _numbers(path, lines, role, columns[role]) for role in ("rating", "timestamp") if role in columns}
    kept = _last_of_each_pair(columns["user"], columns["item"], numbers.get("timestamp"))
    user, user_ids = _encode(columns["user"].gather(kept))
    item, item_ids = _encode(columns["item"].gather(kept))
    rating = numbers.get("rating")
    beside = path.parent
    atomic = path.name != "u.data"  # whose u.item is another thing than RecBole's
    return Ratings(
        user,
        item,
        np.ones(len(kept), np.float32) if rating is None else rating[kept].astype(np.float32),
        numbers["timestamp"][kept] if "timestamp" in numbers else None,
        user_ids,
        item_ids,
        rated=rating is not None,
        repeated=table.height - len(kept),
        item_traits=_read_traits(_find(beside, *["*.item"] * atomic, "items.tsv"), item_ids),
        user_traits=_read_traits(_find(beside, *["*.user"] * atomic, "users.tsv"), user_ids),
    )


def _find_ratings(data: Path) -> Path:
    path = data if data.is_file() else _find(data, "*.inter", "u.data")
    path = path or find_file(data, "ratings") or find_only(data, "items", "users", "item", "user", "README", "readme")
    if path is None:
        raise SystemExit(f"The data is absent: {data} has no *.inter, ratings.tsv, ratings.csv or ratings.dat.")
    return path


def _find(folder: Path, *patterns: str) -> Path | None:
    return next((path for pattern in patterns for path in sorted(folder.glob(pattern))), None)


def _read_table(path: Path) -> tuple[list[str], pl.DataFrame]:
    """Return the header ([] for none), and all rows as text with the number of each one's "line" in the last column."""
    text = read_text(path)
    head, _, rest = text.partition("\n")
    separator = find_separator(head)
    cells = [cell.strip() for cell in _part(head.rstrip("\r"), separator)]
    named = _is_header(cells, _part(rest.partition("\n")[0].rstrip("\r"), separator))
    _refuse_wide(path, text, separator, len(cells))
    if separator == "::":
        text, separator = text.replace("::", "\t"), "\t"
    schema = {f"column_{at}": pl.String for at in range(len(cells))}
    try:
        table = pl.read_csv(
            BytesIO(text.encode()),
            separator=separator,
            quote_char='"' if separator == "," else None,
            has_header=False,
            infer_schema=False,
            schema=schema,
        )
    except pl.exceptions.NoDataError:
        table = pl.DataFrame(schema=schema)
    lines = pl.int_range(1, table.height + 1, eager=True).alias("line")
    blank = pl.all_horizontal(pl.exclude("line").is_null())
    return (cells if named else []), table.with_columns(lines)[int(named) :].filter(~blank)


def _part(line: str, separator: str) -> list[str]:
    return next(csv.reader([line]), [""]) if separator == "," else line.split(separator)


def _is_header(cells: list[str], below: list[str]) -> bool:
    """Say whether these are names: a known one or a typed one, or words where the next line has a number."""
    known = [cell for cell in cells if _role_of(cell) in _ROLES or (":" in cell and not _is_number(cell))]
    numbered = any(
        not _is_number(cell) and _is_number(other) for cell, other in zip(cells[2:], below[2:], strict=False)
    )
    return bool(known) or numbered


def _role_of(cell: str) -> str:
    role = name_role(cell)
    return _ALSO.get(role, role)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _refuse_wide(path: Path, text: str, separator: str, width: int) -> None:
    """End the program, naming the first line that has more cells than the head, if there is one."""
    for number, line in enumerate(StringIO(text), 1):
        if line.count(separator) >= width and (cells := len(_part(line.rstrip("\r\n"), separator))) > width:
            raise SystemExit(
                f"{path.name}, line {number}: {cells} cells where the first line has {width}: "
                f"{line.strip()[:_MOST_SHOWN]!r}."
            )


def _places(path: Path, names: list[str], table: pl.DataFrame) -> dict[str, int]:
    """Return by role which column has it: by name where there are names, else by place."""
    width = table.width - 1
    if width < 2:
        raise SystemExit(
            f"{path.name}, line 1: a user and an item were expected, found {width} cell; allowed between cells: a tab, "
            "a comma, :: or a blank."
        )
    if not names:
        return {role: at for at, role in enumerate(_ROLES[:width])}
    roles = [_role_of(name) for name in names]
    places = {role: roles.index(role) for role in _ROLES if role in roles}
    for role in ("user", "item"):  # whatever they are called: movieId, artist
        free = [at for at in range(2) if at not in places.values()]
        if role not in places and free:
            places[role] = free[0]
    if "user" not in places or "item" not in places:
        raise SystemExit(f"{path.name}, line 1: no columns of users and items among {', '.join(names)}.")
    return places


def _numbers(path: Path, lines: pl.Series, role: str, column: pl.Series) -> NDArray[np.float64]:
    numbers = column.str.strip_chars().cast(pl.Float64, strict=False)
    _refuse(path, lines, role, column, ~numbers.is_finite().fill_null(False), "is not a number")
    return numbers.to_numpy()


def _refuse(path: Path, lines: pl.Series, role: str, column: pl.Series, wrong: pl.Series, why: str) -> None:
    """End the program, naming the first row that is wrong, if there is one."""
    at = wrong.arg_max()
    if at is not None and wrong[at]:
        value = str(column[at] or "")[:_MOST_SHOWN]
        raise SystemExit(f"{path.name}, line {lines[at]}: the {role} {value!r} {why}.")


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
    lines = read_text(path).splitlines()
    names = lines[0].split("\t")[1:] if lines and (":" in lines[0] or _names_ids(lines[0])) else []
    rows = {cells[0]: cells[1:] for cells in (line.split("\t") for line in lines[bool(names) :])}
    if not names:
        return {"attribute": tuple(_values([*rows.get(id, ())]) for id in ids)}
    return {name.split(":")[0]: _column_of(rows, ids, at, name) for at, name in enumerate(names)}


def _names_ids(line: str) -> bool:
    return name_role(line.split("\t")[0]) in ("item", "user")


def _column_of(rows: Mapping[str, list[str]], ids: tuple[str, ...], at: int, name: str) -> tuple[tuple[str, ...], ...]:
    cells = [rows[id][at] if id in rows and at < len(rows[id]) else "" for id in ids]
    if name.endswith("_seq"):
        return tuple(tuple(dict.fromkeys(cell.split())) for cell in cells)
    return tuple(_values(cell.split("|")) for cell in cells)


def _values(cells: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stripped for cell in cells if (stripped := cell.strip())))
