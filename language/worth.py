"""Whether one thing is any good: "is the first one any good", "number 2 worth it?", "is it decent"."""

import re

_WORTH = r"(?:any good|worth (?:it|the (?:money|price)|having|buying|getting|that much)|decent|legit)"
_LEAD = r"(?:(?:and|so|ok|but|hm+|well|yo|hey)\W+)*"
_AFTER = r"(?: (?:or nah|or not|though|tho|then|really|at all|u think|you think|in your opinion))*\W*$"
_ASKS = re.compile(
    rf"^{_LEAD}(?:is|are|was|would|wd) (?P<what>.{{2,60}}?) (?:(?:really|actually|even|be) )*(?:{_WORTH}|good){_AFTER}"
    rf"|^{_LEAD}(?P<short>(?!.*\b(?:is|are|was|looks?|seems?)\b).{{2,60}}?) (?:{_WORTH}{_AFTER}|good ?\?+$)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"^(?:it|this|that|they|these|those)(?: one)?$", re.IGNORECASE)


def read_worth_asked(text: str) -> str:
    """Return of what it asks whether it is any good, in the words of the message; "" where it asks nothing of it."""
    said = _ASKS.match(text.strip())
    return (said["what"] or said["short"] or "").strip() if said else ""


def is_pointed_at(words: str) -> bool:
    """Say whether the words only point at what is talked about: "it", "this one"."""
    return _POINTS.match(words) is not None
