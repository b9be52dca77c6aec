"""The product's database: every table, the shop's and those of what the rooms above keep."""

import tempfile

from bot.conversations.records import Conversation, DialogueState, Feedback, Message
from recommender.experiments.records import KINDS as EXPERIMENT_KINDS
from settings import Settings, SettingsError
from shop.sql.migrate import upgrade
from shop.sql.schema import KINDS as SHOP_KINDS
from shop.sql.schema import make_metadata
from shop.sql.store import SqlStore
from shop.sql.tables import make_tables

BOT_KINDS = (Conversation, Message, Feedback, DialogueState, *EXPERIMENT_KINDS)

metadata = make_metadata()
TABLES = make_tables((*SHOP_KINDS, *BOT_KINDS), metadata)


def open_store(settings: Settings) -> SqlStore:
    """Return the store with the schema of this version. Raises StoreUnavailable, and SettingsError for the folder."""
    make_data_dir(settings)
    upgrade(settings.store_url)
    return SqlStore(settings.store_url, TABLES)


def make_data_dir(settings: Settings) -> None:
    """Make the data folder if there is none. Raises SettingsError when nothing can be written there."""
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = f"nothing can be written there: {error.strerror}"
        raise SettingsError(f"CONFAB_DATA_DIR is {str(folder)!r}; {reason}") from error
