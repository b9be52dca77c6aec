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


def says_audience(text: str) -> bool:
    """Say whether the words only name who is to see something."""
    return not text.rstrip().endswith("?") and _AUDIENCE.match(text) is not None


def limits_audience(text: str) -> bool:
    """Say whether they may do so by a name: "just the running crew"."""
    return not text.rstrip().endswith("?") and _ONLY.match(text) is not None
