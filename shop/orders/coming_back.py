"""What is on its way back from a customer: asked for at the order desk, and waited for."""

from dataclasses import dataclass
from datetime import datetime

from shop.catalogue import Variant
from shop.customers import PaymentMethod
from shop.orders.amounts import returned_cents
from shop.orders.lookup import get_own_order
from shop.orders.records import Exchange, Order, OrderItem, OrderStatus, Return
from shop.orders.rules import pick_pieces
from shop.orders.wording import describe, tell_difference, tell_refund
from shop.store import Reader, Store

_AWAITED = (OrderStatus.RETURN_REQUESTED, OrderStatus.EXCHANGE_REQUESTED)


@dataclass(frozen=True)
class ComingBack:
    """A return or an exchange that was registered; the shop waits for its parcel.

    `positions` are of the order's items. `becomes` names what the pieces are exchanged for, () for a return.
    """

    order: Order
    kind: str  # return | exchange
    positions: tuple[int, ...]
    becomes: tuple[str, ...]
    settled: str  # what becomes of the money once the parcel is back: "€12.90 goes back to Visa ending in 4242 …"
    requested_at: datetime

    @property
    def pieces(self) -> tuple[str, ...]:
        """The names of what comes back, one a piece."""
        return tuple(_name(self.order.items[position]) for position in self.positions)


def is_awaited(order: Order) -> bool:
    """Say whether a return or an exchange of this order was registered."""
    return order.status in _AWAITED


def find_coming_back(store: Store, customer_id: str, order_id: str) -> ComingBack | None:
    """Return what comes back of the customer's order; None for an order that nothing is awaited of, or known of it.

    Raises NotFound.
    """
    with store.read() as tx:
        order = get_own_order(tx, customer_id, order_id)
        if order.status is OrderStatus.RETURN_REQUESTED and order.returned is not None:
            return _returned(tx, order, order.returned)
        if order.status is OrderStatus.EXCHANGE_REQUESTED and order.exchanged is not None:
            return _exchanged(tx, order, order.exchanged)
    return None


def _returned(tx: Reader, order: Order, returned: Return) -> ComingBack:
    positions = tuple(sorted(pick_pieces(order, returned.variant_ids)))
    cents = returned_cents(order, tuple(order.items[position] for position in positions))
    method = tx.get(PaymentMethod, returned.payment_method_id)
    settled = tell_refund(method, cents, order.currency) if method else ""
    return ComingBack(order, "return", positions, (), settled, returned.requested_at)


def _exchanged(tx: Reader, order: Order, exchanged: Exchange) -> ComingBack:
    positions = tuple(sorted(pick_pieces(order, exchanged.variant_ids)))
    titles = {order.items[position].product_id: order.items[position].title for position in positions}
    variants = tx.get_many(Variant, exchanged.new_variant_ids)
    new = [variants[id] for id in exchanged.new_variant_ids if id in variants]
    becomes = tuple(describe(titles.get(variant.product_id, "another"), variant.options) for variant in new)
    method = tx.get(PaymentMethod, exchanged.payment_method_id)
    settled = tell_difference(method, exchanged.price_difference_cents, order.currency) if method else ""
    return ComingBack(order, "exchange", positions, becomes, settled, exchanged.requested_at)


def _name(item: OrderItem) -> str:
    return describe(item.title, item.options)
