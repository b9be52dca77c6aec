"""What shoppers get while an experiment runs, and what is kept of it."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from recommender.experiments.experimented import LOOK_EVERY_S, ExperimentedRecommender
from recommender.experiments.exposures import ERASED_BY, export_my_lists, forget_old_lists
from recommender.experiments.lifecycle import Design, start_experiment, stop_experiment
from recommender.experiments.listed import HearsShown, list_of
from recommender.experiments.records import Arm, Exposure, Kind, Surface
from recommender.serve import SuggestContext, Suggestion
from shop.consent import Purpose, grant_consent, withdraw_consent
from shop.customers import Address, Customer, add_customer
from shop.errors import StoreUnavailable
from shop.privacy.erasure import erase_me
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.recommender.experiments.stand_ins import FixedArms, FixedRecommender, HandClock, ids, take_part

NOW = FixedRecommender("a", "b", "c", "d", "e", "f", "g")
NEW = FixedRecommender("n", "m", "a", "b", "c", "d", "e")
SPLIT = Design("new model", (Arm("now", 0.5, {}), Arm("new", 0.5, {})))
NOTHING = SuggestContext()


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    for number in range(40):
        add_person(store, f"person{number}")
    add_person(store, "silent", consents=False)
    return store


def add_person(store: Store, id: str, *, consents: bool = True) -> None:
    home = Address("1 Rua Alta", "", "Porto", "", "4000-001", "Portugal")
    add_customer(store, Customer(id, id, id, f"{id}@example.com", home))
    if consents:
        grant_consent(store, id, Purpose.PERSONALISE, source="test")


def logged(store: Store) -> list[Exposure]:
    with store.read() as tx:
        return tx.find(Exposure, order="at")


def see(recommender: HearsShown, suggestions: list[Suggestion], *, first: int = 5) -> list[str]:
    """Show the first ones, as an action does, and return them."""
    shown = ids(suggestions)[:first]
    recommender.shown(list_of(suggestions[0]), shown)
    return shown


def test_everybody_gets_their_arm_again_and_again_on_every_replica(store: MemoryStore) -> None:
    start_experiment(store, SPLIT)
    one, other = take_part(store, NOW, new=NEW), take_part(store, NOW, new=NEW)
    firsts = Counter[str]()
    for number in range(40):
        lists = [ids(r.suggest(f"person{number}", NOTHING)) for r in (one, other, one)]
        assert lists[0] == lists[1] == lists[2]
        assert ids(one.similar("x", f"person{number}")) == lists[0]
        firsts[lists[0][0]] += 1
    assert set(firsts) == {"a", "n"}
    assert min(firsts.values()) > 8


def test_what_was_shown_is_kept_with_its_arm_and_chances(store: MemoryStore) -> None:
    experiment = start_experiment(store, SPLIT)
    recommender = take_part(store, NOW, new=NEW)
    shown = see(recommender, recommender.suggest("person0", NOTHING))
    (kept,) = logged(store)
    assert (kept.experiment_id, kept.customer_id, kept.surface) == (experiment.id, "person0", Surface.SUGGESTIONS)
    assert list(kept.product_ids) == shown
    assert kept.arm == ("new" if shown[0] == "n" else "now")
    assert kept.propensities == (1.0,) * 5


def test_what_is_asked_for_and_not_shown_is_not_kept(store: MemoryStore) -> None:
    start_experiment(store, SPLIT)
    recommender = take_part(store, NOW, new=NEW)
    recommender.suggest("person0", NOTHING)
    recommender.shown("list_unknown", ["a"])
    assert logged(store) == []
    made = recommender.suggest("person0", NOTHING, 100)
    recommender.shown(list_of(made[0]), ["c", "found elsewhere", "d"])
    recommender.shown(list_of(made[0]), ["c", "d"])  # shown once is kept once
    (kept,) = logged(store)
    assert kept.product_ids == ("c", "d")
    assert kept.propensities == ()  # narrowed: the chances of the draw are no longer those of the places


def test_people_who_do_not_consent_get_the_recommender_in_use_and_leave_no_trace(store: MemoryStore) -> None:
    start_experiment(store, SPLIT)
    recommender = take_part(store, NOW, new=NEW)
    assert see(recommender, recommender.suggest("silent", NOTHING)) == ["a", "b", "c", "d", "e"]
    assert see(recommender, recommender.suggest("nobody the shop knows", NOTHING)) == ["a", "b", "c", "d", "e"]
    assert logged(store) == []
    made = recommender.suggest("person0", NOTHING)
    withdraw_consent(store, "person0", Purpose.PERSONALISE, source="test")
    see(recommender, made)
    assert logged(store) == []


def test_guests_are_in_no_experiment_and_their_lists_are_nobodys(store: MemoryStore) -> None:
    start_experiment(store, SPLIT)
    recommender = take_part(store, NOW, new=NEW)
    see(recommender, recommender.suggest(None, NOTHING))
    (kept,) = logged(store)
    assert (kept.experiment_id, kept.arm, kept.customer_id) == ("", "", None)


def test_without_an_experiment_lists_are_kept_as_they_are_and_with_no_days_not_at_all(store: MemoryStore) -> None:
    recommender = take_part(store, NOW)
    see(recommender, recommender.suggest("person0", NOTHING))
    (kept,) = logged(store)
    assert (kept.experiment_id, kept.customer_id, kept.product_ids) == ("", "person0", ("a", "b", "c", "d", "e"))
    start_experiment(store, SPLIT)
    off = take_part(store, NOW, keep_days=0, new=NEW)
    made = [off.suggest(f"person{number}", NOTHING) for number in range(40)]
    assert {found[0].product_id for found in made} == {"a"}
    assert all(list_of(suggestion) == "" for found in made for suggestion in found)


def test_a_drawn_first_place_has_its_chance_and_the_arm_that_is_only_asked_is_written_down(store: MemoryStore) -> None:
    arms = (Arm("now", 1.0, {}), Arm("new", 0.0, {}))
    start_experiment(store, Design("asked", arms, exploration=0.4))
    recommender = take_part(store, NOW, new=NEW)
    for _ in range(20):
        for number in range(40):
            see(recommender, recommender.suggest(f"person{number}", NOTHING))
    lists = logged(store)
    assert {kept.arm for kept in lists} == {"now"}
    assert {kept.rivals["new"] for kept in lists} == {"n"}
    assert {kept.candidates for kept in lists} == {("a", "b", "c", "d", "e", "f", "g", "n")}
    firsts = Counter(kept.product_ids[0] for kept in lists)
    for id in lists[0].candidates:
        (told,) = {kept.propensities[0] for kept in lists if kept.product_ids[0] == id}
        assert told == pytest.approx(0.65 if id == "a" else 0.05)
        assert firsts[id] / len(lists) == pytest.approx(told, abs=0.08)
    long = recommender.suggest("person0", NOTHING, 100)
    assert ids(long)[0] == "a"  # a list that will be narrowed is never drawn


def test_an_interleaved_list_has_both_arms_and_who_put_what_there(store: MemoryStore) -> None:
    start_experiment(store, Design("both", (Arm("now", 0.5, {}), Arm("new", 0.5, {})), kind=Kind.INTERLEAVING))
    recommender = take_part(store, NOW, new=NEW)
    for number in range(40):
        made = recommender.suggest(f"person{number}", NOTHING)
        assert len(set(ids(made))) == 5
        see(recommender, made)
    lists = logged(store)
    assert Counter(kept.product_ids[0] for kept in lists).keys() == {"a", "n"}
    for kept in lists:
        assert len(kept.teams) == len(kept.product_ids)
        assert set(kept.teams) == {"now", "new"}
        assert kept.propensities == ()


def test_experiments_are_taken_up_and_let_go_by_itself(store: MemoryStore) -> None:
    clock = HandClock()
    recommender = take_part(store, NOW, clock=clock, new=NEW)
    experiment = start_experiment(
        store, replace(SPLIT, arms=(Arm("new", 1.0, {}), Arm("now", 0.0, {})), exploration=0.1)
    )
    assert ids(recommender.suggest("person0", NOTHING, 100))[0] == "a"
    clock.now += LOOK_EVERY_S
    look(recommender)
    assert ids(recommender.suggest("person0", NOTHING, 100))[0] == "n"
    stop_experiment(store, experiment.id)
    clock.now += LOOK_EVERY_S
    look(recommender)
    assert ids(recommender.suggest("person0", NOTHING, 100))[0] == "a"


def look(recommender: HearsShown) -> None:
    """Ask, so that it looks again, and wait until it has."""
    recommender.suggest(None, NOTHING)  # type: ignore[attr-defined]
    for thread in threading.enumerate():
        if thread.name == "experiments":
            thread.join(5)


def test_an_arm_that_cannot_be_opened_leaves_the_shop_as_it_was(store: MemoryStore) -> None:
    start_experiment(store, SPLIT)
    recommender = ExperimentedRecommender(store, NOW, FixedArms({}), keep_days=90, clock=HandClock())
    with capture_logs() as logs:
        recommender.try_refresh()
    assert ids(recommender.suggest("person0", NOTHING))[0] == "a"
    assert "no longer known" in logs[0]["error"]


class FullDisk(MemoryStore):
    """Reads on, and writes nothing any more once it is full."""

    full = False

    def write(self, **options):  # type: ignore[no-untyped-def]
        if self.full:
            raise StoreUnavailable("The database did not answer: disk full")
        return super().write(**options)


def test_a_list_that_cannot_be_kept_is_reported_and_the_shopper_has_it() -> None:
    store = FullDisk()
    add_person(store, "person0")
    recommender = take_part(store, NOW)
    store.full = True
    made = recommender.suggest("person0", NOTHING)
    assert ids(made) == ["a", "b", "c", "d", "e"]
    with capture_logs() as logs:
        see(recommender, made)
    assert [(entry["event"], entry["log_level"]) for entry in logs] == [("a shown list is lost", "error")]
    assert "disk full" in logs[0]["error"]


def test_erasure_and_the_copy_of_ones_data_cover_the_lists(store: MemoryStore) -> None:
    recommender = take_part(store, NOW)
    for id in ("person0", "person1"):
        see(recommender, recommender.suggest(id, NOTHING))
    copy = export_my_lists(store, "person0")["lists_shown"]
    assert [shown["product_ids"] for shown in copy] == [["a", "b", "c", "d", "e"]]  # type: ignore[index,union-attr,call-overload]
    erase_me(store, "person0", further=ERASED_BY)
    assert [kept.customer_id for kept in logged(store)] == ["person1"]


def test_old_lists_go(store: MemoryStore) -> None:
    recommender = take_part(store, NOW)
    see(recommender, recommender.suggest("person0", NOTHING))
    (kept,) = logged(store)
    with store.write() as tx:
        tx.add(replace(kept, id="list_old", at=kept.at - timedelta(days=91)))
    assert forget_old_lists(store, 90) == 1
    assert logged(store) == [kept]
