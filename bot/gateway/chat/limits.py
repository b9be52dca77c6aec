"""How much one shopper may send: a bucket of tokens that refills steadily."""

import time
from collections.abc import Callable
from typing import Protocol

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.gateway.chat.errors import TooFast

log = structlog.get_logger()

LIGHT = 0.1  # tokens for what is neither stored nor answered, such as typing
_MANY = 10_000  # buckets in memory before full ones are thrown away


class Limiter(Protocol):
    """Counts what each identity does."""

    async def take(self, identity: str, tokens: float = 1.0) -> None:
        """Take this many tokens. Raises TooFast, taking none, when there are fewer."""


class MemoryLimiter:
    """The buckets of one process. `per_s` tokens a second flow into each, up to `burst`."""

    def __init__(self, per_s: float, burst: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_s = per_s
        self._burst = burst
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}  # tokens, and when they were counted

    async def take(self, identity: str, tokens: float = 1.0) -> None:
        there = self._count(identity)
        if there < tokens:
            raise TooFast((tokens - there) / self._per_s)
        if len(self._buckets) >= _MANY:
            self._buckets = {key: kept for key, kept in self._buckets.items() if self._count(key) < self._burst}
        self._buckets[identity] = (there - tokens, self._clock())

    def _count(self, identity: str) -> float:
        there, at = self._buckets.get(identity, (self._burst, self._clock()))
        return min(self._burst, there + (self._clock() - at) * self._per_s)


class RedisLimiter:
    """The buckets of all replicas. While Redis does not answer nobody is refused."""

    def __init__(self, redis: Redis, per_s: float, burst: float) -> None:
        self._per_s = per_s
        self._burst = burst
        self._take = redis.register_script(_TAKE)

    async def take(self, identity: str, tokens: float = 1.0) -> None:
        key = f"confab:rate:{identity}"
        try:
            wait_s = float(await self._take(keys=[key], args=[self._per_s, self._burst, tokens]))
        except RedisError as error:
            log.warning("cannot count messages", error=str(error))
            return
        if wait_s > 0:
            raise TooFast(wait_s)


# Redis's own clock counts, as those of the replicas may differ. Returns seconds to wait, as text: Redis cuts numbers.
_TAKE = """
local per_s, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local there = math.min(burst, (tonumber(kept[1]) or burst) + math.max(0, now - (tonumber(kept[2]) or now)) * per_s)
if there < wanted then
  return tostring((wanted - there) / per_s)
end
redis.call('HSET', KEYS[1], 'tokens', tostring(there - wanted), 'at', string.format('%.6f', now))
redis.call('EXPIRE', KEYS[1], math.ceil(burst / per_s) + 1)
return '0'
"""
