"""Labelled messages for benchmarks: a folder of CSV files, or CLINC150's JSON."""

import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from random import Random

_OWN, _OWN_HELD_OUT = Path("data/dialogue/nlu"), Path("tests/language/heldout")

Labelled = tuple[tuple[str, str], ...]
"""Pairs of text and intent."""


@dataclass(frozen=True)
class IntentData:
    """What is trained on and what is tested; `outside` are test messages that belong to no intent, () for none."""

    train: Labelled
    test: Labelled
    outside: tuple[str, ...] = ()


def read_intents(folder: Path, *, split: str = "test") -> IntentData:
    """Read train.csv and test.csv (`text,category`) with an optional oos.csv (`text`), or data_full.json.

    `split` "valid" tests on CLINC's validation part, or on a tenth of train.csv that is then not trained on: for
    tuning. Ends the program with a clear message when the files are absent.
    """
    if (folder / "data_full.json").is_file():
        return _read_clinc(folder / "data_full.json", split)
    for name in ("train.csv", "test.csv"):
        if not (folder / name).is_file():
            raise SystemExit(f"The data is absent: {folder} has neither data_full.json nor {name}.")
    train = _read_csv(folder / "train.csv")
    if split == "valid":
        return _hold_out(train)
    outside = folder / "oos.csv"
    lines = _read_column(outside, "text") if outside.is_file() else ()
    return IntentData(train, _read_csv(folder / "test.csv"), lines)


def read_own_intents(*, split: str = "test") -> IntentData:
    """Return our own messages: those of data/dialogue, and the held-out ones with those out of scope.

    What is trained as out of scope is an intent among the others. `split` "valid" tests on a tenth of the former.
    """
    from bot.rasa_compat import prepare

    prepare()
    from rasa.shared.nlu.training_data.loading import load_data

    from bot.nlu.examples import examples_of

    def read(path: Path) -> Labelled:
        return tuple((example.text, example.intent) for example in examples_of(load_data(str(path))))

    if split == "valid":
        return _hold_out(read(_OWN))
    lines = (_OWN_HELD_OUT / "out_of_scope.txt").read_text(encoding="utf-8").splitlines()
    return IntentData(read(_OWN), read(_OWN_HELD_OUT / "nlu.yml"), tuple(line for line in lines if line.strip()))


def take_shots(data: IntentData, shots: int, seed: int) -> IntentData:
    """Return the data with `shots` training messages an intent, chosen by the seed."""
    by_intent = defaultdict(list)
    for text, intent in data.train:
        by_intent[intent].append((text, intent))
    chance = Random(seed)
    chosen = [pair for pairs in by_intent.values() for pair in chance.sample(pairs, min(shots, len(pairs)))]
    return IntentData(tuple(chosen), data.test, data.outside)


def _hold_out(train: Labelled) -> IntentData:
    shuffled = Random(0).sample(train, len(train))
    tenth = len(train) // 10
    return IntentData(tuple(shuffled[tenth:]), tuple(shuffled[:tenth]))


def _read_clinc(path: Path, split: str) -> IntentData:
    content: dict[str, list[tuple[str, str]]] = json.loads(path.read_text(encoding="utf-8"))
    tested = "val" if split == "valid" else "test"
    inside = {part: tuple((text, intent) for text, intent in content[part]) for part in ("train", tested)}
    return IntentData(inside["train"], inside[tested], tuple(text for text, _ in content[f"oos_{tested}"]))


def _read_csv(path: Path) -> Labelled:
    return tuple(zip(_read_column(path, "text"), _read_column(path, "category"), strict=True))


def _read_column(path: Path, name: str) -> tuple[str, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(row[name] for row in csv.DictReader(file))
