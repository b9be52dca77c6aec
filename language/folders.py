"""Folders that are written whole or not at all, and that show when a file in them was changed."""

import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from language.errors import WeightsRefused
from language.weights import check_sha256, hash_file

_SUMS = "sha256.json"


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside `folder`; it becomes `folder`, with the sums of its files, when the block ends well.

    When `folder` exists by then, it is replaced. Nothing is left behind when the block raises.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = folder.parent / f".{folder.name}.{uuid.uuid4().hex}"
    staging.mkdir()
    try:
        yield staging
        sums = {str(file.relative_to(staging)): hash_file(file) for file in _files(staging)}
        (staging / _SUMS).write_text(json.dumps(sums, indent=1), encoding="utf-8")
        _put_in_place(staging, folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def check_folder(folder: Path) -> None:
    """Raise WeightsRefused unless the folder has every file that was written into it, unchanged."""
    if not (folder / _SUMS).is_file():
        raise WeightsRefused(f"{folder} is not a whole model folder: {_SUMS} is missing.")
    sums: dict[str, str] = json.loads((folder / _SUMS).read_text(encoding="utf-8"))
    for name, expected in sums.items():
        check_sha256(folder / name, expected)


def write_text(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    staging = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    staging.write_text(text, encoding="utf-8")
    os.replace(staging, path)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _put_in_place(staging: Path, folder: Path) -> None:
    old = folder.parent / f".{folder.name}.{uuid.uuid4().hex}"
    if folder.exists():
        os.rename(folder, old)
    os.rename(staging, folder)
    shutil.rmtree(old, ignore_errors=True)
