"""What is made for children: nothing for a list of an adult's, unless they shop for a child."""

import re

from retrieval.terms import split_terms
from shop.catalogue import Product

_CHILD = frozenset(("kid", "child", "toddler", "baby", "infant", "junior"))
_AGE_GROUPS = frozenset(("kids", "toddler", "infant", "newborn"))  # of Google Merchant Center
_UP_TO_AGE = re.compile(r"\b\d+ (?:to|-) (\d+) years\b")
_OLDEST = 14
_RELATIONS = frozenset(("son", "daughter", "niece", "nephew", "grandson", "granddaughter", "grandkid", "grandchild"))
_LITTLE_ONE = re.compile(r"\b(?:little|small|young) (?:boy|girl|one|ones|lad)s?\b", re.IGNORECASE)
_YOUNG = re.compile(
    r"\b(?:1[0-4]|[1-9])[\s-]?(?:years?[\s-]olds?|yrs?(?:[\s-]old)?|y\.?o\.?|months?[\s-]olds?)\b", re.IGNORECASE
)


def is_for_children(product: Product) -> bool:
    """Say whether it is made for children alone, by its name, its place in the shop, or the age that it states."""
    if _CHILD.intersection(split_terms(f"{product.title} {product.type} {' '.join(product.path)}")):
        return True
    stated = {name.casefold(): value for name, value in product.attributes.items()}
    if stated.get("age group", "").casefold() in _AGE_GROUPS:
        return True
    ages = _UP_TO_AGE.search(f"{stated.get('age', '')} {stated.get('recommended age', '')}")
    return ages is not None and int(ages[1]) <= _OLDEST


def speaks_of_child(text: str) -> bool:
    """Say whether the words are about a child: "for my nephew", "a 6 year old", "kids' headphones"."""
    named = not (_CHILD | _RELATIONS).isdisjoint(split_terms(text))
    return named or _YOUNG.search(text) is not None or _LITTLE_ONE.search(text) is not None
