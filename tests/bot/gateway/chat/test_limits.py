"""Buckets fill steadily, up to their size, for each identity alone; in memory and in Redis alike."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.gateway.chat.errors import TooFast
from bot.gateway.chat.limits import Limiter, MemoryLimiter, RedisLimiter


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = Redis.from_url(redis_url)
    await client.flushdb()
    yield client
    await client.aclose()


@pytest.fixture(params=["memory", "redis"])
def limiter(request: pytest.FixtureRequest) -> Limiter:
    """Three tokens, of which one an hour comes back."""
    if request.param == "memory":
        return MemoryLimiter(1 / 3600, 3)
    return RedisLimiter(request.getfixturevalue("redis"), 1 / 3600, 3)


async def test_a_bucket_gives_what_is_in_it_and_says_how_long_to_wait(limiter: Limiter) -> None:
    for _ in range(3):
        await limiter.take("maya")
    with pytest.raises(TooFast) as refused:
        await limiter.take("maya")
    assert 3500 < refused.value.retry_after_s <= 3600
    await limiter.take("ana", 3)


async def test_a_refusal_takes_nothing(limiter: Limiter) -> None:
    await limiter.take("maya", 2)
    for _ in range(3):
        with pytest.raises(TooFast):
            await limiter.take("maya", 2)
    await limiter.take("maya", 0.9)


async def test_takers_that_race_get_no_more_than_there_is(limiter: Limiter) -> None:
    outcomes = await asyncio.gather(*(limiter.take("maya") for _ in range(20)), return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 3


async def test_tokens_come_back_with_time_up_to_the_size_of_the_bucket() -> None:
    now = 0.0
    limiter = MemoryLimiter(2, 4, clock=lambda: now)
    await limiter.take("maya", 4)
    now = 1.0
    await limiter.take("maya", 2)
    with pytest.raises(TooFast):
        await limiter.take("maya", 0.1)
    now = 1000.0
    await limiter.take("maya", 4)
    with pytest.raises(TooFast):
        await limiter.take("maya", 0.1)


async def test_tokens_come_back_in_redis_too(redis: Redis) -> None:
    limiter = RedisLimiter(redis, 1000, 1)
    for _ in range(50):
        await limiter.take("maya", 0.9)
        await asyncio.sleep(0.002)
    assert 0 < await redis.ttl("confab:rate:maya") <= 2


async def test_full_buckets_take_no_room() -> None:
    now = 0.0
    limiter = MemoryLimiter(1, 1, clock=lambda: now)
    for number in range(10_000):
        await limiter.take(f"guest {number}")
    now = 10.0
    await limiter.take("one more")
    assert len(limiter._buckets) == 1


async def test_while_redis_is_away_nobody_is_refused() -> None:
    limiter = RedisLimiter(Redis.from_url("redis://127.0.0.1:9/0"), 1, 1)
    for _ in range(3):
        await limiter.take("maya")
