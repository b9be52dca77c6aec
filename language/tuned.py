"""A fine-tuned encoder: its files are its own, and go with it."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from language.encoder import Encoder, Precision
from language.onnx_encoder import OnnxEncoder
from language.weights import Weights

if TYPE_CHECKING:
    from language.torch_encoder import PooledModel

_MARK = "-tuned-"  # between the fingerprint of what was tuned and that of what became of it


def is_tuned(encoder: Encoder) -> bool:
    """Say whether an encoder came out of a training, so that no source has it."""
    return _MARK in encoder.fingerprint


def open_tuned(model: PooledModel, weights: Weights, precision: Precision) -> OnnxEncoder:
    """Return the model that was tuned from `weights` as it works; its folder is removed when nobody uses it any more.

    Trainings side by side never share one.
    """
    from language.torch_encoder import export_encoder, hash_model

    place = Path(tempfile.mkdtemp(prefix="confab-encoder-"))
    try:
        folder = place / "encoder"
        fingerprint = f"{weights.fingerprint}{_MARK}{hash_model(model)}"
        export_encoder(model, weights, folder, precision, fingerprint, keep_weights=True)
        encoder = OnnxEncoder(folder)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    weakref.finalize(encoder, shutil.rmtree, place, ignore_errors=True)
    return encoder
