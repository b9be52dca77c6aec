"""Customers on the wire."""

from datetime import date, datetime
from typing import Annotated, cast

from pydantic import Field

from bot.gateway.wire import Day, Flag, Id, Next, Texts, Wire
from bot.gateway.wire.orders import AddressWire, read_address, write_address
from shop.customers import Customer, CustomerChanges

_CHANGES = {"nickname": "Maya", "sizes": {"shoe": "38"}}
_CUSTOMER = {
    "id": "maya",
    "name": "Maya Lindqvist",
    "nickname": "Maya",
    "email": "maya@example.com",
    "address": None,
    "locale": "en",
    "private": False,
    "born_on": None,
    "sizes": {"shoe": "38"},
    "interests": ["Running"],
    "about": "Runs before breakfast.",
}
_ANSWER = _CUSTOMER | {"created_at": "2025-01-20T08:00:00Z"}

Name = Annotated[str, Field(min_length=1, max_length=200)]
Nickname = Annotated[str, Field(min_length=1, max_length=40)]
Email = Annotated[str, Field(min_length=3, max_length=254)]
Locale = Annotated[str, Field(min_length=2, max_length=35, description="BCP 47, such as en or pt-PT.")]
Interests = Annotated[tuple[str, ...], Field(max_length=100)]
About = Annotated[str, Field(max_length=1000)]


class CustomerIn(Wire, json_schema_extra={"examples": [_CUSTOMER]}):
    """A person with an account at the host shop, under the id that they have there."""

    id: Id
    name: Name
    nickname: Nickname
    email: Email
    address: AddressWire | None = None
    locale: Locale = "en"
    private: Flag = False
    born_on: Day | None = None
    sizes: Texts = Field(default_factory=dict)
    interests: Interests = ()
    about: About = ""


class CustomerPatch(Wire, json_schema_extra={"examples": [_CHANGES]}):
    """The fields to change; what is left out stays as it is, whatever its default here."""

    name: Name = ""
    nickname: Nickname = ""
    email: Email = ""
    address: AddressWire | None = None
    locale: Locale = ""
    private: Flag = False
    born_on: Day | None = None
    sizes: Texts = Field(default_factory=dict)
    interests: Interests = ()
    about: About = ""


class CustomerOut(Wire, json_schema_extra={"examples": [_ANSWER]}):
    """A customer as they are stored."""

    id: str
    name: str
    nickname: str
    email: str
    address: AddressWire | None
    locale: str
    private: bool
    born_on: date | None
    sizes: dict[str, str]
    interests: tuple[str, ...]
    about: str
    created_at: datetime | None


class CustomersOut(Wire, json_schema_extra={"examples": [{"items": [_ANSWER], "next": None}]}):
    """A page of customers, by id."""

    items: tuple[CustomerOut, ...]
    next: Next = None


def read_customer(body: CustomerIn) -> Customer:
    """Return the record that this body stands for."""
    given = dict(body) | {"address": read_address(body.address) if body.address else None}
    return Customer(**given)


def read_changes(body: CustomerPatch) -> CustomerChanges:
    """Return the fields that were sent."""
    sent = {name: value for name, value in body if name in body.model_fields_set}
    if body.address is not None:
        sent["address"] = read_address(body.address)
    return cast(CustomerChanges, sent)  # the names are the same


def write_customer(customer: Customer) -> CustomerOut:
    """Return the customer for the wire."""
    fields = {name: getattr(customer, name) for name in CustomerOut.model_fields if name != "address"}
    return CustomerOut(address=write_address(customer.address) if customer.address else None, **fields)
