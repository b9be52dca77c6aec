"""Whoever speaks of a human: wants one, wants none, or asks how the shop is reached."""

import re

from actions.talking.hand_off import hand_over
from actions.talking.policy_answers import answer_policy
from actions.turn import ActionTurn, ShopAction
from language.waiting import gives_up_waiting

_NO_HUMAN = re.compile(
    r"\bno (?:more )?(?:humans?|persons?|people|agents?|staff)\b|\bwithout (?:an? )?(?:human|person|agent)\b"
    r"|\b(?:don'?t|do not|not|never|no need to)\W+(?:want|need|bring|call|send|fetch|like|wish)\b(?:\W+\w+){0,4}?\W+"
    r"(?:humans?|persons?|people|agents?|anyone|anybody|someone|somebody|staff)\b",
    re.IGNORECASE,
)
_NO_MACHINE = re.compile(r"\b(?:ro)?bots?\b|\bmachines?\b|\bcomputers?\b|\bchat ?bot\b|\bAI\b", re.IGNORECASE)
_HOW_REACHED = re.compile(
    r"\b(?:(?:tele)?phone number|hotline|number of the shop|e-?mail(?: address)?|mail you|ring you"
    r"|phone (?:someone|somebody|you)|opening (?:hours|hrs|times?)|(?:office|support|service) hours"
    r"|hours\b.*\b(?:people|staff|team|support)"
    r"|(?:people|staff|team|support|you guys|you|(?:some|any)(?:one|body))\W+(?:\w+\W+){0,2}"
    r"(?:open|in|there|around|available|on duty|reachable))\b",
    re.IGNORECASE,
)
_WANTS_ONE = re.compile(  # or says how they themselves are reached
    r"\b(?:talk|speak|chat) (?:to|with)\b|\b(?:put|connect|transfer|pass) me\b"
    r"|\b(?:human|person|agent)\W+(?:please|pls|now)\b|\bmy e-?mail|\b(?:e-?mail|call|ring|phone) me\b|\S+@\S+\.\w",
    re.IGNORECASE,
)


class ActionHandOff(ShopAction):
    """Brings a human; who asks how or when one is reached gets the article that says so, and a button."""

    action_name = "action_hand_off"

    def act(self, turn: ActionTurn) -> None:
        told_off = turn.memory.told.kind == "handed_over" and gives_up_waiting(turn.text)
        if told_off or (_NO_HUMAN.search(turn.text) and not _NO_MACHINE.search(turn.text)):
            turn.say("no_human_then")
        elif _HOW_REACHED.search(turn.text) and not _WANTS_ONE.search(turn.text):
            answer_policy(turn, turn.intent)
        else:
            hand_over(turn)
