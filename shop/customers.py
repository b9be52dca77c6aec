"""Customers, their addresses and the ways they pay."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict, Unpack

from shop.currencies import check_currency
from shop.errors import AlreadyExists, Invalid, NotFound
from shop.store import INDEXED, UNIQUE, Store, Writer
from shop.texts import check_id, clean_text

HIGHEST_BALANCE_CENTS = 100_000_000  # one million of a currency
_EMAIL = re.compile(r"[^\s@,;:<>()\[\]\"\\]{1,64}@[^\s@,;:<>()\[\]\"\\.]+(\.[^\s@,;:<>()\[\]\"\\.]+)+")
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_INTEREST_PARTS = re.compile(r"\s*(?:>|&|,|\band\b)\s*")
_EARLIEST_BIRTH = date(1900, 1, 1)
_MOST_SIZES = 20
_MOST_INTERESTS = 100


@dataclass(frozen=True)
class Address:
    """Where a parcel goes. `region` is the state or province, "" where a country has none."""

    line1: str
    line2: str
    city: str
    region: str
    postcode: str
    country: str


@dataclass(frozen=True)
class Customer:
    """A person with an account. `nickname` is what others see; `name` and `email` are never shown to strangers."""

    id: str
    name: str
    nickname: str = field(metadata=INDEXED)
    email: str = field(metadata=UNIQUE)  # lower case
    address: Address | None = None  # the default one
    locale: str = "en"  # BCP 47
    private: bool = False  # True: strangers cannot find this person or their profile
    born_on: date | None = None
    sizes: dict[str, str] = field(default_factory=dict)  # {"shoe": "38", "top": "M"}
    interests: tuple[str, ...] = ()  # product categories that they said they like
    about: str = ""
    created_at: datetime | None = None
    nickname_key: str = field(default="", metadata=UNIQUE)  # the nickname without case, whatever is passed

    def __post_init__(self) -> None:
        object.__setattr__(self, "nickname_key", self.nickname.casefold())


class PaymentKind(StrEnum):
    CARD = "card"
    PAYPAL = "paypal"
    GIFT_CARD = "gift_card"


@dataclass(frozen=True)
class PaymentMethod:
    """A way to pay. Only a gift card holds money (`balance_cents`, never negative)."""

    id: str
    customer_id: str = field(metadata=INDEXED)
    kind: PaymentKind
    label: str  # what the owner sees: "Visa ending in 4242"
    balance_cents: int = 0
    currency: str = "EUR"


class CustomerChanges(TypedDict, total=False):
    """What `update_customer` can change."""

    name: str
    nickname: str
    email: str
    address: Address | None
    locale: str
    private: bool
    born_on: date | None
    sizes: dict[str, str]
    interests: tuple[str, ...]
    about: str


def add_customer(store: Store, customer: Customer) -> Customer:
    """Store a new customer and return them with clean texts, the email in lower case and `created_at`.

    Raises Invalid, and AlreadyExists, naming which, when the id, the email or the nickname, ignoring case, is taken.
    """
    with store.write() as tx:
        new = check_customer(customer, today=tx.now.date())
        if tx.get(Customer, new.id) is not None:
            raise AlreadyExists(f"Customer {new.id!r} exists already.")
        return _save(tx, replace(new, created_at=new.created_at or tx.now))


def update_customer(store: Store, customer_id: str, **changes: Unpack[CustomerChanges]) -> Customer:
    """Change these fields and return the customer. Raises NotFound, Invalid and AlreadyExists as `add_customer`."""
    with store.write() as tx:
        old = tx.lock(Customer, check_id("customer_id", customer_id))
        if old is None:
            raise NotFound("customer", customer_id)
        new = check_customer(replace(old, **changes), today=tx.now.date())
        return old if new == old else _save(tx, new)


def find_customer(store: Store, customer_id: str) -> Customer:
    """Return the customer. Raises NotFound. For the owner and staff; others look through shop.access."""
    with store.read() as tx:
        found = tx.get(Customer, check_id("customer_id", customer_id))
    if found is None:
        raise NotFound("customer", customer_id)
    return found


def add_payment_method(store: Store, method: PaymentMethod) -> PaymentMethod:
    """Store a new way to pay. Raises Invalid, NotFound for the customer, AlreadyExists for a taken id."""
    new = replace(
        method,
        id=check_id("id", method.id),
        label=clean_text("label", method.label, shortest=1, longest=100),
        balance_cents=_check_balance(method),
        currency=check_currency(method.currency),
    )
    with store.write() as tx:
        if tx.get(Customer, check_id("customer_id", method.customer_id)) is None:
            raise NotFound("customer", method.customer_id)
        if tx.get(PaymentMethod, new.id) is not None:
            raise AlreadyExists(f"Payment method {new.id!r} exists already.")
        tx.add(new)
    return new


def payment_methods_of(store: Store, customer_id: str) -> tuple[PaymentMethod, ...]:
    """Return the customer's ways to pay, sorted by id; () for none."""
    owner = check_id("customer_id", customer_id)
    with store.read() as tx:
        return tuple(tx.find(PaymentMethod, customer_id=owner))


def interest_names(interests: Iterable[str]) -> frozenset[str]:
    """Return each name that stands in these categories, in lower case: "bags", "travel", "backpacks"."""
    names = (name for interest in interests for name in _INTEREST_PARTS.split(interest.lower()))
    return frozenset(name.strip() for name in names if name.strip())


def check_customer(customer: Customer, *, today: date) -> Customer:
    """Return the customer as the shop would store them. Raises Invalid for the first value that is not allowed."""
    if customer.born_on is not None and not _EARLIEST_BIRTH <= customer.born_on <= today:
        raise Invalid("born_on", f"born_on is {customer.born_on}; allowed: {_EARLIEST_BIRTH} to {today}.")
    if customer.created_at is not None and customer.created_at.tzinfo is None:
        raise Invalid("created_at", f"created_at is {customer.created_at}; it must have a zone.")
    return replace(
        customer,
        id=check_id("id", customer.id),
        name=clean_text("name", customer.name, shortest=1, longest=200),
        nickname=_check_line("nickname", customer.nickname, longest=40),
        email=check_email(customer.email),
        address=check_address(customer.address) if customer.address else None,
        locale=_check_locale(customer.locale),
        sizes=_check_sizes(customer.sizes),
        interests=_check_interests(customer.interests),
        about=clean_text("about", customer.about, longest=1_000),
    )


def check_email(email: str) -> str:
    """Return the email in lower case. Raises Invalid for what has not the shape of one."""
    clean = clean_text("email", email, longest=254).lower()
    if not _EMAIL.fullmatch(clean):
        raise Invalid("email", f"{clean!r} is not an email address such as ana@example.com.")
    return clean


def check_address(address: Address) -> Address:
    """Return the address with clean texts. Raises Invalid when street, city, postcode or country is missing."""
    return Address(
        line1=clean_text("line1", address.line1, longest=200, shortest=1),
        line2=clean_text("line2", address.line2, longest=200),
        city=clean_text("city", address.city, longest=100, shortest=1),
        region=clean_text("region", address.region, longest=100),
        postcode=clean_text("postcode", address.postcode, longest=20, shortest=1),
        country=clean_text("country", address.country, longest=100, shortest=1),
    )


def _save(tx: Writer, customer: Customer) -> Customer:
    if _is_taken(tx.find(Customer, email=customer.email), customer):
        raise AlreadyExists(f"The email {customer.email!r} belongs to another account.")
    if _is_taken(tx.find(Customer, nickname_key=customer.nickname_key), customer):
        raise AlreadyExists(f"The nickname {customer.nickname!r} is taken; choose another one.")
    try:
        tx.put(customer)
    except AlreadyExists as error:
        raise AlreadyExists("Somebody took this email or nickname a moment ago; choose another one.") from error
    return customer


def _is_taken(found: Iterable[Customer], customer: Customer) -> bool:
    return any(other.id != customer.id for other in found)


def _check_balance(method: PaymentMethod) -> int:
    most = HIGHEST_BALANCE_CENTS if method.kind is PaymentKind.GIFT_CARD else 0
    if not 0 <= method.balance_cents <= most:
        raise Invalid(
            "balance_cents", f"The balance of a {method.kind} is {method.balance_cents} cents; allowed: 0 to {most}."
        )
    return method.balance_cents


def _check_line(field: str, text: str, *, longest: int) -> str:
    clean = clean_text(field, text, shortest=1, longest=longest)
    if "\n" in clean or "\t" in clean:
        raise Invalid(field, f"{field} {clean!r} must be on one line.")
    return clean


def _check_locale(locale: str) -> str:
    if not _LOCALE.fullmatch(locale):
        raise Invalid("locale", f"{locale!r} is not a locale such as en or pt-PT.")
    return locale


def _check_sizes(sizes: dict[str, str]) -> dict[str, str]:
    if len(sizes) > _MOST_SIZES:
        raise Invalid("sizes", f"There are {len(sizes)} sizes; allowed: 0 to {_MOST_SIZES}.")
    return {
        _check_line("sizes", kind, longest=50): _check_line("sizes", size, longest=50) for kind, size in sizes.items()
    }


def _check_interests(interests: tuple[str, ...]) -> tuple[str, ...]:
    if len(interests) > _MOST_INTERESTS:
        raise Invalid("interests", f"There are {len(interests)} interests; allowed: 0 to {_MOST_INTERESTS}.")
    return tuple(_check_line("interests", interest, longest=200) for interest in interests)
