"""Yes, no, never mind, and back to the open question: what belongs to no task of its own."""

import re
from contextlib import suppress

from actions.finding.refined_search import change_list
from actions.finding.refining import takes_back
from actions.memory import Criteria
from actions.proposals import find_proposer, sign_in_missing
from actions.taking_back import note_other
from actions.tasks import name_task
from actions.turn import ActionTurn, ShopAction
from language.poll_answers import read_poll_answer
from shop.errors import ShopError
from shop.orders.actor import shopper
from shop.orders.desk import withdraw

_START_OVER = re.compile(
    r"\b(start(?:ing)? (?:over|again|fresh)|from scratch|reset|forget (?:all|everything))\b|\bnothing\W*$", re.I
)

# In the same breath as the yes, which is none then: what is done cannot be undone
_HESITATES = re.compile(
    r"\b(?:wait|hold on|hang on|not yet|unless|only if|let me think|(?:one|a) (?:sec|second|moment|minute))\b", re.I
)
_YES = re.compile(r"\b(?:y|ye|yes|yep|yeah|yup|ya|sure|do|go|please|confirm\w*|why not|agree|accept)\b", re.I)
_AFTER_ALL = re.compile(r"\b(?:do|go|after all|anyway|confirm\w*)\b", re.I)  # a mere "yes" may be to nobody's question
# Said with an "ok", it is no yes: "ok thanks", "ok how long", "k whatever"
_NO_PLAIN_YES = re.compile(
    r"\b(?:thanks?|thank you|thx|tx|ty|tysm|cheers|whatever|maybe|later|how|when|where|what|why|who|which)\b|\?", re.I
)
_CLEAR_YES = re.compile(
    r"^\W*(?:y|yes|yep|yeah|yup|ya|sure|absolutely|definitely|of course|go ahead|please do|do (?:it|that|so))\b"
    r"(?!.*\?)",
    re.IGNORECASE,
)
_MOST_REMINDERS = 2
_ALL_AGAIN = 3
_ASKS = re.compile(r"\b(?:how|when|where|why|who|which)\b|\bwhat\b(?! i)", re.I)
_CORRECTS = re.compile(r"\b(?:but|actually(?! (?:yes|yeah|yep|ok|okay|sure|do|go)\b))\b", re.I)


class ActionConfirm(ShopAction):
    """Does exactly what was proposed, and nothing when nothing was; what was just declined is proposed again.

    Only a yes is one: not "ok thanks", and not "do it... actually wait", after which it is asked again.
    """

    action_name = "action_confirm"

    def act(self, turn: ActionTurn) -> None:
        proposer = find_proposer(turn.memory.proposal) if turn.asking == "confirm" else None
        if proposer is None:
            if not _proposes_again(turn):
                turn.say("nothing_to_confirm" if _YES.search(turn.text) or not turn.text else "acknowledged")
        elif turn.intent != "affirm" or _takes_back(turn) or _may_be_vote(turn):
            _remind_of_proposal(turn)
        elif sign_in_missing(turn, proposer):
            turn.say("please_sign_in")
        else:
            note_other(turn, proposer.proposal)  # whoever does what can be taken back notes it instead
            proposer.confirm(turn)


def _proposes_again(turn: ActionTurn) -> bool:
    """Put forward again what the message before said no to, for "ok do it" after all; return whether there is any."""
    left = turn.memory.told.left
    proposer = find_proposer(str(left.get("proposal"))) if left and turn.flow == "none" else None
    if proposer is None or not _AFTER_ALL.search(turn.text) or _takes_back(turn) or sign_in_missing(turn, proposer):
        return False
    return proposer.propose_again(turn, left["gathered"])


def _takes_back(turn: ActionTurn) -> bool:
    """Say whether the yes is no plain one; what names a value ("yes, but with PayPal") is for the proposer to hear."""
    if _HESITATES.search(turn.text) or (not turn.entities and _CORRECTS.search(turn.text)):
        return True
    if _CLEAR_YES.match(turn.text) and not _ASKS.search(turn.text):
        return False
    return _NO_PLAIN_YES.search(turn.text) is not None and not _why_not(turn.text)


def _may_be_vote(turn: ActionTurn) -> bool:
    """Say whether the yes may answer a poll of somebody else that came as news after what was proposed."""
    return bool(turn.poll_brought) and read_poll_answer(turn.text, turn.poll_brought) is not None


def _why_not(text: str) -> bool:
    return re.search(r"\bwhy not\b", text, re.IGNORECASE) is not None


class ActionDecline(ShopAction):
    """Leaves what was proposed."""

    action_name = "action_decline"

    def act(self, turn: ActionTurn) -> None:
        proposer = find_proposer(turn.memory.proposal) if turn.asking == "confirm" else None
        if proposer is None:
            turn.say("nothing_to_decline")
        elif sign_in_missing(turn, proposer):
            turn.end_flow()
            turn.say("left_flow", values={"task": name_task(turn.flow)})
        else:
            proposer.decline(turn)


class ActionLeaveFlow(ShopAction):
    """Leaves the task under way, with its proposal; what it interrupted is open again, unless all shall end."""

    action_name = "action_leave_flow"

    def act(self, turn: ActionTurn) -> None:
        if turn.flow == "none" and takes_back(turn):
            change_list(turn)
            return
        start_over = _START_OVER.search(turn.text) is not None
        left = [turn.flow] if turn.flow != "none" else []
        _leave(turn)
        while start_over and turn.flow != "none":
            left.append(turn.flow)
            _leave(turn)
        if start_over:
            turn.memory.criteria, turn.memory.earlier = Criteria(), []
        if left:
            turn.say("left_flow", values={"task": " and ".join(name_task(flow) for flow in left)})
        else:
            turn.say("started_over" if start_over else "nothing_open")


class ActionResume(ShopAction):
    """Comes back to the open question after something else, but not to who leaves.

    It is asked again twice at most: who goes on to other things has heard it, and it stays open. What waits for a yes
    is always named again, so that no yes to something else is taken for it; in all its words only now and then.
    """

    action_name = "action_resume"

    def act(self, turn: ActionTurn) -> None:
        asked_now = turn.memory.asked_in == turn.message_id
        enough = turn.memory.reminded >= _MOST_REMINDERS and turn.asking != "confirm"
        if turn.flow == "none" or not turn.memory.question or asked_now or enough or turn.intent == "goodbye":
            return
        if turn.asking == "confirm":
            _remind_of_proposal(turn)
            return
        turn.say("back_to_task", values={"task": name_task(turn.flow)})
        turn.ask_again()


def _remind_of_proposal(turn: ActionTurn) -> None:
    """Ask in short for the yes that is waited for, and for every third time with all that it would do."""
    if turn.flow == "none" or turn.memory.reminded % _ALL_AGAIN == _ALL_AGAIN - 1:
        if turn.flow != "none":
            turn.say("back_to_task", values={"task": name_task(turn.flow)})
        turn.ask_again()
        return
    of = turn.memory.question.get("facts", {}).get("evidence", ())
    order = next((id for id in of if str(id).startswith("#")), "")
    turn.remind("still_waits_for_yes", task=name_task(turn.flow), order=order)


def _leave(turn: ActionTurn) -> None:
    """End the flow, and make its proposal at the order desk void."""
    if turn.memory.token and turn.customer_id is not None:
        with suppress(ShopError):  # another room's token, or one that is void already
            withdraw(turn.store, shopper(turn.customer_id), turn.memory.token)
    turn.end_flow()
