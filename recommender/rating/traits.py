"""Attributes as numbers: genres, years, ages, jobs as the columns of a sparse matrix."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack

from recommender.rating.model import Values

_KNOTS = 10  # of a number that has more values than that
_NUMERIC = 0.9  # of the values given
_FEWEST = 3  # items that have a value in common, on average and each


def encode_traits(traits: Mapping[str, Sequence[Sequence[str]]], n: int) -> csr_matrix | None:
    """Return float32 (n, columns), each attribute's part of a row of length 1 or 0; None for no usable attribute.

    `traits` holds the n rows' values by attribute. A number with many values becomes shares of two neighbours among
    ten knots; any other value becomes a column if some rows have it in common. An attribute that is nearly another
    for each row, a name, says nothing of the rest and is left out.
    """
    parts = [part for values in traits.values() if (part := _encode(values)) is not None and n]
    return csr_matrix(hstack(parts), dtype=np.float32) if parts else None


def _encode(values: Sequence[Sequence[str]]) -> csr_matrix | None:
    counts = Counter(value for row in values for value in row)
    if not counts or len(counts) == 1:
        return None
    numbers = _as_numbers(values)
    if numbers is not None and len(counts) > _KNOTS:
        return _spread_over_knots(numbers)
    if counts.total() < _FEWEST * len(counts):
        return None
    columns = {value: at for at, value in enumerate(sorted(v for v, count in counts.items() if count >= _FEWEST))}
    cells = [(row, columns[value]) for row, given in enumerate(values) for value in given if value in columns]
    rows = np.array([row for row, _ in cells], np.int64)
    sizes = np.bincount(rows, minlength=len(values))[rows] if len(cells) else np.ones(0)
    places = (rows, np.array([column for _, column in cells], np.int64))
    return csr_matrix((1 / np.sqrt(sizes), places), shape=(len(values), len(columns)))


def _as_numbers(values: Sequence[Sequence[str]]) -> Values | None:
    """Return one number a row, NaN for none; None when this is no attribute of numbers."""
    numbers = np.array([_number(row[0]) if len(row) == 1 else np.nan for row in values], np.float32)
    given = sum(bool(row) for row in values)
    return numbers if np.isfinite(numbers).sum() >= _NUMERIC * given else None


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return np.nan
    return number if np.isfinite(number) else np.nan


def _spread_over_knots(numbers: Values) -> csr_matrix:
    known = np.flatnonzero(np.isfinite(numbers))
    knots = np.unique(np.quantile(numbers[known], np.linspace(0, 1, _KNOTS)))
    place = np.interp(numbers[known], knots, np.arange(len(knots)))
    low = np.minimum(place.astype(np.int64), len(knots) - 2) if len(knots) > 1 else np.zeros(len(known), np.int64)
    share = place - low
    data = np.concatenate([1 - share, share])
    columns = np.concatenate([low, np.minimum(low + 1, len(knots) - 1)])
    return csr_matrix((data, (np.tile(known, 2), columns)), shape=(len(numbers), len(knots)))
