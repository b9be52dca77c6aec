"""The environment of the peers: Surprise and implicit, which want an older NumPy than ours."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ENVIRONMENT = Path("var/recommender-peers")
_READY = ENVIRONMENT / ".ready"
_PACKAGES = ("implicit==0.7.2", "scikit-surprise==1.1.4", "numpy<2", "scipy<1.14", "threadpoolctl")
_SCRIPTS = Path(__file__).parent
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class PeerUnavailable(Exception):
    """The peers cannot be installed or run here; the message says why."""


def run_peer(script: str, *arguments: str, threads: int = 1) -> None:
    """Run a script of this folder among the peers, on as many threads as ours has. Raises PeerUnavailable.

    The first call makes the environment (400 MB). What a script has to say it writes into a folder that it is told.
    """
    environment = os.environ | dict.fromkeys(_THREADS, str(threads))
    _call([str(_python().absolute()), str(_SCRIPTS / script), *arguments], environment)


def _python() -> Path:
    python = ENVIRONMENT / "bin" / "python"
    if _READY.exists():
        return python
    uv = shutil.which("uv") or "var/uv/bin/uv"
    # Without our own configuration: it lifts the very pins that the peers must have.
    _call([uv, "venv", "--quiet", "--allow-existing", "--no-config", "--python", sys.executable, str(ENVIRONMENT)])
    _call([uv, "pip", "install", "--quiet", "--no-config", "--python", str(python), *_PACKAGES])
    _READY.touch()
    return python


def _call(command: list[str], environment: dict[str, str] | None = None) -> None:
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except OSError as error:
        raise PeerUnavailable(f"{command[0]} cannot be run: {error}") from error
    if done.returncode:
        raise PeerUnavailable(f"{' '.join(command[:4])} … failed:\n{done.stderr[-2000:]}")
