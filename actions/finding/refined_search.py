"""action_search: a new search, or a change of the list before."""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median_high, median_low
from typing import Any

from actions.finding.choosing import POOL, SEARCH, SHOWN, choose, show_products
from actions.finding.chosen import Chosen
from actions.finding.criteria import only_refuses, read_criteria, says_nothing
from actions.finding.fitting import step_size
from actions.finding.for_occasion import read_occasion, show_for_occasion
from actions.finding.going_back import go_back, goes_back_to_last, show_list_again, way_of_list
from actions.finding.likeness import show_similar
from actions.finding.measures import COMPARED_BY, pick_by_measure
from actions.finding.missing import hear_missing
from actions.finding.narrowing import keep_discounted, keep_rated
from actions.finding.refining import Refinement, names_things, read_refinement, refine
from actions.finding.search import next_steps, own_size, search_anew, show_found, within
from actions.finding.taste_wishes import read_taste, want_by_taste
from actions.finding.tastes import show_by_taste
from actions.listings import read_listings
from actions.memory import Criteria
from actions.names import join_names
from actions.opinions.praised import show_praised
from actions.opinions.read_reviews import ActionReadReviews
from actions.quick_replies import quick_reply
from actions.reference.resolve import find_product_meant
from actions.taking_back import take_back
from actions.turn import ActionTurn, ShopAction
from shop.catalogue import Listing

_MOST_COLOURS = 8
_FEW = 3  # words
_THAN_IT = re.compile(r"\bthan (?:that|this|it)\b", re.IGNORECASE)


class ActionSearch(ShopAction):
    """Finds products; a refinement changes the list before it. Without any match it says which wish it gave up."""

    action_name = "action_search"

    def act(self, turn: ActionTurn) -> None:
        if show_praised(turn):
            return
        hear_missing(turn)
        shown = _shown(turn)
        known = shown or not (says_nothing(turn.memory.criteria) or names_things(turn, read_criteria(turn)))
        refuses = bool(shown) and only_refuses(turn)
        refinement = read_refinement(turn)
        if turn.intent == "refine_search" and refinement.has("first_list", "again") and _show_again(turn, refinement):
            return
        undoes = turn.intent == "refine_search" and refinement.has("undo")
        if undoes and take_back(turn):
            return
        if refuses and _refuses_all(turn):
            turn.memory.criteria = Criteria()
            turn.say("rejected", values={"count": 0})
        elif undoes or refuses or (known and _changes_it(turn) and not _turns_to_occasion(turn)):
            change_list(turn)
        elif _only_compares(turn):
            turn.say("what_to_search")
        elif not show_for_occasion(turn):
            search_anew(turn)


def _turns_to_occasion(turn: ActionTurn) -> bool:
    """Say whether the list shown is for an occasion, and another one is named: "no, for a camping trip"."""
    before, asked = turn.memory.criteria.occasion, read_occasion(turn, read_criteria(turn))
    return bool(before) and asked is not None and asked.occasion != before


def _only_compares(turn: ActionTurn) -> bool:
    """Say whether the words compare with a list that there is not: "cheaper"."""
    short = len(turn.text.split()) <= _FEW and not turn.entities
    return turn.intent == "refine_search" and short and bool(read_refinement(turn).signs)


def _show_again(turn: ActionTurn, refinement: Refinement) -> bool:
    """Show the first list, or the one that a comparison is of, else the list as it is; return whether there is any."""
    earlier = turn.memory.earlier
    if refinement.has("first_list"):
        return show_list_again(turn, earlier[0] if earlier else turn.list_before)
    compared = turn.memory.product_ids == turn.memory.compared
    return show_list_again(turn, earlier[-1] if compared and earlier else turn.list_before)


def _refuses_all(turn: ActionTurn) -> bool:
    """Say whether the kind of thing that was searched for is what is turned down now."""
    kind = turn.memory.criteria.product_type.casefold()
    return bool(kind) and kind in {refused.casefold() for refused in read_criteria(turn).not_features}


def _changes_it(turn: ActionTurn) -> bool:
    return turn.intent == "refine_search" or _names_looks_only(turn) or _adds_to_it(turn)


def _names_looks_only(turn: ActionTurn) -> bool:
    """Say whether the message tells how things should be, and not which things: "in blue, size 38"."""
    said = read_criteria(turn)
    looks = any(
        (
            said.colour,
            said.size,
            said.material,
            said.brand,
            said.features,
            said.not_features,
            said.price_min_cents,
            said.price_max_cents,
            said.limits,
        )
    )
    return looks and not names_things(turn, said)


def _adds_to_it(turn: ActionTurn) -> bool:
    """Say whether an answer in words goes on with the list: "for two people" after tents."""
    kinds = turn.all_entities("product_type") or turn.all_entities("product")
    return turn.intent == "inform" and bool(turn.memory.product_ids) and not kinds


def _shown(turn: ActionTurn) -> list[Listing]:
    """Return the products that are on the shopper's mind: the list shown, else the one talked about or looked at."""
    ids = turn.memory.product_ids or [id for id in (turn.memory.product_id, turn.page_product_id) if id][:1]
    return read_listings(turn, ids)


def change_list(turn: ActionTurn) -> None:
    """Change the list on the shopper's mind as the message says; the way in which it was chosen stays."""
    _refine(turn, read_refinement(turn), _shown(turn))


def _refine(turn: ActionTurn, refinement: Refinement, shown: Sequence[Listing]) -> None:
    way = way_of_list(turn)
    taste = read_taste(turn, shown) if shown else ""
    if refinement.has("undo"):
        go_back(turn)
    elif refinement.has("more") and turn.shown == "reviews" and turn.memory.product_id:
        ActionReadReviews().act(turn)
    elif refinement.has("more"):
        _show_more(turn)
    elif refinement.has("newer") and shown:
        _show_newer(turn, way, refine(turn, _wanted(turn, way, shown), refinement, shown), shown)
    elif refinement.has("alike") and turn.memory.product_ids and find_product_meant(turn):
        show_similar(turn)
    elif refinement.has("cheaper", "dearer") and shown:
        criteria = want_by_taste(refine(turn, _wanted(turn, way, shown), refinement, shown), taste)
        _move_price(turn, way, criteria, shown, up=refinement.has("dearer"))
    elif taste and not refinement.signs:
        wanted = _wanted(turn, way, shown)
        show_by_taste(turn, way, refine(turn, wanted, refinement, shown) if turn.entities else wanted, taste)
    elif refinement.has("other_colour") and not (turn.entity("colour") or _wanted(turn, way, shown).colour):
        _ask_colour(turn, shown)
    else:
        criteria = want_by_taste(refine(turn, _wanted(turn, way, shown), refinement, shown), taste)
        _choose_again(turn, way, criteria, refinement, shown)


def _wanted(turn: ActionTurn, way: dict[str, Any], shown: Sequence[Listing]) -> Criteria:
    """Return what the list shown was for; for one that nothing of ours chose, the kind of its products."""
    if way["as"] != "search" or not says_nothing(turn.memory.criteria):
        return turn.memory.criteria
    types = [listing.product.type for listing in shown]
    return Criteria(product_type=max(types, key=types.count) if types else "")


def _choose_again(
    turn: ActionTurn, way: dict[str, Any], criteria: Criteria, refinement: Refinement, shown: Sequence[Listing]
) -> None:
    if refinement.has("my_size") and not criteria.size:
        criteria = replace(criteria, size=own_size(turn, shown))
    if criteria.size and refinement.has("bigger", "smaller"):
        stepped = step_size(criteria.size, up=refinement.has("bigger"))
        criteria = replace(criteria, size="" if stepped == criteria.size else stepped)  # "27 inch" has no next one
    if goes_back_to_last(turn, criteria):
        go_back(turn)
        return
    found = choose(turn, within(way, criteria), POOL, criteria=criteria)
    if refinement.has("discounted"):
        found = keep_discounted(turn, found)
    if refinement.least_stars is not None:
        found = keep_rated(turn, found, refinement.least_stars)
    sign = next((sign for sign in COMPARED_BY if refinement.has(sign)), "")
    if sign and found and not (criteria.size and sign in ("bigger", "smaller")):
        _show_by_measure(turn, way, sign, criteria, shown, found)
    elif not found and (refinement.has("discounted") or refinement.least_stars is not None):
        turn.say("none_of_these", values={"stars": refinement.least_stars or 0})
    else:
        show_found(turn, criteria, found, way)


def _move_price(
    turn: ActionTurn, way: dict[str, Any], criteria: Criteria, shown: Sequence[Listing], *, up: bool
) -> None:
    """Look beyond the price of "that", else every price shown; in a search, then beyond the middle one; else say so.

    Among different kinds of things the middle one comes first: cheaper than socks is no answer to a list of shoes.
    """
    prices = {listing.product.id: listing.product.price_from_cents for listing in shown}
    edges = [max(prices.values()) if up else min(prices.values()), (median_low if up else median_high)(prices.values())]
    if way["as"] not in ("search", "opinion"):
        edges = edges[:1]
    if turn.memory.product_id in prices and _THAN_IT.search(turn.text):
        edges = [prices[turn.memory.product_id]]
    alike = len({listing.product.type for listing in shown}) == 1
    for edge in edges if alike else reversed(edges):
        low, high = (edge + 1, None) if up else (None, edge - 1)
        moved = replace(criteria, price_min_cents=low, price_max_cents=high)
        # A product of another price may have one variant beyond the edge: that is not what is wanted.
        wrong = {id for id, price in prices.items() if (price <= edge if up else price >= edge)}
        found = choose(turn, within(way, moved), excluded=wrong, criteria=moved)
        if found:
            turn.memory.criteria = moved
            response = "found_dearer" if up else "found_cheaper"
            show_products(turn, response, found, within(way, moved), {"edge_cents": edge}, next_steps())
            return
    _say_no_other_price(turn, shown, up=up)


def _say_no_other_price(turn: ActionTurn, shown: Sequence[Listing], *, up: bool) -> None:
    best = (max if up else min)(shown, key=lambda listing: listing.product.price_from_cents).product
    turn.say(
        "nothing_dearer" if up else "nothing_cheaper",
        values={"title": best.title, "price_cents": best.price_from_cents, "currency": best.currency},
        evidence=[best.id],
    )


def _show_newer(turn: ActionTurn, way: dict[str, Any], criteria: Criteria, shown: Sequence[Listing]) -> None:
    """Show what came to the shop after all that is shown, the newest first; say so where nothing did."""
    criteria = replace(criteria, sort="newest")
    found = choose(turn, within(way, criteria), POOL, criteria=criteria)
    since = [listing.product.launched_at for listing in shown if listing.product.launched_at is not None]
    launched = {one.product.id: one.product.launched_at for one in read_listings(turn, [c.product_id for c in found])}
    newer = [one for one in found if since and (at := launched.get(one.product_id)) is not None and at > max(since)]
    if newer:
        turn.memory.criteria = criteria
        show_products(turn, "found_newer", newer[:SHOWN], within(way, criteria), {}, next_steps(len(newer)))
        return
    known = [listing for listing in shown if listing.product.launched_at is not None]
    newest = max(
        known, key=lambda one: one.product.launched_at.timestamp() if one.product.launched_at else 0.0, default=None
    )
    launch = newest.product.launched_at if newest else None
    values = {"title": newest.product.title if newest else "", "since": f"{launch:%B %Y}" if launch else ""}
    turn.say("nothing_newer", values=values, evidence=[newest.product.id] if newest else [])


def _show_by_measure(
    turn: ActionTurn,
    way: dict[str, Any],
    sign: str,
    criteria: Criteria,
    shown: Sequence[Listing],
    found: Sequence[Chosen],
) -> None:
    picked = pick_by_measure(sign, shown, read_listings(turn, [product.product_id for product in found]))
    if picked is None:
        turn.say("measure_not_known", values={"sign": sign})
        return
    in_order = picked.ordered[:SHOWN]
    if not picked.beyond and (len(shown) < 2 or turn.memory.product_ids == list(in_order)):
        title = picked.extreme.product.title
        turn.say("nothing_bigger", values={"sign": sign, "measure": picked.measure, "title": title})
        return
    turn.memory.criteria = criteria
    by_id = {product.product_id: product for product in found}
    facts = {"sign": sign, "measure": picked.measure, "silent": join_names(picked.silent)}
    listed = [by_id[id] for id in picked.beyond[:SHOWN] or in_order]
    response = "found_bigger" if picked.beyond else "found_by_measure"  # what goes furthest was among those shown
    show_products(turn, response, listed, within(way, criteria), facts, next_steps())


def _show_more(turn: ActionTurn) -> None:
    """Show what comes after the last product shown, chosen in the same way; the rest of a list first that was compared.

    "The others", of a comparison, are those of the list that did not stand in it.
    """
    chosen_by = turn.memory.chosen_by or SEARCH
    chosen = choose(turn, chosen_by, POOL)
    if turn.memory.product_ids == turn.memory.compared:
        rest = [id for id in chosen_by.get("ids", ()) if id not in turn.memory.compared]
        if left := [found for found in chosen if found.product_id in rest]:
            show_products(turn, "found_more", left, chosen_by, {}, next_steps())
            return
    places = [place for place, found in enumerate(chosen) if found.product_id in turn.memory.product_ids]
    following = chosen[max(places, default=-1) + 1 :]
    if following:
        show_products(turn, "found_more", following[:SHOWN], chosen_by, {}, next_steps(len(following)))
    else:
        turn.say("nothing_more")


def _ask_colour(turn: ActionTurn, shown: Sequence[Listing]) -> None:
    """Ask which other colour; those that the products shown come in are offered."""
    colours = dict.fromkeys(
        variant.options[name]
        for listing in shown
        for variant in listing.variants
        for name in ("colour", "color")
        if variant.available and name in variant.options
    )
    offered = list(colours)[:_MOST_COLOURS]
    buttons = [quick_reply(colour.capitalize(), "refine_search", colour=colour) for colour in offered]
    turn.say("which_colour", values={"colours": offered}, quick_replies=buttons)
