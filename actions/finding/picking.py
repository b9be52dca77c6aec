"""Which of the products shown the assistant would take, and why."""

import re
from typing import Any

from actions.cards import make_product_cards
from actions.finding.choosing import POOL, choose
from actions.finding.chosen import Chosen
from actions.memory import Criteria
from actions.quick_replies import QuickReply, quick_reply
from actions.turn import ActionTurn
from shop.cards import ProductCard

_STARS = re.compile(r"\d[\d.]* stars\b")
_FEW = 5  # reviews by which a mean is drawn to the usual one, so that one rave beats no dozen
_USUAL = 3.8  # stars
_FOR_OTHERS = ("gift", "group")
_SUGGESTED = 0.5  # stars that the shopper's own taste and friends are worth, for the first of the suggestions


def pick_of_shown(turn: ActionTurn) -> bool:
    """Name the one of the products shown that is rated and suggested best; return whether there were any to choose of.

    Rated: the mean of the stars, drawn to the usual one where few have reviewed it (a Bayesian average).
    """
    ids = turn.memory.product_ids if turn.shown in ("products", "poll") else []
    cards = [card for card in make_product_cards(turn, ids) if card.in_stock]
    if len(ids) < 2 or not cards:
        return False
    suggested = _suggested(turn, ids)
    best = max(cards, key=lambda card: _worth(card, suggested))
    given = suggested[best.product_id].reasons if best.product_id in suggested else ()
    reasons = tuple(reason for reason in given if not _STARS.match(reason))  # these are told anyway
    turn.focus(best.product_id)
    turn.say(
        "my_pick",
        values={
            "title": best.title,
            "count": len(ids),
            "reasons": list(reasons[:2]),
            "stars": "" if best.rating is None else f"{best.rating:.1f}",
            "reviews": best.reviews,
        },
        products=make_product_cards(turn, [best.product_id], {best.product_id: reasons}),
        quick_replies=_next_steps(turn, best),
        evidence=[best.product_id],
    )
    return True


def _is_for_others(turn: ActionTurn) -> bool:
    """Say whether what is shown are ideas for somebody else, and not other things that were compared since."""
    memory = turn.memory
    compared = memory.compared == memory.product_ids and set(memory.compared) - set(memory.chosen_by.get("ids", ()))
    return memory.chosen_by.get("as") in _FOR_OTHERS and not compared


def _suggested(turn: ActionTurn, ids: list[str]) -> dict[str, Chosen]:
    """Return those of the products that are suggested, by id, the best first: to the shopper, or as a present."""
    way: dict[str, Any] = {"as": "suggestion", "budget_max_cents": None, "seed_ids": []}
    way = turn.memory.chosen_by if _is_for_others(turn) else way
    return {one.product_id: one for one in choose(turn, way, POOL, criteria=Criteria()) if one.product_id in ids}


def _worth(card: ProductCard, suggested: dict[str, Chosen]) -> float:
    mean = ((card.rating or 0.0) * card.reviews + _USUAL * _FEW) / (card.reviews + _FEW)
    places = list(suggested)
    if card.product_id not in suggested:
        return mean
    return mean + _SUGGESTED * (1 - places.index(card.product_id) / len(places))


def _next_steps(turn: ActionTurn, card: ProductCard) -> list[QuickReply]:
    steps = [quick_reply("What do others say?", "read_reviews", product=card.title)]
    if turn.customer_id is not None and not _is_for_others(turn):
        steps.append(quick_reply("Ask my friends", "ask_friends"))
    if turn.mood != "angry":
        steps.insert(0, quick_reply("Put it in my cart", "add_to_cart", product=card.title))
    return steps
