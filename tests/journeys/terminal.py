"""A program at a terminal, and somebody who reads and types."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_WHERE = "\x1b[6n"  # asks where the cursor is, and waits for the answer
_PATIENCE_S = 300.0
_SIZE = struct.pack("HHHH", 60, 200, 0, 0)  # lines, columns
UP, ENTER, ERASE = "\x1b[A", "\r", "\x7f"


class Terminal:
    """Runs a program within; what is left of it is killed at the end."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, _SIZE)
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=dict(environment), start_new_session=True
        )
        os.close(theirs)
        self._unread = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def read_until(self, words: str) -> str:
        """Return what was written up to these words; blanks count as one, as lines are broken anywhere."""
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            before, found, after = self._unread.partition(words)
            if found:
                self._unread = after
                return before + found
            if not self._read_more():
                break
        raise AssertionError(f"{words!r} was not written, but:\n{self._unread[-3000:]}")

    def type(self, keys: str) -> None:
        time.sleep(0.5)  # a prompt that was just drawn throws away what is typed until it listens
        os.write(self._ours, keys.encode())

    def _read_more(self) -> bool:
        if not select.select([self._ours], [], [], 1.0)[0]:
            return self._process.poll() is None
        try:
            new = os.read(self._ours, 65536).decode(errors="replace")
        except OSError:  # the program has ended
            return False
        if _WHERE in new:
            os.write(self._ours, b"\x1b[1;1R")
        self._unread = re.sub(r"\s+", " ", self._unread + _CONTROL.sub("", new))
        return True
