"""Tables of our own columns: CSV with a header, or JSONL with an object a line. docs/imports.md tells the columns."""

import json
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from shop.errors import Invalid
from shop.imports.delimited import read_table
from shop.imports.rows import Problem, Row
from shop.imports.text import split_lines

_SIZE = "size_"  # begins the columns of sizes: size_shoe, size_top, whatever the shop has


def read_rows(pieces: Iterable[str], *, columns: Collection[str], required: Collection[str]) -> Iterator[Row]:
    """Yield the rows of a table that comes in pieces: JSONL when it begins with a brace, else CSV.

    Raises Invalid for a column that is unknown or missing in the header of a CSV.
    """
    lines = split_lines(pieces)
    first = next(lines, "")
    everything = chain([first], lines)
    if first.lstrip().startswith("{"):
        return _read_jsonl(everything, columns)

    def check_column(name: str) -> str:
        if not _is_known(name, columns):
            raise Invalid("path", f"There is no column {name[:80]!r}; there are {', '.join(columns)}.")
        return name

    return read_table(everything, delimiter=",", rename=check_column, required=required)


def _read_jsonl(lines: Iterable[str], columns: Collection[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):  # broken, a number of thousands of digits, or too deep
            found = None
        if isinstance(found, dict):
            yield _read_object(number, found, columns)
        else:
            yield Row(number, {}, Problem(number, "", line.strip()[:80], "a JSON object on one line"))


def _read_object(number: int, found: dict[str, object], columns: Collection[str]) -> Row:
    values: dict[str, list[str]] = {}
    flaw = None
    for name, value in found.items():
        items = value if isinstance(value, list) else [value]
        if not _is_known(name, columns):
            flaw = Problem(number, name[:80], "", f"the columns {', '.join(columns)}")
        elif not all(item is None or isinstance(item, str | int | float | bool) for item in items):
            allowed = "text, a number, true, false, null, or a list of them"
            flaw = Problem(number, name, json.dumps(value)[:80], allowed)
        elif texts := [text for text in (_write(item).strip() for item in items) if text]:
            values[name] = texts
    return Row(number, values, flaw)


def _write(item: object) -> str:
    if item is None:
        return ""
    return str(item).lower() if isinstance(item, bool) else str(item)


def _is_known(name: str, columns: Collection[str]) -> bool:
    return name in columns or (name.startswith(_SIZE) and f"{_SIZE}..." in columns)
