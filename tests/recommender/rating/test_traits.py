"""Attributes as columns."""

import numpy as np
import pytest

from recommender.rating.traits import encode_traits


def test_values_in_common_become_columns() -> None:
    encoded = encode_traits({"genre": (("war",), ("war", "love"), ("love",), ("war",), ("love",), ())}, 6)
    assert encoded is not None
    root = pytest.approx(1 / np.sqrt(2))
    assert encoded.toarray().tolist() == [[0, 1], [root, root], [1, 0], [0, 1], [1, 0], [0, 0]]


def test_names_are_left_out() -> None:
    assert encode_traits({"title": tuple((f"film {at}",) for at in range(50))}, 50) is None


def test_a_number_lies_between_its_neighbours() -> None:
    encoded = encode_traits({"year": (*((str(year),) for year in range(1900, 2001)), ("",), ())}, 103)
    assert encoded is not None
    rows = encoded.toarray()
    assert rows[:101].sum(axis=1) == pytest.approx(np.ones(101))
    assert (np.count_nonzero(rows, axis=1)[:101] <= 2).all()
    assert not rows[101:].any()
    assert np.abs(rows[50] - rows[51]).sum() < np.abs(rows[50] - rows[70]).sum()


@pytest.mark.parametrize("traits", [{}, {"genre": ((), (), ())}, {"genre": (("war",), ("war",), ("war",))}])
def test_what_tells_nothing_apart_is_nothing(traits: dict[str, tuple[tuple[str, ...], ...]]) -> None:
    assert encode_traits(traits, 3) is None
