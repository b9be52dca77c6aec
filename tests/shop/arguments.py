"""Values for the arguments of any function of the shop, found by their names and types."""

import collections.abc
import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from shop.carts import CartLine
from shop.orders.actor import Actor, ActorKind, shopper
from shop.orders.placing import Line
from tests.shop.commerce.shop import STAFF
from tests.shop.social.test_shares import SECRET

Maker = Callable[[], Any]  # made inside the call under test: a record may refuse its own values

NASTY = ("", " ", "\x00", "\ud800", "a\nb", "%", "~", "é" * 201, "x" * 5_001, "\u202e", "1e999", "-1", "ana ")
LETTERS = "abcçdeéfgh ijk-lmn'opqrstuvwxyz日本"
NUMBERS = st.integers(0, 6) | st.integers(-2, 120) | st.integers()
TIMES = st.datetimes(timezones=st.none() | st.just(UTC)) | st.just(datetime(2026, 3, 1, tzinfo=UTC))
LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    int: NUMBERS,
    bool: st.booleans(),
    float: st.floats(),
    date: st.dates(),
    datetime: TIMES,
    timedelta: st.timedeltas() | st.timedeltas(timedelta(0), timedelta(days=60)),
}


class Arguments:
    """Strategies by name and type: an id is mostly one that the shop knows, of what the name says."""

    def __init__(self, known: dict[str, list[str]], examples: dict[type, list[Any]]) -> None:
        self._known = known
        self._examples = examples
        anything = st.sampled_from(sorted({id for ids in known.values() for id in ids}))
        plain = st.text(LETTERS, min_size=1, max_size=20)
        self._texts = plain | plain | st.sampled_from(NASTY) | st.text(st.characters()) | anything

    def of(self, function: Callable[..., object]) -> st.SearchStrategy[dict[str, Maker]]:
        """Return a strategy for every argument but the store. Raises TypeError for a type without a strategy here."""
        hints = typing.get_type_hints(function)
        del hints["store"], hints["return"]
        if function.__module__ == "shop.shares" and "secret" in hints:  # the shop's own there, no input
            hints["secret"] = typing.Literal[SECRET]
        hints.pop("further", None)  # kinds that other rooms keep: wired in, no input either
        changes = hints.pop("changes", None)
        if changes is None:
            return self._values(hints)
        optional = typing.get_type_hints(typing.get_args(changes)[0])
        some = st.fixed_dictionaries({}, optional={name: self._value(name, hint) for name, hint in optional.items()})
        return st.tuples(self._values(hints), some).map(lambda pair: pair[0] | pair[1])

    def _values(self, hints: dict[str, Any]) -> st.SearchStrategy[dict[str, Maker]]:
        return st.fixed_dictionaries({name: self._value(name, hint) for name, hint in hints.items()})

    def _value(self, name: str, hint: Any) -> st.SearchStrategy[Maker]:
        if hint is str:
            return self._text(name).map(constant)
        if hint in LEAVES:
            return LEAVES[hint].map(constant)
        if hint is types.NoneType:
            return st.just(constant(None))
        if hint is Line:
            return self._value(name, CartLine)
        if hint is Actor:
            return st.sampled_from([shopper("ana"), Actor(ActorKind.STAFF, "mia", "ana"), STAFF]).map(constant)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return st.sampled_from(list(hint)).map(constant)
        if dataclasses.is_dataclass(hint):
            assert isinstance(hint, type)
            whole = self._values(init_hints(hint)).map(lambda parts: lambda: hint(**made(parts)))
            return self._nearly_good(hint) | whole if hint in self._examples else whole
        return self._several(name, hint)

    def _nearly_good(self, kind: type[Any]) -> st.SearchStrategy[Maker]:
        """An example of which up to two fields are changed."""
        hints = init_hints(kind)
        names = st.lists(st.sampled_from(sorted(hints)), max_size=2, unique=True)
        changes = names.flatmap(lambda names: self._values({name: hints[name] for name in names}))
        pairs = st.tuples(st.sampled_from(self._examples[kind]), changes)
        return pairs.map(lambda pair: lambda: dataclasses.replace(pair[0], **made(pair[1])))

    def _several(self, name: str, hint: Any) -> st.SearchStrategy[Maker]:
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if origin in (types.UnionType, typing.Union):
            return st.one_of([self._value(name, arm) for arm in inner])
        if origin is typing.Literal:
            return st.sampled_from(inner).map(constant)
        if origin in (tuple, list, collections.abc.Sequence, collections.abc.Iterable, collections.abc.Collection):
            items = st.lists(self._value(name, inner[0]), max_size=3)
            return items.map(lambda items: lambda: tuple(item() for item in items))
        if origin in (dict, collections.abc.Mapping):
            return st.dictionaries(self._texts, self._value(name, inner[1]), max_size=3).map(lambda d: lambda: made(d))
        raise TypeError(f"no strategy for {name}: {hint}; say here what a door may pass")

    def _text(self, name: str) -> st.SearchStrategy[str]:
        ids = next((ids for part, ids in self._known.items() if part in name), None)
        if ids is None:
            return self._texts
        right = st.sampled_from(ids)
        return st.integers(0, 7).flatmap(lambda dice: right if dice else self._texts)


def constant(value: Any) -> Maker:
    return lambda: value


def made(parts: dict[str, Maker]) -> dict[str, Any]:
    """Return what the makers make. Raises what a record raises that refuses its values."""
    return {name: make() for name, make in parts.items()}


def init_hints(kind: type[Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind) if field.init}
