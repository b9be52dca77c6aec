"""`python -m bot experiments`: an operator starts, reads and stops an experiment."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.experiments import app
from recommender.experiments.exposures import Making, log_list
from recommender.experiments.lifecycle import find_experiment, find_running
from recommender.experiments.records import Arm, Guardrail, Kind, Metric, Surface
from settings import SettingsError
from shop.activity import Event, EventName
from shop.consent import Purpose, grant_consent
from shop.customers import Customer, add_customer
from shop.errors import Conflict, Invalid, NotFound
from tests.fakes.store import MemoryStore

HALVES = ["--arm", "now=0.5", "--arm", "quiet=0.5:friends=0.2,appeal=0"]


class Shop:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, tzinfo=UTC)
        self.store = MemoryStore(lambda: self.now)


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Shop:
    shop = Shop()
    monkeypatch.setattr("bot.database.open_store", lambda settings: shop.store)
    return shop


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def start(*arguments: str) -> str:
    done = run("start", "friends count less", *(arguments or HALVES))
    assert done.exit_code == 0, done.exception
    return done.stdout.strip()


def test_an_experiment_is_what_was_typed(shop: Shop) -> None:
    id = start(*HALVES, "--metric", "cart", "--guardrail", "purchase=0.01", "--explore", "0.1", "--window-days", "3")
    found = find_experiment(shop.store, id)
    assert found.arms == (Arm("now", 0.5, {}), Arm("quiet", 0.5, {"friends": "0.2", "appeal": "0"}))
    assert (found.metric, found.exploration, found.window_days) == (Metric.CART, 0.1, 3)
    assert found.guardrails == (Guardrail(Metric.PURCHASE, 0.01),)
    assert f"{id}  2026-03-01  running  friends count less: now 0.5, quiet 0.5" in run("list").stdout
    assert isinstance(run("start", "another", *HALVES).exception, Conflict)


def test_interleaving_is_typed_as_a_flag(shop: Shop) -> None:
    assert find_experiment(shop.store, start(*HALVES, "--interleave")).kind is Kind.INTERLEAVING


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--arm", "now=0.5", "--arm", "quiet"], "--arm is 'quiet'"),
        (["--arm", "now=0.5", "--arm", "quiet=0.5:friends"], "--arm has 'friends'"),
        (["--arm", "now=0.5", "--arm", "quiet=0.5:colour=1"], "'colour' is nothing"),
        ([*HALVES, "--guardrail", "joy=0.1"], "'joy' is not measured"),
        ([*HALVES, "--guardrail", "cart=much"], "--guardrail is 'cart=much'"),
    ],
)
def test_wrong_words_are_named(shop: Shop, arguments: list[str], says: str) -> None:
    done = run("start", "x", *arguments)
    assert isinstance(done.exception, Invalid)
    assert says in str(done.exception)
    assert find_running(shop.store) is None


def test_a_model_that_is_not_kept_is_no_arm(shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONFAB_DATA_DIR", str(tmp_path))
    done = run("start", "x", "--arm", "now=0.5", "--arm", "new=0.5:model=20260301T120000-abcd")
    assert isinstance(done.exception, NotFound)
    assert "20260301T120000-abcd" in str(done.exception)
    assert find_running(shop.store) is None


def test_without_a_log_no_experiment_starts(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFAB_LIST_LOG_DAYS", "0")
    done = run("start", "x", *HALVES)
    assert isinstance(done.exception, SettingsError)
    assert "CONFAB_LIST_LOG_DAYS is 0" in str(done.exception)


def test_a_report_tells_and_a_due_experiment_is_stopped(shop: Shop) -> None:
    id = start()
    for number in range(400):
        person, arm = f"p{number}", "quiet" if number % 2 else "now"
        customer = Customer(person, person, person, f"{person}@example.com")
        add_customer(shop.store, customer)
        grant_consent(shop.store, person, Purpose.PERSONALISE, source="test")
        making = Making(person, Surface.SUGGESTIONS, ("mug",), id, arm)
        log_list(shop.store, f"list_{person}", making, ["mug"])
        if arm == "quiet":
            with shop.store.write() as tx:
                tx.add(Event(person, EventName.VIEW_ITEM, person, "mug", None, None, tx.now))
    early = run("report", id, "--stop-if-due")
    assert "quiet: 200 people, 0 of them counted" in early.stdout
    assert "(no interval yet)" in early.stdout
    assert find_running(shop.store) is not None
    shop.now += timedelta(days=8)
    told = run("report", id, "--stop-if-due").stdout
    assert "now: 200 people, 200 of them counted, 200 lists; click 0.0%" in told
    assert "quiet, click: +100.00 in a hundred people" in told
    assert "quiet is better" in told
    assert find_running(shop.store) is None
    assert "quiet is better" in find_experiment(shop.store, id).outcome
    assert "stopped on 2026-03-09" in run("report", id).stdout
    assert isinstance(run("stop", id).exception, Conflict)


def test_stopping_keeps_what_stood(shop: Shop) -> None:
    id = start()
    assert "Stopped: friends count less. Go on: nothing is sure yet" in run("stop", id).stdout
    assert f"{id}  2026-03-01  stopped 2026-03-01" in run("list").stdout
    assert isinstance(run("report", "exp_0").exception, NotFound)
