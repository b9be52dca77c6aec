"""The recommender's training beside a server: once, by one of many, and never at the cost of what serves."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from structlog.testing import capture_logs

from bot.learning_beside import LearningBeside, Run, train_apart

MIDNIGHT = datetime(2026, 3, 1, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = MIDNIGHT

    def __call__(self) -> datetime:
        return self.now

    def set(self, days: int, hour: int, minute: int = 0) -> None:
        self.now = MIDNIGHT + timedelta(days=days, hours=hour, minutes=minute)


class Trainings:
    """Stands in for the process that trains: counts, and ends with this code."""

    def __init__(self, code: int = 0, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.code, self.count, self._meanwhile = code, 0, meanwhile

    def __call__(self, said: Path, stopped: threading.Event) -> int:
        self.count += 1
        said.write_text("Trained m1.\nModel m1 is refused: its nDCG is under that of the one in use.\n")
        self._meanwhile()
        return self.code


@pytest.fixture
def clock() -> Clock:
    return Clock()


def make(folder: Path, run: Run, clock: Clock) -> LearningBeside:
    """Return that of a server in a shop that has a model."""
    return LearningBeside(3, folder / "recommender", lambda: True, run=run, clock=clock, look_every_s=0.01)


def make_new(folder: Path, run: Run, clock: Clock, hour: int | None = None) -> LearningBeside:
    """Return that of a server in a shop without one until a training has ended well."""
    done = folder / "recommender" / "made"
    return LearningBeside(hour, done.parent, done.exists, run=run, clock=clock, look_every_s=0.01)


def test_it_trains_once_a_day_within_its_hour(tmp_path: Path, clock: Clock) -> None:
    trainings = Trainings()
    nightly = make(tmp_path, trainings, clock)
    looked = []
    for days, hour, minute in [
        (0, 0, 0),
        (0, 2, 59),
        (0, 3, 0),
        (0, 3, 1),
        (0, 4, 0),
        (0, 23, 0),
        (1, 2, 0),
        (1, 3, 59),
    ]:
        clock.set(days, hour, minute)
        looked.append(nightly.look())
    assert looked == [False, False, True, False, False, False, False, True]
    assert trainings.count == 2


def test_a_server_that_starts_again_within_the_hour_knows_that_it_was_done(tmp_path: Path, clock: Clock) -> None:
    trainings = Trainings()
    clock.set(0, 3)
    assert make(tmp_path, trainings, clock).look()
    assert not make(tmp_path, trainings, clock).look()
    clock.set(1, 3)
    assert make(tmp_path, trainings, clock).look()


def test_of_many_replicas_one_trains(tmp_path: Path, clock: Clock) -> None:
    everybody = threading.Barrier(8)
    trainings = Trainings(meanwhile=lambda: time.sleep(0.2))
    clock.set(0, 3)

    def look(_: int) -> bool:
        replica = make(tmp_path, trainings, clock)
        everybody.wait()
        return replica.look()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(look, range(8))) == 1
    assert trainings.count == 1


def test_a_failure_is_an_error_with_what_was_said_and_waits_for_the_next_night(tmp_path: Path, clock: Clock) -> None:
    trainings = Trainings(code=1)
    nightly = make(tmp_path, trainings, clock)
    clock.set(0, 3)
    with capture_logs() as logs:
        assert nightly.look()
        assert not nightly.look()
    (failure,) = [each for each in logs if each["log_level"] == "error"]
    assert failure["event"] == "the recommender's training failed"
    assert "is refused: its nDCG" in failure["said"]
    clock.set(1, 3)
    trainings.code = 0
    assert nightly.look()


def test_what_cannot_even_begin_is_an_error_too(tmp_path: Path, clock: Clock) -> None:
    def nothing(said: Path, stopped: threading.Event) -> int:
        raise OSError("no process can be made")

    nightly = make(tmp_path, nothing, clock)
    clock.set(0, 3)
    with capture_logs() as logs:
        assert nightly.look()
        assert not nightly.look()
    assert [each["event"] for each in logs if each["log_level"] == "error"] == ["the recommender's training failed"]


def test_a_training_that_is_given_up_is_taken_up_by_another_server(tmp_path: Path, clock: Clock) -> None:
    begun = threading.Event()

    def long(said: Path, stopped: threading.Event) -> int:
        begun.set()
        assert stopped.wait(10)
        return -9

    clock.set(0, 3)
    nightly = make(tmp_path, long, clock)
    nightly.start()
    assert begun.wait(10)
    nightly.stop()
    trainings = Trainings()
    assert make(tmp_path, trainings, clock).look()
    assert trainings.count == 1


def test_a_damaged_note_is_no_obstacle(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "recommender").mkdir()
    (tmp_path / "recommender" / "training.json").write_text("[]")
    clock.set(0, 3)
    assert make(tmp_path, Trainings(), clock).look()


def test_a_shop_without_a_model_has_one_trained_at_once(tmp_path: Path, clock: Clock) -> None:
    trainings = Trainings(meanwhile=(tmp_path / "recommender" / "made").touch)
    clock.set(0, 17)
    first = make_new(tmp_path, trainings, clock)
    assert first.look()
    assert not first.look()
    assert not make_new(tmp_path, trainings, clock).look()
    clock.set(1, 17)
    assert not first.look()


def test_after_the_first_model_the_nights_go_on(tmp_path: Path, clock: Clock) -> None:
    trainings = Trainings(meanwhile=(tmp_path / "recommender" / "made").touch)
    clock.set(0, 2)
    learning = make_new(tmp_path, trainings, clock, hour=3)
    looked = []
    for days, hour in [(0, 2), (0, 3), (1, 2), (1, 3)]:
        clock.set(days, hour)
        looked.append(learning.look())
    assert looked == [True, False, False, True]  # what was learned an hour ago is not learned again


def test_a_first_model_that_fails_is_tried_again_by_the_next_start(tmp_path: Path, clock: Clock) -> None:
    trainings = Trainings(code=1)
    learning = make_new(tmp_path, trainings, clock)
    assert learning.look()
    assert not learning.look()
    assert make_new(tmp_path, trainings, clock).look()
    assert trainings.count == 2


def test_of_many_new_replicas_one_trains_the_first_model(tmp_path: Path, clock: Clock) -> None:
    everybody = threading.Barrier(8)
    made = tmp_path / "recommender" / "made"
    trainings = Trainings(meanwhile=lambda: (time.sleep(0.2), made.touch())[0])
    replicas = [make_new(tmp_path, trainings, clock) for _ in range(8)]

    def look(replica: LearningBeside) -> bool:
        everybody.wait()
        return replica.look()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(look, replicas)) == 1
    assert not any(replica.look() for replica in replicas)
    assert trainings.count == 1


def test_it_begins_with_the_start_and_need_not_wait_for_a_look_at_the_clock(tmp_path: Path, clock: Clock) -> None:
    begun = threading.Event()
    trainings = Trainings(meanwhile=begun.set)
    learning = LearningBeside(None, tmp_path, lambda: False, run=trainings, clock=clock, look_every_s=600.0)
    learning.start()
    assert begun.wait(10)
    learning.stop()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Lets `python -m bot` be this program, and returns where what it says is kept."""

    def write(text: str) -> Path:
        (tmp_path / "bot.py").write_text(text)
        monkeypatch.chdir(tmp_path)
        return tmp_path / "said"

    monkeypatch.setattr(sys, "path", sys.path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    return write


def test_the_process_has_the_least_priority_and_every_core(program: Callable[[str], Path]) -> None:
    said = program(
        "import os, sys, time\ntime.sleep(0.5)\n"
        "print(sys.argv[1:], os.nice(0), os.environ['OMP_NUM_THREADS'], len(os.sched_getaffinity(0)))\nsys.exit(3)\n"
    )
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert train_apart(said, threading.Event()) == 3
    finally:
        os.sched_setaffinity(0, allowed)
    assert said.read_text() == f"['train', 'recommender', '--beside'] 19 1 {len(allowed)}\n"


def test_the_process_ends_with_the_server(program: Callable[[str], Path]) -> None:
    said = program("import time\ntime.sleep(600)\n")
    stopped = threading.Event()
    stopped.set()
    assert train_apart(said, stopped) != 0
    assert not [each for each in psutil.Process().children() if "recommender" in each.cmdline()]


def test_the_process_ends_well_while_the_server_lives() -> None:
    train = "from bot.learning_beside import end_with_starter; end_with_starter(); import time; time.sleep(0.2)"
    beside = subprocess.Popen([sys.executable, "-c", train], stdin=subprocess.PIPE)
    assert beside.stdin is not None
    assert beside.wait(60) == 0
    beside.stdin.close()


def test_the_process_ends_when_the_server_is_killed() -> None:
    """Its standard input is what a killed server leaves: closed."""
    train = "from bot.learning_beside import end_with_starter; end_with_starter(); print(1, flush=True)"
    sleep = "import time; time.sleep(600)"
    beside = subprocess.Popen(
        [sys.executable, "-c", f"{train}; {sleep}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert beside.stdin is not None
    assert beside.stdout is not None
    try:
        assert beside.stdout.readline() == b"1\n"
        assert beside.poll() is None
        beside.stdin.close()
        assert beside.wait(30) != 0
    finally:
        beside.kill()
        beside.stdout.close()
