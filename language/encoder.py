"""Texts to numbers: what an encoder promises, and the one place where a process loads its encoders."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from language.weights import MINILM, find_weights

Precision = Literal["int8", "float32"]
Device = Literal["cpu", "cuda", "auto"]
Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class TextStates:
    """What an encoder saw in one text.

    `vector` is the row that `encode` returns, shape (dim,). `states` has shape (tokens, layers, dim): some layers,
    the last one last, without the special tokens; `offsets` holds each token's characters, start and end (exclusive).
    """

    vector: Vectors
    states: Vectors
    offsets: tuple[tuple[int, int], ...]


class Encoder(Protocol):
    """Vectors of encoders with the same `fingerprint` may be compared; texts beyond `max_tokens` pieces are cut."""

    @property
    def dim(self) -> int: ...

    @property
    def max_tokens(self) -> int: ...

    @property
    def fingerprint(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (n, dim), rows of length 1, in the order of the texts; (0, dim) for none."""
        ...

    def read(self, texts: Sequence[str]) -> list[TextStates]:
        """Return what one pass sees in each text, in their order: the vector of `encode` and the tokens' states."""
        ...


class Encoders:
    """The encoders of a process, each loaded once. `folder` keeps what was exported, for the next start.

    Exporting (once per source, some seconds) needs torch and transformers; a later start only ONNX Runtime.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._loaded: dict[tuple[str, Precision, Device], Encoder] = {}
        self._lock = threading.Lock()

    def load(self, source: str = MINILM, *, precision: Precision = "int8", device: Device = "cpu") -> Encoder:
        """Return the encoder of a source (see weights.find_weights) or of a folder that `export_encoder` wrote.

        "cpu" runs in ONNX Runtime on one thread; "cuda" in torch, at full precision; "auto" is "cuda" where there is
        one. Raises WeightsRefused for weights that are missing or changed.
        """
        key = (source, precision, device)
        with self._lock:
            if key not in self._loaded:
                self._loaded[key] = self._open(source, precision, device)
            return self._loaded[key]

    def _open(self, source: str, precision: Precision, device: Device) -> Encoder:
        from language.onnx_encoder import OnnxEncoder, is_exported

        if is_exported(Path(source)):
            return OnnxEncoder(Path(source))
        weights = find_weights(source)
        if _has_cuda(device):
            from language.torch_encoder import TorchEncoder

            return TorchEncoder(weights, "cuda")
        exported = self.folder / f"{weights.fingerprint}-{precision}"
        if not is_exported(exported):
            from language.torch_encoder import export_encoder, load_model

            export_encoder(load_model(weights), weights, exported, precision, weights.fingerprint)
        return OnnxEncoder(exported)


def _has_cuda(device: Device) -> bool:
    if device == "auto":
        import torch

        return torch.cuda.is_available()
    return device == "cuda"
