"""What the shop sells is never out of scope: a bare "kettle" is far from most messages, and yet a request."""

from dataclasses import replace

from language.understanding import Understanding
from language.words import KnownValues, split_words

_OUTSIDE = "out_of_scope"
_WARES = ("product_type", "product")
# What somebody may want who names a thing and little else
_WISHES = frozenset((
    "search_product", "inform", "add_to_cart", "product_details", "ask_product_question", "check_stock",
    "recommend_gift", "find_matching", "find_similar",
))  # fmt: skip


def keep_wares(heard: Understanding, known: KnownValues) -> Understanding:
    """Return the message as the likeliest wish where it seemed out of scope and names something the shop sells.

    Only if that is the likeliest of all that is in scope: a poem about a chair is still none of a shop's business.
    """
    if heard.in_scope and heard.intent != _OUTSIDE:
        return heard
    likeliest = next((rank for rank in heard.ranking if rank.intent != _OUTSIDE), None)
    if likeliest is None or likeliest.intent not in _WISHES or not _names_wares(heard.text, known):
        return heard
    outside = sum(rank.confidence for rank in heard.ranking if rank.intent == _OUTSIDE)
    confidence = likeliest.confidence / max(1e-6, 1 - outside)
    return replace(heard, intent=likeliest.intent, confidence=confidence, in_scope=True)


def _names_wares(text: str, known: KnownValues) -> bool:
    found = known.find(split_words(text))
    return any(f"begins {label}" in labels for labels in found for label in _WARES)
