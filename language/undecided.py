"""Who cannot choose among what is shown: "no idea", "can't decide", "you pick"."""

import re

_LEAD = r"(?:(?:hm+|uh+|um+|oh|ok|well|and|but|so|honestly|man|pf+|puh|tbh|sorry)\W+)*"
_TAIL = (
    r"(?:\W+(?:really|honestly|tbh|yet|lol|sorry|help|help me|between (?:them|these|those)"
    r"|which(?: one)?(?: to \w+)?))*\W*"
)
_UNDECIDED = re.compile(
    rf"{_LEAD}(?:(?:i(?:'ve| have)? (?:really |got )?)?no (?:idea|clue)|idk|dunno|i (?:really )?(?:don'?t|do not) know"
    r"|(?:i'?m |i am )?(?:not|un) ?sure"
    r"|(?:i )?(?:really )?(?:can'?t|cannot|can not) (?:decide|choose|pick|make up my mind)"
    r"|(?:it'?s |that'?s )?(?:hard|difficult|tough|tricky) (?:to (?:say|tell|choose|decide|pick)|choice|one)"
    r"|(?:i'?m |i am )?(?:undecided|torn)|help me (?:to )?(?:choose|decide|pick)|(?:you|u) (?:decide|choose|pick)"
    rf"|pick one for me){_TAIL}",
    re.IGNORECASE,
)


def is_undecided(text: str) -> bool:
    """Say whether the words say that one cannot choose, and nothing else."""
    return _UNDECIDED.fullmatch(text.replace("’", "'").strip()) is not None
