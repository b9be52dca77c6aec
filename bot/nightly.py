"""The recommender's training every night, beside a running server: in a process of its own, behind everybody else."""

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

_LOCK, _DONE, _SAID = "nightly.lock", "nightly.json", "nightly.log"
_LOOK_EVERY_S = 30.0
_LONGEST_S = 4 * 3600.0
_TOLD = 1_500  # characters of what a failed training said at its end
_LEAST_PRIORITY = 19

Run = Callable[[Path, threading.Event], int]
"""Trains, writes what is said into the file, returns 0 if the model is in use; gives up when the event is set."""


class NightlyTraining:
    """Trains once a day within the hour that begins at `hour` UTC, after which it is tomorrow's turn.

    Of all servers with this `folder`, where the models are, one trains and the others leave it to that one: a lock
    there, which ends with its process, and a note of the last day. A failure is logged, and is not tried again that
    day: what was in use serves on.
    """

    def __init__(
        self,
        hour: int,
        folder: Path,
        *,
        run: Run | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        look_every_s: float = _LOOK_EVERY_S,
    ) -> None:
        self._hour = hour
        self._folder = folder
        self._run = run or train_apart
        self._clock = clock
        self._look_every_s = look_every_s
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look_on, name="nightly training", daemon=True)

    def start(self) -> None:
        """Begin to look at the clock."""
        self._thread.start()

    def stop(self) -> None:
        """End, and give up a training that goes on; another server may take it up within the hour."""
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
        return now.hour == self._hour and _last_day(self._folder / _DONE) != now.date().isoformat()

    def _train(self) -> None:
        day, began = self._clock().date().isoformat(), time.monotonic()
        log.info("nightly training begins")
        try:
            code = self._run(self._folder / _SAID, self._stopped)
        except Exception:
            log.exception("nightly training failed")
            code = -1
        else:
            if self._stopped.is_set():
                return
            if code:
                log.error("nightly training failed", code=code, said=_end_of(self._folder / _SAID))
        seconds = round(time.monotonic() - began, 1)
        write_text(self._folder / _DONE, json.dumps({"day": day, "code": code, "seconds": seconds}))
        if code == 0:
            log.info("nightly training done", seconds=seconds)

    def _look_on(self) -> None:
        while not self._stopped.wait(self._look_every_s):
            try:
                self.look()
            except Exception:
                log.exception("cannot look for the nightly training")


def train_apart(said: Path, stopped: threading.Event) -> int:
    """Run `train recommender` in a process of the least priority, on one core's worth of threads; return its exit code.

    It is ended when it takes four hours, or when `stopped` is set.
    """
    with said.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "train", "recommender"],
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
