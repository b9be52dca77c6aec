"""Who asks to be told once something is cheaper, or there again, in whatever words: "watch it, tell me below 200"."""

import re

_LEAD = r"(?:(?:please|pls|plz|can you|could you|can u|ok|and|then|hey|hi|just|so|i want you to)\W+)*"
_TELL = (
    r"\b(?:(?:tell|notify|alert|ping|warn|message|text|e-?mail|inform|remind) (?:me|us)|let (?:me|us) know"
    r"|give (?:me|us) a (?:shout|ping|heads?[- ]up))\b"
)
_WHEN = r"(?:when(?:ever)?|if|once|as soon as|the moment|should)"
_CHEAPER = (
    r"\b(?:cheaper|less|below|under|drops?|dropped|falls?|goes down|gets? down|comes? down|on sale|reduced|discounted"
    r"|price (?:changes|drops?|is))\b"
)
_THERE = r"\b(?:back(?: in stock)?|in stock(?: again)?|available(?: again)?|restock\w*)\b"
_AMOUNT = r"[€$£]?\s?\d+"
_WATCHES = re.compile(
    rf"^{_LEAD}(?:watch|keep an? (?:eye|watch) on|track the price of)"
    r" (?:the|this|that|these|those|it|them|my|[\w' -]*price)\b",
    re.IGNORECASE,
)
_TELLS_WHEN = re.compile(rf"{_TELL}\W+{_WHEN}\b.*(?:{_CHEAPER}|{_THERE})", re.IGNORECASE)
_TELLS_AT = re.compile(rf"{_TELL}\W+(?:at|below|under|(?:for )?less than|from) {_AMOUNT}", re.IGNORECASE)
_OF_PARCEL = re.compile(r"\b(?:orders?|parcels?|packages?|deliver\w*|refunds?|money|tracking)\b", re.IGNORECASE)


def asks_for_alert(text: str) -> bool:
    """Say whether the words ask to be told of a lower price or of new stock; of a parcel they do not."""
    if _OF_PARCEL.search(text):
        return False
    return any(pattern.search(text) for pattern in (_WATCHES, _TELLS_WHEN, _TELLS_AT))
