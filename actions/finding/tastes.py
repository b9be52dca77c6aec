"""What is a matter of taste: "less sporty", "classier". Nothing states it, so others are shown, and that is said."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.finding.choosing import POOL, SHOWN, choose, show_products
from actions.finding.search import next_ideas, within
from actions.listings import read_listings
from actions.memory import Criteria
from actions.quick_replies import quick_reply
from actions.turn import ActionTurn
from retrieval.stated import is_stated
from retrieval.terms import split_terms
from shop.catalogue import Listing

_TASTE = re.compile(
    r"\b(?P<way>less|more|not (?:so|that|too|quite so))\s+(?P<quality>[a-z][a-z-]{3,})\b(?! than)"
    r"|\b(?P<comparative>(?!earlier|carrier|premier|barrier|supplier|heavier|pricier|noisier|easier)[a-z]{3,}ier)\b",
    re.IGNORECASE,
)
# What is compared by what is stated, or is no property at all
_NO_TASTE = frozenset((
    "expensive", "pricey", "costly", "affordable", "much", "many", "heavy", "like", "than", "info", "information",
    "details", "detail", "reviews", "results", "options", "money", "please", "recent", "popular", "time", "other",
    "choice", "choices", "ideas", "similar", "compact", "pictures", "photos", "stars", "about", "from", "sure", "with",
    "products", "items", "things", "stuff", "pieces", "protective", "good", "great", "help", "long", "high", "tall",
    "wide", "warm", "thick", "bright", "dark", "loud", "noisy", "quiet", "soft", "firm", "hard", "light", "large",
))  # fmt: skip


def read_taste(turn: ActionTurn, shown: Sequence[Listing]) -> str:
    """Return what is wanted that can't be told of the products shown, "less sporty"; "" for anything else.

    What some of them speak of can be wanted more, as a property; wanted less, it is none that others lack for sure.
    """
    said = _TASTE.search(turn.text)
    if said is None or turn.entities:
        return ""
    quality = (said["quality"] or said["comparative"]).lower()
    less = said["way"] is not None and said["way"].lower() != "more"
    stated = not less and any(_speaks_of(one, quality) for one in shown)
    return "" if quality in _NO_TASTE or stated else said[0].lower()


def show_others(turn: ActionTurn, way: dict[str, Any], criteria: Criteria, taste: str) -> None:
    """Say that nothing states it, and show others that meet what was wanted so far, if there are any.

    Who wants less of something is no longer held to a pastime, which may be what it comes from.
    """
    less, word = taste.startswith(("less", "not")), taste.split()[-1]
    wanted = replace(criteria, kinds={}) if less else criteria
    others = choose(turn, within(way, wanted), POOL, excluded=turn.memory.product_ids, criteria=wanted)
    speaking = {one.product.id for one in read_listings(turn, [o.product_id for o in others]) if _speaks_of(one, word)}
    others = [one for one in others if one.product_id not in speaking or not less][:SHOWN]
    known = turn.customer_id is not None and turn.mood != "angry"
    ask = [quick_reply("Ask my friends", "ask_friends")] if known and not others else []
    turn.say("matter_of_taste", values={"said": taste, "others": bool(others)}, quick_replies=ask)
    if others:
        turn.memory.criteria = wanted
        show_products(turn, "others_instead", others, within(way, wanted), {"rejected": 0}, next_ideas())


def _speaks_of(listing: Listing, quality: str) -> bool:
    told = split_terms(f"{listing.product.title} {listing.product.description}")
    return is_stated(listing, quality) is not None or not set(split_terms(quality)).isdisjoint(told)
