"""Where a trained understanding model lives: a folder with its numbers, words and, if it has its own, its encoder."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from language.encoder import Encoder, Encoders
from language.errors import WeightsRefused
from language.folders import check_folder, new_folder
from language.linear import LinearHead
from language.measured import Measured
from language.onnx_encoder import OnnxEncoder
from language.scope import Scope
from language.tagger import Tagger
from language.tuned import is_tuned
from language.understanding import Feelings, UnderstandingModel
from language.words import KnownValues

_NUMBERS = "numbers.npz"
WORDS = "words.json"
_ENCODER = "encoder"
_TAGGER = ("table", "weights", "bias", "start", "end", "transitions")
_SCOPE = ("known", "centre", "spread")
_HEADS = ("intent", "polarity", "frustration", "urgency")


def save_understanding(model: UnderstandingModel, folder: Path, source: str) -> None:
    """Write the model into `folder`, whole or not at all; `source` names the encoder of a model without its own."""
    heads = dict(zip(_HEADS, (model.head, *vars(model.feelings).values()), strict=True))
    numbers = {f"head.{name}.weights": head.weights for name, head in heads.items()}
    numbers |= {f"head.{name}.bias": head.bias for name, head in heads.items()}
    numbers |= {f"tagger.{name}": getattr(model.tagger, name) for name in _TAGGER}
    numbers |= {f"scope.{name}": getattr(model.scope, name) for name in _SCOPE}
    own = is_tuned(model.encoder)
    words = {
        "measured": asdict(model.measured),
        "source": _ENCODER if own else source,
        "encoder": model.encoder.fingerprint,
        "intents": model.intents,
        "temperature": model.temperature,
        "outside": model.scope.outside,
        "threshold": model.scope.threshold,
        "tags": model.tagger.tags,
        "features": model.tagger.features,
        "lookups": model.tagger.known.lookups,
    }
    with new_folder(folder) as staging:
        if own and isinstance(model.encoder, OnnxEncoder):
            shutil.copytree(model.encoder.folder, staging / _ENCODER)
        np.savez(staging / _NUMBERS, **numbers)
        (staging / WORDS).write_text(json.dumps(words), encoding="utf-8")


def load_understanding(folder: Path, encoders: Encoders) -> UnderstandingModel:
    """Read what `save_understanding` wrote; the folder is not needed afterwards.

    It works on the device of the encoders, whichever it was trained on. Raises WeightsRefused when a file is missing or
    changed, or the encoder that it was trained on is.
    """
    check_folder(folder)
    words: dict[str, Any] = json.loads((folder / WORDS).read_text(encoding="utf-8"))
    with np.load(folder / _NUMBERS) as file:
        numbers = {name: file[name] for name in file.files}
    heads = {name: LinearHead(numbers[f"head.{name}.weights"], numbers[f"head.{name}.bias"]) for name in _HEADS}
    encoder = _open_encoder(words, folder, encoders)
    if encoder.fingerprint != words["encoder"]:
        raise WeightsRefused(f"The encoder {words['source']} is not the one that the model was trained on; train anew.")
    return UnderstandingModel(
        encoder=encoder,
        measured=_measured_of(words),
        intents=tuple(words["intents"]),
        head=heads["intent"],
        temperature=words["temperature"],
        scope=Scope(
            outside=words["outside"],
            threshold=words["threshold"],
            **{name: numbers[f"scope.{name}"] for name in _SCOPE},
        ),
        tagger=Tagger(
            tags=tuple(words["tags"]),
            known=KnownValues(words["lookups"]),
            features=words["features"],
            **{name: numbers[f"tagger.{name}"] for name in _TAGGER},
        ),
        feelings=Feelings(heads["polarity"], heads["frustration"], heads["urgency"]),
    )


def read_measured_of(words: str) -> Measured:
    """Return what the training of a model measured, from the content of its words.json."""
    return _measured_of(json.loads(words))


def _measured_of(words: dict[str, Any]) -> Measured:
    return Measured(**words.get("measured", {}))  # older models have none, and are int8


def _open_encoder(words: dict[str, Any], folder: Path, encoders: Encoders) -> Encoder:
    if words["source"] == _ENCODER:
        return encoders.open(folder / _ENCODER)
    return encoders.load(words["source"], precision=_measured_of(words).precision)
