"""Our own product as a system under measurement: its shop and its model are made once, each run has a copy."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from benchmarks.fingerprint import fingerprint
from benchmarks.programs import Program, free_port, running, wait_until
from benchmarks.window import SECRET, Window, open_window
from bot.cli.training import CONFIG, DATA, DOMAIN, model_path
from bot.database import BOT_KINDS, TABLES, open_store
from settings import Settings
from shop.demo.fill import fill, is_empty
from shop.sql.store import SqlStore

KEPT = Path("var/benchmarks")
_LEARNED = (CONFIG, DOMAIN, DATA, Path("language"), Path("bot/nlu"), Path("bot/policies"))
_LONGEST_START_S = 300.0
# So that the limits on one shopper do not bind, and nothing of a run is left for the next
SETTINGS: dict[str, object] = {
    "chat_jwt_secret": SECRET,
    "secret_key": SECRET,
    "chat_rate_per_minute": 1_000_000,
    "chat_rate_burst": 1_000_000,
    "log_level": "warning",
}


@dataclass(frozen=True)
class Product:
    """A running product that answers; `ready_s` is how long its start took."""

    url: str
    program: Program
    ready_s: float

    @property
    def programs(self) -> tuple[Program, ...]:
        return (self.program,)

    def line(self, customer_id: str | None) -> AbstractAsyncContextManager[Window]:
        """Open a window; see benchmarks.talks.System."""
        return open_window(self.url, customer_id)


@contextmanager
def copy_of(folder: Path) -> Iterator[Path]:
    """Give a copy of a data folder within: what a run does to its shop must not change the next one's."""
    with tempfile.TemporaryDirectory(prefix="confab-") as scratch:
        target = Path(scratch) / "data"
        shutil.copytree(folder, target, ignore=shutil.ignore_patterns("rasa-cache", "20*-model.tar.gz"))
        yield target


@contextmanager
def run_product(folder: Path, *arguments: str) -> Iterator[Product]:
    """Serve from this data folder within; `arguments` go to `python -m bot serve`."""
    port = free_port()
    command = [sys.executable, "-m", "bot", "serve", *arguments]
    environment = product_environment(data_dir=folder, port=port, **SETTINGS)
    KEPT.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    with running(command, KEPT / "ours.log", environment) as program:
        url = f"http://127.0.0.1:{port}"
        wait_until_answering(f"{url}/readyz", program)
        yield Product(url, program, time.perf_counter() - started)


def wait_until_answering(url: str, *programs: Program) -> None:
    """Return once a GET is answered with success; ends the benchmark when a program ends or time is over."""
    for _ in wait_until(_LONGEST_START_S, *programs):
        try:
            if httpx.get(url, timeout=_LONGEST_START_S).is_success:
                return
        except httpx.TransportError:
            continue


def prepared_folder(given: Path | None) -> Path:
    """Return a data folder with the demo shop and a model: the one given, else one that is made once and kept.

    Ends the program when the one given has no model.
    """
    if given is not None:
        if not model_path(Settings(data_dir=given)).exists():
            raise SystemExit(
                f"There is no {model_path(Settings(data_dir=given))}; train there first: python -m bot train"
            )
        _fill(given)
        return given
    folder = KEPT / f"product-{fingerprint(*_LEARNED)}"
    if not model_path(Settings(data_dir=folder)).exists():
        _fill(folder)
        print("Training our model, once.", flush=True)
        _call([sys.executable, "-m", "bot", "train"], folder)
    return folder


def shop_in(folder: Path) -> SqlStore:
    """Return the store of such a folder."""
    return SqlStore(Settings(data_dir=folder).store_url, TABLES)


def product_environment(**settings: object) -> dict[str, str]:
    """Return the environment with these settings of ours, by their names in lower case, and none else."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("CONFAB_")}
    return plain | {f"CONFAB_{name.upper()}": str(value) for name, value in settings.items()}


def _fill(folder: Path) -> None:
    store = open_store(Settings(data_dir=folder))
    try:
        with store.read() as tx:
            filled = not is_empty(tx)
        if not filled:
            print("Filling the demo shop, once.", flush=True)
            fill(store, today=datetime.now(UTC).date(), further_kinds=BOT_KINDS)
    finally:
        store.close()


def _call(command: Sequence[str], folder: Path) -> None:
    log = KEPT / "training.log"
    with log.open("wb") as output:
        done = subprocess.run(
            command, env=product_environment(data_dir=folder), stdout=output, stderr=output, check=False
        )
    if done.returncode:
        raise SystemExit(f"{' '.join(command[1:])} failed with code {done.returncode}; see {log}")
