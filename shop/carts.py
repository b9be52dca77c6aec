"""Carts: what a customer or a guest means to buy. A cart reserves nothing; shop.checkout takes the pieces."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from shop.catalogue import Product, Variant, check_count, get_listing, pick_variant
from shop.errors import AlreadyExists, Conflict, Invalid, NotFound
from shop.store import INDEXED, Reader, Store, Writer
from shop.texts import check_id

MOST_OF_ONE = 99  # pieces of one variant
_MOST_LINES = 100
_MOST_EFFECTS = 100


@dataclass(frozen=True)
class CartLine:
    """`quantity` pieces of one variant, 1 to 99."""

    variant_id: str
    quantity: int
    added_at: datetime
    price_cents: int = 0  # of one piece when it was added


@dataclass(frozen=True)
class Cart:
    """One open cart a customer or guest: `id` is "cart_" + the customer's id or the guest's session id."""

    id: str
    customer_id: str | None = field(metadata=INDEXED)
    lines: tuple[CartLine, ...]
    coupon_code: str | None
    updated_at: datetime
    effects: dict[str, str] = field(default_factory=dict)  # by idempotency key what it did; the newest 100


@dataclass(frozen=True)
class Subtotal:
    cents: int
    currency: str  # "" for an empty cart


@dataclass(frozen=True)
class CartOwner:
    """Whose cart: a customer by their id, or a guest by the id of the session. Raises Invalid for other texts."""

    id: str
    guest: bool = False

    def __post_init__(self) -> None:
        check_id("owner", self.cart_id)

    @property
    def cart_id(self) -> str:
        return f"cart_{self.id}"

    @property
    def customer_id(self) -> str | None:
        return None if self.guest else self.id


def add_to_cart(store: Store, owner: CartOwner, item_id: str, quantity: int = 1, *, idempotency_key: str) -> Cart:
    """Add pieces of a variant, or of a product that has only one, and return the cart.

    The same key again has no second effect. Raises NotFound for an unknown item; Invalid for a product that comes in
    several variants, listing their options, and for a quantity outside 1 to 99; Conflict when it is not for sale, when
    fewer are left, for another currency than the cart's, for a full cart, and for a key used for something else.
    """
    check_count("quantity", quantity, least=1, most=MOST_OF_ONE)
    check_id("idempotency_key", idempotency_key)
    effect = f"add {quantity} of {check_id('item_id', item_id)}"
    with store.write() as tx:
        cart = lock_cart(tx, owner)
        if idempotency_key in cart.effects:
            _check_same(cart.effects[idempotency_key], effect)
            return cart
        product, variant = _find_item(tx, item_id)
        old = find_line(cart, variant.id)
        total = quantity + (old.quantity if old else 0)
        _check_buyable(product, variant, total)
        _check_fits(tx, cart, variant)
        line = CartLine(variant.id, total, tx.now, variant.price_cents)
        return save_cart(tx, remember(_with_line(cart, line), idempotency_key, effect))


def change_quantity(store: Store, owner: CartOwner, variant_id: str, quantity: int) -> Cart:
    """Set how many pieces of a variant the cart has, and return it.

    Raises NotFound for what is not in the cart, else as `add_to_cart` does.
    """
    check_count("quantity", quantity, least=1, most=MOST_OF_ONE)
    with store.write() as tx:
        cart = lock_cart(tx, owner)
        line = find_line(cart, variant_id)
        if line is None:
            raise NotFound("cart item", variant_id)
        product, variant = _find_item(tx, variant_id)
        _check_buyable(product, variant, quantity)
        return save_cart(tx, _with_line(cart, replace(line, quantity=quantity)))


def remove_from_cart(store: Store, owner: CartOwner, variant_id: str) -> Cart:
    """Take a variant out of the cart and return the cart. Raises NotFound for what is not in it."""
    with store.write() as tx:
        cart = lock_cart(tx, owner)
        if find_line(cart, variant_id) is None:
            raise NotFound("cart item", variant_id)
        return save_cart(tx, replace(cart, lines=tuple(line for line in cart.lines if line.variant_id != variant_id)))


def clear_cart(store: Store, owner: CartOwner) -> Cart:
    """Take everything out of the cart, the coupon too, and return it."""
    with store.write() as tx:
        return save_cart(tx, replace(lock_cart(tx, owner), lines=(), coupon_code=None))


def find_cart(store: Store, owner: CartOwner) -> Cart:
    """Return the cart, an empty one for who has none yet."""
    with store.read() as tx:
        return get_cart(tx, owner)


def merge_carts(store: Store, session_id: str, customer_id: str) -> Cart:
    """Move the guest's cart into the customer's, at sign-in, and return it; again without effect.

    Quantities add up to at most 99 each, whatever the stock, of which `view_cart` tells. Lines in another currency than
    the customer's and those beyond 100 are left behind. The customer's own coupon goes before the guest's.
    """
    guest, customer = CartOwner(session_id, guest=True), CartOwner(customer_id)
    if session_id == customer_id:
        raise Invalid("session_id", f"{session_id!r} is the id of a customer, not of a guest's session.")
    with store.write() as tx:
        carts = {owner: lock_cart(tx, owner) for owner in sorted((guest, customer), key=lambda owner: owner.cart_id)}
        cart, left = carts[customer], carts[guest]
        for line in _keep_currency(tx, cart, left.lines):
            old = find_line(cart, line.variant_id)
            quantity = line.quantity + (old.quantity if old else 0)
            cart = _with_line(cart, replace(line, quantity=min(quantity, MOST_OF_ONE)))
        tx.remove(Cart, left.id)
        return save_cart(
            tx, replace(cart, lines=cart.lines[:_MOST_LINES], coupon_code=cart.coupon_code or left.coupon_code)
        )


def get_cart(tx: Reader, owner: CartOwner) -> Cart:
    """Return the cart as `find_cart` does, inside an open transaction."""
    found = tx.get(Cart, owner.cart_id)
    return _own(owner, found) if found else Cart(owner.cart_id, owner.customer_id, (), None, tx.now)


def lock_cart(tx: Writer, owner: CartOwner) -> Cart:
    """Return the newest state of the cart, locked; one who has none gets an empty one."""
    found = tx.lock(Cart, owner.cart_id)
    if found is None:
        with suppress(AlreadyExists):  # another request of theirs made it a moment ago
            tx.add(Cart(owner.cart_id, owner.customer_id, (), None, tx.now))
        found = tx.lock(Cart, owner.cart_id)
    if found is None:
        raise Conflict("This cart was emptied at the same moment; try again.")
    return _own(owner, found)


def save_cart(tx: Writer, cart: Cart) -> Cart:
    """Store the cart and return it as stored."""
    saved = replace(cart, updated_at=tx.now)
    tx.put(saved)
    return saved


def find_line(cart: Cart, variant_id: str) -> CartLine | None:
    return next((line for line in cart.lines if line.variant_id == variant_id), None)


def add_up(tx: Reader, cart: Cart) -> Subtotal:
    """Return what the pieces of the cart cost now, without discount and shipping."""
    variants = tx.get_many(Variant, (line.variant_id for line in cart.lines))
    lines = [(line, variants[line.variant_id]) for line in cart.lines if line.variant_id in variants]
    cents = sum(variant.price_cents * line.quantity for line, variant in lines)
    return Subtotal(cents, lines[0][1].currency if lines else "")


def remember(cart: Cart, idempotency_key: str, effect: str) -> Cart:
    """Return the cart that knows what this key did."""
    effects = {**cart.effects, idempotency_key: effect}
    return replace(cart, effects=dict(list(effects.items())[-_MOST_EFFECTS:]))


def _own(owner: CartOwner, cart: Cart) -> Cart:
    if cart.customer_id != owner.customer_id:
        raise NotFound("cart", owner.id)
    return cart


def _with_line(cart: Cart, new: CartLine) -> Cart:
    """Return the cart with this line at the place of the old one, or at the end."""
    if find_line(cart, new.variant_id) is None:
        return replace(cart, lines=(*cart.lines, new))
    return replace(cart, lines=tuple(new if line.variant_id == new.variant_id else line for line in cart.lines))


def _find_item(tx: Reader, item_id: str) -> tuple[Product, Variant]:
    variant = tx.get(Variant, item_id)
    listing = get_listing(tx, variant.product_id if variant else item_id)
    return listing.product, variant or pick_variant(listing, {})


def _check_buyable(product: Product, variant: Variant, quantity: int) -> None:
    name = ", ".join([product.title, *variant.options.values()])
    if not (product.active and variant.active):
        raise Conflict(f"{name} is no longer sold.")
    if variant.stock == 0:
        raise Conflict(f"{name} is sold out.")
    if quantity > variant.stock:
        raise Conflict(f"{name}: only {variant.stock} left, {quantity} wanted.")
    check_count("quantity", quantity, least=1, most=MOST_OF_ONE)


def _check_fits(tx: Reader, cart: Cart, variant: Variant) -> None:
    if len(cart.lines) >= _MOST_LINES and find_line(cart, variant.id) is None:
        raise Conflict(f"The cart is full: it has {len(cart.lines)} different items.")
    currency = _find_currency(tx, cart.lines) or variant.currency
    if variant.currency != currency:
        raise Conflict(f"The cart is in {currency}; this item costs {variant.currency}. Buy one after the other.")


def _find_currency(tx: Reader, lines: tuple[CartLine, ...]) -> str | None:
    variant = tx.get(Variant, lines[0].variant_id) if lines else None
    return variant.currency if variant else None


def _keep_currency(tx: Reader, cart: Cart, lines: tuple[CartLine, ...]) -> Iterator[CartLine]:
    currency = _find_currency(tx, cart.lines or lines)
    variants = tx.get_many(Variant, (line.variant_id for line in lines))
    return (line for line in lines if line.variant_id in variants and variants[line.variant_id].currency == currency)


def _check_same(done: str, effect: str) -> None:
    if done != effect:
        raise Conflict(f"This idempotency key was used for something else: {done}.")
