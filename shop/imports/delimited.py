"""Tables in text: a header, then rows whose cells a delimiter parts; quotes as RFC 4180 has them."""

import csv
from collections.abc import Callable, Collection, Iterable, Iterator

from shop.errors import Invalid
from shop.imports.rows import Problem, Row
from shop.imports.text import LONGEST_LINE


def read_table(
    lines: Iterable[str], *, delimiter: str, rename: Callable[[str], str], required: Collection[str]
) -> Iterator[Row]:
    """Yield the rows under the header; `rename` turns a header's cell into a column, "" for one that nobody needs.

    Raises Invalid when a required column is missing, a column stands there twice, or a quote is never closed.
    """
    records = _read_records(lines, delimiter)
    start, header = next(records, (1, []))
    if header is None:
        raise Invalid("path", f"The header in line {start} has text after a closing quote.")
    columns = _read_header(start, header, rename, required)
    for line, cells in records:
        if cells is None:
            yield Row(line, {}, Problem(line, "", "text after a closing quote", 'quotes inside quotes doubled: ""'))
            continue
        pairs = ((column, cell.strip()) for column, cell in zip(columns, cells, strict=False) if column)
        values = {column: [cell] for column, cell in pairs if cell}
        if len(cells) == len(columns):
            yield Row(line, values)
        else:  # the values that are there tell which record it belongs to
            allowed = f"{len(columns)} cells, as the header has"
            yield Row(line, values, Problem(line, "", f"{len(cells)} cells", allowed))


def _read_header(line: int, cells: list[str], rename: Callable[[str], str], required: Collection[str]) -> list[str]:
    columns = [rename(cell.strip()) for cell in cells]
    missing = [name for name in required if name not in columns]
    if missing:
        raise Invalid("path", f"The header in line {line} has no column {', '.join(missing)}.")
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        raise Invalid("path", f"The header in line {line} has two columns for {', '.join(twice)}.")
    return columns


def _read_records(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the line where each record starts, and its cells, None for misplaced quotes; no blank lines."""
    start, length = 1, 0

    def count_lines() -> Iterator[str]:
        nonlocal length
        for line in lines:
            length += len(line)
            if length > LONGEST_LINE:
                raise Invalid("path", f"The row that starts in line {start} is longer than 1 MiB.")
            yield line

    reader = csv.reader(count_lines(), delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader, None)
            if cells is None:
                return
            if cells:
                yield start, cells
        except csv.Error as error:
            if "expected after" not in str(error):  # what follows the row's quote is lost, and so are the other rows
                raise Invalid("path", f"A quote is opened in the row of line {start} and never closed.") from None
            yield start, None
        start, length = reader.line_num + 1, 0
