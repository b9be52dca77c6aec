"""A hundred texts by other people that try to be more than texts; attacks.tsv has them, one a line."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("attacks.tsv")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\n")


@dataclass(frozen=True)
class Attack:
    """A text and the place that it is planted in; `kind` says what it tries."""

    place: str
    kind: str
    text: str


def read_attacks() -> list[Attack]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Attack(row["place"], row["kind"], _ESCAPE.sub(_unescape, row["text"])) for row in rows]


def _unescape(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else "\n"
