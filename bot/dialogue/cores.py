"""Keeping a process to one core.

Only one thread of Python runs at a time, and a turn goes through several of them. Spread over cores, each begins where
nothing is in the caches, and waits for the others' lock: on two cores a turn took 40% longer than on one
(docs/decisions/0008).
"""

import os
import threading
import time
from contextlib import suppress

import psutil
import structlog

log = structlog.get_logger()

_LOOK_EVERY_S = 5.0
_CROWDED = 0.25  # of a core that other processes take here more than elsewhere


def keep_to_one_core(place: int) -> None:
    """Keep this thread, and all that it and its like begin from now on, to one of the cores that the process may use.

    Processes with successive `place`s get different cores as far as there are any. Every 5 seconds the process moves
    when others crowd its core and leave another one free. Nothing happens where the system cannot do it, or with a
    single core.
    """
    if not hasattr(os, "sched_setaffinity"):
        return
    allowed = sorted(os.sched_getaffinity(0))
    if len(allowed) < 2:
        return
    core = allowed[place % len(allowed)]
    os.sched_setaffinity(0, {core})
    threading.Thread(target=_move_when_crowded, args=(core, allowed), name="cores", daemon=True).start()


def let_use_all_cores(process_id: int) -> None:
    """Let another process, which this one began, use every core again, and not only the one that this one keeps to."""
    if hasattr(os, "sched_setaffinity"):
        with suppress(OSError):  # it ended meanwhile
            os.sched_setaffinity(process_id, range(os.cpu_count() or 1))


def find_core(current: int, others: dict[int, float]) -> int:
    """Return the core to be on: `others` is the share of each that other processes take, 0 to 1."""
    freest = min(others, key=lambda core: others[core])
    return freest if others[current] - others[freest] > _CROWDED else current


def _move_when_crowded(core: int, allowed: list[int]) -> None:
    process = psutil.Process()
    psutil.cpu_percent(percpu=True)
    own, since = _seconds(process), time.monotonic()
    while True:
        time.sleep(_LOOK_EVERY_S)
        busy = psutil.cpu_percent(percpu=True)
        now, at = _seconds(process), time.monotonic()
        others = {each: busy[each] / 100 for each in allowed}
        others[core] = max(0.0, others[core] - (now - own) / (at - since))
        own, since = now, at
        better = find_core(core, others)
        if better == core:
            continue
        core = better
        for thread in process.threads():
            _move(thread.id, core)
        log.debug("moved to another core", core=core)


def _move(thread_id: int, core: int) -> None:
    with suppress(ProcessLookupError):  # it ended meanwhile
        os.sched_setaffinity(thread_id, {core})


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
