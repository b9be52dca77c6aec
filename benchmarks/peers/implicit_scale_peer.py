"""implicit's ALS at scale: FOLDER holds tune.npz, train.npz and plan.json, gets out.json and lists.npy.

tune.npz is a smaller crowd (starts, items, tested: what was held back of each), on which factors, regularisation and
alpha are chosen; both are carried over in the proportion in which zeros outweigh what customers have. train.npz is the
crowd to learn (starts, items). plan.json says which customers' lists are wanted and timed, and the processor seconds
that a training may take. Run by the interpreter of the peers, so it imports nothing of ours.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix

_ZEROS = (1.5, 5.0, 15.0)  # what all zeros of a customer weigh against what customers have on average
_RIDGES = (3.0, 6.0, 12.0, 24.0)  # against what one item weighs
_FACTORS = (32, 64)
_TUNING_ROUNDS, _MOST_ROUNDS, _JUDGED, _BATCH, _LENGTH = 8, 30, 1_000, 2_000, 10


def read(path: Path) -> csr_matrix:
    given = np.load(path)
    n_users = len(given["starts"]) - 1
    values = np.ones(len(given["items"]), np.float32)
    matrix = csr_matrix((values, given["items"], given["starts"]), shape=(n_users, int(given["n_items"])))
    matrix.sort_indices()
    return matrix


def fit(matrix: csr_matrix, setting: tuple[int, float, float], rounds: int, seed: int) -> Any:
    factors, zeros, ridge = setting
    alpha = matrix.shape[1] * matrix.shape[0] / (zeros * matrix.nnz)
    model = AlternatingLeastSquares(
        factors=factors, regularization=ridge * alpha, alpha=alpha, iterations=rounds, num_threads=1, random_state=seed
    )
    model.fit(matrix, show_progress=False)
    return model


def tune(matrix: csr_matrix, tested: Any, seed: int) -> dict[tuple[int, float, float], float]:
    """Return the nDCG of each setting."""
    gains = 1 / np.log2(np.arange(2, _LENGTH + 2))
    asked = np.arange(min(_JUDGED, matrix.shape[0]))
    reached = {}
    for setting in [(factors, zeros, ridge) for factors in _FACTORS for zeros in _ZEROS for ridge in _RIDGES]:
        lists, _ = fit(matrix, setting, _TUNING_ROUNDS, seed).recommend(asked, matrix[asked], N=_LENGTH)
        hits = (lists[:, :, None] == tested[asked][:, None, :]).any(axis=2)
        reached[setting] = float((hits @ gains / gains.sum()).mean())
    return reached


def take_times(model: Any, matrix: csr_matrix, timed: list[int]) -> dict[str, float]:
    lists_ms, folds_ms = [], []
    for customer in timed:
        row = matrix[customer]
        started = time.perf_counter()
        model.recommend(customer, row, N=_LENGTH, recalculate_user=True)
        lists_ms.append((time.perf_counter() - started) * 1000)
        started = time.perf_counter()
        model.recalculate_user(customer, row)
        folds_ms.append((time.perf_counter() - started) * 1000)
    batch = np.arange(min(_BATCH, matrix.shape[0]))
    started = time.perf_counter()
    model.recommend(batch, matrix[batch], N=_LENGTH)
    per_s = len(batch) / (time.perf_counter() - started)
    return {
        "list_ms_p50": float(np.median(lists_ms)),
        "fold_in_ms_p50": float(np.median(folds_ms)),
        "lists_per_s": per_s,
    }


def main(folder: Path) -> None:
    plan = json.loads((folder / "plan.json").read_text())
    reached = tune(read(folder / "tune.npz"), np.load(folder / "tune.npz")["tested"], plan["seed"])
    setting = max(reached, key=reached.__getitem__)
    matrix = read(folder / "train.npz")
    started = time.process_time()
    fit(matrix, setting, 1, plan["seed"])
    rounds = max(1, min(_MOST_ROUNDS, int(plan["seconds"] / (time.process_time() - started))))
    started, cpu = time.perf_counter(), time.process_time()
    model = fit(matrix, setting, rounds, plan["seed"])
    figures = {"train_s": time.perf_counter() - started, "cpu_s": time.process_time() - cpu}
    figures |= {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    asked = np.array(plan["asked"])
    lists, _ = model.recommend(asked, matrix[asked], N=_LENGTH)
    np.save(folder / "lists.npy", lists)
    figures |= take_times(model, matrix, plan["timed"])
    chosen = {"factors": setting[0], "zeros": setting[1], "ridge": setting[2], "rounds": rounds}
    (folder / "out.json").write_text(json.dumps({"figures": figures, "chosen": chosen}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
