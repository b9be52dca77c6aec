"""Starting and stopping: on every store, one at a time, and nothing that cannot be run."""

from dataclasses import replace
from typing import Any

import pytest

from recommender.experiments.exposures import Making, log_list
from recommender.experiments.lifecycle import (
    Design,
    find_experiment,
    find_running,
    list_experiments,
    start_experiment,
    stop_experiment,
)
from recommender.experiments.records import Arm, Exposure, Guardrail, Kind, Metric, Surface
from shop.errors import Conflict, Invalid, NotFound
from shop.store import Store
from tests.fakes.store import MemoryStore

DESIGN = Design(
    "friends count less",
    (Arm("now", 0.9, {}), Arm("less", 0.1, {"friends": "0.2"})),
    guardrails=(Guardrail(Metric.PURCHASE, 0.01),),
)


def test_one_runs_at_a_time_and_is_over_once(store: Store) -> None:
    first = start_experiment(store, DESIGN)
    with pytest.raises(Conflict, match="stop it first"):
        start_experiment(store, DESIGN)
    assert find_running(store) == first
    over = stop_experiment(store, first.id, "no difference")
    assert (over.outcome, find_running(store)) == ("no difference", None)
    with pytest.raises(Conflict, match="already"):
        stop_experiment(store, first.id)
    second = start_experiment(store, DESIGN)
    assert [found.id for found in list_experiments(store)] == [second.id, first.id]
    assert find_experiment(store, first.id) == over
    with pytest.raises(NotFound):
        find_experiment(store, "exp_0")


def test_a_shown_list_is_kept_as_it_is_on_every_store(store: Store) -> None:
    making = Making(
        None, Surface.SIMILAR, ("b", "a"), "exp_1", "new", {"a": 0.25, "b": 0.75}, ("a", "b", "c"), {"asked": "c"}
    )
    assert log_list(store, "list_1", making, ["b", "a"])
    with store.read() as tx:
        kept = tx.find(Exposure, experiment_id="exp_1", surface=Surface.SIMILAR)
    assert kept == [
        Exposure(
            id="list_1",
            experiment_id="exp_1",
            arm="new",
            customer_id=None,
            surface=Surface.SIMILAR,
            product_ids=("b", "a"),
            propensities=(0.75, 0.25),
            candidates=("a", "b", "c"),
            rivals={"asked": "c"},
            teams=(),
            at=kept[0].at,
        )
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"arms": DESIGN.arms[:1]}, "2 to 8 arms"),
        ({"arms": (DESIGN.arms[0], DESIGN.arms[0])}, "different names"),
        ({"arms": (Arm("now", 0.5, {}), Arm("less", 0.4, {}))}, "not 0.9"),
        ({"arms": (Arm("now", 0.0, {}), Arm("less", 1.0, {}))}, "control"),
        ({"arms": (Arm("now", float("nan"), {}), Arm("less", 1.0, {}))}, "share of 'now' is nan"),
        ({"arms": (Arm("now", 1.0, {}), Arm("asked", 0.0, {}))}, "explore above 0"),
        ({"arms": (Arm("now", 0.5, {}), Arm("less", 0.5, {"colour": "1"}))}, "'colour' is nothing"),
        ({"arms": (Arm("now", 0.5, {}), Arm("less", 0.5, {"friends": "much"}))}, "friends is 'much'; allowed"),
        ({"name": ""}, "name"),
        ({"exploration": 0.6}, "exploration is 0.6; allowed: 0 to 0.5"),
        ({"window_days": 0}, "window_days is 0"),
        ({"least_effect": 0.0}, "least_effect is 0"),
        ({"alpha": 1.0}, "alpha is 1.0"),
        ({"kind": Kind.INTERLEAVING}, "share of 0.5"),
        ({"guardrails": (Guardrail(Metric.CART, -1.0),)}, "guardrail cart is -1.0"),
    ],
)
def test_what_cannot_be_run_is_refused_by_name(changes: dict[str, Any], says: str) -> None:
    store = MemoryStore()
    with pytest.raises(Invalid, match=says):
        start_experiment(store, replace(DESIGN, **changes))
    assert list_experiments(store) == []
