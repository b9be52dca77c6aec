"""What is turned down in a few words: "not the carbon one", "no sedana", "not clothes"."""

import re

_TURNS_DOWN = re.compile(
    r"^(?:(?:hm+|but|and|ok|well|nope|no)\W+)*(?:just )?(?:not|no|without|except|(?:any|every)thing but)\s+"
    r"(?!bad\b|sure\b|really\b|now\b|yet\b|thanks?\b|thank\b|problem\b|worries\b|idea\b|way\b|limit\b|matter\b|more\b"
    r"|need\b|rush\b|hurry\b|one\b|clue\b|at all\b|today\b|quite\b|so\b|too\b|that\b|what i\b|for\b|interested in any)",
    re.IGNORECASE,
)


def turns_down(text: str) -> bool:
    """Say whether the words turn something down that they name, as "no problem" and "not sure" do not."""
    return _TURNS_DOWN.match(text) is not None
