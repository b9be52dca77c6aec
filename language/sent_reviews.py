"""What is said where the words of a review are to be sent on: "forward ana's review to kofi"."""

import re

_REVIEW = r"(?:review|rating|opinion|comment|feedback)s?"
_SENDS = re.compile(
    r"^(?:(?:ok|and|please|pls|hey|so|can (?:i|you|u|we)|could (?:i|you|we)|i(?:'d| would)? (?:like|want) to"
    r"|i wanna|is there a way to|how (?:do|can) i)\W+)*"
    r"(?:(?:send|forward|pass|mail|e-?mail|text|dm|whatsapp|share)\b(?!\W+(?:me|us|more|all|only)\b)"
    r"|(?:show|let) (?!me\b|us\b|my\b|all\b)[^\W\d][\w.]* (?:see |read )?"
    r"(?=(?:what|the|that|this|these|those|her|his|their|your|my|\w+['’]?s)\b))"
    rf"(?:.*\b{_REVIEW}\b|.*\bwhat (?!do\b|did\b)[^\W\d][\w.]* (?:wrote|said|thinks|thought)\b)"
    r"(?!.*\b(?:only|public|private|anonymous\w*|friends can)\b)",
    re.IGNORECASE,
)


def sends_review(text: str) -> bool:
    """Say whether a review, and not the product, is to be shown to somebody."""
    return _SENDS.match(text) is not None


def wrote_it(name: str, text: str) -> bool:
    """Say whether the review that is to be sent is theirs: of "send ana's review to kofi" Ana's."""
    whose = re.escape(re.sub(r"['’]?s$", "", name))
    return (
        re.search(
            rf"\b{whose}(?:['’]?s)? (?:(?!the\b|that\b|this\b|an?\b|some\b)\w+ )?{_REVIEW}\b"
            rf"|\bwhat {whose} (?:wrote|said|thinks|thought)\b",
            text,
            re.IGNORECASE,
        )
        is not None
    )
