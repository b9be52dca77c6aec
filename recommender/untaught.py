"""What suggests in a shop that has no model yet: meaning, categories, prices, and what everybody likes."""

from dataclasses import replace

import numpy as np

from recommender.acts import day_of, no_acts
from recommender.model import Model, fit_model, measure_appeal, read_stars
from shop.catalogue import Product
from shop.reviews import Review, Visibility
from shop.store import AtLeast, Store

_PRAISED = 4  # stars


def open_untaught(store: Store) -> Model:
    """Return a model that has learned from nobody, and is there at once: it knows the products and their public stars.

    What is like the things that a customer has is looked for anyway, at the moment of the list.
    """
    with store.read() as tx:
        product_ids = tuple(sorted(tx.values(Product, "id")))
        praised = tx.tally(Review, ("product_id",), visibility=Visibility.PUBLIC, rating=AtLeast(_PRAISED))
        stars, now = read_stars(tx, product_ids), day_of(tx.now)
    likers = np.array([praised.get((id,), 0) for id in product_ids], np.float32)
    return replace(fit_model(no_acts(product_ids), now, stars), appeal=measure_appeal(likers, stars))
