"""From a query as it was asked to what must hold and what shall be near."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.catalogue import CatalogueIndex
from retrieval.conditions import Conditions
from retrieval.denials import read_denied
from retrieval.entries import Entry
from retrieval.kinds import ANYTHING, Kinds
from retrieval.makes import makes_in
from retrieval.occasion_wishes import OccasionWish
from retrieval.prices import read_limits
from retrieval.ranking import Ranking
from retrieval.search import SearchQuery
from retrieval.terms import before_purpose, holds, split_terms, split_wanted, wanted_words
from retrieval.traits import is_denied


@dataclass(frozen=True)
class Reading:
    """What a query means in this catalogue."""

    conditions: Conditions
    words: str  # of the text and the features, as they were written, without limits of price
    said: str  # these less what they deny, and the product type
    text: str  # what shall be near, typing errors corrected; "" when all is conditions
    by_own_names: str  # the same with the shop's names for the types in it
    terms: tuple[str, ...]  # the folded words of it
    types: frozenset[str]  # that the text names: preferred, not required
    brands: frozenset[str]  # the same
    akin: bool = False  # what is found only comes near: the shop has not the type or the make that was asked for
    possible: bool = True  # False: a brand or type that the shop does not have
    occasion: str = ""  # things are wanted for it, and none is named

    @property
    def has_type(self) -> bool:
        """Return whether it is settled which kind of product is wanted, so that words only order them."""
        return bool(self.conditions.types or self.conditions.title_terms or self.types or self.occasion)


def read_query(query: SearchQuery, catalogue: CatalogueIndex, wish: OccasionWish | None = None) -> Reading:
    """Return what the query means. Limits of price in the text count when the query has none of its own.

    `wish` is what is said of an occasion in its text; it counts where the text says nothing more than features.
    """
    plain = _read_plainly(query, catalogue)
    if wish is None or query.product_type or plain.types or plain.brands:
        return plain
    of_rest = _read_plainly(replace(query, text=wish.rest), catalogue)
    wished = {term for feature in of_rest.conditions.features for term in split_terms(feature)}
    if not wished.issuperset(split_terms(wish.rest)):
        return plain
    limits = plain.conditions.price_min_cents, plain.conditions.price_max_cents
    conditions = replace(of_rest.conditions, price_min_cents=limits[0], price_max_cents=limits[1])
    return replace(of_rest, conditions=conditions, words=plain.words, occasion=wish.occasion)


def _read_plainly(query: SearchQuery, catalogue: CatalogueIndex) -> Reading:
    kinds = catalogue.kinds
    priced = read_limits(query.text)
    free = query.price_min_cents is None and query.price_max_cents is None
    types, title_terms, akin = _read_type(query.product_type, catalogue)
    brand = kinds.brand_meant(query.brand) if query.brand else None
    words = _drop_anything(" ".join((priced.text if free else query.text, *query.features)))
    if types is None and not title_terms:
        types = kinds.types_of_department(words) or None
    denied = read_denied(words, catalogue.admission.feature_names)
    said = f"{denied.rest} {_drop_anything(query.product_type)}".strip()
    text = _correct(said, catalogue.ranking)
    conditions = Conditions(
        types=types,
        not_types=_read_refused(query.not_features, types, kinds),
        title_terms=title_terms,
        brand=brand,
        colour=query.colour,
        size=query.size,
        material=query.material,
        price_min_cents=priced.least_cents if free else query.price_min_cents,
        price_max_cents=priced.most_cents if free else query.price_max_cents,
        features=(*query.features, *_find_features(text, catalogue)),
        not_brands=frozenset(filter(None, map(kinds.brand_meant, query.not_brands))),
        not_colours=(*query.not_colours, *denied.colours),
        not_features=(*query.not_features, *denied.features),
        in_stock=query.in_stock,
        section=query.section,
    )
    return Reading(
        conditions=conditions,
        words=words,
        said=said,
        text=text if split_wanted(text) else "",
        by_own_names=kinds.by_own_names(text),
        terms=tuple(split_wanted(text)),
        types=kinds.types_in(text, catalogue.ranking.postings.vocabulary)
        if types is None and not title_terms
        else frozenset(),
        brands=catalogue.ranking.brands_in(text),
        akin=akin or _lacks_make(said, catalogue),
        possible=(types is None or bool(types)) and (brand is not None or not query.brand),
    )


def list_matches(query: SearchQuery, reading: Reading, entry: Entry) -> tuple[str, ...]:
    """Return the words of the text that stand in the product, then the conditions' words; each once."""
    known = {*entry.name, *entry.description}
    for name, value in entry.attributes.items():
        known.update(name, value)
    for values in entry.options.values():
        known.update(term for value in values for term in value)
    words = [word for word in wanted_words(reading.words) if known.intersection(split_terms(word))]
    kind = query.product_type if reading.has_type and not reading.akin else ""
    asked: Sequence[str] = (kind, query.brand, query.colour, query.size, query.material)
    return tuple(dict.fromkeys([*filter(None, asked), *words]))


def _read_type(words: str, catalogue: CatalogueIndex) -> tuple[frozenset[str] | None, frozenset[str], bool]:
    """Return the types meant, or, for a word that is no type's ("moka pot"), the words that titles must have.

    And whether the types only come near in meaning, as the shop has none that is called so.
    """
    kinds = catalogue.kinds
    types = kinds.types_meant(words) if words else None
    if types is None or types:
        return types, frozenset(), False
    terms = frozenset(split_wanted(words))
    if (catalogue.admission.named(terms) & catalogue.ranking.alive).any():
        return None, terms, False
    below = kinds.types_below(words)
    return below or kinds.types_begun(words) or kinds.types_like(words), frozenset(), not below


def _read_refused(refused: Sequence[str], wanted: frozenset[str] | None, kinds: Kinds) -> frozenset[str]:
    """Return the types that are refused by what they are called: "clothes", "shoes".

    None where all that is wanted is called so, too: a jacket that is no coat is a jacket.
    """
    types = frozenset[str]().union(*map(kinds.types_called, refused))
    return frozenset() if wanted and wanted <= types else types


def _lacks_make(text: str, catalogue: CatalogueIndex) -> bool:
    """Return whether the text wants a make that no product here bears: what is for that make is something else."""
    wanted = makes_in(split_terms(before_purpose(text)))
    there = catalogue.ranking.postings.vocabulary
    return any(
        make[0] not in there
        if len(make) == 1
        else not (catalogue.admission.named(make) & catalogue.ranking.alive).any()
        for make in wanted
    )


def _find_features(text: str, catalogue: CatalogueIndex) -> list[str]:
    """Return what the text wants of the things that products of this catalogue say yes or no to."""
    terms = split_terms(text)
    named = (name for name in sorted(catalogue.admission.feature_names) if holds(terms, name))
    return [" ".join(name) for name in named if not is_denied(tuple(terms), list(name))]


def _drop_anything(text: str) -> str:
    """Return the text without words that fit every product."""
    return " ".join(word for word in text.split() if not ANYTHING.issuperset(split_terms(word)))


def _correct(text: str, ranking: Ranking) -> str:
    """Return the text with its unknown words replaced by the known ones that they are typing errors of."""
    corrected = []
    for word in text.split():
        parts = split_terms(word)
        if len(parts) != 1 or makes_in(parts):
            corrected.append(word)
            continue
        fixed = ranking.correct(parts[0])
        corrected.append(word if fixed == parts[0] else fixed)
    return " ".join(corrected)
