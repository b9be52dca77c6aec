"""How the understanding model is trained: heads on a frozen encoder first, then on a fine-tuned one if that is better.

The heads are always fitted on the encoder that works (int8 on a CPU), so that what quantising changes is learned too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from language.encoder import Encoder, Encoders, TextStates, Vectors
from language.errors import TooFewExamples
from language.examples import OUT_OF_SCOPE, Example, SentimentExample
from language.linear import Labels, LinearHead, fit_head, fit_temperature
from language.scope import choose_known, fit_scope
from language.tagger_training import train_tagger
from language.tuned import open_tuned
from language.understanding import FeelingModel, Feelings, UnderstandingModel, layers_of, vectors_of
from language.weights import MINILM, find_weights
from language.words import KnownValues, Lookups

TrainingMethod = Literal["frozen", "full", "lora", "auto"]
Progress = Callable[[str, float], None]
"""Called with what is being done and the share of it that is done, 0 to 1."""

Chosen = NDArray[np.bool_]
"""Shape (examples,)."""

_STRENGTH = 10.0
_FEELING_STRENGTH = 1.0
_HELD_OUT = 0.1  # of the examples: they choose, calibrate and set the threshold, then teach the heads as well
_HELD_OUT_FROM = 5  # messages of an intent: with fewer, what is held out is missed more than it tells


@dataclass(frozen=True)
class Plan:
    """How to train. "auto" fine-tunes and keeps the result only if it is better on held-out messages."""

    source: str = MINILM
    method: TrainingMethod = "auto"
    epochs: int = 3
    rate: float | None = None  # highest learning rate of fine-tuning; None for the method's own
    seed: int = 7
    device: Literal["cpu", "cuda"] = "cpu"


def train_understanding(
    examples: Sequence[Example],
    sentiment: Sequence[SentimentExample],
    lookups: Lookups,
    encoders: Encoders,
    plan: Plan,
    progress: Progress = lambda what, done: None,
) -> UnderstandingModel:
    """Return a model of these examples; without `sentiment`, everything feels neutral.

    Raises TooFewExamples below two examples or two intents. Equal seeds give equal models on one machine. Where no
    intent has a message to hold out, "auto" stays with the frozen encoder: nothing could say that another is better.
    """
    intents = tuple(sorted({example.intent for example in examples}))
    if len(examples) < 2 or len(intents) < 2:
        raise TooFewExamples(f"{len(examples)} examples of {len(intents)} intents; at least two of each are needed.")
    material = _Material(tuple(examples), tuple(sentiment), lookups, intents, _hold_out(examples, plan.seed))
    frozen = encoders.load(plan.source)
    if plan.method == "frozen" or (plan.method == "auto" and not material.held_out.any()):
        return material.fit(frozen, material.read(frozen, progress), plan, progress)
    before = frozen.encode(material.texts)
    tuned = _fine_tune(material, before, plan, progress)
    read = material.read(tuned, progress)
    if plan.method == "auto" and material.score(vectors_of(read)) < material.score(before):
        return material.fit(frozen, material.read(frozen, progress), plan, progress)
    return material.fit(tuned, read, plan, progress)


def train_feelings(
    sentiment: Sequence[SentimentExample],
    encoders: Encoders,
    plan: Plan,
    progress: Progress = lambda what, done: None,
) -> FeelingModel:
    """Return a model of feelings alone. Raises TooFewExamples below two examples."""
    if len(sentiment) < 2:
        raise TooFewExamples(f"{len(sentiment)} labelled feelings; at least two are needed.")
    encoder = encoders.load(plan.source)
    if plan.method != "frozen":
        nothing = LinearHead(np.zeros((encoder.dim, 1), np.float32), np.zeros(1, np.float32))
        encoder = _tune([], sentiment, ("",), nothing, plan, progress)
    return FeelingModel(encoder, _fit_feelings(sentiment, encoder))


@dataclass(frozen=True)
class _Material:
    examples: tuple[Example, ...]
    sentiment: tuple[SentimentExample, ...]
    lookups: Lookups
    intents: tuple[str, ...]
    held_out: Chosen

    @property
    def texts(self) -> list[str]:
        return [example.text for example in self.examples]

    @property
    def labels(self) -> Labels:
        places = {intent: place for place, intent in enumerate(self.intents)}
        return np.array([places[example.intent] for example in self.examples], np.int64)

    def read(self, encoder: Encoder, progress: Progress) -> list[TextStates]:
        progress("reading", 0.0)
        read = encoder.read(self.texts)
        progress("reading", 1.0)
        return read

    def score(self, vectors: Vectors) -> float:
        """Return the accuracy on held-out messages of a head that has not seen them."""
        head = self.fit_intents(vectors, ~self.held_out)
        return float((head(vectors[self.held_out]).argmax(1) == self.labels[self.held_out]).mean())

    def fit_intents(self, vectors: Vectors, chosen: Chosen) -> LinearHead:
        return fit_head(vectors[chosen], self.labels[chosen], len(self.intents), strength=_STRENGTH)

    def fit(self, encoder: Encoder, read: Sequence[TextStates], plan: Plan, progress: Progress) -> UnderstandingModel:
        vectors, labels, out = vectors_of(read), self.labels, self.held_out
        held_out_logits = self.fit_intents(vectors, ~out)(vectors[out])
        inside = np.array([intent != OUT_OF_SCOPE for intent in self.intents])[labels]
        outside = self.intents.index(OUT_OF_SCOPE) if OUT_OF_SCOPE in self.intents else -1
        known = choose_known(vectors[~out & inside], plan.seed)
        scope = fit_scope(known, outside, vectors[out & inside], held_out_logits[inside[out]])
        return UnderstandingModel(
            encoder=encoder,
            intents=self.intents,
            head=self.fit_intents(vectors, np.ones(len(labels), bool)),
            temperature=fit_temperature(held_out_logits, labels[out]),
            scope=scope,
            tagger=train_tagger(
                self.examples,
                read,
                KnownValues(self.lookups),
                seed=plan.seed,
                progress=lambda done: progress("values", done),
            ),
            feelings=_fit_feelings(self.sentiment, encoder),
        )


def _fine_tune(material: _Material, vectors: Vectors, plan: Plan, progress: Progress) -> Encoder:
    kept = ~material.held_out
    examples = [example for example, keep in zip(material.examples, kept, strict=True) if keep]
    head = material.fit_intents(vectors, kept)
    return _tune(examples, material.sentiment, material.intents, head, plan, progress)


def _tune(
    examples: Sequence[Example],
    sentiment: Sequence[SentimentExample],
    intents: Sequence[str],
    head: LinearHead,
    plan: Plan,
    progress: Progress,
) -> Encoder:
    from language.finetuning import fine_tune

    weights = find_weights(plan.source)
    model = fine_tune(
        weights,
        examples,
        sentiment,
        intents,
        head,
        method="lora" if plan.method == "lora" else "full",
        epochs=plan.epochs,
        rate=plan.rate,
        seed=plan.seed,
        device=plan.device,
        progress=lambda done: progress("fine-tuning", done),
    )
    return open_tuned(model, weights, "int8")


def _fit_feelings(sentiment: Sequence[SentimentExample], encoder: Encoder) -> Feelings:
    features = layers_of(encoder.read([example.text for example in sentiment] or ["-"]))
    if not sentiment:
        nothing = np.zeros((features.shape[1], 3), np.float32)
        neutral, none = (LinearHead(nothing, np.array(bias, np.float32)) for bias in ([-30, 0, -30], [0, -30, -30]))
        return Feelings(neutral, none, none)
    scales = zip(*((each.polarity + 1, each.frustration, each.urgency) for each in sentiment), strict=True)
    return Feelings(*(fit_head(features, np.array(scale, np.int64), 3, strength=_FEELING_STRENGTH) for scale in scales))


def _hold_out(examples: Sequence[Example], seed: int) -> Chosen:
    """Return which examples are held out: a share of each intent, none of an intent with fewer than five.

    Where every intent in scope is so small, one of each that has two.
    """
    chance = np.random.default_rng(seed)
    places: dict[str, list[int]] = {}
    for place, example in enumerate(examples):
        places.setdefault(example.intent, []).append(place)
    largest = max((len(own) for intent, own in places.items() if intent != OUT_OF_SCOPE), default=0)
    fewest = _HELD_OUT_FROM if largest >= _HELD_OUT_FROM else 2
    chosen = np.zeros(len(examples), bool)
    for own in places.values():
        count = 0 if len(own) < fewest else max(1, round(len(own) * _HELD_OUT))
        chosen[chance.permutation(own)[:count]] = True
    return chosen
