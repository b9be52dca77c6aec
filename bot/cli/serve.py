"""`python -m bot serve`."""

import secrets

import structlog
import uvicorn

from bot.gateway.app import create_app
from bot.logs import configure_logs
from settings import Settings
from shop.sql.migrate import upgrade
from shop.sql.schema import TABLES
from shop.sql.store import SqlStore

log = structlog.get_logger()


def serve(settings: Settings) -> None:
    """Bring the database up to date, fill it if it is empty and may hold the demo shop, and serve until interrupted."""
    configure_logs(production=settings.environment == "production", level=settings.log_level)
    store = open_store(settings)
    if settings.demo:
        fill_if_empty(store)
    app = create_app(settings, store, secret_key=settings.secret_key or kept_secret(settings))
    log.info("serving", url=settings.base_url)
    uvicorn.run(app, host=settings.host, port=settings.port, log_config=None, access_log=False)


def open_store(settings: Settings) -> SqlStore:
    """Return the store with the schema of this version. Raises StoreUnavailable."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    upgrade(settings.store_url)
    return SqlStore(settings.store_url, TABLES)


def fill_if_empty(store: SqlStore) -> None:
    """Fill the demo shop unless the catalogue has a product."""
    from bot.cli.seed import seed
    from shop.catalogue import Product

    with store.read() as tx:
        empty = tx.count(Product) == 0
    if empty:
        seed(store)


def kept_secret(settings: Settings) -> str:
    """Return the secret made at the first start, so that sessions survive a restart."""
    path = settings.data_dir / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()
