"""What may be done to a delivered order: return or exchange pieces of it, once."""

from collections import Counter
from dataclasses import replace

from shop.orders.amounts import returned_cents
from shop.orders.ledger import Edit, lock_methods, move_stock
from shop.orders.lookup import lock_own_order
from shop.orders.plan import Plan
from shop.orders.records import Exchange, OrderStatus, Return
from shop.orders.requests import ExchangeItems, ReturnItems
from shop.orders.rules import check_gift_card, check_refund_method, check_status, check_total, check_window, pick_pieces
from shop.orders.swaps import choose_swaps, price_difference, tell_swaps
from shop.orders.wording import tell_difference, tell_pieces, tell_refund
from shop.store import Writer

_ONCE = (
    "An order can be returned or exchanged only once: make sure that nothing is missing. "
    "An e-mail will say how to send the parcel."
)


def plan_return(tx: Writer, customer_id: str, request: ReturnItems) -> Plan:
    order = lock_own_order(tx, customer_id, request.order_id)
    check_status(order, OrderStatus.DELIVERED, "returned")
    check_window(order, tx.now, "returned")
    method = lock_methods(tx, customer_id, [request.payment_method_id])[request.payment_method_id]
    check_refund_method(order, method)
    pieces = tuple(order.items[position] for position in pick_pieces(order, request.variant_ids))
    cents = returned_cents(order, pieces)
    check_gift_card(method, -cents, order.currency)
    returned = Return(tuple(sorted(request.variant_ids)), method.id, tx.now)
    after = replace(order, status=OrderStatus.RETURN_REQUESTED, returned=returned)
    lines = tell_pieces(pieces, order.currency)
    settled = f"once the parcel is back, {tell_refund(method, cents, order.currency)}"
    done = f"{'; '.join(lines)}; {settled}."
    return Plan(
        subject_id=order.id,
        order=after,
        edits=(Edit(order, after),),
        summary=f"Return from order {order.id}: {done} {_ONCE}",
        lines=lines,
        outcome=f"The return from order {order.id} is registered: {done}",
        money=settled,
    )


def plan_exchange(tx: Writer, customer_id: str, request: ExchangeItems) -> Plan:
    order = lock_own_order(tx, customer_id, request.order_id)
    check_status(order, OrderStatus.DELIVERED, "exchanged")
    check_window(order, tx.now, "exchanged")
    swaps, variants = choose_swaps(tx, order, request.changes)
    # The old pieces are still with the customer: every new one has to come from stock.
    stock = move_stock(variants, Counter(swap.new.variant_id for swap in swaps))
    method = lock_methods(tx, customer_id, [request.payment_method_id])[request.payment_method_id]
    difference = price_difference(swaps)
    check_gift_card(method, difference, order.currency)
    check_total(order, difference)
    exchanged = Exchange(
        variant_ids=tuple(sorted(swap.old.variant_id for swap in swaps)),
        new_variant_ids=tuple(sorted(swap.new.variant_id for swap in swaps)),
        payment_method_id=method.id,
        price_difference_cents=difference,
        requested_at=tx.now,
    )
    after = replace(order, status=OrderStatus.EXCHANGE_REQUESTED, exchanged=exchanged)
    lines = tell_swaps(swaps, order.currency)
    settled = f"once the parcel is back, {tell_difference(method, difference, order.currency)}"
    done = f"{'; '.join(lines)}; {settled}."
    return Plan(
        subject_id=order.id,
        order=after,
        edits=(Edit(order, after), *stock),
        summary=f"Exchange from order {order.id}: {done} {_ONCE}",
        lines=lines,
        outcome=f"The exchange from order {order.id} is registered: {done}",
        money=settled,
    )
