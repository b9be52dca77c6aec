"""How the order desk says amounts, pieces and places."""

from collections.abc import Iterable

from shop.customers import Address, PaymentKind, PaymentMethod
from shop.orders.amounts import REFUND_DAYS
from shop.orders.records import OrderItem

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}


def format_money(cents: int, currency: str) -> str:
    """Return an amount as shoppers read it: "€12.90", "-€1,200.00"; a currency without a sign by its code."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{_SIGNS.get(currency, f'{currency} ')}{whole:,}.{rest:02d}"


def describe(title: str, options: dict[str, str]) -> str:
    """Return "Shirt (blue, M)", or the title alone for a product without options."""
    return f"{title} ({', '.join(options.values())})" if options else title


def tell_pieces(pieces: Iterable[OrderItem], currency: str) -> tuple[str, ...]:
    """Return "Shirt (blue, M), €20.00" for each piece."""
    return tuple(
        f"{describe(piece.title, piece.options)}, {format_money(piece.price_cents, currency)}" for piece in pieces
    )


def tell_address(address: Address) -> str:
    """Return the address on one line."""
    parts = (address.line1, address.line2, address.city, address.region, address.postcode, address.country)
    return ", ".join(part for part in parts if part)


def tell_refund(method: PaymentMethod, cents: int, currency: str) -> str:
    """Return "12.90 EUR goes back to Visa ending in 4242 within 5 to 7 business days"."""
    earliest, latest = REFUND_DAYS
    at_once = method.kind is PaymentKind.GIFT_CARD
    speed = "at once" if at_once else f"within {earliest} to {latest} business days"
    return f"{format_money(cents, currency)} goes back to {method.label} {speed}"


def tell_difference(method: PaymentMethod, cents: int, currency: str) -> str:
    """Return who pays the difference in price, `cents` positive when the customer does."""
    if cents > 0:
        return f"{method.label} pays the difference of {format_money(cents, currency)}"
    if cents < 0:
        return f"the difference of {tell_refund(method, -cents, currency)}"
    return "nothing is to be paid, as the prices are equal"
