"""implicit's ALS and BPR, each with the best of some settings. `python implicit_topk_peer.py FOLDER SEED NAME …`

The folder holds known.npz, valid.npz and train.npz (user, item; the first also the shape): settings are tried on
the first two, the best learns from the third. Writes out.npz (NAME: the first items of each user) and times.json.
"""

import json
import sys
import time
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

LIST = 10
STRENGTHS = ((1.0, 10.0), (2.0, 20.0), (10.0, 30.0), (10.0, 60.0))
ALS = [{"factors": f, "alpha": a, "regularization": r} for f, (a, r) in product((32, 64), STRENGTHS)]
BPR = [{"factors": 32, "regularization": r, "iterations": i} for r, i in product((0.01, 0.05), (30, 60, 100))]


def open_model(name: str, settings: dict[str, Any], seed: int) -> Any:
    from implicit.als import AlternatingLeastSquares
    from implicit.bpr import BayesianPersonalizedRanking

    kind = AlternatingLeastSquares if name == "implicit_als" else BayesianPersonalizedRanking
    return kind(**settings, random_state=seed, num_threads=1)


def list_items(model: Any, matrix: Any) -> Any:
    users = np.arange(matrix.shape[0])
    return model.recommend(users, matrix, N=LIST, filter_already_liked_items=True)[0]


def ndcg(listed: Any, wanted: Any) -> float:
    marked = np.asarray(wanted.todense()) > 0
    hits = np.take_along_axis(marked, listed, axis=1)
    sought = marked.sum(axis=1)
    discounts = 1 / np.log2(np.arange(2, LIST + 2))
    best = np.cumsum(discounts)[np.minimum(np.maximum(sought, 1), LIST) - 1]
    return float((hits @ discounts / best)[sought > 0].mean())


def main(folder: Path, seed: int, names: list[str]) -> None:
    parts = {name: np.load(folder / f"{name}.npz") for name in ("known", "valid", "train")}
    shape = tuple(parts["known"]["shape"].tolist())
    matrices = {
        name: csr_matrix((np.ones(len(part["user"]), np.float32), (part["user"], part["item"])), shape=shape)
        for name, part in parts.items()
    }
    listed, times = {}, {}
    for name in names:
        started = time.perf_counter()
        scores = []
        for settings in ALS if name == "implicit_als" else BPR:
            model = open_model(name, settings, seed)
            model.fit(matrices["known"], show_progress=False)
            scores.append((ndcg(list_items(model, matrices["known"]), matrices["valid"]), settings))
        best = max(scores, key=lambda pair: pair[0])[1]
        tuned = time.perf_counter()
        model = open_model(name, best, seed)
        model.fit(matrices["train"], show_progress=False)
        done = time.perf_counter()
        times[name] = {"train_s": done - started, "fit_s": done - tuned, "settings": best}
        listed[name] = list_items(model, matrices["train"])
    np.savez(folder / "out.npz", **listed)
    (folder / "times.json").write_text(json.dumps(times))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
