"""Around every request: limits, ids, careful headers, and nothing of our insides outside."""

from collections.abc import Iterator

import pytest
import structlog
from fastapi.testclient import TestClient

from bot.gateway.app import create_app
from settings import Settings
from shop.errors import StoreUnavailable
from tests.bot.gateway.market import SECRET_KEY, fill_market, key_for, open_app
from tests.fakes.engine import FakeEngine
from tests.fakes.store import MemoryStore


class BrokenStore(MemoryStore):
    """Works until `broken` is set."""

    broken: Exception | None = None

    def read(self):  # type: ignore[no-untyped-def]
        if self.broken is not None:
            raise self.broken
        return super().read()


@pytest.fixture
def broken() -> BrokenStore:
    store = BrokenStore()
    fill_market(store)
    return store


def test_a_body_above_the_limit_is_refused_whether_it_says_so_or_not(market: MemoryStore) -> None:
    client = TestClient(open_app(market, request_limit_bytes=1000), headers=key_for(market))

    def chunks() -> Iterator[bytes]:
        yield from (b"x" * 400 for _ in range(4))

    for body in (b"x" * 1001, chunks()):
        answer = client.post("/v1/events", content=body, headers={"content-type": "application/json"})
        assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    assert (
        client.post("/v1/events", content=b"x" * 1000, headers={"content-type": "application/json"}).status_code == 422
    )


def test_an_unforeseen_error_tells_its_request_id_and_nothing_else(broken: BrokenStore) -> None:
    client = TestClient(open_app(broken), headers=key_for(broken))
    broken.broken = RuntimeError("secret detail")
    with structlog.testing.capture_logs() as logs:
        answer = client.get("/v1/products", headers={"X-Request-ID": "abc-1"})
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["x-request-id"] == "abc-1"
    assert "content-security-policy" in answer.headers
    assert [entry["event"] for entry in logs] == ["request failed", "request"]


def test_a_database_that_is_gone_is_told_to_programs_and_to_people(broken: BrokenStore) -> None:
    client = TestClient(open_app(broken), headers=key_for(broken))
    broken.broken = StoreUnavailable("The database did not answer.")
    assert client.get("/v1/products").status_code == 503
    assert client.get("/healthz").json() == {"ready": True, "missing": []}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["missing"]) == (503, ["database: The database did not answer."])
    page = client.get("/", headers={"accept": "text/html"})
    assert (page.status_code, "Back in a moment" in page.text) == (503, True)


def test_a_shop_with_its_database_is_ready(client: TestClient) -> None:
    assert client.get("/readyz").json() == {"ready": True, "missing": []}


def test_an_assistant_that_hangs_is_told_to_whoever_may_begin_it_anew(market: MemoryStore) -> None:
    engine = FakeEngine()
    client = TestClient(create_app(Settings(), market, secret_key=SECRET_KEY, engine=engine))
    for path in ("/healthz", "/readyz"):
        assert client.get(path).json() == {"ready": True, "missing": []}
    engine.ails = "the dialogue has hung for 12 s"
    for path in ("/healthz", "/readyz"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert answer.json() == {"ready": False, "missing": ["assistant: the dialogue has hung for 12 s"]}


@pytest.mark.parametrize("path", ["/", "/v1/products", "/static/shop.css", "/docs", "/nothing", "/healthz"])
def test_every_answer_keeps_browsers_careful(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-request-id"]


def test_a_request_id_that_could_forge_log_lines_is_replaced(client: TestClient) -> None:
    given = "x" * 65
    assert client.get("/healthz", headers={"X-Request-ID": given}).headers["x-request-id"] != given


def test_every_request_is_one_log_line(client: TestClient) -> None:
    with structlog.testing.capture_logs() as logs:
        client.get("/healthz")
    assert [(entry["event"], entry["path"], entry["status"]) for entry in logs] == [("request", "/healthz", 200)]


def test_only_https_is_told_to_stay_https(market: MemoryStore) -> None:
    plain, safe = (
        TestClient(open_app(market, public_url=url)) for url in ("http://shop.example", "https://shop.example")
    )
    assert "strict-transport-security" not in plain.get("/healthz").headers
    assert "strict-transport-security" in safe.get("/healthz").headers
