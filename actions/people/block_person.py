"""Distance between people: blocking, ending a friendship, lifting a block."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter

from actions.names import join_names
from actions.people.answers import requesters
from actions.people.circles import changes_circle
from actions.people.whom import Whom, ask_which, people_by_id, read_whom, tell_people
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import QuickReply, numbered, quick_reply, yes_or_no
from actions.taking_back import note_blocked
from actions.tasks import ask_for, end_task, gathered, signed_in
from actions.turn import ActionTurn, ShopAction
from shop.access import Person
from shop.customers import find_customer
from shop.errors import NotFound
from shop.friends.blocks import block_person, blocked_by, unblock_person
from shop.friends.follows import followed_by, unfollow_person
from shop.friends.friendships import remove_friend
from shop.store import Store

FLOW = "block_person"
_MOST_CHOICES = 5


class Step(StrEnum):
    """What is to be done with somebody."""

    BLOCK = "block"
    UNFRIEND = "unfriend"
    UNBLOCK = "unblock"
    UNFOLLOW = "unfollow"


_DO: Mapping[Step, Callable[[Store, str, str], None]] = {
    Step.BLOCK: block_person,
    Step.UNFRIEND: remove_friend,
    Step.UNBLOCK: unblock_person,
    Step.UNFOLLOW: unfollow_person,
}
_SAYS = {
    Step.UNBLOCK: r"\bun-?block|\blift (?:the|my|that) block|\b(?:let|allow) .{1,40}\b(?:see|find|contact) me again"
    r"|\bblocked by mistake|\bwhom? (?:have|did|do) i block|\bmy block list|\bblocked people",
    Step.BLOCK: r"\bblo?c?k|\bban\b|\bharass|\bstalk|\bcreep|\bmake it stop|\bcontact(?:ing|s)?\b|\badd(?:ing)? me\b"
    r"|\b(?:stop|keep) (?:me|\w+) (?:away )?from (?:me|messag|writ|contact)|\bmessag\w+ me|\bwrit\w+ (?:to )?me",
    Step.UNFOLLOW: r"\bun-?follow|\b(?:stop|quit|no longer|not|don't|cease) (?:want to )?follow",
    Step.UNFRIEND: r"\bun-?fr(?:ie|ei)nd|\bremove|\bdelete|\bkick|\bthrow|\bdrop\b|\bget rid|\btake\b.*\b(?:off|out)\b"
    r"|\b(?:off|from|out of) my (?:friend|list|contact)|\bnot friends|\bno longer my friend|\bend (?:the )?friendship"
    r"|\bdisconnect|\bcut the tie|\bgone\b|\bdisappear|\bfell out|\bundo\b|\bwe broke up|\bget \w+ off",
}


# What is wished or asked of seeing, without a word of a block: nobody is blocked by the way
_SEEING = re.compile(
    r"\b(?:see|sees|seeing|find|finds|look|looks|looking|show|shows|showing|hide|hidden|visible|look(?:s|ing)? at)\b",
    re.IGNORECASE,
)
_ASKS_WHETHER = re.compile(
    r"^\W*(?:(?:so|and|but|ok|well|hm+|wait)\W+)*(?:can|could|does|do|will|would|may)\s+(?!i\b|you\b|we\b).+\b(?:see|find)\b",
    re.IGNORECASE,
)
_ASKS_ABOUT_OTHERS = re.compile(
    r"^\W*(?:is|are|has|have|did|does|do|was)\s+(?!i\b|you\b|we\b).+\bblock(?:s|ed|ing)?\b"
    r"|\bwho\b(?!.*\b(?:i|we)\b).*\bblock(?:s|ed|ing)\b(?!.*\bby me\b)",
    re.IGNORECASE,
)
_ASKS_WHOM = re.compile(r"\bwhom?\b|\bblock list\b|\blist\b|\bblocked people\b", re.IGNORECASE)
_WHO_ASKED = re.compile(r"\b(?:asked|request|invit\w+|added me)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Draft:
    """What is to be done with whom, by id."""

    step: Step | None = None
    people: tuple[str, ...] = ()


_DRAFT: TypeAdapter[Draft] = TypeAdapter(Draft)


class ActionBlockPerson(Proposer, ShopAction):
    """Blocks, unfriends or unblocks whom the shopper names, after a yes that says what it means."""

    action_name = "action_block_person"
    needs_customer = True
    proposal = FLOW

    def act(self, turn: ActionTurn) -> None:
        draft = _DRAFT.validate_python(gathered(turn, FLOW))
        if turn.flow == FLOW and turn.intent == "deny":
            self.decline(turn)
            return
        if _ASKS_ABOUT_OTHERS.search(turn.text):
            turn.say("blocks_are_not_told")
            return
        if read_step(turn.text) in (None, Step.UNFRIEND) and changes_circle(turn, FLOW):
            return
        step = read_step(turn.text) or draft.step
        whom = _read_whom(turn, step or Step.BLOCK, draft)
        if step is None and whom.people:
            _explain(turn, whom)
            return
        step = step or Step.BLOCK
        if whom.doubtful:
            ask_which(turn, FLOW, whom, {"step": step})
        elif not whom.people:
            _ask_person(turn, step, whom)
        else:
            _propose(turn, step, whom)

    def confirm(self, turn: ActionTurn) -> None:
        draft = _DRAFT.validate_python(gathered(turn, FLOW))
        step = draft.step or Step.BLOCK
        people = _proposed(turn, draft)
        turn.end_flow()
        for id in draft.people:
            try:
                _DO[step](turn.store, signed_in(turn), id)
            except NotFound:
                continue  # they left, or the friendship ended meanwhile: what was wanted is so already
        if step is Step.BLOCK:
            note_blocked(turn, {person.id: person.nickname for person in people})
        if turn.memory.person_id in draft.people:
            turn.memory.person_id = ""
        turn.say(f"{step}_done", values={"people": tell_people(people) or "that person", "count": len(draft.people)})

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("people_stay")


def read_step(text: str) -> Step | None:
    """Return what the words ask for; a block goes before the end of a friendship, which it includes."""
    said = text.lower().replace("’", "'")
    return next((step for step, words in _SAYS.items() if re.search(words, said)), None)


def _read_whom(turn: ActionTurn, step: Step, draft: Draft) -> Whom:
    """Return whom it is about: of the blocked to unblock, friends to unfriend, and anybody to block."""
    if step is Step.UNBLOCK:
        blocked = blocked_by(turn.store, signed_in(turn))
        whom = read_whom(turn, FLOW, blocked)
        if whom == Whom() and len(blocked) == 1 and not _ASKS_WHOM.search(turn.text):
            return Whom(tuple(blocked))  # nobody else can be meant
        return Whom(
            tuple(person for person in whom.people if person in blocked), whom.unknown, whom.doubtful, whom.candidates
        )
    asked = followed_by(turn.store, signed_in(turn)) if step is Step.UNFOLLOW else requesters(turn)
    whom = read_whom(turn, FLOW, asked, strangers=step is Step.BLOCK)
    if step is not Step.UNFOLLOW and whom == Whom() and len(asked) == 1 and _WHO_ASKED.search(turn.text):
        return Whom(asked)
    if whom.people or whom.unknown or whom.doubtful or turn.asking != "confirm":
        return whom
    return Whom(_proposed(turn, draft))


def _proposed(turn: ActionTurn, draft: Draft) -> tuple[Person, ...]:
    me = signed_in(turn)
    also = (*requesters(turn), *blocked_by(turn.store, me), *followed_by(turn.store, me))
    return people_by_id(turn, draft.people, also)


def _explain(turn: ActionTurn, whom: Whom) -> None:
    """Say who can find the shopper, or what can be hidden from whom, where nobody spoke of a block."""
    end_task(turn, FLOW)
    turn.memory.person_id = whom.ids[0]
    friends = all(person.friend for person in whom.people)
    names = [person.nickname for person in whom.people]
    settings = quick_reply("Who sees what?", "privacy_settings")
    if _ASKS_WHETHER.search(turn.text):
        private = find_customer(turn.store, signed_in(turn)).private
        values = {"people": whom.names, "count": len(names), "friends": friends, "private": private}
        turn.say("who_can_find_you", values=values, quick_replies=[settings])
        return
    ways = ["Unfriend", "Block"] if friends else ["Block"]
    buttons = [quick_reply(f"{way} {name}", "block_person", person=name) for name in names[:1] for way in ways]
    seeing = _SEEING.search(turn.text) is not None
    turn.say(
        "hiding_from_one" if seeing else "how_far_from",
        values={"people": whom.names, "count": len(names), "friends": friends},
        quick_replies=[settings, *buttons] if seeing else buttons,
    )


def _propose(turn: ActionTurn, step: Step, whom: Whom) -> None:
    turn.memory.person_id = whom.ids[0]
    if whom.unknown:
        turn.say("person_not_found", values={"said": join_names(whom.unknown)})
    friends = [person for person in whom.people if person.friend]
    if step is Step.UNFRIEND and not friends:
        end_task(turn, FLOW)
        turn.say("no_friends_to_remove", values={"people": whom.names, "count": len(whom.people)})
        return
    if step is Step.UNFOLLOW and not set(whom.ids) & _ids(followed_by(turn.store, signed_in(turn))):
        end_task(turn, FLOW)
        turn.say("not_followed", values={"people": whom.names, "count": len(whom.people)})
        return
    people = friends if step is Step.UNFRIEND else list(whom.people)
    ask_for_yes(
        turn,
        FLOW,
        f"shall_i_{step}",
        values={"people": tell_people(people), "count": len(people), "friends": bool(friends)},
        quick_replies=_buttons(step, friends),
    )
    turn.memory.flow = {"step": step, "people": [person.id for person in people]}


def _ids(people: Iterable[Person]) -> set[str]:
    return {person.id for person in people}


def _buttons(step: Step, friends: list[Person]) -> list[QuickReply]:
    titles = {Step.BLOCK: "Block", Step.UNFRIEND: "Unfriend", Step.UNBLOCK: "Unblock", Step.UNFOLLOW: "Stop following"}
    yes, no = yes_or_no(titles[step], "No, leave it")
    only = [quick_reply("Only unfriend", "block_person")] if step is Step.BLOCK and friends else []
    return [yes, *only, no]


def _ask_person(turn: ActionTurn, step: Step, whom: Whom) -> None:
    blocked = blocked_by(turn.store, signed_in(turn)) if step is Step.UNBLOCK else ()
    if step is Step.UNBLOCK and not blocked:
        end_task(turn, FLOW)
        turn.say("nobody_blocked")
        return
    shown = blocked[:_MOST_CHOICES]
    ask_for(
        turn,
        FLOW,
        "person",
        "whom_to_unblock" if blocked else "whom_to_keep_away",
        gathered={"step": step},
        choices=[person.id for person in shown],
        values={"said": join_names(whom.unknown), "blocked": tell_people(blocked), "step": step.value},
        quick_replies=numbered([person.nickname for person in shown]),
    )
