"""Whether data has changed since something was made from it."""

import hashlib
from pathlib import Path


def fingerprint(*paths: Path) -> str:
    """Return eight characters that differ when the name or the content of a file differs; folders with all files."""
    digest = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(str(file).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:8]
