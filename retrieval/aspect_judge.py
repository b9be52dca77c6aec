"""What a review praises and blames: a linear model of its meaning, its stars and the words that name an aspect.

The weights come from `python -m benchmarks.digest --train`, which learns from the demo shop's reviews; they hold for
the encoder that is built in. With another encoder only an aspect's own words count, and the stars say how it is meant.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from language.encoder import Vectors
from retrieval.aspects import Aspect, find_aspect
from retrieval.remembered import Remembered

NAMES = (
    "fit", "size", "comfort", "quality", "durability", "value", "performance", "ease of use", "design", "material",
    "sound", "smell", "taste", "battery", "delivery", "packaging", "service",
)  # fmt: skip
_MEANING = 2.0  # how much a text's vector weighs beside the rest; the model was trained with it
_SURE = 0.25  # probability from which the model alone is believed
_NAMED = 0.1  # the same where the aspect's own words stand in the review
_REMEMBERED = 20_000  # reviews, about 10 MB
_CONTENT = 4  # stars from which a review that only names an aspect is taken to praise it

Signs = NDArray[np.float32]


class TextEncoder(Protocol):
    """The part of an `Encoder` that is needed here: best one that remembers what it has read."""

    @property
    def fingerprint(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True)
class Judgement:
    """Aspects that one review praises and blames; an aspect may be in both."""

    praised: frozenset[str] = frozenset()
    blamed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class AspectWeights:
    """Logistic models, one a column: each aspect of NAMES praised, then each blamed; weights (signs, 2 * aspects)."""

    weights: Vectors
    bias: Vectors
    fingerprint: str  # of the encoder

    def judge(self, signs: Signs) -> Vectors:
        """Return probabilities (reviews, 2 * aspects)."""
        return np.asarray(1 / (1 + np.exp(-(signs @ self.weights + self.bias))), np.float32)


@functools.cache
def built_in_weights() -> AspectWeights:
    """Return the weights that come with the program."""
    with (files("retrieval") / "aspect_weights.npz").open("rb") as file:
        kept = np.load(file)
        return AspectWeights(kept["weights"], kept["bias"], str(kept["fingerprint"]))


class AspectJudge:
    """Judges a review by its text and its stars alone, and so each but once. Safe to share between threads."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder
        self._judged: Remembered[tuple[str, int], Judgement] = Remembered(_REMEMBERED)

    def judge(self, texts: Sequence[str], stars: Sequence[int]) -> list[Judgement]:
        """Return what each review praises and blames, in their order; stars are 1 to 5."""
        return self._judged.fetch(list(zip(texts, stars, strict=True)), self._judge)

    def _judge(self, reviews: Sequence[tuple[str, int]]) -> list[Judgement]:
        texts, stars = [text for text, _ in reviews], [given for _, given in reviews]
        named = find_named(texts)
        content = np.array(stars)[:, None] >= _CONTENT
        by_words = np.hstack([named & content, named & ~content])
        weights = built_in_weights()
        if weights.fingerprint != self._encoder.fingerprint:
            return [_read(row) for row in by_words]
        judged = weights.judge(measure(self._encoder.encode(texts), stars, named))
        return [_read(row) for row in (judged > _SURE) | ((judged > _NAMED) & by_words)]


def find_named(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Return which aspects of NAMES are told of by their own words, shape (texts, aspects)."""
    return np.array([[aspect.is_in(text) for aspect in _aspects()] for text in texts], bool)


def measure(vectors: Vectors, stars: Sequence[int], named: NDArray[np.bool_]) -> Signs:
    """Return what the model sees of reviews: their vectors (n, dim), their stars, and the aspects named."""
    return np.hstack([_MEANING * vectors, np.eye(6)[list(stars)], named]).astype(np.float32)


@functools.cache
def _aspects() -> tuple[Aspect, ...]:
    return tuple(find_aspect(name) for name in NAMES)


def _read(row: NDArray[np.bool_]) -> Judgement:
    praised, blamed = row[: len(NAMES)], row[len(NAMES) :]
    return Judgement(
        frozenset(name for name, said in zip(NAMES, praised, strict=True) if said),
        frozenset(name for name, said in zip(NAMES, blamed, strict=True) if said),
    )
