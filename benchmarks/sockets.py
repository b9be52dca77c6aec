"""Many shoppers on one process: 2,000 who only have their window open, and 200 who write.

Each of those who write says something, waits for the whole answer, and thinks for as long as `--pause` says (seconds,
on average) before the next message. Two runs: with the product as it is, whose answers take a model's time, and with
an assistant that only echoes, which shows what the sockets and the storage can do. In both, every message is stored
before it is acknowledged.

Reported for each: connections that broke off (`dropped`), messages that were not answered (`lost`), milliseconds until
a message was acknowledged and until it was answered (p50, p95), messages a second, and the memory of the process (RSS,
at its most). `--data-dir` as in benchmarks.turns.
"""

import asyncio
import itertools
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from socketio.exceptions import SocketIOError

from benchmarks.product import (
    KEPT,
    SETTINGS,
    Product,
    copy_of,
    prepared_folder,
    product_environment,
    run_product,
    wait_until_answering,
)
from benchmarks.programs import MemoryWatch, free_port, running
from benchmarks.report import Figures, make_parser, publish
from benchmarks.talks import read_scripts
from benchmarks.window import Window, open_window

_AT_A_TIME = 50  # windows that connect together


@dataclass
class Tally:
    """What happened to the windows; times in milliseconds."""

    drops: int = 0
    silent: int = 0
    acknowledged_ms: list[float] = field(default_factory=list)
    answered_ms: list[float] = field(default_factory=list)
    began: float = 0.0  # time.perf_counter() when all were connected
    ended: float = 0.0

    def lose(self) -> None:
        self.drops += 1

    def figures(self) -> dict[str, object]:
        """Return what is reported of it. There is at least one answer."""
        figures: dict[str, object] = {"dropped": self.drops, "lost": self.silent, "answers": len(self.answered_ms)}
        for name, ms in (("acknowledged", self.acknowledged_ms), ("answered", self.answered_ms)):
            figures |= {f"{name}_ms_p{part}": round(float(np.quantile(ms, part / 100)), 1) for part in (50, 95)}
        return figures | {"messages_per_s": round(len(self.answered_ms) / (self.ended - self.began), 1)}


@dataclass(frozen=True)
class Crowd:
    """How many there are, and how long and how often the active ones write."""

    idle: int
    active: int
    seconds: float
    pause_s: float


def main() -> None:
    parser = make_parser("benchmarks.sockets", __doc__ or "", takes_data=False)
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="a data folder of ours with a trained model")
    parser.add_argument("--idle", type=int, default=2000)
    parser.add_argument("--active", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0, help="for which the active shoppers write")
    parser.add_argument("--pause", type=float, default=20.0, help="seconds between an answer and the next message")
    parser.add_argument("--only-echo", action="store_true", help="leave the run with the model out")
    chosen = parser.parse_args()
    crowd = Crowd(chosen.idle, chosen.active, chosen.seconds, chosen.pause)
    _allow_connections(crowd.idle + crowd.active)
    folder = prepared_folder(chosen.data_dir)
    systems = {}
    for name in ("echo",) if chosen.only_echo else ("ours", "echo"):
        with copy_of(folder) as shop, run_product(shop) if name == "ours" else run_echo(shop) as product:
            systems[name] = _measure(product, crowd)
        print(f"{name:6}", "  ".join(f"{key} {value}" for key, value in systems[name].items()), flush=True)
    sizes = {
        "idle": crowd.idle,
        "active": crowd.active,
        "seconds": round(crowd.seconds),
        "pause_s": round(crowd.pause_s),
    }
    publish(systems, sizes=sizes, packages=("uvicorn", "python-socketio"), json_file=chosen.json)


@contextmanager
def run_echo(folder: Path) -> Iterator[Product]:
    """Run the gateway with the echo within, over the shop of this data folder."""
    port = free_port()
    environment = product_environment(data_dir=folder, port=port, **SETTINGS)
    started = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.echo_server", str(port)]
    with running(command, KEPT / "echo.log", environment) as program:
        url = f"http://127.0.0.1:{port}"
        wait_until_answering(f"{url}/readyz", program)
        yield Product(url, program, time.perf_counter() - started)


def _measure(product: Product, crowd: Crowd) -> Figures:
    with MemoryWatch(*product.programs) as memory:
        tally = asyncio.run(hold(product.url, crowd, [text for script in read_scripts() for text in script.messages]))
        if not tally.answered_ms:
            raise SystemExit(f"nothing was answered; see {product.program.log}")
    figures = {"connected": crowd.idle + crowd.active, **tally.figures()}
    return {**figures, "ms_p95": figures["answered_ms_p95"], "peak_mb": round(memory.peak_mb)}


async def hold(url: str, crowd: Crowd, texts: Sequence[str]) -> Tally:
    """Connect everybody, let the active ones write, and tell what became of it."""
    tally, gate = Tally(), asyncio.Semaphore(_AT_A_TIME)
    async with AsyncExitStack() as stack:

        async def connect() -> Window:
            async with gate:
                window = await stack.enter_async_context(open_window(url))
            window.on_loss = tally.lose
            return window

        windows = await asyncio.gather(*(connect() for _ in range(crowd.idle + crowd.active)))
        tally.began = time.perf_counter()
        shared = itertools.cycle(texts)
        await asyncio.gather(*(_write(window, crowd, shared, tally) for window in windows[: crowd.active]))
        tally.ended = time.perf_counter()
        for window in windows:
            window.on_loss = lambda: None  # from now on we ourselves hang up
    return tally


async def _write(window: Window, crowd: Crowd, texts: Iterator[str], tally: Tally) -> None:
    """Talk as a shopper does until the time is over, from a moment of one's own on."""
    thinking = random.Random(window.conversation_id)
    await asyncio.sleep(thinking.uniform(0, crowd.pause_s))
    while time.perf_counter() < tally.began + crowd.seconds:
        try:
            said = await window.say_timed(next(texts))
        except (SocketIOError, RuntimeError):  # cut off, or refused
            tally.silent += 1
            return
        tally.acknowledged_ms.append(said.acknowledged_ms)
        if said.answers:
            tally.answered_ms.append(said.answered_ms)
        else:
            tally.silent += 1
        await asyncio.sleep(thinking.uniform(0.5, 1.5) * crowd.pause_s)


def _allow_connections(count: int) -> None:
    """Let this process and those that it starts open so many files, and some more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * count + 1000
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))


if __name__ == "__main__":
    main()
