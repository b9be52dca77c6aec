"""Searching for products: action_search. What changes a list already shown is in `refined_search`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from actions.context import current_shelf
from actions.finding.by_taste import order_by_taste
from actions.finding.choosing import POOL, SEARCH, SHOWN, TASTED, choose, keep_list, search_for, show_products
from actions.finding.chosen import Chosen
from actions.finding.criteria import read_criteria, says_nothing, tell_criteria
from actions.finding.fitting import size_names, size_of_shopper
from actions.finding.needs import needs_of, tell_unstated
from actions.finding.refusals import refused_purposes
from actions.finding.taste_wishes import read_taste, want_by_taste
from actions.listings import read_listings
from actions.memory import Criteria
from actions.names import join_names
from actions.quick_replies import QuickReply, quick_reply
from actions.reference.resolve import find_products_named
from actions.turn import ActionTurn
from language.listed import read_most_shown
from retrieval.terms import holds, split_terms, wanted_words
from shop.catalogue import Listing

_MOST_SIZES = 12  # that are told
_MY_SIZE = re.compile(r"\b(?:in |of )?(?:my|our) (?:own )?size\b", re.IGNORECASE)


def search_anew(turn: ActionTurn) -> None:
    """Find what the message asks for by itself, or ask what is wanted."""
    criteria = _in_own_size(turn, read_criteria(turn))
    if _show_made_for(turn, criteria):
        return
    if says_nothing(replace(criteria, not_brands=[], not_colours=[], not_features=[])):
        turn.say("what_to_search")
        return
    if criteria.product_type:
        _look_again(turn)
    criteria = want_by_taste(criteria, read_taste(turn, ()))
    show_found(turn, criteria, choose(turn, SEARCH, POOL, criteria=criteria))


def _look_again(turn: ActionTurn) -> None:
    """Forget that whole lists were turned down, where a kind of thing is asked for anew."""
    memory = turn.memory
    memory.rejected_ids = [id for id in memory.rejected_ids if id not in memory.passed_over_ids]
    memory.passed_over_ids = []


def _show_made_for(turn: ActionTurn, criteria: Criteria) -> bool:
    """Show what of a kind goes with a product, "a case for my Olmeda One"; return whether there is any such thing."""
    name = turn.entity("product")
    if not name or not criteria.product_type or not re.search(rf"\bfor (?:\w+ )?{re.escape(name)}", turn.text, re.I):
        return False
    ids, kind = _find_whole(turn, name), split_terms(criteria.product_type)
    wanted = replace(criteria, text="", product_type="")
    way = {"as": "matching", "product_id": ids[0], "kind": criteria.product_type} if len(ids) == 1 else {}
    chosen = choose(turn, way, POOL, criteria=wanted) if way else []
    listings = {one.product.id: one.product for one in read_listings(turn, [*ids, *(one.product_id for one in chosen)])}
    of_kind = [one for one in chosen if holds(split_terms(listings[one.product_id].type), kind[-1:])]
    if not of_kind or holds(split_terms(listings[ids[0]].type), kind):
        return False
    turn.memory.criteria = wanted
    show_products(
        turn, "found_matching", of_kind[:SHOWN], way, {"title": listings[ids[0]].title}, next_steps(len(of_kind))
    )
    return True


def _find_whole(turn: ActionTurn, name: str) -> list[str]:
    """Return the product that something is for: the phone of this name, and no case that has it in its title."""
    said = turn.entities
    turn.entities = tuple(entity for entity in said if entity.name != "product_type")
    try:
        return find_products_named(turn, name)
    finally:
        turn.entities = said


def _in_own_size(turn: ActionTurn, criteria: Criteria) -> Criteria:
    """Return the criteria with the shopper's own size of what they look for, where they ask for it: "in my size"."""
    if criteria.size or not _MY_SIZE.search(turn.text):
        return criteria
    wanted = replace(criteria, text=" ".join(_MY_SIZE.sub(" ", criteria.text).split()))
    found = [one.product_id for one in search_for(turn, wanted, SHOWN)]
    return replace(wanted, size=own_size(turn, read_listings(turn, found)))


def own_size(turn: ActionTurn, listings: Sequence[Listing]) -> str:
    """Return the shopper's own size in these; "" after saying that it is not known, where they come in sizes."""
    size = size_of_shopper(turn, listings)
    if not size and any(size_names(listing) for listing in listings):
        turn.say("own_size_not_known", values={"known": turn.customer_id is not None})
    return size


def show_found(
    turn: ActionTurn, criteria: Criteria, found: Sequence[Chosen], chosen_by: dict[str, Any] | None = None
) -> None:
    """Show what was found for the criteria; else what comes of giving up one wish, or more; else say that.

    `chosen_by` says in which way, by a search unless told.
    """
    way = chosen_by or SEARCH
    if not found and (found := _find_by_variant(turn, criteria, way)):
        criteria = replace(criteria, not_features=[])  # the variant that is wanted has nothing of it
    if not found and way["as"] == "search" and criteria.material and criteria.product_type:
        criteria, found = _find_beside(turn, criteria)
    turn.memory.criteria = criteria
    if found:
        if way["as"] in ("search", "gift", "suggestion", "group"):
            _tell_unstated(turn, criteria, found)
        if criteria.taste and criteria.taste != turn.list_before.criteria.taste:
            _tell_taste(turn, criteria, within(way, criteria))
        facts = tell_search(criteria, len(found))
        response = "found_akin" if found[0].akin else "found_products"
        if found[0].akin and not facts["what"]:
            facts["what"] = f'"{" ".join(wanted_words(criteria.text))}"'  # the name of a thing that nothing else heard
        count = read_most_shown(turn.text) or SHOWN
        steps = next_steps(len(found) - count + SHOWN)
        show_products(turn, response, found[:count], within(way, criteria), facts, steps)
        return
    for given_up, relaxed in (*_relax(criteria), *_relax_more(criteria)):
        if says_nothing(relaxed) and not says_nothing(criteria):
            continue
        found = choose(turn, within(way, relaxed), criteria=relaxed)
        if found:
            turn.memory.criteria = relaxed
            sizes = _tell_sizes(turn, found) if criteria.size and not relaxed.size else ""
            facts = tell_search(relaxed, len(found)) | {"given_up": given_up, "sizes": sizes}
            show_products(turn, "found_without", found, within(way, relaxed), facts)
            return
    turn.memory.product_ids = []
    keep_list(turn)
    turn.focus("")
    of_few = way["as"] in ("matching", "similar")  # the shop may well have others
    turn.say("none_among_these" if of_few else "found_nothing", values=tell_search(criteria, 0))


def _tell_sizes(turn: ActionTurn, found: Sequence[Chosen]) -> str:
    """Return the sizes in which what was found can be had; "" where it comes in none, or in too many to tell."""
    listings = read_listings(turn, [one.product_id for one in found])
    sizes = {
        variant.options["size"]: None
        for listing in listings
        for variant in listing.variants
        if variant.available and "size" in variant.options
    }
    return join_names(list(sizes)) if len(sizes) <= _MOST_SIZES else ""


def _find_by_variant(turn: ActionTurn, criteria: Criteria, way: dict[str, Any]) -> list[Chosen]:
    """Return what comes in the material, in a variant that is nothing of what is refused: the walnut one, not oak."""
    if not criteria.material or not criteria.not_features:
        return []
    bare = replace(criteria, not_features=[])
    found = choose(turn, within(way, bare), POOL, criteria=bare)
    so = {one.product.id for one in read_listings(turn, [one.product_id for one in found]) if _comes_so(one, criteria)}
    return [one for one in found if one.product_id in so]


def _find_beside(turn: ActionTurn, criteria: Criteria) -> tuple[Criteria, list[Chosen]]:
    """Look for a kind that stands beside the one asked for and is called alike: a wallet case where phone cases do.

    Return the criteria with that kind and what was found for them; as they were, and [], for nothing.
    """
    own = _of_kind(turn, criteria.product_type)
    places, kinds = {one.product.path for one in own}, {one.product.type for one in own}
    alike = _of_kind(turn, split_terms(criteria.product_type)[-1])
    others = [one.product.type for one in alike if one.product.path in places and one.product.type not in kinds]
    for kind in dict.fromkeys(others):
        beside = replace(criteria, product_type=kind)
        if found := search_for(turn, beside):
            return beside, found
    return criteria, []


def _of_kind(turn: ActionTurn, kind: str) -> list[Listing]:
    return read_listings(
        turn, [one.product_id for one in search_for(turn, Criteria(product_type=kind)) if not one.akin]
    )


def _comes_so(listing: Listing, criteria: Criteria) -> bool:
    wanted, refused = split_terms(criteria.material), [split_terms(feature) for feature in criteria.not_features]
    values = [split_terms(value) for one in listing.variants if one.available for value in one.options.values()]
    return any(holds(value, wanted) and not any(holds(value, no) for no in refused) for value in values)


def _tell_unstated(turn: ActionTurn, criteria: Criteria, found: Sequence[Chosen]) -> None:
    """Say of what is asked for now that the shop does not state it of all that will be shown."""
    known = needs_of(turn.list_before.criteria)
    shelf = current_shelf()
    left_out = {purpose for purpose in refused_purposes(turn.text) if shelf.kinds_liked(purpose)}
    left_out |= {refused for refused in criteria.not_features if shelf.kinds_called(refused)}
    needs = [need for need in needs_of(criteria) if need not in known and need.feature not in left_out]
    pool = read_listings(turn, [one.product_id for one in found]) if needs else []
    unstated = tell_unstated(needs, pool, pool[:SHOWN])
    if unstated is not None:
        said, of = unstated
        turn.say("not_stated_of_found", values={"said": said, "of": of, "count": len(pool[:SHOWN])})


def _tell_taste(turn: ActionTurn, criteria: Criteria, way: dict[str, Any]) -> None:
    """Say by which words the list is in the order of a taste, or that nothing tells it."""
    pool = choose(turn, way, TASTED, criteria=replace(criteria, taste=""))
    order = order_by_taste(turn, criteria.taste, [one.product_id for one in pool])
    if order is None:
        turn.say("matter_of_taste", values={"said": criteria.taste, "others": False})
        return
    values = {"said": criteria.taste, "described": order.described, "count": len(pool), "reviews": order.reviews}
    turn.say("ordered_by_words", values=values)


def within(chosen_by: dict[str, Any], criteria: Criteria) -> dict[str, Any]:
    """Return the way of choosing with the budget of these criteria, where it knows one."""
    return chosen_by | {"budget_max_cents": criteria.price_max_cents} if "budget_max_cents" in chosen_by else chosen_by


def tell_search(criteria: Criteria, total: int) -> dict[str, Any]:
    return {
        "what": tell_criteria(criteria),
        "total": total,
        "countless": total >= POOL,
        "price_min_cents": criteria.price_min_cents,
        "price_max_cents": criteria.price_max_cents,
        "sort": criteria.sort,
    }


def next_steps(total: int = SHOWN) -> tuple[QuickReply, ...]:
    steps = (quick_reply("Cheaper", "refine_search"), quick_reply("Best rated first", "refine_search"))
    return (*steps, quick_reply("Show more", "refine_search")) if total > SHOWN else steps


def next_ideas() -> tuple[QuickReply, ...]:
    return (quick_reply("Cheaper", "refine_search"), quick_reply("Other ideas", "reject_suggestion"))


def _relax(criteria: Criteria) -> Iterator[tuple[str, Criteria]]:
    """Give the criteria without one wish, and that wish in words, in the order in which shoppers give them up."""
    yield from _relax_looks(criteria)
    if criteria.price_max_cents is not None:
        yield "at that price", replace(criteria, price_max_cents=None, sort="cheapest")
    if criteria.price_min_cents is not None:
        yield "at that price", replace(criteria, price_min_cents=None, sort="dearest")
    if criteria.brand:
        yield f"by {criteria.brand}", replace(criteria, brand="")
    if criteria.size:
        yield f"in {criteria.size}", replace(criteria, size="")
    for limit in criteria.limits:
        yield limit.said, replace(criteria, limits=[other for other in criteria.limits if other != limit])
    if criteria.not_features:
        yield f"without {' and '.join(criteria.not_features)}", replace(criteria, not_features=[])
    if criteria.not_colours:
        yield f"but {' and '.join(criteria.not_colours)}", replace(criteria, not_colours=[])
    if criteria.not_brands:
        yield f"but {' and '.join(criteria.not_brands)}", replace(criteria, not_brands=[])
    if criteria.in_stock:
        yield "in stock", replace(criteria, in_stock=False)


def _relax_more(criteria: Criteria) -> Iterator[tuple[str, Criteria]]:
    """Give up two wishes, then three, and so on, in the same order."""
    given_up: list[str] = []
    while step := next(iter(_relax(criteria)), None):
        given_up.append(step[0])
        criteria = step[1]
        if len(given_up) > 1:
            yield join_names(given_up), criteria


def _relax_looks(criteria: Criteria) -> Iterator[tuple[str, Criteria]]:
    if criteria.material:
        yield f"in {criteria.material}", replace(criteria, material="")
    if criteria.colour:
        yield f"in {criteria.colour}", replace(criteria, colour="")
    if criteria.features:
        yield " and ".join(criteria.features), replace(criteria, features=[])
