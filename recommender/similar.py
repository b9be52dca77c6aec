"""Other products like one: of its kind first, then what is near in meaning and what people look at with it."""

from collections.abc import Mapping

from recommender.model import Model
from recommender.reasons import MOST, Evidence, explain
from recommender.social import FriendSignal
from shop.catalogue import Product

_TYPE, _ALTERNATIVE, _CATEGORY, _NEAR, _TOGETHER, _FRIENDS, _APPEAL = 0.5, 0.3, 0.2, 1.0, 0.3, 0.1, 0.1


def score_likeness(
    seed: Product,
    products: Mapping[str, Product],
    model: Model,
    friends: Mapping[str, FriendSignal],
    alike: Mapping[str, float],
) -> dict[str, float]:
    """Return a score for each of the products that has anything in common with the seed; higher is more alike."""
    together = model.neighbours.score(model.history({seed.id: 1.0}))
    best = float(together.max()) if len(together) else 0.0
    near = {model.product_ids[at]: float(value) / best for at, value in enumerate(together) if value > 0}
    appeal = dict(zip(model.product_ids, model.appeal.tolist(), strict=True))
    return {
        id: _TYPE * (product.type == seed.type)
        + _ALTERNATIVE * is_alternative(product, seed)
        + _CATEGORY * (product.path == seed.path)
        + _NEAR * alike.get(id, 0.0)
        + _TOGETHER * near.get(id, 0.0)
        + _FRIENDS * (friends[id].support if id in friends else 0.0)
        + _APPEAL * appeal.get(id, 0.0)
        for id, product in products.items()
        if product.type == seed.type or id in alike or is_alternative(product, seed)
    }


def explain_likeness(product: Product, seed: Product, evidence: Evidence) -> tuple[str, ...]:
    """Return at most three reasons why this may be looked at in place of the seed, the strongest first."""
    said = []
    saved = seed.price_from_cents - product.price_from_cents
    if product.type == seed.type:
        said.append(
            f"Another {product.type}" if product.brand != seed.brand else f"Another {product.type} by {seed.brand}"
        )
        if saved > 0 and product.currency == seed.currency:
            said.append(f"{saved / 100:.2f} {product.currency} cheaper")
    return tuple(dict.fromkeys([*said, *explain(product, evidence)]))[:MOST]


def is_alternative(product: Product, seed: Product) -> bool:
    """Return whether the shop itself names one as an alternative to the other."""
    named = "alternative_to"
    return product.id in seed.relations.get(named, ()) or seed.id in product.relations.get(named, ())
