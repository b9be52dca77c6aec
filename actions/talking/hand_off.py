"""Bringing a human, and offering to."""

from typing import Any

from actions.context import current_terms
from actions.memory import Told
from actions.orders.states import now_of
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import QuickReply, quick_reply, yes_or_no
from actions.shopper import read_shopper
from actions.tasks import name_task
from actions.turn import ActionTurn
from shop.hours import tell_opening

HUMAN = quick_reply("Talk to a human", "talk_to_human")
_LONGEST_LAST_WORDS = 200


def hand_over(turn: ActionTurn) -> None:
    """Bring a human, who gets a summary; the shopper is asked for what the human will need, or told when one is there.

    Whatever was under way is theirs now, so nothing of it is asked again.
    """
    hours, now = current_terms().support_hours, now_of(turn)
    away = hours is not None and not hours.is_open(now)
    turn.say(
        "human_later" if away else "bringing_human",
        handoff=True,
        evidence=_sum_up(turn),
        values={
            "hours": str(hours or ""),
            "back": tell_opening(hours.next_opening(now), now) if hours and away else "",
            "task": "" if turn.flow == "none" else name_task(turn.flow),
            "order": turn.memory.order_id if turn.customer_id else "",
            "known": turn.customer_id is not None,
        },
    )
    while turn.flow != "none":
        turn.end_flow()
    turn.memory.told = Told("handed_over", turn.message_id)


class OfferHuman(Proposer):
    """The yes and no to "shall I bring a human?"."""

    proposal = "offer:human"

    def confirm(self, turn: ActionTurn) -> None:
        turn.end_flow()
        hand_over(turn)

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("no_human_then")


def offer_human(turn: ActionTurn, response: str, *, also: tuple[QuickReply, ...] = (), **facts: Any) -> None:
    """Say `response`, which offers a human, with buttons for it after those in `also`.

    Inside a task yes and no belong to that task, so there one button alone brings a human.
    """
    if turn.flow == "none":
        buttons = (*also, *yes_or_no("Yes, a human please", "No, thanks"))
        ask_for_yes(turn, "none", response, proposal=OfferHuman.proposal, quick_replies=buttons, **facts)
    else:
        turn.say(response, quick_replies=(*also, HUMAN), **facts)


def _sum_up(turn: ActionTurn) -> list[str]:
    """Return what whoever takes over should know before they read on, a line each."""
    memory = turn.memory
    lines = {
        "shopper": _name_shopper(turn),
        "mood": turn.mood,
        "task under way": "" if turn.flow == "none" else f"{turn.flow}, asking for {turn.asking}",
        "gathered": ", ".join(f"{name}: {value}" for name, value in memory.flow.items() if isinstance(value, str)),
        "order": memory.order_id if turn.customer_id else "",
        "product": memory.product_id or turn.page_product_id or "",
        "last words": turn.text[:_LONGEST_LAST_WORDS],
    }
    return [f"{name}: {value}" for name, value in lines.items() if value]


def _name_shopper(turn: ActionTurn) -> str:
    customer = read_shopper(turn)
    return f"{customer.nickname} ({customer.id})" if customer else "a guest"
