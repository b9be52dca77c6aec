"""The whole chat of one process, put together."""

import asyncio
from contextlib import suppress

import redis.asyncio
import socketio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from bot.dialogue.turns import Engine
from bot.gateway.chat.events import ChatEvents
from bot.gateway.chat.hop import Hop
from bot.gateway.chat.identity import Doorkeeper
from bot.gateway.chat.limits import Limiter, MemoryLimiter, RedisLimiter
from bot.gateway.chat.lines import SocketApp, SocketLines, make_server, stop_server
from bot.gateway.chat.locks import ConversationLocks, OneReplica, RedisLocks
from bot.gateway.chat.news import NewsWriter
from bot.gateway.chat.origins import Origins
from bot.gateway.chat.proactive import Courier
from bot.gateway.chat.runner import Runner
from bot.gateway.chat.sockets import Sockets
from bot.gateway.chat.switchboard import Switchboard
from bot.gateway.chat.tokens import Tokens
from bot.nlg.phrases import PHRASES, load_phrasebook
from settings import Settings
from shop.store import Store

_RECHECK_S = 1.0  # how often a long poll looks for what another replica stored
_REDIS_TIMEOUT_S = 2.0
_PHRASES = PHRASES.parent / "news"  # apart from what the dialogue says


class Chat:
    """Made with the application; alive between `start` and `stop`. Without an engine it says that nobody answers."""

    def __init__(self, settings: Settings, store: Store, secret_key: str, engine: Engine | None) -> None:
        self.hop = Hop()
        self.tokens = Tokens(settings, secret_key)
        self._redis = _open_redis(settings.redis_url)
        self._server: socketio.AsyncServer = make_server(
            Origins(settings.allowed_origins, settings.base_url), settings.redis_url
        )
        lines = SocketLines(self._server)
        waits = {"recheck_s": _RECHECK_S} if self._redis else {}
        self.switchboard = Switchboard(store, self.hop, lines, text_limit=settings.chat_text_limit, **waits)
        self.doorkeeper = Doorkeeper(store, self.hop, self.tokens)
        self.limiter = self._make_limiter(settings)
        self._engine = engine
        self._runner: Runner | None = None
        if engine is not None:
            self._runner = Runner(
                engine, store, self.hop, self.switchboard, self._make_locks(), timeout_s=settings.chat_reply_timeout_s
            )
            self.switchboard.answered_by(self._runner.wake)
        writer = NewsWriter(store, load_phrasebook(_PHRASES), settings.base_url)
        self.courier = Courier(store, self.hop, self.switchboard, writer)
        events = ChatEvents(self._server, lines, self.switchboard, store, self.hop, self.courier.wake)
        self.sockets = Sockets(self._server, events, self.doorkeeper, self.limiter, self.courier.bring)
        self.app = SocketApp(self._server)
        self._looking: list[asyncio.Task[None]] = []

    def ailment(self) -> str:
        """Return what keeps the assistant from answering; "" when nothing does, or when there is none."""
        return self._engine.ailment() if self._engine is not None else ""

    async def start(self) -> None:
        """Begin to answer what is owed and to bring what is new."""
        looks = [self.courier.look(self.sockets.connected)]
        if self._runner is not None:
            looks.append(self._runner.look())
        self._looking = [asyncio.create_task(look) for look in looks]

    async def stop(self) -> None:
        """End everything; answers under way stay owed."""
        for task in self._looking:
            task.cancel()
        await asyncio.gather(*self._looking, return_exceptions=True)
        await self.sockets.stop()
        if self._runner is not None:
            await self._runner.stop()
        await stop_server(self._server)
        if self._redis is not None:
            with suppress(redis.RedisError):
                await self._redis.aclose()
        self.hop.close()

    def _make_limiter(self, settings: Settings) -> Limiter:
        per_s, burst = settings.chat_rate_per_minute / 60, float(settings.chat_rate_burst)
        return RedisLimiter(self._redis, per_s, burst) if self._redis else MemoryLimiter(per_s, burst)

    def _make_locks(self) -> ConversationLocks:
        return RedisLocks(self._redis) if self._redis else OneReplica()


def _open_redis(url: str) -> redis.asyncio.Redis | None:
    """Return a client that connects when it is used; None without a URL."""
    if not url:
        return None
    return redis.asyncio.Redis.from_url(
        url,
        socket_timeout=_REDIS_TIMEOUT_S,
        socket_connect_timeout=_REDIS_TIMEOUT_S,
        retry=Retry(NoBackoff(), 1),  # somebody waits for it
    )
