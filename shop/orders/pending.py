"""What may be done to a pending order: cancel it, or change its address, payment or items."""

from collections import Counter
from dataclasses import replace

from shop.orders.amounts import net_paid
from shop.orders.ledger import Edit, lock_methods, lock_variants, move_money, move_stock
from shop.orders.lookup import lock_own_order
from shop.orders.plan import Plan
from shop.orders.records import OrderStatus, Transaction, TransactionKind
from shop.orders.requests import CancelOrder, ChangeAddress, ChangeItems, ChangePayment
from shop.orders.rules import check_address, check_new_payment, check_reason, check_status, check_total
from shop.orders.swaps import choose_swaps, price_difference, tell_swaps
from shop.orders.wording import format_money, tell_address, tell_difference, tell_pieces, tell_refund
from shop.store import Writer


def plan_cancel(tx: Writer, customer_id: str, request: CancelOrder) -> Plan:
    order = lock_own_order(tx, customer_id, request.order_id)
    check_status(order, OrderStatus.PENDING, "cancelled")
    reason = check_reason(request.reason)
    back = Counter(item.variant_id for item in order.items)
    stock = move_stock(lock_variants(tx, back), {id: -count for id, count in back.items()})
    due = {id: cents for id, cents in net_paid(order.payments).items() if cents > 0}
    methods = lock_methods(tx, customer_id, due)
    money = move_money(methods, {id: -cents for id, cents in due.items()}, order.currency)
    refunds = tuple(Transaction(TransactionKind.REFUND, id, cents, tx.now) for id, cents in due.items())
    after = replace(order, status=OrderStatus.CANCELLED, cancel_reason=reason, payments=(*order.payments, *refunds))
    told = [tell_refund(methods[id], cents, order.currency) for id, cents in due.items()]
    refund = "; ".join(told) or "nothing was paid, so nothing goes back"
    lines = tell_pieces(order.items, order.currency)
    return Plan(
        subject_id=order.id,
        order=after,
        edits=(Edit(order, after), *stock, *money),
        summary=f"Cancel order {order.id} ({reason.value}): {'; '.join(lines)}. {refund[0].upper()}{refund[1:]}. "
        "A cancelled order cannot be brought back.",
        lines=lines,
        outcome=f"Order {order.id} is cancelled: {refund}.",
        money=refund,
    )


def plan_address(tx: Writer, customer_id: str, request: ChangeAddress) -> Plan:
    order = lock_own_order(tx, customer_id, request.order_id)
    check_status(order, OrderStatus.PENDING, "changed")
    after = replace(order, address=check_address(request.address))
    new = tell_address(after.address)
    return Plan(
        subject_id=order.id,
        order=after,
        edits=(Edit(order, after),),
        summary=f"Send order {order.id} to {new} instead of {tell_address(order.address)}.",
        lines=(new,),
        outcome=f"Order {order.id} will be sent to {new}.",
    )


def plan_payment(tx: Writer, customer_id: str, request: ChangePayment) -> Plan:
    order = lock_own_order(tx, customer_id, request.order_id)
    check_status(order, OrderStatus.PENDING, "changed")
    methods = lock_methods(tx, customer_id, [request.payment_method_id, *net_paid(order.payments)])
    check_new_payment(order, request.payment_method_id)
    paid = order.payments[0]
    new, old, cents = methods[request.payment_method_id], methods[paid.payment_method_id], paid.amount_cents
    money = move_money(methods, {new.id: cents, old.id: -cents}, order.currency)
    payments = (
        paid,
        Transaction(TransactionKind.PAYMENT, new.id, cents, tx.now),
        Transaction(TransactionKind.REFUND, old.id, cents, tx.now),
    )
    after = replace(order, payments=payments)
    charge = f"{new.label} pays {format_money(cents, order.currency)}, and {tell_refund(old, cents, order.currency)}"
    return Plan(
        subject_id=order.id,
        order=after,
        edits=(Edit(order, after), *money),
        summary=f"Pay order {order.id} another way: {charge}. The payment of an order can be changed only once.",
        lines=(f"{old.label} → {new.label}",),
        outcome=f"Order {order.id} is paid another way: {charge}.",
        money=charge,
    )


def plan_items(tx: Writer, customer_id: str, request: ChangeItems) -> Plan:
    order = lock_own_order(tx, customer_id, request.order_id)
    check_status(order, OrderStatus.PENDING, "changed")
    swaps, variants = choose_swaps(tx, order, request.changes)
    # Net of what comes back: a piece that stays what it is needs no other one in stock.
    taken = Counter(swap.new.variant_id for swap in swaps)
    taken.subtract(swap.old.variant_id for swap in swaps)
    stock = move_stock(variants, taken)
    method = lock_methods(tx, customer_id, [request.payment_method_id])[request.payment_method_id]
    difference = price_difference(swaps)
    money = move_money({method.id: method}, {method.id: difference}, order.currency)
    check_total(order, difference)
    kind = TransactionKind.PAYMENT if difference > 0 else TransactionKind.REFUND
    replaced = {swap.position: swap.new for swap in swaps}
    after = replace(
        order,
        status=OrderStatus.ITEMS_MODIFIED,
        items=tuple(replaced.get(position, item) for position, item in enumerate(order.items)),
        payments=(*order.payments, Transaction(kind, method.id, abs(difference), tx.now)),
    )
    lines = tell_swaps(swaps, order.currency)
    settled = tell_difference(method, difference, order.currency)
    done = f"{'; '.join(lines)}; {settled}."
    return Plan(
        subject_id=order.id,
        order=after,
        edits=(Edit(order, after), *stock, *money),
        summary=f"Change items of order {order.id}: {done} Items can be changed only once, "
        "and after that the order can no longer be changed or cancelled: make sure that nothing is missing.",
        lines=lines,
        outcome=f"The items of order {order.id} are changed: {done}",
        money=settled,
    )
