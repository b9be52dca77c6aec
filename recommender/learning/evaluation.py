"""How a model serves: what its lists cover and to whom, how well stars are foreseen, what reasons say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from recommender.acts import Acts, kind_of, read_acts
from recommender.assortment import Assortment, Range
from recommender.cleaning import clean
from recommender.hybrid import StoreRecommender
from recommender.learning.questions import Past, Question, measure_ndcg, remember_for_questions, set_questions
from recommender.learning.weighing import trace_learning
from recommender.model import Model
from recommender.rating.bayesian import BayesianModel
from recommender.rating.model import Features, RatingTable, rmse
from recommender.serve import SuggestContext
from retrieval.search import Shelf
from shop.activity import EventName
from shop.catalogue import Product
from shop.store import Store

_LIST = 10
_ASKED = 200  # customers whose reasons are counted
_GROUPS = (("new: up to 3 things", 0, 3), ("occasional: 4 to 15", 4, 15), ("regular: 16 or more", 16, 10**9))
_BINS = 8  # of foreseen stars
_HELD_OUT = 0.2  # of ratings
_LEAST_RATINGS, _MOST_RATINGS = 100, 40_000  # to calibrate by; more take long and change the plot by nothing


@dataclass(frozen=True)
class Group:
    """Customers of whom about as much is known. `popularity` is the mean place of what they are shown, 1 the most had.

    Compare it with `own`, the same of what they then bought: the difference is the bias.
    """

    name: str
    customers: int
    ndcg: float
    popularity: float
    own: float


@dataclass(frozen=True)
class Calibration:
    """Foreseen stars, and what was given, in bins of foreseen stars; of ratings that were held out."""

    rmse: float
    foreseen: tuple[float, ...]
    given: tuple[float, ...]


@dataclass(frozen=True)
class Evaluation:
    """Of lists of ten for the questions of the past; all 0 and empty where there are none."""

    questions: int
    ndcg: float
    coverage: float  # share of the products on sale that stand in any list
    novelty: float  # mean bits of surprise of a product in a list, by how many had it
    diversity: float  # mean share of pairs within a list that are of different types
    groups: tuple[Group, ...] = ()
    learning: tuple[tuple[int, float], ...] = ()  # questions learned from, and nDCG on others
    calibration: Calibration | None = None
    reasons: Mapping[str, int] = field(default_factory=dict)  # by kind of evidence how often one was given


def evaluate(store: Store, shelf: Shelf, model: Model, past: Past | None = None) -> Evaluation:
    """Return how the model serves, asked about the time that `set_questions` chooses.

    `past` is what its training asked about; without it all is read and asked anew.
    """
    past = past or _read_past(store, shelf, model)
    acts, range, questions = past.acts, past.range, past.questions
    lists = [question.offered[question.rank(model.weights.values)[:_LIST]] for question in questions]
    had = range.align(model, np.bincount(acts.product, minlength=len(acts.product_ids)).astype(np.float32))
    popular = np.argsort(np.argsort(had, kind="stable"), kind="stable") / max(1, len(had) - 1)
    shown = np.concatenate([*lists, np.zeros(0, np.int64)])
    return Evaluation(
        questions=len(questions),
        ndcg=measure_ndcg(questions, model.weights.values),
        coverage=len(np.unique(shown)) / max(1, int(range.active.sum())),
        novelty=float(np.mean(-np.log2((had[shown] + 1) / (had.sum() + len(had))))) if len(shown) else 0.0,
        diversity=float(np.mean([_differ(range, places) for places in lists])) if lists else 0.0,
        groups=tuple(
            _describe_group(name, questions, lists, model, popular, (low, high)) for name, low, high in _GROUPS
        ),
        learning=tuple(trace_learning(questions)),
        calibration=_calibrate(acts),
        reasons=_count_reasons(StoreRecommender(store, shelf, model), acts.customer_ids[:_ASKED]),
    )


def _read_past(store: Store, shelf: Shelf, model: Model) -> Past:
    with store.read() as tx:
        acts, _ = clean(read_acts(tx, (product.id for product in tx.find(Product))))
        range = Assortment().sync(tx)
        return Past(acts, range, set_questions(tx, acts, range, remember_for_questions(shelf), model.plan))


def _describe_group(
    name: str,
    questions: Sequence[Question],
    lists: Sequence[np.ndarray],
    model: Model,
    popular: np.ndarray,
    known: tuple[int, int],
) -> Group:
    chosen = [at for at, question in enumerate(questions) if known[0] <= question.history <= known[1]]
    asked = [questions[at] for at in chosen]
    shown = [popular[lists[at]].mean() for at in chosen]
    bought = [popular[question.offered[question.wanted]].mean() for question in asked]
    return Group(
        name,
        len({question.customer_id for question in asked}),
        measure_ndcg(asked, model.weights.values),
        float(np.mean(shown)) if shown else 0.0,
        float(np.mean(bought)) if bought else 0.0,
    )


def _differ(range: Range, places: np.ndarray) -> float:
    types = [range.products[range.ids[place]].type for place in places]
    pairs = [(one, other) for at, one in enumerate(types) for other in types[at + 1 :]]
    return sum(one != other for one, other in pairs) / max(1, len(pairs))


def _calibrate(acts: Acts) -> Calibration | None:
    """Return how a rating model foresees a fifth of the ratings from the others; None for too few.

    Of very many ratings those of some customers stand for all.
    """
    rated = _draw_customers(acts.keep(np.asarray(acts.kind == kind_of(EventName.RATE))))
    if len(rated) < _LEAST_RATINGS:
        return None
    held = np.random.default_rng(0).random(len(rated)) < _HELD_OUT
    known, asked = rated.keep(~held), rated.keep(held)
    table = RatingTable(
        known.customer, known.product, known.value, len(acts.customer_ids), len(acts.product_ids), at=known.at
    )
    foreseen = BayesianModel().fit(table, Features()).predict(asked.customer, asked.product, asked.at)
    bins = np.array_split(np.argsort(foreseen, kind="stable"), _BINS)
    return Calibration(
        float(rmse(foreseen, asked.value)),
        tuple(float(foreseen[rows].mean()) for rows in bins),
        tuple(float(asked.value[rows].mean()) for rows in bins),
    )


def _draw_customers(rated: Acts) -> Acts:
    """Return all ratings of so many customers, drawn at random, that they are about as many as may be."""
    if len(rated) <= _MOST_RATINGS:
        return rated
    drawn = np.random.default_rng(0).random(len(rated.customer_ids)) < _MOST_RATINGS / len(rated)
    return rated.keep(drawn[rated.customer])


def _count_reasons(recommender: StoreRecommender, customer_ids: Sequence[str]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for customer_id in customer_ids:
        for suggestion in recommender.suggest(customer_id, SuggestContext(), _LIST):
            counts.update(reason.evidence[0].partition(":")[0] for reason in suggestion.because)
    return dict(counts.most_common())
