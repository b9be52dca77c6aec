"""Customers from a table. An empty cell leaves what is stored."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from operator import attrgetter

from shop.consent import ConsentRecord, Purpose
from shop.customers import Address, Customer, check_customer
from shop.ids import new_id
from shop.imports.rows import Group, Job, Refused, Row
from shop.imports.values import read_day, read_instant, read_key, read_yes
from shop.store import OneOf, Reader, Writer

ADDRESS = ("line1", "line2", "city", "region", "postcode", "country")
_SIZE = "size_"
_SOURCE = "import"
COLUMNS = (
    "id", "name", "nickname", "email", *ADDRESS, "locale", "private", "born_on", "size_...", "interests", "about",
    "created_at", *Purpose,
)  # fmt: skip
REQUIRED = ("id", "name", "nickname", "email")

Consents = dict[Purpose, ConsentRecord]  # the newest of one customer


def customer_key(row: Row) -> str:
    return row.first("id")


def store_customers(tx: Writer, groups: Sequence[Group], job: Job) -> None:
    """Add and change the customers of these rows, and write down what they consented to."""
    rows = {group[0].first("id"): group for group in groups if job.read_each(group, _claim)}
    known = tx.get_many(Customer, rows)
    consents = _newest_consents(tx, rows)
    todo: dict[str, Customer] = {}
    for id, group in rows.items():
        customer = job.attempt(group, partial(_merge, group[0], known.get(id), job.now))
        given = job.attempt(group, partial(_decide, group[0], consents.get(id, {}), job.now)) if customer else None
        if customer is None or given is None:
            continue
        if customer == known.get(id) and not given:
            job.tally.count(new=False, differs=False)
        else:
            todo[id] = customer
    for id, error in _find_conflicts(tx, todo.values()):
        if todo.pop(id, None) is not None:
            job.refuse(rows[id], error)
    # Settled again under locks: people change their profiles and minds while a file is read.
    locked = {id: tx.lock(Customer, id) for id in sorted(todo)}
    consents = _newest_consents(tx, locked)
    tx.put(*(_merge(rows[id][0], before, job.now) for id, before in locked.items()))
    tx.add(*(record for id in locked for record in _decide(rows[id][0], consents.get(id, {}), job.now)))
    for before in locked.values():
        job.tally.count(new=before is None, differs=True)


def read_address(row: Row) -> Address | None:
    """Return the address of a row, None when all its columns are empty; whether it is whole is for others to say."""
    return Address(*(row.first(column) for column in ADDRESS)) if any(map(row.first, ADDRESS)) else None


def _claim(row: Row, job: Job) -> Row:
    job.claim("id", read_key(row, "id"), row.line)
    for column in ("email", "nickname"):
        if row.first(column):
            job.claim(column, row.first(column).casefold(), row.line)
    return row


def _merge(row: Row, before: Customer | None, now: datetime) -> Customer:
    """Raises Invalid."""
    old = before or Customer(row.first("id"), "", "", "", created_at=now)
    sizes = {column.removeprefix(_SIZE): row.first(column) for column in row.values if column.startswith(_SIZE)}
    interests = [part.strip() for cell in row.values.get("interests", ()) for part in cell.split(";")]
    return check_customer(
        Customer(
            id=old.id,
            name=row.first("name") or old.name,
            nickname=row.first("nickname") or old.nickname,
            email=row.first("email") or old.email,
            address=read_address(row) or old.address,
            locale=row.first("locale") or old.locale,
            private=old.private or read_yes(row, "private", otherwise=False),  # who hid here stays hidden
            born_on=read_day(row, "born_on") or old.born_on,
            sizes={**old.sizes, **sizes},
            interests=tuple(dict.fromkeys(filter(None, interests))) or old.interests,
            about=row.first("about") or old.about,
            created_at=read_instant(row, "created_at") or old.created_at,
        ),
        today=now.date(),
    )


def _decide(row: Row, newest: Mapping[Purpose, ConsentRecord], now: datetime) -> list[ConsentRecord]:
    """Return the consents to write down. What a customer said here counts more than what a file says."""
    records = []
    for purpose in filter(row.first, Purpose):
        granted = read_yes(row, purpose, otherwise=False)
        last = newest.get(purpose)
        if last is None or (last.source == _SOURCE and last.granted != granted):
            at = now if last is None else max(now, last.at + timedelta(microseconds=1))
            records.append(ConsentRecord(new_id("consent"), row.first("id"), purpose, granted, _SOURCE, at))
    return records


def _newest_consents(tx: Reader, ids: Iterable[str]) -> dict[str, Consents]:
    newest: dict[str, Consents] = {}
    for record in tx.find(ConsentRecord, order="at", customer_id=OneOf(tuple(ids))):
        newest.setdefault(record.customer_id, {})[record.purpose] = record
    return newest


def _find_conflicts(tx: Reader, customers: Collection[Customer]) -> list[tuple[str, Refused]]:
    """Return who wants an email or nickname that another stored customer has."""
    found = []
    for field in ("email", "nickname_key"):
        wanting = {attrgetter(field)(customer): customer.id for customer in customers}
        for other in tx.find(Customer, limit=None, order="id", descending=False, **{field: OneOf(tuple(wanting))}):
            value = attrgetter(field)(other)
            if wanting[value] != other.id:
                allowed = f"what no other customer has; {other.id} has it"
                found.append((wanting[value], Refused(field.removesuffix("_key"), value, allowed)))
    return found
