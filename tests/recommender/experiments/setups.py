"""Experiments as tests need them."""

from datetime import UTC, datetime
from typing import Any

from recommender.experiments.records import Arm, Experiment, Kind, Metric

START = datetime(2026, 3, 1, tzinfo=UTC)
HALVES = (Arm("now", 0.5, {}), Arm("new", 0.5, {"friends": "0"}))


def make_experiment(**changes: Any) -> Experiment:
    """Return a split of halves, unless other values are given."""
    values: dict[str, Any] = {
        "id": "exp_1",
        "name": "friends count less",
        "kind": Kind.SPLIT,
        "arms": HALVES,
        "metric": Metric.CLICK,
        "guardrails": (),
        "exploration": 0.0,
        "window_days": 7,
        "least_effect": 0.02,
        "alpha": 0.05,
        "started_at": START,
    }
    return Experiment(**(values | changes))
