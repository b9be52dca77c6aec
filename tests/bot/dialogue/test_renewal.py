"""The watch on the model: each new one is taken up once, and one that cannot be used costs nobody the one before."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.dialogue.renewal import ModelWatch


class Renewals:
    """Stands in for the engine: counts, and fails for a model that says so."""

    def __init__(self, model: Path) -> None:
        self.model, self.seen = model, list[str]()

    def __call__(self) -> None:
        self.seen.append(self.model.read_text())
        if self.seen[-1] == "broken":
            raise ValueError("this is no model")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    put(tmp_path / "model.tar.gz", "first")
    return tmp_path / "model.tar.gz"


@pytest.fixture
def renewals(model: Path) -> Iterator[Renewals]:
    """What a watch on this model has called so far."""
    watch, renewals = ModelWatch(model, look_every_s=0.01), Renewals(model)
    watch.start(renewals)
    yield renewals
    watch.stop()


def put(model: Path, text: str) -> None:
    """Put a model in use as a training does: whole, in one moment."""
    new = model.with_suffix(".new")
    new.write_text(text)
    os.replace(new, model)


def until(so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_each_new_model_is_taken_up_once(model: Path, renewals: Renewals) -> None:
    put(model, "second")
    until(lambda: renewals.seen == ["second"])
    time.sleep(0.1)
    put(model, "third")
    until(lambda: renewals.seen == ["second", "third"])
    time.sleep(0.1)
    assert renewals.seen == ["second", "third"]


def test_a_model_that_came_before_the_watch_began_to_look_is_taken_up(model: Path) -> None:
    watch, renewals = ModelWatch(model, look_every_s=0.01), Renewals(model)
    put(model, "second")
    watch.start(renewals)
    until(lambda: renewals.seen == ["second"])
    watch.stop()


def test_a_model_that_cannot_be_used_is_an_error_and_the_next_one_is_tried(model: Path, renewals: Renewals) -> None:
    with capture_logs() as logs:
        put(model, "broken")
        until(lambda: any(each["log_level"] == "error" for each in logs))
        time.sleep(0.1)
    assert renewals.seen == ["broken"]
    put(model, "mended")
    until(lambda: renewals.seen == ["broken", "mended"])


def test_a_model_that_is_gone_changes_nothing_until_one_is_there(model: Path, renewals: Renewals) -> None:
    model.unlink()
    time.sleep(0.1)
    assert renewals.seen == []
    put(model, "second")
    until(lambda: renewals.seen == ["second"])
