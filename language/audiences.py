"""Who is to see something, in few words and nothing else: "only me please", "no wait, just my friends"."""

import re

_AROUND = (
    r"(?:no+|nah|wait|actually|ok|okay|yes|please|pls|then|but|and|hm+|rather|better|sorry|oh|just|only|make|set|keep"
    r"|change|show|let|it|them|that|those|all|to|for|visible|should|be|can|i (?:want|meant?|said)|by)"
)
_WHO = (
    r"(?:me|myself|nobody|no ?one|my (?:\w+ )?(?:friends|mates)|friends|mates|every ?(?:one|body)|any ?(?:one|body)"
    r"|public|private|secret|strangers)"
)
_AFTER = (
    r"(?:only|please|pls|instead|(?:is|are) (?:fine|ok|enough)"
    r"|(?:should |can |may |could |to )?see (?:it|them|that|those|this)"
    r"|though|then|now|rather|ok|again|alone|(?:but )?(?:not|without|except(?: for)?) \w+)"
)
_AUDIENCE = re.compile(rf"^(?!\W*(?:show|let) me\b)\W*(?:{_AROUND}\W+)*{_WHO}(?:\W+{_AFTER})*\W*$", re.IGNORECASE)
_ONLY = re.compile(
    rf"^\W*(?:{_AROUND}\W+)*(?:just|only)\W+(?:for |to )?(?:the |my )?\w+(?: \w+)?(?:\W+{_AFTER})*\W*$", re.IGNORECASE
)

_REFUSES = re.compile(  # after it was told that they do
    r"^\W*(?:(?:no+|nah|hm+|oh|ok|well|but|and|then|please|pls|actually|can you|could you)\W+)*"
    r"(?:i (?:really )?(?:don['’]?t|do not) (?:want|like) (?:that|this|it|them to(?: see(?: (?:that|it|this|them))?)?)"
    r"|(?:turn|switch) (?:it|that|this|them) off|(?:hide|stop) (?:it|that|this|them)|they should(?:n['’]?t| not))"
    r"(?: (?:please|pls|then|at all|anymore|any more|from (?:them|everybody|everyone|my friends)))*\W*$",
    re.IGNORECASE,
)


def refuses_audience(text: str) -> bool:
    """Say whether the words only turn down who sees something: "i don't want that", "hide it then"."""
    return _REFUSES.match(text) is not None


def says_audience(text: str) -> bool:
    """Say whether the words only name who is to see something."""
    return not text.rstrip().endswith("?") and _AUDIENCE.match(text) is not None


def limits_audience(text: str) -> bool:
    """Say whether they may do so by a name: "just the running crew"."""
    return not text.rstrip().endswith("?") and _ONLY.match(text) is not None


_WHO_SEES_MINE = re.compile(  # "who sees that I bought it"
    r"^(?:(?:and|but|so|ok)\W+)*(?:who|which (?:people|friends))(?: else)? (?:can |could |will |would )?"
    r"(?:see|sees|knows?)\b.{0,20}\bi(?:'ve| have)? (?:b[uo]|order|got|purchas|wish|like|review|wrote)",
    re.IGNORECASE,
)


def asks_who_sees_mine(text: str) -> bool:
    """Say whether it asks who sees what the shopper bought, wishes for or wrote: "who can see that I bought it"."""
    return _WHO_SEES_MINE.match(text) is not None


_ASKS_SEEN = re.compile(  # "who sees", "can anybody read", "is that private", "do you tell"
    r"^(?:(?:and|but|so|ok|wait|hm+|also|btw|oh)\W+)*(?:who|can|could|do|does|will|would|is|are|should)\b"
    r".*\b(?:sees?|reads?|knows?|learns?|hears?|visible|shown|private|secret|confidential|tells?|told|share[ds]?)\b",
    re.IGNORECASE,
)
_ASKED_FRIENDS = re.compile(
    r"\bwhat i(?:'ve| have)? (?:ask|put to)(?:ed)? (?:my |the |our |other )?"
    r"(?:friends?|mates|them|people|others|circle)\b"
    r"|\bmy (?:polls|questions? to (?:my )?(?:friends|them))\b",
    re.IGNORECASE,
)
_SAID_HERE = re.compile(
    r"\bwhat i(?:'ve| have|'m| am)? (?:ask|say|said|writ|wrote|tell|told|typ|search|look)(?:ed|e|ten|ing|es)?"
    r"(?: (?:to|with))? ?(?:you|u|here|in here|in this chat|the bot|this bot|the assistant|for)\b"
    r"|\b(?:my|our|this|these|the) (?:chats?|conversations?|convos?|messages)\b",
    re.IGNORECASE,
)


_OF_ONESELF = re.compile(  # "can I see my returns", "will you tell me what I paid"
    r"^(?:(?:and|but|so|ok|wait|hm+|also|btw|oh)\W+)*(?:can|could|do|does|will|would|is|are|should)\W+(?:i|you|u|we)\b",
    re.IGNORECASE,
)
_NEVER_SHOWN = re.compile(
    r"\bmy (?:returns?|refunds?|(?:home )?address(?:es)?|cards?|payments?|searches|e-?mail|phone number)\b"
    r"|\bwhat i(?:'ve| have)? (?:pay|paid|spend|spent|search\w*|look(?:ed)? (?:at|for))\b"
    r"|\bi(?:'ve| have)? (?:return(?:ed)?|sen[dt] (?:it |that |this |them )?back)\b",
    re.IGNORECASE,
)


def read_said_asked(text: str) -> str:
    """Return of what it asks who sees it: "polls" that friends were asked, "chats" with the assistant,

    "never" what nobody is ever shown: an address, a return, what was paid; "" for none.
    """
    said = text.replace("’", "'").strip()
    if not _ASKS_SEEN.match(said):
        return ""
    if _ASKED_FRIENDS.search(said):
        return "polls"
    if _SAID_HERE.search(said):
        return "chats"
    return "never" if _NEVER_SHOWN.search(said) and not _OF_ONESELF.match(said) else ""
