"""Which of several people are meant by what they do or are: "only the ones who run", "just the women"."""

import re
from dataclasses import dataclass

_LEAD = (
    r"^(?:(?:and|but|no+|nah|ok|okay|wait|actually|rather|maybe|please|pls|hm+|sorry|well|yes|yeah|can you"
    r"|make (?:it|that)|send (?:it|this|that)|ask|poll|invite|to|with|let'?s ask|only|just)\W+)*"
)
_PEOPLE = r"(?:ones|friends|people|those|mates|guys|everyone|everybody|any ?(?:one|body)|all)"
_DOING = re.compile(
    rf"{_LEAD}(?:(?:of )?(?:the|my|these|those)\W+)?{_PEOPLE}(?: of (?:them|my friends))?\s+(?:who|that|with)"
    r"(?:\W+(?:'?re|'?s|are|is|do|does|really|also|actually|already|have|has|know|knows|about|of))*\W+(?P<doing>.{2,40}?)\W*$"
    rf"|{_LEAD}(?:the|my) (?P<who>\w{{2,}}(?:ners|kers|pers|gers|bers|ders|ters|lists|nists))\W*$",
    re.IGNORECASE,
)
_ASKS_WHO = re.compile(
    r"^(?:(?:and|so|ok|hey)\W+)*(?:which|who|whom|any(?: ?(?:one|body))?) (?:of|among)"
    r" (?:my (?:friends|mates|buddies|pals|people)|the people i know|them|these|those)\W+"
    r"(?:(?:is|are|do|does|really|also|actually|go|goes|know|knows|about|into|likes?|loves?|does)\W+)*"
    r"(?P<doing>[\w' -]{3,30}?)\W*$",
    re.IGNORECASE,
)
_SORT = re.compile(
    rf"{_LEAD}(?:(?:of )?(?:the|my|these|those|all (?:the|my)?)\W+)?(?:(?P<kind>female|male|single|married|younger"
    r"|older|young|old)\W+(?:friends|ones|people)|(?P<sort>women|men|girls|ladies|lads|boys|females|males|parents|mums|moms|dads"
    r"|singles|colleagues))\b(?!['’])",
    re.IGNORECASE,
)
_LONGEST = 12  # words


@dataclass(frozen=True)
class PeoplePick:
    """What those do who are meant, "run", or what they are, "women": that no shop knows."""

    doing: str = ""
    sort: str = ""


def read_people_pick(text: str) -> PeoplePick | None:
    """Return which of several people the words keep; None where they keep none, or by name."""
    if len(text.split()) > _LONGEST or text.strip().endswith("?"):
        return None
    if found := _SORT.match(text):
        return PeoplePick(sort=(found["sort"] or found["kind"]).lower())
    found = _DOING.match(text)
    return PeoplePick(doing=(found["doing"] or found["who"]).lower()) if found else None


def asks_who_does(text: str) -> str:
    """Return what they do of whom it is asked which friends do it: "who of my friends runs" is "runs"; "" for none."""
    found = _ASKS_WHO.match(text)
    return found["doing"].lower() if found else ""
