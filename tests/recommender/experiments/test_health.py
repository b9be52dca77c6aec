"""How the lists are: counted on a shop so small that the right numbers are known."""

from datetime import timedelta

import pytest

from recommender.experiments.exposures import Making, log_list
from recommender.experiments.health import Group, GroupHealth, measure_health
from recommender.experiments.records import Surface
from shop.consent import Purpose
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.recommender.crowd import READING, RUNNING, Clock, add_person, buy, open_crowd, put_on_sale


def show(store: Store, customer_id: str | None, *product_ids: str) -> None:
    with store.read() as tx:
        id = f"list_{tx.now.isoformat()}"
    assert log_list(store, id, Making(customer_id, Surface.SUGGESTIONS, product_ids), product_ids)


def describe(store: Store) -> dict[Group, GroupHealth]:
    return {health.group: health for health in measure_health(store, 30).groups}


def test_lists_are_counted_by_who_saw_them() -> None:
    store = open_crowd()  # twelve people who bought four products each, on one day
    add_person(store, "nora", Purpose.PERSONALISE)
    show(store, "nora", "shoe")
    show(store, "runner0", "lamp", "cap")
    show(store, "runner0", "lamp")
    show(store, "reader0", "mug")
    show(store, None, "shoe")
    found = describe(store)
    assert set(found) == {Group.NEW, Group.OCCASIONAL, Group.GUESTS}
    assert (found[Group.OCCASIONAL].lists, found[Group.OCCASIONAL].people) == (3, 2)
    assert (found[Group.GUESTS].lists, found[Group.GUESTS].people) == (1, 0)
    assert measure_health(store, 30).coverage == 4 / 10
    for days in range(20, 24):
        put_on_sale(store, f"thing{days}", "Running")
        buy(store, "runner0", f"thing{days}", days_ago=days)
    assert describe(store)[Group.REGULAR].lists == 2


def test_popularity_is_told_against_what_the_group_buys() -> None:
    store = open_crowd()  # each product is owned by six of fourteen
    show(store, "runner0", "sock")
    health = describe(store)[Group.OCCASIONAL]
    assert health.popularity == pytest.approx(6 / 14)
    assert health.own_popularity == pytest.approx(6 / 14)
    assert health.bias == pytest.approx(0.0)
    assert health.novelty_bits == pytest.approx(1.222, abs=0.001)  # -log2(6/14)
    put_on_sale(store, "kite", "Running")
    show(store, "reader0", "kite")
    both = describe(store)[Group.OCCASIONAL]
    assert both.popularity == pytest.approx(6 / 28)
    assert both.bias == pytest.approx(-0.5)
    assert both.novelty_bits > health.novelty_bits


def test_varied_lists_are_told_from_those_that_repeat_themselves() -> None:
    store = open_crowd()
    put_on_sale(store, "kite-1", "Running", brand="Kites")
    show(store, None, "sock", "cap", "vest")  # of one department
    alike = describe(store)[Group.GUESTS].diversity
    show(store, None, "sock", "novel")
    assert describe(store)[Group.GUESTS].diversity > alike > 0
    show(store, None, "sock")  # a list of one is neither
    assert describe(store)[Group.GUESTS].diversity == pytest.approx((alike + 1) / 2)


def test_a_shop_without_lists_has_no_groups() -> None:
    health = measure_health(open_crowd(), 30)
    assert (health.lists, health.coverage, health.groups, health.cut) == (0, 0.0, (), False)


def test_lists_before_the_time_looked_at_do_not_count() -> None:
    clock = Clock()
    store = open_crowd(MemoryStore(clock))
    show(store, None, "shoe")
    clock.now += timedelta(days=31)
    assert measure_health(store, 30).lists == 0
    assert measure_health(store, 60).lists == 1


def test_coverage_counts_what_is_on_sale() -> None:
    store = open_crowd()
    show(store, None, *RUNNING, *READING[:3])
    assert describe(store)[Group.GUESTS].coverage == pytest.approx(0.8)
