"""Choosing from what was shown last: a product, an order, a review, a person, a line of the cart."""

import re
from collections.abc import Sequence
from typing import TypeVar

from actions.cards import make_product_cards, make_review_snippets, tell_options
from actions.cart.contents import cart_owner, find_lines_meant, look_into_cart
from actions.cart.variant_choice import say_no_such_variant
from actions.finding.comparing import ActionCompare
from actions.finding.superlatives import read_superlative
from actions.orders.tracking import show_orders
from actions.quick_replies import QuickReply, numbered, quick_reply
from actions.reference.named_variants import COLOUR_OPTIONS
from actions.reference.nicknames import match_nickname
from actions.reference.resolve import find_orders_meant, find_products_meant, find_variant_meant
from actions.tasks import said_place
from actions.turn import ActionTurn, ShopAction
from retrieval.colours import is_shade
from shop.access import Person, list_people, open_eyes
from shop.catalogue import Listing, Product, Variant, find_product
from shop.errors import NotFound
from shop.orders.lookup import find_order
from shop.orders.records import Order
from shop.reviews.reading import SeenReview, find_review

Shown = TypeVar("Shown")

_NEWER = re.compile(r"\b(newer|newest|latest|recent)\b", re.IGNORECASE)
_OLDER = re.compile(r"\b(older|oldest|earlier|earliest)\b", re.IGNORECASE)
# "Not the meadow, the tarn": what comes after it is meant
_RATHER = re.compile(
    r"^(?:\w+\W+)?not\s+[^,;]+?(?:\s*[,;.–-]+\s*(?:but |rather |i mean(?:t)? )?|\s+but\s+)"
    r"(?P<meant>(?:the|that)\s+\S.*)$",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(the|my) other\b", re.IGNORECASE)


class ActionChoose(ShopAction):
    """Goes into the one that is chosen; asks when it is not clear which."""

    action_name = "action_choose"

    def act(self, turn: ActionTurn) -> None:
        _leave_what_is_not_meant(turn)
        choosers = {
            "orders": _choose_order,
            "reviews": _choose_review,
            "people": _choose_person,
            "cart": _choose_line,
        }
        choosers.get(turn.shown, _choose_product)(turn)


def _leave_what_is_not_meant(turn: ActionTurn) -> None:
    """Of "not the first, the second" hear only the second."""
    if said := _RATHER.match(turn.text):
        turn.text = said["meant"]
        words = turn.text.casefold()
        turn.entities = tuple(entity for entity in turn.entities if entity.value.casefold() in words)


def _choose_product(turn: ActionTurn) -> None:
    ids = find_products_meant(turn)
    if len(ids) == 1:
        _show_product(turn, ids[0])
        return
    if not ids and read_superlative(turn.text) and len(turn.memory.product_ids) > 1:
        ActionCompare().act(turn)  # "the loudest one": it is not stated, or not of one alone
        return
    with turn.store.read() as tx:
        titles = [product.title for product in tx.get_many(Product, ids or turn.memory.product_ids).values()]
    if not titles:
        turn.say("nothing_to_choose")
        return
    turn.ask_which("choose_option", titles)
    turn.say(
        "which_of_these",
        values={"names": titles, "found": bool(ids)},
        quick_replies=[quick_reply(title, "choose_option", product=title) for title in titles],
    )


def _show_product(turn: ActionTurn, product_id: str) -> None:
    """Show the product, or the variant of it that was said, with what can be done next."""
    listing = find_product(turn.store, product_id)
    meant = find_variant_meant(turn, listing)
    variant = meant if isinstance(meant, Variant) else None
    turn.focus(product_id)
    turn.memory.variant_id = variant.id if variant else ""
    some = meant if isinstance(meant, tuple) else (meant,)
    told = len(some) < sum(one.active for one in listing.variants)
    turn.memory.variant_ids = [one.id for one in some] if told else []
    product = listing.product
    if _lacks_look(turn, listing, fits=meant != ()):
        say_no_such_variant(turn, listing)
    turn.say(
        "chosen_product",
        values={
            "title": product.title,
            "options": tell_options(variant) if variant else "",
            "price_cents": variant.price_cents if variant else product.price_from_cents,
            "from": variant is None and len({v.price_cents for v in listing.variants if v.active}) > 1,
            "currency": product.currency,
            "in_stock": variant.available if variant else listing.available,
        },
        products=make_product_cards(turn, [product_id], variants={product_id: variant} if variant else None),
        quick_replies=_next_steps(turn, product),
        evidence=[product_id],
    )


def _lacks_look(turn: ActionTurn, listing: Listing, *, fits: bool) -> bool:
    """Say whether it does not come in the colour or size that is said; one that comes in none says nothing of it."""
    if turn.entity("colour") and not any(COLOUR_OPTIONS[0] in variant.options for variant in listing.variants):
        return not is_shade(listing.product.attributes.get(COLOUR_OPTIONS[0], ""), turn.entity("colour") or "")
    return not fits and any(turn.entity(name) for name in ("colour", "size"))


def _next_steps(turn: ActionTurn, product: Product) -> list[QuickReply]:
    steps = [quick_reply("What do others say?", "read_reviews", product=product.title)]
    if turn.mood != "angry":
        steps.insert(0, quick_reply("Put it in my cart", "add_to_cart", product=product.title))
    return steps


def _choose_order(turn: ActionTurn) -> None:
    if turn.customer_id is None:
        turn.say("please_sign_in")
        return
    shown = _read_orders(turn, turn.customer_id)
    meant = [order for order in find_orders_meant(turn) if order.id in turn.memory.order_ids]
    if _OTHER.search(turn.text) and len(shown) == 2:
        meant = [order for order in shown if order.id != turn.memory.order_id]
    by_age = sorted(shown, key=lambda order: order.placed_at, reverse=True)
    if by_age and _NEWER.search(turn.text):
        meant = by_age[:1]
    elif by_age and _OLDER.search(turn.text):
        meant = by_age[-1:]
    if meant or shown:
        show_orders(turn, meant or shown)
    else:
        turn.say("nothing_to_choose")


def _read_orders(turn: ActionTurn, customer_id: str) -> list[Order]:
    """Return the orders of the last list, read anew for this customer."""
    orders = []
    for id in turn.memory.order_ids:
        try:
            orders.append(find_order(turn.store, customer_id, id))
        except NotFound:
            continue
    return orders


def _choose_review(turn: ActionTurn) -> None:
    reviews = _read_reviews(turn)
    nicknames = {review.id: review.nickname for review in reviews if review.nickname}
    named = match_nickname(turn.entity("person") or "", nicknames) if turn.entity("person") else []
    meant = [review for review in reviews if review.id in named] or _pick(turn, reviews)
    if not meant:
        turn.say("nothing_to_choose" if not reviews else "which_shown_review")
        return
    turn.say(
        "chosen_review",
        values={"author": "You" if meant[0].mine else meant[0].nickname or "A customer", "rating": meant[0].rating},
        reviews=make_review_snippets(turn, meant),
        evidence=[review.id for review in meant],
    )


def _read_reviews(turn: ActionTurn) -> list[SeenReview]:
    """Return the reviews of the last list that this shopper may still read."""
    reviews = []
    for id in turn.memory.review_ids:
        try:
            reviews.append(find_review(turn.store, turn.customer_id, id))
        except NotFound:
            continue
    return reviews


def _choose_person(turn: ActionTurn) -> None:
    with turn.store.read() as tx:
        people = {one.id: one for one in list_people(tx, open_eyes(tx, turn.customer_id), turn.memory.person_ids)}
    shown = [people[id] for id in turn.memory.person_ids if id in people]
    named = match_nickname(turn.entity("person") or turn.text, {person.id: person.nickname for person in shown})
    meant: list[Person] = [person for person in shown if person.id in named] or _pick(turn, shown)
    if len(meant) != 1:
        names = [person.nickname for person in meant or shown]
        if not names:
            turn.say("nothing_to_choose")
            return
        turn.say("which_of_these", values={"names": names, "found": bool(meant)}, quick_replies=numbered(names))
        return
    person = meant[0]
    turn.memory.person_id = person.id
    turn.say(
        "chosen_person",
        values={"name": person.nickname, "friend": person.friend},
        quick_replies=[
            quick_reply("Their wishlist", "show_wishlist", person=person.nickname),
            quick_reply("Their reviews", "friends_reviews", person=person.nickname),
        ],
        evidence=[person.id],
    )


def _choose_line(turn: ActionTurn) -> None:
    owner = cart_owner(turn)
    lines = find_lines_meant(turn, look_into_cart(turn, owner)) if owner else []
    if len(lines) == 1:
        turn.memory.variant_id = lines[0].variant_id
        _show_product(turn, lines[0].product_id)
        return
    _choose_product(turn)


def _pick(turn: ActionTurn, shown: Sequence[Shown]) -> list[Shown]:
    """Return the one at the place that the message names; [] for none."""
    place = said_place(turn)
    if place is None or not -len(shown) <= place <= len(shown):
        return []
    return [shown[place - 1 if place > 0 else place]]
