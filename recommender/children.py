"""What is made for children: nothing for a list of an adult's, unless they shop for a child."""

import re

from language.numbers import write_digits
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
GROWN_UP = 18  # years
_TOYS = frozenset(("toy", "plush", "plaything"))
_FROM_AGE = re.compile(r"\b(?:from )?(\d{1,2})(?: (?:to|-) \d+)? ?(?:\+|years|yrs)", re.IGNORECASE)
_STATES_AGE = ("age", "recommended age", "safe from", "minimum age")
_AGE = r"(?<![\d.,€$£])\d{1,2}(?!\d|[.,]\d)"
_LIST = rf"{_AGE}(?:\s*(?:,|/|&|\band\b|\bor\b)+\s*{_AGE})*"
_YOUNG_LIST = _LIST.replace(r"\d{1,2}", r"1?\d")
_NO_AGE = (
    r"(?!\s*(?:[€$£%]|(?:euros?|eur|bucks|quid|max|tops|each|at most|or (?:less|so)|stars?|people|persons|of|to|x|cm)"
    r"\b))"
)
_CHILDREN = (
    r"(?:kids?|child(?:ren)?|toddlers?|bab(?:y|ies)|twins|(?:grand)?(?:sons?|daughters?)|nieces?|nephews?|boys?|girls?)"
)
_AGES = re.compile(
    r"\b(?:he|she|they)(?:['’]?s|['’]?re| is| are| will be| turns?| just turned)"
    rf"(?: (?:only|now|almost|about|just|turning))* ({_LIST}){_NO_AGE}"
    rf"|\b(?:aged?|ages|turns|turning|turned)(?: of)? ({_LIST}){_NO_AGE}"
    rf"|\b({_LIST})[\s-]?(?:years?|yrs?|y\.?o\b)(?:[\s-]olds?)?\b"
    rf"|\b{_CHILDREN}(?: (?:are|is|who are|who is))?[\s,:(]+({_YOUNG_LIST}){_NO_AGE}\)?"
    rf"|\(\s*({_LIST})\s*\)",
    re.IGNORECASE,
)
_SPELT_AGE = re.compile(
    r"\b[a-z]+(?:-[a-z]+)?(?=[\s-](?:years?|yrs?)\b)|(?<=\baged )[a-z]+(?:-[a-z]+)?|(?<=\bturns )[a-z]+(?:-[a-z]+)?"
    r"|(?<=\bturning )[a-z]+(?:-[a-z]+)?",
    re.IGNORECASE,
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


def suits_children(product: Product) -> bool:
    """Say whether it is a toy, or made for children; not what is so called for adults, such as their puzzles."""
    about = split_terms(f"{product.type} {' '.join(product.path)}")
    return is_for_children(product) or (not _TOYS.isdisjoint(about) and "adult" not in about)


def ages_of(product: Product) -> tuple[int, int]:
    """Return the years from which and up to which it is for somebody; 0 and 99 where nothing is stated."""
    stated = {name.casefold(): value for name, value in product.attributes.items()}
    said = [stated[name] for name in _STATES_AGE if name in stated]
    least = [int(found[1]) for value in said if (found := _FROM_AGE.search(value))]
    most = [int(found[1]) for value in said if (found := _UP_TO_AGE.search(value))]
    return max([product.min_age, *least]), min([99, *most])


def speaks_of_child(text: str) -> bool:
    """Say whether the words are about a child: "for my nephew", "a 6 year old", "kids' headphones", "she is 6"."""
    text = write_ages(text)
    ages = ages_said(text)
    if ages and min(ages) >= GROWN_UP:
        return False
    named = not (_CHILD | _RELATIONS).isdisjoint(split_terms(text))
    young = any(age <= _OLDEST for age in ages)
    return named or young or _YOUNG.search(text) is not None or _LITTLE_ONE.search(text) is not None


def ages_said(text: str) -> tuple[int, ...]:
    """Return how old those spoken of are, in years: 6 and 9 of "my nephews, 6 and 9"; nothing for amounts."""
    lists = [said for found in _AGES.finditer(write_ages(text)) for said in found.groups() if said]
    return tuple(int(age) for said in lists for age in re.findall(r"\d+", said))


def drop_ages(text: str) -> str:
    """Return the text without the ages that it tells."""
    return _AGES.sub(" ", write_ages(text))


def write_ages(text: str) -> str:
    """Return the text with the ages that are spelt out in digits: "nine years old"; other numbers stay words."""
    return _SPELT_AGE.sub(lambda found: write_digits(found[0]), text)
