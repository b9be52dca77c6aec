"""Products of a kind by what reviewers say of them: "which headphones do people say are comfortable on flights"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.finding.choosing import POOL, SEARCH, SHOWN, choose, find_asked, show_products
from actions.finding.criteria import drop_conditions, read_criteria, tell_criteria
from actions.finding.limits import read_limits
from actions.finding.search import next_steps, show_found
from actions.memory import Criteria
from actions.opinions.asked import AskedOpinion, hear_opinions
from actions.opinions.by_friends import show_by_friends
from actions.quick_replies import quick_reply
from actions.turn import ActionTurn, ask_to_sign_in
from language.opinion_wishes import OpinionWish, read_opinion_wish
from retrieval.search import Opinion
from retrieval.terms import split_terms


def show_praised(turn: ActionTurn) -> bool:
    """Show what reviewers praise for what the message asks; return whether it asks that, of no product by name."""
    if show_by_friends(turn):
        return True
    wish = _read_wish(turn)
    if wish is None:
        return False
    if wish.friends and turn.customer_id is None:
        ask_to_sign_in(turn)
        return True
    criteria = _criteria_of(turn, wish)
    if not wish.wish:
        criteria = replace(criteria, sort="best_rated")
        show_found(turn, criteria, choose(turn, SEARCH, POOL, criteria=criteria))
        return True
    asked = AskedOpinion(wish.wish, wish.friends, () if wish.kind else tuple(turn.memory.product_ids))
    of = find_asked(turn, asked, criteria)
    if not of:
        show_found(turn, criteria, choose(turn, SEARCH, POOL, criteria=criteria))
        return True
    found = choose(turn, asked.way(), POOL, criteria=criteria)
    values = {
        "wish": wish.wish,
        "what": tell_criteria(criteria) or "products",
        "friends": wish.friends,
        "of": len(of),
        "total": len(found),
    }
    if found:
        turn.memory.criteria = criteria
        evidence = [id for one in found[:SHOWN] for id in one.told_from]
        steps = next_steps(len(found))
        show_products(turn, "found_praised", found[:SHOWN], asked.way(), values, steps, evidence=evidence)
    else:
        _say_none(turn, hear_opinions(turn, asked, of), values, wish)
    return True


def _read_wish(turn: ActionTurn) -> OpinionWish | None:
    """Return what the message asks of reviewers; None where it asks nothing such, or of a product by name."""
    if turn.entity("product"):
        return None
    text = drop_conditions(turn)
    for limit in read_limits(turn.text):
        text = re.sub(re.escape(limit.said), " ", text, flags=re.IGNORECASE)
    wish = read_opinion_wish(text, turn.all_entities("product_type"))
    if wish is None or (wish.friends and not wish.wish):  # what friends rate highest is told with their stars
        return None
    return wish if wish.kind or len(turn.memory.product_ids) > 1 else None


def _criteria_of(turn: ActionTurn, wish: OpinionWish) -> Criteria:
    """Return what the products shall be beside being praised: what the message says, and what the search before did."""
    said, before = read_criteria(turn), turn.memory.criteria
    wished, how = wish.wish.casefold(), wish.how.casefold()
    criteria = replace(
        said,
        text=wish.how,
        product_type=wish.kind,
        features=[feature for feature in said.features if feature.casefold() in how],
        material="" if said.material.casefold() in wished else said.material,
        size="" if said.size.casefold() in wished else said.size,
        not_features=[feature for feature in said.not_features if feature.casefold() not in wished],
    )
    if wish.kind and split_terms(wish.kind) != split_terms(before.product_type):
        return criteria
    new = {name: value for name, value in vars(criteria).items() if value not in ("", [], {}, None)}
    return replace(before, **{**new, "product_type": before.product_type or wish.kind, "sort": "best"})


def _say_none(turn: ActionTurn, opinions: Sequence[Opinion], values: Mapping[str, Any], wish: OpinionWish) -> None:
    """Say that nobody speaks of it, or that those who do complain; offer a search that asks no reviewers."""
    offers = turn.mood != "angry" and wish.kind
    search = quick_reply("Search without reviews", "search_product", product_type=wish.kind, feature=wish.wish)
    turn.say(
        "none_praised" if opinions else "nobody_speaks_of_it",
        values={
            **values,
            "offers": bool(offers),
            "voices": sum(one.count for one in opinions),
            "praised": sum(one.praised for one in opinions),
        },
        quick_replies=[search] if offers else [],
        evidence=[one.quotes[0].review_id for one in opinions],
    )
