"""`python -m bot serve`."""

import os
import secrets
import socket
import threading
from contextlib import suppress
from functools import partial

import structlog
import uvicorn

from bot.cli.seed import seed
from bot.cli.training import model_path, train
from bot.database import TABLES, open_store
from bot.dialogue.cores import keep_to_one_core
from bot.dialogue.engine import RasaEngine
from bot.dialogue.renewal import ModelWatch
from bot.dialogue.rooms import LateRooms, open_rooms
from bot.dialogue.workers import WorkerEngine
from bot.gateway.app import create_app
from bot.learning_beside import LearningBeside
from bot.logs import configure_logs
from bot.nlu.encoders import process_encoders, stay_on_cpu
from settings import Settings, SettingsError
from shop.demo.fill import is_empty
from shop.errors import Conflict
from shop.sql.store import SqlStore
from shop.store import Store

log = structlog.get_logger()

_BACKLOG = 2048  # connections that wait while the shop is filled


def serve(settings: Settings, *, workers: int = 1) -> None:
    """Bring the database up to date, fill it if it is empty and may hold the demo shop, and serve until interrupted.

    In production nothing is filled: invented people among real ones are worse than empty shelves. With one worker the
    assistant lives on a thread of this process, with more in as many processes. Raises SettingsError for a device on
    which it cannot.
    """
    _configure_logs(settings)
    device = settle_device(settings, workers)
    door = listen(settings.host, settings.port)  # first: nobody waits for a filling to hear that the port is taken
    store = open_store(settings)
    if settings.demo and settings.environment != "production":
        fill_if_empty(store)
    secret = settings.secret_key or kept_secret(settings)
    rooms = LateRooms(settings, store, secret)
    train_if_new(settings)
    watch = ModelWatch(model_path(settings))
    engine = start_engine(settings, rooms, secret, workers=workers)
    watch.start(engine.renew)
    learning = start_learning(settings)
    try:
        app = create_app(
            settings,
            store,
            secret_key=secret,
            engine=engine,
            open_previewer=rooms.open_previewer,
            open_browser=rooms.open_browser,
        )
        threading.Thread(target=rooms.open_browser, name="shelf", daemon=True).start()  # open with one worker
        log.info("serving", url=settings.base_url, device=device)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, backlog=_BACKLOG))
        with suppress(KeyboardInterrupt):
            server.run(sockets=[door])
    finally:
        learning.stop()
        watch.stop()
        engine.stop()
    if not server.started:
        raise SystemExit(1)


def settle_device(settings: Settings, workers: int) -> str:
    """Return where the models of this process work; see language.devices. Raises SettingsError."""
    if workers > 1:
        if settings.device.startswith("cuda"):
            raise SettingsError(
                f"CONFAB_DEVICE is {settings.device!r} with --workers {workers}: what is forked, as "
                "workers are, cannot use a GPU; allowed: --workers 1, or the device auto or cpu"
            )
        stay_on_cpu()
    return process_encoders().device


def train_if_new(settings: Settings) -> None:
    """Train the assistant where no model was trained yet. Raises SettingsError when there is nothing to train from."""
    model = model_path(settings)
    if not model.exists():
        log.info("training the assistant", once="the model is kept", model=str(model))
        train(settings)


def start_engine(settings: Settings, rooms: LateRooms, secret: str, *, workers: int = 1) -> RasaEngine | WorkerEngine:
    """Return the assistant, ready to answer with the model in use."""
    engine: RasaEngine | WorkerEngine
    if workers == 1:
        keep_to_one_core(os.getpid())
        engine = RasaEngine(
            model_path(settings), rooms.open(), action_timeout_s=settings.action_timeout_s, reads_ahead=True
        )
    else:
        engine = WorkerEngine(partial(load_engine, settings, secret), workers)
    engine.start()
    return engine


def start_learning(settings: Settings) -> LearningBeside:
    """Begin to train the recommender: at once where there is no model yet, and every night if the settings say when."""
    from recommender.learning.registry import open_registry

    registry, hour = open_registry(settings.data_dir), settings.recommender_training_hour
    learning = LearningBeside(int(hour) if hour else None, registry.root, lambda: registry.open_in_use() is not None)
    learning.start()
    return learning


def load_engine(settings: Settings, secret: str) -> RasaEngine:
    """Return the assistant as workers are forked with it: loaded, and without an open connection."""
    _configure_logs(settings)
    stay_on_cpu()
    store = SqlStore(settings.store_url, TABLES)
    rooms = open_rooms(settings, store, secret)
    engine = RasaEngine(model_path(settings), rooms, action_timeout_s=settings.action_timeout_s, reads_ahead=True)
    engine.load()
    store.engine.dispose()  # each worker opens its own when it needs one
    return engine


def _configure_logs(settings: Settings) -> None:
    configure_logs(
        production=settings.environment == "production", level=settings.log_level, alert_url=settings.alert_url
    )


def listen(host: str, port: int) -> socket.socket:
    """Return a socket on which connections wait until somebody answers. Raises SettingsError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]  # Python adds the address, which is named already
        raise SettingsError(f"CONFAB_HOST is {host!r} and CONFAB_PORT {port}; cannot listen there: {reason}") from error


def fill_if_empty(store: Store) -> None:
    """Fill the demo shop unless there is anything of a shop already."""
    if not _is_empty(store):
        return
    log.info("filling the demo shop")
    try:
        counts = seed(store)
    except Conflict:
        if _is_empty(store):
            raise
        log.info("another process filled the demo shop")
        return
    log.info("filled the demo shop", records=sum(counts.values()))


def kept_secret(settings: Settings) -> str:
    """Return the secret made at the first start, so that sessions survive a restart."""
    path = settings.data_dir / "secret_key"
    if not path.exists():
        half = path.with_suffix(".new")  # a secret that was half written must never be used
        half.touch(mode=0o600)
        half.write_text(secrets.token_urlsafe(48))
        os.replace(half, path)
    return path.read_text()


def _is_empty(store: Store) -> bool:
    with store.read() as tx:
        return is_empty(tx)
