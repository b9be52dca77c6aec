"""Which pieces of an order are meant: by name, by place, by number, or all of them."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from actions.tasks import says_all
from actions.turn import ActionTurn
from language.aftersales import leaves_out_named
from language.values import read_quantity
from shop.catalogue import Product
from shop.orders.records import Order
from shop.orders.wording import describe

_CLOSE = 80  # of 100: "kettel" for "kettle"
_WORD = re.compile(r"[^\W_]+")
_SHARE = re.compile(r"\b(one|two|three|\d{1,2}) (?:out )?of (?:the|my|these|those|them)\b", re.IGNORECASE)
_MARK = "pieces:"  # so that no text of a shopper is a choice's value
_MOST_OF_ONE_KIND = 3  # numbers of equal pieces that get a button of their own


@dataclass(frozen=True)
class Kind:
    """Equal pieces of an order."""

    positions: tuple[int, ...]  # in the order's items
    name: str  # "Shirt (blue, M)"
    words: frozenset[str]  # what it may be called by


@dataclass(frozen=True)
class PieceChoice:
    """Something to choose from an order; `value` is how `turn.memory.choices` has it."""

    title: str
    positions: tuple[int, ...]

    @property
    def value(self) -> str:
        return _MARK + ",".join(map(str, self.positions))


def find_pieces_meant(turn: ActionTurn, order: Order, *, by_colour: bool, text: str = "") -> tuple[int, ...]:
    """Return the positions of the pieces that the message names; () when it names none or leaves the number open.

    `by_colour`: colours and sizes in the message are those of the pieces, not of what they shall become. `text` is the
    answer to the question for them, "" when the message is none.
    """
    kinds = kinds_of(turn, order)
    named = _match(kinds, _said_names(turn, text, by_colour=by_colour))
    if not named:
        return tuple(range(len(order.items))) if len(order.items) == 1 or says_all(turn) else ()
    if leaves_out_named(turn.text):
        kept = {position for kind in named for position in kind.positions}
        return tuple(position for position in range(len(order.items)) if position not in kept)
    wanted = _read_wanted(turn)
    if wanted is None and len(named) == 1 and len(named[0].positions) > 1 and not says_all(turn):
        return ()  # one of the equal pieces, or all of them?
    return tuple(sorted(position for kind in named for position in kind.positions[:wanted]))


def find_pieces_named(turn: ActionTurn, order: Order) -> tuple[int, ...]:
    """Return the positions of what the message calls by name; () when it names nothing of this order."""
    named = _match(kinds_of(turn, order), _said_names(turn, "", by_colour=True))
    return tuple(sorted(position for kind in named for position in kind.positions))


def offer_pieces(turn: ActionTurn, order: Order, among: Collection[int] | None = None) -> list[PieceChoice]:
    """Return what there is to choose: each kind in each number, and at the end everything.

    `among` are the positions that can be chosen; None for all.
    """
    kinds = [kind for kind in kinds_of(turn, order) if among is None or kind.positions[0] in among]
    choices = []
    for kind in kinds:
        most = len(kind.positions)
        counts = range(1, most + 1) if most <= _MOST_OF_ONE_KIND else (1, most)
        for count in counts:
            title = f"{count} × {kind.name}" if most > 1 else kind.name
            choices.append(PieceChoice(title, kind.positions[:count]))
    if len(kinds) > 1 and (among is None or len(among) == len(order.items)):
        choices.append(PieceChoice("All of it", tuple(range(len(order.items)))))
    return choices


def read_positions(value: str, order: Order) -> tuple[int, ...]:
    """Return the positions that a choice's value stands for; () for anything else."""
    parts = value.removeprefix(_MARK).split(",")
    if not value.startswith(_MARK) or not all(part.isdecimal() and int(part) < len(order.items) for part in parts):
        return ()
    return tuple(int(part) for part in parts)


def kinds_of(turn: ActionTurn, order: Order) -> list[Kind]:
    """Return the order's pieces, equal ones together, in the order's sequence."""
    with turn.store.read() as tx:
        products = tx.get_many(Product, (item.product_id for item in order.items))
    positions: dict[str, list[int]] = {}
    for position, item in enumerate(order.items):
        positions.setdefault(item.variant_id, []).append(position)
    return [_kind(order, tuple(found), products) for found in positions.values()]


def _read_wanted(turn: ActionTurn) -> int | None:
    """Return how many pieces are wanted: one of "one of the two"; None when no number is said."""
    share = _SHARE.search(turn.text)
    return read_quantity(share[1] if share else turn.entity("quantity") or "")


def _kind(order: Order, positions: tuple[int, ...], products: dict[str, Product]) -> Kind:
    item = order.items[positions[0]]
    product = products.get(item.product_id)
    called = [item.title, *item.options.values(), *((product.brand, product.type) if product else ())]
    return Kind(positions, describe(item.title, item.options), frozenset(_words(" ".join(called))))


def _said_names(turn: ActionTurn, text: str, *, by_colour: bool) -> list[str]:
    """Return what pieces are called in the message, one entry a thing: ["blue shirt", "mug"] without the "and"."""
    things = [*turn.all_entities("product"), *turn.all_entities("product_type")]
    traits = [*turn.all_entities("brand"), *turn.all_entities("colour", "not")]
    if by_colour:
        traits += [*turn.all_entities("colour"), *turn.all_entities("size")]
    if len(things) > 1:
        return things
    if things:
        return [" ".join((*traits, *things))]
    return traits or ([text] if text else [])


def _match(kinds: Sequence[Kind], names: Sequence[str]) -> list[Kind]:
    """Return the kinds that are called so: for each name those that share most of its words with it."""
    matched: set[tuple[int, ...]] = set()
    shares = {name: [_share(kind, name) for kind in kinds] for name in names}
    for found in shares.values():
        best = max(found, default=0)
        matched |= {kind.positions for kind, share in zip(kinds, found, strict=True) if best and share == best}
    return [kind for kind in kinds if kind.positions in matched]


def _share(kind: Kind, name: str) -> int:
    return sum(any(fuzz.ratio(word, own) >= _CLOSE for own in kind.words) for word in _words(name))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if len(word) > 1 or word.isdecimal() or word in "sml"]
