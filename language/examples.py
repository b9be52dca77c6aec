"""What people label for training: messages with an intent and marked values, and messages with a feeling."""

from dataclasses import dataclass

OUT_OF_SCOPE = "out_of_scope"  # the intent of examples that show what is none of the assistant's business


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` (exclusive) of a text are a value of this kind, such as "colour" or "price.max"."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Example:
    """A message, what it wants, and the values in it; spans are in order and do not overlap."""

    text: str
    intent: str
    entities: tuple[Span, ...] = ()


@dataclass(frozen=True)
class SentimentExample:
    """A message and how it feels: polarity -1, 0 or 1; frustration and urgency 0 (none), 1 (some) or 2 (strong)."""

    text: str
    polarity: int
    frustration: int = 0
    urgency: int = 0
