"""How the shopper's polls stand, who voted, what waits for their own vote, and ending a poll."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from actions.names import join_names
from actions.orders.states import now_of
from actions.people.voting import answers_shown, asks_to_choose, is_for_own_vote, open_polls, show_or_vote, shown_poll
from actions.quick_replies import QuickReply, quick_reply
from actions.reference.resolve import find_people_named
from actions.tasks import signed_in
from actions.turn import ActionTurn, ShopAction
from language.poll_drafts import asks_who_sees_poll, hides_voters
from language.values import read_ordinal
from retrieval.terms import split_terms, split_wanted
from shop.access import Person, list_people, open_eyes
from shop.cards import PollCard
from shop.questions.polls import NamedVote, PollResults, close_poll, polls_of, revoke_poll
from shop.questions.votes import invitations_for

_CLOSE = re.compile(
    r"\b(?:close|stop|end|finish|shut)\b.{0,20}\b(?:polls?|vote|voting|question)\b"
    r"|\b(?:polls?|vote|voting)\b.{0,20}\bis over\b|\b(?:close|stop|end|finish|shut) (?:it|that|this|the)\b"
)
_REVOKE = re.compile(
    r"\b(?:cancel|delete|remove|withdraw|take (?:back|down)|drop)\b.{0,20}\b(?:polls?|vote|question)\b"
    r"|\btake\b.{0,20}\b(?:polls?|question)\b.{0,12}\b(?:back|down)\b|\bno need to ask\b"
    r"|\b(?:cancel|delete|remove|withdraw|drop|take (?:back|down)) (?:it|that|this|the)\b"
    r"|\btake (?:it|that|this|the .{1,40}) (?:back|down)\b"
)
_ALL = re.compile(r"\ball\b|\bevery\b|\bboth\b")
_LIST = re.compile(r"\b(?:polls|questions)\b(?! for me)|\b(?:any|my) open polls?\b|\bvotes i\b")
_REMINDS = re.compile(
    r"\b(?:remind|nudge|ping|poke|chase(?: up)?|reminders?)\b(?! me\b)|\bask\b.{0,30}\bagain\b"
    r"|\bsend (?:it|that) again\b"
)
_OWN = re.compile(r"\b(?:my|mine|our)\b|\bi asked\b")
_SOON = timedelta(days=1)


class ActionPollStatus(ShopAction):
    """Tells how a poll stands, ends it, or shows the poll of a friend that waits, and votes in it."""

    action_name = "action_poll_status"
    needs_customer = True

    def act(self, turn: ActionTurn) -> None:
        said = _without_names(turn)
        if asks_to_choose(turn):
            return
        polls = [found for found in polls_of(turn.store, signed_in(turn)) if found.poll.revoked_at is None]
        people = [person for name in turn.all_entities("person") for person in find_people_named(turn, name)]
        if (
            answers_shown(turn)
            or is_for_own_vote(said)
            or _is_asker(turn, people, polls)
            or (
                not polls
                and open_polls(turn)
                and not (shown_poll(turn) and (_CLOSE.search(said) or _REVOKE.search(said)))
            )
        ):
            show_or_vote(turn, said)
        elif hides_voters(said) or (polls and asks_who_sees_poll(turn.text)):
            _say_who_sees(turn, said, polls, people)
        elif not people and not _OWN.search(said) and not _most_named(turn, polls) and (other := shown_poll(turn)):
            turn.say(
                "poll_of_another", values={"who": other.asker, "question": other.question}, evidence=[other.poll_id]
            )
        elif not polls:
            offers = [] if turn.mood == "angry" else [quick_reply("Ask my friends", "ask_friends")]
            turn.say("no_poll", quick_replies=offers)
        elif _CLOSE.search(said) or _REVOKE.search(said):
            _end(turn, said, polls)
        elif _REMINDS.search(said):
            _say_no_reminder(turn, people, polls)
        elif people:
            _say_of_person(turn, people[0], polls)
        elif _LIST.search(said) and len(polls) > 1:
            _list(turn, polls)
        else:
            _say_results(turn, _talked_about(turn, polls))


def _say_who_sees(turn: ActionTurn, said: str, polls: list[PollResults], people: Sequence[Person]) -> None:
    """Say who sees the poll, and whether those who are named do; that votes have names where they shall not."""
    if hides_voters(said):
        turn.say("poll_not_anonymous")
        return
    found = _talked_about(turn, polls)
    with turn.store.read() as tx:
        asked = list_people(tx, open_eyes(tx, turn.customer_id), found.poll.invited_ids)
    named = [one.nickname for one in people if one.id in found.poll.invited_ids]
    turn.say(
        "poll_audience",
        values={
            "who": join_names([*(one.nickname for one in asked), "you"]),
            "named": join_names(named or [one.nickname for one in people]),
            "sees": bool(named),
        },
        evidence=[found.poll.id],
    )


def make_poll_card(results: PollResults) -> PollCard:
    """Return one's own poll as a card."""
    poll = results.poll
    return PollCard(poll.id, poll.question, poll.choices, results.counts, results.open, mine=True)


def tell_end(turn: ActionTurn, at: datetime) -> str:
    """Return "Monday, 2 March", with the hour where it is one of the next."""
    soon = at - now_of(turn) < _SOON and (at.hour, at.minute) != (23, 59)
    return f"{at:%A, %-d %B, %-H:%M} UTC" if soon else f"{at:%A, %-d %B}"


def _without_names(turn: ActionTurn) -> str:
    """Return the words in small letters, without the people named: a nickname may well be "Close my poll"."""
    said = turn.text.lower()
    for name in turn.all_entities("person"):
        said = said.replace(name.lower(), " ")
    return said


def _is_asker(turn: ActionTurn, people: list[Person], polls: list[PollResults]) -> bool:
    """Say whether who is named has asked the shopper, and was asked nothing by them."""
    ids = {person.id for person in people}
    invited = {id for found in polls for id in found.poll.invited_ids}
    names = {person.nickname for person in people}
    return bool(ids - invited) and any(one.asker in names for one in invitations_for(turn.store, signed_in(turn)))


def _talked_about(turn: ActionTurn, polls: list[PollResults]) -> PollResults:
    """Return the poll at the place named of those listed, else that of which the message has most words.

    Else it is that of the product talked about, the last, the newest. Once a poll is shown, that one is talked about,
    and no product.
    """
    if placed := _placed(turn, polls):
        return placed
    fits = _most_named(turn, polls) or polls
    about = [found for found in fits if turn.memory.product_id in found.poll.product_ids and turn.shown != "poll"]
    last = [found for found in fits if found.poll.id == turn.memory.poll_id]
    return (about or last or fits)[0]


def _placed(turn: ActionTurn, polls: list[PollResults]) -> PollResults | None:
    """Return the poll at the place that the message names, of those listed just before; None for none."""
    listed = turn.memory.poll_ids
    place = read_ordinal(turn.entity("ordinal") or turn.text) if listed else None
    if not place or not -len(listed) <= place <= len(listed):
        return None
    id = listed[place - 1 if place > 0 else place]
    return next((found for found in polls if found.poll.id == id), None)


def _most_named(turn: ActionTurn, polls: list[PollResults]) -> list[PollResults]:
    """Return the polls that the message has most words of; [] where it has none of any."""
    said = set(split_wanted(turn.text))
    shared = [len(said & set(split_terms(" ".join((each.poll.question, *each.poll.choices))))) for each in polls]
    most = max(shared, default=0)
    return [found for found, count in zip(polls, shared, strict=True) if count == most > 0]


def _end(turn: ActionTurn, said: str, polls: list[PollResults]) -> None:
    """Close or take back the poll meant, or all that are open."""
    one = _talked_about(turn, polls)
    me, closes = signed_in(turn), _CLOSE.search(said) is not None
    if closes and not one.open:
        _say_results(turn, one)
        return
    for found in [found for found in polls if found.open] if _ALL.search(said) else [one]:
        if closes:
            poll = close_poll(turn.store, me, found.poll.id)
            ended = next(each for each in polls_of(turn.store, me) if each.poll.id == poll.id)
            turn.show_poll(poll.id)
            turn.say("poll_closed", values=_values(turn, ended), poll=make_poll_card(ended), evidence=[poll.id])
        else:
            revoke_poll(turn.store, me, found.poll.id)
            turn.say("poll_revoked", values={"question": found.poll.question}, evidence=[found.poll.id])


def _list(turn: ActionTurn, polls: list[PollResults]) -> None:
    questions = [found.poll.question for found in polls]
    told = [
        f"“{found.poll.question}” ({_tell_choices(found, questions)}{'open' if found.open else 'closed'}, "
        f"{sum(found.counts)} of {len(found.poll.invited_ids)} voted)"
        for found in polls
    ]
    turn.show_poll(polls[0].poll.id)
    turn.memory.poll_ids = [found.poll.id for found in polls]
    turn.say(
        "poll_list",
        values={"count": len(polls), "polls": "; ".join(told)},
        poll=make_poll_card(polls[0]),
        evidence=[found.poll.id for found in polls],
    )


def _tell_choices(found: PollResults, questions: list[str]) -> str:
    """Return what is chosen from, where another poll asks the same; "" else."""
    return f"{' / '.join(found.poll.choices)}; " if questions.count(found.poll.question) > 1 else ""


def _say_of_person(turn: ActionTurn, person: Person, polls: list[PollResults]) -> None:
    """Say how one friend voted, as far as they let the asker see it."""
    asked = [found for found in polls if person.id in found.poll.invited_ids]
    if not asked:
        ask = quick_reply(f"Ask {person.nickname}"[:60], "ask_friends", person=person.nickname)
        turn.say("poll_not_asked", values={"who": person.nickname}, quick_replies=[ask] if person.friend else [])
        return
    found = _talked_about(turn, asked)
    vote = next((vote for vote in found.votes if vote.voter_id == person.id), None)
    unnamed = sum(found.counts) - len(found.votes)
    turn.show_poll(found.poll.id)
    turn.say(
        "poll_of_person",
        values={
            "who": person.nickname,
            "choice": "" if vote is None else found.poll.choices[vote.choice],
            "comment": "" if vote is None else vote.comment,
            "question": found.poll.question,
            "unsure": unnamed > 0 and found.waiting < len(found.poll.invited_ids),
            "open": found.open,
        },
        poll=make_poll_card(found),
        evidence=[found.poll.id],
    )


def _say_no_reminder(turn: ActionTurn, people: list[Person], polls: list[PollResults]) -> None:
    """Say that nobody is asked twice, and how the poll stands with whom it is about."""
    asked = [found for found in polls if not people or people[0].id in found.poll.invited_ids]
    if not asked:
        _say_of_person(turn, people[0], polls)
        return
    found = _talked_about(turn, asked)
    vote = next((vote for vote in found.votes if people and vote.voter_id == people[0].id), None)
    turn.show_poll(found.poll.id)
    turn.say(
        "poll_no_reminder",
        values={
            "who": people[0].nickname if people else "",
            "choice": "" if vote is None else found.poll.choices[vote.choice],
            "question": found.poll.question,
            "waiting": found.waiting,
            "open": found.open,
            "until": tell_end(turn, found.poll.closes_at) if found.open else "",
        },
        poll=make_poll_card(found),
        evidence=[found.poll.id],
    )


def _say_results(turn: ActionTurn, found: PollResults) -> None:
    turn.show_poll(found.poll.id)
    turn.say(
        "poll_results" if sum(found.counts) else "poll_no_votes",
        values=_values(turn, found),
        poll=make_poll_card(found),
        quick_replies=_next_steps(turn, found),
        evidence=[found.poll.id],
    )


def _values(turn: ActionTurn, found: PollResults) -> dict[str, object]:
    leaders = _leaders(found)
    counted = zip(found.poll.choices, found.counts, strict=True)
    return {
        "question": found.poll.question,
        "votes": sum(found.counts),
        "waiting": found.waiting,
        "open": found.open,
        "until": tell_end(turn, found.poll.closes_at) if found.open else "",
        "leader": join_names(leaders),
        "tied": len(leaders) > 1,
        "most": max(found.counts),
        "counts": ", ".join(f"{choice}: {count}" for choice, count in counted),
        "named": "; ".join(_tell_side(found, place) for place in range(len(found.poll.choices)) if _side(found, place)),
        "comments": " ".join(f"{vote.nickname}: “{vote.comment}”" for vote in found.votes if vote.comment),
    }


def _leaders(found: PollResults) -> list[str]:
    most = max(found.counts)
    counted = zip(found.poll.choices, found.counts, strict=True)
    return [choice for choice, count in counted if count == most > 0]


def _side(found: PollResults, place: int) -> list[NamedVote]:
    return [vote for vote in found.votes if vote.choice == place]


def _tell_side(found: PollResults, place: int) -> str:
    return f"{join_names([vote.nickname for vote in _side(found, place)])} for {found.poll.choices[place]}"


def _next_steps(turn: ActionTurn, found: PollResults) -> list[QuickReply]:
    leaders = _leaders(found)
    if turn.mood == "angry" or len(leaders) != 1 or not found.poll.product_ids:
        return []
    return [quick_reply("Put it in the cart", "add_to_cart", product=leaders[0])]
