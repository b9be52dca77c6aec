"""What a message means: intent, values, feeling and whether it is any of our business, from one pass of the encoder."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from language.encoder import Encoder, TextStates, Vectors
from language.linear import LinearHead, softmax
from language.measured import Measured
from language.scope import Scope
from language.sentiment import Sentiment
from language.tagger import Tagger
from language.words import split_words


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
    `in_scope` says that it is not above the threshold that about 3% of messages in scope exceed; what was learned from
    a handful of messages has no threshold. `pieced` are words, as they are written, that the encoder knows only in
    pieces: rare ones, and those with a typing error.
    """

    text: str
    intent: str
    confidence: float
    ranking: tuple[RankedIntent, ...]
    entities: tuple[Entity, ...]
    sentiment: Sentiment
    out_of_scope_score: float
    in_scope: bool
    pieced: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feelings:
    """Heads over the classes of `SentimentExample`: polarity -1, 0, 1; frustration and urgency 0, 1, 2."""

    polarity: LinearHead
    frustration: LinearHead
    urgency: LinearHead

    def feel(self, features: Vectors) -> list[Sentiment]:
        """Return how each of n messages feels: the expected value of each scale."""
        scale = np.arange(3, dtype=np.float32)
        polarity = softmax(self.polarity(features)) @ scale - 1
        frustration = softmax(self.frustration(features)) @ scale / 2
        urgency = softmax(self.urgency(features)) @ scale / 2
        return [Sentiment(*map(float, row)) for row in zip(polarity, frustration, urgency, strict=True)]


@dataclass(frozen=True)
class FeelingModel:
    """Only how messages feel; made by `train_feelings`."""

    encoder: Encoder
    feelings: Feelings

    def feel(self, texts: Sequence[str]) -> list[Sentiment]:
        """Return how each text feels, in their order; [] for none."""
        return self.feelings.feel(layers_of(self.encoder.read(texts))) if texts else []


@dataclass(frozen=True)
class UnderstandingModel:
    """Made by `train_understanding`, written and read by `language.understanding_files`."""

    encoder: Encoder
    intents: tuple[str, ...]
    head: LinearHead
    temperature: float
    scope: Scope
    tagger: Tagger
    feelings: Feelings
    measured: Measured = field(default_factory=Measured)

    def understand(self, texts: Sequence[str]) -> list[Understanding]:
        """Return what each text means, in their order; [] for none."""
        if not texts:
            return []
        read = self.encoder.read(texts)
        vectors = vectors_of(read)
        logits = self.head(vectors)
        confidences = softmax(logits / np.float32(self.temperature))
        scores = self.scope.score(vectors, logits)
        feelings = self.feelings.feel(layers_of(read))
        return [
            self._put_together(*message)
            for message in zip(texts, read, confidences, map(float, scores), feelings, strict=True)
        ]

    def _put_together(
        self, text: str, read: TextStates, confidences: Vectors, score: float, feeling: Sentiment
    ) -> Understanding:
        order = np.argsort(-confidences, kind="stable")
        ranking = tuple(RankedIntent(self.intents[place], float(confidences[place])) for place in order)
        return Understanding(
            text,
            ranking[0].intent,
            ranking[0].confidence,
            ranking,
            self._find_entities(text, read),
            feeling,
            score,
            score <= self.scope.threshold,
            _find_pieced(text, read),
        )

    def _find_entities(self, text: str, read: TextStates) -> tuple[Entity, ...]:
        found = self.tagger.tag(split_words(text), read)
        return tuple(
            Entity(
                each.span.label, text[each.span.start : each.span.end], each.span.start, each.span.end, each.confidence
            )
            for each in found
        )


def _find_pieced(text: str, read: TextStates) -> tuple[str, ...]:
    whole = set(read.offsets)
    return tuple(word.text for word in split_words(text) if word.text.isalpha() and (word.start, word.end) not in whole)


def vectors_of(read: Sequence[TextStates]) -> Vectors:
    """Return the vectors of n messages, (n, dim): what tells intents."""
    return np.stack([message.vector for message in read])


def layers_of(read: Sequence[TextStates]) -> Vectors:
    """Return the vector and the mean of every lower layer of n messages, (n, layers * dim): feeling is told by tone,
    which the lower layers still know.
    """
    rows = []
    for message in read:
        means = message.states.mean(axis=0) if len(message.states) else np.zeros(message.states.shape[1:], np.float32)
        lengths = np.linalg.norm(means, axis=-1, keepdims=True) + np.float32(1e-6)
        rows.append(np.concatenate([message.vector, (means / lengths)[:-1].ravel()]))
    return np.stack(rows).astype(np.float32)
