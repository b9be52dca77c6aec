"""Several things in one message: "the arc and two clip minis", "the first two", "one in black and one in white"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from actions.names import join_names
from actions.reference.named_variants import COLOUR_OPTIONS, is_of_title, match_option
from actions.reference.product_names import names_of, split_name
from actions.reference.resolve import find_products_meant, find_products_named
from actions.tasks import said_place
from actions.turn import ActionTurn, Entity
from actions.which_product import read_products
from language.values import read_ordinal, read_quantity
from shop.catalogue import Listing

_NUMBER = r"\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|couple|few"
_PIECES = r"(?:pairs?|pieces?|pcs|units?|sets?|packs?|times|ones?|each|others?|first|last|same)"
_AND = re.compile(r"\s*(?:[,;+&]|\b(?:and|plus|as well as|also|then)\b)\s*", re.IGNORECASE)
_OTHER_DEED = re.compile(
    r"\b(?:remove|delete|take out|drop|cancel|compare|show|not|without|instead|except|but|or|return|exchange)\b", re.I
)
_CALLED = re.compile(  # "a french press please", of a clause in which nothing was understood
    rf"(?<!\bin )(?<!\binto )(?<!\bto )\b(?:an?|the|some|another|my|that|this|{_NUMBER}) "
    rf"(?P<name>(?!{_PIECES}\b)[^\W\d][\w' -]*?)"
    r"(?:\W+(?:in ?to|in|to|on) (?:my |the )?(?:cart|basket|bag|trolley|it))?"
    r"(?:\W+(?:please|pls|plz|too|as well|thanks?|thank you|now|in))*\W*$",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?:it|this|that|one)\b", re.IGNORECASE)
_WHOLE = 0.95  # share of the words that name something nobody understood: less may be anything
_RUN = re.compile(rf"\b(?P<end>first|top|last) (?P<count>{_NUMBER})\b", re.IGNORECASE)
_PLACES = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|last|\d{1,2}(?:st|nd|rd|th))\b(?! (?:order|time|thing))", re.IGNORECASE
)
_NUMBERS = re.compile(
    r"^(?:(?:please|pls|ok|yes|then|can you|add|put|take|get|buy|i'?ll (?:take|have|get))\W+)*(?:numbers?|nos?\.?)?"
    r"\s*#?(?P<numbers>\d(?:(?:\s*(?:,|and|&|\+|plus)\s*)+(?:numbers? |no\.? ?)?#?\d)+)"
    r"(?:\W+(?:please|pls|(?:in ?to|in|to) (?:my |the )?(?:cart|basket|bag)|in))*\W*$",
    re.IGNORECASE,
)
_ALL = re.compile(
    rf"\b(?:all (?:of )?(?:them|these|those)|(?:them|these|those) (?:all|both)|both(?! (?:colou?rs?|sizes?))"
    rf"|all (?:the |of the )?(?P<count>{_NUMBER})|everything|the lot|(?:put|add|take|buy|get) all(?! the)"
    r"|the (?P<pair>two)(?: of them)?)\b",
    re.IGNORECASE,
)
_ADDS = re.compile(
    r"^(?:(?:ok|yes|and|also|please|pls|then|can you|could you|no|wait|oh)\W+)*"
    r"(?:add|put|take|get|buy|i'?ll (?:take|have|get)|i (?:want|take))\b",
    re.IGNORECASE,
)
_PUTS_IN = re.compile(  # where "take the second" may be of the colours that are asked about
    r"^(?:(?:ok|yes|and|also|please|pls|then|can you|could you|no|wait|oh|now)\W+)*(?:add|put|buy|order)\b",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(
    r"^(?:(?:ok|yes|please|pls|then|can you|could you|oh|wait)\W+)*(?:and|also|plus|add|put)\b"
    r"|\b(?:too|as well|also)\W*$",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\bor\b|/", re.IGNORECASE)
_EACH = re.compile(rf"\b(?P<count>{_NUMBER}) (?:of |pieces )?each\b", re.IGNORECASE)
_COUNT = re.compile(rf"(?<![\w.,-])(?P<count>{_NUMBER}|an?)(?![\w.,-]*\w)", re.IGNORECASE)
_MOST = 10  # things of one message
_MOST_OTHERS = 3  # that are named beside the one asked about
_LOOKS = ("colour", "size", "material")

Waiting = dict[str, Any]
"""A thing that is still to be added, as it is kept: its product's id or "", what was said of it, its values."""


@dataclass(frozen=True)
class Piece:
    """One of several things: `product_ids` has the product, or those it may be, or is () where nothing tells."""

    text: str
    entities: tuple[Entity, ...]
    product_ids: tuple[str, ...] = ()

    @property
    def kept(self) -> Waiting:
        values = [[entity.name, entity.value, entity.role] for entity in self.entities]
        known = self.product_ids[0] if len(self.product_ids) == 1 else ""
        return {"product_id": known, "text": self.text, "values": values}


def adds_clearly(text: str) -> bool:
    """Say whether the words themselves put something in: "add the first and the third"."""
    return _ADDS.match(text) is not None


def split_things(turn: ActionTurn) -> list[Piece]:
    """Return the things that the message names, each with what is said of it; [] for one or none."""
    pieces: list[Piece] = []
    if _OTHER_DEED.search(turn.text):
        return []
    for clause in _split_clauses(turn):
        ids = _products_in(turn, clause)
        last = pieces[-1] if pieces else None
        if last and (not ids or not last.product_ids or set(ids) & set(last.product_ids)):
            points = not last.product_ids and _POINTS.search(last.text) and ids
            if not points:
                pieces[-1] = _join(last, clause, ids)
                continue
        pieces.append(Piece(clause.text, clause.entities, tuple(ids)))
    if len(pieces) < 2 or not pieces[-1].product_ids:
        return []
    return [_without_name(piece) for piece in pieces[:_MOST]]


def name_one_more(turn: ActionTurn, open_id: str) -> list[Piece]:
    """Return the one thing that the message adds beside the one that is being added; [] for none: "and the lamp"."""
    if not _ONE_MORE.search(turn.text) or _OTHER_DEED.search(turn.text):
        return []
    whole = Piece(turn.text, turn.entities)
    ids = _products_in(turn, whole)
    meant = find_products_meant(turn) if len(ids) > 1 else []
    ids = meant if len(meant) == 1 and meant != [open_id] else ids
    return [] if not ids or open_id in ids else [_without_name(Piece(whole.text, whole.entities, tuple(ids)))]


def point_at_several(turn: ActionTurn, ids: Sequence[str]) -> list[Piece]:
    """Return those of the products shown that the message means by their places, or all of them; [] for one or none.

    What is said of their looks is said of each, unless each has looks of its own: "the first in black, the third in M".
    """
    if any(turn.entity(name) for name in ("product", "product_type", "brand")):
        return []
    meant = [ids[place] for place in _read_places(turn, len(ids))]
    if len(set(meant)) < 2:
        return []
    looks = tuple(entity for entity in turn.entities if entity.name in _LOOKS)
    own = [Piece(clause.text, _looks_of(clause)) for clause in _split_clauses(turn)]
    if len(own) == len(meant) and all(piece.entities for piece in own):
        return [Piece(piece.text, piece.entities, (id,)) for piece, id in zip(own, meant, strict=True)]
    return [Piece(turn.text, looks, (id,)) for id in dict.fromkeys(meant)]


def _looks_of(piece: Piece) -> tuple[Entity, ...]:
    return tuple(entity for entity in piece.entities if entity.name in _LOOKS)


def split_variants(turn: ActionTurn, listing: Listing) -> list[Piece]:
    """Return a piece for each of several variants of one product that are named, "one black, one white"; [] else."""
    named = [(name, found) for name in _option_names(listing) if len(found := _named_values(turn, listing, name)) > 1]
    if not named:
        return []
    counts = _read_counts(turn, listing, named[0][1])
    alike = [(name, values) for name, values in named if len(values) == len(counts)]
    said = {value for _, values in alike for value, _, _ in values}
    shared = tuple(each for each in turn.entities if each.name != "quantity" and each.value.casefold() not in said)
    pieces = []
    for place, count in enumerate(counts):
        own = [Entity(_kind_of(name), values[place][0]) for name, values in alike]
        words = [entity.value for entity in own]
        text = " ".join([*words, _without(turn.text, said.difference(words))])
        pieces.append(Piece(text, (*shared, *own, Entity("quantity", str(count))), (listing.product.id,)))
    return pieces


def take_piece(turn: ActionTurn, waiting: Waiting) -> dict[str, Any]:
    """Hear this thing as if it were all that the message said, and return what is known of it."""
    turn.entities = tuple(Entity(*values) for values in waiting["values"])
    turn.text = waiting["text"]
    return {"product_id": waiting["product_id"]} if waiting["product_id"] else {}


def begin_with(turn: ActionTurn, waiting: list[Waiting]) -> dict[str, Any]:
    """Hear the first of these things, and return what is known of it; the others wait."""
    wish = {**take_piece(turn, waiting[0]), "of_several": True}
    return {**wish, "waiting": waiting[1:]} if waiting[1:] else wish


def tell_what_waits(turn: ActionTurn, wish: dict[str, Any]) -> None:
    """Say once, before something is asked, which products come after this one."""
    waiting = [one for one in wish.get("waiting", ()) if one["product_id"] != wish.get("product_id")]
    known = {product.id: product.title for product in read_products(turn, [one["product_id"] for one in waiting])}
    titles = list(dict.fromkeys(filter(None, (known.get(one["product_id"]) or _called(one) for one in waiting))))
    if titles and not wish.get("told_waiting"):
        wish["told_waiting"] = True
        turn.say("others_after_it", values={"titles": join_names(titles, most=_MOST_OTHERS)})


def _called(waiting: Waiting) -> str:
    """Return what a thing that is not found yet was called; "" for nothing."""
    return next((value for name, value, _ in waiting["values"] if name in ("product", "product_type")), "")


def _split_clauses(turn: ActionTurn) -> list[Piece]:
    """Return the parts between commas and "and"s with their values; none parts a value."""
    placed = _place_entities(turn)
    cuts = [match.span() for match in _AND.finditer(turn.text)]
    cuts = [cut for cut in cuts if not any(start < cut[1] and cut[0] < end for start, end, _ in placed)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(turn.text)]
    return [
        Piece(turn.text[start:end], tuple(entity for at, _, entity in placed if start <= at < max(end, start + 1)))
        for start, end in zip(starts, ends, strict=True)
        if turn.text[start:end].strip()
    ]


def _place_entities(turn: ActionTurn) -> list[tuple[int, int, Entity]]:
    """Return the values of the message with where they begin and end in it."""
    placed, at = [], 0
    for entity in turn.entities:
        pattern = re.compile(rf"(?<!\w){re.escape(entity.value)}(?!\w)", re.IGNORECASE)
        found = pattern.search(turn.text, at) or pattern.search(turn.text)
        start, at = found.span() if found else (at, at)
        placed.append((start, at, entity))
    return placed


def _products_in(turn: ActionTurn, clause: Piece) -> list[str]:
    """Return the products that a clause may mean by name; [] for none."""
    values = {name: " ".join(e.value for e in clause.entities if e.name == name) for name in ("product", "brand")}
    kind = " ".join(entity.value for entity in clause.entities if entity.name == "product_type")
    said = values["product"] or f"{values['brand']} {kind}".strip()
    whole = turn.entities
    turn.entities = clause.entities
    try:
        if said:
            return find_products_named(turn, said)
        called = None if any(entity.name in _LOOKS for entity in clause.entities) else _CALLED.search(clause.text)
        best = names_of(turn.store).find(called["name"])[:1] if called else []
        sure = bool(best) and best[0].share >= _WHOLE
        return find_products_named(turn, called["name"]) if called and sure else []
    finally:
        turn.entities = whole


def _join(last: Piece, clause: Piece, ids: Sequence[str]) -> Piece:
    both = tuple(id for id in last.product_ids if id in ids)
    text = f"{last.text}, {clause.text}"
    return Piece(text, (*last.entities, *clause.entities), both or last.product_ids or tuple(ids))


def _without_name(piece: Piece) -> Piece:
    """Return the piece without what only names its product, where that is known."""
    if len(piece.product_ids) != 1:
        return piece
    named = ("product", "product_type", "brand")
    return Piece(piece.text, tuple(each for each in piece.entities if each.name not in named), piece.product_ids)


def point_at_newer(turn: ActionTurn, ids: Sequence[str]) -> list[Piece]:
    """Return the product that "add the second" means, of a list shown since something is asked; [] for none."""
    older = turn.memory.question.get("over") == list(ids)
    if older or not _PUTS_IN.match(turn.text) or any(turn.entity(name) for name in ("product", "product_type")):
        return []
    place = said_place(turn)
    if place is None or not -len(ids) <= place <= len(ids):
        return []
    looks = tuple(entity for entity in turn.entities if entity.name in (*_LOOKS, "quantity"))
    return [Piece(turn.text, looks, (ids[place - 1 if place > 0 else place],))]


def _read_places(turn: ActionTurn, length: int) -> list[int]:
    """Return which of so many things in a list are meant, from 0; [] for none, or for one."""
    text = turn.text
    if run := _RUN.search(text):
        count = min(read_quantity(run["count"]) or 2, length)
        return list(range(length - count, length) if run["end"].lower() == "last" else range(count))
    if numbers := _NUMBERS.match(text):
        places = [int(digit) for digit in re.findall(r"\d", numbers["numbers"])]
    else:
        places = [read_ordinal(said) or 0 for said in _PLACES.findall(text)]
    if len(places) > 1:
        at = [place - 1 if place > 0 else length + place for place in places]
        return at if all(0 <= place < length for place in at) else []
    every = _ALL.search(text)
    if every is None or places:
        return []
    said = 2 if "both" in every[0].lower() or every["pair"] else read_quantity(every["count"] or "") or length
    return list(range(length)) if said == length else []


def _kind_of(option: str) -> str:
    return "colour" if option.casefold() in COLOUR_OPTIONS else "size"


def _option_names(listing: Listing) -> list[str]:
    return list(dict.fromkeys(name for variant in listing.variants if variant.active for name in variant.options))


def _named_values(turn: ActionTurn, listing: Listing, option: str) -> list[tuple[str, int, int]]:
    """Return the values of an option that the message names side by side, as they stand in it; [] for alternatives."""
    values = list(dict.fromkeys(one.options.get(option, "") for one in listing.variants if one.active))
    heard = [each.value for each in turn.entities if each.name in _LOOKS and not each.role]
    said = [word for word in dict.fromkeys([*heard, *values]) if word and not is_of_title(word, listing.product)]
    placed: dict[int, tuple[str, int, int]] = {}
    for word in sorted(said, key=len, reverse=True):
        found = re.search(rf"(?<![\w-]){re.escape(word.casefold())}(?![\w-])", turn.text.casefold())
        free = found and not any(start < found.end() and found.start() < end for _, start, end in placed.values())
        if found and free and match_option(word, values):
            placed[found.start()] = (word.casefold(), *found.span())
    named = [placed[start] for start in sorted(placed)]
    meant = [set(match_option(word, values)) for word, _, _ in named]
    apart = all(not one & other for place, one in enumerate(meant) for other in meant[place + 1 :])
    between = [turn.text[end:start] for (_, _, end), (_, start, _) in pairwise(named)]
    return [] if not apart or any(_EITHER.search(words) for words in between) else named


def _read_counts(turn: ActionTurn, listing: Listing, named: Sequence[tuple[str, int, int]]) -> list[int]:
    """Return how many of each are wanted: what is said before each, else what was said of all, shared out."""
    text = _blank_values(turn)
    if each := _EACH.search(text):
        return [read_quantity(each["count"]) or 1] * len(named)
    begins = [0, *(end for _, _, end in named)]
    sizes = {word for one in listing.variants for value in one.options.values() for word in split_name(value)}
    said = [
        [found["count"] for found in _COUNT.finditer(text, begin, start) if found["count"].lower() not in sizes]
        for begin, (_, start, _) in zip(begins, named, strict=False)
    ]
    counts = [read_quantity(found[-1]) or 1 if found else 0 for found in said]
    if not any(counts[1:]):
        whole = max(counts[0], len(named))
        share = whole // len(named)
        return [whole - share * (len(named) - 1), *([share] * (len(named) - 1))]
    return [count or 1 for count in counts]


def _blank_values(turn: ActionTurn) -> str:
    """Return the message with blanks in the place of what is no number of pieces: "One" of "Daily One", "38"."""
    text = turn.text
    for start, end, entity in _place_entities(turn):
        if entity.name != "quantity":
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _without(text: str, values: set[str]) -> str:
    for value in values:
        text = re.sub(rf"(?<![\w-]){re.escape(value)}(?![\w-])", " ", text, flags=re.IGNORECASE)
    return " ".join(text.split())
