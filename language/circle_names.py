"""Another name for a circle of friends: "rename climbing to rope team", "call my climbing circle rope team"."""

import re

_LEAD = (
    r"^(?:(?:please|pls|can you|can u|could you|and|ok|now|then|i(?:'d| would)? (?:like|want) to|let'?s|actually|no"
    r"|oh)\W+)*"
)
_TAIL = r"(?:\W+(?:please|pls|instead|now|from now on))*\W*$"
_NEW = r"[\"“„']?(?P<new>.+?)[\"”“']?"
_OLD = r"(?:(?:my|the|that) )?(?:circle )?[\"“„']?(?P<old>.+?)[\"”“']?(?: (?:circle|group))?"
_RENAMES = re.compile(
    rf"{_LEAD}(?:rename|relabel|change the name of)\s+{_OLD}\s+(?:to|into|as)\s+{_NEW}{_TAIL}", re.IGNORECASE
)
_CALLS = re.compile(
    rf"{_LEAD}(?:call|name)\s+(?:(?:my|the)\s+(?:circle\s+)(?P<first>\w+)|(?:(?:my|the)\s+)?(?P<old>.+?)\s+(?:circle|group))"
    rf"\s+{_NEW}{_TAIL}",
    re.IGNORECASE,
)
_SHALL_BE = re.compile(
    rf"{_LEAD}(?:(?:my|the)\s+)?(?P<old>.+?)\s+(?:circle|group)\s+(?:should|shall|must|is to)\s+(?:now\s+|rather\s+)?be"
    rf"\s+(?:called|named|renamed(?: to)?)\s+{_NEW}{_TAIL}",
    re.IGNORECASE,
)
_IT = re.compile(
    rf"{_LEAD}(?:rename (?:it|that|this|that one)(?: to| into| as)?|(?:call|name) (?:it|that|this)"
    rf"|change (?:the|its) name to)\s+(?!(?:a|an|the)\b){_NEW}{_TAIL}",
    re.IGNORECASE,
)
_THE_ONE = re.compile(r"^(?:the|my|this|that)$", re.IGNORECASE)  # "name the group rope team"
_NO_CIRCLE = re.compile(r"^(?:me|my ?self|my (?:nick)?name|my (?:account|profile)|it|that|this)$", re.IGNORECASE)


def read_new_name(text: str) -> tuple[str, str] | None:
    """Return the name that a circle has and the one that it is to have; None for other words.

    The first is "" for "rename it to rope team".
    """
    if found := _IT.match(text):
        return "", found["new"].strip()
    found = _RENAMES.match(text) or _CALLS.match(text) or _SHALL_BE.match(text)
    if found is None:
        return None
    parts = found.groupdict()
    old = (parts.get("old") or parts.get("first") or "").strip()
    if _NO_CIRCLE.match(old):
        return None
    return "" if _THE_ONE.match(old) else old, found["new"].strip()
