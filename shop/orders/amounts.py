"""What was paid, what goes back, and when it arrives. Cents of the order's currency throughout."""

from collections.abc import Iterable
from datetime import date, timedelta

from shop.orders.records import Order, OrderItem, Transaction, TransactionKind

REFUND_DAYS = (5, 7)  # business days until a refund to anything but a gift card arrives: at the earliest, at the latest


def net_paid(payments: Iterable[Transaction]) -> dict[str, int]:
    """Return payments less refunds by payment method, in the order of first use."""
    net: dict[str, int] = {}
    for payment in payments:
        sign = 1 if payment.kind is TransactionKind.PAYMENT else -1
        net[payment.payment_method_id] = net.get(payment.payment_method_id, 0) + sign * payment.amount_cents
    return net


def original_method_id(order: Order) -> str | None:
    """Return the method that carries most of the order's money, the earliest on a tie; None when nobody paid."""
    net = net_paid(order.payments)
    return max(net, key=net.__getitem__) if net else None


def returned_cents(order: Order, pieces: tuple[OrderItem, ...]) -> int:
    """Return the refund for these pieces: their prices less their share of the discount.

    The whole order back means the whole total back, delivery included.
    """
    if len(pieces) == len(order.items):
        return order.total_cents
    price = sum(piece.price_cents for piece in pieces)
    everything = sum(item.price_cents for item in order.items)
    share = order.discount_cents * price // everything if everything else 0
    return max(0, price - share)


def refund_window(sent_on: date) -> tuple[date, date]:
    """Return the first and the last day on which a refund sent on that day should arrive at a bank or PayPal."""
    earliest, latest = REFUND_DAYS
    return add_business_days(sent_on, earliest), add_business_days(sent_on, latest)


def add_business_days(day: date, count: int) -> date:
    """Return the day `count` business days later, Monday to Friday; public holidays count as working days."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
