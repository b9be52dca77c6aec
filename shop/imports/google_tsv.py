"""Google's text feed: tab-separated, one offer a row, lists inside a cell parted by commas."""

import re
from collections.abc import Iterable, Iterator

from shop.imports.delimited import read_table
from shop.imports.google import LISTS, REQUIRED, field_named
from shop.imports.rows import Row
from shop.imports.text import split_lines


def read_google_tsv(pieces: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a feed that comes in pieces. Raises Invalid as `read_table` does."""
    for row in read_table(split_lines(pieces), delimiter="\t", rename=field_named, required=REQUIRED):
        for field in LISTS:
            if field in row.values:
                row.values[field] = _split_list(row.values[field][0])
        yield row


def _split_list(cell: str) -> list[str]:
    """Return the parts; a backslash takes a comma's meaning away."""
    parts = (part.replace(r"\,", ",").strip() for part in re.split(r"(?<!\\),", cell))
    return [part for part in parts if part]
