"""What is heard of things for an occasion: "what do I need for a long flight" asks for products, and no delivery."""

import re

from bot.dialogue.parsed import UNCLEAR, Parsed, intent_of, names_in
from retrieval.occasions import find_occasion

_ASKS = re.compile(
    r"^(?:(?:hi|hello|hey|ok|so|and|please|pls|well|hm+|help)\W+)*"
    r"(?:(?:do you|have you|you) (?:have|got|sell) |(?:can|could) you (?:show|suggest|recommend)(?: me)? |show me "
    r"|give me |(?:i|we)(?:'m| am|'re| are)? (?:need|want|(?:am |are )?looking for|search(?:ing)? for) |got |any )?"
    r"(?:what(?: else| all)? (?:do|should|would|could|can|might|will) (?:i|we|you)(?: really| still| all)?"
    r" (?:need|take|bring|pack|get|buy|have|want|recommend|suggest)\b"
    r"|what(?:'?s| is| are)? (?:useful|good|handy|nice|needed|practical)\b"
    r"|(?:something|smth|sth|anything|some (?:things|stuff|gear|ideas)|things?|stuff|gear|ideas?|essentials"
    r"|equipment)\b)",
    re.IGNORECASE,
)
_GIVES = re.compile(r"\b(?:gifts?|presents?|surprises?|give|giving)\b", re.IGNORECASE)
_MAY_SOUND_LIKE = UNCLEAR | {
    "ask_shipping", "ask_returns", "ask_payment", "out_of_scope", "recommend_gift", "recommend_for_me", "inform",
    "small_talk", "help", "ask_product_question", "ask_size_advice", "check_stock", "product_details",
}  # fmt: skip


def hear_of_occasion(parsed: Parsed, text: str) -> str:
    """Return that products are looked for, where things for an occasion are asked for; "" for anything else."""
    if intent_of(parsed) not in _MAY_SOUND_LIKE or not _ASKS.match(text) or _GIVES.search(text):
        return ""
    named = names_in(parsed)
    if "product" in named or "person" in named or "order_id" in named:
        return ""
    return "search_product" if find_occasion(text) else ""
