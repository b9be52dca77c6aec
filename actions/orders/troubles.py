"""What can be wrong with what came, as shoppers say it."""

import re

KINDS = {
    "wrong": r"(?<!thing )(?<!thing's )(?<!thing is )(?<!what's )(?<!went )\bwrong\b(?! with)"
    r"|\b(somebody else'?s?|someone else'?s?|not what i ordered|instead of|mixed up)\b"
    r"|\bdifferent (?:thing|one|item|product|colour|color|size|model)\b",
    "missing": r"\b(missing|incomplete|only (?:one|half|part)|without|not in (?:the|there)|forgot)\b",
    "faulty": r"\b(stopped|do(?:es)?(?:n'?t| not) (?:work|turn|start|charge)|fell apart|came off|faulty|defect\w*|fault"
    r"|dead|died|won'?t|(?:gave|given) (?:up|out)|packed (?:up|in)|conked out)\b",
    "damaged": r"\b(damaged?|broken?|broke|smashed|shattered|crack\w*|torn|ripped|scratch\w*|dent\w*|leak\w*|crushed|"
    r"pieces|bent|stain\w*|hole)\b",
    "unfit": r"\btoo (?:big|small|tight|loose|long|short|wide|narrow|large|little|heavy)\b"
    r"|\b(?:does|do|did)(?:n'?t| not) fit\b|\b(?:bigger|smaller) (?:size|one)\b|\bpinch\w*",
}
OUR_FAULTS = frozenset(KINDS) - {"unfit"}


def match_kind(text: str) -> str:
    """Return which of KINDS the text tells, or is; "" for none."""
    if text in KINDS:
        return text
    return next((kind for kind, words in KINDS.items() if re.search(words, text, re.IGNORECASE)), "")
