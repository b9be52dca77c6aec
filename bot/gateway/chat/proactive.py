"""Brings customers their notifications: each once, as soon as they are connected, by whichever replica they are at."""

import asyncio
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from itertools import islice

import structlog

from bot.gateway.chat.hop import Hop
from bot.gateway.chat.identity import Identity
from bot.gateway.chat.news import NewsWriter
from bot.gateway.chat.switchboard import Switchboard
from bot.gateway.chat.turnstile import Turnstile
from shop.errors import NotFound
from shop.notifications import Notification, mark_delivered, pending
from shop.store import OneOf, Store

log = structlog.get_logger()

_BATCH = 1_000  # customers looked up together


class Courier:
    """Looks for news of those who are connected. What is no longer so, or no longer theirs, is dropped unsaid."""

    def __init__(
        self, store: Store, hop: Hop, switchboard: Switchboard, writer: NewsWriter, *, look_every_s: float = 1.0
    ) -> None:
        self._store = store
        self._hop = hop
        self._switchboard = switchboard
        self._writer = writer
        self._look_every_s = look_every_s
        self._turnstile = Turnstile()
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look at once: something happened at this replica that somebody will want to hear."""
        self._woken.set()

    async def look(self, connected: Callable[[], Collection[Identity]]) -> None:
        """Bring, again and again, what there is for whom `connected` names."""
        while True:
            await self._rest()
            try:
                customers = {who.customer_id: who for who in connected() if who.customer_id}
                for customer_id in await self._hop.run(self._find_awaited, tuple(customers)):
                    await self.bring(customers[customer_id])
            except Exception:
                log.exception("cannot look for news")

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._look_every_s):
                await self._woken.wait()
        self._woken.clear()

    async def bring(self, who: Identity) -> None:
        """Bring this customer all that waits for them, oldest first; nothing to a guest."""
        if who.customer_id is None:
            return
        async with self._turnstile.through(who.customer_id):
            for note in await self._hop.run(pending, self._store, who.customer_id):
                try:
                    await self._bring(who, note)
                except NotFound:
                    log.info("news were taken back", notification=note.id)
                except Exception:  # one that cannot be told must not keep the others back
                    log.exception("cannot bring news", notification=note.id, kind=note.kind)

    async def _bring(self, who: Identity, note: Notification) -> None:
        reply = await self._hop.run(self._writer.write, note)
        if reply is not None:
            await self._switchboard.bring(who, note, reply)
            return
        log.info("news are no longer so", notification=note.id, kind=note.kind)
        await self._hop.run(mark_delivered, self._store, note.customer_id, note.id)

    def _find_awaited(self, customer_ids: Iterable[str]) -> tuple[str, ...]:
        """Return those of these customers for whom something waits."""
        ids = iter(customer_ids)
        found: dict[str, None] = {}
        with self._store.read() as tx:
            while batch := tuple(islice(ids, _BATCH)):
                waiting = tx.find(Notification, customer_id=OneOf(batch), delivered_at=None)
                found |= dict.fromkeys(note.customer_id for note in waiting)
        return tuple(found)
