"""The operator's pages: for whoever has a key that opens them, on every screen, and for nobody else."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from bot.gateway.operator_session import COOKIE, sign_operator
from bot.gateway.session import COOKIE as SHOPPER_COOKIE
from bot.gateway.session import sign_session
from recommender.experiments.records import Exposure
from shop.api_keys import Scope, make_key, revoke_key
from tests.bot.gateway.market import SECRET_KEY, fill_market, open_app
from tests.bot.gateway.trial import run_trial
from tests.fakes.store import MemoryStore

PAGE = "/operator/recommendations"
HOME = {"sec-fetch-site": "same-origin"}  # as browsers say for a form of our own


@pytest.fixture
def visitor(market: MemoryStore) -> TestClient:
    """A browser that nobody has signed in with."""
    return TestClient(open_app(market), headers={"accept": "text/html"}, follow_redirects=False)


def enter(visitor: TestClient, secret: str) -> int:
    return visitor.post("/operator/sign-in", data={"secret": secret}, headers=HOME).status_code


def read_page(market: MemoryStore, address: str = PAGE) -> str:
    visitor = TestClient(open_app(market), headers={"accept": "text/html"}, follow_redirects=False)
    assert enter(visitor, make_key(market, "my desk", [Scope.RECOMMENDER_READ])[1]) == 303
    answer = visitor.get(address)
    assert answer.status_code == 200
    return answer.text


# Who gets in


def test_a_key_with_the_scope_opens_the_page_until_one_signs_out(market: MemoryStore, visitor: TestClient) -> None:
    assert visitor.get("/operator").headers["location"] == PAGE
    assert visitor.get(PAGE).headers["location"] == "/operator/sign-in"
    secret = make_key(market, "my desk", [Scope.RECOMMENDER_READ])[1]
    answer = visitor.post("/operator/sign-in", data={"secret": f" {secret} "}, headers=HOME)
    assert answer.headers["location"] == PAGE
    cookie = answer.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "Path=/operator", "SameSite=strict", "Max-Age=7200"))
    assert secret not in cookie
    page = visitor.get(PAGE)
    assert (page.status_code, page.headers["cache-control"], page.headers["x-robots-tag"]) == (
        200,
        "no-store",
        "noindex",
    )
    assert "my desk" in page.text
    assert "widget.js" not in page.text
    visitor.post("/operator/sign-out", headers=HOME)
    assert visitor.get(PAGE).status_code == 303


def test_wrong_keys_are_told_what_is_needed(market: MemoryStore, visitor: TestClient) -> None:
    other = make_key(market, "import", [Scope.ORDERS_READ, Scope.CATALOGUE_WRITE])[1]
    for secret in (other, "ck_nothing", "x" * 400, other[:-1] + "ü"):
        answer = visitor.post("/operator/sign-in", data={"secret": secret}, headers=HOME)
        assert answer.status_code == 401
        assert "recommender:read" in answer.text
        assert secret not in answer.text
    assert visitor.get(PAGE).status_code == 303


def test_a_revoked_key_closes_the_page_at_once(market: MemoryStore, visitor: TestClient) -> None:
    key, secret = make_key(market, "my desk", [Scope.RECOMMENDER_READ])
    assert enter(visitor, secret) == 303
    assert visitor.get(PAGE).status_code == 200
    revoke_key(market, key.id)
    assert visitor.get(PAGE).status_code == 303


def test_no_other_cookie_opens_it(market: MemoryStore, visitor: TestClient) -> None:
    key, _ = make_key(market, "my desk", [Scope.RECOMMENDER_READ])
    orders = make_key(market, "orders", [Scope.ORDERS_READ])[0]
    late = {"sub": key.id, "aud": "confab:operator", "exp": datetime.now(UTC) - timedelta(seconds=1)}
    cookies = [
        sign_session(SECRET_KEY, "cust_maya"),  # a shopper's
        sign_session(SECRET_KEY, key.id),
        sign_operator("another secret, of thirty-two characters", key.id),
        sign_operator(SECRET_KEY, "k_unknown"),
        sign_operator(SECRET_KEY, orders.id),  # a key without the scope
        jwt.encode(late, SECRET_KEY, algorithm="HS256"),
        "nonsense",
    ]
    for cookie in cookies:
        visitor.cookies.set(COOKIE, cookie)
        assert visitor.get(PAGE).status_code == 303
    visitor.cookies.set(COOKIE, sign_operator(SECRET_KEY, key.id))
    assert visitor.get(PAGE).status_code == 200
    visitor.cookies.delete(COOKIE)
    visitor.cookies.set(SHOPPER_COOKIE, sign_operator(SECRET_KEY, key.id))
    assert visitor.get(PAGE).status_code == 303


def test_another_site_cannot_sign_anybody_in_or_out(market: MemoryStore, visitor: TestClient) -> None:
    secret = make_key(market, "my desk", [Scope.RECOMMENDER_READ])[1]
    foreign = {"sec-fetch-site": "cross-site"}
    for path in ("/operator/sign-in", "/operator/sign-out"):
        assert visitor.post(path, data={"secret": secret}, headers=foreign).status_code == 403


def test_shoppers_find_no_way_there(market: MemoryStore, visitor: TestClient) -> None:
    assert "/operator" not in visitor.get("/").text


# What it tells


def test_a_shop_without_experiments_and_lists_says_so(market: MemoryStore) -> None:
    page = read_page(market)
    assert "No experiment yet" in page
    assert "No lists yet" in page


def test_the_running_experiment_is_told_with_its_numbers(market: MemoryStore) -> None:
    run_trial(market)
    page = read_page(market)
    assert "Stop: friends count less is better" in page
    assert "The sizes of the arms are as dealt" in page
    assert page.count("Kept") == 2  # both guardrails
    assert "popular first (only asked)" in page
    assert "its interval +" in page  # the chart in words
    assert "Occasional customers" in page
    assert "740 lists showed 100% of what is on sale." in page
    assert 'href="/operator/recommendations?experiment=exp_over"' in page


def test_another_experiment_can_be_asked_for(market: MemoryStore) -> None:
    run_trial(market, people=4)
    page = read_page(market, f"{PAGE}?experiment=exp_over")
    assert "Stopped" in page
    assert "When it was stopped: Stop: no arm differs by 2 people" in page
    assert "No interval yet: it takes 100 counted people in each arm" in page
    visitor = TestClient(open_app(market), headers={"accept": "text/html"})
    enter(visitor, make_key(market, "my desk", [Scope.RECOMMENDER_READ])[1])
    assert visitor.get(f"{PAGE}?experiment=exp_0").status_code == 404


def test_a_lost_arm_alarms(market: MemoryStore) -> None:
    running, _ = run_trial(market)
    with market.write() as tx:
        lost = tx.find(Exposure, experiment_id=running.id, arm="as it is", limit=200)
        tx.remove(Exposure, *(one.id for one in lost))
    page = read_page(market)
    assert "Alarm" in page
    assert "trust no number here" in page


# How it looks


@pytest.fixture(scope="module")
def served_store() -> MemoryStore:
    store = MemoryStore()
    fill_market(store)
    run_trial(store)
    return store


@pytest.fixture(params=[(1440, "light"), (390, "dark"), (390, "light"), (1440, "dark")])
def window(request: pytest.FixtureRequest, browser: Browser, served_market: str) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(base_url=served_market, color_scheme=scheme, viewport={"width": width, "height": 844})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    yield page
    context.close()
    assert [words for words in complaints if "401" not in words] == []


def test_the_pages_are_for_everybody_and_fit_their_screen(window: Page, served_store: MemoryStore) -> None:
    window.goto("/operator")
    window.get_by_label("API key").fill("ck_wrong")
    window.get_by_role("button", name="Sign in").click()
    expect(window.get_by_role("alert")).to_contain_text("recommender:read")
    check(window)
    window.get_by_label("API key").fill(make_key(served_store, "my desk", [Scope.RECOMMENDER_READ])[1])
    window.get_by_role("button", name="Sign in").click()
    expect(window.get_by_role("heading", name="Recommendations")).to_be_visible()
    expect(window.get_by_role("img", name="the last value is")).to_be_visible()
    window.get_by_text("What these numbers mean").click()
    check(window)
    window.get_by_role("link", name="Is everything as it should be?").click()
    expect(window.get_by_text("No interval yet")).to_be_visible()
    check(window)
    window.get_by_role("button", name="Sign out").click()
    expect(window.get_by_label("API key")).to_be_visible()


def check(window: Page) -> None:
    violations = Axe().run(window).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in violations] == []
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")
