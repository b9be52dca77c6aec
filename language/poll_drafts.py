"""What is changed in a poll before it is sent: its question, its choices, who is to see the votes."""

import re
from dataclasses import dataclass

_LEAD = (
    r"^(?:(?:and|n|also|ok|yes|yeah|oh|wait|please|pls|no|nah|but|then|maybe|actually|sorry|hm+|can (?:you|we|u|i)"
    r"|could you|let'?s|i(?:'d| would)? (?:like|want) to)\W+)*"
)
_TAIL = (
    r"(?:\W+(?:too|as well|also|please|pls|instead|again|then|though|(?:from|to|of|in|into|off) (?:it|that|this|there"
    r"|the (?:poll|list|choices|options|question|vote))|as (?:an? |the |my |number )?(?:third|fourth|fifth|sixth|[3-6]"
    r"|another|other|extra|last|choice|option|one)(?: (?:choice|option|one))?))*\W*$"
)
_QUESTION = re.compile(
    r"\bquestion\b[^:]{0,20}:\s*(?P<after>.{3,500})$"
    r"|\b(?:question|wording|text|title)\b (?:(?:should|must|shall|to|as|into) )?"
    r"(?:be|is|say|says|read|reads|to|into|as)\b\W+(?P<said>.{3,500})$"
    rf"|{_LEAD}(?:rather |just |better )?(?:ask|say|write|word it|phrase it|call it)(?: (?:them|it|as|like this|instead"
    r"|rather))*:\s*(?P<told>.{3,500})$",
    re.IGNORECASE | re.DOTALL,
)
_SECRET = re.compile(
    r"\banonym\w*|\b(?:secret|private|hidden|blind)(?:ly)? (?:votes?|voting|polls?|ballots?)\b"
    r"|\b(?:hide|without) (?:the |their |any )?(?:names?|voters?)\b|\bvot(?:e|ing) (?:in secret|secretly)\b",
    re.IGNORECASE,
)
_ADDS = re.compile(rf"{_LEAD}(?:add|include|throw in|put in|put)\s+(?P<new>.+?){_TAIL}", re.IGNORECASE)
_ALSO = re.compile(rf"{_LEAD}(?:and|also|plus|with)\W+(?:also )?(?P<new>.+?){_TAIL}", re.IGNORECASE)
_DROPS = re.compile(
    rf"{_LEAD}(?:remove|drop|delete|leave out|kick out|take out|throw out)\s+(?P<old>.+?){_TAIL}"
    rf"|{_LEAD}(?:take|leave|kick|throw|get)\s+(?P<out>.+?)\s+(?:out|off|away)\b{_TAIL}",
    re.IGNORECASE,
)
_NOT = re.compile(rf"{_LEAD}(?:not|without|skip)\s+(?P<old>.+?){_TAIL}", re.IGNORECASE)
_SWAPS = re.compile(
    rf"{_LEAD}(?:swap|replace|exchange|change)\s+(?P<old>.+?)\s+(?:for|with|by|against|to)\s+(?P<new>.+?){_TAIL}",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    rf"{_LEAD}(?:rather |take |put )?(?P<new>.+?)\s+(?:instead of|rather than)\s+(?P<old>.+?){_TAIL}", re.I
)
_ELSEWHERE = re.compile(
    r"\b(?:carts?|basket|bag|trolley|wish ?list|orders?)\b|^(?!(?:can|could) (?:you|u|we|i)\b).*\?\W*$",
    re.IGNORECASE | re.DOTALL,
)
_NO_CHOICE = re.compile(
    r"(?:it|that|this|them|all|everything|now|yet|sure|(?:the |my |this )?(?:poll|question|vote|draft|friends?))",
    re.IGNORECASE,
)
_LONGEST = 12  # words


@dataclass(frozen=True)
class ChoiceChange:
    """What comes to the choices of a poll, and what goes, in the shopper's words; "" for nothing."""

    new: str = ""
    old: str = ""
    said: bool = True  # in so many words, not only "and the pips"


def new_question(text: str) -> str:
    """Return the question in "change the question to: which for the mud run?"; "" for none."""
    found = _QUESTION.search(text)
    return next(filter(None, found.groups()), "").strip(' "“”„') if found else ""


def hides_voters(text: str) -> bool:
    """Say whether nobody is to see who voted for what: "make it anonymous"."""
    return _SECRET.search(text) is not None


def read_choice_change(text: str) -> ChoiceChange | None:
    """Return what is to come to the choices and to go; None where the words change none, or the cart."""
    if _ELSEWHERE.search(text) or len(text.split()) > _LONGEST or new_question(text):
        return None
    found = ((words, words.search(text)) for words in (_SWAPS, _INSTEAD, _DROPS, _ADDS, _NOT, _ALSO))
    words, match = next(((words, match) for words, match in found if match), (_ALSO, None))
    parts = {name: value for name, value in match.groupdict().items() if value} if match else {}
    if not parts or any(map(_NO_CHOICE.fullmatch, parts.values())):
        return None
    return ChoiceChange(parts.get("new", ""), parts.get("old") or parts.get("out", ""), words not in (_NOT, _ALSO))


_WHO_SEES = re.compile(  # "can my mum see that", of the poll on the screen
    r"^(?:(?:and|but|so|ok|hm+|wait|oh)\W+)*(?:who(?: else)?|(?:can|could|does|do|will|would|is|are)\b.{1,40}?)"
    r" (?:can |could |will |would |able to )?(?:sees?|reads?|knows?(?: (?:about|of))?|finds? out(?: about)?)"
    r"(?: (?:it|this|that|the|my|poll|question|vote|votes|all|now|too|then|about|of))*\W*$",
    re.IGNORECASE,
)


def asks_who_sees_poll(text: str) -> bool:
    """Say whether it asks who sees a poll: "can my mum see that", "who sees it"."""
    return _WHO_SEES.match(text) is not None
