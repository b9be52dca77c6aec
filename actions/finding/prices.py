"""Prices that a message names: the least and the most that something may cost."""

import re

from actions.turn import ActionTurn, Entity
from language.numbers import write_digits
from language.values import read_money_cents

_ABOUT = (70, 110)  # per cent of an amount that is only about right
BEFORE_PRICE = (
    r"(?:(?:for|at|and)\s+)?(?:under|below|less than|up to|at most|max(?:imum)?|no more than|not more than|"
    r"cheaper than|around|about|roughly|between|from|to|at least|min(?:imum)?|over|above|more than|"
    r"budget(?: of| is)?|and|or)?"
)
AFTER_PRICE = (
    r"(?:\s*(?:max(?:imum)?|tops|at (?:the )?most|or (?:less|under|below|cheaper|more|over)|and (?:up|above|over)|"
    r"at least|min(?:imum)?|budget)\b)?"
)
CURRENCY = r"(?:euros?|eur|€|\$|£|bucks|quid|pounds?|dollars?)?"
_MEASURES = (
    r"(?:kgs?|kilos?|grams?|g|ml|cl|litres?|liters?|cm|mm|inch(?:es)?|hours?|watts?|people|persons?|ppl"
    r"|lumens?|lm|db|decibels?|nits?|hz|mah|gb|tb|mp|megapixels?|players?|pieces|pcs|seats?"
    r"|days?|weeks?|months?|years?|yrs?)"
)
_MARKS = r"\b(?:spf|upf|lsf|factor|iso|din|grit|no\.|nr\.?|number)"  # before a number that is no amount
_NO = r"(?:\bnot|n['’]t|\bdont|\bdoesnt|\bcannot|\bnever|\bwithout)"  # "I do not want to spend more than"
# The words beside an amount that make it a limit, whatever else it was heard as
_LIMITS = {
    "max": re.compile(
        r"(?:\b(?:not (?:over|above)|under|below|less than|up to|at (?:the )?most|max(?:imum)?|no(?:t)? more than|"
        rf"cheaper than|budget)\W*(?:(?:of|is|was)\W*)?{CURRENCY}\s*)(?=\0)"
        rf"|{_NO}(?:\W+\w+){{0,4}}?\W+(?:more than|over|above|beyond|exceed\w*)\W*{CURRENCY}\s*(?=\0)"
        rf"|\0\s*{CURRENCY}\s*(?:max(?:imum)?|tops|at (?:the )?most|or (?:less|under|below|cheaper)|budget)\b",
        re.IGNORECASE,
    ),
    "about": re.compile(
        rf"\b(?:around|about|roughly|approximately|approx\.?|circa|ca\.?)\W*{CURRENCY}\s*(?=\0)"
        rf"|\0\s*{CURRENCY}\s*or so\b",
        re.IGNORECASE,
    ),
    "min": re.compile(
        rf"\b(?:at least|min(?:imum)?|over|above|more than)\W*{CURRENCY}\s*(?=\0)"
        rf"|\0\s*{CURRENCY}\s*(?:min(?:imum)?|or (?:more|over)|and (?:up|above|over)|at least)\b",
        re.IGNORECASE,
    ),
}

_ALONE = re.compile(
    rf"(?:(?:ok|well|hm+|say|maybe|then)\W+)*{CURRENCY}\s*\0\s*{CURRENCY}(?:\W+then)?\W*", re.IGNORECASE
)


def read_price_range(turn: ActionTurn) -> tuple[int | None, int | None]:
    """Return the lowest and highest price in cents that the message allows; None for no limit."""
    lowest = highest = None
    for entity in turn.entities:
        cents = read_money_cents(entity.value) if entity.name == "price" else None
        if cents is None or is_measure(turn.text, entity):
            continue
        role = _read_limit(turn.text, entity)
        if role == "min":
            lowest = cents
        elif role == "about":
            lowest, highest = cents * _ABOUT[0] // 100, cents * _ABOUT[1] // 100
        else:
            highest = cents
    if lowest is not None and highest is not None and lowest > highest:
        return highest, lowest
    return lowest, highest


def read_bare_amount(turn: ActionTurn) -> int | None:
    """Return the only amount in cents, where no word tells if it is the most, the least or about right: "50 euro"."""
    prices = [one for one in turn.entities if one.name == "price"]
    bare = len(prices) == 1 and prices[0].role != "min" and not _limit_said(turn.text, prices[0])
    return read_money_cents(prices[0].value) if bare else None


def is_only_about(turn: ActionTurn) -> bool:
    """Say whether an amount is about right and no limit: "around 50"."""
    return any(_limit_said(turn.text, one) == "about" for one in turn.entities if one.name == "price")


def is_measure(text: str, price: Entity) -> bool:
    """Say whether the amount is none of money: "under 500 g", "SPF 50"."""
    amount = rf"(?<!\w){re.escape(price.value)}"
    if re.search(rf"\d\s*{_MEASURES}(?!\w)", write_digits(price.value), re.IGNORECASE):
        return True
    return re.search(rf"{amount}\s*{_MEASURES}(?!\w)|{_MARKS}\s*{amount}(?!\w)", text, re.IGNORECASE) is not None


def _read_limit(text: str, price: Entity) -> str:
    """Return "max" or "min" where a word beside the amount says so, or none at all is there, else the role heard."""
    return _limit_said(text, price) or price.role


def _limit_said(text: str, price: Entity) -> str:
    """Return the limit that the words beside the amount say, the most for an amount alone; "" for none."""
    marked = re.sub(rf"(?<!\w){re.escape(price.value)}(?!\w)", "\0", text, count=1)
    if _ALONE.fullmatch(marked):
        return "max"
    return next((role for role, words in _LIMITS.items() if words.search(marked)), "")
