"""Whatever is passed to a public function, it works or says what is wrong; the graph stays whole."""

import importlib
import inspect
import typing
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shop.errors import ShopError
from shop.friends import CircleMember, Friendship
from shop.friends.circles import add_to_circle, make_circle
from shop.ids import pair_id
from shop.reviews import Review, Visibility
from shop.reviews.writing import write_review
from shop.sql.store import SqlStore
from shop.store import Store
from shop.wishlists import WishlistItem
from shop.wishlists.items import add_to_wishlist
from tests.shop.social.test_shares import SECRET
from tests.shop.social.test_who_sees_what import MODULES
from tests.shop.social.world import add_people, add_products, befriend, consent

KNOWN = ["ana", "ben", "cem", "kettle", "kettle~ana", "ana~kettle", "ana~ben", "crew", "#W1", ""]
NASTY = ["\x00", "\ud800", "a\nb", "%", "_", "'; DROP TABLE customer; --", "é" * 201, "x" * 5001, "\u202e", "~", "~~"]
TEXTS = st.sampled_from(KNOWN) | st.sampled_from(NASTY) | st.text(st.characters(), max_size=20)
NUMBERS = st.integers() | st.integers(-2, 7)


def public_functions() -> list[Callable[..., object]]:
    modules = [importlib.import_module(f"shop.{name}") for name in (*MODULES, "privacy.export", "privacy.erasure")]
    return [
        function
        for module in (*modules, importlib.import_module("shop.consent"))
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
        if next(iter(inspect.signature(function).parameters), "") == "store"
    ]


def arguments_of(function: Callable[..., object]) -> st.SearchStrategy[dict[str, Any]]:
    hints = typing.get_type_hints(function)
    values = {name: value_of(name, hint) for name, hint in hints.items() if name not in ("store", "return")}
    return st.fixed_dictionaries(values)


def value_of(name: str, hint: Any) -> st.SearchStrategy[Any]:
    if name == "secret":
        return st.just(SECRET)
    if hint is str:
        return TEXTS
    if hint is int:
        return NUMBERS
    if hint == str | None:
        return st.none() | TEXTS
    if typing.get_args(hint) == (str,):
        return st.lists(TEXTS, max_size=7)
    return st.from_type(hint)


@pytest.fixture
def town(sqlite_store: SqlStore) -> Store:
    add_people(sqlite_store, "ana", "ben", "cem")
    add_products(sqlite_store, "kettle")
    befriend(sqlite_store, "ana", "ben")
    consent(sqlite_store, "ana", "ben")
    add_to_circle(sqlite_store, "ana", make_circle(sqlite_store, "ana", "crew").id, "ben")
    write_review(sqlite_store, "ana", "kettle", rating=5)
    add_to_wishlist(sqlite_store, "ana", "kettle")
    return sqlite_store


@pytest.mark.parametrize("function", public_functions(), ids=lambda function: function.__name__)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_call_works_or_says_what_is_wrong(town: Store, function: Callable[..., object], data: st.DataObject) -> None:
    arguments = data.draw(arguments_of(function))
    with suppress(ShopError):
        function(town, **arguments)
    check_whole(town)


def check_whole(store: Store) -> None:
    with store.read() as tx:
        halves = {half.id for half in tx.find(Friendship)}
        assert halves == {pair_id(half.friend_id, half.customer_id) for half in tx.find(Friendship)}
        friends_of_ana = {half.friend_id for half in tx.find(Friendship, customer_id="ana")}
        assert {member.member_id for member in tx.find(CircleMember)} <= friends_of_ana
        for thing in (*tx.find(Review), *tx.find(WishlistItem)):
            assert (thing.circle_id is not None) == (thing.visibility is Visibility.CIRCLE)
        for review in tx.find(Review):
            assert 1 <= review.rating <= 5
            assert len(review.text) <= 5_000
