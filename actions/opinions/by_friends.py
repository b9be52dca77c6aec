"""What friends like or have, all of them or some by name: "running shoes that Ana recommends", "a tent like Kofi's"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.finding.choosing import POOL, SEARCH, SHOWN, choose, show_products
from actions.finding.chosen import Chosen
from actions.finding.criteria import read_criteria
from actions.finding.search import next_ideas, next_steps, show_found, tell_search
from actions.memory import Criteria
from actions.names import join_names
from actions.opinions.favours import ByFriends
from actions.people.whom import tell_people
from actions.quick_replies import QuickReply, quick_reply
from actions.reference.nicknames import plain_name
from actions.reference.resolve import find_people_named
from actions.tasks import signed_in
from actions.turn import ActionTurn, ask_to_sign_in
from actions.which_product import read_products
from language.friends_word import SAYS_WHAT, FriendsWord, read_friends_word
from language.listed import read_most_shown
from shop.access import Person
from shop.friends.friendships import friends_of

_MOST_TOLD = 2  # things that they show, where none is what was asked for
_MOST_ASKED = 2  # of those named, with a button each


@dataclass(frozen=True)
class _Asked:
    """What is asked for, whose word on it counts, and how these are called: "your friends", "Ana and Kofi"."""

    word: FriendsWord
    people: Sequence[Person]
    criteria: Criteria

    @property
    def way(self) -> dict[str, Any]:
        ids = tuple(person.id for person in self.people)
        return ByFriends(ids, self.word.purpose, self.word.liked).way()

    def tell(self) -> dict[str, Any]:
        """Return what the words need to speak of them; `named` is how many have a name, 0 for all friends."""
        return {"who": tell_people(self.people), "named": len(self.people), "purpose": self.word.purpose}


def show_by_friends(turn: ActionTurn) -> bool:
    """Show what is asked for and friends speak for, each with who does; return whether the message asks for that.

    Where none does, that is said, and what else there is of it is shown.
    """
    wanted = [said for name in SAYS_WHAT for said in turn.all_entities(name)]
    heard = list(dict.fromkeys([*turn.all_entities("person"), *_names_in(turn)]))
    word = None if turn.entity("product") else read_friends_word(turn.text, wanted, heard)
    if word is None:
        return False
    if turn.customer_id is None:
        ask_to_sign_in(turn)
        return True
    people = [person for name in word.names for person in find_people_named(turn, name)]
    unknown = [name for name in word.names if not find_people_named(turn, name)]
    if unknown:
        turn.say("person_not_found", values={"said": join_names(unknown)})
    asked = _Asked(word, people, _read_without_friends(turn, word.rest))
    if len(people) == 1:
        turn.memory.person_id = people[0].id
    if unknown and not people:
        _show_others(turn, asked)
    elif word.alike:
        _show_alike(turn, asked)
    else:
        _show(turn, asked)
    return True


def _names_in(turn: ActionTurn) -> list[str]:
    """Return the words of the message that are a friend's nickname, heard or not: "shoes like ana has"."""
    friends = friends_of(turn.store, turn.customer_id) if turn.customer_id is not None else ()
    nicknames = {plain_name(friend.nickname) for friend in friends}
    return [word for word in re.findall(r"[\w.]+", turn.text) if plain_name(word) in nicknames]


def _show(turn: ActionTurn, asked: _Asked) -> None:
    found = choose(turn, asked.way, POOL, criteria=asked.criteria)
    if not found:
        _say_none(turn, asked)
        return
    turn.memory.criteria = asked.criteria
    shown = found[: read_most_shown(turn.text) or SHOWN]
    values = tell_search(asked.criteria, len(found)) | asked.tell() | {"why": " and ".join(found[0].reasons)}
    evidence = [id for one in shown for id in one.told_from]
    show_products(turn, "found_by_friends", shown, asked.way, values, next_steps(len(found)), evidence=evidence)


def _show_alike(turn: ActionTurn, asked: _Asked) -> None:
    """Show what they have of it, whatever they think of it, and what is like the first of it."""
    theirs = choose(turn, asked.way, POOL, criteria=asked.criteria)[:SHOWN]
    if not theirs:
        _say_none(turn, asked)
        return
    turn.memory.criteria = replace(asked.criteria, text="", product_type="")
    way = {"as": "similar", "product_id": theirs[0].product_id}
    known = {one.product_id for one in theirs}
    others = [one for one in choose(turn, way, POOL) if one.product_id not in known]
    shown = [*theirs, *others][:SHOWN] if len(theirs) < SHOWN else [*theirs[: SHOWN - 1], *others[:1]]
    values = tell_search(asked.criteria, len(theirs)) | asked.tell() | {"why": " and ".join(theirs[0].reasons)}
    values["others"] = len(shown) > len(theirs)
    evidence = [id for one in theirs for id in one.told_from]
    show_products(turn, "found_like_theirs", shown, way, values, next_ideas(), evidence=evidence)


def _say_none(turn: ActionTurn, asked: _Asked) -> None:
    """Say that nobody asked shows anything of it, and what they do show, before what else there is of it."""
    of_kind = bool(asked.criteria.text or asked.criteria.product_type) and not asked.word.purpose
    friends = len(friends_of(turn.store, signed_in(turn)))
    offers = _offers(turn, asked, friends=bool(friends))
    values = {"friends": friends, "shows": _tell_rest(turn, asked), "asks": bool(friends and offers)}
    turn.say(
        "friends_speak_for_none",
        values=tell_search(asked.criteria, 0) | asked.tell() | values,
        quick_replies=() if of_kind else offers,  # else below what is shown next
    )
    if of_kind:
        _show_others(turn, asked, offers)


def _tell_rest(turn: ActionTurn, asked: _Asked) -> str:
    """Return what those named show of anything, best first; "" for nothing, or where all friends are asked."""
    if not asked.people:
        return ""
    way = ByFriends(tuple(person.id for person in asked.people)).way()
    found = choose(turn, way, _MOST_TOLD, criteria=Criteria())
    return join_names([one.title for one in read_products(turn, [one.product_id for one in found])])


def _show_others(turn: ActionTurn, asked: _Asked, offers: Sequence[QuickReply] = ()) -> None:
    """Show what there is of it, with buttons that ask those whose word was wanted."""
    found: list[Chosen] = choose(turn, SEARCH, POOL, criteria=asked.criteria)
    if not found or found[0].akin or not offers:
        show_found(turn, asked.criteria, found)
        return
    turn.memory.criteria = asked.criteria
    values, count = tell_search(asked.criteria, len(found)), read_most_shown(turn.text) or SHOWN
    show_products(turn, "found_products", found[:count], SEARCH, values, (*offers, *next_steps(len(found))))


def _offers(turn: ActionTurn, asked: _Asked, *, friends: bool) -> list[QuickReply]:
    if turn.mood == "angry":
        return []
    if not friends:
        return [quick_reply("Add a friend", "add_friend")]
    named = [person.nickname for person in asked.people if person.friend]
    ask = [quick_reply(f"Ask {name}", "ask_friends", person=name) for name in named[:_MOST_ASKED]]
    return [*ask, quick_reply("Ask my friends", "ask_friends")]


def _read_without_friends(turn: ActionTurn, rest: str) -> Criteria:
    """Return what the message asks for beside its friends' word; `rest` is the message without that."""
    said, turn.text = turn.text, rest
    people, turn.entities = turn.entities, tuple(one for one in turn.entities if one.name != "person")
    try:
        return replace(read_criteria(turn), sort="best")
    finally:
        turn.text, turn.entities = said, people
