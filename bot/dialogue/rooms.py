"""What the actions of this process work with, opened before the first message."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.nlu.encoders import process_encoders
from recommender.merchandising import Previewer
from recommender.serve import Recommender
from retrieval.browsing import Browser
from retrieval.relations import Relations
from retrieval.search import Shelf
from settings import Settings
from shop.store import JoiningStore
from shop.terms import Terms

if TYPE_CHECKING:
    from retrieval.shelf import StoreShelf


@dataclass(frozen=True)
class Rooms:
    """The store, what searches it, what suggests from it, and what links are made of."""

    store: JoiningStore
    shelf: Shelf
    relations: Relations  # of what the shelf has
    recommender: Recommender
    previewer: Previewer  # of merchant rules
    base_url: str
    secret: str = field(repr=False)
    checkout_url: str = ""
    terms: Terms = field(default_factory=Terms)
    read_ahead: Callable[[], None] = lambda: None  # begun by a process once it answers


def open_rooms(settings: Settings, store: JoiningStore, secret: str, shelf: "StoreShelf | None" = None) -> Rooms:
    """Open everything over this store, but for a shelf that is open already."""
    from recommender.experiments.open import open_recommender
    from recommender.following import FollowingRecommender
    from recommender.learning.registry import open_registry

    shelf = shelf or _open_shelf(settings, store)
    registry = open_registry(settings.data_dir)
    in_use = FollowingRecommender(store, shelf, registry)
    recommender = open_recommender(store, shelf, registry, keep_days=settings.list_log_days, in_use=in_use)
    return Rooms(
        store,
        shelf,
        shelf.relations,
        recommender,
        in_use,
        settings.base_url,
        secret,
        settings.checkout_url,
        settings.terms,
        shelf.read_ahead,
    )


def _open_shelf(settings: Settings, store: JoiningStore) -> "StoreShelf":
    """Return the shelf: its indexes are built, or read from the data folder when nothing has changed."""
    from retrieval.build import open_shelf

    encoder = process_encoders().load(settings.search_encoder)
    return open_shelf(store, encoder, settings.data_dir / "indexes", settings.synonyms)


class LateRooms:
    """The rooms of a process, each opened once, when it is first asked for. Safe to share between threads."""

    def __init__(self, settings: Settings, store: JoiningStore, secret: str) -> None:
        self._settings = settings
        self._store = store
        self._secret = secret
        self._shelf: StoreShelf | None = None
        self._rooms: Rooms | None = None
        self._lock = threading.RLock()

    def open(self) -> Rooms:
        """Return the rooms; whoever asks meanwhile waits for the first."""
        with self._lock:
            if self._rooms is None:
                self._rooms = open_rooms(self._settings, self._store, self._secret, self._find_shelf())
            return self._rooms

    def open_browser(self) -> Browser:
        """Return what searches the catalogue, without the other rooms."""
        return self._find_shelf()

    def open_previewer(self) -> Previewer:
        """Return what previews merchant rules in these rooms."""
        return self.open().previewer

    def _find_shelf(self) -> "StoreShelf":
        with self._lock:
            if self._shelf is None:
                self._shelf = _open_shelf(self._settings, self._store)
            return self._shelf
