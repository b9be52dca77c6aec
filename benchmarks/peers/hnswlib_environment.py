"""The environment of hnswlib, which is compiled when it is installed."""

import shutil
import subprocess
import sys
from pathlib import Path

ENVIRONMENT = Path("var/index-peers")
_READY = ENVIRONMENT / ".ready"
_PACKAGES = ("hnswlib==0.8.0", "numpy>=2")


class HnswlibUnavailable(Exception):
    """hnswlib cannot be installed here; the message says why."""


def hnswlib_python() -> Path:
    """Return the interpreter that has hnswlib; the first call makes its environment. Raises HnswlibUnavailable."""
    python = (ENVIRONMENT / "bin" / "python").absolute()
    if _READY.exists():
        return python
    uv = shutil.which("uv") or "var/uv/bin/uv"
    _call([uv, "venv", "--quiet", "--allow-existing", "--no-config", "--python", sys.executable, str(ENVIRONMENT)])
    _call([uv, "pip", "install", "--quiet", "--no-config", "--python", str(python), *_PACKAGES])
    _READY.touch()
    return python


def _call(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise HnswlibUnavailable(f"{command[0]} cannot be run: {error}") from error
    if done.returncode:
        raise HnswlibUnavailable(f"{' '.join(command[:4])} … failed:\n{done.stderr[-2000:]}")
