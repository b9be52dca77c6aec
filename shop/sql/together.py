"""Several transactions of one thread as one: all that was done stays, or nothing of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from shop.errors import GivenUp

Open = Callable[[], AbstractContextManager[sa.Connection]]


class SqlTogether:
    """A `Together` on one connection, which it opens with the first write; its steps are savepoints.

    It is given up by closing the driver's connection beneath whoever uses it: a statement that is tried after a mere
    rollback would be a transaction of its own.
    """

    def __init__(self, open: Open) -> None:
        self._open = open
        self._stack = ExitStack()
        self._connection: sa.Connection | None = None
        self._lock = threading.Lock()  # who gives it up comes wholly before the commit, or wholly after
        self._ended = self._given_up = False

    @property
    def wrote(self) -> bool:
        return self._connection is not None

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        with self._refusing():
            yield self._begun()

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        with self._refusing():
            connection = self._begun()
            connection.exec_driver_sql("SAVEPOINT step")
            try:
                yield connection
            except BaseException:
                connection.exec_driver_sql("ROLLBACK TO SAVEPOINT step")
                raise
            connection.exec_driver_sql("RELEASE SAVEPOINT step")

    def give_up(self) -> bool:
        with self._lock:
            if self._ended:
                return False
            self._given_up = True
            if self._connection is not None:
                _cut(self._connection)
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            if self._given_up and self._connection is not None:
                self._connection.invalidate()
            self._stack.__exit__(kind, error, trace)
            self._ended = not self._given_up
        if self._given_up and kind is None:
            raise GivenUp

    def _begun(self) -> sa.Connection:
        if self._connection is None:
            connection = self._stack.enter_context(self._open())  # waits until other writers are done
            with self._lock:
                self._connection = connection
        if self._given_up:
            raise GivenUp
        return self._connection

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            if self._given_up:
                raise GivenUp from error
            raise


def _cut(connection: sa.Connection) -> None:
    raw: Any = connection.connection.dbapi_connection
    stop = getattr(raw, "interrupt", None) or raw.cancel  # sqlite3, psycopg2: closing waits for what is under way
    stop()
    raw.close()
