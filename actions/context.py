"""What actions work with: the store, the app, the search and the recommender, opened once a process."""

import functools
import threading
from dataclasses import dataclass, field

import settings as configuration
from recommender.experiments.records import KINDS as EXPERIMENT_KINDS
from recommender.serve import Recommender
from retrieval.graph import KnowledgeGraph
from retrieval.relations import Relations
from retrieval.search import Shelf
from shop.sql.schema import KINDS, make_metadata
from shop.sql.store import SqlStore
from shop.sql.tables import make_tables
from shop.store import Store
from shop.terms import Terms


@dataclass(frozen=True)
class App:
    """The product as shoppers reach it: what links begin with, and what they are signed with."""

    base_url: str  # without a slash at its end
    secret: str = field(repr=False)
    checkout_url: str = ""  # page of the host shop on which shoppers pay; "" lets them pay in the conversation

    def link(self, token: str) -> str:
        """Return the address that opens a share link; see shop.shares."""
        return f"{self.base_url}/s/{token}"


_given: list[Store] = []
_given_app: list[App] = []
_given_terms: list[Terms] = []
_given_shelf: list[Shelf] = []
_given_recommender: list[Recommender] = []
_relations: list[tuple[Store, Relations]] = []
_building = threading.RLock()


def use_store(store: Store) -> None:
    """Let every action from now on work with this store; the embedding process says so at its start."""
    _given[:] = [store]


def current_store() -> Store:
    """Return the store given, or, in an action server of its own, the one of the settings."""
    return _given[0] if _given else _own_store()


def use_app(app: App) -> None:
    """Let every action from now on make links that open here."""
    _given_app[:] = [app]


def current_app() -> App:
    """Return the app given, or, in an action server of its own, the one of the settings.

    Raises SettingsError when there is no secret to sign links with: another one than the app's would open none.
    """
    return _given_app[0] if _given_app else _own_app()


def current_checkout() -> str:
    """Return the page of the host shop on which shoppers pay; "" when they pay in the conversation."""
    return _given_app[0].checkout_url if _given_app else configuration.load().checkout_url


def use_terms(terms: Terms) -> None:
    """Let every action from now on know what the merchant promises."""
    _given_terms[:] = [terms]


def current_terms() -> Terms:
    """Return the terms given, or, in an action server of its own, those of the settings."""
    return _given_terms[0] if _given_terms else configuration.load().terms


def use_shelf(shelf: Shelf) -> None:
    """Let every action from now on search here."""
    _given_shelf[:] = [shelf]


def current_shelf() -> Shelf:
    """Return the shelf given, or, in an action server of its own, one over the current store, built at first use."""
    with _building:
        if not _given_shelf:
            use_shelf(_own_shelf())
        return _given_shelf[0]


def use_recommender(recommender: Recommender) -> None:
    """Let every action from now on take suggestions from here."""
    _given_recommender[:] = [recommender]


def current_recommender() -> Recommender:
    """Return the recommender given, or, in an action server of its own, one opened at first use."""
    with _building:
        if not _given_recommender:
            use_recommender(_own_recommender())
        return _given_recommender[0]


def use_relations(store: Store, relations: Relations) -> None:
    """Let every action from now on take what belongs to what in this store from here."""
    _relations[:] = [(store, relations)]


def current_graph() -> KnowledgeGraph:
    """Return what belongs to what among the products of the current store, as it is now."""
    store = current_store()
    with _building:
        if not _relations or _relations[0][0] is not store:
            use_relations(store, Relations(store))
        return _relations[0][1].graph()


@functools.cache
def _own_store() -> Store:
    return SqlStore(configuration.load().store_url, make_tables((*KINDS, *EXPERIMENT_KINDS), make_metadata()))


def _own_app() -> App:
    own = configuration.load()
    kept = own.data_dir / "secret_key"  # made by the app at its first start
    secret = own.secret_key or (kept.read_text() if kept.exists() else "")
    if not secret:
        raise configuration.SettingsError("CONFAB_SECRET_KEY is not set, and the app has not made one yet")
    return App(own.base_url, secret, own.checkout_url)


def _own_shelf() -> Shelf:
    from language.devices import find_device
    from language.encoder import Encoders
    from retrieval.build import open_shelf

    own = configuration.load()
    encoder = Encoders(own.data_dir / "encoders", find_device(own.device)).load(own.search_encoder)
    return open_shelf(current_store(), encoder, own.data_dir / "indexes", own.synonyms)


def _own_recommender() -> Recommender:
    from recommender.experiments.open import open_recommender
    from recommender.learning.first import learn_first
    from recommender.learning.registry import open_registry

    own = configuration.load()
    registry = open_registry(own.data_dir)
    if registry.open_in_use() is None:  # and no server is beside that would learn one meanwhile
        learn_first(current_store(), current_shelf(), registry)
    return open_recommender(current_store(), current_shelf(), registry, keep_days=own.list_log_days)
