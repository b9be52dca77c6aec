"""Which products a comparison is of."""

import re
from collections.abc import Sequence

from actions.finding.superlatives import rank_by, read_superlative
from actions.listings import read_listings
from actions.reference.resolve import find_products_meant, find_products_together
from actions.tasks import says_all
from actions.turn import ActionTurn
from language.values import read_ordinal, read_quantity

FEWEST, MOST = 2, 4  # side by side
_LISTED = 5  # products of a list that a comparison without any name is of
_RANKED = 10  # of which is told which goes furthest
_COUNT = r"([2-9]|two|three|four|five|six)"
_ENDS = re.compile(rf"\b(first|top|last) {_COUNT}\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\w.,€$£])(?:number |no\.? ?|#)?([1-9])(?:st|nd|rd|th)?(?![\w.,]*\d|\s*(?:€|euros?\b|of\b))", re.I
)
_ADDS = re.compile(
    r"^(?:(?:ok|now|please|pls)\W+)*(?:and|also|plus|add|what about|how about|include|throw in)\b"
    r"|\b(?:too|as well|to (?:the|that|this|your) (?:comparison|list|table))\W*$",
    re.IGNORECASE,
)
_ALL_AND = re.compile(  # "compare all three and the hush 700"
    r"\b(?:all(?: of)?(?: them| these| those| two| three| four| \d)?|these(?: two| three| four)?|those|both)\s+"
    r"(?:and|with|plus|to|against|&)\b",
    re.IGNORECASE,
)
WITH_IT = re.compile(r"\b(?:it|this|that)(?: one)?\b", re.IGNORECASE)


def find_compared(turn: ActionTurn) -> list[str]:
    """Return the ids meant: those named and placed; with one alone, that and what is talked about; else the list.

    They may be more than stand side by side. What is added to a comparison, "and the third?", stands after what it was
    of.
    """
    meant = _find_named(turn)
    before = compared_before(turn)
    if meant and before and _ADDS.search(turn.text):
        return list(dict.fromkeys([*before, *meant]))
    if len(meant) == 1 and _ALL_AND.search(turn.text) and len(turn.memory.product_ids) > 1:
        return list(dict.fromkeys([*turn.memory.product_ids, *meant]))
    if len(meant) == 1:
        other = turn.memory.product_id or turn.page_product_id or ""
        meant += [other] if other and other != meant[0] else _rest_of_pair(turn, meant[0])
    if len(meant) < FEWEST and not turn.all_entities("product"):
        said = turn.entity("quantity")
        count = read_quantity(said) if said else None
        shown = turn.memory.product_ids
        if count or says_all(turn) or len(shown) <= _LISTED:
            meant = _all_of(turn, count) if count else shown[:_RANKED]
        else:
            meant = meant or _go_furthest(turn)
    return meant[:_RANKED]


def _all_of(turn: ActionTurn, count: int) -> list[str]:
    """Return this many of what was shown: of the list, and, where that is too short, of the lists before it.

    "All three", after two and then one, are those two and the one.
    """
    ids = list(turn.memory.product_ids)
    it = turn.memory.product_id
    if len(ids) < count and it and it not in ids:
        ids.append(it)
    for before in reversed(turn.memory.earlier):
        others = [id for id in before.product_ids if id not in ids]
        ids = [*others[: max(0, count - len(ids))], *ids]
    return ids[:count]


def _find_named(turn: ActionTurn) -> list[str]:
    """Return those that the message names, places or describes, with "it" where it says so; [] for none."""
    named = find_products_together(turn, turn.all_entities("product"))
    meant = list(dict.fromkeys([*named, *_placed(turn)])) or _described(turn)
    it = turn.memory.product_id
    if meant == [it] and WITH_IT.search(turn.text) and not named:  # no comparison with itself
        meant = _placed(turn, list(turn.memory.chosen_by.get("ids", ())))
    return [it, *meant] if meant and it and it not in meant and WITH_IT.search(turn.text) else meant


def _placed(turn: ActionTurn, listed: Sequence[str] = ()) -> list[str]:
    """Return those at the places that the message names, of `listed` or of what is shown: "the first two", "1 3"."""
    shown = list(listed) or turn.memory.product_ids
    if ends := placed_at_end(turn.text, shown):
        return ends
    numbers = [int(number) for number in _NUMBER.findall(turn.text)]
    said = (read_ordinal(one) for one in turn.all_entities("ordinal"))
    places = (
        numbers if len(numbers) > 1 and not turn.entity("product") else [place for place in said if place is not None]
    )
    shown = shown if listed else list_placed_in(turn, places)
    return [shown[place - 1 if place > 0 else place] for place in places if -len(shown) <= place <= len(shown)]


def placed_at_end(text: str, shown: Sequence[str]) -> list[str]:
    """Return those that "the first two" or "the last 3" of what is shown are; [] where the text has no such words."""
    ends = _ENDS.search(text)
    if ends is None:
        return []
    count = read_quantity(ends[2]) or FEWEST
    return list(shown[-count:] if ends[1].lower() == "last" else shown[:count])


def list_placed_in(turn: ActionTurn, places: Sequence[int]) -> list[str]:
    """Return the list that the places are of: the one shown, else the longer one that was compared from."""
    shown, chosen = turn.memory.product_ids, list(turn.memory.chosen_by.get("ids", ()))
    beyond = any(place > len(shown) for place in places)
    return chosen if beyond and compared_before(turn) and len(chosen) > len(shown) else shown


def compared_before(turn: ActionTurn) -> list[str]:
    """Return the products of the comparison that is on the screen; [] for none."""
    shown = turn.memory.product_ids if turn.shown == "products" else []
    return shown if shown == turn.memory.compared else []


def _described(turn: ActionTurn) -> list[str]:
    if any(turn.entity(name) for name in ("brand", "colour", "material")):
        return find_products_meant(turn)
    return []


def _rest_of_pair(turn: ActionTurn, id: str) -> list[str]:
    shown = turn.memory.product_ids
    return [other for other in shown if other != id] if len(shown) == FEWEST else []


def _go_furthest(turn: ActionTurn) -> list[str]:
    """Return the list shown, first what goes furthest in what is asked for; [] for nothing, or what nobody states."""
    asked = read_superlative(turn.text)
    ranked = rank_by(asked, read_listings(turn, turn.memory.product_ids)) if asked else []
    return [listing.product.id for listing in ranked]
