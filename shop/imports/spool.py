"""Rows that belong together, brought together on disk: a file of any size in little memory."""

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import astuple
from tempfile import TemporaryFile
from typing import IO

from shop.imports.rows import Group, Problem, Row, Tally

MOST_ROWS = 2_000  # of one group
_BUCKET_BYTES = 8 << 20
_MOST_BUCKETS = 256


class Spool:
    """Temporary files, each with the rows of some keys, so that one file at a time fits into memory."""

    def __init__(self, buckets: Sequence[IO[str]]) -> None:
        self._buckets = buckets

    def add(self, key: str, row: Row) -> None:
        """Keep a row of the group `key`."""
        bucket = self._buckets[zlib.crc32(key.encode(errors="surrogatepass")) % len(self._buckets)]
        bucket.write(json.dumps([key, row.line, row.values, row.flaw and astuple(row.flaw)]) + "\n")

    def groups(self, tally: Tally, on_bucket: Callable[[int, int], None]) -> Iterator[Group]:
        """Yield each group once; `on_bucket` hears how many of the files are done.

        Groups of more than `MOST_ROWS` rows are refused, of which no more than that is held.
        """
        for number, bucket in enumerate(self._buckets, start=1):
            bucket.seek(0)
            groups: dict[str, list[Row]] = {}
            excess: Counter[str] = Counter()
            for text in bucket:
                key, line, values, flaw = json.loads(text)
                group = groups.setdefault(key, [])
                if len(group) < MOST_ROWS:
                    group.append(Row(line, values, flaw and Problem(*flaw)))
                else:
                    excess[key] += 1
            for key, group in groups.items():
                if excess[key]:
                    allowed = f"at most {MOST_ROWS} rows that belong together"
                    tally.refuse(len(group) + excess[key], Problem(group[0].line, "", key[:80], allowed))
                else:
                    yield group
            on_bucket(number, len(self._buckets))


@contextmanager
def open_spool(expected_bytes: int) -> Iterator[Spool]:
    """Hand out a spool for so much text; it is gone on leaving."""
    count = min(1 + expected_bytes // _BUCKET_BYTES, _MOST_BUCKETS)
    with ExitStack() as stack:
        yield Spool([stack.enter_context(TemporaryFile("w+", encoding="ascii")) for _ in range(count)])
