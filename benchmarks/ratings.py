"""How near foreseen ratings come to those given, in a random k-fold: ours beside its parts and Surprise's SVD, SVD++.

The folder holds ratings as benchmarks.interaction_data says, and may hold attributes of items and users. Reported are
the means over the folds of RMSE, MAE and seconds of training. A test fold is seen by no model and no choice: ours
weighs its members on a part of the training folds. Surprise runs with its defaults in an environment of its own; where
that cannot be made it is left out.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.interaction_data import Ratings, read_ratings
from benchmarks.peers.environment import PeerUnavailable, run_peer
from benchmarks.report import make_parser, publish
from recommender.rating.bias import BiasModel
from recommender.rating.blend import BlendModel, choose_members
from recommender.rating.linear import LinearModel
from recommender.rating.model import Features, RatingModel, RatingTable, Values, rmse
from recommender.rating.neural import NeuralModel
from recommender.rating.traits import encode_traits

_PEERS = ("surprise_svd", "surprise_svdpp")
_MOST_FOR_SVDPP = 500_000  # ratings, about ten minutes a fold; it grows with the ratings of each user, too
Measured = dict[str, float]


def models(n_ratings: int, seed: int) -> Mapping[str, RatingModel]:
    """Return ours by name, the best first."""
    return {
        "ours": BlendModel(seed=seed),
        "bias_only": BiasModel(),
        "linear": LinearModel(),
        "neural": NeuralModel(seed=seed),
        "factorisation": choose_members(n_ratings, seed)["factorisation"],
    }


def measure(predicted: Values, actual: Values, train_s: float) -> Measured:
    """Return the figures of one system on one fold."""
    error = float(np.abs(predicted.astype(np.float64) - actual).mean())
    return {"rmse": rmse(predicted, actual), "mae": error, "train_s": train_s}


def run_ours(name: str, model: RatingModel, known: RatingTable, test: RatingTable, features: Features) -> Measured:
    started = time.perf_counter()
    predictor = model.fit(known, features)
    train_s = time.perf_counter() - started
    measured = measure(predictor.predict(test.user, test.item, test.at), test.rating, train_s)
    print(f"  {name:14} rmse {measured['rmse']:.4f}  mae {measured['mae']:.4f}  {train_s:.1f} s", flush=True)
    return measured


def run_surprise(names: list[str], known: RatingTable, test: RatingTable, seed: int) -> dict[str, Measured]:
    """Return the figures of Surprise's models. Raises PeerUnavailable."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, table in (("train", known), ("test", test)):
            np.savez(folder / f"{name}.npz", user=table.user, item=table.item, rating=table.rating)
        run_peer("surprise_peer.py", str(folder), str(seed), *names)
        out = json.loads((folder / "out.json").read_text())
    measured = {
        name: measure(np.array(found["predicted"], np.float32), test.rating, found["train_s"])
        for name, found in out.items()
    }
    for name, figures in measured.items():
        print(
            f"  {name:14} rmse {figures['rmse']:.4f}  mae {figures['mae']:.4f}  {figures['train_s']:.1f} s", flush=True
        )
    return measured


def choose_peers(n_ratings: int, without: Sequence[str]) -> list[str]:
    """Return which of Surprise's models run."""
    peers = [name for name in _PEERS if name not in without]
    if n_ratings > _MOST_FOR_SVDPP and "surprise_svdpp" in peers:
        print(f"surprise_svdpp is left out: it takes too long above {_MOST_FOR_SVDPP} ratings")
        peers.remove("surprise_svdpp")
    return peers


def split(table: RatingTable, folds: int, seed: int) -> Iterator[tuple[RatingTable, RatingTable]]:
    """Return for each fold what is learned from and what is tested."""
    fold = np.random.default_rng(seed).permutation(len(table)) % folds
    for at in range(folds):
        yield table.take(np.flatnonzero(fold != at)), table.take(np.flatnonzero(fold == at))


def sum_up(folds: list[Measured]) -> Measured:
    """Return the means over the folds, with the deviation of the RMSE."""
    means = {figure: round(float(np.mean([fold[figure] for fold in folds])), 4) for figure in folds[0]}
    return means | {"rmse_sd": round(float(np.std([fold["rmse"] for fold in folds])), 4)}


def main() -> None:
    parser = make_parser("benchmarks.ratings", __doc__ or "")
    parser.add_argument("--folds", type=int, default=5, metavar="K", help="parts of the data, each tested once")
    parser.add_argument(
        "--only", nargs="*", type=int, metavar="N", help="test only these folds, from 1; all by default"
    )
    parser.add_argument("--seed", type=int, default=0)
    names = ("bias_only", "linear", "neural", "factorisation", *_PEERS)
    parser.add_argument("--without", nargs="*", default=[], choices=names, help="systems to leave out")
    run(parser.parse_args())


def run(chosen: argparse.Namespace) -> None:
    ratings = read_ratings(chosen.data)
    check(ratings, chosen)
    table, features = prepare(ratings)
    print(f"{len(table)} ratings by {table.n_users} users of {table.n_items} items; {ratings.repeated} repeated rows")
    for model in models(1, chosen.seed).values():  # compiled once and kept; not a part of training
        model.fit(table.take(np.arange(min(50, len(table)))), Features())
    measured: dict[str, list[Measured]] = {}
    peers = choose_peers(len(table), chosen.without)
    for at, (known, test) in enumerate(split(table, chosen.folds, chosen.seed)):
        if at + 1 not in measured_folds(chosen):
            continue
        print(f"fold {at + 1} of {chosen.folds}", flush=True)
        for name, model in models(len(known), chosen.seed).items():
            if name not in chosen.without:
                measured.setdefault(name, []).append(run_ours(name, model, known, test, features))
        try:
            found = run_surprise(peers, known, test, chosen.seed) if peers else {}
        except PeerUnavailable as error:
            print(f"Surprise is left out: {error}")
            peers = []
            continue
        for name, figures in found.items():
            measured.setdefault(name, []).append(figures)
    report({name: sum_up(folds) for name, folds in measured.items()}, ratings, chosen)


def report(systems: Mapping[str, Measured], ratings: Ratings, chosen: argparse.Namespace) -> None:
    for name, figures in systems.items():
        print(f"{name:14}", "  ".join(f"{key} {value}" for key, value in figures.items()))
    sizes = {"ratings": len(ratings), "users": len(ratings.user_ids), "items": len(ratings.item_ids)}
    sizes |= {"folds": chosen.folds, "tested": len(measured_folds(chosen)), "repeated": ratings.repeated}
    publish(systems, sizes=sizes, packages=("numpy", "numba", "torch"), seed=chosen.seed, json_file=chosen.json)


def measured_folds(chosen: argparse.Namespace) -> list[int]:
    return [at for at in range(1, chosen.folds + 1) if not chosen.only or at in chosen.only]


def check(ratings: Ratings, chosen: argparse.Namespace) -> None:
    """End the program when there is nothing to foresee."""
    folds, folder = chosen.folds, chosen.data
    if not ratings.rated:
        raise SystemExit(f"{folder} has no ratings, only who had what; benchmarks.topk takes such data.")
    if not 2 <= folds <= len(ratings):
        raise SystemExit(f"--folds is {folds}; allowed: 2 to the number of ratings, {len(ratings)}.")
    if not measured_folds(chosen):
        raise SystemExit(f"--only is {chosen.only}; allowed: 1 to {folds}.")


def prepare(ratings: Ratings) -> tuple[RatingTable, Features]:
    """Return the data as the models take it."""
    n_users, n_items = len(ratings.user_ids), len(ratings.item_ids)
    table = RatingTable(ratings.user, ratings.item, ratings.rating, n_users, n_items, ratings.timestamp)
    features = Features(encode_traits(ratings.user_traits, n_users), encode_traits(ratings.item_traits, n_items))
    return table, features


if __name__ == "__main__":
    main()
