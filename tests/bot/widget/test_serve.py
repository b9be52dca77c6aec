"""What is served: small, kept for ever by browsers, loadable from every site."""

import json
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.middleware.gzip import GZipMiddleware

from bot.widget import serve
from tests.bot.widget.window import Window

MOST_BYTES = 60_000  # gzipped, of all that one page loads


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    app.include_router(serve.router)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    return TestClient(app)


def test_the_entry_is_asked_for_again_and_answered_briefly(client: TestClient) -> None:
    entry = client.get("/widget/widget.js")
    assert entry.headers["content-type"].startswith("text/javascript")
    assert "max-age=300" in entry.headers["cache-control"]
    again = client.get("/widget/widget.js", headers={"If-None-Match": entry.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/widget/widget.js", headers={"If-None-Match": '"other"'}).status_code == 200


def test_parts_are_kept_for_ever_under_their_version_and_not_at_all_under_another(client: TestClient) -> None:
    folder = re.search(r'"\./([0-9a-f]{16})/"', client.get("/widget/widget.js").text)
    assert folder is not None
    part = client.get(f"/widget/{folder[1]}/element.js")
    assert part.headers["cache-control"] == "public, max-age=31536000, immutable"
    old = client.get("/widget/0123456789abcdef/element.js")
    assert (old.content, old.headers["cache-control"]) == (part.content, "no-cache")


def test_comments_stay_with_the_source(client: TestClient) -> None:
    served = client.get("/widget/x/chat.js").text
    assert served.lstrip().startswith("import")
    assert "export class Chat" in served
    assert "/**" not in served


@pytest.mark.parametrize("name", ["nothing.js", "../serve.py", "..%2f..%2fserve.py", "texts", "cards/"])
def test_only_parts_are_served(client: TestClient, name: str) -> None:
    assert client.get(f"/widget/0123456789abcdef/{name}").status_code == 404


def test_pages_of_every_site_may_load_it_without_cookies(client: TestClient) -> None:
    for path in ("/widget/widget.js", "/widget/x/element.js", "/widget/x/socket.io.js"):
        headers = client.get(path, headers={"Origin": "https://shop.example"}).headers
        assert headers["access-control-allow-origin"] == "*"
        assert headers["cross-origin-resource-policy"] == "cross-origin"
        assert "set-cookie" not in headers


@pytest.mark.parametrize("address", ["/page", "/page?lang=zh"])
def test_a_page_loads_less_than_the_limit(client: TestClient, window: Window, address: str) -> None:
    loaded: list[str] = []
    window.page.on("request", lambda request: loaded.append(request.url))
    window.open(address)
    window.ask("products")
    scripts = [url.removeprefix(window.server.url) for url in loaded if url.endswith(".js")]
    assert len(scripts) == len(set(scripts))
    sizes = {path: _transferred(client, path) for path in scripts}
    assert any(path.endswith("socket.io.js") for path in sizes)
    assert sum(sizes.values()) < MOST_BYTES, sizes


def _transferred(client: TestClient, path: str) -> int:
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
        return sum(len(chunk) for chunk in answer.iter_raw())


def test_every_attribute_and_every_variable_is_documented() -> None:
    document = Path("docs/widget.md").read_text()
    names = re.search(r"const NAMES = (\[.*\]);", Path("bot/widget/widget.js").read_text())
    assert names is not None
    attributes = {"data-server", *(f"data-{name}" for name in json.loads(names[1]))}
    assert set(re.findall(r"^\| `(data-[a-z-]+)`", document, flags=re.MULTILINE)) == attributes
    variables = set(re.findall(r"var\((--confab-[a-z-]+)", Path("bot/widget/parts/style/window.js").read_text()))
    assert set(re.findall(r"`(--confab-[a-z-]+)`", document)) == variables
