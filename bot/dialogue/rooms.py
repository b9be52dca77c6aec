"""What the actions of this process work with, opened before the first message."""

from dataclasses import dataclass, field

from bot.nlu.encoders import process_encoders
from recommender.learning.registry import Registry
from recommender.serve import Recommender
from retrieval.search import Shelf
from settings import Settings
from shop.store import Store


@dataclass(frozen=True)
class Rooms:
    """The store, what searches it, what suggests from it, and what links are made of."""

    store: Store
    shelf: Shelf
    recommender: Recommender
    base_url: str
    secret: str = field(repr=False)
    checkout_url: str = ""


def open_registry(settings: Settings) -> Registry:
    """Return the recommender's models of this installation."""
    return Registry(settings.data_dir / "models" / "recommender")


def open_rooms(settings: Settings, store: Store, secret: str) -> Rooms:
    """Open everything over this store: indexes are built, or read from the data folder when nothing has changed."""
    from recommender.experiments.open import open_recommender
    from retrieval.build import open_shelf

    shelf = open_shelf(store, process_encoders().load(), settings.data_dir / "indexes")
    recommender = open_recommender(store, shelf, open_registry(settings), keep_days=settings.list_log_days)
    return Rooms(store, shelf, recommender, settings.base_url, secret, settings.checkout_url)
