"""How a message feels."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentiment:
    """Polarity from -1 (negative) to 1 (positive); frustration and urgency from 0 (none) to 1 (strong)."""

    polarity: float
    frustration: float
    urgency: float
