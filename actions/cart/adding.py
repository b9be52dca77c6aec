"""Putting things into the cart."""

import re
from dataclasses import replace
from typing import Any

from actions.cards import make_product_cards, tell_options
from actions.cart.checkout import SENDS, ActionCheckout
from actions.cart.contents import cart_facts, cart_owner, look_into_cart
from actions.cart.presents import note_present
from actions.cart.variant_choice import (
    ask_for_option,
    narrow_variants,
    option_entities,
    say_no_such_variant,
    sold_out_beside,
    take_known_size,
    variants_on_mind,
)
from actions.finding.alerts import offer_alert
from actions.finding.choosing import search_for
from actions.finding.criteria import read_criteria
from actions.names import join_names
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import QuickReply, quick_reply, yes_or_no
from actions.reference.resolve import find_products_meant, find_products_named
from actions.taking_back import note_cart
from actions.tasks import end_task, gathered, leave_on_no
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_for_product, find_one_product, read_products
from language.values import read_quantity
from shop.activity import EventName
from shop.carts import CartOwner, add_to_cart, find_cart, find_line
from shop.catalogue import Listing, Product, Variant, find_product
from shop.errors import Conflict
from shop.ids import new_id

FLOW = "add_to_cart"
_BUYS = re.compile(
    r"^(?:(?:ok|yes|now|and)\W+)*(?:buy|purchase|order) (?:it|this|that|them)(?: now)?\W*$", re.IGNORECASE
)
_CHEAPEST = re.compile(r"\b(?:cheapest|least expensive|lowest[- ]priced)\b", re.IGNORECASE)
_MOST_OTHERS = 3
_CHECKOUT = quick_reply("Go to checkout", "checkout")
_VIEW = quick_reply("Show my cart", "view_cart")


class ActionAddToCart(ShopAction):
    """Puts pieces of one variant into the cart, after asking for the product and the options that are still open."""

    action_name = "action_add_to_cart"

    def act(self, turn: ActionTurn) -> None:
        owner = cart_owner(turn)
        if owner is None:
            turn.say("please_sign_in")
            return
        if leave_on_no(turn, FLOW):
            return
        if turn.shown == "cart" and turn.flow == "none" and _BUYS.match(turn.text):
            ActionCheckout().act(turn)  # it is in the cart already
            return
        _begin_with_first(turn)
        wish = gathered(turn, FLOW)
        _take_number_for_size(turn)
        if (said := turn.entity("quantity")) is not None:
            wish["quantity"] = read_quantity(said) or 1
        _note_what_comes_later(turn)
        product_id = self._find_product(turn, wish)
        if product_id is None:
            return
        listing = find_product(turn.store, product_id)
        turn.focus(product_id)
        take_known_size(turn, listing)
        named = [value for name in ("colour", "size", "material") for value in turn.all_entities(name)]
        wish["told"] = " ".join(filter(None, [wish.get("told", ""), turn.text, *named]))
        variant = self._find_variant(turn, wish, listing)
        if variant is not None and not _offer_last(turn, listing, variant, wish):
            self.add(turn, owner, listing.product, variant, int(wish.get("quantity", 1)))

    def _find_product(self, turn: ActionTurn, wish: dict[str, Any]) -> str | None:
        """Return the product, kept in the wish; None after asking for it."""
        if wish.get("product_id") and turn.asking != "product" and turn.entity("product") is None:
            return str(wish["product_id"])
        product = find_one_product(turn, FLOW) or _find_cheapest(turn)
        if product is not None:
            if product.id != wish.get("product_id"):
                wish.pop("variant_ids", None)
            wish["product_id"] = product.id
            return product.id
        said = turn.entity("product") or turn.entity("product_type") or ""
        ids = find_products_meant(turn) or ([] if said else turn.memory.product_ids)
        ask_for_product(turn, FLOW, "which_product_to_add", ids, wish, said=said)
        return None

    def _find_variant(self, turn: ActionTurn, wish: dict[str, Any], listing: Listing) -> Variant | None:
        """Return the variant, which is in stock; None after asking for an option or saying that it is sold out."""
        product = listing.product
        kept_ids = wish.get("variant_ids") or variants_on_mind(turn, listing)
        meant = narrow_variants(turn, FLOW, listing, kept_ids)
        if not meant:
            say_no_such_variant(turn, product.title)
            active = tuple(variant for variant in listing.variants if variant.active)
            # The size said before still holds when only the colour is not to be had.
            meant = tuple(variant for variant in active if variant.id in kept_ids) or active
        left = [variant for variant in meant if variant.available]
        if not left:
            _say_sold_out(turn, listing, meant)
        elif len(left) > 1:
            ask_for_option(turn, FLOW, "which_option", listing, left, wish)
        return left[0] if len(left) == 1 else None

    def add(self, turn: ActionTurn, owner: CartOwner, product: Product, variant: Variant, quantity: int) -> None:
        """Put the pieces in, and say so; or why it is not possible."""
        end_task(turn, FLOW)
        key = f"{turn.message_id}:{variant.id}" if turn.message_id else new_id("add")
        before = look_into_cart(turn, owner)
        try:
            add_to_cart(turn.store, owner, variant.id, quantity, idempotency_key=key)
        except Conflict as why:
            _say_too_many(turn, owner, product, variant, quantity, str(why))
            return
        note_cart(turn, before, [variant.id])
        turn.record(EventName.ADD_TO_CART, product.id, variant.id)
        note_present(turn, FLOW)
        view = look_into_cart(turn, owner)
        turn.memory.variant_id = variant.id
        turn.show("cart")
        turn.say(
            "added_to_cart",
            values={
                "title": product.title,
                "options": tell_options(variant),
                "quantity": quantity,
                "total_cents": view.total_cents,
                "currency": view.currency,
                "pieces": sum(line.quantity for line in view.lines),
            },
            quick_replies=[_CHECKOUT, _VIEW],
            **cart_facts(view),
        )


def _note_what_comes_later(turn: ActionTurn) -> None:
    """Say that where it goes and how it is paid is settled at the checkout, where that is told while adding."""
    if turn.flow != FLOW:
        return
    if turn.entity("payment_method"):
        turn.say("comes_at_checkout", values={"what": "payment"})
    elif SENDS.search(turn.text) and not turn.entity("person"):
        turn.say("comes_at_checkout", values={"what": "address"})


def _take_number_for_size(turn: ActionTurn) -> None:
    """Read "make it 39" as a size while 39 is among the sizes asked for."""
    if turn.flow == FLOW and turn.entity("quantity") in turn.memory.choices:
        turn.entities = tuple(replace(each, name="size") if each.name == "quantity" else each for each in turn.entities)


def _begin_with_first(turn: ActionTurn) -> None:
    """Of several products in one message take the first, with what is said of it, and tell which wait."""
    if turn.flow == FLOW:
        return
    named = [place for place, entity in enumerate(turn.entities) if entity.name == "product"]
    found = {place: ids[0] for place in named if len(ids := find_products_named(turn, turn.entities[place].value)) == 1}
    if len(set(found.values())) < 2:
        return
    _, second, *_ = found
    end = second - 1 if turn.entities[second - 1].name == "quantity" else second
    waiting = list(dict.fromkeys(found[place] for place in found if place >= second))
    titles = [product.title for product in read_products(turn, waiting)]
    turn.entities = turn.entities[:end]
    turn.say(
        "others_after_it",
        values={"titles": join_names(titles, most=_MOST_OTHERS)},
        quick_replies=[
            quick_reply(f"Add {title}"[:60], "add_to_cart", product=title) for title in titles[:_MOST_OTHERS]
        ],
    )


def _find_cheapest(turn: ActionTurn) -> Product | None:
    """Return the cheapest of the kind that the message names: "add the cheapest yoga mat"; None for none."""
    if not _CHEAPEST.search(turn.text) or not turn.entity("product_type"):
        return None
    criteria = replace(read_criteria(turn), text="", sort="cheapest")
    found = [one.product_id for one in search_for(turn, criteria, 1) if not one.akin]
    return next(iter(read_products(turn, found)), None)


class OfferLast(Proposer):
    """The yes and no to "only L-XL is left in charcoal, shall I take it?"."""

    proposal = "offer:last_variant"

    def confirm(self, turn: ActionTurn) -> None:
        wish, owner = dict(turn.memory.flow), cart_owner(turn)
        turn.end_flow()
        listing = find_product(turn.store, str(wish["product_id"]))
        variant = next((one for one in listing.variants if one.id == wish["variant_id"]), None)
        if variant is None or owner is None:
            turn.say("nothing_to_confirm")
            return
        ActionAddToCart().add(turn, owner, listing.product, variant, int(wish.get("quantity", 1)))

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("last_variant_left")


def _offer_last(turn: ActionTurn, listing: Listing, variant: Variant, wish: dict[str, Any]) -> bool:
    """Ask before the only variant left is taken where nobody chose it, and return whether that was so."""
    option, gone = sold_out_beside(turn, listing, variant, str(wish["told"]))
    if not option or turn.flow not in ("none", FLOW):
        return False
    end_task(turn, FLOW)
    if turn.flow != "none":
        return False
    ask_for_yes(
        turn,
        "none",
        "only_one_left",
        proposal=OfferLast.proposal,
        gathered={**wish, "product_id": listing.product.id, "variant_id": variant.id},
        values={"title": listing.product.title, "options": tell_options(variant), "gone": join_names(gone, most=6)},
        quick_replies=yes_or_no("Yes, put it in", "No, thanks"),
        products=make_product_cards(turn, [listing.product.id], variants={listing.product.id: variant}),
        evidence=[listing.product.id],
    )
    return True


def _say_sold_out(turn: ActionTurn, listing: Listing, meant: tuple[Variant, ...]) -> None:
    """Say it, show what is left of the product, and offer to tell when there are pieces again."""
    product = listing.product
    end_task(turn, FLOW)
    left = [variant for variant in listing.variants if variant.available and turn.mood != "angry"]
    others = left[:_MOST_OTHERS]
    facts: dict[str, Any] = {
        "values": {
            "title": product.title,
            "options": tell_options(meant[0]) if len(meant) == 1 else "",
            "others": [tell_options(variant) for variant in others],
        },
        "products": make_product_cards(
            turn, [product.id], variants={product.id: meant[0]} if len(meant) == 1 else None
        ),
        "evidence": [product.id],
    }
    takes = [_take(product, variant) for variant in others]
    if turn.customer_id is None:
        turn.say("none_to_add", quick_replies=takes, **facts)
        return
    offer_alert(turn, "none_to_add_offer_alert", listing, meant, also=takes, **facts)


def _say_too_many(
    turn: ActionTurn, owner: CartOwner, product: Product, variant: Variant, quantity: int, why: str
) -> None:
    line = find_line(find_cart(turn.store, owner), variant.id)
    left = variant.stock - (line.quantity if line else 0)
    fewer = [_take(product, variant, quantity=str(left))] if 0 < left < quantity else []
    turn.say(
        "cannot_add",
        values={"why": why, "in_cart": line.quantity if line else 0, "left": max(left, 0)},
        quick_replies=fewer,
        evidence=[product.id],
    )


def _take(product: Product, variant: Variant, **entities: str) -> QuickReply:
    """Return the button that puts this variant into the cart."""
    title = f"Take {entities['quantity']}" if entities else f"Take {tell_options(variant)}"
    return quick_reply(title, "add_to_cart", product=product.title, **option_entities(variant), **entities)
