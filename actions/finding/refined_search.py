"""action_search: a new search, or a change of the list before."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median_high, median_low

from actions.finding.choosing import POOL, SHOWN, Chosen, choose, search_for, show_products
from actions.finding.criteria import read_criteria, read_price_range, says_nothing
from actions.finding.measures import pick_by_measure
from actions.finding.narrowing import keep_discounted, keep_rated, size_of_shopper, step_size
from actions.finding.refining import Refinement, names_things, read_refinement, refine
from actions.finding.search import SEARCH, next_steps, remember, search_anew, show_found
from actions.listings import read_listings
from actions.memory import Criteria
from actions.quick_replies import quick_reply
from actions.turn import ActionTurn, ShopAction
from shop.catalogue import Listing

_MOST_COLOURS = 8
_EXTENT_SIGNS = ("bigger", "smaller", "lighter", "heavier")


class ActionSearch(ShopAction):
    """Finds products; a refinement changes the list before it. Without any match it says which wish it gave up."""

    action_name = "action_search"

    def act(self, turn: ActionTurn) -> None:
        shown = _shown(turn)
        known = shown or not says_nothing(turn.memory.criteria)
        if known and (turn.intent == "refine_search" or _names_looks_only(turn)):
            _refine(turn, read_refinement(turn), shown)
        else:
            search_anew(turn)


def _names_looks_only(turn: ActionTurn) -> bool:
    """Say whether the message tells how things should be, and not which things: "in blue, size 38"."""
    said = read_criteria(turn)
    looks = any((said.colour, said.size, said.material, said.brand, said.price_min_cents, said.price_max_cents))
    return looks and not names_things(turn, said)


def _shown(turn: ActionTurn) -> list[Listing]:
    """Return the products that are on the shopper's mind: the list shown, else the one talked about or looked at."""
    ids = turn.memory.product_ids or [id for id in (turn.memory.product_id, turn.page_product_id) if id][:1]
    return read_listings(turn, ids)


def _refine(turn: ActionTurn, refinement: Refinement, shown: Sequence[Listing]) -> None:
    if refinement.has("undo"):
        _undo(turn)
    elif refinement.has("more"):
        _show_more(turn)
    elif _is_suggested(turn) and (budget := _read_budget(turn, refinement, shown)) is not None:
        _suggest_within(turn, budget)
    elif refinement.has("cheaper", "dearer") and shown:
        _move_price(turn, refine(turn, _wanted(turn, shown), refinement, shown), shown, up=refinement.has("dearer"))
    elif refinement.has("other_colour") and not (turn.entity("colour") or _wanted(turn, shown).colour):
        _ask_colour(turn, shown)
    else:
        _search_again(turn, refine(turn, _wanted(turn, shown), refinement, shown), refinement, shown)


def _wanted(turn: ActionTurn, shown: Sequence[Listing]) -> Criteria:
    """Return what the list shown was for; for one that no search found, the kind of its products."""
    if not says_nothing(turn.memory.criteria):
        return turn.memory.criteria
    types = [listing.product.type for listing in shown]
    return Criteria(product_type=max(types, key=types.count) if types else "")


def _search_again(turn: ActionTurn, criteria: Criteria, refinement: Refinement, shown: Sequence[Listing]) -> None:
    if refinement.has("my_size") and not criteria.size:
        criteria = replace(criteria, size=size_of_shopper(turn, shown))
    if criteria.size and refinement.has("bigger", "smaller"):
        criteria = replace(criteria, size=step_size(criteria.size, up=refinement.has("bigger")))
    found = search_for(turn, criteria)
    if refinement.has("discounted"):
        found = keep_discounted(turn, found)
    if refinement.least_stars is not None:
        found = keep_rated(turn, found, refinement.least_stars)
    sign = next((sign for sign in _EXTENT_SIGNS if refinement.has(sign)), "")
    if sign and not criteria.size:
        _show_by_measure(turn, sign, criteria, shown, found)
    elif not found and (refinement.has("discounted") or refinement.least_stars is not None):
        turn.say("none_of_these", values={"stars": refinement.least_stars or 0})
    else:
        show_found(turn, criteria, found)


def _move_price(turn: ActionTurn, criteria: Criteria, shown: Sequence[Listing], *, up: bool) -> None:
    """Look beyond every price shown; if nothing is there, beyond the middle one; if nothing is, say so.

    Among different kinds of things the middle one comes first: cheaper than socks is no answer to a list of shoes.
    """
    prices = {listing.product.id: listing.product.price_from_cents for listing in shown}
    edges = [max(prices.values()) if up else min(prices.values()), (median_low if up else median_high)(prices.values())]
    alike = len({listing.product.type for listing in shown}) == 1
    for edge in edges if alike else reversed(edges):
        low, high = (edge + 1, None) if up else (None, edge - 1)
        moved = replace(criteria, price_min_cents=low, price_max_cents=high)
        # A product of another price may have one variant beyond the edge: that is not what is wanted.
        wrong = {id for id, price in prices.items() if (price <= edge if up else price >= edge)}
        found = [product for product in search_for(turn, moved) if product.product_id not in wrong][:SHOWN]
        if found:
            remember(turn, moved)
            response = "found_dearer" if up else "found_cheaper"
            show_products(turn, response, found, SEARCH, {"edge_cents": edge}, next_steps())
            return
    _say_no_other_price(turn, shown, up=up)


def _say_no_other_price(turn: ActionTurn, shown: Sequence[Listing], *, up: bool) -> None:
    best = (max if up else min)(shown, key=lambda listing: listing.product.price_from_cents).product
    turn.say(
        "nothing_dearer" if up else "nothing_cheaper",
        values={"title": best.title, "price_cents": best.price_from_cents, "currency": best.currency},
        evidence=[best.id],
    )


def _is_suggested(turn: ActionTurn) -> bool:
    return turn.memory.chosen_by.get("as") in ("suggestion", "gift")


def _read_budget(turn: ActionTurn, refinement: Refinement, shown: Sequence[Listing]) -> int | None:
    """Return the most that a suggestion may cost now, in cents; None when the message is about something else."""
    if any(entity.name != "price" for entity in turn.entities):
        return None
    lowest, highest = read_price_range(turn)
    if highest is not None and lowest is None:
        return highest
    if refinement.has("cheaper") and shown:
        return min(listing.product.price_from_cents for listing in shown) - 1
    return None


def _suggest_within(turn: ActionTurn, budget_cents: int) -> None:
    chosen_by = {**turn.memory.chosen_by, "budget_max_cents": budget_cents}
    turn.memory.criteria = replace(turn.memory.criteria, price_max_cents=budget_cents)
    chosen = choose(turn, chosen_by)
    if chosen:
        show_products(turn, "found_cheaper", chosen, chosen_by, {"edge_cents": budget_cents + 1}, next_steps())
    else:
        _say_no_other_price(turn, _shown(turn), up=False)


def _show_by_measure(
    turn: ActionTurn, sign: str, criteria: Criteria, shown: Sequence[Listing], found: Sequence[Chosen]
) -> None:
    picked = pick_by_measure(sign, shown, read_listings(turn, [product.product_id for product in found]))
    if picked is None:
        turn.say("measure_not_known", values={"sign": sign})
        return
    if not picked.beyond:
        title = picked.extreme.product.title
        turn.say("nothing_bigger", values={"sign": sign, "measure": picked.measure, "title": title})
        return
    remember(turn, criteria)
    by_id = {product.product_id: product for product in found}
    facts = {"sign": sign, "measure": picked.measure}
    show_products(turn, "found_bigger", [by_id[id] for id in picked.beyond[:SHOWN]], SEARCH, facts, next_steps())


def _undo(turn: ActionTurn) -> None:
    if not turn.memory.earlier_criteria:
        turn.say("nothing_to_undo")
        return
    earlier = turn.memory.earlier_criteria.pop()
    turn.memory.criteria = earlier
    show_found(turn, earlier, search_for(turn, earlier))


def _show_more(turn: ActionTurn) -> None:
    """Show what comes after the last product shown, chosen in the same way."""
    chosen_by = turn.memory.chosen_by or SEARCH
    chosen = choose(turn, chosen_by, POOL)
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
