"""Tasks that take several messages: what one has gathered, what it asks next, how it ends."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.turn import ActionTurn
from language.values import read_ordinal

_NAMES = {
    "cancel_order": "your cancellation",
    "change_address": "your new address",
    "change_items": "the change of your order",
    "change_payment": "how your order is paid",
    "return_order": "your return",
    "exchange_order": "your exchange",
    "write_review": "your review",
    "ask_friends": "the question to your friends",
    "share_product": "what you wanted to share",
    "add_friend": "your friend request",
    "block_person": "what you wanted with that person",
    "privacy": "your privacy settings",
    "erase_data": "deleting your data",
    "recommend_gift": "the present",
    "add_to_cart": "what you were adding to your cart",
    "checkout": "your checkout",
    "set_alert": "your alert",
    "report_problem": "the problem with your order",
}
_LONGEST_PICK = 5  # words in which a place in a list is looked for when the message has no ordinal


def name_task(flow: str) -> str:
    """Return what a shopper would call it: "your return"."""
    return _NAMES.get(flow, "what we were doing")


def signed_in(turn: ActionTurn) -> str:
    """Return the customer's id, in an action that guests are kept from (`needs_customer`)."""
    if turn.customer_id is None:
        raise RuntimeError(f"A guest came to what needs a customer, in {turn.conversation_id}.")
    return turn.customer_id


def gathered(turn: ActionTurn, flow: str) -> dict[str, Any]:
    """Return what this flow knows so far; {} when it is not the one under way."""
    return dict(turn.memory.flow) if turn.flow == flow else {}


def ask_for(
    turn: ActionTurn,
    flow: str,
    asking: str,
    response: str,
    *,
    gathered: Mapping[str, Any],
    choices: Sequence[str] = (),
    **facts: Any,
) -> None:
    """Ask, and keep what is gathered; `choices` are the values that "the first one" and so on stand for."""
    turn.memory.suspended = [
        task for task in turn.memory.suspended if task.flow != flow or _of_another_order(task.gathered, gathered)
    ]
    turn.ask(flow, asking, response, **facts)
    turn.memory.flow, turn.memory.choices = dict(gathered), list(choices)
    turn.memory.token = turn.memory.proposal = ""


def _of_another_order(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one.get("order_id")) and bool(other.get("order_id")) and one["order_id"] != other["order_id"]


def end_task(turn: ActionTurn, flow: str) -> None:
    """End the flow if it is under way: what was done in one go inside another one leaves that open."""
    if turn.flow == flow:
        turn.end_flow()


def leave_on_no(turn: ActionTurn, flow: str) -> bool:
    """End the flow, and say so, if a plain no answers one of its questions; return whether that was so.

    The no to a proposal is another matter: it goes to action_decline.
    """
    if not answers_no(turn, flow):
        return False
    turn.end_flow()
    turn.say("left_flow", values={"task": name_task(flow)})
    return True


def answers_no(turn: ActionTurn, flow: str) -> bool:
    """Say whether a plain no answers one of the flow's questions, other than a proposal."""
    return turn.flow == flow and turn.asking != "confirm" and turn.intent == "deny" and not turn.entities


def read_choice(turn: ActionTurn, flow: str) -> str | None:
    """Return which of the choices that this flow gave is meant, by its own text or by its place; None for neither."""
    choices = turn.memory.choices if turn.flow == flow else []
    text = _plain(turn.text)
    if named := [choice for choice in choices if _plain(choice) == text]:
        return named[0]
    place = said_place(turn)
    if place is None or not -len(choices) <= place <= len(choices):
        return None
    return choices[place - 1 if place > 0 else place]


def said_place(turn: ActionTurn) -> int | None:
    """Return the place in a list that the message names: from 1, or from -1 backwards. None for none."""
    ordinal = turn.entity("ordinal")
    if ordinal is not None:
        return read_ordinal(ordinal)
    short = len(turn.text.split()) <= _LONGEST_PICK
    return read_ordinal(turn.text) if short and turn.intent in ("choose_option", "inform") else None


def says_all(turn: ActionTurn) -> bool:
    """Say whether the message means everything that there is to choose from."""
    return re.search(r"\b(all|everything|whole|entire|complete|both)\b", turn.text, re.IGNORECASE) is not None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
