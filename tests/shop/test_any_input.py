"""Every public function that takes a store: any input gives a result or a refusal, on both databases.

What a function of the shop is given by a door is text, numbers, times and records made of them. The functions are not
listed here, so that a new one is tested from its first day.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import shop
from shop.carts import Cart
from shop.catalogue import Product, Variant
from shop.coupons import Coupon
from shop.customers import Customer, PaymentMethod
from shop.errors import Conflict, Invalid, NotAllowed, NotFound
from shop.friends import Circle, CircleMember, Friendship
from shop.ids import pair_id
from shop.notifications import Notification
from shop.orders.records import Order, OrderStatus
from shop.reviews import Review, Visibility
from shop.sql.schema import TABLES
from shop.sql.store import SqlStore
from shop.store import Reader, Record, Writer
from shop.wishlists import WishlistItem
from tests.shop.arguments import Arguments, Maker, made
from tests.shop.town import Town, build_town

ELSEWHERE = ("shop.sql", "shop.demo", "shop.imports")  # not called by doors with what people send; files: imports/


def public_functions() -> Iterator[Callable[..., object]]:
    for found in pkgutil.walk_packages(shop.__path__, "shop."):
        if not found.name.startswith(ELSEWHERE):
            module = importlib.import_module(found.name)
            for name, function in vars(module).items():
                own = inspect.isfunction(function) and function.__module__ == found.name and not name.startswith("_")
                if own and next(iter(inspect.signature(function).parameters), "") == "store":
                    yield function


SLOW = [HealthCheck.too_slow]
REFUSALS = (Invalid, NotFound, Conflict, NotAllowed)  # and never StoreUnavailable: no input is to blame for that
FUNCTIONS = sorted(public_functions(), key=lambda function: f"{function.__module__}.{function.__name__}")


class OneTransaction:
    """A store whose transactions are the one that is open, and never end by themselves."""

    def __init__(self, tx: Writer) -> None:
        self._tx = tx

    def read(self) -> AbstractContextManager[Reader]:
        return nullcontext(self._tx)

    def write(self, *, noted: bool = False) -> AbstractContextManager[Writer]:
        return nullcontext(self._tx)


class Undo(Exception):
    pass


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One filled shop for all the examples, each of which is undone."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("town") / "shop.db"
        path.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
        url = f"sqlite:///{path}"
    else:
        url = copy_database(request.getfixturevalue("postgres_url"))
    store = SqlStore(url, TABLES)
    yield build_town(store)
    store.close()


def copy_database(server_url: str) -> str:
    engine = sa.create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE town TEMPLATE shop"))
    engine.dispose()
    return f"{server_url.rpartition('/')[0]}/town"


def attempt(town: Town, function: Callable[..., object], arguments: dict[str, Maker]) -> None:
    """Call the function; look at the shop if it did something; then make it undone."""
    with suppress(Undo, *REFUSALS), town.store.write() as tx:
        function(OneTransaction(tx), **made(arguments))
        assert_in_order(tx)
        raise Undo


def assert_in_order(tx: Reader) -> None:
    assert all(found.stock >= 0 and found.price_cents >= 0 for found in tx.find(Variant))
    assert all(found.balance_cents >= 0 for found in tx.find(PaymentMethod))
    assert all(found.uses_left >= 0 for found in tx.find(Coupon))
    assert all(1 <= line.quantity <= 99 for found in tx.find(Cart) for line in found.lines)
    assert all(found.title and found.category for found in tx.find(Product))
    assert all(1 <= found.rating <= 5 for found in tx.find(Review))
    for order in tx.find(Order):
        assert order.total_cents >= 0
        assert order.status in OrderStatus
    people = {found.id for found in tx.find(Customer)}
    told: list[Record] = [note for note in tx.find(Notification) if note.customer_id not in people]
    assert told == []
    assert_bonds_in_order(tx)


def assert_bonds_in_order(tx: Reader) -> None:
    halves = {half.id for half in tx.find(Friendship)}
    assert halves == {pair_id(half.friend_id, half.customer_id) for half in tx.find(Friendship)}
    owners = {circle.id: circle.owner_id for circle in tx.find(Circle)}
    assert all(pair_id(owners[member.circle_id], member.member_id) in halves for member in tx.find(CircleMember))
    things: list[Review | WishlistItem] = [*tx.find(Review), *tx.find(WishlistItem)]
    for thing in things:
        assert (thing.circle_id is not None) == (thing.visibility is Visibility.CIRCLE)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: f"{function.__module__}.{function.__name__}")
@settings(max_examples=20, derandomize=True, deadline=None, phases=[Phase.generate], suppress_health_check=SLOW)
@given(data=st.data())
def test_any_input_gives_a_result_or_a_refusal(
    town: Town, function: Callable[..., object], data: st.DataObject
) -> None:
    attempt(town, function, data.draw(Arguments(town.known, town.examples).of(function)))
