"""The promises of a recommender, kept by the one over a store."""

import pytest

from recommender.experiments.lifecycle import Design, start_experiment
from recommender.experiments.records import Arm
from recommender.serve import Recommender, SuggestContext
from retrieval.build import open_shelf
from shop.sql.store import SqlStore
from shop.store import Store
from tests.contracts.known_people import KnownPeopleContract
from tests.contracts.recommender import Fit, RecommenderContract, ids
from tests.fakes.encoder import WordEncoder
from tests.recommender.crowd import fit_proven, open_crowd, open_for_test


def fit(store: Store) -> Recommender:
    return fit_proven(store, open_shelf(store, WordEncoder()))


class TestStoreRecommender(RecommenderContract, KnownPeopleContract):
    @pytest.fixture
    def store(self) -> Store:
        return open_crowd()

    @pytest.fixture
    def fit(self) -> Fit:
        return fit


class TestExperimentedRecommender(RecommenderContract, KnownPeopleContract):
    """An experiment runs that changes nothing: whoever suggests through it keeps every promise."""

    @pytest.fixture
    def store(self) -> Store:
        store = open_crowd()
        start_experiment(store, Design("nothing", (Arm("one", 0.5, {}), Arm("other", 0.5, {}))))
        return store

    @pytest.fixture
    def fit(self) -> Fit:
        return fit_experimented


def fit_experimented(store: Store) -> Recommender:
    shelf = open_shelf(store, WordEncoder())
    return open_for_test(store, shelf)


def test_a_database_gives_the_same_suggestions(sqlite_store: SqlStore) -> None:
    in_memory, in_database = fit(open_crowd()), fit(open_crowd(sqlite_store))
    for customer_id in ("runner0", "reader3", None):
        expected = in_memory.suggest(customer_id, SuggestContext())
        found = in_database.suggest(customer_id, SuggestContext())
        assert ids(found) == ids(expected)
        assert [suggestion.reasons for suggestion in found] == [suggestion.reasons for suggestion in expected]
