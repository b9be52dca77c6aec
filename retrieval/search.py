"""Finding things in words: what may be asked of the shop's texts, and what comes back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from retrieval.digest import ReviewDigest


class SearchSort(StrEnum):
    BEST = "best"  # by how well it fits the words
    CHEAPEST = "cheapest"
    DEAREST = "dearest"
    BEST_RATED = "best_rated"
    NEWEST = "newest"


class FactSource(StrEnum):
    DESCRIPTION = "description"
    ATTRIBUTE = "attribute"
    ANSWER = "answer"  # to a question about the product; `source_id` is the question's
    REVIEW = "review"
    ARTICLE = "article"  # of the shop's own help


@dataclass(frozen=True)
class Section:
    """A part of the catalogue, named exactly as it is written there; "" and () mean all."""

    path: tuple[str, ...] = ()  # the beginning of a category's
    brand: str = ""
    type: str = ""


EVERYTHING = Section()


@dataclass(frozen=True)
class SearchQuery:
    """What a shopper is looking for. Empty means that they did not say; no two fields contradict each other silently.

    `text` and `features` order the products; every other field is a condition that each found product meets, by one
    and the same variant where it is about variants (colour, size, price, stock). Case, plurals and small typing errors
    do not matter.
    """

    text: str = ""
    product_type: str = ""
    brand: str = ""
    colour: str = ""
    size: str = ""
    material: str = ""
    features: Sequence[str] = ()
    price_min_cents: int | None = None
    price_max_cents: int | None = None
    not_brands: Sequence[str] = ()
    not_colours: Sequence[str] = ()
    not_features: Sequence[str] = ()
    in_stock: bool = True
    sort: str = SearchSort.BEST
    section: Section = EVERYTHING


@dataclass(frozen=True)
class Found:
    """A product on sale that meets the query. `score`: higher is better, comparable within one answer only."""

    product_id: str
    score: float
    matched: tuple[str, ...]  # the words and values of the query that this product has, as the shopper wrote them
    akin: bool = False  # the shop has no such kind of thing, or not of that make: this one only comes near


@dataclass(frozen=True)
class FoundArticle:
    """The best passage of a help article; `score` is 0 to 1, the same scale in every answer."""

    article_id: str
    title: str
    passage: str
    score: float
    sure: bool = True  # whether the passage answers; else it only comes near
    language: str = ""  # the name of the one it is in where that is not the assistant's: "German"


@dataclass(frozen=True)
class FoundFact:
    """Something the shop knows of a product that this viewer may read; `score` is 0 to 1, as an article's."""

    text: str
    source: FactSource
    source_id: str  # the id of the product, question or review it stands in
    score: float
    sure: bool = True  # whether it answers the question; else it only comes near


@dataclass(frozen=True)
class Quote:
    """The sentence of a review that speaks most nearly of what is wished."""

    review_id: str
    text: str
    stars: int
    by_friend: bool
    praises: bool  # else it complains


@dataclass(frozen=True)
class Opinion:
    """What reviewers of a product say of a wish: how many speak for it, and how many against.

    `standing` is 0 to 1, drawn to the middle the fewer they are; `quotes` are one of each of them, those for it first,
    among them friends', then those that say it in so many words, then the nearest in meaning.
    """

    product_id: str
    praised: int
    blamed: int
    standing: float
    quotes: tuple[Quote, ...]

    @property
    def count(self) -> int:
        """Return how many reviewers speak of it."""
        return self.praised + self.blamed

    @property
    def is_praise(self) -> bool:
        """Say whether more speak for it than against."""
        return self.praised > self.blamed


class Shelf(Protocol):
    """All that can be found in words, as the shop is now. Safe to share between threads."""

    def find_products(self, query: SearchQuery, limit: int = 10) -> list[Found]:
        """Return products on sale that meet every condition, in the order of the sort, equals by id; [] for none.

        Without any text the products of the conditions come, the best rated first. Raises Invalid for a limit below 1
        and an unknown sort.
        """
        ...

    def find_alike(self, product_ids: Sequence[str], limit: int = 10) -> list[list[Found]]:
        """Return for each of these the other products near it in meaning, the nearest first, sold-out ones too.

        `score` is the cosine, 1 for the same meaning; [] for a product that is unknown or withdrawn. Many products at
        once take a fraction of the time that they take one by one.
        """
        ...

    def kinds_liked(self, text: str) -> dict[str, str]:
        """Return the types of product that go with the pastimes in the text, each with its pastime; {} for none.

        "Coffee and trail running" gives {"coffee maker": "coffee", "running vest": "trail running", ...}.
        """
        ...

    def kinds_called(self, text: str) -> frozenset[str]:
        """Return the types of product that are called exactly so: "shoes", "clothes"; the empty set for no type."""
        ...

    def find_missing(self, text: str) -> str:
        """Return the words that name a thing which many shops have and this one lacks, "high chair"; "" for none."""
        ...

    def names_department(self, text: str) -> bool:
        """Say whether the text names a department of the shop and nothing else: "kitchen", "things for the kitchen"."""
        ...

    def find_articles(self, text: str, limit: int = 3, *, topics: Collection[str] = ()) -> list[FoundArticle]:
        """Return the articles that speak of this, the best first, one passage each; [] for none.

        Those on one of the `topics` are preferred.
        """
        ...

    def find_facts(
        self, product_id: str, question: str, limit: int = 5, *, viewer_id: str | None = None
    ) -> list[FoundFact]:
        """Return what answers the question about this product, the best first; [] for nothing.

        Only what `viewer_id` may read (None: a guest), and no review that is sponsored or looks bought. Raises NotFound
        for an unknown or withdrawn product.
        """
        ...

    def digest_reviews(self, product_id: str, viewer_id: str | None = None) -> ReviewDigest:
        """Return what the reviews that this viewer may read come to; without aspects where fewer than five count.

        Nobody's reviews weigh in that the viewer may not read: neither a sentence nor a number tells of them.
        """
        ...

    def find_opinions(
        self, wish: str, product_ids: Sequence[str], *, viewer_id: str | None = None, friends_only: bool = False
    ) -> list[Opinion]:
        """Return those of these products of whose reviewers any speaks of the wish, "light", the most praised first.

        As with `digest_reviews`, only what `viewer_id` may read counts, and is quoted, and nothing of the viewer's own;
        `friends_only` reads none but friends' reviews. [] for an empty wish.
        """
        ...
