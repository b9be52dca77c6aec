"""Orders and carts as cards."""

from collections import Counter

from shop.cards import CartCard, CartLineCard, OrderCard
from shop.checkout import CartView
from shop.orders.records import Order
from shop.orders.wording import describe


def make_order_card(order: Order) -> OrderCard:
    """Return the card of an order of this shopper."""
    return OrderCard(
        order_id=order.id,
        status=order.status.value,
        placed_on=order.placed_at.date().isoformat(),
        items=tell_items(order),
        total_cents=order.total_cents,
        currency=order.currency,
    )


def make_cart_card(view: CartView) -> CartCard:
    """Return the card of a cart; one without lines for an empty cart."""
    lines = (
        CartLineCard(line.variant_id, line.title, ", ".join(line.options.values()), line.quantity, line.total_cents)
        for line in view.lines
    )
    return CartCard(
        lines=tuple(lines),
        subtotal_cents=view.subtotal_cents,
        discount_cents=view.discount_cents,
        shipping_cents=view.shipping_cents,
        total_cents=view.total_cents,
        currency=view.currency,
    )


def tell_items(order: Order) -> tuple[str, ...]:
    """Return the order's pieces, equal ones together with their number before them, in the order's sequence."""
    counts = Counter(describe(item.title, item.options) for item in order.items)
    return tuple(f"{count} × {name}" if count > 1 else name for name, count in counts.items())
