"""What every encoder does around its model: texts to batches of token ids, and the results back into order."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from language.encoder import TextStates, Vectors

TokenIds = NDArray[np.int64]
_Batch = tuple[list[int], list[Encoding], TokenIds]


class BatchedEncoder(ABC):
    """An encoder but for its model. A batch holds texts of one length in tokens, so that nothing is padded."""

    gpu: int | None = None

    def __init__(self, tokenizer: Tokenizer, *, dim: int, max_tokens: int, fingerprint: str, batch: int) -> None:
        self.dim = dim
        self.max_tokens = max_tokens
        self.fingerprint = fingerprint
        self._batch = batch
        self._tokenizer = tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)

    @abstractmethod
    def _run(self, ids: TokenIds, *, states: bool) -> tuple[Vectors, Vectors | None]:
        """Return vectors (n, dim) and, if asked for, states (n, tokens, layers, dim) of token ids (n, tokens)."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dim), np.float32)
        for places, _, ids in self._batches(texts):
            vectors[places], _ = self._run(ids, states=False)
        return vectors

    def pieces(self, word: str) -> list[str]:
        offsets = self._tokenizer.encode(word, add_special_tokens=False).offsets
        return [word[start:end] for start, end in offsets]

    def read(self, texts: Sequence[str]) -> list[TextStates]:
        read: dict[int, TextStates] = {}
        for places, encodings, ids in self._batches(texts):
            vectors, states = self._run(ids, states=True)
            assert states is not None  # noqa: S101 - asked for
            read |= zip(places, map(_cut, encodings, vectors, states), strict=True)
        return [read[place] for place in range(len(texts))]

    def _batches(self, texts: Sequence[str]) -> Iterator[_Batch]:
        encodings = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(texts)), key=lambda place: len(encodings[place].ids))
        for _, group in groupby(order, key=lambda place: len(encodings[place].ids)):
            places = list(group)
            for start in range(0, len(places), self._batch):
                batch = places[start : start + self._batch]
                chosen = [encodings[place] for place in batch]
                yield batch, chosen, np.array([encoding.ids for encoding in chosen], np.int64)


def _cut(encoding: Encoding, vector: Vectors, states: Vectors) -> TextStates:
    kept = [place for place, special in enumerate(encoding.special_tokens_mask) if not special]
    return TextStates(vector, states[kept], tuple(encoding.offsets[place] for place in kept))
