"""What is put right in few words, while it is open or just done: a house number, stars, whom a present is for."""

import re

_HOUSE_NUMBER = re.compile(
    r"^\W*(?:(?:no+|sorry|wait|oh|oops|hm+|ah|but|actually|i meant?|it'?s|its|make (?:it|that)|rather|the|house)\W+)*"
    r"(?:(?:number|no\.?|nr\.?)\s*(?:is\s+)?(\d{1,4} ?[a-z]?)|(\d{1,4}[a-z]?),?\s+not\s+\d{1,4}[a-z]?)\W*$",
    re.IGNORECASE,
)
_STARS = re.compile(
    r"^(?:(?:oh|wait|sorry|no|hm+|actually|i mean|make (?:it|that)|rather|better)\W+)+(?:[1-5]|one|two|three|four|five)"
    r"(?: stars?)?\W*$",
    re.IGNORECASE,
)
_FOR_ANOTHER = re.compile(
    r"^(?:(?:ok|and|now|then|actually|no|rather|also|what about|how about)\W+)+(?:(?:one|something|a present) )?for\b"
    r"|^for .{2,30} (?:as well|too|instead)\W*$",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"^(?:(?:ok|and|now|then|next|also|what about|how about)\W+)+(?:for )?[\w'-]+(?: [\w'-]+){0,3}\W*$", re.IGNORECASE
)
_THEM = r"(?:her|him|them|she|he)"
_AND = r"(?:\s*(?:,|&|\+)\s*|\s+(?:and|plus)\s+)(?:also\s+)?"
_WITH_THEM = re.compile(rf"\b{_THEM}{_AND}(?:for )?@?\w|\w{_AND}(?:for )?{_THEM}\W*$", re.IGNORECASE)
_IS_FOR = re.compile(  # "it's for her and Priya"
    r"^(?:(?:no+|nope|but|and|wait|sorry|oh|actually|ok|well|hm+|i meant?)\W+)*"
    r"(?:(?:it|this|that|they|the (?:gift|present)s?|something)(?:['’]?s|['’]?re| is| are| was| should be)\s+)?"
    r"(?:(?:actually|really|also|meant|both|rather)\s+)*for\b|^(?:both\W+)?"
    rf"{_THEM}{_AND}\w+(?: (?:both|too|together))*\W*$",
    re.IGNORECASE,
)
_RECEIVER = re.compile(
    r"^(?:(?:no+|nope|but|and|wait|sorry|oh|actually|it'?s|its|that'?s|hm+)\W+)*(?:(?:only|just|not)\s+)?(?:for|from)\b"
    r".*\b(?:only|alone|from (?:the (?:two|three) of |both of |all of )?us)\b"
    r"|^(?:(?:no+|nope|but|and|wait|sorry|oh|actually|it'?s|its|that'?s|hm+)\W+)*(?:only|just|not|isn'?t) for\b"
    r"|^[^?]*\b(?:pay(?:s|ing)?|chip(?:s|ping)?|contribut(?:es|ing)|giv(?:es|ing)|is|are)"
    r" (?:it |a |the )?(?:half|in|share|part|with me|together with me|too|only giving|giving)\b[^?]*$",
    re.IGNORECASE,
)


def new_house_number(text: str) -> str:
    """Return the number of "sorry, number 12" and "it's 12, not 21"; "" for other words."""
    found = _HOUSE_NUMBER.match(text)
    return next(filter(None, found.groups())) if found else ""


def gives_other_stars(text: str) -> bool:
    """Say whether the words are "sorry, 4" or "make it four stars"."""
    return _STARS.match(text) is not None


def is_for_another(text: str) -> bool:
    """Say whether the words are "and for Jonas", "actually for her" or "for Ana as well"."""
    return _FOR_ANOTHER.match(text) is not None


def puts_receiver_right(text: str) -> bool:
    """Say whether the words are "not for Jonas, he pays half" or "for Ana only, from the two of us"."""
    return _RECEIVER.match(text) is not None


def says_receiver(text: str) -> bool:
    """Say whether the words are "it's for her and Priya", "for both Ana and Karl" or "her and Priya"."""
    return _IS_FOR.match(text) is not None


def comes_to_them(text: str) -> bool:
    """Say whether somebody comes to who was spoken of: "for her and Priya", "Priya and him"."""
    return _WITH_THEM.search(text) is not None


def turns_to_another(text: str) -> bool:
    """Say whether the words are "now my mother in law" or "and Ana?", where they name somebody."""
    return _ANOTHER.match(text) is not None
