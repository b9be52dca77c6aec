"""Several replicas with PostgreSQL and Redis are one chat."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import pytest
from redis.asyncio import Redis

from bot.conversations.owed import conversations_owing, next_owed
from bot.gateway.chat.locks import RedisLocks
from shop.store import Store
from tests.bot.gateway.chat.conftest import until
from tests.bot.gateway.chat.served import Served, serve_chat
from tests.bot.gateway.chat.window import Window, sign
from tests.bot.gateway.market import fill_market
from tests.fakes.engine import FakeEngine
from tests.services import free_port

TOKEN = sign("cust_li")


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = Redis.from_url(redis_url)
    await client.flushdb()
    yield client
    await client.aclose()


@pytest.fixture
async def pair(postgres_store: Store, redis: Redis, redis_url: str, engine: FakeEngine) -> AsyncIterator[list[Served]]:
    """Two replicas with one engine to count by."""
    fill_market(postgres_store)
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(serve_chat(postgres_store, engine, redis_url=redis_url)) for _ in "ab"]


async def test_windows_at_two_replicas_see_one_conversation(pair: list[Served], engine: FakeEngine) -> None:
    async with Window.to(pair[0].url, token=TOKEN) as first, Window.to(pair[1].url, token=TOKEN) as second:
        conversation = await first.start()
        assert (await second.hears("conversation"))["id"] == conversation
        await second.ask("open", conversation_id=conversation)
        for number in range(10):
            await (first, second)[number % 2].send(conversation, f"message {number}")
        for window in (first, second):
            await window.hears_text("You said: message 9")
        messages = await first.read(conversation)
    texts = [f"message {number}" for number in range(10)]
    assert [message["text"] for message in messages if message["author"] == "shopper"] == texts
    assert [message["text"] for message in messages if message["author"] == "assistant"] == [
        f"You said: {text}" for text in texts
    ]
    assert [turn.text for turn in engine.turns] == texts


async def test_who_waits_at_one_replica_hears_what_is_said_at_another(pair: list[Served]) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with Window.to(pair[0].url, token=TOKEN) as window, httpx.AsyncClient(headers=headers, timeout=20) as rest:
        conversation = await window.start()
        waiting = asyncio.create_task(
            rest.get(f"{pair[1].url}/v1/conversations/{conversation}/messages?wait_s=20&after=1")
        )
        await window.send(conversation, "hello")
        assert (await waiting).json()["messages"][0]["text"] == "You said: hello"


async def test_while_redis_is_away_messages_are_kept_and_answered_later(
    postgres_store: Store, redis: Redis, redis_url: str, engine: FakeEngine
) -> None:
    away = f"redis://127.0.0.1:{free_port()}/0"
    async with serve_chat(postgres_store, engine, redis_url=away) as served, Window.to(served.url) as window:
        conversation = await window.start()
        await window.send(conversation, "hello")
        await window.hears_text("hello")
        session = window.welcome["session"]
    assert engine.turns == []
    assert conversations_owing(postgres_store) == (conversation,)
    async with (
        serve_chat(postgres_store, engine, redis_url=redis_url) as served,
        Window.to(served.url, session=session) as window,
    ):
        await until(lambda: next_owed(postgres_store, conversation) is None)
        assert [message["text"] for message in await window.read(conversation)] == ["hello", "You said: hello"]


async def test_what_a_dead_replica_was_answering_is_taken_over(
    postgres_store: Store, redis: Redis, redis_url: str, engine: FakeEngine
) -> None:
    async with serve_chat(postgres_store, engine, redis_url=redis_url) as served, Window.to(served.url) as window:
        conversation = await window.start()
        await redis.set(f"confab:answering:{conversation}", "of a replica that was killed", px=700)
        await window.send(conversation, "hello")
        assert (await window.hears_text("You said: hello"))["seq"] == 2


async def test_a_lock_is_held_by_one_at_a_time(redis: Redis) -> None:
    replicas = [RedisLocks(redis, look_again_s=0.001) for _ in range(4)]
    within = most = 0

    async def work(locks: RedisLocks) -> None:
        nonlocal within, most
        for _ in range(5):
            async with locks.hold("conv"):
                within += 1
                most = max(most, within)
                await asyncio.sleep(0)
                within -= 1

    await asyncio.gather(*(work(locks) for locks in replicas))
    assert most == 1
    assert await redis.keys("confab:*") == []


async def test_a_lock_outlives_its_lease_while_its_holder_lives(redis: Redis) -> None:
    locks = RedisLocks(redis, lease_s=0.3)
    async with locks.hold("conv") as held:
        for _ in range(8):
            await asyncio.sleep(0.1)
            assert held.valid
            assert await redis.exists("confab:answering:conv")


async def test_who_has_lost_a_lock_knows_and_leaves_the_new_holder_alone(redis: Redis) -> None:
    locks = RedisLocks(redis, lease_s=0.3)
    async with locks.hold("conv") as held:
        await redis.set("confab:answering:conv", "somebody else")
        await until(lambda: not held.valid)
    assert await redis.get("confab:answering:conv") == b"somebody else"
