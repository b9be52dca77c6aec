"""Other products like one: of its kind first, then what is near in meaning and what people look at with it."""

from collections.abc import Mapping

from recommender.assortment import Range
from recommender.model import Model
from recommender.reasons import MOST, Evidence, explain
from recommender.serve import Reason
from recommender.word_of_mouth import WordOfMouth
from shop.catalogue import Product
from shop.orders.wording import format_money

_TYPE, _ALTERNATIVE, _CATEGORY, _NEAR, _TOGETHER, _FRIENDS, _APPEAL = 0.5, 0.3, 0.2, 1.0, 0.3, 0.1, 0.1


def score_likeness(
    seed: Product, range: Range, model: Model, mouth: WordOfMouth, alike: Mapping[str, float]
) -> dict[str, float]:
    """Return a score for each active product that has anything in common with the seed; higher is more alike."""
    together = model.neighbours.score(model.history({seed.id: 1.0}))
    best = float(together.max(initial=0.0)) or 1.0
    scores: dict[str, float] = {}
    for id in {*alike, *range.of_type.get(seed.type, ()), *_find_alternatives(seed, range)} - {seed.id}:
        product = range.products.get(id)
        if product is None or not product.active:
            continue
        place = model.places.get(id)
        scores[id] = (
            _TYPE * (product.type == seed.type)
            + _ALTERNATIVE * is_alternative(product, seed)
            + _CATEGORY * (product.path == seed.path)
            + _NEAR * alike.get(id, 0.0)
            + _FRIENDS * mouth.on(id).support
            + (0.0 if place is None else _TOGETHER * max(0.0, float(together[place]) / best))
            + (0.0 if place is None else _APPEAL * float(model.appeal[place]))
        )
    return scores


def explain_likeness(seed: Product, product: Product, evidence: Evidence) -> tuple[Reason, ...]:
    """Return at most three reasons why this may be looked at in place of the seed, the strongest first."""
    said = []
    both = (f"product:{product.id}", f"product:{seed.id}")
    saved = seed.price_from_cents - product.price_from_cents
    if product.type == seed.type:
        by = f" by {seed.brand}" if product.brand == seed.brand else ""
        said.append(Reason(f"{name_another(product.type)}{by}", both))
        if saved > 0 and product.currency == seed.currency:
            said.append(Reason(f"{format_money(saved, product.currency)} cheaper", both))
    return tuple(dict.fromkeys([*said, *explain(product, evidence)]))[:MOST]


def name_another(kind: str) -> str:
    """Return "Another kettle", or "Also over-ear headphones" for a kind that is told in the plural."""
    return f"{'Also' if kind.endswith('s') and not kind.endswith('ss') else 'Another'} {kind}"


def is_alternative(product: Product, seed: Product) -> bool:
    """Return whether the shop itself names one as an alternative to the other."""
    named = "alternative_to"
    return product.id in seed.relations.get(named, ()) or seed.id in product.relations.get(named, ())


def _find_alternatives(seed: Product, range: Range) -> set[str]:
    """Return those that the shop names as alternatives, from either side."""
    return {*seed.relations.get("alternative_to", ()), *range.alternatives.get(seed.id, ())}
