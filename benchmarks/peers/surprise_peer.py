"""Surprise's SVD and SVD++ on one split: FOLDER holds train.npz and test.npz (user, item, rating), gets out.json.

Run by the interpreter of the peers, so it imports nothing of ours.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from surprise import SVD, Dataset, Reader, SVDpp, Trainset  # type: ignore[import-not-found]


def read(path: Path) -> list[tuple[int, int, float]]:
    columns = np.load(path)
    return list(zip(columns["user"].tolist(), columns["item"].tolist(), columns["rating"].tolist(), strict=True))


def build(rows: list[tuple[int, int, float]]) -> Trainset:
    ratings = [rating for _, _, rating in rows]
    data = Dataset(Reader(rating_scale=(min(ratings), max(ratings))))
    return data.construct_trainset([(*row, None) for row in rows])


def main(folder: Path, names: list[str], seed: int) -> None:
    known, test = build(read(folder / "train.npz")), read(folder / "test.npz")
    out = {}
    for name in names:
        model = {"surprise_svd": SVD, "surprise_svdpp": SVDpp}[name](random_state=seed)
        started = time.perf_counter()
        model.fit(known)
        train_s = time.perf_counter() - started
        out[name] = {"train_s": train_s, "predicted": [model.predict(user, item).est for user, item, _ in test]}
    (folder / "out.json").write_text(json.dumps(out))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[3:], int(sys.argv[2]))
