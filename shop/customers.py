"""Customers, their addresses and the ways they pay."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from shop.store import INDEXED, UNIQUE


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
