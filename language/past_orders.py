"""Questions about what was ordered before: what it cost, whether it is paid, which one it was."""

import re

_LEAD = r"^(?:(?:and|so|ok|okay|but|hm+|hi|hey|hello|btw|also|wait|please|pls|thx|thanks|remind me|tell me|oh|no)\W+)*"
_I = r"(?:i|we|ive|i'?ve|we'?ve)"
_BOUGHT = r"(?:buy|order|purchase|bought|ordered|purchased)"
_PAID = r"(?:pay|paid|spend|spent|spending)"
_COST = re.compile(
    rf"{_LEAD}(?:how much|what)\b.{{0,24}}?\b(?:did|have|had|ve|i'?ve)\b.{{0,16}}?\b{_PAID}\b"
    r"|" + _LEAD + r"how much (?:did|was|were)\b.{0,40}?\bmy (?:last |latest |previous )?order\b"
    r"|" + _LEAD + r"(?:how much|what) (?:did|was|were)\b.{0,40}?"
    r"\b(?:costs? (?:me|us)|(?:cost|come to|costs?) .{0,12}\bin total|my (?:last |latest |previous )?order "
    r"(?:cost|come to))\b",
    re.IGNORECASE,
)
_PAID_YET = re.compile(
    rf"{_LEAD}(?:have {_I}(?: already| even| actually)? paid|did {_I}(?: already| even| actually)? pay"
    r"|(?:is|was|are|were) (?:my|the) .{1,40}\b(?:paid(?: for)?|already paid)\b)",
    re.IGNORECASE,
)
_WHICH = re.compile(
    rf"{_LEAD}(?:which|what)\b.{{0,40}}?\b(?:did|have) {_I}(?: last| just| actually| again)? {_BOUGHT}\b(?! to\b)"
    rf"|{_LEAD}(?:which|what) \w.{{0,40}}? (?:did|have) {_I} (?:get|got|gotten)\b(?! to\b)"
    rf"|{_LEAD}(?:did|have) {_I}(?: ever| already| once| not)? {_BOUGHT} .+"
    rf"|{_LEAD}when did {_I} (?:last )?{_BOUGHT}\b"
    r"|" + _LEAD + r"what(?:'?s| is| was| were| did i have)?(?: all)? in (?:my|that|the) (?:\w+ )?order\b",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    r"\b(?:in total|altogether|all together|overall|so far|in all|ever|with you|here|since"
    r"|(?:this|last) (?:year|month|week))\b",
    re.IGNORECASE,
)
_NO_PAST = re.compile(
    r"\b(?:carts?|basket|bag|trolley|shipping|delivery|postage|labels?|refund\w*|return\w*|should|would|will|wrong"
    r"|twice|double|friends?|wish|vote|points?|to do|get (?:a|an|my|the) (?:coupon|discount|refund|e-?mail|answer))\b",
    re.IGNORECASE,
)


def read_past_ask(text: str) -> str:
    """Return what is asked of past orders: "cost", "paid", "which", or "" for nothing."""
    if _NO_PAST.search(text):
        return ""
    if _PAID_YET.match(text):
        return "paid"
    if _COST.match(text):
        return "cost"
    return "which" if _WHICH.match(text) else ""


def asks_in_all(text: str) -> bool:
    """Say whether it is of all that was ever ordered."""
    return _IN_ALL.search(text) is not None
