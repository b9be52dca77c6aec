"""Partners are what all pairs would give, the best of them kept."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix, random

from recommender.ranking.partners import find_partners


@pytest.fixture(scope="module")
def had() -> csr_matrix:
    return csr_matrix(random(200, 30, 0.2, random_state=1, format="csr"), dtype=np.float32)


def all_pairs(had: csr_matrix, least: int, shrinkage: float) -> np.ndarray:
    columns = had.toarray()
    norms = np.linalg.norm(columns, axis=0)
    common = (columns > 0).astype(int).T @ (columns > 0).astype(int)
    values = columns.T @ columns / np.outer(norms, norms) * common / (common + shrinkage) * (common >= least)
    np.fill_diagonal(values, 0)
    return np.asarray(values)


@pytest.mark.parametrize(("least", "shrinkage"), [(1, 0.0), (1, 100.0), (9, 5.0)])
def test_with_room_for_all_it_is_every_pair(had: csr_matrix, least: int, shrinkage: float) -> None:
    assert find_partners(had, 30, least, shrinkage).toarray() == pytest.approx(
        all_pairs(had, least, shrinkage), abs=1e-6
    )


def test_with_less_room_the_best_are_kept(had: csr_matrix) -> None:
    found, everything = find_partners(had, 4, 1, 10.0).toarray(), all_pairs(had, 1, 10.0)
    for row, values in zip(found, everything, strict=True):
        assert sorted(row[row > 0]) == pytest.approx(sorted(values)[-4:], abs=1e-6)


@pytest.mark.parametrize("shape", [(0, 3), (4, 3), (0, 0)])
def test_nothing_had_has_no_partners(shape: tuple[int, int]) -> None:
    found = find_partners(csr_matrix(shape, dtype=np.float32), 5, 1, 0.0)
    assert found.shape == (shape[1], shape[1])
    assert found.nnz == 0
