"""A shop's first model: learned like any other, and in use even where it proves little, as something has to serve."""

from dataclasses import replace

import structlog

from recommender.learning.registry import Measured, Registry, Version
from recommender.learning.training import Trained, train
from recommender.weights import UNPROVEN
from retrieval.search import Shelf
from shop.errors import Conflict
from shop.store import Store

log = structlog.get_logger()


def learn_first(store: Store, shelf: Shelf, registry: Registry) -> Version:
    """Learn a model from all that is in the store now and put it in use; for a shop that has none."""
    trained = train(store, shelf)
    with store.read() as tx:
        version = registry.add(trained.model, tx.now, trained.cleaning.kept, trained.measured)
    return put_in_use(registry, version, trained)


def put_in_use(registry: Registry, version: Version, trained: Trained) -> Version:
    """Put this version in use, kept of what was trained; in a shop that has none, one under a floor gets usual weights.

    Raises Conflict for one that is worse than a floor or the one in use.
    """
    try:
        return registry.promote(version.id)
    except Conflict as error:
        if registry.open_in_use() is not None:
            raise
        log.warning("recommender model refused; usual weights serve", error=str(error))
    usual = replace(trained.model, weights=UNPROVEN)
    return registry.promote(registry.add(usual, version.made_at, version.acts, Measured()).id)
