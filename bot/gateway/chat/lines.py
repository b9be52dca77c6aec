"""The Socket.IO server, and how windows are told: by rooms, which span all replicas when there is Redis."""

import asyncio
import logging
from contextlib import suppress

import socketio
import structlog
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.conversations.records import Author, Conversation, Message
from bot.gateway.chat.origins import Origins
from bot.gateway.wire.chat import write_conversation, write_message

log = structlog.get_logger()

NAMESPACE = "/chat"
_LARGEST_PACKET = 64 * 1024  # characters; a message of 2,000, written as escapes, is 24,000


def make_server(origins: Origins, redis_url: str) -> socketio.AsyncServer:
    """Return the server; nothing is connected yet. It handles what one window sends in the order of its sending."""
    quiet = logging.getLogger("confab.socketio")
    quiet.setLevel(logging.ERROR)  # below that it logs what people write, and their tokens
    return socketio.AsyncServer(
        async_mode="asgi",
        namespaces=[NAMESPACE],
        transports=["websocket"],
        async_handlers=False,
        cors_allowed_origins=origins.allow,
        max_http_buffer_size=_LARGEST_PACKET,
        client_manager=_make_manager(redis_url) if redis_url else None,
        logger=quiet,
        engineio_logger=quiet,
    )


def _make_manager(redis_url: str) -> socketio.AsyncRedisManager:
    """Return what tells other replicas; when Redis is away it gives up at once, and comes back by itself."""
    options = {"retry": Retry(NoBackoff(), 0), "socket_connect_timeout": 2.0}
    return socketio.AsyncRedisManager(redis_url, channel="confab:chat", redis_options=options)


async def stop_server(server: socketio.AsyncServer) -> None:
    """End what the server does beside its connections."""
    await server.shutdown()
    listening: asyncio.Task[None] | None = getattr(server.manager, "thread", None)
    if listening is not None:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
    if getattr(server.manager, "redis", None) is not None:
        await server.manager.redis.aclose()


def room_of(conversation_id: str) -> str:
    """Return the room of the windows that show this conversation."""
    return f"conversation:{conversation_id}"


def room_of_owner(owner_id: str) -> str:
    """Return the room of all windows of this shopper."""
    return f"owner:{owner_id}"


class SocketLines:
    """`Lines` to everybody who is connected, the sender included."""

    def __init__(self, server: socketio.AsyncServer) -> None:
        self._server = server

    async def message(self, message: Message) -> None:
        body = write_message(message).model_dump(mode="json")
        await self._emit("message", body, room_of(message.conversation_id))

    async def conversation(self, conversation: Conversation) -> None:
        body = write_conversation(conversation).model_dump(mode="json")
        await self._emit("conversation", body, room_of_owner(conversation.owner_id))

    async def status(self, conversation: Conversation) -> None:
        body = {"conversation_id": conversation.id, "status": conversation.status.value}
        await self._emit("status", body, room_of(conversation.id))

    async def typing(self, conversation_id: str, author: Author, *, on: bool, window: str | None = None) -> None:
        """`window` is the one in which somebody types: it knows."""
        body = {"conversation_id": conversation_id, "on": on, "author": author.value}
        await self._emit("typing", body, room_of(conversation_id), window)

    async def _emit(self, event: str, body: object, room: str, skip: str | None = None) -> None:
        await self._server.emit(event, body, to=room, skip_sid=skip, namespace=NAMESPACE)


class SocketApp:
    """The server as an ASGI application, to be mounted at /socket.io. What is no Socket.IO ends its connection."""

    def __init__(self, server: socketio.AsyncServer) -> None:
        self._app: ASGIApp = socketio.ASGIApp(server, socketio_path=None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except ValueError as error:  # packets that cannot be read
            log.info("unreadable packet", error=str(error))
            with suppress(RuntimeError):  # it is closed already
                await send({"type": "websocket.close", "code": 1007})
