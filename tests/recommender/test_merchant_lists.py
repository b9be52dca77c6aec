"""The merchant's rules in the lists that shoppers get: they order what may be shown, and bring in nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from recommender.fit import fit_recommender
from recommender.hybrid import StoreRecommender
from recommender.merchandising import PICKED
from recommender.serve import SuggestContext
from retrieval.build import open_shelf
from shop.activity import EventName
from shop.catalogue import set_stock, withdraw_product
from shop.merchandising import RuleKind, Selection, Terms, Trait
from shop.merchandising.rules import add_rule, remove_rule
from shop.orders.actor import Actor, ActorKind
from shop.store import Store
from tests.fakes.encoder import WordEncoder
from tests.recommender.crowd import READING, RUNNING, add_person, buy, look_at, open_crowd, put_on_sale

STAFF = Actor(ActorKind.STAFF, "mia")
PIN = Terms(RuleKind.PIN, Selection(("mug",)), place=1)


@pytest.fixture
def store() -> Store:
    return open_crowd()


@pytest.fixture
def recommender(store: Store) -> StoreRecommender:
    return fit_recommender(store, open_shelf(store, WordEncoder()))


def ids(recommender: StoreRecommender, customer_id: str | None = None, limit: int = 5, **context: object) -> list[str]:
    found = recommender.suggest(customer_id, SuggestContext(**context), limit)  # type: ignore[arg-type]
    return [suggestion.product_id for suggestion in found]


def test_a_pin_holds_from_the_next_list_on_until_it_is_deleted(recommender: StoreRecommender, store: Store) -> None:
    before = ids(recommender, "runner0")
    rule = add_rule(store, STAFF, PIN)
    assert ids(recommender, "runner0") == ["mug", *[id for id in before if id != "mug"]][:5]
    remove_rule(store, STAFF, rule.id)
    assert ids(recommender, "runner0") == before


@pytest.mark.parametrize(
    "reason",
    [
        "sold out",
        "withdrawn",
        "too dear",
        "rejected",
        "seen now",
        "owned",
        "disliked",
        "adults only",
        "other type",
    ],
)
def test_a_pin_never_shows_what_must_not_be_shown(recommender: StoreRecommender, store: Store, reason: str) -> None:
    context: dict[str, object] = {}
    match reason:
        case "sold out":
            set_stock(store, "mug-1", 0)
        case "withdrawn":
            withdraw_product(store, "mug")
        case "too dear":
            context = {"budget_max_cents": 3_999}
        case "rejected":
            context = {"excluded_ids": ("mug",)}
        case "seen now":
            context = {"seed_product_ids": ("mug",)}
        case "owned":
            buy(store, "runner0", "mug")
        case "disliked":
            look_at(store, "runner0", "mug", EventName.DISLIKE)
        case "adults only":
            put_on_sale(store, "mug", "Reading", cents=4000, min_age=60)
        case "other type":
            context = {"product_type": "shoe"}
    add_rule(store, STAFF, PIN)
    add_rule(store, STAFF, Terms(RuleKind.BOOST, Selection(("mug",)), factor=100.0))
    assert "mug" not in ids(recommender, "runner0", 10, **context)


def test_a_pin_has_its_true_reasons_or_is_said_to_be_picked(recommender: StoreRecommender, store: Store) -> None:
    add_person(store, "nora")
    put_on_sale(store, "kite", "Outdoor")
    add_rule(store, STAFF, replace(PIN, selection=Selection(("kite",))))
    add_rule(store, STAFF, replace(PIN, selection=Selection(("novel",)), place=2))
    silent, speaking = recommender.suggest("nora", SuggestContext(seed_product_ids=("lamp",)), 2)
    assert (silent.product_id, silent.reasons) == ("kite", (PICKED,))
    assert (speaking.product_id, speaking.reasons) == ("novel", ("People who bought the Lamp also bought it",))
    (within,) = recommender.suggest("nora", SuggestContext(budget_max_cents=5000), 1)
    assert within.reasons == ("Within your budget",)


def test_what_is_only_boosted_is_not_said_to_be_picked(recommender: StoreRecommender, store: Store) -> None:
    put_on_sale(store, "kite", "Outdoor")
    add_rule(store, STAFF, Terms(RuleKind.BOOST, Selection(("kite",)), factor=100.0))
    (first,) = recommender.suggest(None, SuggestContext(), 1)
    assert (first.product_id, first.reasons) == ("kite", ())


def test_what_is_buried_comes_last_and_what_is_boosted_first(recommender: StoreRecommender, store: Store) -> None:
    add_rule(store, STAFF, Terms(RuleKind.BURY, Selection(category="Running")))
    found = ids(recommender, None, 10)
    assert set(found[:5]) == set(READING)
    add_rule(store, STAFF, Terms(RuleKind.BOOST, Selection(("shoe",)), factor=100.0, priority=1))
    found = ids(recommender, None, 10)
    assert (found[0], set(found[6:])) == ("shoe", set(RUNNING) - {"shoe"})


def test_a_cap_holds_on_the_list_and_leaves_it_as_long(recommender: StoreRecommender, store: Store) -> None:
    for n in range(30):
        put_on_sale(store, f"acme-{n}", "Acme", brand="Acme")
    add_rule(store, STAFF, Terms(RuleKind.BOOST, Selection(brand="Acme"), factor=100.0))
    add_rule(store, STAFF, Terms(RuleKind.CAP, Selection(), most=1, each=Trait.BRAND))
    found = ids(recommender, None, 5)
    assert len(found) == 5
    assert [id for id in found if id.startswith("acme")] == found[:1]


def test_rules_hold_in_their_window_only(recommender: StoreRecommender, store: Store) -> None:
    with store.read() as tx:
        now = tx.now
    before = ids(recommender)
    assert before[0] != "mug"
    for starts_at, ends_at in ((now - timedelta(days=2), now - timedelta(days=1)), (now + timedelta(days=1), None)):
        add_rule(store, STAFF, replace(PIN, starts_at=starts_at, ends_at=ends_at))
    assert ids(recommender) == before
    add_rule(store, STAFF, replace(PIN, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1)))
    assert ids(recommender)[0] == "mug"


def test_a_present_and_the_next_page_keep_the_rules(recommender: StoreRecommender, store: Store) -> None:
    add_rule(store, STAFF, PIN)
    assert ids(recommender, "runner0", recipient_id="runner1")[0] == "mug"
    assert "mug" not in ids(recommender, "runner0", excluded_ids=ids(recommender, "runner0"))
