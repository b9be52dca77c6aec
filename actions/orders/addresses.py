"""Reading an address out of what a shopper wrote; what is missing is asked for, never made up."""

import re
from collections.abc import Mapping

from actions.context import current_terms
from actions.names import join_names
from actions.turn import ActionTurn
from language.corrections import new_house_number
from language.countries import COUNTRIES
from shop.customers import Address

PARTS = ("line1", "postcode", "city", "country")  # what a parcel needs, in the sequence in which it is asked for

# Each kind of postcode with the only country that has it, "" where several do.
_POSTCODES = (
    (re.compile(r"\b\d{4}-\d{3}\b"), "Portugal"),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"), "United Kingdom"),
    (re.compile(r"\b[A-Z]\d[\dW] ?[A-Z\d]{4}\b"), "Ireland"),
    (re.compile(r"\b\d{4} ?[A-Z]{2}\b"), "Netherlands"),
    (re.compile(r"\b\d{5}\b"), ""),
    (re.compile(r"\b\d{4}\b"), ""),
)
_HOUSE_NUMBER = re.compile(r"\b\d{1,4} ?[a-zA-Z]?\b")
_STATE = re.compile(r"[A-Z]{2}")
_PREFIX = re.compile(r"\b(?:A|B|CH|D|F|E|I|NL|P)-(?=\d{4})")  # "D-20095"
_LEADING = re.compile(r"^(?:(?:to|at|it'?s|its|is|in|the address is|my address is|please|address:)\s+)+", re.IGNORECASE)


def read_address(text: str) -> dict[str, str]:
    """Return the parts of the address that the text has, by the field names of `Address`; {} for none.

    A single word or two without a number are a town.
    """
    text = _PREFIX.sub("", _LEADING.sub("", text.strip().rstrip(".!")))
    parts = [part for part in (" ".join(piece.split()) for piece in re.split(r"[,;\n]", text)) if part]
    countries = [COUNTRIES[part.casefold()] for part in parts if part.casefold() in COUNTRIES]
    found = {"country": countries[-1]} if countries else {}
    parts = [part for part in parts if part.casefold() not in COUNTRIES]
    codes = [_find_postcode(part) for part in parts]
    place = max((i for i, (code, _) in enumerate(codes) if code), default=None)
    if place is None:
        return {**_read_lines(parts), **found}
    code, country = codes[place]
    before, after = (side.strip() for side in parts[place].split(code, 1))
    if country:
        found.setdefault("country", country)
    return {**_read_around(parts, place, before, after), "postcode": code, **found}


def find_country(text: str) -> str:
    """Return the country that the text names in passing: "from ireland"; "" for none."""
    said = " ".join(re.findall(r"[^\W\d_]+", text.casefold()))
    names = (name for name in COUNTRIES if len(name) > 2 and re.search(rf"\b{name}\b", said))
    return next((COUNTRIES[name] for name in names), "")


def mend_number(parts: Mapping[str, str], text: str) -> dict[str, str]:
    """Return the address with the house number that the text corrects ("sorry, number 12"); as it is for none."""
    number, line1 = new_house_number(text), parts.get("line1", "")
    if not number or not _HOUSE_NUMBER.search(line1):
        return dict(parts)
    return {**parts, "line1": _HOUSE_NUMBER.sub(number, line1, count=1)}


def missing_parts(parts: Mapping[str, str]) -> list[str]:
    """Return which of PARTS are still open."""
    return [name for name in PARTS if not parts.get(name)]


def take_country(parts: dict[str, str], old: Address | None) -> None:
    """Keep the country of the old address where the new postcode looks like one of there."""
    if not parts.get("country") and old is not None and _shape(parts.get("postcode", "")) == _shape(old.postcode):
        parts["country"] = old.country


def out_of_reach(parts: Mapping[str, str]) -> str:
    """Return the country of the address if the shop does not deliver there; "" when it does, or none is known."""
    country, allowed = parts.get("country", ""), {name.casefold() for name in current_terms().delivery_countries}
    return country if country and allowed and country.casefold() not in allowed else ""


def say_out_of_reach(turn: ActionTurn, country: str) -> None:
    """Say that the shop does not deliver there, and where it does."""
    countries = join_names(current_terms().delivery_countries, most=50)
    turn.say("no_delivery_there", values={"country": country, "countries": countries})


def make_address(parts: Mapping[str, str]) -> Address:
    """Return the address of these parts, of which none of PARTS is missing."""
    return Address(**{name: parts.get(name, "") for name in Address.__dataclass_fields__})


def _find_postcode(part: str) -> tuple[str, str]:
    """Return the postcode in the part and the country that alone has such; ("", "") for none."""
    for pattern, country in _POSTCODES:
        if found := list(pattern.finditer(part)):
            return found[-1][0], country
    return "", ""


def _read_around(parts: list[str], place: int, before: str, after: str) -> dict[str, str]:
    """Return street, town and region, given the part that has the postcode and what stands around it there."""
    earlier, later = parts[:place], parts[place + 1 :]
    found: dict[str, str] = {}
    if _STATE.fullmatch(before) and earlier:  # "Springfield, IL 62704"
        found["region"], before = before, ""
    elif not before and len(earlier) > 2 and _STATE.fullmatch(earlier[-1]):  # "Bonn, NW, 53111"
        found["region"] = earlier.pop()
    if before and not earlier:
        earlier = [before]  # "Hauptstr. 5 20095 Hamburg"
    elif before:
        after = after or before  # "Cambridge CB1 2AB"
    if not after:
        after = later[0] if later else earlier.pop() if len(earlier) > 1 else ""
    return found | _name_lines(earlier) | ({"city": after} if after else {})


def _read_lines(parts: list[str]) -> dict[str, str]:
    """Return street and town of an address without a postcode."""
    streets = [part for part in parts if any(sign.isdigit() for sign in part)]
    towns = [part for part in parts if part not in streets]
    if not towns and len(streets) > 1:
        towns = [streets.pop()]  # "14 Sandymount Avenue, Dublin 4"
    if not streets and len(towns) > 1:
        streets = [towns.pop(0)]  # "Hotel Miramar, Sitges"
    return _name_lines(streets) | ({"city": towns[-1]} if towns else {})


def _name_lines(lines: list[str]) -> dict[str, str]:
    if not lines:
        return {}
    return {"line1": lines[0]} | ({"line2": ", ".join(lines[1:])} if lines[1:] else {})


def _shape(postcode: str) -> str:
    return re.sub(r"[A-Za-z]", "A", re.sub(r"\d", "9", postcode.strip()))
