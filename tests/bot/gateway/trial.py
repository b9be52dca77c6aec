"""A market in which an experiment has been running for three weeks: the new arm pleases more people."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from recommender.experiments.assignment import assign
from recommender.experiments.records import Arm, Experiment, Exposure, Guardrail, Kind, Metric, Surface
from shop.activity import Event, EventName
from shop.consent import ConsentRecord, Purpose
from shop.customers import Address, Customer
from shop.orders.records import Order, OrderItem, OrderStatus
from shop.store import Store

HOME = Address("1 Rua Alta", "", "Porto", "", "4000-001", "Portugal")
_DAY = timedelta(days=1)
_SHOES = tuple(f"shoe-{number}" for number in range(6))
_CLICKS = {"as it is": 0.12, "friends count less": 0.3}


def run_trial(store: Store, *, people: int = 700) -> tuple[Experiment, Experiment]:
    """Put the trial into the small market; return the one that runs and one that is over."""
    start = datetime.now(UTC) - 21 * _DAY
    running, over = _set_up(start)
    chance = np.random.default_rng(12)
    records: list[Any] = [running, over]
    for number in range(people):
        records += _live(running, f"person{number}", start + (number % 12) * _DAY, chance, number)
    for number in range(40):
        shoes = _SHOES[number % 4 : number % 4 + 3]
        records.append(_show(f"guest{number}", None, "", "", shoes, datetime.now(UTC) - _DAY))
    with store.write() as tx:
        tx.add(*records)
    return running, over


def _set_up(start: datetime) -> tuple[Experiment, Experiment]:
    arms = (
        Arm("as it is", 0.5, {}),
        Arm("friends count less", 0.5, {"friends": "0.2"}),
        Arm("popular first", 0.0, {"appeal": "1"}),
    )
    running = Experiment(
        "exp_running", "Friends count less", Kind.SPLIT, arms, Metric.CLICK,
        (Guardrail(Metric.PURCHASE, 0.02), Guardrail(Metric.REJECTION, 0.02)), 0.2, 7, 0.03, 0.05, start,
    )  # fmt: skip
    over = Experiment(
        "exp_over", "Is everything as it should be?", Kind.SPLIT, (Arm("one", 0.5, {}), Arm("other", 0.5, {})),
        Metric.CLICK, (), 0.0, 7, 0.02, 0.05, start - 30 * _DAY, start - _DAY,
        "Stop: no arm differs by 2 people in a hundred or more.", "exp_over",
    )  # fmt: skip
    return running, over


def _live(experiment: Experiment, id: str, at: datetime, chance: np.random.Generator, number: int) -> list[Any]:
    """Return a person who sees one list, clicks by the chance of their arm, and may buy or reject something."""
    arm = assign(experiment, id).name
    first = _SHOES[0] if chance.random() < 0.8 else _SHOES[chance.integers(6)]
    list_ids = (first, *(shoe for shoe in _SHOES if shoe != first))[:5]
    lived: list[Any] = [
        Customer(id, id, id, f"{id}@example.com", HOME),
        ConsentRecord(f"consent_{id}", id, Purpose.PERSONALISE, True, "test", at - _DAY),
        _show(f"list_{id}", id, experiment.id, arm, list_ids, at, first),
    ]
    if chance.random() < _CLICKS[arm]:
        lived.append(Event(f"click_{id}", EventName.VIEW_ITEM, id, first, None, None, at + _DAY))
    if chance.random() < 0.03:
        lived.append(Event(f"no_{id}", EventName.DISLIKE, id, list_ids[1], None, None, at + _DAY))
    for bought in range(number % 6):
        shoe = _SHOES[(number + bought) % 6]
        item = OrderItem(f"{shoe}-38", shoe, shoe, {}, 5000)
        placed = at - (bought + 2) * _DAY
        lived.append(Order(f"#W{id}-{bought}", id, OrderStatus.DELIVERED, (item,), HOME, "EUR", (), (), placed, placed))
    return lived


def _show(
    id: str, customer_id: str | None, experiment_id: str, arm: str, product_ids: tuple[str, ...], at: datetime,
    first: str = "",
) -> Exposure:  # fmt: skip
    drawn = 0.8 + 0.2 / 6 if first == _SHOES[0] else 0.2 / 6
    return Exposure(
        id=id,
        experiment_id=experiment_id,
        arm=arm,
        customer_id=customer_id,
        surface=Surface.SUGGESTIONS,
        product_ids=product_ids,
        propensities=(drawn, *(1.0,) * (len(product_ids) - 1)) if first else (),
        candidates=_SHOES if first else (),
        rivals={"popular first": _SHOES[1]} if first else {},
        teams=(),
        at=at,
    )
