"""For whom what is in the cart is a present: kept until it is ordered, and shown to nobody."""

import re

from actions.people.whom import Whom, people_by_id, read_whom, tell_people
from actions.turn import ActionTurn
from language.presents import keeps_secret

_PRESENT = re.compile(r"\b(?:presents?|gifts?|birthday|christmas|xmas|surprise)\b(?! ?cards?)", re.IGNORECASE)
_NO_PRESENT = re.compile(r"\b(?:no|not an?|isn'?t an?) (?:present|gift)\b", re.IGNORECASE)
_IS_ONE = re.compile(
    r"\b(?:it'?s|its|this is|that'?s|they'?re|as) (?:an? |for |my |her |his |the )?(?:\w+ ){0,2}"
    r"(?:present|gift|surprise)\b",
    re.IGNORECASE,
)


def note_present(turn: ActionTurn, flow: str, *, again: bool = False) -> bool:
    """Keep for whom it is a present, if that is a friend; "it's not a present" takes it back.

    It is said once, and if wanted `again`; return whether it was.
    """
    if _NO_PRESENT.search(turn.text):
        turn.memory.gift_for = ""
        return False
    named = _PRESENT.search(turn.text) is not None and bool(turn.all_entities("person"))
    named = named or keeps_secret(turn.text)
    whom = read_whom(turn, flow) if named and turn.customer_id is not None else Whom()
    tells = len(whom.people) == 1 and (again or turn.memory.gift_for != whom.ids[0])
    if tells:
        turn.memory.gift_for = whom.ids[0]
        turn.say("present_is_kept_secret", values={"person": whom.names})
    return tells


def keep_secret_from(turn: ActionTurn, person_id: str) -> None:
    """Keep that it is a present for this person, and say so; "" is somebody whom the shop does not know."""
    people = people_by_id(turn, [person_id]) if person_id else ()
    if people:
        turn.memory.gift_for = person_id
        turn.say("present_is_kept_secret", values={"person": tell_people(people)})
    else:
        turn.say("acknowledged")  # who is no customer here can find out nothing


def remind_of_present(turn: ActionTurn) -> None:
    """Say for whom the cart is a present, where that was said before: it may be bought for somebody else by now."""
    people = people_by_id(turn, [turn.memory.gift_for]) if turn.memory.gift_for else ()
    if people:
        turn.say("present_is_kept_secret", values={"person": tell_people(people)})


def is_of_cart(turn: ActionTurn) -> bool:
    """Say whether the message only tells that what was just put into the cart is a present."""
    return turn.shown == "cart" and _IS_ONE.search(turn.text) is not None and bool(turn.all_entities("person"))
