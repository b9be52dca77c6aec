"""The ratings of a made-up crowd as acts of a year."""

import numpy as np
import pytest

from benchmarks.scale_product import make_acts


def test_each_customer_rates_over_the_year_before_the_last_day() -> None:
    acts = make_acts(np.array([0, 2, 6]), np.arange(6, dtype=np.int32), np.ones(6, np.float32), n_items=9)
    assert acts.customer.tolist() == [0, 0, 1, 1, 1, 1]
    assert acts.product.tolist() == list(range(6))
    assert (20_000.0 - acts.at).tolist() == pytest.approx([365, 182.5, 365, 273.75, 182.5, 91.25])
    assert (len(acts.customer_ids), len(acts.product_ids)) == (2, 9)
