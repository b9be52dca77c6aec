"""Asking somebody for a friendship."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter

from actions.names import join_names
from actions.people.answers import requesters
from actions.people.circles import changes_circle
from actions.people.dictated import said_message, set_message_apart
from actions.people.whom import Whom, ask_which, people_by_id, read_whom, said_names, tell_people
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import quick_reply, yes_or_no
from actions.taking_back import note_asked
from actions.tasks import ask_for, end_task, gathered, signed_in
from actions.turn import ActionTurn, ShopAction
from shop.access import Person
from shop.errors import NotFound
from shop.friends import RequestStatus
from shop.friends.follows import follow_person
from shop.friends.requests import LONGEST_MESSAGE, ask_friend, requests_for

FLOW = "add_friend"
_FOLLOW = re.compile(r"\bfollow\b", re.IGNORECASE)
_SENTENCE = 4  # words


@dataclass(frozen=True)
class Draft:
    """Whom to ask, by id, and the words that go with it."""

    people: tuple[str, ...] = ()
    message: str = ""


_DRAFT: TypeAdapter[Draft] = TypeAdapter(Draft)


class ActionAddFriend(Proposer, ShopAction):
    """Sends a friend request once the shopper says yes; says how things stand where that is settled already."""

    action_name = "action_add_friend"
    needs_customer = True
    proposal = FLOW

    def act(self, turn: ActionTurn) -> None:
        draft = _DRAFT.validate_python(gathered(turn, FLOW))
        message = set_message_apart(turn, LONGEST_MESSAGE) if draft.people else said_message(turn.text, LONGEST_MESSAGE)
        if draft.people and turn.asking == "confirm" and not _names_another(turn):
            message = message or (turn.text.strip()[:LONGEST_MESSAGE] if turn.intent == "inform" else "")
            if message:
                _propose(turn, people_by_id(turn, draft.people, requesters(turn)), message)
                return
        if turn.flow == FLOW and turn.intent == "deny":
            self.decline(turn)
            return
        if changes_circle(turn, FLOW):
            return
        whom = read_whom(turn, FLOW, requesters(turn), strangers=True)
        if whom.doubtful:
            ask_which(turn, FLOW, whom, {"people": draft.people, "message": draft.message})
        elif not whom.people:
            _ask_person(turn, whom)
        elif _FOLLOW.search(turn.text):
            _follow(turn, whom)
        else:
            _settle(turn, whom, message or draft.message)

    def confirm(self, turn: ActionTurn) -> None:
        draft = _DRAFT.validate_python(gathered(turn, FLOW))
        names = {person.id: person.nickname for person in people_by_id(turn, draft.people, requesters(turn))}
        turn.end_flow()
        states: dict[str, RequestStatus | None] = {}
        for id in draft.people:
            try:
                states[id] = ask_friend(turn.store, signed_in(turn), id, draft.message)
            except NotFound:
                states[id] = None  # gone, or hidden, since it was proposed
        note_asked(turn, {id: names.get(id, "") for id, state in states.items() if state is RequestStatus.PENDING})
        for state, response in _OUTCOMES.items():
            if people := [names.get(id, "") for id in states if states[id] is state]:
                turn.say(response, values={"people": join_names(list(filter(None, people))), "count": len(people)})

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("friend_not_asked")


_OUTCOMES = {
    RequestStatus.PENDING: "friend_asked",
    RequestStatus.ACCEPTED: "friends_now",
    None: "friend_out_of_reach",
}


def _names_another(turn: ActionTurn) -> bool:
    """Say whether it names whom to ask; a name that is nobody's, in a sentence, is a word of it: "it's Maya"."""
    if not said_names(turn, FLOW):
        return False
    sentence = turn.intent == "inform" and len(turn.text.split()) >= _SENTENCE
    return not sentence or bool(read_whom(turn, FLOW, requesters(turn), strangers=True).people)


def _settle(turn: ActionTurn, whom: Whom, message: str) -> None:
    """Say what is settled already, and propose the rest."""
    turn.memory.person_id = whom.ids[-1]
    asked = {request.person_id: request for request in requests_for(turn.store, signed_in(turn)).sent}
    if whom.unknown:
        turn.say("person_not_found", values={"said": join_names(whom.unknown)})
    if friends := [person for person in whom.people if person.friend]:
        turn.say("already_friends", values={"people": tell_people(friends), "count": len(friends)})
    for person in whom.people:
        if person.id in asked and not person.friend:
            turn.say(
                "friend_asked_already",
                values={"person": person.nickname, "date": f"{asked[person.id].asked_at:%-d %B %Y}"},
                quick_replies=[quick_reply("Take my request back", "accept_friend", person=person.nickname)],
            )
    new = [person for person in whom.people if not person.friend and person.id not in asked]
    if new:
        _propose(turn, new, message)
    else:
        end_task(turn, FLOW)


def _propose(turn: ActionTurn, people: Iterable[Person], message: str) -> None:
    people = tuple(people)
    asked_by = {person.id for person in requesters(turn)}
    ask_for_yes(
        turn,
        FLOW,
        "shall_i_ask_friend",
        values={
            "people": tell_people(people),
            "count": len(people),
            "message": message,
            "asked_you": all(person.id in asked_by for person in people),
        },
        quick_replies=yes_or_no("Send it", "Don't send"),
    )
    turn.memory.flow = {"people": [person.id for person in people], "message": message}


def _ask_person(turn: ActionTurn, whom: Whom) -> None:
    said = join_names(whom.unknown)
    ask_for(turn, FLOW, "person", "whom_to_add", gathered={}, values={"said": said})


def _follow(turn: ActionTurn, whom: Whom) -> None:
    for id in whom.ids:
        follow_person(turn.store, signed_in(turn), id)
    turn.memory.person_id = whom.ids[-1]
    end_task(turn, FLOW)
    turn.say("following", values={"people": whom.names, "count": len(whom.people)})
