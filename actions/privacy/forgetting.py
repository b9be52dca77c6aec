"""Forgetting what was said: all conversations of the shopper, and nothing else of theirs."""

import re

from actions.memory import Memory
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import quick_reply, yes_or_no
from actions.turn import ActionTurn

_CHATS = re.compile(
    r"\b(?:chats?|conversations?|messages|dialogues?|what (?:i|we)(?:'ve| have)? (?:wrote|written|said|talked)"
    r"|everything (?:i|we)(?:'ve| have)? (?:wrote|written|said))\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:accounts?|profile|(?:my|all|personal) (?:personal )?data|orders?|reviews?|wish\w*|me)\b", re.IGNORECASE
)


def speaks_of_chats(text: str) -> bool:
    """Say whether only what was said is to go: "forget our chats", not "delete my account and all chats"."""
    return _CHATS.search(text) is not None and not _MORE.search(text)


def offer_forgetting(turn: ActionTurn) -> None:
    """Ask whether all conversations shall be erased."""
    buttons = [*yes_or_no("Yes, forget them", "No, keep them")]
    if turn.flow == "none":
        ask_for_yes(turn, "none", "shall_i_forget_chats", proposal=ForgetChats.proposal, quick_replies=buttons)
    else:  # inside a task yes and no are that task's
        turn.say("finish_before_forgetting", quick_replies=[quick_reply("Never mind", "never_mind")])


class ForgetChats(Proposer):
    """The yes and no to "shall I forget our conversations?"."""

    proposal = "offer:forget_chats"

    def confirm(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.memory = Memory()
        turn.focus("")
        turn.say("chats_forgotten", forgets=True)

    def decline(self, turn: ActionTurn) -> None:
        turn.end_flow()
        turn.say("chats_kept")
