"""The windows: who connects, what they ask for, and the acknowledgement that every event gets."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import UTC, datetime
from typing import Any

import socketio
import structlog
from pydantic import BaseModel, ConfigDict, ValidationError
from socketio.exceptions import ConnectionRefusedError as Refused

from bot.gateway.chat.errors import Expired, TooFast, code_of
from bot.gateway.chat.events import Ack, ChatEvents, Window
from bot.gateway.chat.identity import Admitted, Doorkeeper, Identity
from bot.gateway.chat.limits import Limiter
from bot.gateway.chat.lines import NAMESPACE, room_of, room_of_owner
from bot.gateway.wire.chat import write_conversation
from shop.errors import Invalid, ShopError

log = structlog.get_logger()

_FAILED = {"code": "unavailable", "message": "Something went wrong on our side; try again in a moment."}
_LONGEST_TIMER_S = 7 * 24 * 3600.0


class _Proofs(BaseModel):
    """What a window shows when it connects."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    token: str | None = None
    session: str | None = None


class Sockets:
    """Keeps who is at which window, from connecting to the end of the connection or of their token.

    `greet` is called when a customer has been welcomed.
    """

    def __init__(
        self,
        server: socketio.AsyncServer,
        events: ChatEvents,
        doorkeeper: Doorkeeper,
        limiter: Limiter,
        greet: Callable[[Identity], Awaitable[None]],
    ) -> None:
        self._server = server
        self._events = events
        self._doorkeeper = doorkeeper
        self._limiter = limiter
        self._greet = greet
        self._windows: dict[str, Window] = {}
        self._ends: dict[str, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        server.on("connect", self._connect, namespace=NAMESPACE)
        server.on("disconnect", self._disconnect, namespace=NAMESPACE)
        server.on("*", self._handle, namespace=NAMESPACE)

    def connected(self) -> Collection[Identity]:
        """Return who is connected to this replica, once a window."""
        return [window.who for window in self._windows.values()]

    async def release(self, conversation_ids: Collection[str]) -> None:
        """Show these conversations in no window any more: they have become somebody else's."""
        for conversation_id in conversation_ids:
            await self._server.close_room(room_of(conversation_id), NAMESPACE)

    async def stop(self) -> None:
        """Give up what is under way beside the connections."""
        for end in self._ends.values():
            end.cancel()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connect(self, sid: str, _environ: object, auth: object = None) -> None:
        if sid in self._windows:
            return  # a client may send anything as an event, also this
        try:
            proofs = _Proofs.model_validate(auth if isinstance(auth, dict) else {})
            admitted = await self._doorkeeper.admit(proofs.token, proofs.session)
        except (ShopError, ValidationError) as error:
            problem = _describe(error)
            raise Refused(problem["message"], problem) from error
        except Exception as error:
            log.exception("cannot admit")
            raise Refused(_FAILED["message"], _FAILED) from error
        who = admitted.identity
        self._windows[sid] = Window(sid, who)
        await self._server.enter_room(sid, room_of_owner(who.owner_id), NAMESPACE)
        self._end_with_token(sid, who)
        self._begin(self._welcome(sid, admitted))

    async def _disconnect(self, sid: str, *_reason: object) -> None:
        self._windows.pop(sid, None)
        end = self._ends.pop(sid, None)
        if end is not None:
            end.cancel()

    async def _handle(self, event: str, sid: str, *data: object) -> Ack:
        """Answer any event: what it asks for, or why not."""
        try:
            return {"ok": True, **await self._act(event, sid, data[0] if data else {})}
        except (ShopError, ValidationError) as error:
            return {"ok": False, "error": _describe(error)}
        except Exception:
            log.exception("chat event failed", event_name=event)
            return {"ok": False, "error": dict(_FAILED)}

    async def _act(self, name: str, sid: str, data: object) -> Ack:
        window = self._windows.get(sid)
        event = self._events.table.get(name)
        if window is None:
            raise Expired("This connection has ended; connect again.")
        if event is None:
            raise Invalid("event", f"There is no event {name!r}; there are: {', '.join(self._events.table)}.")
        window.who.check_fresh()
        await self._limiter.take(window.who.owner_id, event.tokens)
        return await event.act(window, event.shape.model_validate(data))

    async def _welcome(self, sid: str, admitted: Admitted) -> None:
        """Tell the window who it is, once it knows that it is connected, and then what there is for them."""
        who = admitted.identity
        while not self._server.manager.is_connected(sid, NAMESPACE):
            if sid not in self._windows:
                return
            await asyncio.sleep(0)
        await self.release(admitted.joined)
        conversations = await self._events.switchboard.list(who)
        welcome = {
            "session": who.session,
            "identity": who.kind,
            "name": who.name,
            "conversations": [write_conversation(one).model_dump(mode="json") for one in conversations],
            "limits": {"text": self._events.switchboard.text_limit},
        }
        await self._server.emit("welcome", welcome, to=sid, namespace=NAMESPACE, ignore_queue=True)
        await self._greet(who)

    def _end_with_token(self, sid: str, who: Identity) -> None:
        if who.expires_at is None:
            return
        left_s = min((who.expires_at - datetime.now(UTC)).total_seconds(), _LONGEST_TIMER_S)
        loop = asyncio.get_running_loop()
        self._ends[sid] = loop.call_later(
            max(left_s, 0), lambda: self._begin(self._server.disconnect(sid, namespace=NAMESPACE))
        )

    def _begin(self, work: Any) -> None:
        task = asyncio.ensure_future(_log_failure(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _log_failure(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception:
        log.exception("chat failed beside its events")


def _describe(error: ShopError | ValidationError) -> dict[str, Any]:
    """Return the error of an acknowledgement."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "data"
        return {"code": "invalid", "message": f"{place}: {first['msg']}."}
    problem = {"code": code_of(error), "message": str(error)}
    return {**problem, "retry_after_s": round(error.retry_after_s, 3)} if isinstance(error, TooFast) else problem
