"""The models of a shop: each with its measures, one in use, and the way back to the one before.

A folder a model under `root`; `in-use.json` there names the one in use and those before it, the newest last. Every
change of it is one atomic replacement: a process that dies leaves the old or the new state, never half of one.
"""

import json
import os
import re
import secrets
import shutil
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import structlog

from recommender.learning.keeping import load_model, save_model
from recommender.model import Model
from shop.errors import Conflict, Invalid, NotFound, ShopError

log = structlog.get_logger()

_IN_USE, _RECORD = "in-use.json", "record.json"
_KEPT = 30  # models last in use, and as many others
_NAME = re.compile(r"\d{8}T\d{6}-[0-9a-f]{4}")


@dataclass(frozen=True)
class Measured:
    """How lists of ten foresee later purchases (nDCG), all on the same questions. 0 questions: nothing was measured."""

    questions: int = 0
    ndcg: float = 0.0
    ndcg_appeal: float = 0.0  # of what everybody likes: no model may be worse
    ndcg_without_friends: float = 0.0
    ndcg_without_trust: float = 0.0  # friends counting all alike, and as far as they agree with the customer
    ndcg_in_use: float | None = None  # of the plan and weights in use at that time; None when there were none
    chance: float = 0.0  # two standard errors of the difference to those in use: less says nothing


@dataclass(frozen=True)
class Version:
    """One model; `id` begins with when it was made."""

    id: str
    made_at: datetime
    products: int
    acts: int
    measured: Measured


def open_registry(data_dir: Path) -> "Registry":
    """Return the registry of the installation that keeps its data here."""
    return Registry(data_dir / "models" / "recommender")


class Registry:
    """Keeps models under `root`. Safe for several processes: names never clash, and readers see whole models only."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def add(self, model: Model, made_at: datetime, acts: int, measured: Measured) -> Version:
        """Keep a model, not yet in use."""
        self.root.mkdir(parents=True, exist_ok=True)
        id = f"{made_at:%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
        version = Version(id, made_at, len(model.product_ids), acts, measured)
        scratch = Path(tempfile.mkdtemp(dir=self.root, prefix=".making-"))
        try:
            save_model(model, scratch)
            (scratch / _RECORD).write_text(json.dumps(asdict(version), default=str))
            os.replace(scratch, self.root / id)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        self._forget_old()
        return version

    def folder(self, id: str) -> Path:
        """Return where the model is kept. Raises NotFound."""
        return self.root / self.get(id).id

    def versions(self) -> list[Version]:
        """Return all models, the oldest first; [] for none."""
        if not self.root.exists():
            return []
        return [self.get(path.name) for path in sorted(self.root.iterdir()) if _NAME.fullmatch(path.name)]

    def get(self, id: str) -> Version:
        """Return what is known of a model. Raises NotFound."""
        path = self.root / id / _RECORD
        if not _NAME.fullmatch(id) or not path.exists():
            raise NotFound("recommender model", id)
        told = json.loads(path.read_text())
        measured = Measured(**told.pop("measured"))
        return Version(**told | {"made_at": datetime.fromisoformat(told["made_at"]), "measured": measured})

    def load(self, id: str) -> Model:
        """Return the model. Raises NotFound, Invalid for one that cannot be read."""
        return load_model(self.folder(id))

    def open_in_use(self) -> Model | None:
        """Return the model in use; None where none is yet, or the one that is cannot be read, which is logged."""
        id = self.in_use()
        if id is None:
            return None
        try:
            return self.load(id)
        except ShopError as error:
            log.error("recommender model cannot be read", model=id, error=str(error))
            return None

    def in_use(self) -> str | None:
        """Return the id of the model in use, None when none is yet."""
        return self._history()[-1] if self._history() else None

    def promote(self, id: str) -> Version:
        """Put a model in use. Raises NotFound, and Conflict when it is worse than a floor or the one in use."""
        version = self.get(id)
        self.load(id)  # one that cannot be read never gets into use
        _check_floors(version)
        history = self._history()
        if not history or history[-1] != id:
            self._write([*history, id][-_KEPT:])
        return version

    def roll_back(self) -> Version:
        """Put the model in use that was before. Raises Conflict when there was none."""
        history = self._history()
        if len(history) < 2:
            raise Conflict("There is no earlier recommender model to go back to.")
        version = self.get(history[-2])
        self._write(history[:-1])
        return version

    def stamp(self) -> int:
        """Return a number that is another one after each change of what is in use; 0 before the first."""
        try:
            return (self.root / _IN_USE).stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def _forget_old(self) -> None:
        """Delete the oldest that are not among those last in use: one more each night would fill any disk."""
        history = self._history()
        others = [version.id for version in self.versions() if version.id not in history]
        for id in others[:-_KEPT]:
            shutil.rmtree(self.root / id)

    def _history(self) -> list[str]:
        try:
            told = json.loads((self.root / _IN_USE).read_text())
        except FileNotFoundError:
            return []
        if not isinstance(told, dict) or not isinstance(told.get("history"), list):
            raise Invalid("in_use", f"{self.root / _IN_USE} is damaged; it holds {{'history': [ids]}}.")
        return [str(id) for id in told["history"]]

    def _write(self, history: list[str]) -> None:
        with tempfile.NamedTemporaryFile("w", dir=self.root, delete=False) as file:
            json.dump({"history": history}, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, self.root / _IN_USE)


def _check_floors(version: Version) -> None:
    told = version.measured
    if told.questions and told.ndcg < told.ndcg_appeal:
        raise Conflict(
            f"Model {version.id} is refused: its nDCG {told.ndcg:.4f} is under that of what everybody likes, "
            f"{told.ndcg_appeal:.4f}."
        )
    if told.questions and told.ndcg_in_use is not None and told.ndcg < told.ndcg_in_use - told.chance:
        raise Conflict(
            f"Model {version.id} is refused: its nDCG {told.ndcg:.4f} is under that of the one in use, "
            f"{told.ndcg_in_use:.4f}, by more than chance, {told.chance:.4f}."
        )
