"""A review in the making: what of it stands in the shopper's words."""

import re
from dataclasses import dataclass

from pydantic import TypeAdapter

from actions.turn import ActionTurn
from language.corrections import gives_other_stars
from language.values import read_rating
from shop.reviews import Visibility
from shop.reviews.writing import LONGEST_TEXT

FLOW = "write_review"
_QUOTED = re.compile(r"[\"“„](.{2,}?)[\"”“]", re.DOTALL)
_SAYING = re.compile(
    r"\b(?:(?:say|write|publish|post)\b(?: in my review| for me)?\s*(?::|that\b)|saying\b\s*(?::|that\b)?)\s*(.{2,})",
    re.IGNORECASE | re.DOTALL,
)
_AFTER_COLON = re.compile(r"[^:\n]{2,80}:\s+(.{2,})", re.DOTALL)
_AFTER_POINT = re.compile(r"\bmy (?:review|opinion|text)\b[^.!?:]{0,60}[.!?]\s+(.{8,})", re.IGNORECASE | re.DOTALL)
_NO_TEXT = re.compile(
    r"^\W*(?:no|nope|none|skip|nothing|no (?:text|words|comment)|without (?:text|words)|leave it (?:empty|out)"
    r"|(?:no text,? )?(?:just|only) (?:the )?(?:stars|rating))\W*$",
    re.IGNORECASE,
)
_ONLY_STARS = re.compile(r"^\W*(?:make it |i give (?:it|them) )?(?:[1-5]|one|two|three|four|five) stars?\W*$", re.I)
_LEADING_STARS = re.compile(
    r"^\W*(?:[1-5]|one|two|three|four|five) stars?\b(?! (?:hotel|review|rating))", re.IGNORECASE
)
_NO_ANSWER = re.compile(r"^\W*(?:yes|yeah|yep|ok|okay|sure|please|go on)?\W*$", re.IGNORECASE)
_SPONSORED = re.compile(
    r"\b(?:sponsored|paid (?:me )?(?:for|to write)|got (?:it|them|this) for free|free sample"
    r"|in exchange for (?:a|my) review|was sent (?:it|this|these|them) (?:for free|to try)"
    r"|brand (?:sent|gave) me)\b|#ad\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ReviewDraft:
    """What a review has so far. `text` is None until the shopper wrote, or left it out; `stars_only` wants none."""

    product_id: str = ""
    rating: int | None = None
    text: str | None = None
    visibility: Visibility | None = None
    circle_id: str | None = None
    sponsored: bool = False
    stars_only: bool = False


DRAFT: TypeAdapter[ReviewDraft] = TypeAdapter(ReviewDraft)


def said_rating(turn: ActionTurn, *, asked: bool) -> int | None:
    """Return the stars in the message; a bare number only counts when stars were asked for. The last one counts."""
    heard = turn.all_entities("rating")
    if heard:
        return read_rating(heard[-1])
    asked = asked or gives_other_stars(turn.text)
    return read_rating(turn.text) if asked and len(turn.text.split()) <= 6 else None


def only_stars(text: str) -> int | None:
    """Return the stars of a message that says nothing else ("4 stars"): no words of a review."""
    return read_rating(text) if _ONLY_STARS.match(text) else None


def leading_stars(text: str) -> int | None:
    """Return the stars that a review begins with ("4 stars. Huge box."); None for none."""
    found = _LEADING_STARS.match(text)
    return read_rating(found[0]) if found else None


def dictated_text(text: str) -> str | None:
    """Return the review that a message dictates: in quotation marks, after a colon, or after "say that"; else None."""
    for pattern in (_QUOTED, _SAYING, _AFTER_COLON, _AFTER_POINT):
        found = pattern.search(text)
        if found and len(found[1].split()) > 1:
            return found[1].strip().strip('"“”')
    return None


def answered_text(text: str) -> str | None:
    """Return the review that answers the question for one, "" for no words; None for an answer that is none."""
    if _NO_TEXT.match(text):
        return ""
    return None if _NO_ANSWER.match(text) else text.strip()[:LONGEST_TEXT]


def says_sponsored(text: str) -> bool:
    """Say whether the shopper tells that they were paid, or got the product for nothing."""
    return _SPONSORED.search(text) is not None
