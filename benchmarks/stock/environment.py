"""The environment of stock Rasa: Python 3.10, `rasa==3.6.21` as its authors pinned it, TensorFlow 2.12."""

import os
import shutil
import subprocess
from pathlib import Path

ENVIRONMENT = Path("var/stock-rasa")
_READY = ENVIRONMENT / ".ready"
_PYTHON = "3.10"
_PACKAGES = ("rasa==3.6.21", "setuptools<81")  # Rasa 3.6 imports pkg_resources
_PEERS = Path(__file__).parent


class PeerUnavailable(Exception):
    """Stock Rasa cannot be installed here; the message says why."""


def stock_python() -> Path:
    """Return the interpreter of stock Rasa; the first call makes its environment (2 GB). Raises PeerUnavailable."""
    python = ENVIRONMENT / "bin" / "python"
    if _READY.exists():
        return python
    uv = shutil.which("uv") or "var/uv/bin/uv"
    # Without our own configuration: it lifts the very pins that stock Rasa must have.
    _call([uv, "venv", "--quiet", "--allow-existing", "--no-config", "--python", _find_python(), str(ENVIRONMENT)])
    _call([uv, "pip", "install", "--quiet", "--no-config", "--compile-bytecode", "--python", str(python), *_PACKAGES])
    _READY.touch()
    return python


def run_peer(script: str, *arguments: str, cwd: Path | None = None) -> None:
    """Run a script of this folder under stock Rasa, two threads at most as for all. Raises PeerUnavailable."""
    command = [str(stock_python().absolute()), str(_PEERS / script), *arguments]
    _call(command, cwd=cwd)


def peer_environment() -> dict[str, str]:
    """Return the variables under which stock Rasa runs: quiet, without a GPU and without telemetry."""
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    return {**os.environ, **quiet, "CUDA_VISIBLE_DEVICES": "-1", "PYTHONWARNINGS": "ignore"}


def _find_python() -> str:
    """Return a Python of the right version: on the path, else among those of pyenv, else what uv finds."""
    for name in (f"python{_PYTHON}",):
        found = shutil.which(name)
        if found and subprocess.run([found, "--version"], capture_output=True, check=False).returncode == 0:
            return found
    kept = sorted(Path.home().glob(f".pyenv/versions/{_PYTHON}.*/bin/python"))
    return str(kept[-1]) if kept else _PYTHON


def _call(command: list[str], cwd: Path | None = None) -> None:
    try:
        done = subprocess.run(command, cwd=cwd, env=peer_environment(), capture_output=True, text=True, check=False)
    except OSError as error:
        raise PeerUnavailable(f"{command[0]} cannot be run: {error}") from error
    if done.returncode:
        raise PeerUnavailable(f"{' '.join(command[:4])} … failed:\n{done.stderr[-2000:]}")
