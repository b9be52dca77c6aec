"""What a product is, and whether it can be bought: action_product_details, action_check_stock."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.cards import make_product_cards, tell_options
from actions.cart.variant_choice import option_entities
from actions.finding.alerts import offer_alert
from actions.finding.choosing import search_for
from actions.finding.costs import tell_costs
from actions.finding.criteria import read_criteria
from actions.finding.instead import offer_instead
from actions.finding.price_history import tell_price_history
from actions.finding.product_questions import answer_for_list
from actions.finding.search import show_found
from actions.finding.sums import tell_sum
from actions.names import join_names
from actions.quick_replies import QuickReply, quick_reply
from actions.reference.named_variants import match_option
from actions.reference.resolve import find_product_meant, find_products_meant, find_variant_meant
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_which_product
from language.costs import asks_cost
from language.past_prices import asks_price_history
from language.values import read_quantity
from language.variant_asks import read_kind_asked
from retrieval.passages import split_sentences
from shop.activity import EventName
from shop.catalogue import Listing, Variant, find_product

_SENTENCES = 2  # of a description
_MOST_FACTS = 6
_FEW = 3  # pieces that are worth saying "only … left"


class ActionProductDetails(ShopAction):
    """Shows one product: price, stars, what it is, what it comes in."""

    action_name = "action_product_details"

    def act(self, turn: ActionTurn) -> None:
        if tell_sum(turn) or tell_costs(turn):
            return
        if find_product_meant(turn) is None and not asks_cost(turn.text) and answer_for_list(turn):
            return
        if _show_near(turn):
            return
        listing = _find_listing(turn, "product_details")
        if listing is None:
            return
        product = listing.product
        turn.record(EventName.VIEW_ITEM, product.id)
        meant = find_variant_meant(turn, listing)
        if not meant:
            _tell_not_made(turn, listing)
            return
        variant = meant if isinstance(meant, Variant) else None
        if asks_price_history(turn.text) and tell_price_history(turn, listing, variant):
            return
        card = make_product_cards(turn, [product.id], variants={product.id: variant} if variant else {})[0]
        active = [v.price_cents for v in listing.variants if v.active]
        turn.say(
            "product_details",
            values={
                "title": product.title,
                "price_cents": card.price_cents,
                "varied": variant is None and len(set(active)) > 1,
                "was_cents": card.was_cents,
                "currency": card.currency,
                "stars": "" if card.rating is None else f"{card.rating:.1f}",
                "reviews": card.reviews,
                "about": " ".join(split_sentences(product.description)[:_SENTENCES]),
                "facts": [f"{name}: {value}" for name, value in list(product.attributes.items())[:_MOST_FACTS]],
                "options": _tell_choice(listing),
                "in_stock": card.in_stock,
            },
            products=[card],
            quick_replies=_next_steps(turn, product.title),
            evidence=[product.id],
        )


class ActionCheckStock(ShopAction):
    """Says whether a variant can be bought; offers to tell when one that is sold out is back."""

    action_name = "action_check_stock"

    def act(self, turn: ActionTurn) -> None:
        listing = _find_listing(turn, "check_stock")
        if listing is None:
            return
        meant = find_variant_meant(turn, listing)
        if _asks_for_unknown(turn, listing, meant):
            _tell_not_made(turn, listing)
        elif isinstance(meant, Variant):
            _tell_one(turn, listing, meant)
        elif not meant:
            _tell_not_made(turn, listing)
        else:
            _tell_several(turn, listing, meant)


def _show_near(turn: ActionTurn) -> bool:
    """Show what comes near a name that nothing here has, "tent 2p"; return whether there is any such thing."""
    name = turn.entity("product") or ""
    if not name or find_products_meant(turn):
        return False
    criteria = replace(read_criteria(turn), text="", product_type=name)
    found = search_for(turn, criteria)
    if found:
        show_found(turn, criteria, found)
    return bool(found)


def _asks_for_unknown(turn: ActionTurn, listing: Listing, meant: Variant | tuple[Variant, ...]) -> bool:
    """Say whether it is asked for in something that no variant has, nor the product's own words speak of."""
    said, product = read_kind_asked(turn.text).casefold(), listing.product
    told = f"{product.title} {product.description} {' '.join([*product.attributes, *product.attributes.values()])}"
    if any(word in told.casefold() for word in said.split()):
        return False
    every = isinstance(meant, tuple) and len(meant) == sum(one.active for one in listing.variants)
    values = {value for one in listing.variants if one.active for value in one.options.values()}
    return bool(said) and every and not match_option(said, values)


def _find_listing(turn: ActionTurn, intent: str) -> Listing | None:
    """Return the product meant, from now on "it"; None after asking which."""
    product_id = find_product_meant(turn)
    if product_id is None:
        ask_which_product(turn, intent)
        return None
    turn.focus(product_id)
    return find_product(turn.store, product_id)


def _tell_one(turn: ActionTurn, listing: Listing, variant: Variant) -> None:
    turn.memory.variant_id = variant.id
    said = turn.entity("quantity")
    wanted = read_quantity(said) if said else None
    facts: dict[str, Any] = {
        "values": _values(listing)
        | {
            "options": tell_options(variant),
            "left": variant.stock if variant.stock <= _FEW or (wanted or 0) > variant.stock else 0,
            "wanted": wanted or 0,
            "enough": wanted is None or variant.stock >= wanted,
            "others": _tell_near(listing, variant),
        },
        "products": make_product_cards(turn, [listing.product.id], variants={listing.product.id: variant}),
        "evidence": [listing.product.id],
    }
    if variant.available:
        add = quick_reply("Put it in my cart", "add_to_cart", product=listing.product.title, **option_entities(variant))
        turn.say("in_stock", quick_replies=() if turn.mood == "angry" else (add,), **facts)
        return
    _say_sold_out(turn, listing, [variant], facts)


def _tell_several(turn: ActionTurn, listing: Listing, variants: Sequence[Variant]) -> None:
    there = [variant for variant in variants if variant.available]
    facts: dict[str, Any] = {
        "values": _values(listing)
        | {
            "options": "",
            "there": _tell_variants(there),
            "gone": _tell_variants([variant for variant in variants if not variant.available]),
            "others": _tell_available(listing),
        },
        "products": make_product_cards(turn, [listing.product.id]),
        "evidence": [listing.product.id],
    }
    if there:
        turn.say("some_in_stock", **facts)
    else:
        _say_sold_out(turn, listing, variants, facts)


def _say_sold_out(turn: ActionTurn, listing: Listing, variants: Sequence[Variant], facts: dict[str, Any]) -> None:
    """Say that these are sold out, and offer to tell when they are back; a guest would have to sign in for that."""
    instead = offer_instead(turn, listing)
    if turn.customer_id is None:
        turn.say("not_there", quick_replies=instead, **facts)
    else:
        offer_alert(turn, "not_there_offer_alert", listing, variants, also=instead, **facts)


def _tell_not_made(turn: ActionTurn, listing: Listing) -> None:
    asked = [*turn.all_entities("colour"), *turn.all_entities("size"), *turn.all_entities("material")]
    turn.say(
        "not_made_so",
        values=_values(listing)
        | {"asked": join_names(asked) or read_kind_asked(turn.text) or turn.text, "choice": _tell_choice(listing)},
        products=make_product_cards(turn, [listing.product.id]),
        evidence=[listing.product.id],
    )


def _values(listing: Listing) -> dict[str, Any]:
    return {"title": listing.product.title, "currency": listing.product.currency}


def _tell_choice(listing: Listing) -> str:
    """Return what the product comes in: "colour: black, red; size: 38, 39"; "" for one kind only."""
    values: dict[str, dict[str, None]] = {}
    for variant in listing.variants:
        if variant.active:
            for name, value in variant.options.items():
                values.setdefault(name, {})[value] = None
    return "; ".join(f"{name}: {', '.join(known)}" for name, known in values.items())


def _tell_available(listing: Listing) -> str:
    return _tell_variants([variant for variant in listing.variants if variant.available])


def _tell_near(listing: Listing, variant: Variant) -> str:
    """Return what can be bought that has an option in common with this variant; all that can, if nothing has."""
    there = [other for other in listing.variants if other.available and other.id != variant.id]
    near = [other for other in there if other.options.items() & variant.options.items()]
    return _tell_variants(near or there)


def _tell_variants(variants: Sequence[Variant]) -> str:
    """Return variants by their first option: "black (38, 39) and red (38)"; "" for none."""
    groups: dict[str, list[str]] = {}
    for variant in variants:
        first, *rest = variant.options.values() or ("",)
        groups.setdefault(first, []).append(" ".join(rest))
    named = [f"{first} ({', '.join(rest)})" if any(rest) else first for first, rest in groups.items()]
    return join_names([name for name in named if name], most=8)


def _next_steps(turn: ActionTurn, title: str) -> tuple[QuickReply, ...]:
    """Return what shoppers want to know next; nothing that sells to an angry one."""
    reviews = quick_reply("Reviews", "read_reviews", product=title)
    if turn.mood == "angry":
        return (reviews,)
    friends = (quick_reply("What do my friends say?", "friends_reviews", product=title),) if turn.customer_id else ()
    similar = quick_reply("Similar ones", "find_similar", product=title)
    return (reviews, *friends, similar, quick_reply("Put it in my cart", "add_to_cart", product=title))
