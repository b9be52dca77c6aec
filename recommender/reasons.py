"""Why a product is suggested: sentences made of facts that the viewer may know, each true when it is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from recommender.model import Model
from recommender.ratings import Rating
from recommender.social import FriendSignal
from recommender.taste import Taste, is_within
from retrieval.fusion import best_first
from shop.catalogue import Product

MOST = 3
_GOOD = 4  # stars
_LEAST_REVIEWS = 5  # for a mean that says something


@dataclass(frozen=True)
class Evidence:
    """All that reasons are made of."""

    model: Model
    products: Mapping[str, Product]  # all that can be named
    taste: Taste = field(default_factory=Taste)
    friends: Mapping[str, FriendSignal] = field(default_factory=dict)
    seed_ids: Sequence[str] = ()
    ratings: Mapping[str, Rating] = field(default_factory=dict)  # as this viewer may see them
    in_budget: bool = False  # whether there is a budget, which every suggestion keeps


def explain(product: Product, evidence: Evidence) -> tuple[str, ...]:
    """Return at most three reasons, the strongest first; () when there is nothing to say."""
    said = [
        *_of_wishes(product, evidence.taste),
        *_of_friends(evidence.friends.get(product.id, FriendSignal())),
        *_of_behaviour(product, evidence),
        *_of_liking(product, evidence),
        *_of_interests(product, evidence.taste),
        *_of_everybody(evidence.ratings.get(product.id)),
        *(["Within your budget"] if evidence.in_budget else []),
    ]
    return tuple(said[:MOST])


def _of_wishes(product: Product, taste: Taste) -> list[str]:
    if product.id not in taste.wished:
        return []
    return [f"It is on {taste.name}'s wishlist" if taste.name else "It is on your wishlist"]


def _of_friends(signal: FriendSignal) -> list[str]:
    happy = [(name, stars) for name, stars in signal.raters if stars >= _GOOD]
    said = []
    if len(happy) == 1:
        said.append(f"{happy[0][0]} gave it {happy[0][1]} stars")
    elif happy:
        said.append(f"{happy[0][0]} and {_count(len(happy) - 1, 'other friend')} gave it {_GOOD} stars or more")
    if signal.owners:
        more = len(signal.owners) - 1
        said.append(
            f"{signal.owners[0]} and {_count(more, 'other friend')} bought it"
            if more
            else f"{signal.owners[0]} bought it"
        )
    return said


def _of_behaviour(product: Product, evidence: Evidence) -> list[str]:
    """Return one sentence on what people did who did the same with what the receiver knows; [] for too few people."""
    model = evidence.model
    for id in (*evidence.seed_ids, *_most_telling(product, evidence)):
        if id == product.id or id not in evidence.products:
            continue
        title = evidence.products[id].title
        if product.id in model.bought_with.get(id, ()):
            return [f"People who bought {title} also bought it"]
        if id in evidence.seed_ids and product.id in model.viewed_with.get(id, ()):
            return [f"People who looked at {title} also looked at it"]
    return []


def _most_telling(product: Product, evidence: Evidence) -> list[str]:
    """Return what the receiver likes of the things that speak for the product, the most telling first."""
    model, liking = evidence.model, evidence.taste.liking
    if product.id not in model.places:
        return []
    shares = model.neighbours.shares(model.history(liking), model.places[product.id])
    # Rounded: in which order customers were read must not decide between two that tell the same.
    told = {id: float(f"{shares[model.places[id]]:.4g}") for id in liking if id in model.places}
    return best_first({id: share for id, share in told.items() if share > 0})


def _of_liking(product: Product, evidence: Evidence) -> list[str]:
    """Return one sentence on something of the same brand or kind that the receiver rated well."""
    taste = evidence.taste
    who = taste.name or "You"
    for id, stars in sorted(taste.stars.items(), key=lambda pair: (-pair[1], pair[0])):
        other = evidence.products.get(id)
        if other is None or stars < _GOOD or id == product.id:
            continue
        if other.brand and other.brand == product.brand:
            return [f"{who} gave {stars} stars to {other.title}, also by {product.brand}"]
    return []


def _of_interests(product: Product, taste: Taste) -> list[str]:
    liked = [interest for interest in taste.interests if is_within(product, interest)]
    return [f"It is from {liked[0][-1]}, which you like"] if liked else []


def _of_everybody(rating: Rating | None) -> list[str]:
    if rating is None or rating.count < _LEAST_REVIEWS or rating.average < _GOOD:
        return []
    return [f"{rating.average:.1f} stars from {rating.count} reviews"]


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
