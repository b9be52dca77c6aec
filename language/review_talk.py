"""What is said while a review is being written and is none of its words: who may read it, "wait", "bin it"."""

import re

# What is said to the question for the words, and is none of them
_HESITATES = r"(?:(?:no+|nah|nope|oh|ok|hm+|wait|sorry|actually|hang on|hold on|please|pls|but|first)\W+)*"
_DISCARDS = re.compile(
    rf"^\W*{_HESITATES}(?:bin|scrap|drop|forget|delete|discard|trash|cancel|stop|leave) (?:it|that|this)\W*$",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(
    rf"^\W*{_HESITATES}(?:not (?:that|this)(?: one)?|(?:the )?wrong (?:one|product|thing)"
    r"|(?:i meant? )?the other one)\W*$",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"^\W*(?:(?:no+|oh|hm+|ok|um+|sorry)\W+)*(?:wait(?! for\b)|hold on|hang on|one (?:sec|second|moment))\b.{0,20}$",
    re.I,
)
_ASKS_OLD = re.compile(
    r"\bwhat (?:did|have|had|do) i (?:write|wrote|written|say|said|have)\b|\bwhat i (?:wrote|said|have|had)\b"
    r"|\b(?:show|tell|read)(?: me)? (?:my|the) (?:old |current )?(?:review|text|words)\b",
    re.IGNORECASE,
)
_ONLY_AUDIENCE = re.compile(
    rf"^\W*{_HESITATES}(?:(?:make|show|keep|let|put) (?:it|that|this)\W+)?(?:(?:visible|to|for|just|only)\W+)*"
    r"(?:me|myself|(?:my )?friends|every ?(?:body|one)|public|private|nobody(?: but me)?"
    r"|(?:my |the )?[\w ]{2,20} circle)"
    r"(?:\W+(?:only|alone|please|pls|then|instead|(?:can|may|should) (?:see|read) (?:it|that)))*\W*$",
    re.IGNORECASE,
)
_TELLS_AUDIENCE = re.compile(
    r"\b(?:only|just) (?:for |to |by )?(?:me|(?:my )?friends)\b|\b(?:me|friends) only\b|\bfor (?:my )?friends only\b"
    r"|\b(?:make|keep|set) (?:it|that|this) (?:private|public)\b|\bnobody but me\b",
    re.IGNORECASE,
)
_STARS = re.compile(
    r"[\s,;.:–-]*\b(?:(?:[1-5]|one|two|three|four|five)(?:\s?/\s?5| stars?| out of (?:5|five)))[\s,;.:!–-]*", re.I
)
_MOST_ASKED = 10  # words of a question on what stands there; a review may well say "what I have"
_FEWEST_WORDS = 4  # beside the stars that are a review


def words_beside_stars(text: str) -> str:
    """Return the review of "still fine after 600 km, 4 stars"; "" where hardly more than the stars is said."""
    words = _STARS.sub(" ", text).strip()
    return words if words != text.strip() and len(words.split()) >= _FEWEST_WORDS else ""


def discards(text: str) -> bool:
    """Say whether the review is given up: "nah bin it"."""
    return _DISCARDS.match(text) is not None


def is_of_other_thing(text: str) -> bool:
    """Say whether another product was meant: "oh wait no, not that one"."""
    return _OTHER_THING.match(text) is not None


def is_no_text(text: str) -> bool:
    """Say whether the words only hold on or ask what stands there: "wait", "first tell me what I wrote"."""
    asks = len(text.split()) <= _MOST_ASKED and _ASKS_OLD.search(text) is not None
    return asks or _WAITS.match(text) is not None


def only_tells_audience(text: str) -> bool:
    """Say whether the words are about who may read it, and nothing else: "no wait, only me"."""
    return _ONLY_AUDIENCE.match(text) is not None


def tells_audience(text: str) -> bool:
    """Say whether they are about that among others: "my review of the Swan, friends only"."""
    return _TELLS_AUDIENCE.search(text) is not None
