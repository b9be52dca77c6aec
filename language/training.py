"""How the understanding model is trained: heads on a frozen encoder first, then on a fine-tuned one if that is better.

The heads are always fitted on the encoder as it works on a CPU, so that what quantising changes is learned too; in
int8, unless float32 is right about more held-out messages. The result works on a GPU as well, wherever it was trained.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from language.devices import CPU
from language.encoder import Encoder, Encoders, Precision, TextStates, Vectors
from language.errors import TooFewExamples
from language.examples import OUT_OF_SCOPE, Example, SentimentExample, Span
from language.linear import Labels, LinearHead, fit_head, fit_temperature
from language.measured import Measured, f1_of_spans
from language.scope import choose_known, fit_scope
from language.tagger import Tagger
from language.tagger_training import train_tagger
from language.tuned import open_tuned
from language.understanding import FeelingModel, Feelings, UnderstandingModel, layers_of, vectors_of
from language.weights import MINILM, find_weights
from language.words import KnownValues, Lookups, split_words

TrainingMethod = Literal["frozen", "full", "lora", "auto"]
Progress = Callable[[str, float], None]
"""Called with what is being done and the share of it that is done, 0 to 1."""

Opener = Callable[[Precision], Encoder]
"""Gives one encoder as it works on a CPU in a precision, the same one each time."""

Chosen = NDArray[np.bool_]
"""Shape (examples,)."""

INT8_MAY_COST = 0.005  # of the held-out messages: float32 is kept when it is right about more of them than that

_STRENGTH = 10.0
_FEELING_STRENGTH = 1.0
_HELD_OUT = 0.1  # of the examples: they choose, calibrate and set the threshold, then teach the heads as well
_COMPARED = 2_000  # messages that each precision's heads are fitted on: reading all in both would take half a minute
_HELD_OUT_FROM = 5  # messages of an intent: with fewer, what is held out is missed more than it tells


@dataclass(frozen=True)
class Plan:
    """How to train. The method "auto" fine-tunes and keeps the result only if it is better on held-out messages; the
    precision "auto" is int8 unless that costs more than `INT8_MAY_COST`.
    """

    source: str = MINILM
    method: TrainingMethod = "auto"
    epochs: int = 3
    rate: float | None = None  # highest learning rate of fine-tuning; None for the method's own
    seed: int = 7
    precision: Literal["auto", "int8", "float32"] = "auto"
    measure_values: bool = True  # how well values are found, too, for which they are learned once more

    @property
    def first_precision(self) -> Precision:
        return "float32" if self.precision == "float32" else "int8"


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
    first = plan.first_precision
    open_frozen = _frozen_opener(encoders, plan)
    if plan.method == "frozen" or (plan.method == "auto" and not material.held_out.any()):
        return _finish(material, "frozen", open_frozen, material.see(open_frozen(first), progress), plan, progress)
    before = _Seen(material, open_frozen(first).encode(material.texts))
    open_own = _fine_tune(material, before.judge, plan, encoders.device, progress)
    seen = material.see(open_own(first), progress)
    if plan.method == "auto" and seen.score < before.score:
        return _finish(material, "frozen", open_frozen, material.see(open_frozen(first), progress), plan, progress)
    return _finish(material, "lora" if plan.method == "lora" else "full", open_own, seen, plan, progress)


def _frozen_opener(encoders: Encoders, plan: Plan) -> Opener:
    return lambda precision: encoders.load(plan.source, precision=precision, device=CPU)


def train_feelings(
    sentiment: Sequence[SentimentExample],
    encoders: Encoders,
    plan: Plan,
    progress: Progress = lambda what, done: None,
) -> FeelingModel:
    """Return a model of feelings alone. Raises TooFewExamples below two examples."""
    if len(sentiment) < 2:
        raise TooFewExamples(f"{len(sentiment)} labelled feelings; at least two are needed.")
    encoder = _frozen_opener(encoders, plan)(plan.first_precision)
    if plan.method != "frozen":
        nothing = LinearHead(np.zeros((encoder.dim, 1), np.float32), np.zeros(1, np.float32))
        encoder = _tune([], sentiment, ("",), nothing, plan, encoders.device, progress)(plan.first_precision)
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

    def see(self, encoder: Encoder, progress: Progress) -> "_Seen":
        progress("reading", 0.0)
        read = encoder.read(self.texts)
        progress("reading", 1.0)
        return _Seen(self, vectors_of(read), read)

    def right(self, head: LinearHead, vectors: Vectors) -> float:
        """Return how often the head is right about the held-out messages, whose vectors these are."""
        return float((head(vectors).argmax(1) == self.labels[self.held_out]).mean())

    def fit_intents(self, vectors: Vectors, chosen: Chosen) -> LinearHead:
        return fit_head(vectors[chosen], self.labels[chosen], len(self.intents), strength=_STRENGTH)

    def fit(self, encoder: Encoder, seen: "_Seen", plan: Plan, progress: Progress) -> UnderstandingModel:
        vectors, labels, out = seen.vectors, self.labels, self.held_out
        held_out_logits = seen.judge(vectors[out])
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
            tagger=self.fit_values(
                seen.read, np.ones(len(labels), bool), plan.seed, lambda done: progress("values", done)
            ),
            feelings=_fit_feelings(self.sentiment, encoder),
        )

    def fit_values(
        self, read: Sequence[TextStates], chosen: Chosen, seed: int, progress: Callable[[float], None]
    ) -> Tagger:
        places = np.flatnonzero(chosen).tolist()
        examples = [self.examples[place] for place in places]
        return train_tagger(
            examples, [read[place] for place in places], KnownValues(self.lookups), seed=seed, progress=progress
        )


@dataclass(frozen=True)
class _Seen:
    """All messages as one encoder sees them; heads that judge it are fitted once. `read` may be left out."""

    material: _Material
    vectors: Vectors
    read: Sequence[TextStates] = ()

    @functools.cached_property
    def judge(self) -> LinearHead:
        """A head for intents that has not seen the held-out messages."""
        return self.material.fit_intents(self.vectors, ~self.material.held_out)

    @property
    def score(self) -> float:
        """The accuracy of the judge on held-out messages."""
        return self.material.right(self.judge, self.vectors[self.material.held_out])


def _finish(
    material: _Material, method: str, opened: Opener, seen: _Seen, plan: Plan, progress: Progress
) -> UnderstandingModel:
    """Choose the precision, measure, and fit on everything; `seen` is what the first precision saw."""
    measured = Measured(int(material.held_out.sum()), method=method, precision=plan.first_precision)
    if plan.precision == "auto" and measured.held_out:
        measured = _compare_precisions(material, opened, seen, measured, plan.seed)
        if measured.precision != plan.first_precision:
            seen = material.see(opened(measured.precision), progress)
    if measured.held_out:
        measured = replace(measured, intent=seen.score)
    if measured.held_out and plan.measure_values:
        values = _measure_values(material, seen, plan.seed, lambda done: progress("measuring", done))
        measured = replace(measured, values=values)
    return replace(material.fit(opened(measured.precision), seen, plan, progress), measured=measured)


def _compare_precisions(material: _Material, opened: Opener, int8: _Seen, measured: Measured, seed: int) -> Measured:
    """Return what was measured with the precision that is chosen."""
    out = np.flatnonzero(material.held_out)
    taught = np.flatnonzero(~material.held_out)
    taught = np.sort(np.random.default_rng(seed).choice(taught, min(len(taught), _COMPARED), replace=False))
    texts, labels = material.texts, material.labels
    exact = opened("float32").encode([texts[place] for place in [*taught.tolist(), *out.tolist()]])

    def fit(vectors: Vectors) -> LinearHead:
        return fit_head(vectors, labels[taught], len(material.intents), strength=_STRENGTH)

    found = material.right(fit(int8.vectors[taught]), int8.vectors[out])
    best = material.right(fit(exact[: len(taught)]), exact[len(taught) :])
    measured = replace(measured, int8=found, float32=best)
    if best - found > INT8_MAY_COST:
        return replace(measured, precision="float32")
    return replace(measured, elsewhere=material.right(int8.judge, exact[len(taught) :]))


def _measure_values(material: _Material, seen: _Seen, seed: int, progress: Callable[[float], None]) -> float | None:
    """Return the F1 of values in held-out messages, by a tagger that has not seen them."""
    tagger = material.fit_values(seen.read, ~material.held_out, seed, progress)
    out = np.flatnonzero(material.held_out).tolist()
    found = [_spans_in(tagger, material.examples[place].text, seen.read[place]) for place in out]
    return f1_of_spans(found, [set(material.examples[place].entities) for place in out])


def _spans_in(tagger: Tagger, text: str, read: TextStates) -> set[Span]:
    return {each.span for each in tagger.tag(split_words(text), read)}


def _fine_tune(material: _Material, head: LinearHead, plan: Plan, device: str, progress: Progress) -> Opener:
    kept = ~material.held_out
    examples = [example for example, keep in zip(material.examples, kept, strict=True) if keep]
    return _tune(examples, material.sentiment, material.intents, head, plan, device, progress)


def _tune(
    examples: Sequence[Example],
    sentiment: Sequence[SentimentExample],
    intents: Sequence[str],
    head: LinearHead,
    plan: Plan,
    device: str,
    progress: Progress,
) -> Opener:
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
        device=device,
        progress=lambda done: progress("fine-tuning", done),
    )
    return functools.cache(functools.partial(open_tuned, model, weights))


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
