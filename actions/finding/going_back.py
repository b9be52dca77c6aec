"""Back to the list before: what was shown is shown again, as far as it may still be."""

import hashlib
from collections.abc import Sequence
from typing import Any

from actions.finding.choosing import POOL, SEARCH, SHOWN, choose, show_products
from actions.finding.chosen import Chosen
from actions.finding.criteria import tell_criteria
from actions.finding.search import next_steps
from actions.memory import Criteria, ListShown
from actions.turn import ActionTurn
from shop.activity.events import forget_events

_KEPT = ("suggestion", "gift", "group", "similar", "matching", "opinion", "friends")


def way_of_list(turn: ActionTurn) -> dict[str, Any]:
    """Return the way in which the list on the shopper's mind was chosen; a search for one that we did not choose."""
    chosen_by = turn.memory.chosen_by
    ours = set(turn.memory.product_ids) <= set(chosen_by.get("ids", ()))
    return chosen_by if ours and chosen_by.get("as") in _KEPT else SEARCH


def goes_back_to_last(turn: ActionTurn, criteria: Criteria) -> bool:
    """Say whether these criteria, chosen in the same way, are those of the list before this one: a critique less."""
    if not turn.memory.earlier or criteria == turn.memory.criteria:
        return False
    last = turn.memory.earlier[-1]
    return last.criteria == criteria and _manner(last.chosen_by) == _manner(turn.memory.chosen_by)


def go_back(turn: ActionTurn) -> None:
    """Take the last change back, and show the list that was there before it."""
    if not turn.memory.earlier:
        turn.say("nothing_to_undo")
        return
    earlier = turn.memory.earlier.pop()
    turn.memory.criteria = earlier.criteria
    _unreject(turn, turn.memory.rejected_ids[earlier.rejected :])
    again = _still_there(turn, earlier)
    if not again:
        turn.memory.product_ids, turn.memory.chosen_by = [], {}
        turn.say("list_is_gone")
        return
    facts = {"what": tell_criteria(earlier.criteria)}
    show_products(turn, "back_to_list", again, earlier.chosen_by, facts, next_steps(), keep_before=False)


def show_list_again(turn: ActionTurn, earlier: ListShown) -> bool:
    """Show a list once more, without what was rejected since; return whether there is anything to show.

    The list before stays, to come back to.
    """
    if not earlier.product_ids:
        return False
    before = turn.memory.criteria
    turn.memory.criteria = earlier.criteria
    again = _still_there(turn, earlier)
    if not again:
        turn.memory.criteria = before
        return False
    show_products(turn, "list_again", again, earlier.chosen_by, {"what": tell_criteria(earlier.criteria)}, next_steps())
    return True


def rejection_id(turn: ActionTurn, product_id: str) -> str:
    """Return the id of the event that a product was rejected in this conversation."""
    return "reject_" + hashlib.sha256(f"{turn.conversation_id} {product_id}".encode()).hexdigest()


def _unreject(turn: ActionTurn, product_ids: Sequence[str]) -> None:
    """Let these products be shown again, and no dislike of them be known."""
    turn.memory.rejected_ids = [id for id in turn.memory.rejected_ids if id not in product_ids]
    if turn.customer_id is not None:
        forget_events(turn.store, turn.customer_id, [rejection_id(turn, id) for id in product_ids])


def _still_there(turn: ActionTurn, earlier: ListShown) -> list[Chosen]:
    """Return the products of that list that it would still have, in their order; else what it would have now."""
    if not earlier.chosen_by:
        return [Chosen(id) for id in earlier.product_ids]
    found = {one.product_id: one for one in choose(turn, earlier.chosen_by, POOL)}
    return [found[id] for id in earlier.product_ids if id in found] or list(found.values())[:SHOWN]


def _manner(chosen_by: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in chosen_by.items() if name not in ("ids", "budget_max_cents")}
