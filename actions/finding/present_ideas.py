"""The ideas for a present: chosen for whom it is, within what may be spent, and widened only where that is said."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.finding.choosing import POOL, SHOWN, choose, show_products
from actions.finding.chosen import Chosen
from actions.finding.company import read_company
from actions.finding.occasions import kinds_given_at
from actions.finding.search import next_ideas
from actions.listings import read_listings
from actions.memory import Criteria
from actions.names import join_names
from actions.quick_replies import QuickReply, quick_reply
from actions.tasks import ask_for, end_task
from actions.turn import ActionTurn
from retrieval.pastimes import tell_pastime

FLOW = "recommend_gift"
_FEW = 3  # ideas: fewer are filled up with what costs less than was thought of
_ROUND_TO = 500  # cents


def names_things(gift: dict[str, Any]) -> bool:
    """Say whether it is told what the present shall be or be like."""
    wish = gift["wish"]
    return any(wish[name] for name in ("product_type", "brand", "colour", "material", "features", "kinds"))


def show_ideas(turn: ActionTurn, gift: dict[str, Any]) -> None:
    """Show ideas for the present that is told of in `gift`; where there are none, ask what may be different."""
    chosen_by = _way(turn, gift)
    chosen = _choose(turn, chosen_by, gift)
    dearer_cents = _find_dearer(turn, chosen_by, chosen) if len(chosen) < _FEW else None
    end_task(turn, FLOW)
    values = {
        "who": gift["who"],
        "occasion": gift["occasion"],
        "budget_cents": gift["budget_cents"],
        "unmet": gift["unmet"],
        "wished": sum("wishlist" in reason for found in chosen for reason in found.reasons[:1]),
        "dearer_cents": dearer_cents,
    }
    if chosen:
        together = chosen_by["as"] == "group"
        if together and (strangers := read_company(gift["company"]).others):
            turn.say("group_guessed", values={"who": join_names(strangers), "count": len(strangers)})
        response = "group_ideas" if together else "gift_ideas"
        show_products(turn, response, chosen, chosen_by, values, [*next_ideas(), *_more_money(dearer_cents, FLOW)])
    else:
        kept = gift | {"asked_likes": True}
        buttons = _more_money(dearer_cents, "inform")
        ask_for(turn, FLOW, "text", "no_gift_ideas", gathered=kept, values=values, quick_replies=buttons)
    if later := gift["later"]:
        price = {} if gift["budget_cents"] is None else {"price": f"{gift['budget_cents'] / 100:g}"}
        next_ones = [quick_reply(f"Now {name}", FLOW, person=name, **price) for name in later]
        turn.say("gift_next", values={"who": join_names(later)}, quick_replies=next_ones)


def _choose(turn: ActionTurn, chosen_by: dict[str, Any], gift: dict[str, Any]) -> list[Chosen]:
    """Return the ideas; the memory gets the criteria that they meet, the gift the liking that none of them does."""
    wish = Criteria(**gift["wish"])
    wish.text, wish.price_min_cents, wish.price_max_cents = gift["likes"], gift.get("least_cents"), gift["budget_cents"]
    given = {} if gift["likes"] or gift["together"] or names_things(gift) else kinds_given_at(gift["occasion"])
    turn.memory.criteria = replace(wish, kinds=given) if given else wish
    chosen = choose(turn, chosen_by)
    if given and not chosen:
        turn.memory.criteria = wish
        chosen = choose(turn, chosen_by)
    if len(chosen) < _FEW and gift.get("only_about"):
        chosen = _fill_up(turn, chosen_by, chosen)
        wish = replace(wish, price_min_cents=None)
    if not chosen and wish.price_min_cents is not None and wish.price_max_cents is not None:
        chosen, wish = _choose_less_bound(turn, chosen_by, gift, wish)
    liked = set(wish.text.split())
    if liked and not wish.kinds and not any(liked.intersection(found.matched) for found in chosen):
        turn.memory.criteria, gift["unmet"] = replace(wish, text=""), gift["likes"]
        chosen = choose(turn, chosen_by)
    return chosen


def _fill_up(turn: ActionTurn, chosen_by: dict[str, Any], chosen: Sequence[Chosen]) -> list[Chosen]:
    """Return what was chosen, then what costs less: "around 50" is no price that it has to have."""
    turn.memory.criteria = replace(turn.memory.criteria, price_min_cents=None)
    known = [one.product_id for one in chosen]
    return [*chosen, *choose(turn, chosen_by, excluded=known)][:SHOWN]


def _find_dearer(turn: ActionTurn, chosen_by: dict[str, Any], chosen: Sequence[Chosen]) -> int | None:
    """Return from what price on there is more than what was chosen, in cents; None where there is not."""
    most = chosen_by["budget_max_cents"]
    if most is None:
        return None
    unbound = replace(turn.memory.criteria, price_min_cents=None, price_max_cents=None)
    known = [one.product_id for one in chosen]
    more = choose(turn, chosen_by | {"budget_max_cents": None}, POOL, excluded=known, criteria=unbound)
    prices = [one.product.price_from_cents for one in read_listings(turn, [found.product_id for found in more])]
    return min((cents for cents in prices if cents > most), default=None)


def _more_money(dearer_cents: int | None, intent: str) -> list[QuickReply]:
    """Return the button that raises the amount so far that there is more; none for None."""
    if dearer_cents is None:
        return []
    amount = -(-dearer_cents // _ROUND_TO) * _ROUND_TO // 100
    return [quick_reply(f"Up to {amount}", intent, price=str(amount))]


def _choose_less_bound(
    turn: ActionTurn, chosen_by: dict[str, Any], gift: dict[str, Any], wish: Criteria
) -> tuple[list[Chosen], Criteria]:
    """Return what is chosen without what they like, else also for less; the gift notes the liking that is not met."""
    likings = {tell_pastime(words) for words in wish.kinds.values()}
    gift["unmet"] = join_names(sorted(likings)) or gift["likes"] or gift["unmet"]
    for looser in (replace(wish, kinds={}, text=""), replace(wish, kinds={}, text="", price_min_cents=None)):
        turn.memory.criteria = looser
        if chosen := choose(turn, chosen_by):
            return chosen, looser
    return [], wish


def _way(turn: ActionTurn, gift: dict[str, Any]) -> dict[str, Any]:
    """Return how to choose: for several people of whom the shop knows any together, else for the one."""
    company = read_company(gift["company"])
    me = [turn.customer_id] if company.with_me and turn.customer_id is not None else []
    way = {name: gift[name] for name in ("who", "company", "together", "for_child", "child_age", "later")} | {
        "budget_max_cents": gift["budget_cents"]
    }
    if company.is_several and company.ids:
        return way | {"as": "group", "member_ids": [*company.ids, *me]}
    return way | {"as": "gift", "recipient_id": company.ids[0] if company.ids else None}
