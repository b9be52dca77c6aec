"""The last order of what was found: a small trained model that weighs what speaks for each product.

The weights stand in rerank.json with what they were learned from; `python -m benchmarks.search --train` learns them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

FEATURES = (
    "words",  # the share of the query that the words cover, all fields together
    "meaning",  # the cosine
    "words_place",  # 1 for the first by words, falling with the place
    "meaning_place",
    "in_title",  # the share of the query, by weight, that the field has
    "in_brand",
    "in_type",
    "in_attributes",
    "in_description",
    "anywhere",  # the share that any field has
    "title_taken",  # the share of the title that the query has
    "phrase",  # the query's words stand in the title, one after the other
    "head",  # the thing itself, not its purpose, is the last word of the type
    "head_in_title",
    "type_asked",  # the share of the type's words that the query has
    "brand_asked",  # the query names this brand; -1: it names another
    "asked",  # the share of the features wanted that the product says it has
    "price",  # how well the price fits, where anything was said of it
    "popularity",
    "freshness",
    "popular_asked",  # its place by popularity among its kind, where popular ones were asked for
    "new_asked",  # its place by launch among its kind, where new ones were asked for
)
ASKED = ("asked", "price", "popular_asked", "new_asked")  # 0 unless the query speaks of it
WEIGHTS = Path(__file__).with_name("rerank.json")


@dataclass(frozen=True)
class Reranker:
    """A weight for each of `FEATURES`, in their order; shape (features,)."""

    weights: Floats

    def score(self, features: Floats) -> Floats:
        """Return the score of each row; shapes (n, features) and (n,). Higher is better, within one query."""
        return features @ self.weights


@cache
def load_reranker(file: Path = WEIGHTS) -> Reranker:
    """Return the model of the file. Raises ValueError for one that does not know exactly the features of today."""
    kept: Mapping[str, float] = json.loads(file.read_text(encoding="utf-8"))["weights"]
    if kept.keys() != set(FEATURES):
        raise ValueError(f"{file} has weights for {sorted(kept)}; allowed: exactly {sorted(FEATURES)}")
    return Reranker(np.array([kept[name] for name in FEATURES], np.float32))
