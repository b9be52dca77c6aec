"""Files of an index: written side by side, made valid by one rename, checked before they are read."""

import fcntl
import hashlib
import json
import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from retrieval.errors import IndexRefused

_HEADER = "index.json"
_FORMAT = 2


@dataclass(frozen=True)
class IndexFacts:
    """What an index says of itself. `probes` 0: it is flat, every vector is compared."""

    dim: int
    probes: int = 0  # lists that a search looks into
    trained_for: int = 0  # vectors
    recall10: float = 1.0  # of a sample, against comparing every vector, when it was built


def write_files(folder: Path, facts: IndexFacts, parts: Mapping[str, Callable[[Path], None]]) -> None:
    """Let each part write its file, named by its end; a reader finds the old index or the new one, never a mixture.

    Whoever is killed meanwhile leaves the old index as it was; what it had written goes with the next writing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder, fcntl.LOCK_EX):
        name = uuid.uuid4().hex
        paths = [folder / f"{name}.{end}" for end in parts]
        for path, write in zip(paths, parts.values(), strict=True):
            write(path)
            _sync(path)
        header = {"format": _FORMAT, "facts": asdict(facts), "sha256": {path.name: _hash(path) for path in paths}}
        staging = folder / f"{name}.{_HEADER}"
        staging.write_text(json.dumps(header), encoding="utf-8")
        _sync(staging)
        os.replace(staging, folder / _HEADER)  # from here on the new one is the index
        _sync(folder)
        for path in folder.iterdir():
            if path not in (*paths, folder / _HEADER):
                path.unlink(missing_ok=True)


@contextmanager
def checked_files(folder: Path, *ends: str) -> Iterator[tuple[IndexFacts, list[Path]]]:
    """Yield what the index says of itself and its files, by their ends; nobody writes them meanwhile.

    Raises IndexRefused when they are missing or not as they were written.
    """
    try:
        with _alone(folder, fcntl.LOCK_SH):
            header = json.loads((folder / _HEADER).read_text(encoding="utf-8"))
            if header["format"] != _FORMAT:
                raise IndexRefused(f"{folder} has format {header['format']}; allowed: {_FORMAT}. Delete it.")
            for name, expected in header["sha256"].items():
                if _hash(folder / name) != expected:
                    raise IndexRefused(f"{folder / name} was changed since it was written; delete {folder}.")
            paths = [folder / next(name for name in header["sha256"] if name.endswith(f".{end}")) for end in ends]
            yield IndexFacts(**header["facts"]), paths
    except (OSError, ValueError, KeyError, TypeError, StopIteration, RuntimeError) as error:
        raise IndexRefused(f"{folder} holds no whole index: {error!r}") from error


@contextmanager
def _alone(folder: Path, how: int) -> Iterator[None]:
    """Lock the folder; the system unlocks it when the process ends, in whatever way."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
