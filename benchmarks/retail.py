"""The retail data's format, read as records of our shop, and its actions as requests to the order desk."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from shop.catalogue import Product, Variant
from shop.customers import Address, Customer, PaymentKind, PaymentMethod
from shop.errors import Invalid, NotFound
from shop.orders.records import (
    CancelReason,
    Exchange,
    Fulfillment,
    Order,
    OrderItem,
    OrderStatus,
    Return,
    Transaction,
    TransactionKind,
)
from shop.orders.requests import (
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ChangeProfileAddress,
    ExchangeItems,
    ItemChange,
    Request,
    ReturnItems,
)

Json = dict[str, Any]  # an object of the data's files

CURRENCY = "USD"
AMPLE_STOCK = 1_000_000
SOME_DAY = datetime(2024, 5, 15, tzinfo=UTC)  # the data's orders have no dates
_READS = ("get_", "find_", "list_", "calculate", "think", "transfer_to_human_agents")
_KINDS = {"credit_card": PaymentKind.CARD, "paypal": PaymentKind.PAYPAL, "gift_card": PaymentKind.GIFT_CARD}


def read_products(data: Json) -> Iterable[Product | Variant]:
    """Yield every product and its variants; what is not available is not for sale, the rest never runs out."""
    for id, product in data.items():
        variants = [
            Variant(
                id=variant["item_id"],
                product_id=id,
                sku=variant["item_id"],
                options=variant["options"],
                price_cents=to_cents(variant["price"]),
                currency=CURRENCY,
                stock=AMPLE_STOCK,
                active=variant["available"],
                position=position,
            )
            for position, variant in enumerate(product["variants"].values())
        ]
        name = product["name"]
        cheapest = min((variant.price_cents for variant in variants if variant.active), default=0)
        yield Product(id, name, "", "", name.lower(), (name,), name, CURRENCY, cheapest)
        yield from variants


def read_user(id: str, data: Json) -> Iterable[Customer | PaymentMethod]:
    """Yield the customer, then their payment methods in the order of their ids."""
    name = f"{data['name']['first_name']} {data['name']['last_name']}"
    yield Customer(id, name, id, data["email"].lower(), read_address(data["address"]))
    for _, method in sorted(data["payment_methods"].items()):
        label = f"{method.get('brand', method['source'])} {method.get('last_four', method['id'])}"
        kind, balance_cents = _KINDS[method["source"]], to_cents(method.get("balance", 0))
        yield PaymentMethod(method["id"], id, kind, label, balance_cents, CURRENCY)


def read_order(data: Json) -> Order:
    """Return the order; also one that was cancelled, returned or exchanged by the data's own tools."""
    reason = data.get("cancel_reason")
    return Order(
        id=data["order_id"],
        customer_id=data["user_id"],
        status=OrderStatus(data["status"]),
        items=tuple(
            OrderItem(item["item_id"], item["product_id"], item["name"], item["options"], to_cents(item["price"]))
            for item in data["items"]
        ),
        address=read_address(data["address"]),
        currency=CURRENCY,
        payments=tuple(
            Transaction(
                TransactionKind(payment["transaction_type"]), payment["payment_method_id"], to_cents(payment["amount"])
            )
            for payment in data["payment_history"]
        ),
        fulfillments=tuple(
            Fulfillment(tuple(parcel["tracking_id"]), tuple(parcel["item_ids"])) for parcel in data["fulfillments"]
        ),
        placed_at=SOME_DAY,
        cancel_reason=CancelReason(reason) if reason else None,
        returned=_read_return(data),
        exchanged=_read_exchange(data),
    )


def read_address(data: Json) -> Address:
    return Address(data["address1"], data["address2"], data["city"], data["state"], data["zip"], data["country"])


def is_read(action: str) -> bool:
    """Return whether the action only looks things up, or does nothing at all."""
    return action.startswith(_READS)


def read_request(action: str, arguments: Json, user_id: str) -> Request:
    """Return what this action of that user asks of the order desk.

    Raises NotFound for another user's profile, Invalid for lists that do not pair, ValueError for an unknown action.
    """
    id, method_id = arguments.get("order_id", ""), arguments.get("payment_method_id", "")
    match action:
        case "cancel_pending_order":
            return CancelOrder(id, arguments["reason"])
        case "modify_pending_order_address":
            return ChangeAddress(id, read_address(arguments))
        case "modify_pending_order_payment":
            return ChangePayment(id, method_id)
        case "modify_pending_order_items":
            return ChangeItems(id, _read_changes(arguments), method_id)
        case "return_delivered_order_items":
            return ReturnItems(id, tuple(arguments["item_ids"]), method_id)
        case "exchange_delivered_order_items":
            return ExchangeItems(id, _read_changes(arguments), method_id)
        case "modify_user_address":
            if arguments["user_id"] != user_id:
                raise NotFound("customer", arguments["user_id"])
            return ChangeProfileAddress(read_address(arguments))
        case _:
            raise ValueError(f"{action!r} is no action of this data's format")


def to_cents(amount: float) -> int:
    """Return cents; the data's amounts carry the noise of floating point."""
    return round(amount * 100)


def _read_changes(arguments: Json) -> tuple[ItemChange, ...]:
    old, new = arguments["item_ids"], arguments["new_item_ids"]
    if len(old) != len(new):
        raise Invalid("changes", f"The number of items differs: {len(old)} to change, {len(new)} new ones.")
    return tuple(map(ItemChange, old, new))


def _read_return(data: Json) -> Return | None:
    if "return_items" not in data:
        return None
    return Return(tuple(data["return_items"]), data["return_payment_method_id"], SOME_DAY)


def _read_exchange(data: Json) -> Exchange | None:
    if "exchange_items" not in data:
        return None
    return Exchange(
        variant_ids=tuple(data["exchange_items"]),
        new_variant_ids=tuple(data["exchange_new_items"]),
        payment_method_id=data["exchange_payment_method_id"],
        price_difference_cents=to_cents(data["exchange_price_difference"]),
        requested_at=SOME_DAY,
    )
