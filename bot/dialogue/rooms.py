"""What the actions of this process work with, opened before the first message."""

import threading
from dataclasses import dataclass, field

from bot.nlu.encoders import process_encoders
from recommender.merchandising import Previewer
from recommender.serve import Recommender
from retrieval.search import Shelf
from settings import Settings
from shop.store import JoiningStore
from shop.terms import Terms


@dataclass(frozen=True)
class Rooms:
    """The store, what searches it, what suggests from it, and what links are made of."""

    store: JoiningStore
    shelf: Shelf
    recommender: Recommender
    previewer: Previewer  # of merchant rules
    base_url: str
    secret: str = field(repr=False)
    checkout_url: str = ""
    terms: Terms = field(default_factory=Terms)


def open_rooms(settings: Settings, store: JoiningStore, secret: str) -> Rooms:
    """Open everything over this store: indexes are built, or read from the data folder when nothing has changed."""
    from recommender.experiments.open import open_recommender
    from recommender.following import FollowingRecommender
    from recommender.learning.registry import open_registry
    from retrieval.build import open_shelf

    shelf = open_shelf(store, process_encoders().load(settings.search_encoder), settings.data_dir / "indexes")
    registry = open_registry(settings.data_dir)
    in_use = FollowingRecommender(store, shelf, registry)
    recommender = open_recommender(store, shelf, registry, keep_days=settings.list_log_days, in_use=in_use)
    return Rooms(
        store,
        shelf,
        recommender,
        in_use,
        settings.base_url,
        secret,
        settings.checkout_url,
        settings.terms,
    )


class LateRooms:
    """The rooms of a process, opened once, when they are first asked for. Safe to share between threads."""

    def __init__(self, settings: Settings, store: JoiningStore, secret: str) -> None:
        self._settings = settings
        self._store = store
        self._secret = secret
        self._rooms: Rooms | None = None
        self._lock = threading.Lock()

    def open(self) -> Rooms:
        """Return the rooms; whoever asks meanwhile waits for the first."""
        with self._lock:
            if self._rooms is None:
                self._rooms = open_rooms(self._settings, self._store, self._secret)
            return self._rooms

    def open_previewer(self) -> Previewer:
        """Return what previews merchant rules in these rooms."""
        return self.open().previewer
