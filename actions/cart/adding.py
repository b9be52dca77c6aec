"""Putting things into the cart."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.cards import make_product_cards, tell_options
from actions.cart.checkout import SENDS, ActionCheckout
from actions.cart.contents import cart_facts, cart_owner, look_into_cart, name_line
from actions.cart.presents import note_present
from actions.cart.several import (
    Piece,
    adds_clearly,
    begin_with,
    name_one_more,
    point_at_newer,
    point_at_several,
    split_things,
    split_variants,
    take_piece,
    tell_what_waits,
)
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
from actions.finding.instead import offer_instead
from actions.names import join_names
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import QuickReply, quick_reply, yes_or_no
from actions.reference.named_variants import match_option
from actions.reference.resolve import find_products_meant
from actions.taking_back import note_cart
from actions.tasks import answers_no, end_task, gathered, leave_on_no
from actions.turn import ActionTurn, Entity, ShopAction
from actions.which_product import ask_for_product, find_one_product, read_products
from language.price_degrees import asks_for_cheapest
from language.values import read_quantity
from shop.activity import EventName
from shop.carts import CartOwner, add_to_cart, find_cart, find_line, remove_from_cart
from shop.catalogue import Listing, Product, Variant, find_product
from shop.checkout import CartView, CartViewLine
from shop.errors import Conflict
from shop.ids import new_id

FLOW = "add_to_cart"
_BUYS = re.compile(
    r"^(?:(?:ok|yes|now|and)\W+)*(?:buy|purchase|order) (?:it|this|that|them)(?: now)?\W*$", re.IGNORECASE
)
_MONEY = re.compile(r"[€$£]|\b(?:euros?|eur|bucks|under|below|less|most|max|budget)\b", re.IGNORECASE)
_MOST_OTHERS = 3
_ADDED, _SWAPPED = "added_to_cart", "swapped_in_cart"
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
        if self._leave_one(turn, owner) or leave_on_no(turn, FLOW):
            return
        if turn.shown == "cart" and turn.flow == "none" and _BUYS.match(turn.text):
            ActionCheckout().act(turn)  # it is in the cart already
            return
        _note_what_comes_later(turn)
        wish = gathered(turn, FLOW)
        pieces = _find_pieces(turn)
        if pieces and _asks_for_variant(turn):
            wish = _queue(turn, wish, pieces)
        elif pieces:
            end_task(turn, FLOW)
            wish = begin_with(turn, [*(piece.kept for piece in pieces), *wish.get("waiting", ())])
        self.add_in_turn(turn, owner, wish)

    def _leave_one(self, turn: ActionTurn, owner: CartOwner) -> bool:
        """On a no to one of several things, leave only the thing that is asked about; return whether that was so."""
        wish = gathered(turn, FLOW)
        if not wish.get("of_several") or not answers_no(turn, FLOW):
            return False
        waiting = wish.get("waiting", [])
        turn.end_flow()
        left = read_products(turn, [str(wish["product_id"])]) if wish.get("product_id") else []
        turn.say("left_one_of_several", values={"title": left[0].title if left else "", "more": bool(waiting)})
        if waiting:
            self.add_in_turn(turn, owner, begin_with(turn, waiting))
        return True

    def add_in_turn(self, turn: ActionTurn, owner: CartOwner, wish: dict[str, Any]) -> None:
        """Add what is wished for, then what waits for it, one after the other until something has to be asked."""
        before = look_into_cart(turn, owner)
        while self._add_one(turn, owner, wish) and wish.get("waiting"):
            wish = begin_with(turn, wish["waiting"])
        _note_added(turn, before, look_into_cart(turn, owner))

    def add_chosen(
        self, turn: ActionTurn, owner: CartOwner, product: Product, variant: Variant, wish: dict[str, Any]
    ) -> None:
        """Add this variant, then what waits for it."""
        before = look_into_cart(turn, owner)
        self.add(turn, owner, product, variant, wish)
        if wish.get("waiting"):
            self.add_in_turn(turn, owner, begin_with(turn, wish["waiting"]))
        _note_added(turn, before, look_into_cart(turn, owner))

    def _add_one(self, turn: ActionTurn, owner: CartOwner, wish: dict[str, Any]) -> bool:
        """Add what is wished for, or say why not; return whether it is settled, and nothing asked."""
        _take_number_for_size(turn)
        if (said := turn.entity("quantity")) is not None:
            wish["quantity"] = read_quantity(said) or 1
        product_id = self._find_product(turn, wish)
        if product_id is None:
            return False
        listing = find_product(turn.store, product_id)
        _take_bare_number(turn, listing)
        if "variant_ids" not in wish and (variants := split_variants(turn, listing)):
            wish.update(begin_with(turn, [*(piece.kept for piece in variants), *wish.get("waiting", ())]))
            wish["quantity"] = read_quantity(turn.entity("quantity") or "") or 1
        turn.focus(product_id)
        take_known_size(turn, listing)
        named = [value for name in ("colour", "size", "material") for value in turn.all_entities(name)]
        wish["told"] = " ".join(filter(None, [wish.get("told", ""), turn.text, *named]))
        variant = self._find_variant(turn, wish, listing)
        if variant is None:
            note_present(turn, FLOW)
            return turn.flow != FLOW and turn.asking != "confirm"
        if _offer_last(turn, listing, variant, wish):
            return False
        self.add(turn, owner, listing.product, variant, wish)
        return True

    def _find_product(self, turn: ActionTurn, wish: dict[str, Any]) -> str | None:
        """Return the product, kept in the wish; None after asking for it."""
        if wish.get("product_id") and turn.asking != "product" and turn.entity("product") is None:
            return str(wish["product_id"])
        product = find_one_product(turn, FLOW) or _find_cheapest(turn)
        if product is not None:
            if product.id != wish.get("product_id"):
                wish.pop("variant_ids", None)
            wish["product_id"] = product.id
            _take_looks(turn, wish)
            return product.id
        said = turn.entity("product") or turn.entity("product_type") or ""
        ids = find_products_meant(turn) or ([] if said else turn.memory.product_ids)
        _keep_looks(turn, wish)
        tell_what_waits(turn, wish)
        ask_for_product(turn, FLOW, "which_product_to_add", ids, wish, said=said)
        return None

    def _find_variant(self, turn: ActionTurn, wish: dict[str, Any], listing: Listing) -> Variant | None:
        """Return the variant, which is in stock; None after asking for an option or saying that it is sold out."""
        kept_ids = wish.get("variant_ids") or variants_on_mind(turn, listing)
        meant = narrow_variants(turn, FLOW, listing, kept_ids)
        if not meant:
            say_no_such_variant(turn, listing)
            active = tuple(variant for variant in listing.variants if variant.active)
            # The size said before still holds when only the colour is not to be had.
            meant = tuple(variant for variant in active if variant.id in kept_ids) or active
        left = [variant for variant in meant if variant.available]
        if not left:
            _say_sold_out(turn, listing, meant, offer=not wish.get("waiting"))
        elif len(left) > 1:
            tell_what_waits(turn, wish)
            ask_for_option(turn, FLOW, "which_option", listing, left, wish)
        return left[0] if len(left) == 1 else None

    def add(
        self, turn: ActionTurn, owner: CartOwner, product: Product, variant: Variant, wish: Mapping[str, Any]
    ) -> None:
        """Put the pieces in, in the place of what the wish swaps for them, and say so; or why it is not possible."""
        quantity, old = int(wish.get("quantity", 1)), _find_old(turn, owner, wish)
        end_task(turn, FLOW)
        key = f"{turn.message_id}:{variant.id}" if turn.message_id else new_id("add")
        try:
            add_to_cart(turn.store, owner, variant.id, quantity, idempotency_key=key)
        except Conflict as why:
            _say_too_many(turn, owner, product, variant, quantity, str(why))
            return
        turn.record(EventName.ADD_TO_CART, product.id, variant.id)
        if old is not None:
            remove_from_cart(turn.store, owner, old.variant_id)
            turn.record(EventName.REMOVE_FROM_CART, old.product_id, old.variant_id)
        note_present(turn, FLOW)
        view = look_into_cart(turn, owner)
        turn.memory.variant_id = variant.id
        turn.show("cart")
        turn.say(
            _ADDED if old is None else _SWAPPED,
            values={
                "title": product.title,
                "options": tell_options(variant),
                "quantity": quantity,
                "old": name_line(old) if old else "",
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


def _take_bare_number(turn: ActionTurn, listing: Listing) -> None:
    """Read "750" as a size while one of the product's begins with it, though it was heard as a price."""
    values = [value for variant in listing.variants if variant.active for value in variant.options.values()]
    sizes = {
        e.value for e in turn.entities if e.name == "price" and e.value.isdecimal() and match_option(e.value, values)
    }
    if sizes and not _MONEY.search(turn.text):
        turn.entities = tuple(
            Entity("size", each.value) if each.name == "price" and each.value in sizes else each
            for each in turn.entities
        )


def _keep_looks(turn: ActionTurn, wish: dict[str, Any]) -> None:
    """Keep the colour and the size of "add one in 42" until it is known which one."""
    said = {each.name: each.value for each in turn.entities if each.name in ("colour", "size") and not each.role}
    wish["looks"] = {**wish.get("looks", {}), **said}


def _take_looks(turn: ActionTurn, wish: dict[str, Any]) -> None:
    kept = wish.pop("looks", {})
    turn.entities = (*turn.entities, *(Entity(name, value) for name, value in kept.items() if not turn.entity(name)))


def _find_pieces(turn: ActionTurn) -> list[Piece]:
    """Return the several things that the message puts in, named or pointed at; [] for one or none."""
    chooses = turn.flow == FLOW and turn.asking == "product"
    shown = turn.memory.product_ids if turn.shown in ("none", "products") else []
    if turn.flow == FLOW and not chooses:
        open_id = str(turn.memory.flow.get("product_id", ""))
        pointed = point_at_several(turn, shown) if adds_clearly(turn.text) else []
        return pointed or split_things(turn) or name_one_more(turn, open_id) or point_at_newer(turn, shown)
    return point_at_several(turn, turn.memory.choices if chooses else shown) or split_things(turn)


def _asks_for_variant(turn: ActionTurn) -> bool:
    return turn.flow == FLOW and turn.asking == "variant"


def _queue(turn: ActionTurn, wish: dict[str, Any], pieces: list[Piece]) -> dict[str, Any]:
    """Let these things wait behind the one that is asked about, and hear what is said of that one itself."""
    own = next((piece for piece in pieces if wish["product_id"] in piece.product_ids), None)
    waiting = [*wish.get("waiting", ()), *(piece.kept for piece in pieces if piece is not own)]
    if own is None:
        turn.text, turn.entities = "", ()
    else:
        take_piece(turn, own.kept)
    return {**wish, "waiting": waiting, "of_several": True, "told_waiting": False}


def _find_old(turn: ActionTurn, owner: CartOwner, wish: Mapping[str, Any]) -> CartViewLine | None:
    """Return the line that what is added takes the place of; None where it only comes to the others."""
    lines = look_into_cart(turn, owner).lines if wish.get("instead_of") else ()
    return next((line for line in lines if line.variant_id == wish["instead_of"]), None)


def _note_added(turn: ActionTurn, before: CartView, after: CartView) -> None:
    """Keep what came in, to take all of it back; the cart is shown once, with the last of several things."""
    held = {line.variant_id: line.quantity for line in before.lines}
    holds = {line.variant_id: line.quantity for line in after.lines}
    changed = [id for id in held | holds if holds.get(id) != held.get(id)]
    if changed:
        note_cart(turn, before, changed)
    added = [facts for response, facts in turn.said if response in (_ADDED, _SWAPPED)]
    for facts in added[:-1]:
        facts.pop("cart", None)
        facts.pop("quick_replies", None)


def _find_cheapest(turn: ActionTurn) -> Product | None:
    """Return the cheapest of the kind that the message names: "add the cheapest yoga mat"; None for none."""
    if not asks_for_cheapest(turn.text) or not turn.entity("product_type"):
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
        ActionAddToCart().add_chosen(turn, owner, listing.product, variant, wish)

    def decline(self, turn: ActionTurn) -> None:
        waiting, owner = turn.memory.flow.get("waiting"), cart_owner(turn)
        turn.end_flow()
        turn.say("last_variant_left")
        if waiting and owner is not None:
            ActionAddToCart().add_in_turn(turn, owner, begin_with(turn, waiting))


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


def _say_sold_out(turn: ActionTurn, listing: Listing, meant: tuple[Variant, ...], *, offer: bool = True) -> None:
    """Say it, show what is left of the product, and `offer` to tell when there are pieces again."""
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
    takes = [_take(product, variant) for variant in others] or [*offer_instead(turn, listing)]
    if turn.customer_id is None or not offer:
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
