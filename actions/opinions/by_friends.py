"""What is looked for and friends like or have: "running shoes under 100 that my friends recommend"."""

from dataclasses import replace

from actions.finding.choosing import BY_FRIENDS, POOL, SEARCH, SHOWN, choose, show_products
from actions.finding.criteria import read_criteria
from actions.finding.search import next_steps, show_found, tell_search
from actions.memory import Criteria
from actions.turn import ActionTurn, ask_to_sign_in
from language.friends_word import SAYS_WHAT, leave_out_friends, wants_friends_word
from language.listed import read_most_shown


def show_by_friends(turn: ActionTurn) -> bool:
    """Show what is asked for and friends speak for, each with who does; return whether the message asks for that.

    Where none does, that is said, and what there is of it is shown.
    """
    wanted = [said for name in SAYS_WHAT for said in turn.all_entities(name)]
    if turn.entity("product") or not wants_friends_word(turn.text, wanted):
        return False
    if turn.customer_id is None:
        ask_to_sign_in(turn)
        return True
    criteria = _read_without_friends(turn)
    found = choose(turn, BY_FRIENDS, POOL, criteria=criteria)
    if found:
        turn.memory.criteria = criteria
        shown = found[: read_most_shown(turn.text) or SHOWN]
        values = tell_search(criteria, len(found)) | {"why": " and ".join(found[0].reasons)}
        evidence = [id for one in shown for id in one.told_from]
        show_products(turn, "found_by_friends", shown, BY_FRIENDS, values, next_steps(len(found)), evidence=evidence)
        return True
    others = choose(turn, SEARCH, POOL, criteria=criteria)
    if others and not others[0].akin:
        turn.say("friends_speak_for_none", values=tell_search(criteria, len(others)))
    show_found(turn, criteria, others)
    return True


def _read_without_friends(turn: ActionTurn) -> Criteria:
    """Return what the message asks for beside its friends' word."""
    said, turn.text = turn.text, leave_out_friends(turn.text)
    try:
        return replace(read_criteria(turn), sort="best")
    finally:
        turn.text = said
