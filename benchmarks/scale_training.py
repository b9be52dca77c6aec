"""Our default training on one crowd, in a process of its own so that its memory can be told: used by benchmarks.scale.

FOLDER holds train.npz (starts, items, ratings, n_items) and plan.json, gets out.json, lists.npy and foreseen.npy.
"""

import json
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from recommender.ranking.als import Als, AlsScorer
from recommender.ranking.als_choice import choose_als
from recommender.ranking.folding import Live, fold_in
from recommender.ranking.listing import ListMaker
from recommender.ranking.protocol import Histories, Scores
from recommender.rating.affinity import AffinityModel, AffinityPredictor
from recommender.rating.model import Ids, RatingTable

_BATCH = 2_000  # customers whose lists are made at once


@dataclass
class Meter:
    """Wall and processor seconds since it was made; the most memory ever used."""

    started: float
    cpu: float

    @classmethod
    def start(cls) -> "Meter":
        return cls(time.perf_counter(), time.process_time())

    def read(self) -> dict[str, float]:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {
            "train_s": time.perf_counter() - self.started,
            "cpu_s": time.process_time() - self.cpu,
            "peak_mb": peak,
        }


@dataclass(frozen=True)
class Trained:
    scorer: AlsScorer
    customers: Scores
    ratings: AffinityPredictor
    figures: dict[str, float]
    chosen: Als


def train(histories: Histories, table: RatingTable, seed: int) -> Trained:
    """Learn to rate and to rank, and choose the ranking's settings; the rating model is measured by itself, too."""
    meter = Meter.start()
    usual = Als(seed=seed)
    scorer, customers = usual.learn(histories)
    predictor = AffinityModel(usual).fit_upon(table, customers, scorer.vectors)
    rating = meter.read()
    chosen = choose_als(histories, usual)
    if chosen != usual:
        scorer, customers = chosen.learn(histories)
        predictor = AffinityModel(chosen).fit_upon(table, customers, scorer.vectors)
    figures = meter.read() | {f"rating_{name}": value for name, value in rating.items()}
    return Trained(scorer, customers, predictor, figures, chosen)


def take_times(trained: Trained, histories: Histories, timed: list[int]) -> dict[str, float]:
    """Return milliseconds of one customer's list, of its parts, and of one thing more; and lists a second."""
    maker = ListMaker(trained.scorer)
    maker.make(histories.items[:1])  # which has the items sorted for searching, once
    lists_ms, folds_ms, added_ms = [], [], []
    for customer in timed:
        items = histories.items[histories.starts[customer] : histories.starts[customer + 1]]
        lists_ms.append(_time(lambda items=items: maker.make(items)))
        folds_ms.append(_time(lambda items=items: fold_in(trained.scorer, items)))
        live = Live(fold_in(trained.scorer, items[:-1]))
        added_ms.append(_time(lambda items=items, live=live: live.add(trained.scorer.vectors[items[-1]])))
    batch = np.arange(min(_BATCH, len(histories)))
    known = histories.take(batch)
    batch_ms = _time(lambda: maker.make_many(trained.customers[batch], known))
    return {
        "list_ms_p50": float(np.median(lists_ms)),
        "list_ms_p95": float(np.quantile(lists_ms, 0.95)),
        "fold_in_ms_p50": float(np.median(folds_ms)),
        "one_more_ms_p50": float(np.median(added_ms)),
        "lists_per_s": len(batch) / batch_ms * 1000,
    }


def compile_all() -> None:
    """Have everything compiled before anything is measured: it is done once and kept."""
    items = np.tile(np.arange(4, dtype=np.int32), 6)
    histories = Histories(items, np.arange(0, 25, 4), 6)
    users = np.repeat(np.arange(6, dtype=np.int32), 4)
    trained = train(histories, RatingTable(users, items, items.astype(np.float32), 6, 6), 0)
    take_times(trained, histories, [0, 1])


def main(folder: Path) -> None:
    plan = json.loads((folder / "plan.json").read_text())
    compile_all()
    histories, table = _read(folder / "train.npz")
    trained = train(histories, table, plan["seed"])
    asked = histories.take(np.array(plan["asked"]))
    maker = ListMaker(trained.scorer)
    folded = np.stack([fold_in(trained.scorer, _items(asked, row)).vector for row in range(len(asked))])
    np.save(folder / "lists.npy", maker.make_many(folded, asked))
    pairs = np.load(folder / "pairs.npz")
    np.save(folder / "foreseen.npy", trained.ratings.predict(pairs["users"], pairs["items"]))
    figures = trained.figures | take_times(trained, histories, plan["timed"])
    chosen = {"zeros": trained.chosen.unknown, "ridge": trained.chosen.ridge, "rounds": trained.chosen.rounds}
    (folder / "out.json").write_text(json.dumps({"figures": figures, "chosen": chosen}))


def _read(path: Path) -> tuple[Histories, RatingTable]:
    given = np.load(path)
    starts, items, n_items = given["starts"], given["items"], int(given["n_items"])
    n_users = len(starts) - 1
    users = np.repeat(np.arange(n_users, dtype=np.int32), np.diff(starts))
    return Histories(items, starts, n_items), RatingTable(users, items, given["ratings"], n_users, n_items)


def _items(histories: Histories, row: int) -> Ids:
    return histories.items[histories.starts[row] : histories.starts[row + 1]]


def _time(call: Any) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main(Path(sys.argv[1]))
