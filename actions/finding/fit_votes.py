"""What reviews say of the fit: that something runs small, is true to size, or runs large."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from actions.names import join_names

_HOW = r"(?:a (?:bit|little|tad|touch) |very |really |slightly |quite |rather |too )?"
_SMALL = re.compile(
    rf"\b(?:(?:runs?|comes? up|fits?) {_HOW}(?:small|tight|narrow)|too {_HOW}(?:small|tight|snug|narrow)"
    r"|(?:a |one |half a )?size (?:up|bigger|larger)|siz(?:e|ed|ing) up|the larger one)",
    re.IGNORECASE,
)
_LARGE = re.compile(
    rf"\b(?:(?:runs?|comes? up|fits?) {_HOW}(?:large|big|loose|wide)|too {_HOW}(?:large|big|loose|wide|baggy)"
    r"|(?:a |one |half a )?size (?:down|smaller)|siz(?:e|ed|ing) down|the smaller one)",
    re.IGNORECASE,
)
_TRUE = re.compile(
    r"\b(?:true to (?:its )?size|fits? (?:perfectly|as expected|like a glove|just right|spot on)|perfect fit)", re.I
)
_LEAST = 2  # reviews that must agree before a size is advised against the usual one


@dataclass(frozen=True)
class FitVotes:
    """How many readable reviews say that it runs small, true to size, or large."""

    small: int
    true: int
    large: int

    @property
    def told(self) -> str:
        """Return who says what, the most first: "3 say it is true to size and 2 say it runs small"; "" for nobody."""
        sides = ((self.small, "runs small"), (self.true, "is true to size"), (self.large, "runs large"))
        most_first = sorted((side for side in sides if side[0]), key=lambda side: -side[0])
        return join_names([f"{count} {'says' if count == 1 else 'say'} it {what}" for count, what in most_first])

    @property
    def divided(self) -> bool:
        """Return whether not all say the same."""
        return sum(count > 0 for count in (self.small, self.true, self.large)) > 1

    @property
    def step(self) -> int:
        """1: take a size more; -1: one less; 0: the usual one, also when they do not agree."""
        if self.small >= _LEAST and self.small > self.true + self.large:
            return 1
        if self.large >= _LEAST and self.large > self.true + self.small:
            return -1
        return 0


def leave_out_fit(text: str) -> str:
    """Return the text without what it says, or asks, of running small, true to size or large; itself for nothing."""
    for pattern in (_SMALL, _TRUE, _LARGE):
        text = pattern.sub(" ", text)
    return text


def read_fit(text: str) -> str:
    """Return "small", "true" or "large"; "" for a text that says nothing of it, or two things at once."""
    said = [name for name, pattern in (("small", _SMALL), ("true", _TRUE), ("large", _LARGE)) if pattern.search(text)]
    return said[0] if len(said) == 1 else ""


def count_fit(texts: Iterable[str]) -> FitVotes:
    """Count what the texts say of the fit."""
    said = [read_fit(text) for text in texts]
    return FitVotes(said.count("small"), said.count("true"), said.count("large"))
