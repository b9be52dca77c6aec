"""What may be done to an order: each rule a function that returns, or raises what a shopper may read."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from shop.catalogue import Product, Variant
from shop.customers import Address, PaymentKind, PaymentMethod
from shop.errors import Conflict, Invalid
from shop.orders.amounts import original_method_id
from shop.orders.records import CancelReason, Order, OrderItem, OrderStatus, TransactionKind
from shop.orders.wording import format_money
from shop.texts import clean_text

RETURN_WINDOW = timedelta(days=30)
_CLOSED = "closed to changes, because its items were changed once already"


def check_status(order: Order, needed: OrderStatus, doing: str) -> None:
    """Raise Conflict unless the order is exactly in this status; `doing` ends the sentence "can be ..."."""
    if order.status is not needed:
        status = _CLOSED if order.status is OrderStatus.ITEMS_MODIFIED else order.status.value
        raise Conflict(f"Order {order.id} is {status}; only {needed.value} orders can be {doing}.")


def check_window(order: Order, now: datetime, doing: str) -> None:
    """Raise Conflict after the last day of RETURN_WINDOW, whatever the hour; an unknown delivery is within it."""
    if order.delivered_at is not None and now.date() - order.delivered_at.date() > RETURN_WINDOW:
        delivered = f"{order.delivered_at:%d %B %Y}"
        raise Conflict(
            f"Order {order.id} was delivered on {delivered}; it could be {doing} for {RETURN_WINDOW.days} days."
        )


def check_reason(reason: str) -> CancelReason:
    """Return the reason. Raises Invalid for any other text."""
    try:
        return CancelReason(reason)
    except ValueError:
        allowed = " or ".join(f"'{known.value}'" for known in CancelReason)
        raise Invalid("reason", f"{reason!r} is not a reason to cancel; say {allowed}.") from None


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


def pick_pieces(order: Order, variant_ids: tuple[str, ...]) -> tuple[int, ...]:
    """Return the position of one piece of the order for each variant id, no piece twice.

    Raises Invalid for no ids at all, and for more pieces of a variant than the order has.
    """
    if not variant_ids:
        raise Invalid("variant_ids", f"Name at least one item of order {order.id}.")
    free: dict[str, list[int]] = defaultdict(list)
    for position, item in reversed(list(enumerate(order.items))):
        free[item.variant_id].append(position)
    bought = {id: len(positions) for id, positions in free.items()}
    picked = []
    for id in variant_ids:
        if not free.get(id):
            raise Invalid(
                "variant_ids",
                f"Order {order.id} has {bought.get(id, 0)} of item {id!r}; {variant_ids.count(id)} named.",
            )
        picked.append(free[id].pop())
    return tuple(picked)


def check_for_sale(
    variant_id: str, variant: Variant | None, products: Mapping[str, Product]
) -> tuple[Variant, Product]:
    """Return the variant and its product. Raises Conflict when one of them is gone or withdrawn."""
    product = products.get(variant.product_id) if variant else None
    if variant is None or product is None or not (variant.active and product.active):
        raise Conflict(f"Item {variant_id!r} is not for sale.")
    return variant, product


def check_new_variant(
    order: Order, piece: OrderItem, new_id: str, variants: Mapping[str, Variant], products: Mapping[str, Product]
) -> Variant:
    """Return the variant that this piece of the order may become, stock aside.

    Raises Invalid when it is not a variant of the same product, Conflict when it is not for sale in this currency.
    """
    variant = variants.get(new_id)
    if variant is None or variant.product_id != piece.product_id:
        raise Invalid(
            "new_variant_id", f"{new_id!r} is not a variant of {piece.title}; no other product can be chosen."
        )
    check_for_sale(new_id, variant, products)
    if variant.currency != order.currency:
        raise Conflict(f"Item {new_id!r} is sold in {variant.currency}; order {order.id} is in {order.currency}.")
    return variant


def check_gift_card(method: PaymentMethod, cents: int, currency: str) -> None:
    """Raise Conflict when this is a gift card that cannot take part in moving `cents` (positive: the customer pays)."""
    if method.kind is not PaymentKind.GIFT_CARD or cents == 0:
        return
    if method.currency != currency:
        raise Conflict(f"{method.label} is a gift card in {method.currency}; the order is in {currency}.")
    if method.balance_cents < cents:
        held, needed = format_money(method.balance_cents, currency), format_money(cents, currency)
        raise Conflict(f"{method.label} holds {held}; a gift card must cover the whole amount of {needed}.")


def check_new_payment(order: Order, payment_method_id: str) -> None:
    """Raise unless the order has exactly one payment, made with another method."""
    if [payment.kind for payment in order.payments] != [TransactionKind.PAYMENT]:
        raise Conflict(
            f"Order {order.id} has {len(order.payments)} payments and refunds; "
            "its payment can be changed only once, while there is exactly one."
        )
    if order.payments[0].payment_method_id == payment_method_id:
        raise Invalid(
            "payment_method_id", f"Order {order.id} is paid with this method already; choose a different one."
        )


def check_refund_method(order: Order, method: PaymentMethod) -> None:
    """Raise Invalid unless this is how the order was paid, or a gift card."""
    if method.kind is not PaymentKind.GIFT_CARD and method.id != original_method_id(order):
        raise Invalid(
            "payment_method_id",
            f"{method.label} did not pay for order {order.id}; "
            "a refund goes to the original payment method or to one of your gift cards.",
        )


def check_total(order: Order, difference_cents: int) -> None:
    """Raise Conflict when this difference in price would bring the order's total below zero."""
    total = order.total_cents + difference_cents
    if total < 0:
        would_be = format_money(total, order.currency)
        raise Conflict(f"Order {order.id} would come to {would_be} after its discount; choose dearer items.")
