"""Wishes that are a matter of taste, as they are said: "less sporty", "classier", "the most elegant"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.finding.by_taste import is_less
from actions.memory import Criteria
from actions.turn import ActionTurn
from retrieval.qualities import known_qualities, name_quality
from retrieval.stated import is_stated
from retrieval.terms import split_terms
from shop.catalogue import Listing

_KNOWN = "|".join(sorted(known_qualities(), key=len, reverse=True))
_TASTE = re.compile(
    r"\b(?P<way>less|more|not (?:so|that|too|quite so|very)|nothing too|least|most|too)"
    r"\s+(?P<quality>[a-z][a-z-]{3,})\b"
    r"(?! than)"
    r"|\b(?P<comparative>(?!earlier|carrier|premier|barrier|supplier|heavier|pricier|noisier|easier)[a-z]{3,}ier"
    r"|(?:simpl|plain|smart|bold|cut|cosi|cozi|sleek|dull|sweet|posh|chic|tough|sturdi)er)\b"
    rf"|\b(?:something|sth|smth|some|an?|the)(?: (?:bit|really|very|rather|nice|more))* (?P<plain>{_KNOWN})"
    r"(?= ?(?:ones?|looks?|style|design|please|pls|instead|and|but|$|[.,!?]))",
    re.IGNORECASE,
)
_ASKED_MOST = re.compile(
    r"\b(?P<way>most|least|more|less)\s+(?P<quality>[a-z][a-z-]{3,})\b|\b(?P<plain>[a-z]{3,}(?:iest|ier|est|er))\b",
    re.IGNORECASE,
)
# What is compared by what is stated, or is no property at all
_NO_TASTE = frozenset((
    "expensive", "pricey", "costly", "affordable", "much", "many", "heavy", "like", "than", "info", "information",
    "details", "detail", "reviews", "results", "options", "money", "please", "recent", "popular", "time", "other",
    "choice", "choices", "ideas", "similar", "compact", "pictures", "photos", "stars", "about", "from", "sure", "with",
    "products", "items", "things", "stuff", "pieces", "protective", "good", "great", "help", "long", "high", "tall",
    "wide", "warm", "thick", "bright", "dark", "loud", "noisy", "quiet", "soft", "firm", "hard", "light", "large",
    "small", "cold", "short", "thin", "narrow", "weak", "late", "soon", "slow", "fast", "cheap", "dear", "often",
))  # fmt: skip


def read_taste(turn: ActionTurn, shown: Sequence[Listing]) -> str:
    """Return what is wanted that can't be told of the products shown, "less sporty"; "" for anything else.

    What some of them speak of can be wanted more, as a property; wanted less, it is none that others lack for sure.
    """
    said = _TASTE.search(turn.text)
    if said is None:
        return ""
    quality = (said["quality"] or said["comparative"] or said["plain"]).lower()
    if quality in _NO_TASTE or _is_named(turn, quality):
        return ""
    taste = quality if name_quality(quality) != quality else f"more {quality}"
    taste = taste if said["plain"] else " ".join(said[0].lower().split())
    if taste.startswith(("too ", "nothing ")):
        taste = f"less {quality}"
    if name_quality(quality) in known_qualities():
        return taste
    stated = not is_less(taste) and any(speaks_of(one, quality) for one in shown)
    return "" if turn.entities or stated else taste


def read_taste_asked(text: str) -> str:
    """Return the known quality by which products are asked to be compared, "most elegant"; "" for none."""
    for said in _ASKED_MOST.finditer(text):
        quality = (said["quality"] or said["plain"]).lower()
        if name_quality(quality) in known_qualities() and quality not in _NO_TASTE:
            return said[0].lower()
    return ""


def want_by_taste(criteria: Criteria, taste: str) -> Criteria:
    """Return the criteria with this taste, whose word finds nothing by itself.

    Who wants less of it is no longer held to a pastime it may come from.
    """
    if not taste:
        return criteria
    quality = taste.split()[-1]
    features = [feature for feature in criteria.features if quality not in feature.lower().split()]
    text = " ".join(_TASTE.sub(" ", criteria.text).split())
    kinds = {} if is_less(taste) else criteria.kinds
    return replace(criteria, taste=taste, text=text, features=features, kinds=kinds)


def _is_named(turn: ActionTurn, quality: str) -> bool:
    """Say whether the word belongs to something that was understood: "more running shoes"."""
    named = (entity.value for entity in turn.entities if entity.name not in ("feature", "price"))
    return any(quality in value.lower().split() for value in named)


def speaks_of(listing: Listing, quality: str) -> bool:
    """Say whether the product states the quality, or its title or description has the word."""
    told = split_terms(f"{listing.product.title} {listing.product.description}")
    return is_stated(listing, quality) is not None or not set(split_terms(quality)).isdisjoint(told)
