"""Questions about one's own reviews: "how many stars did I give the backpack", "what did I write about it"."""

import re

_LEADS = (
    r"(?:(?:hi|hey|ok|and|so|now|please|pls|can you|could you|can i|let me|i want to|i'?d like to|wait|oh|hm+)\W+)*"
)
_ALL = re.compile(
    rf"^{_LEADS}(?:(?:show|list|see|give|tell|read|open|what are|where are|find)(?: me)? )?(?:all )?(?:of )?my "
    r"(?:own |old )?(?:reviews|ratings)(?:\W+(?:please|pls|so far|again|here|now|i (?:wrote|have written)))*\W*$"
    r"|\b(?:what|which)(?: \w+)? (?:have|did) i (?:already |ever )?(?:review(?:ed)?|rated?)(?: so far| already)?\W*$"
    r"|\bwhich reviews (?:did|have) i (?:wr[io]te|written)\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\bhow many stars (?:did|have|had) i (?:already )?(?:give|gave|given|rate)\b"
    r"|\b(?:what|which) (?:stars|rating|score|review) (?:did|have|had) i (?:give|gave|given|write|written|leave|left)\b"
    r"|\bhow (?:did|have) i (?:rated?|review(?:ed)?)\b"
    r"|\bwhat (?:did|have|had) i (?:rate|rated|write|wrote|written)\b"
    r"|\bwhat (?:did|have) i (?:give|gave|given) (?:it|that|this|them)\W*$"
    r"|\bwhat (?:did|have) i (?:say|said)\b.*\b(?:about|on|in (?:my|the) review)\b"
    r"|\b(?:what (?:was|is|were)|what'?s|how was) my (?:old |own )?(?:rating|review|stars)\b"
    r"|\b(?:did|have) i (?:already |ever )?(?:review(?:ed)?|rated?)\b"
    rf"|^{_LEADS}(?:show|read|see|open)(?: me)? my (?:own |old )?(?:review|rating)\b",
    re.IGNORECASE,
)
_OF_MINE = re.compile(r"\bmy (?:old |own )?(?:rating|review|stars)\b|\bi\b", re.IGNORECASE)
_OTHER_WISH = re.compile(
    r"\b(?:to (?:my|a|the|all|every\w*|friends?)\b|visible|hide|hidden|private|public|only|delete|remove|edit"
    r"|change|rewrite|take (?:down|back)|who|likes?|liked|friends?|helpful|bought|order\w*)\b",
    re.IGNORECASE,
)


def asks_own_review(text: str) -> bool:
    """Say whether the words ask what the shopper rated or wrote themselves: a question, and no wish to write."""
    return asks_all_own(text) or bool(_ONE.search(text) and _OF_MINE.search(text) and not _OTHER_WISH.search(text))


def asks_all_own(text: str) -> bool:
    """Say whether they ask for all of them: "show my reviews"."""
    return _ALL.search(text.strip()) is not None and not _OTHER_WISH.search(text)
