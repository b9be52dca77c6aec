"""Waiting for what a thread does."""

import time
from collections.abc import Callable


def wait_for(done: Callable[[], bool]) -> None:
    for _ in range(500):
        if done():
            return
        time.sleep(0.01)
    raise AssertionError("it never happened")
