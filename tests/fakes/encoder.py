"""An encoder that knows only how words are spelt: texts with the same words are near each other."""

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from language.encoder import TextStates
from retrieval.terms import split_terms

_DIM = 512


class WordEncoder:
    """Encodes a text by its words and their parts of three letters; the same text always gives the same vector."""

    dim = _DIM
    max_tokens = 512
    fingerprint = "words"
    gpu: int | None = None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), _DIM), np.float32)
        for row, text in enumerate(texts):
            for part in _parts(text):
                vectors[row, zlib.crc32(part.encode()) % _DIM] += 3.0 if len(part) > 3 else 1.0
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)

    def pieces(self, word: str) -> list[str]:
        return list(word)

    def read(self, texts: Sequence[str]) -> list[TextStates]:
        return [self._read(text, vector) for text, vector in zip(texts, self.encode(texts), strict=True)]

    def _read(self, text: str, vector: NDArray[np.float32]) -> TextStates:
        words = [(found.start(), found.end()) for found in re.finditer(r"\w+", text)]
        states = self.encode([text[start:end] for start, end in words])[:, None, :]
        return TextStates(vector, states, tuple(words))


def _parts(text: str) -> list[str]:
    words = split_terms(text)
    return [*words, *(match for word in words for match in re.findall(r"(?=(\w{3}))", f"_{word}_"))]
