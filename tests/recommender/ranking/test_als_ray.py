"""A crew of Ray workers learns exactly what one process learns."""

from collections.abc import Iterator

import numpy as np
import pytest
import ray

from recommender.ranking.als import Als
from recommender.ranking.als_ray import RayCrew
from recommender.ranking.protocol import Histories, gather

MODEL = Als(rank=8, rounds=4)


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


def make_histories(customers: int) -> Histories:
    chance = np.random.default_rng(0)
    return gather([chance.choice(30, chance.integers(0, 12), replace=False).tolist() for _ in range(customers)], 30)


def test_a_crew_learns_what_one_process_learns() -> None:
    histories = make_histories(50)
    (alone, customers), (crew, theirs) = MODEL.learn(histories), MODEL.learn(histories, RayCrew(2))
    assert np.allclose(alone.vectors, crew.vectors, atol=1e-5)
    assert np.allclose(customers, theirs, atol=1e-5)


def test_a_worker_without_customers_does_no_harm() -> None:
    histories = make_histories(1)
    assert np.allclose(MODEL.fit(histories).vectors, MODEL.learn(histories, RayCrew(2))[0].vectors, atol=1e-5)
