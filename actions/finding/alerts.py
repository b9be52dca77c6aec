"""Telling shoppers when something is cheaper, or there again."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.cards import make_product_cards, tell_options
from actions.cart.several import Piece, begin_with, split_things, tell_what_waits
from actions.cart.variant_choice import (
    ask_for_option,
    narrow_variants,
    option_entities,
    say_no_such_variant,
    take_known_size,
    variants_on_mind,
)
from actions.finding.kept_alerts import FLOW, show_or_stop, speaks_of_kept
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import QuickReply, quick_reply, yes_or_no
from actions.tasks import answers_no, ask_for, end_task, gathered, leave_on_no, signed_in
from actions.turn import ActionTurn, Entity, ShopAction
from actions.which_product import ask_for_product, find_one_product, read_products
from language.values import read_money_cents
from shop.alerts import alerts_of, set_back_in_stock_alert, set_price_alert
from shop.catalogue import Listing, Variant, find_product
from shop.orders.wording import format_money
from shop.prices import AlertKind

_PRICE = re.compile(
    r"\b(cheap\w*|price|drops?|sale|less|under|below|down|expensive|dear|discount\w*|reduced|afford)\b", re.IGNORECASE
)
_STOCK = re.compile(r"\b(stock|available|back|again|return\w*|restock\w*|sold out)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"\d+(?:[.,]\d{1,2})?")
_SHARES = (90, 80)  # per cent of the price of now, offered when a price is asked for


class ActionSetAlert(Proposer, ShopAction):
    """Sets an alert on one variant, for a price or for when it is back; shows and stops those that are set."""

    action_name = "action_set_alert"
    proposal = "offer:set_alert"
    needs_customer = True

    def act(self, turn: ActionTurn) -> None:
        if speaks_of_kept(turn):
            show_or_stop(turn)
        elif not self._leave_one(turn) and not leave_on_no(turn, FLOW):
            self._set_all(turn, gathered(turn, FLOW) or self._begin_several(turn) or self._changed(turn))

    def confirm(self, turn: ActionTurn) -> None:
        wish = dict(turn.memory.flow)
        turn.end_flow()
        self._set_all(turn, wish)

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("no_alert")

    def _begin_several(self, turn: ActionTurn) -> dict[str, Any]:
        """Hear the first of several alerts, "the kettle below 60 and the lamp below 50"; {} where it is one."""
        pieces = _share_price(split_things(turn)) if turn.flow == "none" else []
        return begin_with(turn, [piece.kept for piece in pieces]) if pieces else {}

    def _leave_one(self, turn: ActionTurn) -> bool:
        """On a no to one of several, go on with the others; return whether that was so."""
        wish = gathered(turn, FLOW)
        waiting = wish.get("waiting")
        if not waiting or not answers_no(turn, FLOW):
            return False
        turn.end_flow()
        left = read_products(turn, [str(wish.get("product_id", ""))])
        turn.say("left_one_of_several", values={"title": left[0].title if left else "", "more": True})
        self._set_all(turn, begin_with(turn, waiting))
        return True

    def _set_all(self, turn: ActionTurn, wish: dict[str, Any]) -> None:
        """Set the alert, then those that wait for it, one after the other until something has to be asked."""
        self._set(turn, wish)
        while wish.get("waiting") and turn.flow != FLOW and turn.asking != "confirm":
            wish = begin_with(turn, wish["waiting"])
            self._set(turn, wish)

    def _changed(self, turn: ActionTurn) -> dict[str, Any]:
        """Return the alert that was set last with another price: "make it 110"; {} where the message is of another."""
        last = [one for one in alerts_of(turn.store, signed_in(turn)) if one.id == turn.memory.alert_id]
        amount = _AMOUNT.search(turn.text)
        if not last or amount is None or turn.entity("product") or last[0].kind is not AlertKind.PRICE:
            return {}
        with turn.store.read() as tx:
            variant = tx.get(Variant, last[0].variant_id)
        cents = read_money_cents(amount[0])
        if variant is None or cents is None:
            return {}
        wish = {"product_id": variant.product_id, "variant_ids": [variant.id]}
        return wish | {"kind": "price", "threshold_cents": cents}

    def _set(self, turn: ActionTurn, wish: dict[str, Any]) -> None:
        if (cents := _read_threshold(turn)) is not None:
            wish |= {"kind": "price", "threshold_cents": cents}
        listing = self._find_listing(turn, wish)
        if listing is None:
            return
        kind = self._read_kind(turn, wish, listing)
        variant = self._find_variant(turn, wish, listing, kind)
        if variant is None:
            return
        turn.memory.variant_id = variant.id
        if kind == "stock":
            self._watch_stock(turn, listing, variant)
        else:
            self._watch_price(turn, wish, listing, variant)

    def _find_listing(self, turn: ActionTurn, wish: dict[str, Any]) -> Listing | None:
        """Return the product with its variants, kept in the wish; None after asking for it."""
        known = wish.get("product_id")
        if known is None or turn.asking == "product" or turn.entity("product") is not None:
            product = find_one_product(turn, FLOW)
            if product is None:
                ids = turn.memory.product_ids
                tell_what_waits(turn, wish)
                ask_for_product(turn, FLOW, "which_product_to_watch", ids, wish, said=turn.entity("product") or "")
                return None
            if product.id != known:
                wish.pop("variant_ids", None)
            wish["product_id"] = product.id
        turn.focus(wish["product_id"])
        return find_product(turn.store, wish["product_id"])

    def _read_kind(self, turn: ActionTurn, wish: dict[str, Any], listing: Listing) -> str:
        """Return "price" or "stock", as it was said, else as the product's stock suggests; kept in the wish."""
        if "kind" in wish and _read_threshold(turn) is not None:
            return str(wish["kind"])
        if turn.intent == FLOW and _PRICE.search(turn.text):
            wish["kind"] = "price"
        elif turn.intent == FLOW and _STOCK.search(turn.text):
            wish["kind"] = "stock"
        return str(wish.setdefault("kind", "price" if listing.available else "stock"))

    def _find_variant(self, turn: ActionTurn, wish: dict[str, Any], listing: Listing, kind: str) -> Variant | None:
        """Return the variant to watch, one for all where they cost the same; None after asking for an option."""
        take_known_size(turn, listing)
        meant = narrow_variants(turn, FLOW, listing, wish.get("variant_ids", ()))
        if not meant:
            say_no_such_variant(turn, listing)
            meant = tuple(variant for variant in listing.variants if variant.active)
        if kind == "stock":
            meant = tuple(variant for variant in meant if not variant.available) or meant
        if len(meant) == 1:
            return meant[0]
        if kind == "price" and len({variant.price_cents for variant in meant}) == 1:
            wish["any"] = True
            on_mind = set(variants_on_mind(turn, listing))
            return max(meant, key=lambda variant: (variant.id in on_mind, variant.available))
        tell_what_waits(turn, wish)
        ask_for_option(turn, FLOW, "which_option_to_watch", listing, meant, wish)
        return None

    def _watch_stock(self, turn: ActionTurn, listing: Listing, variant: Variant) -> None:
        end_task(turn, FLOW)
        facts = _facts(turn, listing, variant)
        if variant.available:
            add = quick_reply("Put it in my cart", "add_to_cart", product=listing.product.title)
            turn.say("in_stock_already", quick_replies=[] if turn.mood == "angry" else [add], **facts)
            return
        turn.memory.alert_id = set_back_in_stock_alert(turn.store, signed_in(turn), variant.id).id
        turn.say("stock_alert_set", **facts)

    def _watch_price(self, turn: ActionTurn, wish: dict[str, Any], listing: Listing, variant: Variant) -> None:
        facts = _facts(turn, listing, variant)
        if wish.get("any"):
            facts["values"]["options"] = ""
        cents = int(wish.get("threshold_cents", variant.price_cents - 1))  # "cheaper": any lower price
        if not 0 < cents < variant.price_cents:
            wish.pop("threshold_cents", None)
            wish["variant_ids"] = [variant.id]
            ask_for(
                turn, FLOW, "budget", "price_not_below", gathered=wish, quick_replies=_offer_prices(variant), **facts
            )
            return
        end_task(turn, FLOW)
        turn.memory.alert_id = set_price_alert(turn.store, signed_in(turn), variant.id, cents).id
        any_lower = cents == variant.price_cents - 1
        facts["values"] |= {"threshold_cents": cents, "any_lower": any_lower}
        turn.say("price_alert_set", **facts)


def _share_price(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the things, each with the amount that is said of it, else of those after it: "the two below 60"."""
    shared: list[Piece] = []
    price: tuple[Entity, ...] = ()
    for piece in reversed(pieces):
        own = tuple(entity for entity in piece.entities if entity.name == "price")
        shared.insert(0, piece if own else replace(piece, entities=(*piece.entities, *price)))
        price = own or price
    return shared


def offer_alert(
    turn: ActionTurn,
    response: str,
    listing: Listing,
    variants: Sequence[Variant],
    *,
    also: Sequence[QuickReply] = (),
    **facts: Any,
) -> None:
    """Say `response`, which offers to tell when one of these variants, sold out now, is there again.

    `also` are buttons besides. Inside a task the yes belongs to that task, so there a button alone takes the offer.
    For customers only.
    """
    if turn.flow != "none":
        turn.say(response, quick_replies=[_ask_for_alert(listing, variants), *also], **facts)
        return
    ask_for_yes(
        turn,
        "none",
        response,
        proposal=ActionSetAlert.proposal,
        gathered={
            "product_id": listing.product.id,
            "variant_ids": [variant.id for variant in variants],
            "kind": "stock",
        },
        quick_replies=[*yes_or_no("Yes, tell me", "No, thanks"), *also],
        **facts,
    )


def _ask_for_alert(listing: Listing, variants: Sequence[Variant]) -> QuickReply:
    said = option_entities(variants[0]) if len(variants) == 1 else {}
    return quick_reply("Tell me when it is back", FLOW, product=listing.product.title, **said)


def _read_threshold(turn: ActionTurn) -> int | None:
    said = next((e.value for e in turn.entities if e.name == "price"), None)
    mends = turn.flow == FLOW and turn.intent == FLOW and not turn.entity("product")
    amount = _AMOUNT.search(turn.text) if mends else None
    if said is None and amount and amount[0] not in turn.memory.choices:
        said = amount[0]  # "make that 60" while a colour is asked for
    if said is None and turn.flow == FLOW and turn.asking == "budget":
        said = turn.text
    return read_money_cents(said) if said else None


def _offer_prices(variant: Variant) -> list[QuickReply]:
    prices = [variant.price_cents * share // 100 for share in _SHARES]
    return [
        quick_reply(format_money(cents, variant.currency), "inform", price=f"{cents / 100:.2f}")
        for cents in prices
        if cents > 0
    ]


def _facts(turn: ActionTurn, listing: Listing, variant: Variant) -> dict[str, Any]:
    product = listing.product
    return {
        "values": {
            "title": product.title,
            "options": tell_options(variant),
            "price_cents": variant.price_cents,
            "currency": variant.currency,
        },
        "products": make_product_cards(turn, [product.id], variants={product.id: variant}),
        "evidence": [product.id],
    }
