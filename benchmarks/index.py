"""The vector index beside hnswlib and FAISS as it comes, on vectors in clusters, made from a seed.

How the vectors are made: benchmarks/index_data.py. Queries are held out, of the same distribution. Each system runs in
a process of its own on one thread; hnswlib in an environment of its own. Reported for each size: recall10 against
comparing all vectors, ms of a search with one thread and with sixteen at once, cpu_ms its time on a core alone,
build_s, save_s, load_s, bytes_per_vector on disk, vectors added and deleted a second (a hundred at a time), and
peak_mb, the most memory that the process held before loading. Where FAISS sees a GPU, ours is measured with it, too.
`--chart FILE` draws how they grow.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

from benchmarks.chart import draw_growth
from benchmarks.index_data import DIM, write_data
from benchmarks.peers.hnswlib_environment import HnswlibUnavailable, hnswlib_python
from benchmarks.report import make_parser, publish
from retrieval.rows import FaissGpu

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_PEERS = ("hnswlib", "faiss_ivf")
_CHARTED = {"cpu_ms_p50": "ms of one core a search", "build_s": "seconds to build", "peak_mb": "MB of memory at most"}
_SHOWN = (
    "recall10",
    "ms_p50",
    "ms_p50_16",
    "searches_per_s_16",
    "cpu_ms_p50",
    "build_s",
    "bytes_per_vector",
    "load_s",
    "add_per_s",
)
_SHOWN_TOO = ("delete_per_s", "peak_mb", "kind")

Measured = dict[str, object]


class LeftOut(Exception):
    """A system is not measured; the message says why."""


def measure(name: str, folder: Path, limit_s: float) -> Measured:
    """Return the figures of one system on the data of the folder. Raises LeftOut."""
    python, module, arguments = sys.executable, "benchmarks.index_ours", [str(folder)]
    if name == "hnswlib":
        python, module, arguments = _hnswlib(), "benchmarks.peers.hnswlib_peer", [str(folder), str(limit_s)]
    elif name == "ours_gpu":
        arguments.append("gpu")
    elif name == "faiss_ivf":
        module = "benchmarks.peers.faiss_peer"
    environment = os.environ | dict.fromkeys(_THREADS, "1")
    done = subprocess.run([python, "-m", module, *arguments], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise LeftOut(f"{module} failed:\n{done.stderr[-2000:]}")
    figures: Measured = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    for file in sorted((folder / "saved").glob("*")):
        file.unlink()
    if (folder / "saved").exists():
        (folder / "saved").rmdir()
    if "left_out" in figures:
        raise LeftOut(str(figures["left_out"]))
    return figures


def measure_size(size: int, names: list[str], chosen: argparse.Namespace) -> dict[str, Measured]:
    """Return by system its figures at this size; what is left out is said."""
    measured = {}
    with tempfile.TemporaryDirectory(dir=chosen.scratch) as scratch:
        folder = Path(scratch)
        write_data(folder, size, chosen.queries, chosen.further, chosen.seed)
        for name in names:
            try:
                measured[name] = measure(name, folder, chosen.peer_limit_s)
            except LeftOut as error:
                print(f"{name} is left out at {size:,}: {error}", flush=True)
                continue
            print(f"{name:9} {size:>9,}", _show(measured[name]), flush=True)
    return measured


def draw(systems: Mapping[str, Mapping[str, Measured]]) -> str:
    """Return the chart of how the figures grow."""

    def lines(figure: str) -> dict[str, dict[float, float]]:
        return {
            name: {float(size): max(0.01, float(str(figures[figure]))) for size, figures in sizes.items()}
            for name, sizes in systems.items()
        }

    return draw_growth(
        f"How the cost of vectors of {DIM} numbers grows", {text: lines(figure) for figure, text in _CHARTED.items()}
    )


def main() -> None:
    parser = make_parser("benchmarks.index", __doc__ or "", takes_data=False)
    parser.add_argument("--size", type=_read_sizes, default=[10_000, 100_000, 1_000_000], metavar="N,N,…")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--further", type=int, default=2_000, metavar="N", help="vectors that are added and deleted")
    parser.add_argument("--without", nargs="*", default=[], choices=_PEERS, help="peers to leave out")
    parser.add_argument("--peer-limit-s", type=float, default=600, metavar="S", help="the most hnswlib may build")
    parser.add_argument("--chart", type=Path, metavar="FILE", help="draw the figures into this file (SVG)")
    parser.add_argument("--scratch", type=Path, metavar="DIR", help="where the data lies meanwhile (1.6 GB a million)")
    run(parser.parse_args())


def run(chosen: argparse.Namespace) -> None:
    names = ["ours", *(name for name in _PEERS if name not in chosen.without)]
    if FaissGpu().count():
        names.insert(1, "ours_gpu")
    else:
        print("ours_gpu is left out: FAISS sees no GPU.")
    systems: dict[str, dict[str, Measured]] = {}
    for size in chosen.size:
        for name, figures in measure_size(size, names, chosen).items():
            systems.setdefault(name, {})[str(size)] = figures
    if chosen.chart:
        chosen.chart.parent.mkdir(parents=True, exist_ok=True)
        chosen.chart.write_text(draw(systems), encoding="utf-8")
    sizes = {"vectors": max(chosen.size), "queries": chosen.queries, "dim": DIM}
    publish(
        systems,
        sizes=sizes,
        packages=(packages_distributions()["faiss"][0], "numpy"),
        seed=chosen.seed,
        json_file=chosen.json,
    )


def _hnswlib() -> str:
    try:
        return str(hnswlib_python())
    except HnswlibUnavailable as error:
        raise LeftOut(str(error)) from error


def _show(figures: Measured) -> str:
    return "  ".join(f"{name} {figures[name]}" for name in (*_SHOWN, *_SHOWN_TOO))


def _read_sizes(text: str) -> list[int]:
    sizes = [int(part) for part in text.split(",")]
    if min(sizes) < 100:
        raise argparse.ArgumentTypeError(f"a size is {min(sizes)}; allowed: 100 and above.")
    return sorted(set(sizes))


if __name__ == "__main__":
    main()
