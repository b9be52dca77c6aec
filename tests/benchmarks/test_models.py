"""The benchmarks of our models, from the command line to the line of JSON, on a handful of messages.

What a peer in an environment of its own would do is left out.
"""

import json
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from benchmarks import nlu, policy, sentiment, understanding
from language.encoder import Encoders
from language.training import Plan, train_understanding
from language.understanding_files import save_understanding
from language.weights import MINILM
from tests.language.messages import FEELINGS, LOOKUPS, MESSAGES

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(tmp_path: Path, encoder_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a benchmark with arguments in a folder of its own, and returns what it published."""
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "encoders").symlink_to(encoder_folder)
    monkeypatch.chdir(tmp_path)

    def run(module: ModuleType, *arguments: str) -> dict[str, Any]:
        monkeypatch.setattr(sys, "argv", [module.__name__, *arguments, "--json", "figures.json"])
        module.main()
        published: dict[str, Any] = json.loads(Path("figures.json").read_text(encoding="utf-8"))
        assert {"machine", "sizes", "versions"} <= set(published["meta"])
        return published

    return run


@pytest.mark.parametrize("shots", ["1", "3", "8"])
def test_intents_are_measured_from_one_message_each_up(run: Run, shots: str) -> None:
    data = Path("data")
    data.mkdir()
    rows = [f'"{example.text}",{example.intent}' for example in MESSAGES if '"' not in example.text]
    for name, chosen in (("train", rows[::2]), ("test", rows[1::2])):
        (data / f"{name}.csv").write_text("\n".join(["text,category", *chosen]), encoding="utf-8")
    (data / "oos.csv").write_text('text\n"who won the chess championship in 1972"\n"name a river"\n', encoding="utf-8")
    found = run(nlu, "--data", "data", "--method", "frozen", "--without", "diet", "--shots", shots)
    assert set(found) == {"ours", "svm", "meta"}
    for name in ("ours", "svm"):
        assert 0 < found[name]["accuracy"] <= 1
        assert 0 <= found[name]["oos_auroc"] <= 1
        assert 0 < found[name]["ms_p50"] <= found[name]["ms_p95"]
    assert found["meta"]["sizes"]["test"] == len(rows[1::2])


def test_data_that_is_absent_is_named(run: Run) -> None:
    with pytest.raises(SystemExit, match=r"train\.csv"):
        run(nlu, "--data", "nowhere")
    with pytest.raises(SystemExit, match=r"train\.tsv"):
        run(sentiment, "--data", "nowhere")
    with pytest.raises(SystemExit, match="stories"):
        run(policy, "--data", "nowhere")


def test_feelings_are_measured_beside_a_peer(run: Run) -> None:
    good, bad = ("lovely", "great fun", "i like it", "wonderful"), ("awful", "so boring", "i hate it", "dreadful")
    rows = [f"{text} film\t1" for text in good] + [f"{text} film\t0" for text in bad]
    Path("data").mkdir()
    for name in ("train", "test"):
        Path(f"data/{name}.tsv").write_text("\n".join(rows), encoding="utf-8")
    found = run(sentiment, "--data", "data", "--method", "frozen")
    for name in ("ours", "svm"):
        figures = found[name]
        assert figures["accuracy"] > 0.5
        assert figures["macro_f1_low"] <= figures["macro_f1"] <= figures["macro_f1_high"]
    assert found["meta"]["sizes"] == {"train": 8, "test": 8}


def test_next_actions_are_measured_on_stories_held_out(run: Run) -> None:
    steps = [
        [{"intent": "greet"}, {"action": "utter_greet"}],
        [{"intent": "goodbye"}, {"action": "utter_goodbye"}],
        [{"intent": "greet"}, {"action": "utter_greet"}, {"intent": "goodbye"}, {"action": "utter_goodbye"}],
    ]
    domain = {
        "version": "3.1",
        "intents": ["greet", "goodbye"],
        "responses": {"utter_greet": [{"text": "Hi"}], "utter_goodbye": [{"text": "Bye"}]},
    }
    told = {
        "version": "3.1",
        "stories": [{"story": f"talk {number}", "steps": one} for number, one in enumerate(steps)],
    }
    for name, content in (("domain.yml", domain), ("stories/a.yml", told), ("heldout_stories/b.yml", told)):
        path = Path("data") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
    found = run(policy, "--data", "data", "--without-ted")
    assert found["ours"]["accuracy"] > 0.6
    assert found["meta"]["sizes"]["decisions"] == 8  # four answers, and to listen after each


def test_what_a_model_hears_is_measured_with_how_far_it_can_be_trusted(
    run: Run, encoder_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = train_understanding(MESSAGES, FEELINGS, LOOKUPS, Encoders(encoder_folder), Plan(method="frozen", seed=3))
    save_understanding(model, Path("trained"), MINILM)
    Path("var/models").mkdir()
    with tarfile.open("var/models/model.tar.gz", "w:gz") as packed:
        packed.add("trained", "understanding")
    monkeypatch.setattr(understanding, "_HELD_OUT", Path("held_out"))
    monkeypatch.setattr(understanding, "AIMS", {"intent": 0.94})  # of two messages more would be chance
    Path("held_out").mkdir()
    nlu_file = {"version": "3.1", "nlu": [{"intent": "track", "examples": "- where is my parcel\n"}]}
    nlu_file["nlu"] += [{"intent": "search", "examples": "- show me [red](colour) boots\n"}]  # type: ignore[operator]
    Path("held_out/nlu.yml").write_text(yaml.safe_dump(nlu_file), encoding="utf-8")
    Path("held_out/out_of_scope.txt").write_text("who won the chess championship in 1972\n", encoding="utf-8")
    felt = "text\tpolarity\tfrustration\turgency\nwonderful, I love it\t1\t0\t0\nthis is awful\t-1\t2\t0\n"
    Path("held_out/sentiment.tsv").write_text(felt, encoding="utf-8")
    found = run(understanding)
    figures = found["ours"]
    assert figures["intent"] == 1
    assert figures["out_of_scope_auroc"] == 1
    assert 0 <= figures["calibration_error"] < 0.5
    assert found["meta"]["sizes"] == {"messages": 2, "out_of_scope": 1, "feelings": 2}


def test_calibration_is_how_far_confidence_is_from_the_truth() -> None:
    sure = [0.95] * 20
    assert understanding.calibration_error(sure, [True] * 19 + [False]) == pytest.approx(0)
    assert understanding.calibration_error(sure, [False] * 20) == pytest.approx(0.95)
    assert understanding.calibration_error([1.0, 0.15], [True, False]) == pytest.approx(0.075)


def test_what_is_under_an_aim_is_said() -> None:
    assert understanding.find_missed({"intent": 0.94, "values_f1": 0.9, "cpu_ms": 3.0}) == ""
    assert understanding.find_missed({"intent": 0.9399, "values_f1": 0.95}) == "intent 0.9399, aim 0.94"
    assert understanding.find_missed({"intent": 0.5, "values_f1": 0.5}).count("aim") == 2
