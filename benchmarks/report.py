"""What every benchmark shares: its arguments, and the line of JSON that ends it."""

import argparse
import json
import os
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

Figures = Mapping[str, object]  # lower-case names with their units, "train_s"; plain numbers, or an object a size


def make_parser(module: str, doc: str, *, own_data: bool = False, takes_data: bool = True) -> argparse.ArgumentParser:
    """Return a parser that knows --data and --json; `doc` is the benchmark's docstring, shown by --help.

    With `own_data` the benchmark has data in this repository, for when no folder is given; without `takes_data` it
    takes none at all.
    """
    parser = argparse.ArgumentParser(
        prog=f"python -m {module}", description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    if takes_data:
        parser.add_argument("--data", type=Path, required=not own_data, metavar="DIR", help="the folder with the data")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the last line to this file, too")
    return parser


def find_data(folder: Path, *patterns: str) -> list[Path]:
    """Return the files of the folder that match, pattern by pattern, each sorted by name.

    Ends the program with a clear message when a pattern matches nothing.
    """
    found = [sorted(folder.glob(pattern)) for pattern in patterns]
    missing = [pattern for pattern, files in zip(patterns, found, strict=True) if not files]
    if missing:
        raise SystemExit(f"The data is absent: {folder} has no {', '.join(missing)}.")
    return [file for files in found for file in files]


def publish(
    systems: Mapping[str, Figures],
    *,
    sizes: Mapping[str, int],
    packages: Iterable[str],
    seed: int | None = None,
    json_file: Path | None = None,
) -> None:
    """Print the figures of each system, with `meta` beside them, as the last line; `packages` are named by version."""
    versions = {"python": platform.python_version(), **{name: version(name) for name in packages}}
    meta = {"seed": seed, "sizes": dict(sizes), "machine": describe_machine(), "versions": versions}
    line = json.dumps({**systems, "meta": meta}, ensure_ascii=False)
    if json_file is not None:
        json_file.write_text(line + "\n", encoding="utf-8")
    print(line)


def describe_machine() -> dict[str, str | int | float]:
    """Return system, processor, usable cores and memory of this machine."""
    memory_bytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "system": platform.platform(),
        "processor": _read_processor() or platform.machine(),
        "cores": os.cpu_count() or 1,
        "memory_gb": round(memory_bytes / 1e9, 1),
    }


def _read_processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
