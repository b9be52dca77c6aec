"""An encoder that reads a question once: in one turn, and in those that refine it, several rooms ask for the same."""

from collections.abc import Sequence

import numpy as np

from language.encoder import Encoder, TextStates, Vectors
from retrieval.remembered import Remembered

_VECTORS = 2_000  # about 3 MB
_STATES = 64  # about 7 MB


class AskedEncoder:
    """An `Encoder` that remembers texts that come alone; several at once are no question. Safe to share."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: Remembered[str, Vectors] = Remembered(_VECTORS)
        self._states: Remembered[str, TextStates] = Remembered(_STATES)
        self.dim = encoder.dim
        self.max_tokens = encoder.max_tokens
        self.fingerprint = encoder.fingerprint
        self.gpu = encoder.gpu

    def encode(self, texts: Sequence[str]) -> Vectors:
        return (
            np.stack(self._vectors.fetch(texts, self._vectors_of)) if len(texts) == 1 else self._encoder.encode(texts)
        )

    def pieces(self, word: str) -> list[str]:
        return self._encoder.pieces(word)

    def read(self, texts: Sequence[str]) -> list[TextStates]:
        return self._states.fetch(texts, self._encoder.read) if len(texts) == 1 else self._encoder.read(texts)

    def _vectors_of(self, texts: Sequence[str]) -> list[Vectors]:
        """Return the vectors by reading closely, which takes hardly longer: who asks goes on with the words mostly."""
        return [seen.vector for seen in self.read(texts)]
