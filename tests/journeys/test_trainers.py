"""Rasa's own command line as trainers know it, over our shop: talk, teach, test, validate, train."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.journeys.terminal import ENTER, ERASE, UP, Terminal
from tests.services import free_port

RASA = (sys.executable, "-m", "bot", "rasa")

TINY = {
    "domain.yml": {
        "version": "3.1",
        "intents": ["greet", "goodbye"],
        "responses": {"utter_greet": [{"text": "Hi"}], "utter_goodbye": [{"text": "Bye"}]},
    },
    "config.yml": {
        "recipe": "default.v1",
        "assistant_id": "tiny",
        "language": "en",
        "pipeline": [{"name": "bot.nlu.understanding.Understanding", "sentiment_data": "felt.tsv", "method": "frozen"}],
        "policies": [{"name": "RulePolicy"}, {"name": "bot.policies.next_action.NextActionPolicy", "epochs": 1}],
    },
    "data/dialogue/nlu.yml": {
        "version": "3.1",
        "nlu": [
            {"intent": "greet", "examples": "- hello\n- good morning\n"},
            {"intent": "goodbye", "examples": "- bye\n- see you\n"},
        ],
    },
    "data/dialogue/rules.yml": {
        "version": "3.1",
        "rules": [
            {"rule": "greet back", "steps": [{"intent": "greet"}, {"action": "utter_greet"}]},
            {"rule": "part", "steps": [{"intent": "goodbye"}, {"action": "utter_goodbye"}]},
        ],
        "stories": [{"story": "meet", "steps": [{"intent": "greet"}, {"action": "utter_greet"}]}],
    },
}


@pytest.fixture
def shop(trained_model: Path, demo_database: Path, tmp_path: Path) -> Mapping[str, str]:
    """The environment of the demo shop; its data folder is the suite's own, so that no index is made anew."""
    database = shutil.copy(demo_database, tmp_path / "confab.db")
    return surroundings(trained_model.parent) | {"CONFAB_DATABASE_URL": f"sqlite:///{database}"}


def surroundings(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RASA_", "CONFAB_"))}
    return {**kept, "CONFAB_DATA_DIR": str(folder), "PYTHONPATH": str(Path.cwd()), "TERM": "xterm"}


def run(*arguments: str, cwd: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RASA, *arguments], cwd=cwd, env=dict(environment), capture_output=True, text=True, timeout=300, check=False
    )


def test_the_shell_searches_and_sells_as_the_chat_does(shop: Mapping[str, str], trained_model: Path) -> None:
    with Terminal(
        [*RASA, "--as", "cust_maya", "shell", "--port", str(free_port()), "--model", str(trained_model)], shop
    ) as shell:
        shell.read_until("Your input")
        shell.type("show me running shoes" + ENTER)
        listed = shell.read_until("Type out your own message")
        assert "1. " in listed
        assert "EUR" in listed or "€" in listed
        shell.type(ENTER)  # the first button
        shell.read_until("1. ")
        shell.read_until("Type out your own message")
        shell.type(UP + ENTER)
        shell.read_until("Your input")
        shell.type("where is my last order" + ENTER)
        assert "sign in" not in shell.read_until("#W")


def test_nobody_unknown_is_talked_as(shop: Mapping[str, str]) -> None:
    done = run("--as", "cust_nobody", "shell", cwd=Path.cwd(), environment=shop)
    assert done.returncode == 1
    assert "there is no customer 'cust_nobody'" in done.stderr


def test_what_interactive_learning_was_shown_is_a_story_of_what_policies_see(
    shop: Mapping[str, str], trained_model: Path, tmp_path: Path
) -> None:
    options = ["--port", str(free_port()), "--skip-visualization", "--model", str(trained_model)]
    with Terminal([*RASA, "--as", "cust_maya", "interactive", *options], shop) as teaching:
        teaching.read_until("Your input")
        teaching.type("show me running shoes" + ENTER)
        for question in ("labeled correctly?", "'action_search', correct?", "'action_listen', correct?"):
            teaching.read_until(question)
            teaching.type(ENTER)
        teaching.read_until("Your input")
        teaching.type(ENTER)
        teaching.read_until("Export & Quit")
        teaching.type(UP + ENTER)
        for name in ("stories", "NLU data", "domain"):
            teaching.read_until(f"Export {name}")
            teaching.type(ERASE * 40 + str(tmp_path / f"{name.split()[0].lower()}.yml") + ENTER)
        teaching.read_until("Successfully wrote")
    (story,) = yaml.safe_load((tmp_path / "stories.yml").read_text(encoding="utf-8"))["stories"]
    assert {"action": "action_search"} in story["steps"]
    slots = {name for step in story["steps"] for slot in step.get("slot_was_set", ()) for name in slot}
    assert "signed_in" in slots
    assert not slots & {"memory", "mood_level"}


def test_test_stories_are_compared_and_the_report_is_in_the_data_folder(trained_model: Path, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    shutil.copy(trained_model, tmp_path / "models")
    stories = "tests/dialogue/conversations/test_cart.yml"
    done = run("test", "core", "--stories", stories, "--no-plot", cwd=Path.cwd(), environment=surroundings(tmp_path))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "results" / "story_report.json").is_file()


def test_a_small_assistant_is_validated_and_trained_into_the_data_folder(tmp_path: Path) -> None:
    for name, content in TINY.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(yaml.safe_dump(content), encoding="utf-8")
    (tmp_path / "felt.tsv").write_text("text\tpolarity\tfrustration\turgency\ngreat\t1\t0\t0\nbad\t-1\t1\t0\n")
    folder = tmp_path / "kept"
    for command in ("data validate", "train"):
        done = run(*command.split(), cwd=tmp_path, environment=surroundings(folder))
        assert done.returncode == 0, (command, done.stdout[-2000:], done.stderr[-2000:])
    assert len(list((folder / "models").glob("*.tar.gz"))) == 1
    assert not (tmp_path / "models").exists()
