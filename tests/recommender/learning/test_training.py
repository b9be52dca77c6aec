"""A training run learns from the past, foresees the time after it, and never looks ahead."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.scale_data import make_crowd
from benchmarks.scale_product import make_acts
from recommender.acts import read_acts
from recommender.assortment import Assortment
from recommender.hybrid import StoreRecommender
from recommender.learning import evaluation
from recommender.learning.evaluation import evaluate
from recommender.learning.questions import Question, remember_for_questions, set_questions
from recommender.learning.training import Trained, train
from recommender.plan import Plan
from recommender.rating.bayesian import BayesianModel, BayesianPredictor
from recommender.rating.model import Features, RatingTable
from recommender.serve import SuggestContext
from retrieval.build import open_shelf
from retrieval.search import Shelf
from shop.activity import Event
from shop.catalogue import Product
from shop.consent import Purpose, withdraw_consent
from shop.errors import Invalid
from shop.orders.records import Order, OrderItem
from shop.store import Store
from tests.fakes.encoder import WordEncoder
from tests.recommender.crowd import READING
from tests.recommender.learning.shops import open_year


@pytest.fixture(scope="module")
def year() -> Store:
    return open_year()


@pytest.fixture(scope="module")
def shelf(year: Store) -> Shelf:
    return open_shelf(year, WordEncoder())


@pytest.fixture(scope="module")
def trained(year: Store, shelf: Shelf) -> Trained:
    return train(year, shelf)


def ask(store: Store, shelf: Shelf) -> list[Question]:
    with store.read() as tx:
        acts = read_acts(tx, (product.id for product in tx.find(Product)))
        return set_questions(tx, acts, Assortment().sync(tx), remember_for_questions(shelf), Plan())


def test_what_is_learned_keeps_to_the_camps(year: Store, shelf: Shelf, trained: Trained) -> None:
    assert trained.measured.questions > 40
    assert trained.measured.ndcg > trained.measured.ndcg_appeal
    assert trained.measured.ndcg_in_use is None
    found = StoreRecommender(year, shelf, trained.model).suggest(None, SuggestContext(seed_product_ids=("lamp",)), 3)
    assert {suggestion.product_id for suggestion in found} <= set(READING)


def test_the_past_knows_nothing_of_what_came_later(year: Store, shelf: Shelf) -> None:
    """Had p00 bought something else at last, the question to them would be the same, and its answer another."""
    other = open_year()
    with other.write() as tx:
        newest = max(tx.find(Order, customer_id="p00"), key=lambda order: order.placed_at)
        item = OrderItem("novel-1", "novel", "Novel", {}, 1000)
        tx.put(replace(newest, items=(item,)))
        event = next(event for event in tx.find(Event, customer_id="p00") if event.id == f"v-{newest.id}")
        tx.put(replace(event, product_id="novel"))
    (before,), (after,) = (
        [question for question in ask(store, shelf) if question.customer_id == "p00" and question.history == 3]
        for store in (year, other)
    )
    assert before.offered.tolist() == after.offered.tolist()
    assert before.parts.tolist() == after.parts.tolist()
    assert before.wanted.tolist() != after.wanted.tolist()


def test_better_settings_are_looked_for_and_the_best_are_kept(year: Store, shelf: Shelf) -> None:
    told: list[str] = []
    trained = train(year, shelf, search_s=4, progress=lambda doing, share: told.append(doing))
    assert len(trained.trials) > 1
    best = max(trained.trials, key=lambda trial: trial.ndcg)
    assert trained.model.plan == best.plan
    assert trained.measured.ndcg >= trained.trials[0].ndcg
    assert "Trying settings" in told


def test_the_one_in_use_is_measured_on_the_same_questions(year: Store, shelf: Shelf, trained: Trained) -> None:
    again = train(year, shelf, in_use=trained.model)
    assert again.measured.ndcg_in_use == pytest.approx(again.measured.ndcg, abs=0.05)
    assert again.model.plan == trained.model.plan


def test_without_consent_there_is_nothing_to_learn_from(shelf: Shelf) -> None:
    store = open_year()
    for number in range(60):
        withdraw_consent(store, f"p{number:02}", Purpose.TRAIN, source="test")
    trained = train(store, shelf)
    assert trained.measured.questions == 0
    assert trained.cleaning.acts == 0
    assert StoreRecommender(store, shelf, trained.model).suggest(None, SuggestContext(), 3)


def test_an_evaluation_tells_of_lists_and_groups(year: Store, shelf: Shelf, trained: Trained) -> None:
    found = evaluate(year, shelf, trained.model)
    assert found.questions == trained.measured.questions
    assert 0 < found.coverage <= 1
    assert 0 < found.diversity <= 1
    assert found.novelty > 0
    assert sum(group.customers > 0 for group in found.groups) >= 1
    assert found.calibration is None  # nobody rated anything
    assert set(found.reasons) <= {"product", "reviews", "review", "purchase", "wish", "category"}
    assert found.reasons["product"] > 0


def test_an_evaluation_after_training_asks_nothing_again(
    year: Store, shelf: Shelf, trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_anew = evaluate(year, shelf, trained.model)
    monkeypatch.setattr("recommender.learning.evaluation.set_questions", None)
    monkeypatch.setattr("recommender.learning.evaluation.read_acts", None)
    assert evaluate(year, shelf, trained.model, trained.past) == asked_anew


def test_stars_are_calibrated_on_a_bounded_number_of_ratings(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted: list[int] = []

    class Counting(BayesianModel):
        def fit(self, ratings: RatingTable, features: Features) -> BayesianPredictor:
            fitted.append(len(ratings))
            return super().fit(ratings, features)

    monkeypatch.setattr(evaluation, "BayesianModel", Counting)
    monkeypatch.setattr(evaluation, "_MOST_RATINGS", 400)
    crowd = make_crowd(200, 10, 60, seed=0)
    acts = make_acts(np.arange(0, 2_001, 10), crowd.items.ravel(), crowd.ratings.ravel(), crowd.n_items)
    assert evaluation._calibrate(acts) is not None
    assert 200 < fitted[0] < 500


def test_progress_tells_how_much_is_done(year: Store, shelf: Shelf) -> None:
    told: list[tuple[str, float]] = []
    train(year, shelf, progress=lambda doing, share: told.append((doing, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert len(set(shares)) >= 4
    assert told[-1] == ("Done", 1.0)


def test_settings_that_cannot_be_are_refused() -> None:
    with pytest.raises(Invalid, match="half_life_days is 0"):
        Plan(half_life_days=0)
