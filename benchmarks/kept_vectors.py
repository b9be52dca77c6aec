"""An encoder that remembers on disk what it encoded, by content, so that a second run of a benchmark takes seconds."""

import hashlib
import uuid
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from language.encoder import Encoder, TextStates, Vectors

_CHUNK = 1_024  # texts written together: what an interrupted run keeps


class KeepingEncoder:
    """An `Encoder` over another one. What is encoded a thousand at a time is kept; single texts are not."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        self._folder = folder / encoder.fingerprint.replace("/", "-")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._known: dict[str, tuple[int, int]] = {}  # sha256 -> part, row
        self._parts: list[Vectors] = []
        for file in sorted(self._folder.glob("*.npz")):
            with np.load(file) as part:
                self._take(part["keys"].tolist(), part["vectors"])

    @property
    def dim(self) -> int:
        return self._encoder.dim

    @property
    def max_tokens(self) -> int:
        return self._encoder.max_tokens

    @property
    def fingerprint(self) -> str:
        return self._encoder.fingerprint

    @property
    def gpu(self) -> int | None:
        return self._encoder.gpu

    def pieces(self, word: str) -> list[str]:
        return self._encoder.pieces(word)

    def read(self, texts: Sequence[str]) -> list[TextStates]:
        return self._encoder.read(texts)

    def encode(self, texts: Sequence[str]) -> Vectors:
        if len(texts) < 2:
            return self._encoder.encode(texts)
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        for start in range(0, len(new), _CHUNK):
            self._keep(dict(list(new.items())[start : start + _CHUNK]))
        return np.stack([self._parts[part][row] for part, row in (self._known[key] for key in keys)])

    def _keep(self, texts: dict[str, str]) -> None:
        vectors = self._encoder.encode(list(texts.values()))
        staging = self._folder / f"{uuid.uuid4().hex}.part"
        with staging.open("wb") as file:
            np.savez(file, keys=np.array(list(texts)), vectors=vectors)
        staging.rename(staging.with_suffix(".npz"))
        self._take(list(texts), vectors)

    def _take(self, keys: list[str], vectors: Vectors) -> None:
        self._known |= {key: (len(self._parts), row) for row, key in enumerate(keys)}
        self._parts.append(vectors)
