"""Finding a customer's own orders by what a person may call them."""

from shop.errors import Invalid, NotFound
from shop.orders.records import Order, OrderStatus
from shop.store import Condition, Reader, Store, Writer
from shop.texts import check_id

LONGEST_LIST = 100


def find_orders(
    store: Store, customer_id: str, *, status: OrderStatus | None = None, limit: int = 20
) -> tuple[Order, ...]:
    """Return the customer's orders, newest first; () for none. Raises Invalid for a limit outside 1 to 100."""
    if not 1 <= limit <= LONGEST_LIST:
        raise Invalid("limit", f"A list has 1 to {LONGEST_LIST} orders, not {limit}.")
    where: dict[str, Condition] = {"customer_id": check_id("customer_id", customer_id)}
    if status is not None:
        where["status"] = status
    with store.read() as tx:
        return tuple(tx.find(Order, order="placed_at", descending=True, limit=limit, **where))


def find_order(store: Store, customer_id: str, order_id: str) -> Order:
    """Return the customer's order; "#", case and blanks in the number do not matter.

    Raises NotFound, the same for a missing order and for somebody else's.
    """
    with store.read() as tx:
        return get_own_order(tx, customer_id, order_id)


def get_own_order(tx: Reader, customer_id: str, order_id: str) -> Order:
    """Return the order as `find_order` does, inside an open transaction."""
    for id in _read_number(order_id):
        order = tx.get(Order, id)
        if order is not None and order.customer_id == customer_id:
            return order
    raise NotFound("order", order_id)


def lock_own_order(tx: Writer, customer_id: str, order_id: str) -> Order:
    """Return the newest state of the order that `get_own_order` finds, locked."""
    order = tx.lock(Order, get_own_order(tx, customer_id, order_id).id)
    if order is None or order.customer_id != customer_id:
        raise NotFound("order", order_id)
    return order


def _read_number(text: str) -> list[str]:
    """Return the ids that may be meant, the literal one first: "w 123" may be "w 123" or "#W123"."""
    number = "".join(text.split()).strip("#").upper()
    meant = [text.strip(), f"#{number}", f"#W{number}"]
    return [id for id in meant if id.isprintable() and len(id) <= 200]
