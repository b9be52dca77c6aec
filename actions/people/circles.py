"""Circles of friends: made, filled and emptied in words, at once, as nobody but their owner knows of them."""

import re

from actions.names import join_names
from actions.people.whom import Whom, read_whom, tell_people
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import quick_reply, yes_or_no
from actions.reference.nicknames import plain_name
from actions.taking_back import note_other
from actions.tasks import end_task, signed_in
from actions.turn import ActionTurn
from language.circle_names import read_new_name
from shop.errors import ShopError
from shop.friends.circles import (
    CircleWithMembers,
    add_to_circle,
    circles_of,
    delete_circle,
    make_circle,
    remove_from_circle,
    rename_circle,
)
from shop.friends.follows import followed_by

_DELETES = re.compile(
    r"\b(?:delete|dissolve|disband|get rid of|close|remove)\b(?!.*\b(?:from|out of)\b).{0,30}\b(?:circle|group)\b",
    re.IGNORECASE,
)
_ENDS_NAMED = re.compile(
    r"^(?:(?:please|pls|can you|could you|ok|now)\W+)*(?:delete|remove|dissolve|disband|get rid of|close) (?:the |my )?"
    r"(?P<name>.+?)(?: (?:circle|group|again|please|pls))*\W*$",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"\b(?:make|create|start|open|set up|build|new)\b.{0,20}\b(?:circle|group)\b"
    r"(?:.{0,8}?\b(?:called|named|for|of)\b)?\W*(?P<name>.*?)\W*(?:\b(?:with|from|and put|consisting)\b.*)?$",
    re.IGNORECASE,
)
_OUT = re.compile(
    r"\b(?:out of|from|off|leaves?|remove|take|kick|throw|delete)\b"
    r"|^\W*(?:(?:ok|oh|wait|sorry|no|actually|but)\W+)*(?:not|without|except)\b",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\b(?:which|what|show|list|who(?:'s| is| are))\b.*\bcircles?\b|\bmy circles\b|^\W*circles?\W*$", re.I
)
_WHO_IS_IN = re.compile(r"\bwho(?:'s| is| are) in\b", re.IGNORECASE)
_WHO_IS_IN_IT = re.compile(r"\bwho(?:['’]?s| is| are) in (?:it|there|that)\b", re.IGNORECASE)
_WHO_FOLLOWED = re.compile(r"\bwhom? (?:do|am) i follow(?:ing)?\b|\b(?:people|those) i follow\W*$", re.IGNORECASE)
_AGAIN = re.compile(
    r"\b(?:take|throw|kick|put|leave|remove|add) \w+ (?:out|in|back|again|to it|to that|too|as well)\b"
    r"|^\W*(?:and|also|plus) \w+\W*(?:too|as well)?\W*$"
    r"|^\W*(?:(?:ok|oh|wait|sorry|no|actually|but)\W+)*(?:not|without|except) \w",
    re.IGNORECASE,
)
_FRIENDS = re.compile(r"\b(?:friends?|list|contacts?|unfriend|block)\b", re.IGNORECASE)
_CIRCLE = re.compile(r"\bcircles?\b", re.IGNORECASE)


def changes_circle(turn: ActionTurn, flow: str) -> bool:
    """Make, fill or empty a circle if the message asks for that, and return whether it did.

    `flow` is the task that would have heard the message otherwise; it ends.
    """
    if _renames(turn, flow):
        return True
    new = _NEW.search(turn.text)
    known = named_circle(turn) or _last_circle(turn)
    about_people = _CIRCLE.search(turn.text) and turn.all_entities("person")
    if new is None and known is None and not about_people and not _DELETES.search(turn.text):
        return False
    if known is not None and _DELETES.search(turn.text):
        _propose_end(turn, flow, known)
        return True
    whom = read_whom(turn, flow)
    if new is not None and known is None:
        _make(turn, new["name"].strip(" \"'“”.!?"), whom)
    elif known is not None and whom.people:
        _change(turn, known, whom, out=_OUT.search(turn.text) is not None)
    elif known is None:
        turn.say("no_such_circle", values={"circles": _tell_circles(turn)})
    elif whom.unknown or whom.doubtful:
        turn.memory.circle_id = known.circle.id
        said = join_names([*whom.unknown, *filter(None, [whom.doubtful])])
        turn.say("no_friend_for_circle", values={"said": said, "circle": known.circle.name})
    else:
        return False
    end_task(turn, flow)
    return True


def _renames(turn: ActionTurn, flow: str) -> bool:
    """Give a circle the name that the message tells; return whether it tells one of a circle of the shopper's."""
    names = read_new_name(turn.text)
    if names is None:
        return False
    circles = circles_of(turn.store, signed_in(turn))
    known = next((one for one in circles if _is_meant(turn, one, names[0])), None)
    end_task(turn, flow)
    if known is None:
        turn.say("no_such_circle", values={"circles": _tell_circles(turn)})
        return True
    try:
        circle = rename_circle(turn.store, signed_in(turn), known.circle.id, names[1])
    except ShopError as why:
        turn.say("cannot_do", values={"why": str(why)})
        return True
    turn.memory.circle_id = circle.id
    note_other(turn, "circle")
    turn.say("circle_renamed", values={"circle": circle.name, "before": known.circle.name})
    return True


def _is_meant(turn: ActionTurn, one: CircleWithMembers, name: str) -> bool:
    return plain_name(one.circle.name) == plain_name(name) if name else one.circle.id == turn.memory.circle_id


def ends_circle(turn: ActionTurn, flow: str) -> bool:
    """Ask whether to delete the circle that "delete flat 3" names and nothing else; return whether it is one."""
    said = _ENDS_NAMED.match(turn.text) if turn.customer_id is not None else None
    circles = circles_of(turn.store, signed_in(turn)) if said else ()
    known = next((one for one in circles if said and plain_name(one.circle.name) == plain_name(said["name"])), None)
    if known is None:
        return False
    _propose_end(turn, flow, known)
    return True


class EndCircle(Proposer):
    """The yes and no to "shall I delete the circle?"."""

    proposal = "offer:end_circle"

    def confirm(self, turn: ActionTurn) -> None:
        known = dict(turn.memory.flow)
        turn.end_flow()
        delete_circle(turn.store, signed_in(turn), known["circle_id"])
        turn.memory.circle_id = ""
        turn.say("circle_deleted", values={"circle": known["name"]})

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("circle_kept")


def _propose_end(turn: ActionTurn, flow: str, known: CircleWithMembers) -> None:
    circle = {"circle_id": known.circle.id, "name": known.circle.name}
    values = {"circle": known.circle.name, "people": tell_people(known.members)}
    ask_for_yes(
        turn,
        flow,
        "shall_i_delete_circle",
        proposal=EndCircle.proposal,
        gathered=circle,
        values=values,
        quick_replies=yes_or_no("Yes, delete it", "No, keep it"),
    )


def show_circles(turn: ActionTurn) -> bool:
    """Tell of the shopper's circles, or of whom they follow, if the message asks for that; return whether it did."""
    me = signed_in(turn)
    if _WHO_FOLLOWED.search(turn.text):
        turn.say("you_follow", values={"people": tell_people(followed_by(turn.store, me))})
        return True
    one = named_circle(turn) if _WHO_IS_IN.search(turn.text) else None
    if one is None and _WHO_IS_IN_IT.search(turn.text):
        one = next((each for each in circles_of(turn.store, me) if each.circle.id == turn.memory.circle_id), None)
    if one is None and not _WHICH.search(turn.text):
        return False
    circles = (one,) if one else circles_of(turn.store, me)
    if len(circles) == 1:
        turn.memory.circle_id = circles[0].circle.id
        turn.memory.person_ids = [person.id for person in circles[0].members]  # "what did they buy"
    told = [f"{each.circle.name} ({tell_people(each.members) or 'empty'})" for each in circles]
    turn.say("your_circles", values={"circles": told})
    return True


def _make(turn: ActionTurn, name: str, whom: Whom) -> None:
    if not name:
        turn.say("name_the_circle")
        return
    try:
        circle = make_circle(turn.store, signed_in(turn), name)
    except ShopError as why:
        turn.say("cannot_do", values={"why": str(why)})
        return
    turn.memory.circle_id = circle.id
    for id in whom.ids:
        add_to_circle(turn.store, signed_in(turn), circle.id, id)
    _say(turn, "circle_made", circle.name, whom)


def _change(turn: ActionTurn, known: CircleWithMembers, whom: Whom, *, out: bool) -> None:
    turn.memory.circle_id = known.circle.id
    change = remove_from_circle if out else add_to_circle
    for id in whom.ids:
        change(turn.store, signed_in(turn), known.circle.id, id)
    note_other(turn, "circle")
    _say(turn, "circle_left" if out else "circle_joined", known.circle.name, whom)


def _say(turn: ActionTurn, response: str, circle: str, whom: Whom) -> None:
    now = next((one for one in circles_of(turn.store, signed_in(turn)) if one.circle.id == turn.memory.circle_id), None)
    turn.memory.person_ids = [person.id for person in now.members] if now else []
    values = {
        "circle": circle,
        "people": whom.names,
        "count": len(whom.people),
        "unknown": join_names([*whom.unknown, *([whom.doubtful] if whom.doubtful else [])]),
    }
    turn.say(response, values=values, quick_replies=[quick_reply(f"Ask {circle}"[:60], "ask_friends")])


def named_circle(turn: ActionTurn) -> CircleWithMembers | None:
    """Return the circle that the message names; the longest name, where one has another in it."""
    said = plain_name(turn.text)
    named = [
        one
        for one in circles_of(turn.store, signed_in(turn))
        if re.search(rf"\b{re.escape(plain_name(one.circle.name))}\b", said)
    ]
    return max(named, key=lambda one: len(one.circle.name), default=None)


def _last_circle(turn: ActionTurn) -> CircleWithMembers | None:
    """Return the circle that was changed last, for "take Ana out again", "add Li to it"; None of friends."""
    if not turn.memory.circle_id or not _AGAIN.search(turn.text) or _FRIENDS.search(turn.text):
        return None
    circles = circles_of(turn.store, signed_in(turn))
    return next((one for one in circles if one.circle.id == turn.memory.circle_id), None)


def _tell_circles(turn: ActionTurn) -> str:
    return join_names([one.circle.name for one in circles_of(turn.store, signed_in(turn))], most=10)
