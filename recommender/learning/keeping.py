"""Models in files: arrays as safetensors, the rest as JSON. Nothing is ever executed on reading."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.model import LEAST_TOGETHER, Model
from recommender.neighbours import Neighbours
from recommender.plan import Plan
from recommender.ranking.als import AlsScorer
from recommender.ranking.transitions import TransitionScorer
from recommender.trust import Trusting
from recommender.weights import PARTS, Weights
from shop.errors import Invalid

ARRAYS, DESCRIPTION = "model.safetensors", "model.json"
_FORMAT = 1

Arrays = Mapping[str, NDArray[Any]]


def save_model(model: Model, folder: Path) -> None:
    """Write the model into this folder, which must exist."""
    from safetensors.numpy import save_file

    arrays = {
        "appeal": model.appeal,
        "trend": model.trend,
        "factors.vectors": model.factors.vectors,
        "factors.square": model.factors.square,
        "together.unknown": model.together.unknown,
        "together.popularity": model.together.popularity,
        **_split("together.chances", model.together.chances),
        **_split("bought_with", model.bought_with),
        **_split("viewed_with", model.viewed_with),
        **_split("neighbours", model.neighbours.weights),
    }
    description = {
        "format": _FORMAT,
        "product_ids": model.product_ids,
        "learned_at": model.learned_at,
        "plan": asdict(model.plan),
        "weights": asdict(model.weights),
        "trusting": asdict(model.trusting),
        "neighbours": model.neighbours.name,
        "factors": {"ridge": model.factors.ridge, "ridge_of_all": model.factors.ridge_of_all},
        "together": {"memory": model.together.memory, "fading": model.together.fading},
    }
    save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, folder / ARRAYS)
    (folder / DESCRIPTION).write_text(json.dumps(description))


def load_model(folder: Path) -> Model:
    """Return the model kept in this folder. Raises Invalid for one that is missing, torn or of another format."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        told = json.loads((folder / DESCRIPTION).read_text())
        arrays = load_file(folder / ARRAYS)
        if told["format"] != _FORMAT:
            raise Invalid("model", f"{folder} is of format {told['format']}; this version reads {_FORMAT}.")
        return _assemble(told, arrays)
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise Invalid("model", f"{folder} holds no model that can be read: {error}.") from error


def _assemble(told: dict[str, Any], arrays: Arrays) -> Model:
    ids = tuple(told["product_ids"])
    square = (len(ids), len(ids))
    factors, together = told["factors"], told["together"]
    return Model(
        product_ids=ids,
        neighbours=Neighbours(_join("neighbours", arrays, square), told["neighbours"]),
        factors=AlsScorer(
            arrays["factors.vectors"], arrays["factors.square"], factors["ridge"], factors["ridge_of_all"]
        ),
        together=TransitionScorer(
            _join("together.chances", arrays, square),
            arrays["together.unknown"],
            arrays["together.popularity"],
            together["memory"],
            together["fading"],
        ),
        appeal=arrays["appeal"],
        trend=arrays["trend"],
        bought_with=_join_counts("bought_with", arrays, square),
        viewed_with=_join_counts("viewed_with", arrays, square),
        learned_at=told.get("learned_at", 0.0),
        plan=Plan(**told["plan"]),
        weights=Weights(**dict.fromkeys(PARTS, 0.0) | told["weights"]),  # what an older version did not weigh is 0
        trusting=Trusting(**told.get("trusting", {})),
    )


def _split(name: str, matrix: NDArray[Any] | csr_matrix) -> dict[str, NDArray[Any]]:
    """Return the arrays of a matrix: one of a dense one, three of a sparse one."""
    if not isinstance(matrix, csr_matrix):
        return {name: matrix}
    return {f"{name}.data": matrix.data, f"{name}.indices": matrix.indices, f"{name}.indptr": matrix.indptr}


def _join_counts(name: str, arrays: Arrays, shape: tuple[int, int]) -> csr_matrix:
    """Return the counts; an older version kept only that they were high enough, which is the least that they can be."""
    pairs = _join(name, arrays, shape)
    return pairs.astype(np.int32) * LEAST_TOGETHER if pairs.dtype == bool else pairs


def _join(name: str, arrays: Arrays, shape: tuple[int, int]) -> Any:
    """Return the matrix that `_split` took apart."""
    if name in arrays:
        return arrays[name]
    return csr_matrix((arrays[f"{name}.data"], arrays[f"{name}.indices"], arrays[f"{name}.indptr"]), shape=shape)
