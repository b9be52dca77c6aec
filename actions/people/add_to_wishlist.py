"""Putting things on one's wishlist, in sight of whom one wants."""

import re
from collections.abc import Sequence

from actions.names import join_names
from actions.privacy.audience import Audience, read_audience
from actions.quick_replies import quick_reply
from actions.reference.nicknames import plain_name
from actions.reference.resolve import find_products_named
from actions.taking_back import note_unwished, note_wished
from actions.tasks import says_all, signed_in
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_which_product, find_one_product, read_products
from language.values import read_ordinal
from retrieval.terms import split_terms, split_wanted
from shop.activity import EventName
from shop.catalogue import Product
from shop.consent import Purpose, allows
from shop.reviews import Visibility
from shop.wishlists.gifts import wishlist_of
from shop.wishlists.items import add_to_wishlist, note_wish, remove_from_wishlist, show_wish_to

_MOST_ADDED = 6
_REMOVE = re.compile(
    r"\b(?:remove|delete|un-?(?:save|favourite|fav))\b|\b(?:take|drop|throw|get)\b.{0,40}\b(?:off|from|out)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\bnote\b\s*(?:saying|that says|to it)?\s*[:,-]?\s*(?P<note>\S.*)$", re.IGNORECASE)
_LOOKS = re.compile(r"\b(?:colou?rs|sizes|versions)\b", re.IGNORECASE)
_FOR_SOMEBODY = re.compile(r"\b(?:present|gift|surprise)\b.{0,20}\b(?:for|to)\b(?! me\b)", re.IGNORECASE)


class ActionAddToWishlist(ShopAction):
    """Puts what is meant on the shopper's wishlist, or takes it off; a present for somebody stays a secret."""

    action_name = "action_add_to_wishlist"
    needs_customer = True

    def act(self, turn: ActionTurn) -> None:
        products = (_wished_meant(turn) if _REMOVE.search(turn.text) else []) or _meant(turn)
        if not products:
            ask_which_product(turn, "add_to_wishlist")
            return
        turn.focus(products[0].id)
        if (said := _NOTE.search(turn.text)) and _is_wished(turn, products[0].id):
            wish = note_wish(turn.store, signed_in(turn), products[0].id, said["note"].strip())
            turn.say("wish_noted", values={"title": products[0].title, "note": wish.note}, evidence=[products[0].id])
            return
        if _REMOVE.search(turn.text):
            note_unwished(turn, [product.id for product in products])
            for product in products:
                remove_from_wishlist(turn.store, signed_in(turn), product.id)
            turn.say("wish_removed", values={"titles": _titles(products), "count": len(products)})
            return
        _add(turn, products)


def _is_wished(turn: ActionTurn, product_id: str) -> bool:
    me = signed_in(turn)
    return any(wish.product_id == product_id for wish in wishlist_of(turn.store, me, me))


def _add(turn: ActionTurn, products: Sequence[Product]) -> None:
    me = signed_in(turn)
    secret = _is_gift(turn)
    said = read_audience(turn.store, me, turn.text)
    audience = Audience(Visibility.ONLY_ME) if secret else said or Audience(Visibility.FRIENDS)
    had = {wish.product_id: wish for wish in wishlist_of(turn.store, me, me)}
    note = ", ".join([*turn.all_entities("colour"), *turn.all_entities("size")])
    for product in products:
        add_to_wishlist(
            turn.store,
            me,
            product.id,
            visibility=audience.visibility,
            circle_id=audience.circle_id,
            note=note,
        )
        if product.id in had and (secret or said):
            show_wish_to(turn.store, me, product.id, audience.visibility, audience.circle_id)
    new = [product for product in products if product.id not in had]
    note_wished(turn, [product.id for product in new])
    for product in [] if secret else new:  # a present says nothing of what they like themselves
        turn.record(EventName.ADD_TO_WISHLIST, product.id)
    with turn.store.read() as tx:
        consents = allows(tx, me, Purpose.FRIENDS_SEE)
    turn.say(
        "wish_added" if new else "wish_was_there",
        values={
            "titles": _titles(new or products),
            "count": len(new or products),
            "had": _titles([product for product in products if product.id in had]) if new else "",
            "audience": audience.words if new or secret or said else "",
            "secret": secret,
            "unseen": not consents and audience.visibility in (Visibility.FRIENDS, Visibility.CIRCLE),
            "note": note if new else "",
        },
        quick_replies=[] if turn.mood == "angry" else [quick_reply("Show my wishlist", "show_wishlist")],
        evidence=[product.id for product in products],
    )


def _is_gift(turn: ActionTurn) -> bool:
    """Say whether this is for somebody who could see it on the list: they are to be surprised."""
    in_flow = "recommend_gift" in (turn.flow, *(task.flow for task in turn.memory.suspended))
    for_named = any(
        re.search(rf"\bfor (?:my )?{re.escape(plain_name(name).removeprefix('my '))}\b", plain_name(turn.text))
        for name in turn.all_entities("person")
    )
    return in_flow or for_named or _FOR_SOMEBODY.search(turn.text) is not None


def _wished_meant(turn: ActionTurn) -> list[Product]:
    """Return the wish that the message means where only one of them can be: "the kettle" of many; [] else."""
    me, said = signed_in(turn), set(split_wanted(turn.text))
    wished = read_products(turn, [wish.product_id for wish in wishlist_of(turn.store, me, me)])
    named = {id for name in turn.all_entities("product") for id in find_products_named(turn, name)}
    meant = [one for one in wished if one.id in named] or [
        one for one in wished if said & set(split_terms(f"{one.title} {one.type}"))
    ]
    return meant if len(meant) == 1 else []


def _meant(turn: ActionTurn) -> list[Product]:
    named = [ids[0] for name in turn.all_entities("product") if len(ids := find_products_named(turn, name)) == 1]
    shown = turn.memory.product_ids if turn.shown == "products" else []
    places = [read_ordinal(said) for said in turn.all_entities("ordinal")]
    placed = [shown[p - 1 if p > 0 else p] for p in places if p and -len(shown) <= p <= len(shown)]
    if len(named) > 1 or len(placed) > 1:
        return read_products(turn, [*named, *placed])[:_MOST_ADDED]
    if not named and len(shown) > 1 and says_all(turn) and not _LOOKS.search(turn.text):
        meant = shown if len(shown) == 2 or "both" not in turn.text.lower() else []
        return read_products(turn, meant)[:_MOST_ADDED]
    one = find_one_product(turn)
    return [one] if one else []


def _titles(products: Sequence[Product]) -> str:
    return join_names([product.title for product in products], most=_MOST_ADDED)
