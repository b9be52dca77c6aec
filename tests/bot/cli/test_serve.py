"""`python -m bot serve`: from nothing to a running shop, and again after the worst moment to stop."""

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bot.cli.serve import fill_if_empty, kept_secret, settle_device
from bot.database import TABLES
from bot.nlu.encoders import process_encoders
from settings import Settings
from shop.catalogue import Product
from shop.customers import Customer, add_customer
from shop.sql.store import SqlStore
from shop.store import Store
from tests.bot.cli.test_app import confab, environment
from tests.fakes.store import MemoryStore
from tests.services import free_port

_LONGEST_START_S = 480  # a hang is to fail, and no busy machine: a cold start takes 90 s of processor


@contextmanager
def serving(data_dir: Path, port: int, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run the product; kill it when the test is done with it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        env=environment(CONFAB_DATA_DIR=str(data_dir), CONFAB_PORT=str(port), **settings),
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=20)


def wait_until_ready(process: subprocess.Popen[bytes], port: int) -> httpx.Response:
    """Return the home page as soon as there is one."""
    deadline = time.monotonic() + _LONGEST_START_S
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended"
        try:
            return httpx.get(f"http://127.0.0.1:{port}/", timeout=_LONGEST_START_S)
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing was served within {_LONGEST_START_S} s")


def put_in_use(model: Path, data_dir: Path) -> None:
    """Let the server find a model and the encoder that it was trained on, so that it need not train one first."""
    (data_dir / "models").mkdir()
    shutil.copy(model, data_dir / "models" / "model.tar.gz")
    (data_dir / "encoders").symlink_to((model.parent / "encoders").resolve())


def count_products(store: Store) -> int:
    with store.read() as tx:
        return tx.count(Product)


def test_a_server_killed_while_it_fills_the_shop_recovers(tmp_path: Path, trained_model: Path) -> None:
    put_in_use(trained_model, tmp_path)
    port = free_port()
    database = tmp_path / "confab.db"
    with serving(tmp_path, port) as process:
        while not Path(f"{database}-wal").exists() or Path(f"{database}-wal").stat().st_size < 2_000_000:
            assert process.poll() is None, "the server ended"
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
    store = SqlStore(f"sqlite:///{database}", TABLES)
    assert count_products(store) == 0
    with serving(tmp_path, port) as process:
        home = wait_until_ready(process, port)
    assert home.status_code == 200
    assert count_products(store) >= 240
    store.close()


def test_production_begins_with_an_empty_shop(tmp_path: Path, trained_model: Path) -> None:
    put_in_use(trained_model, tmp_path)
    port = free_port()
    with serving(tmp_path, port, CONFAB_ENVIRONMENT="production", CONFAB_SECRET_KEY="s" * 32) as process:
        home = wait_until_ready(process, port)
    assert "shelves are still empty" in home.text


def test_the_first_start_trains_or_says_what_is_missing(tmp_path: Path) -> None:
    done = confab(
        "serve",
        folder=tmp_path,
        CONFAB_DATA_DIR=str(tmp_path / "data"),
        CONFAB_PORT=str(free_port()),
        CONFAB_DEMO="false",
        CONFAB_LOG_LEVEL="error",
    )
    assert done.returncode == 1
    assert done.stderr == f"confab: config.yml is not here ({tmp_path}); train in the folder that holds it\n"


def test_a_taken_port_is_one_clear_line_and_nothing_is_filled(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = confab("serve", CONFAB_DATA_DIR=str(tmp_path), CONFAB_PORT=str(port))
    assert done.returncode == 1
    assert done.stderr == (
        f"confab: CONFAB_HOST is '127.0.0.1' and CONFAB_PORT {port}; cannot listen there: Address already in use\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    done = confab("serve", CONFAB_DATA_DIR=str(file / "data"), CONFAB_PORT=str(free_port()))
    assert done.returncode == 1
    assert done.stderr == (
        f"confab: CONFAB_DATA_DIR is '{file / 'data'}'; nothing can be written there: Not a directory\n"
    )


def test_a_gpu_that_is_missing_is_one_clear_line_and_nothing_is_filled(tmp_path: Path) -> None:
    done = confab("serve", CONFAB_DATA_DIR=str(tmp_path), CONFAB_PORT=str(free_port()), CONFAB_DEVICE="cuda:7")
    assert done.returncode == 1
    assert done.stderr.startswith("confab: CONFAB_DEVICE is 'cuda:7': the device cuda:7 is missing, torch sees ")
    assert not (tmp_path / "confab.db").exists()


def test_forked_workers_are_not_put_on_a_gpu(tmp_path: Path) -> None:
    data = {"CONFAB_DATA_DIR": str(tmp_path), "CONFAB_PORT": str(free_port())}
    done = confab("serve", "--workers", "2", **data, CONFAB_DEVICE="cuda")
    assert done.returncode == 1
    assert done.stderr.startswith("confab: CONFAB_DEVICE is 'cuda' with --workers 2: what is forked, as workers are,")


def test_auto_is_the_processor_for_forked_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("language.devices.count_gpus", lambda: 1)
    monkeypatch.setattr("bot.nlu.encoders._stays_on_cpu", [])
    process_encoders.cache_clear()
    assert settle_device(Settings(), workers=1) == "cuda:0"
    process_encoders.cache_clear()
    assert settle_device(Settings(), workers=2) == "cpu"
    process_encoders.cache_clear()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_replicas_that_start_together_fill_the_shop_once(kind: str, request: pytest.FixtureRequest) -> None:
    store = request.getfixturevalue(f"{kind}_store")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(fill_if_empty, [store, store]))
    assert count_products(store) >= 240


def test_a_shop_with_a_customer_is_not_filled() -> None:
    store = MemoryStore()
    add_customer(store, Customer("ana", "Ana", "Ana", "ana@example.com"))
    fill_if_empty(store)
    assert count_products(store) == 0


def test_the_secret_survives_a_restart_and_is_for_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    secret = kept_secret(settings)
    assert len(secret) >= 32
    assert kept_secret(settings) == secret
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
