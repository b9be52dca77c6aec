"""One import from the first byte of its file to the last record."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from shop.currencies import check_currency
from shop.errors import Invalid
from shop.imports import customers, friendships, orders, reviews
from shop.imports.google import assemble_offers, group_key, read_offer
from shop.imports.google_tsv import read_google_tsv
from shop.imports.google_xml import read_google_xml
from shop.imports.products import store_products
from shop.imports.rows import Group, Job, Problem, Row, Tally
from shop.imports.shopify import assemble_lines, handle_key, read_line, read_shopify
from shop.imports.spool import Spool, open_spool
from shop.imports.tables import read_rows
from shop.imports.text import read_pieces
from shop.store import Store, Writer

_BATCH_ROWS = 2_000  # looked up and stored together

Progress = Callable[[str, int, int], None]  # what is being done, how much of it, of how much


@dataclass(frozen=True)
class ImportReport:
    """What became of a file: `read` and `refused` count rows, the others records (a product may have many rows).

    `problems` are the first thousand by line, one for each row at fault; the other rows of its record are refused with
    it. Nothing was stored unless `stored`; the counts then say what would have been.
    """

    read: int
    added: int
    changed: int
    unchanged: int
    refused: int
    problems: tuple[Problem, ...]
    stored: bool


@dataclass(frozen=True)
class Format:
    """How the rows of a file are found, which of them belong together, and what is done with those."""

    read: Callable[[Iterable[str]], Iterator[Row]]
    key: Callable[[Row], str]
    store: Callable[[Writer, Sequence[Group], Job], None]


_STORE_OFFERS = partial(store_products, read=read_offer, assemble=assemble_offers)
FORMATS = {
    "google-xml": Format(read_google_xml, group_key, _STORE_OFFERS),
    "google-tsv": Format(read_google_tsv, group_key, _STORE_OFFERS),
    "shopify": Format(read_shopify, handle_key, partial(store_products, read=read_line, assemble=assemble_lines)),
    "customers": Format(
        partial(read_rows, columns=customers.COLUMNS, required=customers.REQUIRED),
        customers.customer_key,
        customers.store_customers,
    ),
    "friendships": Format(
        partial(read_rows, columns=friendships.COLUMNS, required=friendships.REQUIRED),
        friendships.friendship_key,
        friendships.store_friendships,
    ),
    "reviews": Format(
        partial(read_rows, columns=reviews.COLUMNS, required=reviews.REQUIRED),
        reviews.review_key,
        reviews.store_reviews,
    ),
    "orders": Format(
        partial(read_rows, columns=orders.COLUMNS, required=orders.REQUIRED), orders.order_key, orders.store_orders
    ),
}


@dataclass(frozen=True)
class _Wishes:
    dry_run: bool
    keep_good: bool
    currency: str | None


class _NothingStored(Exception):
    """Undoes the transaction on its way out."""


def run_import(
    store: Store,
    path: Path,
    format: str,
    *,
    dry_run: bool = False,
    keep_good: bool = False,
    currency: str | None = None,
    progress: Progress = lambda doing, done, total: None,
) -> ImportReport:
    """Bring the file into the shop in one transaction. The same file again changes nothing.

    Refused rows keep everything out of the store unless `keep_good`, which stores the rest; `dry_run` stores nothing
    and reports what would be. `currency` is that of prices that name none. Memory holds a small part of the file and,
    for each row, what must not stand there twice: about 100 bytes. Raises Invalid for an unknown format or currency
    and for a file that cannot be read as a whole: missing, empty, in another encoding, broken, cut off.
    """
    if format not in FORMATS:
        raise Invalid("format", f"There is no format {format!r}; there are {', '.join(FORMATS)}.")
    if currency is not None:
        check_currency(currency)
    tally = Tally()
    try:
        size = _check_file(path)
        with open_spool(size) as spool:
            _read_file(path, FORMATS[format], spool, tally, lambda done: progress("Reading", done, size))
            groups = spool.groups(tally, lambda done, of: progress("Storing", done * size // of, size))
            stored = _store_groups(store, groups, FORMATS[format], tally, _Wishes(dry_run, keep_good, currency))
    except OSError as error:
        raise Invalid("path", f"{path} cannot be imported: {error.strerror}.") from error
    return ImportReport(tally.read, tally.added, tally.changed, tally.unchanged, tally.refused, tally.problems, stored)


def _check_file(path: Path) -> int:
    """Return the file's bytes."""
    if path.is_dir():
        raise Invalid("path", f"{path} is a directory, not a file.")
    if path.exists() and not path.is_file():
        raise Invalid("path", f"{path} is not a regular file; save what it gives to one.")
    if not path.exists():
        raise Invalid("path", f"There is no file {path}.")
    return path.stat().st_size


def _read_file(path: Path, format: Format, spool: Spool, tally: Tally, on_bytes: Callable[[int], None]) -> None:
    with path.open("rb") as stream:
        for row in format.read(read_pieces(stream, on_bytes)):
            tally.read += 1
            spool.add(format.key(row) or f"\n{row.line}", row)  # rows without a key have nothing in common


def _store_groups(store: Store, groups: Iterable[Group], format: Format, tally: Tally, wishes: _Wishes) -> bool:
    """Store everything, or find out what would be stored and undo it; return which."""
    try:
        with store.write() as tx:
            job = Job(tx.now, wishes.currency, tally)
            for batch in _batches(groups):
                format.store(tx, batch, job)
            if wishes.dry_run or (tally.refused and not wishes.keep_good):
                raise _NothingStored
    except _NothingStored:
        return False
    return True


def _batches(groups: Iterable[Group]) -> Iterator[list[Group]]:
    batch: list[Group] = []
    rows = 0
    for group in groups:
        batch.append(group)
        rows += len(group)
        if rows >= _BATCH_ROWS:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch
