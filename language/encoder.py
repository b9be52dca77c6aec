"""Texts to numbers: what an encoder promises, and the one place where a process loads its encoders."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from language.devices import CPU
from language.weights import MINILM, find_weights

Precision = Literal["int8", "float32"]
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

    @property
    def gpu(self) -> int | None:
        """The number of the GPU that it works on: there its vectors are best searched, too. None on a CPU."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (n, dim), rows of length 1, in the order of the texts; (0, dim) for none."""
        ...

    def pieces(self, word: str) -> list[str]:
        """Return what it reads the word by: itself, where it has met it often, else parts of it; [] for no word."""
        ...

    def read(self, texts: Sequence[str]) -> list[TextStates]:
        """Return what one pass sees in each text, in their order: the vector of `encode` and the tokens' states."""
        ...


class Encoders:
    """The encoders of a process, each loaded once. `folder` keeps what was exported, for the next start.

    On the device "cpu" they run in ONNX Runtime, on one thread a call; on any other that torch knows, such as "cuda:0"
    (see devices.find_device), in torch, at full precision. Exporting (once per source, some seconds) needs torch and
    transformers; a later start on a CPU only ONNX Runtime.
    """

    def __init__(self, folder: Path, device: str = CPU) -> None:
        self.folder = folder
        self.device = device
        self._loaded: dict[tuple[str, Precision, str], Encoder] = {}
        self._lock = threading.Lock()

    def load(self, source: str = MINILM, *, precision: Precision = "int8", device: str | None = None) -> Encoder:
        """Return the encoder of a source (see weights.find_weights), on the device of this process or on another one.

        The precision is that of ONNX Runtime. Raises WeightsRefused for weights that are missing or changed.
        """
        key = (source, precision, device or self.device)
        with self._lock:
            if key not in self._loaded:
                self._loaded[key] = self._open(*key)
            return self._loaded[key]

    def open(self, exported: Path) -> Encoder:
        """Return the encoder of a folder that `export_encoder` wrote, which is not needed afterwards.

        Raises WeightsRefused for one that was changed, and away from a CPU for one without its weights.
        """
        from language.onnx_encoder import OnnxEncoder

        if self.device == CPU:
            return OnnxEncoder(exported)
        from language.torch_encoder import TorchEncoder, find_exported

        return TorchEncoder(find_exported(exported), self.device)

    def _open(self, source: str, precision: Precision, device: str) -> Encoder:
        from language.onnx_encoder import OnnxEncoder, is_exported

        weights = find_weights(source)
        if device != CPU:
            from language.torch_encoder import TorchEncoder

            return TorchEncoder(weights, device)
        exported = self.folder / f"{weights.fingerprint}-{precision}"
        if not is_exported(exported):
            from language.torch_encoder import export_encoder, load_model

            export_encoder(load_model(weights), weights, exported, precision, weights.fingerprint)
        return OnnxEncoder(exported)
