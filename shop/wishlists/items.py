"""A customer's wishlist: what is on it, and who may see each thing."""

from dataclasses import replace

from shop.access import check_audience, lock_people
from shop.catalogue import Product
from shop.errors import Invalid, NotFound
from shop.ids import pair_id
from shop.reviews import Visibility
from shop.store import Store, Writer
from shop.texts import check_id, clean_text
from shop.wishlists import WishlistItem

MOST_ITEMS = 1_000
LONGEST_NOTE = 500


def add_to_wishlist(
    store: Store,
    customer_id: str,
    product_id: str,
    *,
    visibility: Visibility = Visibility.FRIENDS,
    circle_id: str | None = None,
    note: str = "",
) -> WishlistItem:
    """Wish for a product; what is on the list already stays as it is and is returned.

    Raises NotFound for an unknown product or circle, Invalid for a note above 500 characters or a full list.
    """
    note = clean_text("note", note, longest=LONGEST_NOTE)
    with store.write() as tx:
        lock_people(tx, customer_id)
        known = tx.get(WishlistItem, pair_id(customer_id, check_id("product_id", product_id)))
        if known is not None:
            return known
        if tx.get(Product, product_id) is None:
            raise NotFound("product", product_id)
        check_audience(tx, customer_id, visibility, circle_id)
        if tx.count(WishlistItem, customer_id=customer_id) >= MOST_ITEMS:
            raise Invalid("product_id", f"Your wishlist has {MOST_ITEMS} things already, the most allowed.")
        item = WishlistItem(
            pair_id(customer_id, product_id), customer_id, product_id, visibility, circle_id, note, tx.now
        )
        tx.add(item)
        return item


def remove_from_wishlist(store: Store, customer_id: str, product_id: str) -> None:
    """Take a product off one's wishlist; nothing happens when it is not on it.

    Plans to give it stay with their givers: the same whether or not there are any.
    """
    with store.write() as tx:
        tx.remove(WishlistItem, pair_id(check_id("customer_id", customer_id), check_id("product_id", product_id)))


def show_wish_to(
    store: Store, customer_id: str, product_id: str, visibility: Visibility, circle_id: str | None = None
) -> WishlistItem:
    """Change who may see a thing on one's wishlist, from the next request on. Raises NotFound, Invalid."""
    with store.write() as tx:
        item = _lock_own_item(tx, customer_id, product_id)
        check_audience(tx, customer_id, visibility, circle_id)
        item = replace(item, visibility=visibility, circle_id=circle_id)
        tx.put(item)
        return item


def note_wish(store: Store, customer_id: str, product_id: str, note: str) -> WishlistItem:
    """Change the note on a thing on one's wishlist. Raises NotFound, Invalid above 500 characters."""
    note = clean_text("note", note, longest=LONGEST_NOTE)
    with store.write() as tx:
        item = replace(_lock_own_item(tx, customer_id, product_id), note=note)
        tx.put(item)
        return item


def _lock_own_item(tx: Writer, customer_id: str, product_id: str) -> WishlistItem:
    lock_people(tx, customer_id)
    item = tx.lock(WishlistItem, pair_id(customer_id, check_id("product_id", product_id)))
    if item is None:
        raise NotFound("wishlist item", product_id)
    return item
