"""An encoder in torch: on a GPU, for fine-tuning, and to be exported for ONNX Runtime.

What is exported may keep its weights beside it, so that the same folder works in ONNX Runtime and in torch.
"""

import hashlib
import json
import shutil
import warnings
from pathlib import Path

import structlog
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import normalize
from transformers import AutoModel, PreTrainedModel
from transformers.utils.logging import disable_progress_bar, enable_progress_bar, is_progress_bar_enabled

from language.batches import BatchedEncoder, TokenIds
from language.devices import gpu_number
from language.encoder import Precision, Vectors
from language.errors import WeightsRefused
from language.folders import check_folder, new_folder
from language.onnx_encoder import CONFIG, MODEL, TOKENIZER
from language.rounding import NEAR, nearness, quantise
from language.weights import Pooling, Weights

log = structlog.get_logger()

_WEIGHTS = "model.safetensors"
_KEPT_LAYERS = 3  # of the tokens' states: the last, and two below at equal steps


class PooledModel(nn.Module):
    """A transformer whose outputs are unit vectors (n, dim) and the kept layers' states (n, tokens, layers, dim)."""

    def __init__(self, model: PreTrainedModel, pooling: Pooling) -> None:
        super().__init__()
        self.model = model
        self.pooling = pooling
        depth: int = model.config.num_hidden_layers
        step = max(1, depth // _KEPT_LAYERS)
        self.kept = list(range(depth, 0, -step))[:_KEPT_LAYERS][::-1]

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        inputs = {"input_ids": input_ids, "attention_mask": attention_mask}
        if token_type_ids is not None:
            inputs["token_type_ids"] = token_type_ids
        hidden = self.model(**inputs, output_hidden_states=True).hidden_states
        vector = normalize(_pool(hidden[-1], attention_mask, self.pooling), dim=-1)
        return vector, torch.stack([hidden[layer] for layer in self.kept], dim=2)


def _pool(last: Tensor, mask: Tensor, pooling: Pooling) -> Tensor:
    if pooling == "cls":
        return last[:, 0]
    weights = mask.unsqueeze(-1).to(last.dtype)
    return (last * weights).sum(1) / weights.sum(1)


class TorchEncoder(BatchedEncoder):
    """Runs at full precision on the device."""

    def __init__(self, weights: Weights, device: str) -> None:
        tokenizer = Tokenizer.from_file(str(weights.folder / TOKENIZER))
        self._model = load_model(weights).to(device)
        self._device = device
        self.gpu = gpu_number(device)
        super().__init__(
            tokenizer,
            batch=256,
            dim=self._model.model.config.hidden_size,
            max_tokens=weights.max_tokens,
            fingerprint=weights.fingerprint,
        )

    @torch.inference_mode()
    def _run(self, ids: TokenIds, *, states: bool) -> tuple[Vectors, Vectors | None]:
        tokens = torch.from_numpy(ids).to(self._device)
        vectors, kept = self._model(tokens, torch.ones_like(tokens))
        return vectors.cpu().numpy(), kept.cpu().numpy() if states else None


def load_model(weights: Weights) -> PooledModel:
    """Return the model of these weights in evaluation mode."""
    shown = is_progress_bar_enabled()
    disable_progress_bar()  # type: ignore[no-untyped-call] # it would be of a second, in the middle of our own
    try:
        model = AutoModel.from_pretrained(
            weights.folder, attn_implementation="eager", local_files_only=True, dtype=torch.float32
        )
    finally:
        if shown:
            enable_progress_bar()  # type: ignore[no-untyped-call]
    return PooledModel(model, weights.pooling).eval()


def hash_model(model: PooledModel) -> str:
    """Return 16 hexadecimal digits that are equal only for equal weights."""
    digest = hashlib.sha256()
    for name, value in model.state_dict().items():
        digest.update(name.encode())
        digest.update(value.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()[:16]


def export_encoder(
    model: PooledModel,
    weights: Weights,
    folder: Path,
    precision: Precision,
    fingerprint: str,
    *,
    keep_weights: bool = False,
) -> None:
    """Write the model into `folder`, with the tokenizer of `weights`, as OnnxEncoder reads it; whole or not at all.

    With its weights, in half precision, `find_exported` finds it as well. `precision` is ONNX Runtime's; a model that
    int8 would change too much is written in float32, with a warning.
    """
    config = {
        "dim": model.model.config.hidden_size,
        "max_tokens": weights.max_tokens,
        "fingerprint": fingerprint,
        "pooling": weights.pooling,
        "precision": precision,
    }
    with new_folder(folder) as staging:
        shutil.copy(weights.folder / TOKENIZER, staging / TOKENIZER)
        if keep_weights:
            _keep_weights(model, staging)
        _export(model, staging / MODEL)
        if precision == "int8" and not _round(staging):
            log.warning("the encoder stays in float32, as int8 would change its vectors", source=str(weights.folder))
            config["precision"] = "float32"
        (staging / CONFIG).write_text(json.dumps(config), encoding="utf-8")


def _round(folder: Path) -> bool:
    """Turn the model of the folder into int8 if its vectors stay near; return whether they do."""
    rounded = folder / f"{MODEL}.int8"
    quantise(folder / MODEL, rounded)
    if nearness(folder / MODEL, rounded, folder / TOKENIZER) < NEAR:
        rounded.unlink()
        return False
    rounded.replace(folder / MODEL)
    return True


def find_exported(folder: Path) -> Weights:
    """Return the weights that `export_encoder` kept. Raises WeightsRefused for none, and for what was changed."""
    check_folder(folder)
    if not (folder / _WEIGHTS).is_file():
        raise WeightsRefused(f"{folder} has no {_WEIGHTS}, only what a CPU needs; train anew, or set the device cpu.")
    config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    return Weights(folder, config["pooling"], config["max_tokens"], config["fingerprint"])


def _keep_weights(model: PooledModel, folder: Path) -> None:
    """Write half of what the numbers take: what is rounded off moves a vector less than int8 does by far."""
    model.model.config.save_pretrained(folder)
    halves = {name: value.detach().cpu().half().contiguous() for name, value in model.model.state_dict().items()}
    save_file(halves, folder / _WEIGHTS, metadata={"format": "pt"})


def _export(model: PooledModel, path: Path) -> None:
    ids = torch.ones(2, 7, dtype=torch.long)
    inputs = {"input_ids": ids, "attention_mask": ids}
    if getattr(model.model.config, "type_vocab_size", 0) > 0:
        inputs["token_type_ids"] = ids * 0
    outputs = ["vector", "states"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's, about constants that are constant
        torch.onnx.export(
            model.cpu().eval(),
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes={name: {0: "texts", 1: "tokens"} for name in [*inputs, "states"]} | {"vector": {0: "texts"}},
            opset_version=17,
            dynamo=False,
        )
