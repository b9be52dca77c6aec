"""`python -m bot train` tells what it measured, beside the model that was in use."""

import io
import json
import tarfile
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from bot.cli.training import read_measured, tell
from language.measured import Measured

GOOD = Measured(1_000, intent=0.95, values=0.9, method="full", precision="int8", int8=0.93, float32=0.931)
WORSE = Measured(1_000, intent=0.91, values=0.9, method="frozen", precision="float32")


def write_archive(path: Path, files: dict[str, str]) -> Path:
    with tarfile.open(path, "w:gz") as packed:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            packed.addfile(member, io.BytesIO(text.encode()))
    return path


def archive_of(path: Path, measured: Measured) -> Path:
    words = json.dumps({"measured": asdict(measured), "intents": []})
    return write_archive(path, {"metadata.json": "{}", "components/train_1/words.json": words})


def told(model: Path, before: Measured | None) -> str:
    console = Console(file=io.StringIO(), width=200)
    tell(console, model, before)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_what_was_measured_is_in_the_model(tmp_path: Path) -> None:
    assert read_measured(archive_of(tmp_path / "model.tar.gz", GOOD)) == GOOD


def test_an_older_model_tells_nothing(tmp_path: Path) -> None:
    assert read_measured(write_archive(tmp_path / "old", {"components/a/words.json": "{}"})) == Measured()
    assert read_measured(write_archive(tmp_path / "other", {"metadata.json": "{}"})) == Measured()


def test_both_models_stand_side_by_side(tmp_path: Path) -> None:
    said = told(archive_of(tmp_path / "model.tar.gz", GOOD), WORSE)
    rows = {line.split()[1]: line for line in said.splitlines() if "│" in line}
    assert "0.9500" in rows["intent"]
    assert "0.9100" in rows["intent"]
    assert "full" in rows["method"]
    assert "frozen" in rows["method"]
    assert "better than chance" not in said
    assert said.splitlines()[-1].startswith("Trained ")


def test_a_model_that_got_worse_is_said_to_be(tmp_path: Path) -> None:
    model = archive_of(tmp_path / "model.tar.gz", WORSE)
    assert "better than chance explains" in told(model, GOOD)
    assert "better than chance" not in told(model, Measured(1_000, intent=0.92))
    assert "before" not in told(model, None)
