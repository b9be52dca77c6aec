"""What is a matter of taste: "less sporty", "classier". Nothing states it: words order the list, and that is said."""

from dataclasses import replace
from typing import Any

from actions.finding.by_taste import is_less
from actions.finding.choosing import POOL, SHOWN, choose, show_products
from actions.finding.search import next_ideas, show_found, within
from actions.finding.taste_wishes import speaks_of, want_by_taste
from actions.listings import read_listings
from actions.memory import Criteria
from actions.quick_replies import quick_reply
from actions.turn import ActionTurn


def show_by_taste(turn: ActionTurn, way: dict[str, Any], criteria: Criteria, taste: str) -> None:
    """Show what was wanted so far in the order of the taste; where no words tell it, say that and show others."""
    wanted = want_by_taste(criteria, taste)
    found = choose(turn, within(way, wanted), POOL, criteria=wanted)
    if any(one.by_taste for one in found):
        show_found(turn, wanted, found, way)
    else:
        _show_others(turn, way, replace(wanted, taste=criteria.taste), taste)


def _show_others(turn: ActionTurn, way: dict[str, Any], wanted: Criteria, taste: str) -> None:
    """Say that nothing tells it, and show others that meet what was wanted so far, if there are any."""
    less, word = is_less(taste), taste.split()[-1]
    others = choose(turn, within(way, wanted), POOL, excluded=turn.memory.product_ids, criteria=wanted)
    speaking = {one.product.id for one in read_listings(turn, [o.product_id for o in others]) if speaks_of(one, word)}
    others = [one for one in others if one.product_id not in speaking or not less][:SHOWN]
    known = turn.customer_id is not None and turn.mood != "angry"
    ask = [quick_reply("Ask my friends", "ask_friends")] if known and not others else []
    turn.say("matter_of_taste", values={"said": taste, "others": bool(others)}, quick_replies=ask)
    if others:
        turn.memory.criteria = wanted
        show_products(turn, "others_instead", others, within(way, wanted), {"rejected": 0}, next_ideas())
