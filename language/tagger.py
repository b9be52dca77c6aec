"""Which words of a message are values: a linear-chain CRF over BIO tags (Lafferty et al., 2001).

It sees each word as the encoder does, and what can be seen without a model (`language.words`): both are summed into
one score a tag. At work it is two matrix products and a walk over the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from language.encoder import TextStates, Vectors
from language.examples import Span
from language.words import ITSELF, KnownValues, Word, describe

OUTSIDE = "O"


@dataclass(frozen=True)
class TaggedSpan:
    """A span with the probability of its least certain word."""

    span: Span
    confidence: float


@dataclass(frozen=True)
class Tagger:
    """Scores of n words are states (n, width) @ weights (width, tags) + the rows of `table` of their features.

    `start`, `end` (tags,) and `transitions` (tags, tags), from row to column, complete the score of a sequence.
    """

    tags: tuple[str, ...]
    known: KnownValues
    features: dict[str, int]
    table: Vectors  # (features, tags)
    weights: Vectors
    bias: Vectors
    start: Vectors
    end: Vectors
    transitions: Vectors

    @property
    def words(self) -> frozenset[str]:
        """Return the words of the messages that it learned from, in small letters; rare ones may be missing."""
        return frozenset(name.removeprefix(ITSELF) for name in self.features if name.startswith(ITSELF))

    def tag(self, words: Sequence[Word], states: TextStates) -> list[TaggedSpan]:
        """Return the values in a message, in order, without overlap; [] for no words."""
        if not words or len(self.tags) < 2:
            return []
        scores = self._emissions(words, states)
        best = find_best(scores, self.start, self.end, self.transitions)
        certain = find_marginals(scores, self.start, self.end, self.transitions)
        chosen = [float(certain[place, tag]) for place, tag in enumerate(best)]
        return join_tags(words, [self.tags[tag] for tag in best], chosen)

    def _emissions(self, words: Sequence[Word], states: TextStates) -> Vectors:
        scores = pool_words(words, states) @ self.weights + self.bias
        for place, names in enumerate(describe(words, self.known.find(words))):
            rows = [self.features[name] for name in names if name in self.features]
            scores[place] += self.table[rows].sum(axis=0)
        return scores


def pool_words(words: Sequence[Word], states: TextStates) -> Vectors:
    """Return (words, layers * dim): the mean of the states of each word's tokens; zeros where a text was cut."""
    count, layers, dim = states.states.shape
    flat = states.states.reshape(count, layers * dim)
    pooled = np.zeros((len(words), flat.shape[1]), np.float32)
    token = 0
    for place, word in enumerate(words):
        while token < len(states.offsets) and states.offsets[token][1] <= word.start:
            token += 1
        last = token
        while last < len(states.offsets) and states.offsets[last][0] < word.end:
            last += 1
        if last > token:
            pooled[place] = flat[token:last].mean(axis=0)
    return pooled


def split_into_tags(words: Sequence[Word], spans: Sequence[Span]) -> list[str]:
    """Return the BIO tag of each word; a word partly inside a span counts as inside."""
    tags = [OUTSIDE] * len(words)
    for span in spans:
        inside = [place for place, word in enumerate(words) if word.start < span.end and word.end > span.start]
        for place in inside:
            tags[place] = ("B-" if place == inside[0] else "I-") + span.label
    return tags


def join_tags(words: Sequence[Word], tags: Sequence[str], certain: Sequence[float]) -> list[TaggedSpan]:
    """Return the spans of BIO tags; an I without its B begins a span."""
    found: list[TaggedSpan] = []
    open_label = ""
    for word, tag, confidence in zip(words, tags, certain, strict=True):
        prefix, _, label = tag.partition("-")
        if prefix == "I" and label == open_label:
            last = found[-1]
            found[-1] = TaggedSpan(Span(last.span.start, word.end, label), min(last.confidence, confidence))
        elif label:
            found.append(TaggedSpan(Span(word.start, word.end, label), confidence))
        open_label = label
    return found


def find_best(scores: Vectors, start: Vectors, end: Vectors, transitions: Vectors) -> list[int]:
    """Return the tags of the best sequence (Viterbi, 1967) for scores (words, tags), at least one word."""
    best = start + scores[0]
    back: list[NDArray[np.int64]] = []
    for row in scores[1:]:
        ways = best[:, None] + transitions
        back.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [int((best + end).argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def find_marginals(scores: Vectors, start: Vectors, end: Vectors, transitions: Vectors) -> Vectors:
    """Return the probability (words, tags) of each tag at each word, over all sequences."""
    forward = [start + scores[0]]
    for row in scores[1:]:
        forward.append(_log_sum(forward[-1][:, None] + transitions, 0) + row)
    backward = [end]
    for row in scores[:0:-1]:
        backward.append(_log_sum(transitions + (row + backward[-1])[None, :], 1))
    joint = np.stack(forward) + np.stack(backward[::-1])
    return np.exp(joint - _log_sum(joint, 1)[:, None])


def _log_sum(values: Vectors, axis: int) -> Vectors:
    highest = values.max(axis=axis, keepdims=True)
    summed = np.log(np.exp(values - highest).sum(axis=axis, keepdims=True)) + highest
    squeezed: Vectors = np.squeeze(summed, axis)
    return squeezed
