"""What customers ask to be told of: a lower price, or pieces back in stock. shop.prices fires the alerts."""

from shop.catalogue import Variant
from shop.customers import Customer
from shop.errors import Conflict, Invalid, NotFound
from shop.ids import pair_id
from shop.prices import Alert, AlertKind
from shop.store import Store, Writer
from shop.texts import check_id

_MOST_ALERTS = 200  # a customer


def set_price_alert(store: Store, customer_id: str, variant_id: str, threshold_cents: int) -> Alert:
    """Tell the customer when the price falls to the threshold; a second alert on the same variant replaces the first.

    Raises NotFound for the customer and the variant, Conflict for one no longer sold and beyond 200 alerts, Invalid
    unless the threshold is above 0 and below the price of now.
    """
    with store.write() as tx:
        variant = _lock_sold(tx, customer_id, variant_id)
        if not 0 < threshold_cents < variant.price_cents:
            raise Invalid(
                "threshold_cents",
                f"threshold_cents is {threshold_cents}; it must be below the price of now, {variant.price_cents}.",
            )
        return _save(tx, customer_id, variant_id, AlertKind.PRICE, threshold_cents)


def set_back_in_stock_alert(store: Store, customer_id: str, variant_id: str) -> Alert:
    """Tell the customer when there are pieces again.

    Raises NotFound, and Conflict when there are some now, for a variant no longer sold and beyond 200 alerts.
    """
    with store.write() as tx:
        variant = _lock_sold(tx, customer_id, variant_id)
        if variant.available:
            raise Conflict(f"Item {variant_id!r} is in stock: {variant.stock} left.")
        return _save(tx, customer_id, variant_id, AlertKind.BACK_IN_STOCK, None)


def cancel_alert(store: Store, customer_id: str, alert_id: str) -> None:
    """Remove the alert. Raises NotFound, the same for a missing alert and for somebody else's."""
    with store.write() as tx:
        alert = tx.lock(Alert, check_id("alert_id", alert_id))
        if alert is None or alert.customer_id != customer_id:
            raise NotFound("alert", alert_id)
        tx.remove(Alert, alert_id)


def alerts_of(store: Store, customer_id: str) -> tuple[Alert, ...]:
    """Return the customer's alerts, oldest first, fired ones and those on withdrawn variants too; () for none."""
    owner = check_id("customer_id", customer_id)
    with store.read() as tx:
        return tuple(tx.find(Alert, order="created_at", customer_id=owner))


def _lock_sold(tx: Writer, customer_id: str, variant_id: str) -> Variant:
    """Return the variant; its lock makes the alert and a change of the price wait for each other."""
    if tx.get(Customer, check_id("customer_id", customer_id)) is None:
        raise NotFound("customer", customer_id)
    variant = tx.lock(Variant, check_id("variant_id", variant_id))
    if variant is None:
        raise NotFound("variant", variant_id)
    if not variant.active:
        raise Conflict(f"Item {variant_id!r} is no longer sold.")
    return variant


def _save(tx: Writer, customer_id: str, variant_id: str, kind: AlertKind, threshold_cents: int | None) -> Alert:
    id = check_id("alert_id", f"{pair_id(customer_id, variant_id)}:{kind}")
    if tx.get(Alert, id) is None and tx.count(Alert, customer_id=customer_id) >= _MOST_ALERTS:
        raise Conflict(f"There are {_MOST_ALERTS} alerts already; cancel one that is no longer needed.")
    alert = Alert(id, customer_id, variant_id, kind, threshold_cents, True, tx.now)
    tx.put(alert)
    return alert
