"""What is heard of polls: one that is being put together, and one that was just sent or shown."""

import re
from collections.abc import Sequence

from bot.dialogue.before import Before
from bot.dialogue.of_products import names_thing
from bot.dialogue.parsed import UNCLEAR, Parsed, intent_of, names_in
from language.poll_answers import names_poll_choice, read_poll_answer, read_undecided
from language.poll_drafts import asks_who_sees_poll, hides_voters, new_question, read_choice_change

_OF_POLL = re.compile(  # that was just sent or shown
    r"\b(?:what|how) (?:did|do|does|have|has)\b.{0,20}"
    r"\b(?:say|said|answer\w*|think|choose|chosen|pick\w*|want|vote\w*|decide\w*)"
    r"|\b(?:did|has|have)\b.{0,12}\b(?:they|any ?(?:one|body)|every ?(?:one|body)|all|some ?(?:one|body))\b"
    r"|^(?:(?:and|so|ok)\W+)*how(?:'s| is) (?:it|that) going\b|\bany (?:answers?|news|votes?|replies)\b",
    re.IGNORECASE,
)
_MAY_BE_OF_POLL = UNCLEAR | {"friends_reviews", "friend_activity", "small_talk", "ask_if_bot", "ask_friends", "inform"}
_ENDS_POLL = re.compile(
    r"^(?:(?:ok|please|pls|and|now|then|you can)\W+)*"
    r"(?:(?:close|stop|end|finish|withdraw|cancel|delete) (?:it|(?:that|this)(?: one)?)"
    r"|take (?:it|(?:that|this)(?: one)?) (?:back|down))"
    r"(?: (?:now|please|pls))?\W*$",
    re.IGNORECASE,
)
_REMINDS = re.compile(
    r"^(?:(?:please|pls|can you|could you|can u|and|ok|so|then|maybe)\W+)*(?:"
    r"(?:remind|nudge|ping|poke|chase)\b(?! me\b)|ask (?!me\b).{1,40}\bagain\b|send (?:it|that) (?:to .{1,40} )?again\b"
    r"|send .{0,20}\breminders?\b)",
    re.IGNORECASE,
)
_OF_POLL_SHOWN = re.compile(
    r"^(?:(?:and|so|ok|but)\W+)*(?:who(?:'s| is| has)? (?:voted|winning|ahead|leading|still|hasn'?t|answered)\b"
    r"|(?:so )?(?:which|what|who) (?:one )?(?:wins|won|is (?:winning|ahead|leading))\b|what'?s the (?:score|result)\b)",
    re.IGNORECASE,
)
_PLACE = r"(?:first|second|third|fourth|fifth|sixth|last|1st|2nd|3rd|[4-6]th|[1-6])"
_ENDS_LISTED = re.compile(  # of those just listed: "close the second one", "delete the kettle one"
    r"^(?:(?:ok|please|pls|and|now|then|you can|can you)\W+)*"
    r"(?:close|stop|end|finish|withdraw|cancel|delete|take (?:back|down))"
    rf" (?:(?:the |number )?{_PLACE}(?: (?:one|poll|question))?|(?:the|that) .{{1,40}}\b(?:one|poll|question))"
    r"(?: (?:now|please|pls|too|as well))*\W*$",
    re.IGNORECASE,
)
_OF_LISTED = re.compile(  # "and the second?", "how's the second one doing", "who voted in the first"
    r"^(?:(?:and|so|ok|what about|how about|how(?:'?s| is| are)|who(?:'s| has| have)? voted (?:in|on|for)|show(?: me)?"
    r"|open|results? of|the)\W+)*"
    rf"(?:number )?{_PLACE}(?: (?:one|poll|question))?(?: (?:doing|going|then|please|pls))*\W*$",
    re.IGNORECASE,
)
_ENDS_THEN = re.compile(  # "end it tomorrow", where a date is named
    r"^(?:(?:and|ok|please|pls|but|can you|let'?s)\W+)*(?:end|close|stop|finish|run|keep|leave|make)\W+"
    r"(?:it|that|the poll)\b",
    re.IGNORECASE,
)
_TELL_OF_PRODUCTS = frozenset(
    {"product_details", "product_question", "read_reviews", "friends_reviews", "compare_products", "who_bought"}
)
_SO_LONG = re.compile(r"\b(?:\d+|an?|one|two|three|four|five|six|ten|twelve) (?:hour|day|week)s?\b", re.IGNORECASE)
_CAN_BE_CHOSEN = frozenset({"product", "product_type", "brand", "colour", "material", "size", "ordinal"})


def mends_poll(parsed: Parsed, text: str, asking: str) -> bool:
    """Say whether it mends a poll that is being put together: its question, its choices, its end, who sees votes."""
    if asking not in ("confirm", "person"):
        return False
    if asking == "confirm" and "date" in names_in(parsed) and _ENDS_THEN.match(text):
        return True
    if hides_voters(text) or new_question(text) or (asking == "confirm" and _SO_LONG.search(text)):
        return True
    change = read_choice_change(text)
    return change is not None and (change.said or bool(names_in(parsed) & _CAN_BE_CHOSEN))


def hear_of_vote(text: str, before: Before) -> str:
    """Return the intent of a plain answer to a poll of another just shown, or of words on one listed; "" for none.

    "Sure" and "both" answer it, and choose nothing.
    """
    if before.polls_listed and (_ENDS_LISTED.match(text) or _OF_LISTED.match(text)):
        return "poll_status"
    shown = before.poll_choices if before.intent not in _TELL_OF_PRODUCTS else ()
    just_now = before.poll_brought or before.intent == "poll_status"
    answers = bool(shown) and (may_be_vote(text, shown) or (just_now and bool(read_undecided(text, shown))))
    return "poll_status" if answers else ""


def may_be_vote(text: str, choices: Sequence[str]) -> bool:
    """Say whether the words choose one of these."""
    return read_poll_answer(text, choices) is not None


def answers_news(parsed: Parsed, before: Before) -> bool:
    """Say whether a choice is named of the poll that came as news while something else was asked."""
    return parsed.get("sentiment") is not None and names_poll_choice(str(parsed.get("text") or ""), before.poll_choices)


def hear_of_poll(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant of the poll that was just sent or shown; "" for nothing."""
    if not before.poll_shown:
        return ""
    if _REMINDS.match(text) or _OF_POLL_SHOWN.match(text) or (hides_voters(text) and not before.poll_choices):
        return "poll_status"
    if not before.poll_choices and not names_thing(parsed) and asks_who_sees_poll(text):
        return "poll_status"
    of_it = intent_of(parsed) in _MAY_BE_OF_POLL and _OF_POLL.search(text) and not names_thing(parsed)
    return "poll_status" if _ENDS_POLL.match(text) or of_it else ""
