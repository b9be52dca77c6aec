"""What products must be stated to have, or not to have: "a jacket for rain", "without perfume", "not in-ear"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.finding.refusals import tell_refused
from actions.memory import Criteria
from actions.names import join_names
from retrieval.implied import named_properties
from retrieval.stated import is_stated
from retrieval.terms import holds, split_terms, wanted_words
from retrieval.traits import MATERIAL_NAMES
from shop.catalogue import Listing

_NEEDS = {  # the property that a purpose takes, what it is told as, and the words that name the purpose
    "rainproof": (
        "keeps rain off",
        re.compile(r"\b(?:rain(?:s|y|ing|coats?|proof)?|drizzle|downpours?|wet weather|cagoules?)\b", re.IGNORECASE),
    ),
    "winter": ("warm", re.compile(r"\b(?:winter|snow(?:y)?|freezing|cold weather)\b", re.IGNORECASE)),
}
_WITH = re.compile(
    r"\bwith (?:an? |the )?([a-z][\w-]*(?: [\w-]+){0,2}?)"
    r"(?=\s*(?:$|[,.;:!?()]|\b(?:and|but|or|for|under|below|that|which|in|at|please|pls|thanks)\b))",
    re.IGNORECASE,
)
GOOD_FOR = re.compile(  # "any good for allergies?"
    r"\b(?:good|suitable|okay|ok|fine|safe) for (?:an? |the |my )?(?P<what>[a-z][\w-]*(?: [\w-]+){0,2}?)"
    r"(?=\s*(?:$|[,.;:!?()]|\b(?:and|but|or|under|below|that|which|in|at|please|pls|thanks)\b))",
    re.IGNORECASE,
)
_NOT_OF_PRODUCTS = frozenset((
    "review", "rating", "star", "delivery", "shipping", "discount", "return", "warranty", "price", "stock", "love",
    "friend", "my", "me", "you", "him", "her", "it", "them", "help", "quality", "service",
))  # fmt: skip
# What is so or not, and no matter of taste that goes without saying
_FACTUAL = re.compile(
    r"\bfree$|(?:proof|resistant|repellent|able|less|certified)$|\b(?:vegan|organic|rain|fair ?trade)\b", re.IGNORECASE
)
_TASTE = frozenset((
    "comfortable", "comfy", "affordable", "reasonable", "fashionable", "sustainable", "durable", "reliable", "stylish",
    "cute", "cosy", "cozy", "pretty", "beautiful", "elegant", "modern", "trendy", "cool", "simple", "fancy", "fun",
    "nice", "good", "quality", "funny", "unique", "romantic", "luxury", "luxurious", "classy", "lightweight", "light",
    "soft", "warm", "cheap", "best", "popular", "practical", "useful", "everyday", "casual", "sturdy", "solid",
    "lovely", "decent",
))  # fmt: skip
_VAGUE = frozenset((
    "many", "much", "big", "long", "large", "small", "high", "low", "great", "nice", "proper", "real", "lot", "extra",
    "more",
))  # fmt: skip
_WEARERS = {
    "man": re.compile(
        r"\b(?:m[ae]n'?s?|gents?|gentlem[ae]n|guys?|husband|boyfriend|dad|father|brother|son|grand(?:pa|dad|father))\b",
        re.IGNORECASE,
    ),
    "woman": re.compile(
        r"\b(?:wom[ae]n'?s?|lad(?:y|ies)(?:'s?)?|wife|girlfriend|mum|mom|mother|sister|daughter|grand(?:ma|mother))\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True)
class Need:
    """A property that is wanted, or refused, in the shopper's words (`said`) and in those that are looked for."""

    said: str
    feature: str
    wanted: bool = True
    spoken: bool = True  # as a feature or a refusal of its own; False: it is read from what something is for
    loose: bool = False  # words that may be no property at all, so that only what names none of them is silent


def needs_of(criteria: Criteria) -> list[Need]:
    """Return what products must be stated to have or not to have to be what is looked for; [] for nothing."""
    words = f"{criteria.product_type} {criteria.text}"
    needs = [Need(said, said) for said in criteria.features]
    needs += [Need(tell_refused(said), said, wanted=False) for said in criteria.not_features]
    if criteria.product_type:
        needs += [Need(told, name, spoken=False) for name, (told, sign) in _NEEDS.items() if sign.search(words)]
    needs += [Need(said, said, spoken=False) for said in named_properties(words)]
    phrases = (_read_phrase(said) for said in _WITH.findall(criteria.text))
    needs += [Need(said, said, spoken=False, loose=True) for said in phrases if said]
    for good in GOOD_FOR.finditer(criteria.text):
        needs.append(Need(good[0].lower(), good["what"].lower(), spoken=False, loose=True))
    return list({need.feature: need for need in reversed(needs)}.values())[::-1]


def asks_more(criteria: Criteria) -> bool:
    """Say whether `keep_needed` may keep other products, or another order, than a search."""
    return bool(needs_of(criteria) or _wearers(criteria) or criteria.material)


def keep_needed(criteria: Criteria, listings: Sequence[Listing], *, best_first: bool) -> list[Listing]:
    """Return those that state nothing against the needs, with `best_first` those first that state that they meet them.

    A need that is only read from what something is for is given up where nothing would be left.
    """
    kept = list(listings)
    missing = {one.product.id: 0 for one in kept}
    for need in needs_of(criteria):
        said = {one.product.id: is_stated(one, need.feature) for one in kept}
        left = [one for one in kept if said[one.product.id] is not (not need.wanted)]
        kept = left if left or need.spoken else kept
        for one in kept:
            missing[one.product.id] += said[one.product.id] is None
    kept = _keep_made(criteria.material, _keep_worn(criteria, kept))
    return sorted(kept, key=lambda one: missing[one.product.id]) if best_first else kept


def tell_unstated(needs: Sequence[Need], pool: Sequence[Listing], shown: Sequence[Listing]) -> tuple[str, str] | None:
    """Return the first need that not all of what is shown is stated to meet, and of what it is stated; "" for nothing.

    None when there is none, or nothing in the pool says anything of it: what nobody states is a matter of taste.
    """
    for need in needs:
        meeting = [one for one in shown if is_stated(one, need.feature) is need.wanted]
        if len(meeting) == len(shown) or not _is_told(need, pool):
            continue
        return need.said, join_names([one.product.title for one in meeting])
    return None


def _is_told(need: Need, pool: Sequence[Listing]) -> bool:
    words = set(split_terms(need.feature))
    unheard = not any(words & set(split_terms(_all_texts(one))) for one in pool)
    if need.loose or (unheard and not _TASTE.issuperset(need.feature.lower().split())):
        return unheard
    if not need.wanted or (_FACTUAL.search(need.feature) and need.feature.lower() not in _TASTE):
        return True
    return any(is_stated(one, need.feature) is not None for one in pool)


def _all_texts(listing: Listing) -> str:
    product = listing.product
    facts = " ".join(f"{name} {value}" for name, value in product.attributes.items())
    return f"{product.title} {product.type} {facts} {product.description}"


def _read_phrase(said: str) -> str:
    words = wanted_words(said)
    if not words or not _NOT_OF_PRODUCTS.isdisjoint(split_terms(said)) or words[0].lower() in _VAGUE:
        return ""
    return " ".join(words).lower()


def _keep_made(material: str, listings: list[Listing]) -> list[Listing]:
    """Return those made of it: what is only of a kind that is called so, as all bed linen, is not made of linen."""
    words = split_terms(material)
    return [one for one in listings if not words or not holds(split_terms(one.product.type), words) or _of(one, words)]


def _of(listing: Listing, words: list[str]) -> bool:
    facts = listing.product.attributes.items()
    made = [value for name, value in facts if MATERIAL_NAMES.intersection(split_terms(name))]
    return not made or any(holds(split_terms(value), words) for value in made)


def _keep_worn(criteria: Criteria, listings: list[Listing]) -> list[Listing]:
    """Return what is not stated to be made only for others than who shall wear it; all, if nothing would be left."""
    wearers = _wearers(criteria)
    return [one for one in listings if _is_for(one, wearers)] or listings if wearers else listings


def _wearers(criteria: Criteria) -> set[str]:
    """Return whom it is for, "man" or "woman"; the empty set when that is not said, or both are."""
    words = f"{criteria.product_type} {criteria.text}"
    named = {name for name, sign in _WEARERS.items() if sign.search(words)}
    return named if len(named) == 1 else set()


def _is_for(listing: Listing, wearers: set[str]) -> bool:
    stated = {"man", "woman"}.intersection(split_terms(listing.product.attributes.get("gender", "")))
    return not stated or not wearers.isdisjoint(stated)
