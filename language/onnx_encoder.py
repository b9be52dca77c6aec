"""An exported encoder in ONNX Runtime: small, quick to start, one thread."""

import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from language.batches import BatchedEncoder, TokenIds
from language.encoder import Vectors
from language.folders import check_folder
from language.runtime import open_session

MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
CONFIG = "encoder.json"
_KNOWN = ("dim", "max_tokens", "fingerprint")


def is_exported(folder: Path) -> bool:
    return (folder / CONFIG).is_file()


class OnnxEncoder(BatchedEncoder):
    """In int8 the numbers of a text depend a little on its batch (cosine above .99): activations share a scale."""

    def __init__(self, folder: Path) -> None:
        """Raises WeightsRefused unless the folder is as `export_encoder` wrote it."""
        check_folder(folder)
        self.folder = folder
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        super().__init__(tokenizer, batch=32, **{name: config[name] for name in _KNOWN})
        self._session = open_session(folder / MODEL)
        self._inputs = {node.name for node in self._session.get_inputs()}

    def _run(self, ids: TokenIds, *, states: bool) -> tuple[Vectors, Vectors | None]:
        fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        outputs = ["vector", "states"] if states else ["vector"]
        vectors, *rest = self._session.run(outputs, {name: fed[name] for name in self._inputs})
        return vectors, rest[0] if rest else None
