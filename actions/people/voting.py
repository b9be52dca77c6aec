"""Polls of friends that wait for the shopper's own vote: shown, and voted on in words."""

import re
from collections.abc import Iterable, Mapping, Sequence

from actions.names import join_names
from actions.reference.nicknames import match_nickname
from actions.taking_back import note_voted
from actions.tasks import signed_in
from actions.turn import ActionTurn
from language.poll_answers import read_poll_answer, read_undecided
from language.values import read_ordinal
from retrieval.terms import split_terms
from shop.cards import PollCard
from shop.questions.votes import Invitation, invitations_for, vote_in_poll, withdraw_vote

_VOTES = re.compile(
    r"\bi(?:'d|'ll| will| would)? (?:vote|take|pick|choose|go for|say)\b|\bmy vote (?:is|goes|to)\b"
    r"|\b(?:change|switch) my vote (?:to|into)\b|\b(?:put me down|count me in) for\b"
)
_TAKES_BACK = re.compile(
    r"\b(?:take (?:back|out)|withdraw|retract|remove|cancel|delete|undo|revoke|drop)\b.{0,12}\bmy vote\b"
    r"|\btake my vote (?:back|out|away)\b|\bun-?vote\b"
)
_FOR_ME = re.compile(
    r"\b(?:polls?|questions?|votes?) (?:waiting |is there )?for me\b|\bto vote (?:on|in)\b|\bmy vote\b"
    r"|\bi (?:should|have to|can|could|must|am supposed to|never) (?:vote|answer)\w*|\bwait\w* for me\b"
    r"|\bask(?:ed|ing|s)? (?:me|us)\b|\bi'?m asked\b|\bam i (?:asked|invited)\b|\bmy opinion\b"
    r"|\bwhat (?:is|are|was|were|does)\b.{0,8}\b(?:ask|asking)\b|\bi voted\b|\bquestions? from my\b"
    r"|\b(?:did|have) i (?:already )?(?:vot|answer)\w*"
)

_ALREADY = re.compile(r"\bi (?:already )?(?:voted|answered)\b|\b(?:did|have) i\b")
_OF_WHOM = re.compile(
    r"\b(?!my\b|this\b|the\b|that\b|a\b|in\b|on\b|her\b|his\b|their\b)(\w{2,})(?:'?s) poll\b", re.IGNORECASE
)


def is_for_own_vote(said: str) -> bool:
    """Say whether the words, in small letters, are about a poll that waits for the shopper's vote."""
    return any(words.search(said) for words in (_VOTES, _TAKES_BACK, _FOR_ME))


def shown_poll(turn: ActionTurn) -> Invitation | None:
    """Return the poll of somebody else that was shown last, while nothing else is."""
    if turn.shown != "poll" or not turn.memory.poll_choices:
        return None
    polls = invitations_for(turn.store, signed_in(turn))
    return next((one for one in polls if one.poll_id == turn.memory.poll_id), None)


def answers_shown(turn: ActionTurn) -> bool:
    """Say whether the words are only an answer to somebody else's poll that is shown: "the tarn", "second one"."""
    poll = shown_poll(turn)
    return poll is not None and read_poll_answer(turn.text, poll.choices) is not None


def asks_to_choose(turn: ActionTurn) -> bool:
    """Ask which one it shall be, where the answer to the poll that is shown chooses none: "sure"; return whether so."""
    poll = shown_poll(turn)
    side = read_undecided(turn.text, poll.choices) if poll is not None else ""
    if poll is None or not side:
        return False
    if poll.choice is not None:
        turn.say("acknowledged")  # of the vote that is in
    else:
        choices = " or ".join(filter(None, (", ".join(poll.choices[:-1]), poll.choices[-1])))
        _show(turn, "vote_for_which", poll, {"who": poll.asker, "choices": choices, "against": side == "no"})
    return True


def show_or_vote(turn: ActionTurn, said: str) -> None:
    """Vote or take the vote back, as the words say; else show the poll that waits, or one with a vote to change."""
    polls = open_polls(turn)
    if _TAKES_BACK.search(said):
        _take_back(turn, [poll for poll in polls if poll.choice is not None])
        return
    waiting = [poll for poll in polls if poll.choice is None]
    voted = [poll for poll in polls if poll.choice is not None]
    if answers_shown(turn) or (_VOTES.search(said) and not _ALREADY.search(said)):
        poll, choice = _read_vote(turn, open_polls(turn))
    else:
        poll, choice = None, None
    if poll is None:
        first = voted or waiting if _ALREADY.search(said) else waiting or ([] if "waiting" in said else voted)
        poll = next(iter(first), None)
    if poll is None:
        turn.say("no_poll_waits", values={"voted": _tell_votes(voted)})
    elif choice is not None:
        vote_in_poll(turn.store, signed_in(turn), poll.poll_id, choice)
        note_voted(turn, poll)
        values = {"who": poll.asker, "choice": poll.choices[choice], "question": poll.question}
        _show(turn, "voted", poll, values)
    else:
        about = {
            "who": poll.asker,
            "question": poll.question,
            "more": sum(each != poll for each in waiting),
            "voted": "" if poll.choice is None else poll.choices[poll.choice],
            "others": _tell_votes(each for each in voted if each != poll),
        }
        _show(turn, "poll_waits", poll, about)


def _tell_votes(polls: Iterable[Invitation]) -> str:
    """Return what the shopper voted in each of these: "“Swan or mug?” of Ana (Mug)"; "" for none."""
    told = [f"“{each.question}” of {each.asker} ({each.choices[each.choice or 0]})" for each in polls]
    return join_names(told)


def open_polls(turn: ActionTurn) -> list[Invitation]:
    """Return the open polls of whom the message names, of everybody where it names nobody."""
    polls = [one for one in invitations_for(turn.store, signed_in(turn)) if one.open]
    askers = {one.poll_id: one.asker for one in polls}
    heard = [name for name in turn.all_entities("person") if not _is_in_choice(name, polls)]
    named = [*heard, *_OF_WHOM.findall(turn.text)]
    meant = {id for name in named for id in match_nickname(name, askers)}
    return [one for one in polls if one.poll_id in meant] if named else polls


def _take_back(turn: ActionTurn, polls: Sequence[Invitation]) -> None:
    """Take back the vote in the newest of these polls, all with a vote of the shopper's."""
    if not polls:
        turn.say("no_vote_to_take_back")
        return
    withdraw_vote(turn.store, signed_in(turn), polls[0].poll_id)
    turn.say("vote_taken_back", values={"who": polls[0].asker, "question": polls[0].question})


def _show(turn: ActionTurn, response: str, poll: Invitation, values: Mapping[str, object]) -> None:
    turn.show_poll(poll.poll_id, poll.choices)
    card = PollCard(poll.poll_id, poll.question, poll.choices, (), open=True, mine=False)
    turn.say(response, values=values, poll=card, evidence=[poll.poll_id])


def _is_in_choice(name: str, polls: Sequence[Invitation]) -> bool:
    """Say whether what was heard as a person is a word of what can be voted for: "i vote tarn"."""
    words = set(split_terms(name))
    return any(words.issubset(split_terms(choice)) for poll in polls for choice in poll.choices)


def _read_vote(turn: ActionTurn, polls: Sequence[Invitation]) -> tuple[Invitation | None, int | None]:
    """Return which poll the vote is in, and for what: the one shown last, one that waits, one voted in already.

    A poll that has what was named comes before one that has not; None for what is not to be told.
    """
    last = turn.memory.poll_id
    ranked = sorted(polls, key=lambda poll: (poll.poll_id != last, poll.choice is not None))
    read = ((poll, _read_choice(turn, poll)) for poll in ranked)
    return next(((poll, choice) for poll, choice in read if choice is not None), (next(iter(ranked), None), None))


def _read_choice(turn: ActionTurn, poll: Invitation) -> int | None:
    """Return the choice whose words the message has most of, or the one at the place it names; None in doubt."""
    answer = read_poll_answer(turn.text, poll.choices)
    if answer is not None:
        return answer
    place = read_ordinal(turn.entity("ordinal") or "")
    if place and -len(poll.choices) <= place <= len(poll.choices):
        return place - 1 if place > 0 else len(poll.choices) + place
    said = set(split_terms(turn.text))
    shared = [len(said.intersection(split_terms(choice))) for choice in poll.choices]
    return _only_highest(shared)


def _only_highest(counts: Sequence[int]) -> int | None:
    most = max(counts)
    return counts.index(most) if most > 0 and list(counts).count(most) == 1 else None
