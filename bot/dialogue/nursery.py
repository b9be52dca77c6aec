"""The process that workers are forked from: it has loaded the engine once, and they share its memory.

It does nothing else, so that nobody holds a lock at the moment of a fork. It lives, as the workers do, until the line
to the process that began it is closed, whatever that one dies of.
"""

import gc
import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe, reduction
from multiprocessing.connection import Connection
from typing import Protocol

from bot.dialogue.turns import Engine

_READY = "ready"
_LONGEST_END_S = 10.0
_COULD_NOT = "the assistant could not be loaded; see the messages above"


class ForkedEngine(Engine, Protocol):
    """An engine that was loaded before the fork, without a thread or a connection, and begins to live after it."""

    def start(self) -> None:
        """Begin to live; returns when turns can be answered."""

    def stop(self) -> None:
        """End; turns under way are given up."""


Loader = Callable[[], ForkedEngine]


class CannotLoad(Exception):
    """The process that loads the engine has ended; it has said why in the log."""


class Nursery:
    """Gives workers. `load` is pickled: a function of a module, or a partial of one."""

    def __init__(self, load: Loader) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: Connection | None = None
        self._stopped = False

    def prepare(self) -> None:
        """Load, so that the first worker is there at once. Raises CannotLoad."""
        with self._lock:
            self._begin()

    def fork(self) -> Connection:
        """Return the line to a new worker; waits for the loading when it has to. Raises CannotLoad."""
        with self._lock:
            if self._control is not None:
                with suppress(OSError, EOFError):
                    return _ask_for_worker(self._control)
            control = self._begin()
            try:
                return _ask_for_worker(control)
            except (OSError, EOFError) as error:
                self._end()
                raise CannotLoad(_COULD_NOT) from error

    def stop(self) -> None:
        """End the process, once the workers have ended; after ten seconds whatever they do."""
        with self._lock:
            self._stopped = True
            self._end()

    def _begin(self) -> Connection:
        self._end()
        if self._stopped:
            raise CannotLoad("no worker is given any more")
        self._control, theirs = Pipe()
        with theirs:
            code = f"from bot.dialogue.nursery import tend; tend({theirs.fileno()})"
            self._process = subprocess.Popen([sys.executable, "-c", code], pass_fds=[theirs.fileno()])  # noqa: S603
        try:
            self._control.send(self._load)
            self._control.recv()
        except (OSError, EOFError) as error:
            self._end()
            raise CannotLoad(_COULD_NOT) from error
        return self._control

    def _end(self) -> None:
        if self._control is None or self._process is None:
            return
        self._control.close()
        try:
            self._process.wait(_LONGEST_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._control = self._process = None


def _ask_for_worker(control: Connection) -> Connection:
    control.send("fork")
    return Connection(reduction.recv_handle(control))


def tend(control_handle: int) -> None:
    """Be the nursery: load what comes over this line, then fork a worker whenever one is asked for."""
    # Ctrl-C reaches the whole group; when to end is said by the process that serves, by closing its lines
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # so that the dead are buried by themselves
    control = Connection(control_handle)
    load: Loader = control.recv()
    engine = load()
    gc.collect()
    gc.freeze()  # what is shared is not looked through, and so not copied, by each worker
    control.send(_READY)
    with suppress(EOFError, OSError):
        for place in itertools.count():
            control.recv()
            _fork(control, engine, place)
    with suppress(ChildProcessError):
        os.wait()  # for all of them, as nobody wants to know how they ended


def _fork(control: Connection, engine: ForkedEngine, place: int) -> None:
    ours, theirs = Pipe()
    if os.fork() == 0:
        from bot.dialogue.cores import keep_to_one_core
        from bot.dialogue.worker import work

        control.close()
        ours.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        try:
            keep_to_one_core(place)
            work(theirs, engine)
        finally:
            os._exit(0)  # nothing of the nursery's is to be tidied up here
    theirs.close()
    with ours:
        reduction.send_handle(control, ours.fileno(), os.getppid())
