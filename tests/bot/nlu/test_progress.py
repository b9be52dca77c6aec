"""How far a training is, on a terminal."""

import io

from rich.console import Console

from bot.nlu.progress import TrainingBar


def show(*, terminal: bool) -> str:
    console = Console(file=io.StringIO(), force_terminal=terminal, width=100)
    with TrainingBar(console) as bar:
        bar.show("reading", 0.0)
        bar.show("fine-tuning", 0.25)
        bar.show("reading", 1.0)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_each_stage_has_a_bar_of_its_own() -> None:
    shown = show(terminal=True)
    assert "Training: reading" in shown
    assert "Training: fine-tuning" in shown


def test_a_bar_is_as_long_as_what_is_done() -> None:
    console = Console(file=io.StringIO(), force_terminal=True)
    bar = TrainingBar(console)
    bar.show("reading", 0.25)
    bar.show("reading", 0.5)
    bar.show("values", 1.0)
    assert {task.description: (task.percentage, task.finished) for task in bar.tasks} == {
        "reading": (50, False),
        "values": (100, True),
    }


def test_a_log_without_a_terminal_stays_clean() -> None:
    assert show(terminal=False).strip() == ""
