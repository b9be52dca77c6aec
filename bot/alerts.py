"""Errors told to whoever keeps watch: each kind at once, and then at most once a minute, with how often it came."""

import json
import queue
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

import structlog

log = structlog.get_logger()

Post = Callable[[str, bytes], None]

_EVERY_S = 60.0
_TIMEOUT_S = 5.0
_MOST_WAITING = 100
_LOUD = frozenset({"error", "critical"})


class Alerts:
    """A processor of structlog that also posts each error to `url`, from a thread of its own; nobody waits for it.

    The body is JSON: `event`, `count` (of the kind, since it was posted last), and the plain values logged with it.
    """

    def __init__(self, url: str, *, every_s: float = _EVERY_S, post: Post | None = None) -> None:
        self._url = url
        self._every_s = every_s
        self._post = post or _post
        self._counts: Counter[str] = Counter()
        self._posted_at: dict[str, float] = {}
        self._waiting: queue.Queue[bytes] = queue.Queue(_MOST_WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def __call__(self, _logger: Any, _method: str, record: structlog.typing.EventDict) -> structlog.typing.EventDict:
        if record.get("level") in _LOUD:
            self._ring({name: value for name, value in record.items() if isinstance(value, str | int | float)})
        return record

    def _ring(self, told: dict[str, Any]) -> None:
        kind, now = str(told["event"]), time.monotonic()
        with self._lock:
            self._counts[kind] += 1
            if now - self._posted_at.get(kind, -self._every_s) < self._every_s or self._waiting.full():
                return
            self._posted_at[kind] = now
            self._waiting.put_nowait(json.dumps(told | {"count": self._counts.pop(kind)}).encode())
            if self._thread is None:  # not before: a process may be forked after this was made
                self._thread = threading.Thread(target=self._work, name="alerts", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            body = self._waiting.get()
            try:
                self._post(self._url, body)
            except (OSError, HTTPException) as error:  # whoever keeps watch is away; the log has it
                log.warning("an alert could not be posted", error=repr(error))


def _post(url: str, body: bytes) -> None:
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 - settings allow http only
    with urllib.request.urlopen(request, timeout=_TIMEOUT_S):  # noqa: S310
        pass
