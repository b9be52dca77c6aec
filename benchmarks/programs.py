"""Servers that a benchmark starts, watches and stops."""

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

_LOOK_EVERY_S = 0.5


class Program:
    """A running program and what it starts itself; its output goes to a log."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self._process = process
        self.log = log
        self.pid = process.pid

    def check(self) -> None:
        """End the benchmark with the last words of the log when the program has ended."""
        if self._process.poll() is not None:
            words = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise SystemExit(f"{self.log.stem} ended with code {self._process.returncode}:\n{words}")

    def stop(self) -> None:
        """End the program and what it started; those that do not end within ten seconds are killed."""
        for signal_number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._process.pid, signal_number)
                self._process.wait(timeout=10)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self._process.wait()


@contextmanager
def running(
    command: Sequence[str], log: Path, environment: Mapping[str, str], *, cwd: Path | None = None
) -> Iterator[Program]:
    """Run a program within, in a process group of its own."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=cwd, env=dict(environment), stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    program = Program(process, log)
    try:
        yield program
    finally:
        program.stop()


class MemoryWatch:
    """Looks twice a second how much memory programs and all that they started hold together.

    `peak_mb` counts what processes share once for each (RSS), `peak_shared_once_mb` once (PSS).
    """

    def __init__(self, *programs: Program) -> None:
        self._roots = {program.pid for program in programs}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.peak_mb = 0.0
        self.peak_shared_once_mb = 0.0

    def __enter__(self) -> "MemoryWatch":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            family = _family(self._roots)
            self.peak_mb = max(self.peak_mb, _sum_mb(family, "Rss"))
            self.peak_shared_once_mb = max(self.peak_shared_once_mb, _sum_mb(family, "Pss"))
            if self._over.wait(_LOOK_EVERY_S):
                return


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(deadline_s: float, *programs: Program) -> Iterator[float]:
    """Give the seconds waited so far, again and again; ends the benchmark when a program ends or time is over."""
    started = time.perf_counter()
    while (waited_s := time.perf_counter() - started) < deadline_s:
        for program in programs:
            program.check()
        yield waited_s
        time.sleep(0.1)
    raise SystemExit(f"{programs[0].log.stem} does not answer after {deadline_s:.0f} seconds; see {programs[0].log}")


def _family(roots: set[int]) -> set[int]:
    """Return these processes and their descendants."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in listed.splitlines()]
    family = set(roots)
    while grown := {pid for pid, parent in rows if parent in family} - family:
        family |= grown
    return family


def _sum_mb(family: set[int], name: str) -> float:
    """Return the sum over these processes of a line of Linux' smaps_rollup, "Rss" or "Pss"."""
    total_kb = 0
    for pid in family:
        with suppress(OSError):  # it has ended meanwhile
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total_kb += sum(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
    return total_kb / 1024
