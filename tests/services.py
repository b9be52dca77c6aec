"""Real servers for the tests: a PostgreSQL cluster and a Redis of our own, on free ports, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def find_program(name: str) -> str:
    """Return the program's path; without it the test fails in CI and is skipped elsewhere."""
    folders = [*os.environ["PATH"].split(os.pathsep), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]
    found = shutil.which(name, path=os.pathsep.join(folders))
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail(f"{name} is not installed; .ci/run installs it")
    return pytest.skip(f"{name} is not installed")


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL cluster; give the SQLAlchemy URL of its maintenance database."""
    bin_dir = Path(find_program("initdb")).parent
    folder = Path(tempfile.mkdtemp(prefix="confab-pg-"))
    as_owner = _without_root(folder)
    port = free_port()
    _run([*as_owner, f"{bin_dir}/initdb", "-D", f"{folder}/data", "-U", "confab", "-A", "trust", "--no-sync"])
    # Durability is not what the tests look at; syncing every commit would take most of their time.
    flags = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300"
    ctl = [*as_owner, f"{bin_dir}/pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log"]
    _run([*ctl, "-o", flags, "start"])
    try:
        yield f"postgresql+psycopg2://confab@127.0.0.1:{port}/postgres"
    finally:
        _run([*ctl, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis_server() -> Iterator[str]:
    """Run a Redis without persistence; give its URL."""
    port = free_port()
    process = subprocess.Popen(
        [find_program("redis-server"), "--port", str(port), "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _without_root(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then its own user owns the cluster."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres", "postgres")
    return ["runuser", "-u", "postgres", "--"]


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command} failed: {done.stdout}{done.stderr}")


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")
