"""How a tagger is fitted: the likelihood of the labelled sequences, by AdamW, with much forgotten on purpose."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from language.encoder import TextStates, Vectors
from language.examples import Example
from language.runtime import one_thread
from language.tagger import OUTSIDE, Tagger, pool_words, split_into_tags
from language.words import KnownValues, describe, split_words

if TYPE_CHECKING:
    from torch import Tensor

_BATCH = 32
_RATE = 4e-3
_DROPPED_STATES = 0.3
# A value that no list knows, a word never seen: what the model must cope with is made often enough in training.
_DROPPED_FEATURES = 0.35
_RAREST = 2  # messages in which a feature must occur
_FORBIDDEN = -1e4


@dataclass(frozen=True)
class _Sequence:
    states: Vectors  # (words, width)
    features: NDArray[np.int64]  # (words, most of a word), -1 for none
    tags: list[int]


def train_tagger(
    examples: Sequence[Example],
    read: Sequence[TextStates],
    known: KnownValues,
    *,
    seed: int,
    epochs: int = 12,
    progress: Callable[[float], None] = lambda done: None,
) -> Tagger:
    """Fit on labelled messages and what the encoder read in them. `progress` gets the share done, 0 to 1.

    Without a single labelled value the tagger finds none. Equal seeds give equal taggers.
    """
    words = [split_words(example.text) for example in examples]
    tagged = [split_into_tags(each, example.entities) for each, example in zip(words, examples, strict=True)]
    tags = (OUTSIDE, *sorted({tag for each in tagged for tag in each} - {OUTSIDE}))
    described = [describe(each, known.find(each)) for each in words]
    features = _count_features(described)
    sequences = [
        _Sequence(
            pool_words(each, states),
            _rows_of(seen, features),
            [tags.index(tag) for tag in labels],
        )
        for each, states, seen, labels in zip(words, read, described, tagged, strict=True)
        if each
    ]
    with one_thread():
        return _fit(sequences, tags, features, known, seed, epochs, progress)


def _count_features(described: Sequence[list[list[str]]]) -> dict[str, int]:
    counts = Counter(name for seen in described for name in {name for names in seen for name in names})
    return {name: row for row, name in enumerate(sorted(n for n, count in counts.items() if count >= _RAREST))}


def _rows_of(seen: Sequence[Sequence[str]], features: dict[str, int]) -> NDArray[np.int64]:
    """Return what is known of each word, shape (words, most of a word); -1 for none."""
    known = [[features[name] for name in names if name in features] for names in seen]
    rows = np.full((len(known), max(map(len, known))), -1, np.int64)
    for row, names in zip(rows, known, strict=True):
        row[: len(names)] = names
    return rows


def _fit(
    sequences: Sequence[_Sequence],
    tags: tuple[str, ...],
    features: dict[str, int],
    known: KnownValues,
    seed: int,
    epochs: int,
    progress: Callable[[float], None],
) -> Tagger:
    import torch

    from language.crf import Crf

    torch.manual_seed(seed)
    width = sequences[0].states.shape[1] if sequences else 1
    crf = Crf(width, max(1, len(features)), _allowed(tags))
    if len(tags) > 1:
        optimiser = torch.optim.AdamW(crf.parameters(), lr=_RATE, weight_decay=0.02, fused=True)
        steps = epochs * (-(-len(sequences) // _BATCH))
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps, pct_start=0.15)
        order = np.random.default_rng(seed)
        for epoch in range(epochs):
            for batch in _batches(sequences, order):
                loss = -crf.log_likelihood(*_pad([sequences[place] for place in batch], order)).mean()
                optimiser.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                torch.nn.utils.clip_grad_norm_(crf.parameters(), 5.0)
                optimiser.step()
                schedule.step()
            progress((epoch + 1) / epochs)
    return Tagger(tags, known, features, **crf.arrays())


def _batches(sequences: Sequence[_Sequence], order: np.random.Generator) -> "list[NDArray[np.int64]]":
    """Return the places of all sequences in batches of about equal length: padding costs as much as words."""
    jittered = [len(each.tags) + order.random() * 2 for each in sequences]
    batches = np.array_split(np.argsort(jittered), -(-len(sequences) // _BATCH))
    return [batches[place] for place in order.permutation(len(batches))]


def _pad(batch: Sequence[_Sequence], chance: np.random.Generator) -> "tuple[Tensor, Tensor, Tensor, Tensor]":
    """Return states (n, words, width), features (n, words, most; -1 for none), tags (n, words), mask (n, words).

    Of states and features, some are forgotten.
    """
    import torch

    longest = max(len(each.tags) for each in batch)
    most = max(1, *(each.features.shape[1] for each in batch))
    states = np.zeros((len(batch), longest, batch[0].states.shape[1]), np.float32)
    features = np.full((len(batch), longest, most), -1, np.int64)
    tags = np.zeros((len(batch), longest), np.int64)
    mask = np.zeros((len(batch), longest), bool)
    for row, each in enumerate(batch):
        length = len(each.tags)
        states[row, :length], tags[row, :length], mask[row, :length] = each.states, each.tags, True
        features[row, :length, : each.features.shape[1]] = each.features
    features[chance.random(features.shape) < _DROPPED_FEATURES] = -1
    # As nn.Dropout does, whose random numbers take longer than all else of a step
    states *= chance.random(states.shape, np.float32) >= _DROPPED_STATES
    states /= 1 - _DROPPED_STATES
    return torch.from_numpy(states), torch.from_numpy(features), torch.from_numpy(tags), torch.from_numpy(mask)


def _allowed(tags: tuple[str, ...]) -> tuple[Vectors, Vectors]:
    """Return what is forbidden: starts (tags,) and transitions (tags, tags); an I follows only its own B or I."""
    start = np.zeros(len(tags), np.float32)
    transitions = np.zeros((len(tags), len(tags)), np.float32)
    for column, tag in enumerate(tags):
        if tag.startswith("I-"):
            start[column] = _FORBIDDEN
            transitions[:, column] = [0 if other[2:] == tag[2:] else _FORBIDDEN for other in tags]
    return start, transitions
