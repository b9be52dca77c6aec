"""Ideas for an occasion, "something for a camping trip", with what says that each is for it."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from actions.context import current_graph
from actions.finding.choosing import choose, show_products
from actions.finding.criteria import read_criteria, tell_criteria
from actions.finding.search import next_ideas
from actions.memory import Criteria
from actions.turn import ActionTurn
from recommender.children import ages_said, drop_ages, speaks_of_child
from retrieval.occasion_wishes import names_thing
from retrieval.occasions import find_occasion, read_occasions
from retrieval.terms import holds, split_terms


def read_occasion(turn: ActionTurn, said: Criteria) -> Criteria | None:
    """Return what is looked for where the message asks for an occasion and names no thing; None for any other."""
    asked = find_occasion(turn.text)
    if asked is None or said.product_type or turn.entity("product"):
        return None
    in_text = find_occasion(said.text)
    of_it = set(split_terms(turn.text)) - set(split_terms(asked.rest))
    if names_thing(drop_ages(in_text.rest if in_text else said.text), of_it):
        return None
    features = [one for one in said.features if holds(split_terms(asked.rest), split_terms(one))]
    return replace(
        said, text="", features=features, size="" if ages_said(turn.text) else said.size, occasion=asked.name
    )


def show_for_occasion(turn: ActionTurn, least: int = 1) -> bool:
    """Show what is for the occasion that the message names, where it names no thing; return whether it was shown.

    Nothing is where fewer than `least` are.
    """
    criteria = read_occasion(turn, read_criteria(turn))
    if criteria is None or len(current_graph().suited(criteria.occasion)) < least:
        return False
    return show_suited(turn, criteria)


def show_suited(turn: ActionTurn, criteria: Criteria, excluded: Collection[str] = ()) -> bool:
    """Show what is for the criteria's occasion, without the excluded; return whether there is anything."""
    before = turn.memory.criteria
    ages = ages_said(turn.text)
    way: dict[str, Any] = {
        "as": "suggestion",
        "budget_max_cents": criteria.price_max_cents,
        "for_child": speaks_of_child(turn.text),
        "child_age": min(ages, default=None),
    }
    turn.memory.criteria = criteria
    chosen = choose(turn, way, excluded=excluded)
    if not chosen:
        turn.memory.criteria = before
        return False
    what = tell_criteria(replace(criteria, occasion=""))
    values = {"occasion": read_occasions()[criteria.occasion].told, "what": what}
    show_products(turn, "ideas_for_occasion", chosen, way, values, next_ideas())
    return True
