"""One turn of a conversation at a time, without polling."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockStore


class ConversationLocks(LockStore):
    """Locks of this process: waiters go on the moment the turn before them ends, first come first served.

    Replicas share no conversation's turns at once: the gateway answers a conversation in one place (see its runner).
    """

    def __init__(self) -> None:
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = 0.0, wait_time_in_seconds: float = 0.0
    ) -> AsyncIterator[TicketLock]:
        lock, waiting = self._locks.get(conversation_id, (asyncio.Lock(), 0))
        self._locks[conversation_id] = (lock, waiting + 1)
        try:
            async with lock:
                yield TicketLock(conversation_id)
        finally:
            lock, waiting = self._locks.pop(conversation_id)
            if waiting > 1:
                self._locks[conversation_id] = (lock, waiting - 1)
