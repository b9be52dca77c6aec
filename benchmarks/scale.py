"""Learning from a made-up crowd and serving it: ours beside implicit's ALS, on one core each.

Customers, items and tastes are made as benchmarks.scale_data says, so the best possible ranking and rating are known:
"maker" in the table. Ours is the default training: factors for ranking, their settings chosen on items held out, and
the ratings that rest on them (`rating_*` are those by themselves); `product_*` is the training of all that the product
suggests by, with cleaning, from the same ratings as acts of a year, and `product_list_ms_*` how long its whole
suggestions take out of a database with so many products (benchmarks.scale_lists). implicit's factors, regularisation
and alpha are tuned beforehand on a crowd a tenth as large, and it may learn for as many processor seconds as ours does
in all.
Measured are seconds, memory of the training process, nDCG of ten over all items not had, RMSE; and milliseconds of one
list for a customer folded in at that moment (ours with reasons for the first five).

--curve USERS … measures ours with other numbers of customers, too; --ray WORKERS learns the factors on that many Ray
workers of this machine and compares with one process.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.environment import PeerUnavailable, run_peer
from benchmarks.report import make_parser, publish
from benchmarks.scale_data import Crowd, make_crowd
from recommender.ranking.als import Als
from recommender.ranking.protocol import Histories
from recommender.rating.model import rmse

_LISTED = 5_000  # customers whose lists are judged
_TIMED = 300
_LENGTH = 10
_SMALLER = 10  # times, the crowd that the peer is tuned on
_PAIRS = 200_000  # ratings that are foreseen
Figures = dict[str, float]


def measure_ours(folder: Path, crowd: Crowd, asked: NDArray[np.int64]) -> tuple[Figures, Mapping[str, float]]:
    """Return our figures and the settings that were chosen."""
    run_alone("benchmarks.scale_training", folder)
    run_alone("benchmarks.scale_product", folder)
    out = json.loads((folder / "out.json").read_text())
    product = json.loads((folder / "product.json").read_text())
    figures = (
        out["figures"]
        | {f"product_{name}": value for name, value in product.items()}
        | {"ndcg10": judge(np.load(folder / "lists.npy"), crowd.tested_items[asked])}
    )
    _, _, stars = sample_pairs(crowd)
    return figures | {"rmse": rmse(np.load(folder / "foreseen.npy"), stars)}, out["chosen"]


def run_alone(module: str, folder: Path) -> None:
    """Run a module in a process of its own, on one core."""
    environment = os.environ | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    subprocess.run([sys.executable, "-m", module, str(folder)], check=True, env=environment)


def measure_implicit(folder: Path, crowd: Crowd, asked: NDArray[np.int64]) -> tuple[Figures, Mapping[str, float]]:
    """Return the peer's figures and settings. Raises PeerUnavailable."""
    run_peer("implicit_scale_peer.py", str(folder))
    out = json.loads((folder / "out.json").read_text())
    return out["figures"] | {"ndcg10": judge(np.load(folder / "lists.npy"), crowd.tested_items[asked])}, out["chosen"]


def measure_maker(crowd: Crowd, asked: NDArray[np.int64]) -> Figures:
    """Return what those reach who know everything but chance."""
    lists = [
        _best(crowd.true_scores(batch), crowd.items[batch]) for batch in np.array_split(asked, len(asked) // 250 + 1)
    ]
    users, items, stars = sample_pairs(crowd)
    return {
        "ndcg10": judge(np.concatenate(lists), crowd.tested_items[asked]),
        "rmse": rmse(crowd.meant_stars(users, items), stars),
    }


def measure_popularity(crowd: Crowd, asked: NDArray[np.int64]) -> Figures:
    counts = np.bincount(crowd.items.ravel(), minlength=crowd.n_items).astype(np.float32)
    lists = [_best(np.tile(counts, (1, 1)), crowd.items[[customer]]) for customer in asked]
    _, _, stars = sample_pairs(crowd)
    mean = np.full(len(stars), crowd.ratings.mean(dtype=np.float64), np.float32)
    return {"ndcg10": judge(np.concatenate(lists), crowd.tested_items[asked]), "rmse": rmse(mean, stars)}


def _best(scores: NDArray[np.float32], seen: NDArray[np.int32]) -> NDArray[np.int64]:
    masked = scores.copy()
    np.put_along_axis(masked, seen, -np.inf, axis=1)
    best = np.argpartition(-masked, _LENGTH - 1, axis=1)[:, :_LENGTH]
    order = np.argsort(-np.take_along_axis(masked, best, axis=1), axis=1, kind="stable")
    return np.take_along_axis(best, order, axis=1)


def judge(lists: NDArray[np.int64], wanted: NDArray[np.int32]) -> float:
    """Return the mean nDCG of lists (n, 10), given what each customer took besides (n, 10)."""
    gains = 1 / np.log2(np.arange(2, _LENGTH + 2))
    hits = (lists[:, :, None] == wanted[:, None, :]).any(axis=2)
    return float((hits @ gains / gains.sum()).mean())


def sample_pairs(crowd: Crowd) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    """Return users, items and stars of ratings that were held back."""
    rows = min(len(crowd.tested_items), _PAIRS // crowd.tested_items.shape[1])
    users = np.repeat(np.arange(rows), crowd.tested_items.shape[1])
    return users, crowd.tested_items[:rows].ravel(), crowd.tested_ratings[:rows].ravel()


def write(folder: Path, name: str, crowd: Crowd) -> None:
    starts = np.arange(0, crowd.items.size + 1, crowd.items.shape[1])
    np.savez(
        folder / f"{name}.npz",
        starts=starts,
        items=crowd.items.ravel(),
        ratings=crowd.ratings.ravel(),
        tested=crowd.tested_items,
        n_items=np.array(crowd.n_items),
        vectors=crowd.vectors,
    )


def main() -> None:
    parser = make_parser("benchmarks.scale", __doc__ or "", takes_data=False)
    parser.add_argument("--users", type=int, default=100_000)
    parser.add_argument("--ratings", type=int, default=100, help="of each customer")
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--curve", type=int, nargs="*", default=[], metavar="USERS", help="ours with these as well")
    parser.add_argument("--ray", type=int, metavar="WORKERS", help="learn on Ray, too; needs the extra `ray`")
    parser.add_argument("--without", nargs="*", default=[], choices=("implicit_als",), help="peers to leave out")
    run(parser.parse_args())


def run(chosen: argparse.Namespace) -> None:
    try:
        crowd = make_crowd(chosen.users, chosen.ratings, chosen.items, chosen.seed)
    except ValueError as error:
        raise SystemExit(str(error)) from error
    print(f"made {crowd.items.size} ratings", flush=True)
    asked = choose_asked(chosen.users, chosen.seed)
    systems: dict[str, Figures] = {"maker": measure_maker(crowd, asked), "popularity": measure_popularity(crowd, asked)}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        plan = prepare(folder, crowd, asked, chosen.seed)
        systems["ours"], settings = measure_ours(folder, crowd, asked)
        print(f"ours chose {dict(settings)}", flush=True)
        if "implicit_als" not in chosen.without:
            (folder / "plan.json").write_text(json.dumps(plan | {"seconds": systems["ours"]["cpu_s"]}))
            write(folder, "tune", make_smaller(chosen))
            try:
                systems["implicit_als"], settings = measure_implicit(folder, crowd, asked)
                print(f"implicit chose {dict(settings)}", flush=True)
            except PeerUnavailable as error:
                print(f"implicit_als is left out: {error}")
    if chosen.ray:
        systems["ours_on_ray"] = measure_ray(crowd, chosen.ray, chosen.seed)
    del crowd
    for users in chosen.curve:
        systems[f"ours_{users}"] = measure_size(users, chosen)
    report(systems, chosen)


def choose_asked(users: int, seed: int) -> NDArray[np.int64]:
    """Return the customers whose lists are judged, ascending."""
    return np.sort(np.random.default_rng(seed).permutation(users)[:_LISTED])


def prepare(folder: Path, crowd: Crowd, asked: NDArray[np.int64], seed: int) -> dict[str, object]:
    """Write what a training process needs into the folder, and return its plan."""
    write(folder, "train", crowd)
    users, items, _ = sample_pairs(crowd)
    np.savez(folder / "pairs.npz", users=users, items=items)
    plan: dict[str, object] = {"seed": seed, "asked": asked.tolist(), "timed": asked[:_TIMED].tolist()}
    (folder / "plan.json").write_text(json.dumps(plan))
    return plan


def measure_size(users: int, chosen: argparse.Namespace) -> Figures:
    """Return our figures with another number of customers."""
    crowd = make_crowd(users, chosen.ratings, chosen.items, chosen.seed)
    asked = choose_asked(users, chosen.seed)
    with tempfile.TemporaryDirectory() as scratch:
        prepare(Path(scratch), crowd, asked, chosen.seed)
        figures, settings = measure_ours(Path(scratch), crowd, asked)
    print(f"{users} customers: {dict(settings)}", flush=True)
    return figures


def measure_ray(crowd: Crowd, workers: int, seed: int) -> Figures:
    """Return seconds of learning the factors on Ray and in one process, and how far the two are apart at most."""
    from recommender.ranking.als_ray import RayCrew

    starts = np.arange(0, crowd.items.size + 1, crowd.items.shape[1])
    histories = Histories(crowd.items.ravel(), starts, crowd.n_items)
    model = Als(seed=seed)
    model.learn(histories.take(np.arange(100)))  # compiled, once
    begun = time.perf_counter()
    alone, _ = model.learn(histories)
    alone_s = time.perf_counter() - begun
    begun = time.perf_counter()
    crew, _ = model.learn(histories, RayCrew(workers))
    apart = float(np.abs(alone.vectors - crew.vectors).max())
    return {"train_s": time.perf_counter() - begun, "one_process_s": alone_s, "workers": workers, "apart": apart}


def make_smaller(chosen: argparse.Namespace) -> Crowd:
    """Return another crowd, as dense as the one that is measured."""
    n_items = max(chosen.items // _SMALLER, min(chosen.items, 4 * (chosen.ratings + 10)))
    n_users = max(1, chosen.users * n_items // chosen.items)
    return make_crowd(n_users, chosen.ratings, n_items, chosen.seed + 1)


def report(systems: Mapping[str, Figures], chosen: argparse.Namespace) -> None:
    rounded = {name: {key: round(value, 4) for key, value in figures.items()} for name, figures in systems.items()}
    for name, figures in rounded.items():
        print(f"{name:12}", "  ".join(f"{key} {value}" for key, value in figures.items()))
    sizes = {"users": chosen.users, "ratings": chosen.ratings, "items": chosen.items}
    publish(rounded, sizes=sizes, packages=("numpy", "scipy", "numba"), seed=chosen.seed, json_file=chosen.json)


if __name__ == "__main__":
    main()
