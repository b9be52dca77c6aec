"""What can be seen of a message's words without a model: where they are, how they look, which lists know them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_LONGEST_VALUE = 6  # words
ITSELF = "0:"  # before a word in its features

Lookups = Mapping[str, Sequence[str]]  # known values a label: {"brand": ["Velori", ...]}


@dataclass(frozen=True)
class Word:
    """Letters, digits, or one other character; `text` is exactly message[start:end]."""

    text: str
    start: int
    end: int


def split_words(text: str) -> list[Word]:
    """Return the words in order; "38.5€" is four, "2nd" two. Blanks belong to none."""
    return [Word(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]


class KnownValues:
    """Finds the values of lists in words, ignoring case."""

    def __init__(self, lookups: Lookups) -> None:
        self.lookups = {label: tuple(values) for label, values in lookups.items()}
        self._labels: dict[tuple[str, ...], set[str]] = {}
        for label, values in lookups.items():
            for value in values:
                self._labels.setdefault(_key(split_words(value)), set()).add(label)

    def find(self, words: Sequence[Word]) -> list[list[str]]:
        """Return for each word what the lists say of it, such as "begins brand" and "inside product"."""
        found: list[list[str]] = [[] for _ in words]
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST_VALUE, len(words)) + 1):
                for label in sorted(self._labels.get(_key(words[start:end]), ())):
                    found[start].append(f"begins {label}")
                    for place in range(start + 1, end):
                        found[place].append(f"inside {label}")
        return found


def describe(words: Sequence[Word], known: Iterable[Iterable[str]]) -> list[list[str]]:
    """Return the features of each word: itself and its neighbours, affixes, shape, and what the lists know of it."""
    lower = ["<s>", "<s>", *(word.text.lower() for word in words), "</s>", "</s>"]
    shapes = ["", *(_shape(word.text) for word in words), ""]
    listed = [[], *known, []]
    return [
        [
            *(f"{offset}:{lower[place + 2 + offset]}" for offset in (-2, -1, 0, 1, 2)),
            f"-1,0:{lower[place + 1]} {lower[place + 2]}",
            f"0,1:{lower[place + 2]} {lower[place + 3]}",
            f"begins {lower[place + 2][:3]}",
            f"ends {lower[place + 2][-3:]}",
            *(f"{offset} looks {shapes[place + 1 + offset]}" for offset in (-1, 0, 1)),
            *(f"{offset} {what}" for offset in (-1, 0, 1) for what in listed[place + 1 + offset]),
        ]
        for place in range(len(words))
    ]


def _key(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.text.lower() for word in words)


def _shape(text: str) -> str:
    if text.isdigit():
        return f"{min(len(text), 8)} digits"
    if not text.isalpha():
        return text
    return "Xx" if text[:1].isupper() and not text.isupper() else "XX" if text.isupper() else "xx"
