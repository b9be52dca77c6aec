"""A newly trained model takes the place of the one in use in a running server, and no conversation is dropped."""

import threading
from collections.abc import Callable
from pathlib import Path

import structlog

log = structlog.get_logger()

_LOOK_EVERY_S = 2.0


class ModelWatch:
    """Looks whether another file lies where the model is, and has `renew` called for it.

    A model that cannot be loaded is logged and left alone: the one in use goes on until there is yet another. Create it
    before the model is read, so that none is missed.
    """

    def __init__(self, model: Path, *, look_every_s: float = _LOOK_EVERY_S) -> None:
        self._model = model
        self._look_every_s = look_every_s
        self._seen = _mark_of(model)
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, renew: Callable[[], None]) -> None:
        """Begin to look, on a thread."""
        self._thread = threading.Thread(target=self._look_on, args=(renew,), name="model watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End; a renewal under way is waited for, ten seconds at most."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _look_on(self, renew: Callable[[], None]) -> None:
        while not self._stopped.wait(self._look_every_s):
            found = _mark_of(self._model)
            if found in (None, self._seen):
                continue
            self._seen = found
            log.info("a new model is there", model=str(self._model))
            try:
                renew()
            except Exception:
                log.exception("the new model cannot be used, the one before goes on")
            else:
                log.info("the new model is in use")


def _mark_of(file: Path) -> tuple[int, int, int] | None:
    """Return what tells this file from one that takes its place; None while there is none."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
