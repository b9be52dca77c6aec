"""What a training says of its own result: measured on messages that were held out of it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from language.encoder import Precision
from language.errors import TooWeak
from language.examples import Span

FEWEST_TOLD = 200  # held-out messages from which on a floor means anything


@dataclass(frozen=True)
class Measured:
    """Shares from 0 to 1, None where nothing was measured. What is measured has not seen the held-out messages.

    `int8` and `float32` are how often each precision of the encoder is right about intents, each with heads of its own
    from the same few thousand messages; `elsewhere` is how often what works in the chosen precision on a CPU would be
    right in torch, as on a GPU.
    """

    held_out: int = 0  # messages
    intent: float | None = None  # how often the intent is right
    values: float | None = None  # F1 of the values, right only in words and label
    method: str = ""  # "frozen", or how the encoder was fine-tuned
    precision: Precision = "int8"
    int8: float | None = None
    float32: float | None = None
    elsewhere: float | None = None

    @property
    def chance(self) -> float:
        """Return two standard errors of `intent`: a smaller difference says nothing."""
        share = self.intent or 0.0
        return 2 * math.sqrt(share * (1 - share) / max(1, self.held_out))


@dataclass(frozen=True)
class Floors:
    """The least that a trained model must be right about; 0 and None ask for nothing."""

    intent: float = 0.0
    values: float | None = 0.0

    def check(self, measured: Measured) -> None:
        """Raise TooWeak for a model below a floor. Of few held-out messages, fewer than 200, nothing is asked."""
        if measured.held_out < FEWEST_TOLD:
            return
        for name, floor in (("intent", self.intent), ("values", self.values)):
            reached = getattr(measured, name)
            if reached is not None and floor is not None and reached < floor:
                raise TooWeak(
                    f"what was trained reaches {reached:.3f} for {name} on {measured.held_out} held-out messages; "
                    f"allowed: {floor} and above"
                )


def f1_of_spans(found: Sequence[set[Span]], right: Sequence[set[Span]]) -> float | None:
    """Return the F1 over all messages: 2 * in both / (found + right). None where there is none of either."""
    both = sum(len(ours & theirs) for ours, theirs in zip(found, right, strict=True))
    total = sum(map(len, found)) + sum(map(len, right))
    return 2 * both / total if total else None
