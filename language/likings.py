"""Doubt of what a reason says that the shopper likes: "why does it say which you like", "i never said so"."""

import re

_DOUBTS = re.compile(
    r"\b(?:it|this|that|you|u)\b.{0,12}\b(?:says?|said|know|knew|think|thought|believe|assume|claim|get)\b.{0,30}"
    r"\b(?:you|i) (?:(?:do|would|really) )?(?:like|love|am into|enjoy|'?m into)\b"
    r"|\b(?:who|where|when|how|why)\b.{0,30}\b(?:i|which you) (?:like|love|am into|enjoy)\b"
    r"|\bi (?:never|didn'?t|did not|have never) (?:said?|say|told?|tell)\b.{0,20}\b(?:like|love|into|enjoy)\b"
    r"|^\W*(?:(?:but|and|so|why|what|hm+)\W+)*(?:\"|“)?which you like\b",
    re.IGNORECASE,
)


def doubts_liking(text: str) -> bool:
    """Say whether the words ask how it is known, or deny, that the shopper likes something."""
    return _DOUBTS.search(text) is not None
