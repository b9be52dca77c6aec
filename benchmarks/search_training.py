"""Learning how to weigh what speaks for a product, from queries on our own demo shop.

The queries are those of search_training.tsv and others made of the products themselves: titles, pieces of titles,
brands with types, types, and types with the value of an attribute. Each is asked twice: of the shop as it is and of
the shop without its types and categories, as many catalogues come. Nothing of the queries that are measured is used.
As in the shop, a query comes with the share of the wanted features that each product has, and with its popularity.
"""

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from benchmarks.search_data import index_documents
from benchmarks.search_demo import LEARNED, Judged, open_demo_catalogue, read_queries
from language.encoder import Encoder
from retrieval.catalogue import CatalogueIndex
from retrieval.documents import Document
from retrieval.ranking import MEANING, WORDS, Extra, Floats, Ranking
from retrieval.reading import read_query
from retrieval.rerank import ASKED, FEATURES, WEIGHTS
from retrieval.search import SearchQuery

_STRENGTHS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)  # how much weights are held to the first order's
_LOOSELY = 0.002  # how much the weights of `ASKED` are held, however much the others are: they choose for themselves
_FOLDS = 5
MADE = 0.3  # how much a made query counts beside a written one
_STEEPNESS = 10.0  # of scores that differ by about 0.1


@dataclass(frozen=True)
class Lesson:
    """A query's candidates by id: features (candidates, features), grades, 0 for wrong; `best` are the ten best grades.

    `best` counts what is no candidate, too.
    """

    ids: tuple[str, ...]
    features: Floats
    grades: Floats
    best: Sequence[float]
    weight: float = 1.0


def train(documents: Sequence[Document], encoder: Encoder, file: Path = WEIGHTS, seed: int = 0) -> dict[str, float]:
    """Learn the weights and write them to the file with where they come from; return figures.

    `documents` are those of the demo shop.
    """
    with open_demo_catalogue(encoder) as catalogue:
        wanted = {query.text: read_wanted(catalogue, query.text) for query in read_queries(LEARNED, documents)}
    plain = [replace(document, type="", groups=()) for document in documents]
    written, made = read_queries(LEARNED, documents), list(make_queries(documents, seed))
    shops = [index_documents(each, encoder) for each in (documents, plain)]
    lessons = [[teach(shop, query, wanted=wanted[query.text]) for query in written] for shop in shops]
    further = [teach(shop, query, MADE) for shop in shops for query in made]
    strength, scores = choose_strength(lessons, further)
    weights = fit([*(lesson for shop in lessons for lesson in shop), *further], strength)
    kept = {
        "learned_from": "benchmarks/search_training.tsv and queries made of the demo shop's products",
        "learned_by": f"python -m benchmarks.search --train, {datetime.now(UTC).date().isoformat()}",
        "queries": {"written": len(written), "made": len(made)},
        "held_to_first_order": strength,
        "weights": {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)},
    }
    file.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return {"ndcg10_first": round(score([*itertools.chain(*lessons)], first_order()), 4), **scores}


def make_queries(documents: Sequence[Document], seed: int) -> Iterator[Judged]:
    """Yield queries made of the products, with the products they were made of or are as true of."""
    rng = Random(seed)
    for document in documents:
        yield Judged(document.title.lower(), frozenset((document.id,)))
        kin = frozenset(d.id for d in documents if (d.brand, d.type) == (document.brand, document.type))
        yield Judged(f"{document.brand} {document.type}".lower(), kin)
        words = document.title.lower().split()
        start = rng.randrange(max(1, len(words) - 2))
        piece = set(words[start : start + 2])
        yield Judged(
            " ".join(words[start : start + 2]),
            frozenset(d.id for d in documents if piece <= set(d.title.lower().split())),
        )
        name, value = rng.choice([*document.attributes.items()] or [("", "")])
        if 2 < len(value) < 20 and value not in ("yes", "none"):
            same = (d.id for d in documents if d.type == document.type and d.attributes.get(name) == value)
            yield Judged(f"{document.type} {value}".lower(), frozenset(same))
    for type in sorted({document.type for document in documents}):
        yield Judged(type.lower(), frozenset(d.id for d in documents if d.type == type))


def read_wanted(catalogue: CatalogueIndex, text: str) -> dict[str, float]:
    """Return by id what share of the features that the text wants the product says it has; none without any."""
    share = catalogue.share_features(read_query(SearchQuery(text), catalogue).conditions.features)
    return {catalogue.ranking.id(row): float(share[row]) for row in np.flatnonzero(share).tolist()}


def teach(ranking: Ranking, query: Judged, weight: float = 1.0, wanted: Mapping[str, float] | None = None) -> Lesson:
    """Return what the ranking's first searches make of a query; `wanted` as `read_wanted` gives it."""
    ratings = dict.fromkeys(query.right_ids, 1.0)
    return teach_graded(ranking, query.text, ratings, weight, wanted or {})


def teach_graded(
    ranking: Ranking,
    text: str,
    ratings: Mapping[str, float],
    weight: float = 1.0,
    wanted: Mapping[str, float] = MappingProxyType({}),
) -> Lesson:
    """Return the same of a text with ratings by id."""
    documents = ranking.documents
    extra = Extra(
        np.array([wanted.get(each.id, 0.0) if each else 0.0 for each in documents], np.float32),
        np.array([each.popularity if each else 0.0 for each in documents], np.float32),
    )
    asked = ranking.ask(text)
    found = ranking.find(asked)
    rows = ranking.choose(found)
    ids = tuple(ranking.id(row) for row in rows.tolist())
    grades = np.array([ratings.get(id, 0.0) for id in ids], np.float32)
    best = sorted(ratings.values(), reverse=True)[:10]
    return Lesson(ids, ranking.gather(asked, found, rows, extra), grades, best, weight)


def choose_strength(shops: Sequence[Sequence[Lesson]], further: Sequence[Lesson]) -> tuple[float, dict[str, float]]:
    """Return how much to hold on to the first order: the most that is no surely worse than the best.

    No surely worse is within one standard error in cross-validation over the written queries (Breiman's rule): so few
    queries of one shop shall not overrule what holds for shops in general.
    """
    means, errors = [], []
    for strength in _STRENGTHS:
        values: list[float] = []
        for fold in range(_FOLDS):
            kept = [lesson for shop in shops for at, lesson in enumerate(shop) if at % _FOLDS != fold]
            weights = fit([*kept, *further], strength)
            out = [shop[at] for at in range(fold, len(shops[0]), _FOLDS) for shop in shops]
            values += [score([lesson], weights) for lesson in out]
        means.append(float(np.mean(values)))
        errors.append(float(np.std(values) / np.sqrt(len(values))))
    best = int(np.argmax(means))
    chosen = max(at for at, mean in enumerate(means) if mean >= means[best] - errors[best])
    return _STRENGTHS[chosen], {"ndcg10": round(means[chosen], 4), "ndcg10_best": round(means[best], 4)}


def first_order() -> Floats:
    """Return the weights that order as the first searches do."""
    known = {"words": WORDS, "meaning": MEANING}
    return np.array([known.get(name, 0.0) for name in FEATURES], np.float32)


def fit(lessons: Sequence[Lesson], strength: float, start: Floats | None = None) -> Floats:
    """Return the weights that order best; near `start` or the first order.

    What is 0 unless a query speaks of it is hardly held: it cannot overrule what holds for all other queries.
    """
    near = np.asarray(first_order() if start is None else start, np.float64)
    held = np.array([_LOOSELY if name in ASKED else strength for name in FEATURES])
    return fit_held(lessons, near, held)


def fit_held(lessons: Sequence[Lesson], near: NDArray[np.float64], held: NDArray[np.float64]) -> Floats:
    """Return the weights, none below 0, that put better candidates before worse ones; `held`: how near to `near`.

    Pairwise logistic loss; each query counts the same, however many pairs it has.
    """
    from scipy.optimize import minimize

    drawn = [_pair_up(lesson) for lesson in lessons]
    pairs = np.concatenate(
        [each for each in drawn if len(each)], dtype=np.float32
    )  # wider ones take five times as long
    weighed = zip(drawn, lessons, strict=True)
    shares = np.concatenate([np.full(len(each), lesson.weight / len(each)) for each, lesson in weighed if len(each)])
    shares /= shares.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        margins = _STEEPNESS * (pairs @ weights.astype(np.float32)).astype(np.float64)
        away = weights - near
        wrong = (shares / (1 + np.exp(margins))).astype(np.float32)
        slope = -_STEEPNESS * (wrong @ pairs).astype(np.float64)
        pull = held * away
        return float(shares @ np.logaddexp(0, -margins) + pull @ away), slope + 2 * pull

    found = minimize(loss, near, jac=True, bounds=[(0, None)] * len(near), method="L-BFGS-B")
    return np.asarray(found.x, np.float32)


def score(lessons: Sequence[Lesson], weights: Floats) -> float:
    """Return the mean nDCG@10 of the candidates in the order of the weights."""
    return float(np.mean([_score_one(lesson, weights) for lesson in lessons]))


def _score_one(lesson: Lesson, weights: Floats) -> float:
    order = np.argsort(-(lesson.features @ weights), kind="stable")[:10]
    return _gain(lesson.grades[order].tolist()) / max(_gain(lesson.best), 1e-9)


def _gain(grades: Sequence[float]) -> float:
    return sum((2**grade - 1) / float(np.log2(place + 2)) for place, grade in enumerate(grades))


def _pair_up(lesson: Lesson) -> Floats:
    """Return the differences of features of all pairs with different grades, better less worse."""
    above = lesson.grades[:, None] > lesson.grades[None, :]
    better, worse = np.nonzero(above)
    if len(better) > 20_000:
        kept = np.random.default_rng(0).choice(len(better), 20_000, replace=False)
        better, worse = better[kept], worse[kept]
    return lesson.features[better] - lesson.features[worse]
