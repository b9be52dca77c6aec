"""Why something was not found or not done: what stands behind the no that was said last."""

from actions.turn import ActionTurn
from actions.turn_downs import KINDS
from language.aftersales import only_asks_why


def tell_why_not(turn: ActionTurn) -> bool:
    """Say why the answer before was a no, if it was one and that is asked; return whether it was."""
    told = turn.memory.told
    if told.kind != "turned_down" or not only_asks_why(turn.text):
        return False
    kind, values = KINDS[told.response], dict(told.values)
    told.said_in = turn.message_id  # asked once more, it is told once more
    if kind == "told":
        turn.say(told.response, values=values)
    elif kind == "missing":
        turn.say("why_missing", values={"what": values.get("what", "")})
    elif kind == "wish":
        turn.say("why_wish", values={"what": values.get("what", ""), "given_up": values["given_up"]})
    else:
        turn.say(f"why_{kind}", values={"code": values.get("code", "")})
    return True
