"""Wishes for things for an occasion that name no thing: "something for camping", "a wedding gift".

Who names a thing, "tent for camping", looks for that; who names none is shown what is for the occasion.
"""

from collections.abc import Collection
from dataclasses import dataclass

from retrieval.leanings import read_leaning
from retrieval.occasions import AskedOccasion, find_occasion
from retrieval.prices import read_limits
from retrieval.terms import split_terms, wanted_words

# What tells of no thing: "what should I pack for a camping trip next week, any ideas"
_NO_THING = frozenset((
    "no", "nope", "rather", "actually", "instead",
    "take", "bring", "pack", "packing", "going", "go", "goes", "invited", "trip", "next", "week", "month", "soon",
    "tomorrow", "weekend", "must", "must-haves", "haves", "essentials", "gear", "kit", "equipment", "useful",
    "recommendation", "recommendations", "advice", "idea", "ideas", "stuff", "prepare", "preparing", "should", "want",
    "buy", "find", "suggest", "suggestion", "suggestions", "nice", "new", "else", "still", "required", "necessary",
    "sell", "shop", "clueless", "know", "tell", "everything", "all", "kid", "kids", "son", "daughter", "child",
    "children", "husband", "wife", "could", "might", "may", "come", "along", "handy", "planning", "plan",
    "we're", "i've", "we've", "there's", "anybody", "myself", "me", "days", "day", "year", "years", "old", "please",
))  # fmt: skip
_CHILDREN = frozenset(("kid", "kids", "son", "daughter", "child", "children"))  # for whom not everything is
_PRESENTS = frozenset(("gift", "present", "surprise"))
_ANY_THING = frozenset(
    (*_PRESENTS, "idea", "stuff", "item", "thing", "essential")
)  # behind an occasion: "wedding gift"


@dataclass(frozen=True)
class OccasionWish:
    """What is wanted for an occasion: a present, or what is used then; `rest` is what else is said, "" for nothing."""

    occasion: str
    is_present: bool
    rest: str


def read_wish(text: str) -> OccasionWish | None:
    """Return the wish that the text is, limits of price and leanings aside; None where it names no occasion."""
    text = read_leaning(read_limits(text).text).text
    asked = find_occasion(text) or _find_before_any_thing(text)
    if asked is None:
        return None
    said = [word for word in wanted_words(asked.rest) if _ANY_THING.isdisjoint(split_terms(word))]
    rest = " ".join(word for word in said if word.lower() not in _NO_THING - _CHILDREN)
    return OccasionWish(asked.name, not _PRESENTS.isdisjoint(split_terms(text)), rest)


def names_thing(text: str, of_occasion: Collection[str]) -> bool:
    """Say whether the text, without its occasion, names a thing; `of_occasion` are folded words that do not."""
    words = (word for word in wanted_words(text) if word.lower() not in _NO_THING)
    return any(not set(of_occasion).issuperset(split_terms(word)) for word in words)


def _find_before_any_thing(text: str) -> AskedOccasion | None:
    """Return the occasion that the text is, with a word for anything behind it: "wedding gift", "Christmas ideas"."""
    words = wanted_words(text)
    while len(words) > 1 and not _ANY_THING.isdisjoint(split_terms(words[-1])):
        words.pop()
    asked = find_occasion(f"for {' '.join(words)}") if len(words) < len(wanted_words(text)) else None
    return asked if asked and asked.last and not asked.rest else None
