"""Questions about what one has shown to friends: "what did I send lately", "did I share that with Ana already"."""

import re

_ASKS_SENT = re.compile(
    r"^(?:(?:and|so|ok|hey|hi|but|hm+)\W+)*(?:what|which|whom?|who|when|have|did|where|show(?: me)?|list)\b.{0,24}?"
    r"\b(?:i|i'?ve|we)(?: have)?(?: already| just| ever| last| recently)?"
    r" (?:sen[dt]|shared?|forward(?:ed)?|show(?:ed|n)?)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(  # of parcels, money and messages to the shop
    r"\b(?:back|returns?|returned|refunds?|money|orders?|parcels?|packages?|emails?|e-mails?|requests?|polls?|questions?"
    r"|support|you|wrong)\b",
    re.IGNORECASE,
)


def asks_what_i_sent(text: str) -> bool:
    """Say whether it asks what the shopper has sent to friends, be it all of it or to one of them."""
    return _ASKS_SENT.match(text) is not None and not _OTHERWISE.search(text)
