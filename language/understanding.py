"""What a message means: intent, values, feeling and whether it is any of our business, from one pass of the encoder."""

from dataclasses import dataclass

from language.sentiment import Sentiment


@dataclass(frozen=True)
class Entity:
    """A value in a message: `text` is exactly message[start:end]; `label` is such as "colour" or "price.max"."""

    label: str
    text: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class RankedIntent:
    intent: str
    confidence: float


@dataclass(frozen=True)
class Understanding:
    """A message understood. `ranking` holds every intent, most likely first; confidences sum to 1 and are calibrated.

    `entities` are in order and do not overlap. A higher `out_of_scope_score` is further from what training knew;
    `in_scope` says that it is not above the threshold that about 5% of messages in scope exceed.
    """

    text: str
    intent: str
    confidence: float
    ranking: tuple[RankedIntent, ...]
    entities: tuple[Entity, ...]
    sentiment: Sentiment
    out_of_scope_score: float
    in_scope: bool
