"""Ways out of a problem with what came: money back, another one, a coupon, a human."""

import re

_NOT_THIS_WAY = re.compile(
    r"\b(?:no|not|don'?t|do not|without|never|nor)\b(?: (?:want|need|like|care for))?(?: (?:to|an?|any|the|my|it|for))*"
    r" (?:exchang\w+|swap\w*|replac\w+|returns?|refund|coupons?|discount|vouchers?|humans?|persons?|keep)\b",
    re.IGNORECASE,
)
_WAYS = {
    way: re.compile(words, re.IGNORECASE)
    for way, words in {
        "return": r"\b(?:return(?:ed|ing)?|refund\w*|money|(?:send|give|take) (?:it |them )?back)\b",
        "exchange": r"\b(?:exchang\w*|swap\w*|replac\w+|another (?:one|size|pair|colou?r)"
        r"|(?:new|bigger|smaller|different|right|correct|proper) (?:ones?|size|pair|colou?r|item|product|thing))\b",
        "coupon": r"\b(?:coupons?|discount|vouchers?|keep|per ?cent)\b|%",
        "human": r"\b(?:humans?|person|agent|somebody|someone|call)\b",
        "again": r"\b(?:send (?:it |them |one |another )?again|resend)\b",
    }.items()
}


def read_way_out(text: str) -> str:
    """Return the way that the words take, "return", "exchange", "coupon", "human" or "again"; "" for none.

    "I don't want an exchange" takes none.
    """
    wanted = _NOT_THIS_WAY.sub(" ", text)
    return next((way for way, words in _WAYS.items() if words.search(wanted)), "")
