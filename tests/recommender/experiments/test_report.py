"""What an experiment tells, from lists that were shown and what people did then."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from recommender.experiments.assignment import assign
from recommender.experiments.records import Arm, Experiment, Exposure, Guardrail, Kind, Metric, Surface
from recommender.experiments.report import Report, make_report
from recommender.experiments.verdict import Decision
from shop.activity import Event, EventName
from shop.consent import ConsentRecord, Purpose, withdraw_consent
from shop.customers import Address, Customer
from shop.orders.records import Order, OrderItem, OrderStatus
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.recommender.experiments.setups import START, make_experiment

HOME = Address("1 Rua Alta", "", "Porto", "", "4000-001", "Portugal")
DAY = timedelta(days=1)


class Town:
    """A store whose clock the test sets, with people who see lists and do things."""

    def __init__(self, experiment: Experiment, days: int = 30) -> None:
        self.now = START + days * DAY
        self.store: Store = MemoryStore(lambda: self.now)
        self.experiment = experiment
        self._records: list[Any] = [experiment]
        self._people: set[str] = set()
        self._number = 0

    def see(self, person: str, product_ids: Sequence[str] = ("a", "b"), at: datetime = START, **fields: Any) -> str:
        """Show the person a list of their arm; return the arm."""
        arm = assign(self.experiment, person).name
        if person not in self._people:
            self._people.add(person)
            self._records.append(Customer(person, person, person, f"{person}@example.com", HOME))
            self._records.append(ConsentRecord(self._id(), person, Purpose.PERSONALISE, True, "test", START))
        shown = Exposure(
            id=self._id(), experiment_id=self.experiment.id, arm=arm, customer_id=person,
            surface=Surface.SUGGESTIONS, product_ids=tuple(product_ids), propensities=(), candidates=(), rivals={},
            teams=(), at=at,
        )  # fmt: skip
        self._records.append(replace(shown, **fields))
        return arm

    def do(self, person: str, name: EventName, product_id: str, at: datetime) -> None:
        self._records.append(Event(self._id(), name, person, product_id, None, None, at))

    def buy(self, person: str, product_id: str, at: datetime, status: OrderStatus = OrderStatus.PENDING) -> None:
        item = OrderItem(f"{product_id}-1", product_id, product_id, {}, 1000)
        self._records.append(Order(self._id(), person, status, (item,), HOME, "EUR", (), (), at, at))

    def report(self) -> Report:
        with self.store.write() as tx:
            tx.put(*self._records)
        return make_report(self.store, self.experiment)

    def _id(self) -> str:
        self._number += 1
        return f"r{self._number:07}"


def fill(town: Town, chances: dict[str, float], people: int = 1200, name: EventName = EventName.VIEW_ITEM) -> None:
    """Let people click, buy or reject with the chances of their arms."""
    drawn = np.random.default_rng(8).random(people)
    for number in range(people):
        person = f"p{number}"
        arm = town.see(person, at=START + (number % 10) * DAY)
        if drawn[number] < chances[arm]:
            town.do(person, name, "a", START + (number % 10 + 1) * DAY)


def test_a_better_arm_is_found_and_what_is_told_is_what_happened() -> None:
    town = Town(make_experiment())
    fill(town, {"now": 0.1, "new": 0.25})
    found = town.report()
    now, new = found.arms
    assert now.people + new.people == now.counted + new.counted == 1200
    (one,) = found.comparisons
    assert one.estimate.value == pytest.approx(new.rates[Metric.CLICK] - now.rates[Metric.CLICK])
    assert one.estimate.low > 0
    assert found.verdict.decision is Decision.BETTER
    assert "new is better" in found.verdict.sentence
    assert found.days["new"][-1].estimate == one.estimate
    assert len(found.days["new"]) == 10
    assert found.policies == ()


def test_nothing_to_tell_is_told_as_that() -> None:
    town = Town(make_experiment())
    found = town.report()
    assert found.verdict.decision is Decision.GO_ON
    assert (found.sizes_p, found.days["new"], found.comparisons[0].estimate.low) == (1.0, (), -math.inf)
    fill(town, {"now": 0.1, "new": 0.1}, people=300)
    assert town.report().verdict.decision is Decision.GO_ON


def test_worse_and_the_same_are_told_apart() -> None:
    town = Town(make_experiment())
    fill(town, {"now": 0.3, "new": 0.1})
    assert town.report().verdict.decision is Decision.WORSE
    town = Town(make_experiment(least_effect=0.2))
    fill(town, {"now": 0.1, "new": 0.1}, people=2000)
    assert town.report().verdict.decision is Decision.SAME


def test_the_fewer_rejections_the_better() -> None:
    town = Town(make_experiment(metric=Metric.REJECTION))
    fill(town, {"now": 0.3, "new": 0.1}, name=EventName.DISLIKE)
    assert town.report().verdict.decision is Decision.BETTER


def test_a_guardrail_stops_what_the_metric_would_praise() -> None:
    town = Town(make_experiment(guardrails=(Guardrail(Metric.PURCHASE, 0.01),)))
    fill(town, {"now": 0.1, "new": 0.25})
    drawn = np.random.default_rng(9).random(1200)
    for number in range(1200):
        person = f"p{number}"
        if drawn[number] < {"now": 0.3, "new": 0.1}[assign(town.experiment, person).name]:
            town.buy(person, "b", START + (number % 10 + 1) * DAY)
    found = town.report()
    assert found.guards[0].broken
    assert found.verdict.decision is Decision.HARM
    assert "new harms purchases" in found.verdict.sentence


def test_arms_of_the_wrong_sizes_come_before_everything() -> None:
    town = Town(make_experiment())
    fill(town, {"now": 0.1, "new": 0.3})
    lost = [f"q{number}" for number in range(2000)]
    for person in lost:
        if assign(town.experiment, person).name == "now":
            town.see(person)
    found = town.report()
    assert found.sizes_p < 0.001
    assert found.verdict.decision is Decision.BROKEN


def test_a_difference_between_equals_is_a_fault() -> None:
    town = Town(make_experiment(arms=(Arm("now", 0.5, {}), Arm("new", 0.5, {}))))
    fill(town, {"now": 0.1, "new": 0.3})
    found = town.report()
    assert found.verdict.decision is Decision.BROKEN
    assert "the same" in found.verdict.sentence


@pytest.mark.parametrize(
    ("product_id", "after", "counts"),
    [
        ("a", 1 * DAY, True),
        ("b", 6 * DAY, True),
        ("c", 1 * DAY, False),  # was not shown
        ("a", -1 * DAY, False),  # before it was shown
        ("a", 7 * DAY, False),  # after the window
        ("late", 3 * DAY, True),  # shown in a later list
        ("late", 1 * DAY, False),  # before that list
    ],
)
def test_what_counts_is_what_was_shown_before_within_the_window(
    product_id: str, after: timedelta, counts: bool
) -> None:
    town = Town(make_experiment())
    arm = town.see("maya")
    town.see("maya", ["late"], START + 2 * DAY)
    town.do("maya", EventName.ADD_TO_CART, product_id, START + after)
    described = next(one for one in town.report().arms if one.name == arm)
    assert (described.people, described.lists, described.counted) == (1, 2, 1)
    assert described.rates[Metric.CART] == counts


def test_people_whose_window_is_open_wait_and_those_who_withdrew_are_out() -> None:
    town = Town(make_experiment(), days=7)
    for person in ("early", "gone"):
        town.see(person)
    town.see("late", at=START + 1 * DAY)
    town.report()
    withdraw_consent(town.store, "gone", Purpose.PERSONALISE, source="test")
    found = make_report(town.store, town.experiment)
    assert sum(arm.people for arm in found.arms) == 2
    assert sum(arm.counted for arm in found.arms) == 1


def test_orders_are_purchases_unless_cancelled() -> None:
    town = Town(make_experiment())
    arms = {person: town.see(person) for person in ("buyer", "canceller")}
    town.buy("buyer", "a", START + DAY)
    town.buy("canceller", "a", START + DAY, OrderStatus.CANCELLED)
    rates = {arm.name: arm.rates[Metric.PURCHASE] * arm.counted for arm in town.report().arms}
    assert sum(rates.values()) == 1
    assert rates[arms["buyer"]] == 1


def test_interleaving_counts_people_by_whose_products_they_take() -> None:
    town = Town(make_experiment(kind=Kind.INTERLEAVING, least_effect=0.1))
    for number in range(300):
        town.see(f"p{number}", ["a", "b"], arm="", teams=("now", "new"))
        town.do(f"p{number}", EventName.VIEW_ITEM, "b" if number % 3 else "a", START + DAY)
    found = town.report()
    assert found.comparisons[0].estimate.value == pytest.approx(1 / 3)
    assert found.verdict.decision is Decision.BETTER
    assert "prefer" in found.verdict.sentence
    assert {arm.people for arm in found.arms} == {300}


def test_an_arm_that_is_only_asked_is_valued_by_the_lists_that_agree_with_it() -> None:
    arms = (Arm("now", 1.0, {}), Arm("asked", 0.0, {"friends": "0"}))
    town = Town(make_experiment(arms=arms, exploration=0.5))
    chance = np.random.default_rng(10)
    pleases = {"a": 0.2, "b": 0.6, "c": 0.1, "d": 0.1}
    for number in range(3000):
        first = "a" if chance.random() < 0.5 else "abcd"[chance.integers(4)]
        town.see(
            f"p{number}", [first], propensities=(0.625 if first == "a" else 0.125,),
            candidates=("a", "b", "c", "d"), rivals={"asked": "b"},
        )  # fmt: skip
        if chance.random() < pleases[first]:
            town.do(f"p{number}", EventName.VIEW_ITEM, first, START + DAY)
    found = town.report()
    values = {policy.policy: policy for policy in found.policies}
    for policy, truth in (("now", 0.2), ("asked", 0.6)):
        for value in (values[policy].ips, values[policy].snips, values[policy].doubly_robust):
            assert value.value == pytest.approx(truth, abs=0.13)  # more than three standard errors of the widest
            assert value.high - value.low < 0.2
    assert values["asked"].ips.effective_lists == pytest.approx(375, rel=0.2)
    assert found.comparisons == ()
    assert not found.verdict.stop
