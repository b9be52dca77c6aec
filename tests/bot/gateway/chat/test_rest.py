"""The chat without a socket: the same conversations, the same rules, and waiting for an answer."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.bot.gateway.chat.conftest import OpenWindow
from tests.bot.gateway.chat.served import Served, serve_chat
from tests.bot.gateway.chat.window import sign
from tests.fakes.engine import FakeEngine
from tests.fakes.store import MemoryStore

LI = {"Authorization": f"Bearer {sign('cust_li')}"}


@pytest.fixture
async def rest(served: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=served.url, timeout=20) as client:
        yield client


async def start(rest: httpx.AsyncClient, headers: dict[str, str]) -> str:
    answer = await rest.post("/v1/conversations", headers=headers)
    assert answer.status_code == 201, answer.text
    return f"/v1/conversations/{answer.json()['conversation']['id']}"


async def test_a_conversation_by_rest(rest: httpx.AsyncClient) -> None:
    path = await start(rest, LI)
    body = {"client_id": "one", "text": "<b>hello</b>"}
    sent = [await rest.post(f"{path}/messages", json=body, headers=LI) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[0].json() == sent[1].json()
    read = await rest.get(f"{path}/messages?after=1&wait_s=20", headers=LI)
    (answer,) = read.json()["messages"]
    assert (answer["seq"], answer["text"], answer["author"]) == (2, "You said: <b>hello</b>", "assistant")
    thumb = await rest.post(f"{path}/messages/2/feedback", json={"helpful": True}, headers=LI)
    assert (thumb.status_code, thumb.json()) == (200, {"kept": True})
    listed = await rest.get("/v1/conversations", headers=LI)
    assert listed.json()["conversations"] == [read.json()["conversation"]]


async def test_a_guest_gets_a_session_and_a_customer_none(rest: httpx.AsyncClient) -> None:
    first = (await rest.post("/v1/conversations")).json()
    guest = {"X-Chat-Session": first["session"]}
    again = (await rest.post("/v1/conversations", headers=guest)).json()
    assert again["conversation"] == first["conversation"]
    await rest.post(
        f"/v1/conversations/{first['conversation']['id']}/messages",
        json={"client_id": "x", "text": "hello"},
        headers=guest,
    )
    both = (await rest.get("/v1/conversations", headers={**LI, **guest})).json()
    assert [one["id"] for one in both["conversations"]] == [first["conversation"]["id"]]
    assert (await rest.get("/v1/conversations", headers=guest)).json() == {"conversations": []}
    assert (await rest.post("/v1/conversations", headers=LI)).json()["session"] is None


async def test_a_waiting_reader_hears_at_once_what_a_window_says(rest: httpx.AsyncClient, window: OpenWindow) -> None:
    path = await start(rest, LI)
    waiting = asyncio.create_task(rest.get(f"{path}/messages?wait_s=20", headers=LI))
    li = await window(token=sign("cust_li"))
    assert not waiting.done()
    await li.send(path.rpartition("/")[2], "hello")
    assert (await waiting).json()["messages"][0]["text"] == "hello"


async def test_a_window_hears_what_is_said_by_rest(rest: httpx.AsyncClient, window: OpenWindow) -> None:
    path = await start(rest, LI)
    li = await window(token=sign("cust_li"))
    await li.ask("open", conversation_id=path.rpartition("/")[2])
    await rest.post(f"{path}/messages", json={"client_id": "one", "text": "hello"}, headers=LI)
    assert (await li.hears_text("You said: hello"))["seq"] == 2


async def test_nothing_to_wait_for_is_nothing(rest: httpx.AsyncClient) -> None:
    path = await start(rest, LI)
    for query in ("", "?wait_s=0.1", "?after=7"):
        assert (await rest.get(f"{path}/messages{query}", headers=LI)).json()["messages"] == []


async def test_a_contact_is_left_by_rest(rest: httpx.AsyncClient) -> None:
    path = await start(rest, LI)
    form = {"client_id": "form", "contact": "li@example.com", "text": "Call me."}
    assert (await rest.post(f"{path}/contact", json=form, headers=LI)).status_code == 403
    await rest.post(f"{path}/messages", json={"client_id": "one", "text": "human please"}, headers=LI)
    await rest.get(f"{path}/messages?after=1&wait_s=20", headers=LI)
    left = await rest.post(f"{path}/contact", json=form, headers=LI)
    assert (left.status_code, left.json()["seq"]) == (201, 4)


async def test_the_assistant_goes_on_by_rest(rest: httpx.AsyncClient) -> None:
    path = await start(rest, LI)
    await rest.post(f"{path}/messages", json={"client_id": "one", "text": "human please"}, headers=LI)
    await rest.get(f"{path}/messages?after=1&wait_s=20", headers=LI)
    for _ in range(2):
        resumed = await rest.post(f"{path}/resume", headers=LI)
        assert (resumed.status_code, resumed.json()["conversation"]["status"]) == (200, "bot")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer nonsense"},
        {"Authorization": f"Bearer {sign('cust_li', lasts_s=-60)}"},
        {"X-Chat-Session": "nonsense"},
        {"Authorization": "Basic Zm9v"},
    ],
)
async def test_without_a_good_proof_nothing_is_read(rest: httpx.AsyncClient, headers: dict[str, str]) -> None:
    path = await start(rest, LI)
    for answer in (
        await rest.get("/v1/conversations", headers=headers),
        await rest.get(f"{path}/messages", headers=headers),
        await rest.post(f"{path}/messages", json={"client_id": "x", "text": "x"}, headers=headers),
    ):
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
        assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_a_bad_token_is_no_way_to_a_new_guest(rest: httpx.AsyncClient) -> None:
    assert (await rest.post("/v1/conversations", headers={"Authorization": "Bearer nonsense"})).status_code == 401


async def test_somebody_elses_conversation_is_a_missing_one(rest: httpx.AsyncClient) -> None:
    path = await start(rest, LI)
    ana = {"Authorization": f"Bearer {sign('cust_ana')}"}
    for answer in (
        await rest.get(f"{path}/messages?wait_s=5", headers=ana),
        await rest.post(f"{path}/messages", json={"client_id": "x", "text": "x"}, headers=ana),
        await rest.post(f"{path}/messages/1/feedback", json={"helpful": True}, headers=ana),
        await rest.post(f"{path}/contact", json={"client_id": "x", "contact": "abc", "text": "x"}, headers=ana),
        await rest.post(f"{path}/resume", headers=ana),
        await rest.get("/v1/conversations/conv_missing/messages", headers=ana),
    ):
        assert (answer.status_code, "was not found" in answer.json()["detail"]) == (404, True)


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"text": "x" * 2001}, {"text": "a\x00"}, {"more": 1}, {"client_id": ""}]
)
async def test_an_impossible_message_is_a_problem(rest: httpx.AsyncClient, wrong: dict[str, object]) -> None:
    path = await start(rest, LI)
    answer = await rest.post(f"{path}/messages", json={"client_id": "x", "text": "x", **wrong}, headers=LI)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


async def test_limits_and_a_missing_assistant_are_told(market: MemoryStore, engine: FakeEngine) -> None:
    async with (
        serve_chat(market, engine, chat_rate_burst=1, chat_rate_per_minute=1) as served,
        httpx.AsyncClient(base_url=served.url, headers=LI) as rest,
    ):
        assert (await rest.post("/v1/conversations")).status_code == 201
        fast = await rest.post("/v1/conversations")
        assert (fast.status_code, 0 < int(fast.headers["retry-after"]) <= 61) == (429, True)
    async with serve_chat(market, None) as served, httpx.AsyncClient(base_url=served.url, headers=LI) as rest:
        nobody = await rest.post("/v1/conversations")
        assert (nobody.status_code, "not available" in nobody.json()["detail"]) == (503, True)


async def test_only_pages_of_allowed_sites_may_call(market: MemoryStore, engine: FakeEngine) -> None:
    async with (
        serve_chat(market, engine, chat_origins="https://shop.example") as served,
        httpx.AsyncClient(base_url=served.url) as rest,
    ):
        assert await allowed(rest, "/v1/conversations", "https://shop.example") == "https://shop.example"
        assert await allowed(rest, "/v1/conversations", "https://evil.example") is None
        assert await allowed(rest, "/v1/customers", "https://shop.example") is None
        assert await allowed(rest, "/chat/token", "https://shop.example") is None


async def allowed(rest: httpx.AsyncClient, path: str, origin: str) -> str | None:
    """Return which origin the server's answer lets in."""
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    return (await rest.options(path, headers=headers)).headers.get("access-control-allow-origin")
