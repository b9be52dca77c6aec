"""What users like, among all items: ours beside popularity and `implicit`, under the protocol of recommenders-team.

The folder holds ratings as benchmarks.interaction_data says, and may hold attributes of items. Each seed splits the
interactions at random, 75 % to train and 25 % to test; every test interaction counts as liked, whatever its rating, and
items of the training part are not ranked. Settings of every system but popularity are chosen on a part of its training
data. `train_s` counts that choice, `fit_s` the last training alone. implicit runs in an environment of its own; where
that cannot be made it is left out.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from benchmarks.interaction_data import Ratings, read_ratings
from benchmarks.peers.environment import PeerUnavailable, run_peer
from benchmarks.report import make_parser, publish
from recommender.ranking.holdout import hold_out_share
from recommender.ranking.measures import Measures, measure, measure_lists
from recommender.ranking.popularity import Popularity
from recommender.ranking.protocol import Histories, Scorer
from recommender.ranking.topk import TopK, encode_traits, weigh

_LIST = 10
_TRAIN = 0.75
_DAY = 86_400
_PEERS = ("implicit_als", "implicit_bpr")
Figures = dict[str, float]


@dataclass(frozen=True)
class Split:
    """`training` holds every user's items by time; `wanted` is (n_users, n_items), 1 for yes."""

    training: Histories
    wanted: csr_matrix


def split(ratings: Ratings, seed: int) -> Split:
    order = np.random.default_rng(seed).permutation(len(ratings))
    cut = int(len(ratings) * _TRAIN)
    trained, tested = np.sort(order[:cut]), np.sort(order[cut:])
    times = np.zeros(len(ratings)) if ratings.timestamp is None else ratings.timestamp
    trained = trained[np.lexsort((times[trained], ratings.user[trained]))]
    n_users, n_items = len(ratings.user_ids), len(ratings.item_ids)
    training = Histories(
        ratings.item[trained],
        np.searchsorted(ratings.user[trained], np.arange(n_users + 1)).astype(np.int64),
        n_items,
        rating=ratings.rating[trained] if ratings.rated else None,
        at=None if ratings.timestamp is None else times[trained] / _DAY,
    )
    cells = (np.ones(len(tested), np.float32), (ratings.user[tested], ratings.item[tested]))
    return Split(training, csr_matrix(cells, shape=(n_users, n_items)))


def run_ours(parts: Split, traits: csr_matrix, seed: int) -> Figures:
    model = TopK(traits, ordered=parts.training.at is not None, seed=seed)
    started = time.perf_counter()
    share, blend = model.choose(parts.training)
    chosen = time.perf_counter()
    training = weigh(parts.training, share)
    scorer = blend.fit(training)
    done = time.perf_counter()
    return tell(score(scorer, training, parts.wanted), done - started, done - chosen)


def run_popularity(parts: Split) -> Figures:
    started = time.perf_counter()
    scorer = Popularity().fit(parts.training)
    train_s = time.perf_counter() - started
    return tell(score(scorer, parts.training, parts.wanted), train_s, train_s)


def run_implicit(names: Sequence[str], parts: Split, seed: int) -> dict[str, Figures]:
    """Return the figures of implicit's models. Raises PeerUnavailable."""
    held = hold_out_share(parts.training, 1 - _TRAIN, seed)
    valid = held.wanted.tocoo()
    asked = _asked(parts.training, held.training)
    shape = np.array(parts.wanted.shape)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        np.savez(folder / "known.npz", user=held.training.customers, item=held.training.items, shape=shape)
        np.savez(folder / "valid.npz", user=asked[valid.row], item=valid.col)
        np.savez(folder / "train.npz", user=parts.training.customers, item=parts.training.items)
        run_peer("implicit_topk_peer.py", str(folder), str(seed), *names)
        times = json.loads((folder / "times.json").read_text())
        with np.load(folder / "out.npz") as lists:
            found = {name: measure_lists(lists[name], parts.wanted, (_LIST,))[_LIST] for name in names}
    return {name: tell(found[name], times[name]["train_s"], times[name]["fit_s"]) for name in names}


def score(scorer: Scorer, known: Histories, wanted: csr_matrix) -> Measures:
    return measure(scorer, known, wanted, (_LIST,))[_LIST]


def tell(found: Measures, train_s: float, fit_s: float) -> Figures:
    return {
        "ndcg10": found.ndcg,
        "map10": found.map,
        "precision10": found.precision,
        "recall10": found.recall,
        "train_s": train_s,
        "fit_s": fit_s,
    }


def sum_up(runs: Sequence[Figures]) -> Figures:
    """Return the mean of each figure over the seeds, and how far the first spreads."""
    means = {key: round(statistics.mean(run[key] for run in runs), 4) for key in runs[0]}
    spread = statistics.stdev(run["ndcg10"] for run in runs) if len(runs) > 1 else 0.0
    return means | {"ndcg10_sd": round(spread, 4)}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = make_parser("benchmarks.topk", __doc__ or "")
    parser.add_argument("--seed", type=int, default=42, help="the first of the seeds")
    parser.add_argument("--seeds", type=int, default=5, metavar="N")
    parser.add_argument("--without", nargs="*", default=[], choices=_PEERS, help="systems to leave out")
    run(parser.parse_args(arguments))


def run(chosen: argparse.Namespace) -> None:
    ratings = read_ratings(chosen.data)
    if len(ratings) < 4:
        raise SystemExit(f"The data is absent: {len(ratings)} interactions cannot be split; allowed: 4 or more.")
    traits = encode_traits(ratings.item_traits) if ratings.item_traits else csr_matrix((0, len(ratings.item_ids)))
    peers = [name for name in _PEERS if name not in chosen.without]
    runs: dict[str, list[Figures]] = {}
    for seed in range(chosen.seed, chosen.seed + max(1, chosen.seeds)):
        parts = split(ratings, seed)
        found = {"ours": run_ours(parts, traits, seed), "popularity": run_popularity(parts)}
        if peers:
            try:
                found |= run_implicit(peers, parts, seed)
            except PeerUnavailable as error:
                print(f"implicit is left out: {error}")
                peers = []
        for name, figures in found.items():
            runs.setdefault(name, []).append(figures)
            print(
                f"seed {seed}  {name:13}", "  ".join(f"{key} {value:.4f}" for key, value in figures.items()), flush=True
            )
    report({name: sum_up(each) for name, each in runs.items()}, ratings, chosen)


def report(systems: Mapping[str, Figures], ratings: Ratings, chosen: argparse.Namespace) -> None:
    for name, figures in systems.items():
        print(f"{name:13}", "  ".join(f"{key} {value}" for key, value in figures.items()))
    sizes = {"interactions": len(ratings), "users": len(ratings.user_ids), "items": len(ratings.item_ids)}
    sizes |= {"seeds": max(1, chosen.seeds), "repeated": ratings.repeated}
    publish(systems, sizes=sizes, packages=("numpy", "scipy", "numba"), seed=chosen.seed, json_file=chosen.json)


def _asked(training: Histories, kept: Histories) -> NDArray[np.int64]:
    """Return the customers whom hold_out_share asks: something is left of theirs, and something is held out."""
    whole, left = np.diff(training.starts), np.diff(kept.starts)
    return np.flatnonzero((left > 0) & (whole > left)).astype(np.int64)


if __name__ == "__main__":
    main()
