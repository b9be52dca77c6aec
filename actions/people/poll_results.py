"""How the shopper's polls stand, what waits for their vote, and ending a poll."""

import re

from actions.names import join_names
from actions.people.voting import is_for_own_vote, show_or_vote
from actions.quick_replies import QuickReply, quick_reply
from actions.tasks import signed_in
from actions.turn import ActionTurn
from shop.cards import PollCard
from shop.questions import Poll
from shop.questions.polls import NamedVote, PollResults, close_poll, polls_of, revoke_poll

_RESULTS = re.compile(
    r"\b(?:results?|outcome)\b|\bvoted\b|\bvotes? so far|\bhow (?:is|are|did|does) (?:the|my) (?:poll|vote|voting)"
    r"|\bwhich one (?:won|is winning|leads)|\b(?:replied|answered)\b|\bany answers?\b|\bshow (?:me )?(?:the|my) poll"
)
_WHAT_THEY_SAY = re.compile(
    r"\bwhat (?:did|do|have) (?:they|everyone|everybody|all|people|my friends)\b.{0,8}\b(?:say|said|answer|think|choose"
    r"|chosen|pick|want)|\bdid (?:they|anyone|anybody|everyone) (?:say|answer|reply|vote)|\bwhat they (?:say|said)"
)
_CLOSE = re.compile(r"\b(?:close|stop|end|finish)\b.{0,20}\b(?:poll|vote|voting)\b")
_REVOKE = re.compile(r"\b(?:cancel|delete|remove|withdraw|take back|take down)\b.{0,20}\b(?:poll|vote|question)\b")


def asks_for_results(turn: ActionTurn) -> bool:
    """Say whether the message is about a poll that runs already: its results, its end, or one that waits for a vote."""
    said = _without_names(turn)
    if (turn.entity("product") and not is_for_own_vote(said)) or (
        turn.flow == "ask_friends" and turn.intent in ("inform", "choose_option")
    ):
        return False
    if is_for_own_vote(said) or any(words.search(said) for words in (_RESULTS, _CLOSE, _REVOKE)):
        return True
    about_poll = turn.shown == "poll" or turn.intent == "ask_friends"
    return about_poll and _WHAT_THEY_SAY.search(said) is not None


def show_results(turn: ActionTurn) -> None:
    """Answer what `asks_for_results` has heard."""
    said = _without_names(turn)
    if is_for_own_vote(said):
        show_or_vote(turn, said)
        return
    found = _find_poll(turn)
    if found is None:
        offers = [] if turn.mood == "angry" else [quick_reply("Ask my friends", "ask_friends")]
        turn.say("no_poll", quick_replies=offers)
    elif _CLOSE.search(said) and found.open:
        _say_closed(turn, close_poll(turn.store, signed_in(turn), found.poll.id))
    elif _REVOKE.search(said):
        poll = revoke_poll(turn.store, signed_in(turn), found.poll.id)
        turn.say("poll_revoked", values={"question": poll.question}, evidence=[poll.id])
    else:
        _say_results(turn, found)


def _without_names(turn: ActionTurn) -> str:
    """Return the words in small letters, without the people named: a nickname may well be "Close my poll"."""
    said = turn.text.lower()
    for name in turn.all_entities("person"):
        said = said.replace(name.lower(), " ")
    return said


def make_poll_card(results: PollResults) -> PollCard:
    """Return one's own poll as a card."""
    poll = results.poll
    return PollCard(poll.id, poll.question, poll.choices, results.counts, results.open, mine=True)


def _find_poll(turn: ActionTurn) -> PollResults | None:
    """Return the poll about the product that is talked about, else the newest; revoked ones are gone."""
    polls = [found for found in polls_of(turn.store, signed_in(turn)) if found.poll.revoked_at is None]
    about = [found for found in polls if turn.memory.product_id in found.poll.product_ids]
    return next(iter(about if turn.shown != "poll" and about else polls), None)


def _say_closed(turn: ActionTurn, poll: Poll) -> None:
    found = next(found for found in polls_of(turn.store, signed_in(turn)) if found.poll.id == poll.id)
    turn.show("poll")
    turn.say("poll_closed", values=_values(found), poll=make_poll_card(found), evidence=[poll.id])


def _say_results(turn: ActionTurn, found: PollResults) -> None:
    turn.show("poll")
    turn.say(
        "poll_results" if sum(found.counts) else "poll_no_votes",
        values=_values(found),
        poll=make_poll_card(found),
        quick_replies=_next_steps(turn, found),
        evidence=[found.poll.id],
    )


def _values(found: PollResults) -> dict[str, object]:
    leaders = _leaders(found)
    counted = zip(found.poll.choices, found.counts, strict=True)
    return {
        "question": found.poll.question,
        "votes": sum(found.counts),
        "waiting": found.waiting,
        "open": found.open,
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
