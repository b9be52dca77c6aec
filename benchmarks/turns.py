"""A running server of ours beside stock Rasa 3.6, driven by the same conversations.

Ours: `python -m bot serve` with the demo shop, over Socket.IO. Stock: `rasa run` with Rasa's default configuration
(DIET, TED, UnexpecTED, rules, memoization), trained on the same dialogue data, its tracker in memory as by default;
the same actions over HTTP, in a server of their own; talked to over its REST channel. Both are warmed up with one round
of the scripts (benchmarks/turn_scripts.yml). A turn is timed from sending until the whole answer is there.

Reported: seconds until a request is answered, milliseconds of a turn with one shopper (p50, p95), turns a second with
several, turns without any words or with an apology alone (neither is one of those a second), and the most memory that
the processes held together (RSS; what they share is counted once in the second figure). How well each answers is
measured elsewhere: benchmarks.nlu and benchmarks.policy.
"""

import argparse
import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.product import KEPT, Product, copy_of, prepared_folder, run_product, shop_in
from benchmarks.programs import MemoryWatch
from benchmarks.report import Figures, make_parser, publish
from benchmarks.stock.environment import PeerUnavailable
from benchmarks.stock.project import trained_project
from benchmarks.stock.server import StockRasa, run_stock
from benchmarks.talks import Cast, Record, Script, play, play_in_parallel, read_scripts, turns_per_s


@dataclass(frozen=True)
class Load:
    """How hard the systems are driven."""

    rounds: int  # of all scripts by one shopper
    users: Sequence[int]  # shoppers at a time, one run each
    seconds: float  # of each of these runs


def main() -> None:
    chosen = _make_parser().parse_args()
    scripts = read_scripts()
    load = Load(chosen.rounds, chosen.users or (8, 16), chosen.seconds)
    folder = prepared_folder(chosen.data_dir)
    systems = {"ours": _measure_ours(folder, scripts, load, workers=chosen.workers)}
    _print("ours", systems["ours"])
    if not chosen.without_stock:
        try:
            systems["stock_rasa"] = _measure_stock(folder, scripts, load, chosen.stock_epochs)
            _print("stock_rasa", systems["stock_rasa"])
        except PeerUnavailable as error:
            print(f"stock_rasa is left out: {error}")
    sizes = {"scripts": len(scripts), "turns_a_round": sum(len(script.messages) for script in scripts)}
    publish(systems, sizes=sizes, packages=("rasa", "uvicorn", "onnxruntime"), json_file=chosen.json)


def _make_parser() -> argparse.ArgumentParser:
    parser = make_parser("benchmarks.turns", __doc__ or "", takes_data=False)
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="a data folder of ours with a trained model")
    parser.add_argument(
        "--users", type=int, action="append", metavar="N", help="shoppers at a time; 8 and 16 if absent"
    )
    parser.add_argument("--seconds", type=float, default=30.0, help="of each run with several shoppers")
    parser.add_argument("--rounds", type=int, default=3, help="of all scripts by one shopper")
    parser.add_argument("--workers", type=int, default=1, help="processes of ours that answer")
    parser.add_argument(
        "--stock-epochs", type=int, metavar="N", help="of the peer's training, which takes hours with its own 100"
    )
    parser.add_argument("--without-stock", action="store_true", help="leave the peer out")
    return parser


def _measure_ours(folder: Path, scripts: list[Script], load: Load, *, workers: int) -> Figures:
    with copy_of(folder) as shop, run_product(shop, "--workers", str(workers)) as product:
        return _measure(product, scripts, shop, load)


def _measure_stock(folder: Path, scripts: list[Script], load: Load, epochs: int | None) -> Figures:
    with ExitStack() as stack:
        shop = stack.enter_context(copy_of(folder))
        store = shop_in(shop)
        stack.callback(store.close)
        project = trained_project(KEPT, store, epochs)
        return _measure(stack.enter_context(run_stock(project, shop)), scripts, shop, load)


def _measure(system: Product | StockRasa, scripts: list[Script], shop: Path, load: Load) -> Figures:
    store = shop_in(shop)
    cast = Cast(store)
    store.close()
    with MemoryWatch(*system.programs) as memory:
        asyncio.run(_play_all(system, scripts, cast, rounds=1))
        alone = asyncio.run(_play_all(system, scripts, cast, rounds=load.rounds))
        crowds = {
            users: asyncio.run(play_in_parallel(system, scripts, cast, users, load.seconds)) for users in load.users
        }
    speeds = {users: round(turns_per_s(record, users), 1) for users, record in crowds.items()}
    figures: dict[str, object] = {"start_s": round(system.ready_s, 1), **_latency(alone, "ms")}
    figures["turns_per_s"] = max(speeds.values())
    for users, record in crowds.items():
        figures[f"turns_per_s_{users}_users"] = speeds[users]
        figures |= _latency(record, f"ms_{users}_users")
    records = (alone, *crowds.values())
    failed = {
        "silent_turns": sum(record.silent for record in records),
        "apologies": sum(record.apologies for record in records),
    }
    held = {"peak_mb": round(memory.peak_mb), "peak_shared_once_mb": round(memory.peak_shared_once_mb)}
    return {**figures, **held, **failed}


async def _play_all(system: Product | StockRasa, scripts: list[Script], cast: Cast, *, rounds: int) -> Record:
    record = Record()
    for script in scripts * rounds:
        await play(system, script, cast.next_for(script), record)
    return record


def _latency(record: Record, name: str) -> dict[str, object]:
    return {f"{name}_p{part}": round(float(np.quantile(record.ms, part / 100)), 1) for part in (50, 95)}


def _print(name: str, figures: Figures) -> None:
    print(f"{name:10}", "  ".join(f"{key} {value}" for key, value in figures.items()), flush=True)


if __name__ == "__main__":
    main()
