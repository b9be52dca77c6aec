"""The recommender's training beside a running server: at once in a shop that has no model yet, and every night.

In a process of its own, behind everybody else: who chats meanwhile waits no longer.
"""

import fcntl
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import structlog

from bot.dialogue.cores import let_use_all_cores
from language.folders import write_text

log = structlog.get_logger()

_LOCK, _DONE, _SAID = "training.lock", "training.json", "training.log"
_LOOK_EVERY_S = 30.0
_LONGEST_S = 4 * 3600.0
_TOLD = 1_500  # characters of what a failed training said at its end
_LEAST_PRIORITY = 19

Run = Callable[[Path, threading.Event], int]
"""Trains, writes what is said into the file, returns 0 if the model is in use; gives up when the event is set."""


class LearningBeside:
    """Trains as soon as it starts where `has_model` says no, and once a day within the hour that begins at `hour` UTC.

    None is no hour. Of all servers with this `folder`, where the models are, one trains and the others leave it to that
    one: a lock there, which ends with its process, and a note of the last day. A failure is logged, and is not tried
    again that day, the first model not before the next start: what was in use serves on.
    """

    def __init__(
        self,
        hour: int | None,
        folder: Path,
        has_model: Callable[[], bool],
        *,
        run: Run | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        look_every_s: float = _LOOK_EVERY_S,
    ) -> None:
        self._hour = hour
        self._folder = folder
        self._has_model = has_model
        self._has_first = False  # or has tried to have it
        self._run = run or train_apart
        self._clock = clock
        self._look_every_s = look_every_s
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look_on, name="learning beside", daemon=True)

    def start(self) -> None:
        """Begin to look whether it is time."""
        self._thread.start()

    def stop(self) -> None:
        """End, and give up a training that goes on; another server, or the next start, may take it up."""
        self._stopped.set()
        self._thread.join(timeout=10)

    def look(self) -> bool:
        """Train if it is time and nobody has or does; return whether it did."""
        if not self._is_due():
            return False
        self._folder.mkdir(parents=True, exist_ok=True)
        with _locked(self._folder / _LOCK) as ours:
            if not ours or not self._is_due():  # somebody else may just have ended
                return False
            self._train()
        return True

    def _is_due(self) -> bool:
        now = self._clock()
        return self._lacks_first() or self._is_time(now)

    def _lacks_first(self) -> bool:
        self._has_first = self._has_first or self._has_model()
        return not self._has_first

    def _is_time(self, now: datetime) -> bool:
        return now.hour == self._hour and _last_day(self._folder / _DONE) != now.date().isoformat()

    def _train(self) -> None:
        day, began = self._clock().date().isoformat(), time.monotonic()
        log.info("training the recommender", first=not self._has_first)
        try:
            code = self._run(self._folder / _SAID, self._stopped)
        except Exception:
            log.exception("the recommender's training failed")
            code = -1
        else:
            if self._stopped.is_set():
                return
            if code:
                log.error("the recommender's training failed", code=code, said=_end_of(self._folder / _SAID))
        self._has_first = True
        seconds = round(time.monotonic() - began, 1)
        write_text(self._folder / _DONE, json.dumps({"day": day, "code": code, "seconds": seconds}))
        if code == 0:
            log.info("the recommender is trained", seconds=seconds)

    def _look_on(self) -> None:
        while True:
            try:
                self.look()
            except Exception:
                log.exception("cannot look whether the recommender is to be trained")
            if self._stopped.wait(self._look_every_s):
                return


def train_apart(said: Path, stopped: threading.Event) -> int:
    """Run `train recommender` in a process of the least priority, on one core's worth of threads; return its exit code.

    It is ended when it takes four hours, when `stopped` is set, or when this process dies.
    """
    with said.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "train", "recommender", "--beside"],
            stdin=subprocess.PIPE,  # which closes when this process ends, in whatever way
            stdout=file,
            stderr=subprocess.STDOUT,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )
        os.setpriority(os.PRIO_PROCESS, process.pid, _LEAST_PRIORITY)
        let_use_all_cores(process.pid)
        deadline = time.monotonic() + _LONGEST_S
        try:
            while process.poll() is None and time.monotonic() < deadline and not stopped.wait(0.2):
                pass
        finally:
            if process.poll() is None:
                process.kill()
            code = process.wait()
    return code


def end_with_starter() -> None:
    """Let this process end as soon as whoever began it does, who holds its standard input open."""

    def watch() -> None:
        while os.read(sys.stdin.fileno(), 1):  # not through its buffer, whose lock would abort a regular end
            pass
        os._exit(1)

    threading.Thread(target=watch, name="starter", daemon=True).start()


@contextmanager
def _locked(path: Path) -> Iterator[bool]:
    """Say whether the lock is ours within the block; the system gives it back when the process dies."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def _last_day(note: Path) -> str:
    try:
        return str(json.loads(note.read_text())["day"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""  # never, or what is there is damaged: training once more is no harm


def _end_of(said: Path) -> str:
    return said.read_text(errors="replace")[-_TOLD:].strip() if said.exists() else ""
