"""What a merchant may say of the lists: every value checked, no two pins for one place, and who said it kept."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shop.errors import Conflict, Invalid, NotAllowed, NotFound, ShopError
from shop.merchandising import MerchantRule, RuleKind, Selection, Terms, Trait
from shop.merchandising.rules import (
    MOST_RULES,
    add_rule,
    find_rule,
    list_rules,
    remove_rule,
    replace_rule,
    rules_in_force,
    rules_with,
)
from shop.orders.actor import Actor, ActorKind, shopper
from shop.orders.records import AuditEntry
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.commerce.shop import STAFF, Clock, fill, put_one

SHOE, MUG = Selection(product_ids=("shoe",)), Selection(product_ids=("mug",))
PIN = Terms(RuleKind.PIN, SHOE, place=1)
BOOST = Terms(RuleKind.BOOST, Selection(brand="Acme"), factor=2.0)
BURY = Terms(RuleKind.BURY, Selection(type="mug"), factor=0.5)
CAP = Terms(RuleKind.CAP, Selection(category="Things"), most=2)
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shop(clock: Clock) -> Store:
    return fill(MemoryStore(clock))


def in_force(store: Store) -> tuple[MerchantRule, ...]:
    with store.read() as tx:
        return rules_in_force(tx)


def audit_of(store: Store, rule_id: str) -> list[AuditEntry]:
    with store.read() as tx:
        return tx.find(AuditEntry, subject_id=rule_id)


@pytest.mark.parametrize("terms", [PIN, BOOST, BURY, replace(BURY, factor=None), CAP, replace(CAP, each=Trait.TYPE)])
def test_a_rule_is_kept_as_it_was_said_on_every_store(store: Store, terms: Terms) -> None:
    fill(store)
    said = replace(terms, starts_at=MONDAY, ends_at=MONDAY + WEEK, note=" Spring ", priority=3)
    rule = add_rule(store, STAFF, said)
    assert rule.terms == replace(said, note="Spring")
    assert (rule.made_by, rule.changed_by) == ("staff_mia", "staff_mia")
    assert find_rule(store, rule.id) == rule
    assert list_rules(store) == [rule]


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (replace(PIN, place=None), "place"),
        (replace(PIN, place=0), "place"),
        (replace(PIN, place=51), "place"),
        (replace(PIN, factor=2.0), "factor"),
        (replace(PIN, selection=Selection(("shoe", "mug"))), "product_ids"),
        (replace(PIN, selection=Selection(brand="Acme")), "product_ids"),
        (replace(PIN, selection=Selection(("shoe",), brand="Acme")), "product_ids"),
        (replace(BOOST, factor=None), "factor"),
        (replace(BOOST, factor=1.0), "factor"),
        (replace(BOOST, factor=-2.0), "factor"),
        (replace(BOOST, factor=100.5), "factor"),
        (replace(BOOST, factor=float("nan")), "factor"),
        (replace(BOOST, factor=float("inf")), "factor"),
        (replace(BOOST, place=1), "place"),
        (replace(BURY, factor=0.0), "factor"),
        (replace(BURY, factor=1.0), "factor"),
        (replace(BURY, most=1), "most"),
        (replace(CAP, most=None), "most"),
        (replace(CAP, most=-1), "most"),
        (replace(CAP, most=51), "most"),
        (replace(BOOST, each=Trait.BRAND), "each"),
        (replace(BOOST, selection=Selection()), "product_ids"),
        (replace(CAP, selection=Selection()), "product_ids"),
        (replace(BOOST, selection=Selection(brand="acme")), "brand"),
        (replace(BOOST, selection=Selection(type="boat")), "type"),
        (replace(BOOST, selection=Selection(category="Thing")), "category"),
        (replace(BOOST, selection=Selection(("a b\n",))), "product_ids"),
        (replace(BOOST, priority=1_001), "priority"),
        (replace(BOOST, note="x" * 501), "note"),
        (replace(BOOST, starts_at=MONDAY, ends_at=MONDAY), "ends_at"),
        (replace(BOOST, starts_at=MONDAY, ends_at=MONDAY - WEEK), "ends_at"),
        (replace(BOOST, starts_at=MONDAY.replace(tzinfo=None)), "starts_at"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name_and_nothing_is_kept(shop: Store, terms: Terms, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        add_rule(shop, STAFF, terms)
    assert refused.value.field == field
    assert list_rules(shop) == []


def test_an_unknown_product_is_refused(shop: Store) -> None:
    with pytest.raises(NotFound, match="product 'boat'"):
        add_rule(shop, STAFF, replace(BOOST, selection=Selection(("shoe", "boat"))))


@pytest.mark.parametrize("category", ["Things", "Things > Shoe"])
def test_a_category_is_known_by_itself_or_by_what_is_below_it(shop: Store, category: str) -> None:
    put_one(shop, "boat", path=("Things & Boats", "Boat"))  # sorts between the category and what is below it
    rule = add_rule(shop, STAFF, replace(BOOST, selection=Selection(category=category)))
    assert rule.terms.selection.category == category


def test_every_product_can_be_counted_by_its_brand(shop: Store) -> None:
    assert add_rule(shop, STAFF, replace(CAP, selection=Selection(), each=Trait.BRAND)).terms.most == 2


@pytest.mark.parametrize("second", [replace(PIN, selection=MUG), replace(PIN, place=2)])
def test_two_pins_cannot_want_one_place_or_one_product_at_one_time(shop: Store, second: Terms) -> None:
    first = add_rule(shop, STAFF, replace(PIN, starts_at=MONDAY))
    with pytest.raises(Conflict, match=f"Rule {first.id} pins 'shoe' at place 1"):
        add_rule(shop, STAFF, second)
    other = add_rule(shop, STAFF, replace(second, ends_at=MONDAY))
    add_rule(shop, STAFF, replace(second, priority=1))
    with pytest.raises(Conflict):
        replace_rule(shop, STAFF, other.id, second)
    assert find_rule(shop, other.id) == other


def test_a_pin_may_be_moved_without_standing_in_its_own_way(shop: Store, clock: Clock) -> None:
    rule = add_rule(shop, STAFF, PIN)
    clock.pass_days(1)
    changed = replace_rule(shop, Actor(ActorKind.SYSTEM, "api key k1"), rule.id, replace(PIN, place=3))
    assert (changed.id, changed.made_by, changed.changed_by) == (rule.id, "staff_mia", "api key k1")
    assert changed.changed_at - changed.made_at == timedelta(days=1)
    assert list_rules(shop) == [changed]


def test_rules_hold_within_their_window_the_strongest_first(shop: Store, clock: Clock) -> None:
    always = add_rule(shop, STAFF, BOOST)
    clock.now += timedelta(minutes=1)
    strong = add_rule(shop, STAFF, replace(CAP, priority=1))
    week = add_rule(shop, STAFF, replace(BURY, starts_at=clock.now, ends_at=clock.now + WEEK))
    assert in_force(shop) == (strong, always, week)
    assert rules_with(shop, moment=clock.now - WEEK) == (strong, always)
    clock.now += WEEK - timedelta(minutes=1)
    assert in_force(shop) == (strong, always, week)
    clock.now += timedelta(minutes=1)
    assert in_force(shop) == (strong, always)


def test_a_draft_is_tried_among_the_rules_and_not_kept(shop: Store) -> None:
    pin = add_rule(shop, STAFF, PIN)
    draft = replace(PIN, selection=MUG)
    with pytest.raises(Conflict, match=pin.id):
        rules_with(shop, draft)
    (tried,) = rules_with(shop, draft, without=[pin.id])
    assert (tried.id, tried.terms) == ("draft", draft)
    later = replace(draft, starts_at=MONDAY + WEEK)
    assert rules_with(shop, later, without=[pin.id]) == ()
    assert [rule.id for rule in rules_with(shop, later, MONDAY + WEEK, without=[pin.id])] == ["draft"]
    assert list_rules(shop) == [pin]
    with pytest.raises(NotFound):
        rules_with(shop, without=["none"])
    with pytest.raises(Invalid, match="no time zone"):
        rules_with(shop, moment=MONDAY.replace(tzinfo=None))


def test_who_changed_what_is_recorded(shop: Store) -> None:
    rule = add_rule(shop, STAFF, BOOST)
    replace_rule(shop, STAFF, rule.id, replace(BOOST, factor=3.0))
    remove_rule(shop, STAFF, rule.id)
    by_action = {entry.action.partition("_")[0]: entry for entry in audit_of(shop, rule.id)}
    added, replaced, removed = (by_action[action] for action in ("add", "replace", "remove"))
    assert {entry.actor_id for entry in (added, replaced, removed)} == {"staff_mia"}
    assert (added.before, added.after["factor"]) == ({}, "2.0")
    assert (replaced.before, replaced.after) == ({"factor": "2.0"}, {"factor": "3.0"})
    assert (removed.before["kind"], removed.after) == ("boost", {})
    with pytest.raises(NotFound):
        find_rule(shop, rule.id)


def test_shoppers_make_no_rules(shop: Store) -> None:
    rule = add_rule(shop, STAFF, BOOST)
    for act in (
        lambda: add_rule(shop, shopper("ana"), PIN),
        lambda: replace_rule(shop, shopper("ana"), rule.id, PIN),
        lambda: remove_rule(shop, shopper("ana"), rule.id),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert list_rules(shop) == [rule]


def test_an_unknown_rule_is_not_found(shop: Store) -> None:
    for act in (
        lambda: find_rule(shop, "none"),
        lambda: replace_rule(shop, STAFF, "none", PIN),
        lambda: remove_rule(shop, STAFF, "none"),
    ):
        with pytest.raises(NotFound, match="rule 'none'"):
            act()


def test_there_is_an_end_to_rules(shop: Store) -> None:
    with shop.write() as tx:
        tx.add(*(MerchantRule(f"r{n}", BOOST, "mia", tx.now, "mia", tx.now) for n in range(MOST_RULES)))
    with pytest.raises(Conflict, match="500 rules"):
        add_rule(shop, STAFF, BOOST)


def test_of_racing_pins_for_one_place_one_is_kept(store: Store) -> None:
    fill(store)
    for n in range(8):
        put_one(store, f"kite-{n}")
    together, refused = threading.Barrier(8), list[ShopError]()

    def race(n: int) -> None:
        together.wait()
        try:
            add_rule(store, STAFF, replace(PIN, selection=Selection((f"kite-{n}",))))
        except Conflict as error:
            refused.append(error)

    racers = [threading.Thread(target=race, args=(n,)) for n in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert (len(list_rules(store)), len(refused)) == (1, 7)
