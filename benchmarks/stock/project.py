"""Our dialogue data as a project of stock Rasa, trained by Rasa's own default configuration."""

import re
import shutil
import subprocess
from pathlib import Path

import yaml

from benchmarks.fingerprint import fingerprint
from benchmarks.stock.environment import PeerUnavailable, peer_environment, stock_python
from bot.cli.training import DATA, DOMAIN
from bot.nlu.lookups import lookups_of
from shop.catalogue import Product, Variant
from shop.store import Store

_LEARNED = (DATA / "nlu", DATA / "stories", DATA / "rules.yml", DOMAIN)


def trained_project(kept: Path, store: Store, epochs: int | None = None) -> Path:
    """Return the project's folder with a model in it; what was trained on the same data before is not trained again.

    It learns what ours learns: messages, stories, rules, and the names of the shop's catalogue. `epochs` in place of
    Rasa's own, 100, goes with stories that are not augmented: as fast afterwards, much sooner ready, and less right.
    Raises PeerUnavailable.
    """
    folder = kept / f"stock-{fingerprint(*_LEARNED, Path(__file__))}{f'-{epochs}' if epochs else ''}"
    if not list((folder / "models").glob("*.tar.gz")):
        print("Training stock Rasa, once: this takes a while.", flush=True)
        _write_project(folder, store, epochs)
        with (kept / "stock-training.log").open("wb") as log:
            command = [str(stock_rasa()), "train", "--fixed-model-name", "stock"]
            command += ["--augmentation", "0"] if epochs else []
            done = subprocess.run(command, cwd=folder, env=peer_environment(), stdout=log, stderr=log, check=False)
        if done.returncode:
            raise PeerUnavailable(f"stock Rasa was not trained (code {done.returncode}); see {log.name}")
    return folder


def stock_rasa() -> Path:
    """Return the program `rasa` of the peer's environment, absolute. Raises PeerUnavailable."""
    return stock_python().absolute().with_name("rasa")


def _write_project(folder: Path, store: Store, epochs: int | None) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    data = folder / "data"
    data.mkdir(parents=True)
    for source in _LEARNED[:-1]:
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, data / source.name)
    shutil.copy(DOMAIN, folder / "domain.yml")
    (folder / "config.yml").write_text(_default_config(epochs), encoding="utf-8")
    (data / "lookups.yml").write_text(yaml.safe_dump(_read_lookups(store), allow_unicode=True), encoding="utf-8")


def _default_config(epochs: int | None) -> str:
    """Return the configuration that Rasa falls back to, as its package holds it but for the epochs."""
    packages = stock_python().absolute().parents[1] / "lib"
    (default,) = packages.glob("python*/site-packages/rasa/engine/recipes/config_files/default_config.yml")
    config = default.read_text(encoding="utf-8").replace("placeholder_default", "stock")
    return re.sub(r"epochs: \d+", f"epochs: {epochs}", config) if epochs else config


def _read_lookups(store: Store) -> dict[str, object]:
    with store.read() as tx:
        lookups = lookups_of(tx.find(Product), tx.find(Variant))
    tables = [{"lookup": name, "examples": "\n".join(f"- {value}" for value in lookups[name])} for name in lookups]
    return {"version": "3.1", "nlu": tables}
