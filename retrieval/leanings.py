"""What the words of a search say beside the thing itself: what it may cost, and whether it shall be new or popular.

Unlike limits, these exclude nothing: they order what was found.
"""

import re
from dataclasses import dataclass

from language.values import read_money_cents
from retrieval.prices import AMOUNT, NO_UNIT
from retrieval.terms import split_wanted

_SIGN = r"(?:€|\$|£|eur\b|euros?\b|bucks\b|dollars?\b|pounds?\b)"
_ENDS = rf"(?=\s*(?:$|[,.;:!?)]|{_SIGN}|or so\b|please\b|for\b|with\b|in\b|that\b|which\b|and\b|but\b|maybe\b))"
_ABOUT = r"(?:around|about|roughly|approx(?:\.|imately)?|circa|ca\.?|something like)"
_AROUND = re.compile(rf"\b(?:for\s+)?{_ABOUT}\s*{AMOUNT}{NO_UNIT}{_ENDS}(?:\s*(?:or so|each))?", re.IGNORECASE)


def _words(*patterns: str) -> "re.Pattern[str]":
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?![-\w])", re.IGNORECASE)


_CHEAP = _words(
    r"not (?:too |so |very |that |overly )?(?:expensive|pricey|dear|costly)",
    r"cheap(?:er|est|o|ish)?|inexpensive|affordable|bargains?|reasonably priced",
    r"low[- ](?:cost|priced?|budget)|(?:on a |good |student )?budget",
    r"(?:good )?value for (?:the )?money|won't break the bank",
)
_DEAR = _words(  # not "premium" and "deluxe", which are words of titles
    r"expensive|dearest|luxur(?:y|ious)|high[- ]end|top[- ]end|top of the (?:range|line)|posh",
    r"best (?:that )?money can buy|no expense spared|money (?:is )?no object",
)
_NEW = _words(
    r"newest|latest|most recent|recent(?:ly released)?|this year'?s|brand[- ]new",
    r"new(?:ly)?[- ](?:in|out|released|launched|arrivals?|releases?|models?)",
    r"just (?:in|out|released|launched|arrived|came out)",
)
_POPULAR = _words(
    r"(?:most |very )?popular|best[- ]?sell(?:ing|ers?)|top[- ]?sell(?:ing|ers?)|trending|hyped",
    r"most (?:bought|loved|reviewed|wanted)|(?:crowd|everybody's|everyone's) favou?rites?",
    r"(?:that )?every(?:one|body) (?:buys|has|loves|gets)|(?:that )?most people (?:buy|get|take)",
)


@dataclass(frozen=True)
class Leaning:
    """What a text leans to; `text` is what is left of it: all of it where nothing else would be."""

    text: str = ""
    around_cents: int | None = None
    cheap: bool = False
    dear: bool = False
    new: bool = False
    popular: bool = False


def read_leaning(text: str) -> Leaning:
    """Return what the text leans to."""
    around = _AROUND.search(text)
    left, said = _AROUND.sub(" ", text), []
    for words in (_CHEAP, _DEAR, _NEW, _POPULAR):
        left, count = words.subn(" ", left)
        said.append(count > 0)
    left = " ".join(left.split())
    return Leaning(left if split_wanted(left) else text, read_money_cents(around[1]) if around else None, *said)
