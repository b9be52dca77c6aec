"""A process on one core of those that it may use."""

import os
import subprocess
import sys

import pytest

from bot.dialogue.cores import find_core

_SHOW = """
import os, threading
from bot.dialogue.cores import keep_to_one_core
before = os.sched_getaffinity(0)
keep_to_one_core({place})
seen = []
thread = threading.Thread(target=lambda: seen.append(os.sched_getaffinity(0)))
thread.start()
thread.join()
assert os.sched_getaffinity(0) == seen[0]
print(*sorted(before), "|", *sorted(seen[0]))
"""


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux says which cores a process may use")
def test_successive_places_are_successive_cores_and_go_round() -> None:
    taken = []
    for place in range(3):
        code = _SHOW.format(place=place)
        shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        allowed, own = (part.split() for part in shown.split("|"))
        assert own == [allowed[place % len(allowed)]]
        taken += own
    assert taken[0] != taken[1] or len(os.sched_getaffinity(0)) == 1


def test_a_crowded_core_is_left_for_a_free_one() -> None:
    assert find_core(0, {0: 0.9, 1: 0.5, 2: 0.1}) == 2


def test_a_core_is_kept_when_the_others_are_no_better() -> None:
    assert find_core(1, {0: 0.5, 1: 0.6}) == 1
    assert find_core(1, {0: 0.0, 1: 0.0}) == 1
