"""Which variant of a product is wanted: what was said narrows them down, and what is still open is asked for."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.finding.fitting import size_names, sizes_of
from actions.memory import Criteria
from actions.people.whom import people_by_id, tell_people
from actions.quick_replies import numbered
from actions.reference.named_variants import COLOUR_OPTIONS, match_option, unknown_options
from actions.reference.resolve import find_variant_meant
from actions.tasks import ask_for, read_choice
from actions.turn import ActionTurn, Entity
from language.price_degrees import read_price_degree
from retrieval.colours import is_shade
from retrieval.terms import split_terms
from retrieval.traits import fits_options
from shop.catalogue import Listing, Variant

_MOST_VALUES = 10
_OWN_SIZE = re.compile(
    r"\b(?:my|her|his|their) (?:own |usual |normal |regular )?(?:shoe |ring )?size\b"
    r"|\b(?:my|the) usual(?: (?:one|size))?(?=\W*$)"
    r"|\b(?:what|the (?:one|size)) (?:i|you) (?:usually|always|normally|already) (?:wear|take|have|know|get)\b",
    re.IGNORECASE,
)


def narrow_variants(turn: ActionTurn, flow: str, listing: Listing, kept_ids: Sequence[str]) -> tuple[Variant, ...]:
    """Return the variants on sale that may be meant, given those that earlier answers left; () when none fits.

    What is said now goes before what was said earlier, where both cannot be.
    """
    kept = tuple(variant for variant in listing.variants if variant.active and variant.id in kept_ids)
    chosen = read_choice(turn, flow) if turn.asking == "variant" else None
    if chosen is not None:
        fitting = tuple(variant for variant in kept if chosen in variant.options.values())
        if fitting:
            return fitting
    if turn.asking == "variant" and (furthest := _furthest_in_price(turn.text, kept)):
        return furthest
    found = find_variant_meant(turn, listing)
    found = found if isinstance(found, tuple) else (found,)
    narrowed = tuple(variant for variant in found if variant in kept) or found
    return (turn.flow != flow and _just_asked_about(turn, narrowed)) or narrowed


def _just_asked_about(turn: ActionTurn, variants: Sequence[Variant]) -> tuple[Variant, ...]:
    looks = _looks_asked_about(turn)
    if not looks:
        return ()
    return tuple(one for one in variants if all(match_option(look, list(one.options.values())) for look in looks))


def _looks_asked_about(turn: ActionTurn) -> list[str]:
    """Return the look that the message before asked for, "is it there in black"; [] where this one names any."""
    if any(turn.entity(name) for name in ("product", "product_type", "colour", "size")):
        return []
    return [said.value for said in turn.said_before if said.name in ("colour", "size")]


def _furthest_in_price(text: str, variants: Sequence[Variant]) -> tuple[Variant, ...]:
    """Return "the cheapest" or the dearest of the variants; () where that is not asked for, or all cost the same."""
    way, prices = read_price_degree(text), {one.price_cents for one in variants}
    furthest = min(prices) if way < 0 else max(prices, default=0)
    return tuple(one for one in variants if one.price_cents == furthest) if way and len(prices) > 1 else ()


def take_known_size(turn: ActionTurn, listing: Listing) -> None:
    """Put the size of who will wear it into "in my size"; say so where it is not known.

    That is the friend for whom the cart is a present, as far as they show their sizes, else the shopper.
    """
    if not _OWN_SIZE.search(turn.text) or not _size_options(listing):
        return
    size = known_size(turn, listing)
    others = [each for each in turn.entities if each.name != "size" or any(sign.isdigit() for sign in each.value)]
    turn.entities = (*others, Entity("size", size)) if size else tuple(others)
    if not size and not turn.entity("size"):
        turn.say("size_not_known", values={"whose": _name_wearer(turn)})


def known_size(turn: ActionTurn, listing: Listing) -> str:
    """Return the size in which who will wear it takes such a product; "" when it is not known."""
    wearer = turn.memory.gift_for or turn.customer_id
    sizes = sizes_of(turn, wearer) if wearer else {}
    return next((sizes[name] for name in size_names(listing) if name in sizes), "")


def _size_options(listing: Listing) -> set[str]:
    return {name for variant in listing.variants for name in variant.options if name.casefold() not in COLOUR_OPTIONS}


def _name_wearer(turn: ActionTurn) -> str:
    """Return whom the cart is a present for; "" for the shopper."""
    return tell_people(people_by_id(turn, [turn.memory.gift_for])) if turn.memory.gift_for else ""


def variants_on_mind(turn: ActionTurn, listing: Listing) -> list[str]:
    """Return the ids of the variants that the talk was about: those chosen, else of the colours that were wanted.

    Of these those of the size that was looked for, if there are some. They are in stock; [] when the talk was about
    none of them.
    """
    sold = [variant for variant in listing.variants if variant.available]
    criteria = turn.memory.criteria
    chosen = [variant for variant in sold if variant.id in turn.memory.variant_ids]
    kept = chosen or [variant for variant in sold if _is_wanted(variant, criteria)]
    sized = [variant for variant in kept or sold if has_size_of(variant, criteria)]
    return [variant.id for variant in sized or kept]


def has_size_of(variant: Variant, criteria: Criteria) -> bool:
    """Say whether the variant has the size that was looked for, where one was."""
    return bool(criteria.size) and fits_options(tuple(variant.options.items()), criteria.size) is True


def sold_out_beside(turn: ActionTurn, listing: Listing, variant: Variant, told: str) -> tuple[str, list[str]]:
    """Return the option whose value nobody chose, as only this one is left, with the values sold out; ("", []) else.

    `told` is all that was said of the options. Who is sold the last size shall know that it is not just any.
    """
    known = {term for said in (told, *_looks_asked_about(turn)) for term in split_terms(said)}
    for name, value in variant.options.items():
        if set(split_terms(value)) <= known or has_size_of(variant, turn.memory.criteria):
            continue
        rest = {key: other for key, other in variant.options.items() if key != name}
        alike = [one for one in listing.variants if one.active and rest.items() <= one.options.items()]
        gone = [one.options[name] for one in alike if not one.available and name in one.options]
        if gone and not any(one.available for one in alike if one.id != variant.id):
            return name, gone
    return "", []


def _is_wanted(variant: Variant, criteria: Criteria) -> bool:
    colour = next((value for name, value in variant.options.items() if name in COLOUR_OPTIONS), "")
    wanted = is_shade(colour, criteria.colour) if criteria.colour else True
    return bool(colour) and wanted and not any(is_shade(colour, refused) for refused in criteria.not_colours)


def ask_for_option(
    turn: ActionTurn,
    flow: str,
    response: str,
    listing: Listing,
    variants: Sequence[Variant],
    gathered: Mapping[str, Any],
) -> None:
    """Ask for the first option in which these variants, two or more, differ; of sizes tell the one usually taken."""
    name = _open_option(variants)
    values = list(dict.fromkeys(variant.options.get(name, "") for variant in variants))
    known = known_size(turn, listing) if name.casefold() not in COLOUR_OPTIONS else ""
    usual = next(iter(match_option(known, values)), "") if known else ""
    ask_for(
        turn,
        flow,
        "variant",
        response,
        gathered={**gathered, "variant_ids": [variant.id for variant in variants]},
        choices=values,
        values={
            "title": listing.product.title,
            "option": name,
            "choices": values,
            "usual": usual,
            "wearer": _name_wearer(turn) if usual else "",
            "quantity": int(gathered.get("quantity", 1)) if turn.entity("quantity") else 1,
        },
        quick_replies=numbered(values[:_MOST_VALUES]),
        evidence=[variants[0].product_id],
    )


def option_entities(variant: Variant) -> dict[str, str]:
    """Return the options as a message would have them: every one that is no colour is a size."""
    return {"colour" if name == "colour" else "size": value for name, value in variant.options.items()}


def say_no_such_variant(turn: ActionTurn, listing: Listing) -> None:
    """Say that the product does not come in what was asked for; nothing when no colour or size was."""
    said = unknown_options(turn, listing)
    if said:
        turn.say("no_such_variant", values={"title": listing.product.title, "said": ", ".join(said)})


def _open_option(variants: Sequence[Variant]) -> str:
    names = list(dict.fromkeys(name for variant in variants for name in variant.options))
    return next((name for name in names if len({variant.options.get(name) for variant in variants}) > 1), names[0])
