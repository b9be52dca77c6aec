"""Which replica answers a conversation: the one that holds its lock."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Protocol

from redis.asyncio import Redis
from redis.exceptions import RedisError

from shop.errors import StoreUnavailable


class LocksUnavailable(StoreUnavailable):
    """What keeps the locks does not answer."""


class Held(Protocol):
    """A lock while it is held."""

    @property
    def valid(self) -> bool:
        """False once somebody else may hold it too: then begin nothing more."""


class ConversationLocks(Protocol):
    """Lets one replica at a time answer a conversation."""

    def hold(self, conversation_id: str) -> AbstractAsyncContextManager[Held]:
        """Wait for the lock, and hold it within. Raises LocksUnavailable when nobody can tell who holds it."""


class _Mine:
    valid = True


class OneReplica:
    """The locks of a process without others beside it: its runner has one task a conversation anyway."""

    @asynccontextmanager
    async def hold(self, conversation_id: str) -> AsyncIterator[Held]:
        yield _Mine()


class _Lease:
    """Valid for `lease_s` from when it was last asked for: what Redis counts can only begin later."""

    def __init__(self, key: str, lease_s: float) -> None:
        self.key = key
        self.token = secrets.token_hex(16)
        self._lease_s = lease_s
        self._until = 0.0

    def extend(self, asked_at: float) -> None:
        self._until = asked_at + self._lease_s

    @property
    def valid(self) -> bool:
        return time.monotonic() < self._until


class RedisLocks:
    """Locks in Redis. Each is a random token that expires, so that a replica that dies gives back what it held."""

    def __init__(self, redis: Redis, *, lease_s: float = 15.0, look_again_s: float = 0.1) -> None:
        self._redis = redis
        self._lease_s = lease_s
        self._look_again_s = look_again_s
        # Only who still has the lock may extend it or give it back.
        self._extend = redis.register_script(
            "if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end return redis.call('pexpire', KEYS[1], ARGV[2])"
        )
        self._give_back = redis.register_script(
            "if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end return redis.call('del', KEYS[1])"
        )

    @asynccontextmanager
    async def hold(self, conversation_id: str) -> AsyncIterator[Held]:
        lease = _Lease(f"confab:answering:{conversation_id}", self._lease_s)
        while not await self._take(lease):  # noqa: ASYNC110 - another process gives it back
            await asyncio.sleep(self._look_again_s)
        keeping = asyncio.create_task(self._keep(lease))
        try:
            yield lease
        finally:
            keeping.cancel()
            with suppress(RedisError):  # then it expires by itself
                await self._give_back(keys=[lease.key], args=[lease.token])

    async def _take(self, lease: _Lease) -> bool:
        asked_at = time.monotonic()
        try:
            taken = await self._redis.set(lease.key, lease.token, nx=True, px=self._lease_ms)
        except RedisError as error:
            raise LocksUnavailable(f"Redis did not answer: {error}") from error
        if taken:
            lease.extend(asked_at)
        return bool(taken)

    async def _keep(self, lease: _Lease) -> None:
        while lease.valid:
            await asyncio.sleep(self._lease_s / 3)
            asked_at = time.monotonic()
            with suppress(RedisError):  # the next time may work; else the lease runs out
                if not await self._extend(keys=[lease.key], args=[lease.token, self._lease_ms]):
                    return
                lease.extend(asked_at)

    @property
    def _lease_ms(self) -> int:
        return round(self._lease_s * 1000)
