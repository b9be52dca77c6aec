"""The ratings of a made-up crowd as acts of a year, and the product's lists for that crowd."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.scale_data import make_crowd
from benchmarks.scale_lists import time_lists
from benchmarks.scale_product import make_acts
from recommender.model import fit_model


def test_each_customer_rates_over_the_year_before_the_last_day() -> None:
    acts = make_acts(np.array([0, 2, 6]), np.arange(6, dtype=np.int32), np.ones(6, np.float32), n_items=9)
    assert acts.customer.tolist() == [0, 0, 1, 1, 1, 1]
    assert acts.product.tolist() == list(range(6))
    assert (20_000.0 - acts.at).tolist() == pytest.approx([365, 182.5, 365, 273.75, 182.5, 91.25])
    assert (len(acts.customer_ids), len(acts.product_ids)) == (2, 9)


def test_the_products_own_lists_are_timed_with_friends_and_meaning(tmp_path: Path) -> None:
    crowd = make_crowd(30, 5, 60, seed=0)
    starts = np.arange(0, crowd.items.size + 1, crowd.items.shape[1])
    acts = make_acts(starts, crowd.items.ravel(), crowd.ratings.ravel(), crowd.n_items)
    model = fit_model(acts, 20_000.0, np.full(60, 3.5, np.float32))
    figures = time_lists(model, acts, crowd.vectors, 20_000.0, tmp_path)
    assert set(figures) == {"list_ms_p50", "list_ms_p95", "cold_list_ms_p50", "guest_list_ms_p50"}
    assert min(figures.values()) > 0
