"""Why a product is suggested: sentences made of facts that the viewer may know, each true when it is said."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from recommender.departures import Gone
from recommender.model import Model
from recommender.serve import Reason
from recommender.taste import Taste
from recommender.word_of_mouth import Bond, Said, Word, WordOfMouth
from retrieval.fusion import best_first
from shop.catalogue import Product
from shop.reviews.reading import RatingSummary

MOST = 3
_GOOD = 4  # stars
_LEAST_REVIEWS = 5  # for a mean that says something


@dataclass(frozen=True)
class Evidence:
    """All that reasons are made of: what is taken out of it is no reason any more."""

    model: Model
    products: Mapping[str, Product]  # all that can be named
    taste: Taste = field(default_factory=Taste)
    mouth: WordOfMouth = field(default_factory=WordOfMouth)  # of those whom the viewer knows
    seed_ids: Sequence[str] = ()
    ratings: Callable[[], Mapping[str, RatingSummary]] = dict  # as this viewer may see them; asked where few else tell
    gone: Gone = field(default_factory=Gone)  # whose doings count no longer
    in_budget: bool = False  # whether there is a budget, which every suggestion keeps

    @cached_property
    def liked_places(self) -> frozenset[int]:
        """Where the model has what the receiver likes."""
        return self.model.places_of(self.taste.liking)


def explain(product: Product, evidence: Evidence) -> tuple[Reason, ...]:
    """Return at most three reasons, the strongest first; () when there is nothing to say."""
    return tuple(islice(_find_reasons(product, evidence), MOST))


def _find_reasons(product: Product, evidence: Evidence) -> Iterator[Reason]:
    yield from _of_wishes(product, evidence.taste)
    said = evidence.mouth.on(product.id)
    yield from _of_senders(said)
    yield from _of_friends(said, product)
    yield from _of_others(said)
    yield from _of_behaviour(product, evidence)
    yield from _of_liking(product, evidence)
    yield from _of_interests(product, evidence.taste)
    yield from _of_everybody(product, evidence.ratings().get(product.id))
    if evidence.in_budget:
        yield Reason("Within your budget", (f"product:{product.id}",))


def _of_wishes(product: Product, taste: Taste) -> Iterator[Reason]:
    if product.id in taste.wished:
        text = f"It is on {taste.name}'s wishlist" if taste.name else "It is on your wishlist"
        yield Reason(text, (f"wish:{product.id}",))


def _of_senders(said: Said) -> Iterator[Reason]:
    if senders := said.senders:
        yield Reason(f"{_name(senders)} sent it to you", tuple(f"sent:{word.sent_id}" for word in senders))


def _of_friends(said: Said, product: Product) -> Iterator[Reason]:
    happy = _find_happy(said.raters)
    reviews = _cite(happy)
    if len(happy) == 1:
        yield Reason(f"{happy[0].nickname} gave it {happy[0].stars} stars", reviews)
    elif happy:
        yield Reason(f"{_name(happy)} gave it {_GOOD} stars or more", reviews)
    if owners := said.owners:
        bought = tuple(f"purchase:{word.person_id}:{product.id}" for word in owners)
        yield Reason(f"{_name(owners)} bought it", bought)


def _of_others(said: Said) -> Iterator[Reason]:
    """Give one sentence on those whom the receiver follows, and one on those whose reviews they found helpful.

    Two at most are named, and nobody else is counted: they are no friends.
    """
    for bond, who in ((Bond.FOLLOWED, "whom you follow"), (Bond.HELPFUL, "whose reviews you found helpful")):
        happy = _find_happy(said.by(bond))[:2]
        names = " and ".join(word.nickname for word in happy)
        if happy:
            stars = f"{happy[0].stars} stars" if len(happy) == 1 else f"{_GOOD} stars or more"
            yield Reason(f"{names}, {who}, gave it {stars}", _cite(happy))


def _find_happy(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if (word.stars or 0) >= _GOOD]


def _cite(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(f"review:{word.review_id}" for word in words)


def _of_behaviour(product: Product, evidence: Evidence) -> Iterator[Reason]:
    """Give one sentence on what people did who did the same with what the receiver knows; none for too few people."""
    model = evidence.model
    for id in (*evidence.seed_ids, *_find_most_telling(product, evidence)):
        if id == product.id or id not in evidence.products:
            continue
        title, about = evidence.products[id].title, f"product:{id}"
        if evidence.gone.leaves_bought(model, id, product.id):
            crowd = f"bought_together:{id}:{product.id}"
            yield Reason(f"People who bought the {title} also bought it", (about, crowd))
            return
        if id in evidence.seed_ids and evidence.gone.leaves_viewed(model, id, product.id):
            crowd = f"viewed_together:{id}:{product.id}"
            yield Reason(f"People who looked at the {title} also looked at it", (about, crowd))
            return


def _find_most_telling(product: Product, evidence: Evidence) -> list[str]:
    """Return what the receiver likes of the things that people bought with the product, the most telling first."""
    model, liking = evidence.model, evidence.taste.liking
    bought_with = model.find_bought_with(product.id, evidence.liked_places)
    if not bought_with:
        return []
    history = model.history({id: liking[id] for id in bought_with})
    shares = model.neighbours.shares(history, model.places[product.id])
    # Rounded: in which order customers were read must not decide between two that tell the same.
    told = {model.product_ids[at]: float(f"{share:.4g}") for at, share in zip(history.items, shares, strict=True)}
    return best_first({id: share for id, share in told.items() if share > 0})


def _of_liking(product: Product, evidence: Evidence) -> Iterator[Reason]:
    """Give one sentence on something of the same brand that the receiver rated well."""
    taste = evidence.taste
    who = taste.name or "You"
    for id, stars in taste.praised if product.brand else ():
        other = evidence.products.get(id)
        if other is not None and id != product.id and other.brand == product.brand:
            yield Reason(f"{who} gave {stars} stars to the {other.title}, also by {product.brand}", (f"product:{id}",))
            return


def _of_interests(product: Product, taste: Taste) -> Iterator[Reason]:
    for interest in taste.interests:
        if product.path[: len(interest)] == interest:
            yield Reason(f"It is from {interest[-1]}, which you like", (f"category:{'/'.join(interest)}",))
            return


def _of_everybody(product: Product, rating: RatingSummary | None) -> Iterator[Reason]:
    if rating and rating.average and rating.count >= _LEAST_REVIEWS and rating.average >= _GOOD:
        yield Reason(f"{rating.average:.1f} stars from {rating.count} reviews", (f"reviews:{product.id}",))


def _name(words: Sequence[Word]) -> str:
    """Return "Ana", or "Ana and 2 other friends"."""
    more = len(words) - 1
    return f"{words[0].nickname} and {more} other friend{'s' * (more > 1)}" if more else words[0].nickname
