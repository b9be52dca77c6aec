"""How many of a list are asked for: "the cheapest 3", "only show two", "top 3 please"."""

import re

from language.values import read_quantity

_N = r"(?P<n>[2-5]|two|three|four|five)"
_NO_UNIT = (
    r"(?![\d.,]*\d|\s*(?:%|€|\$|£|eur\w*|k?g|mm|cm|m|l|ml|litres?|inch\w*|hours?|h|days?|years?|months?|people|persons?"
    r"|stars?|colou?rs?|sizes?|pieces|pairs?|packs?)\b)"
)
_FIRST = r"(?:cheapest|dearest|most expensive|newest|latest|best|best[- ]rated|top|top[- ]rated|highest rated|lightest)"
_MOST = re.compile(
    rf"\b(?:{_FIRST}|(?:show|give|list)(?: me)?(?: only| just)?(?: the)?|(?:only|just)(?: show(?: me)?| the)?(?: the)?)"
    rf"\s+{_N}\b{_NO_UNIT}"
    rf"|\b{_N.replace('?P<n>', '?P<m>')}\s+{_FIRST}\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"^(?:(?:ok|and|so|please|pls|can you|could you|now|hm+)\W+)*(?:(?:only|just|show(?: me)?|give me|list|i want)\s+)*"
    rf"(?:the\s+)?(?:{_FIRST}\s+{_N}|{_N.replace('?P<n>', '?P<m>')}\s+{_FIRST})"
    r"(?:\s+(?:ones?|of (?:them|these|those)))?"
    r"(?: (?:please|pls|only))*\W*$",
    re.IGNORECASE,
)
# "Which ones good for flat feet", of those shown
_SUITS = re.compile(
    r"^(?:(?:and|so|ok|hm+|but|well)\W+)*"
    r"(?:(?:which|wich|what)(?: ones?| of (?:them|these|those))?|any(?: of (?:them|these|those))?)"
    r"(?:'?s| is| are| r| would be| wud be)?(?: (?:also|really|actually|any|a))*"
    r" (?:good|great|nice|ok|okay|fine|suited|suitable|right|ideal|made|meant|recommended|safe)"
    r" (?:for|in|on|against|with) (?!(?:me|you|us|sure|that|this|now|him|her|them|under|less)\b)"
    r"[\w' -]{3,40}\W*$",
    re.IGNORECASE,
)


def asks_which_suit(text: str) -> bool:
    """Say whether the text asks which of a list are good for something: "which ones good for flat feet"."""
    return _SUITS.match(text) is not None


def read_most_shown(text: str) -> int | None:
    """Return how many shall be shown, two to five; None where the text does not say."""
    said = _MOST.search(text)
    return read_quantity(said["n"] or said["m"]) if said else None


def asks_first_of_list(text: str) -> bool:
    """Say whether the text asks for the first of a list and nothing else: "the cheapest 2 pls"."""
    return _ALONE.match(text) is not None
