"""Presents that somebody is not to know of: whom they are for, and others that the shopper names."""

from typing import Any

from actions.cart.presents import keep_secret_from
from actions.people.whom import tell_people
from actions.reference.resolve import find_people_named
from actions.tasks import gathered
from actions.turn import ActionTurn
from language.presents import keeps_secret

FLOW = "recommend_gift"


def hides_present(turn: ActionTurn) -> bool:
    """Say that nobody learns of the present that is looked for; return whether the message asks only for that."""
    named = turn.all_entities("person")
    known, present = _is_sought(turn)
    if not known or len(named) != len(turn.entities) or not keeps_secret(turn.text, named):
        return False
    receivers = list((present.get("company") or {}).get("ids", ())) or [present.get("recipient_id") or ""]
    people = [person for name in named for person in find_people_named(turn, name)]
    others = [person for person in people if person.id not in receivers]
    if others:
        turn.say("present_kept_from", values={"who": tell_people(others), "count": len(others)})
    else:
        keep_secret_from(turn, receivers[0])
    return True


def _is_sought(turn: ActionTurn) -> tuple[bool, dict[str, Any]]:
    """Return whether a present is looked for, or ideas are shown, and what is known of it."""
    if turn.flow == FLOW:
        begun = gathered(turn, FLOW)
        return "who" in begun, begun
    shown = turn.memory.chosen_by
    ideas = shown.get("as") == "gift" or (shown.get("as") == "group" and not shown.get("together"))
    return turn.shown == "products" and ideas, shown
