"""A small chat server that speaks as docs/chat.md says, with an assistant that knows a few words by heart."""

import asyncio
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import jwt
import socketio
import uvicorn
from fastapi import FastAPI
from socketio.exceptions import ConnectionRefusedError as Refused
from starlette.middleware.gzip import GZipMiddleware

from bot.conversations.replies import Reply
from bot.widget import serve
from tests.fakes.chat_page import router as pages
from tests.fakes.chat_script import REPLIES
from tests.services import free_port

SECRET = "a secret of the fake chat, of forty letters"
_ANSWER = "I heard: {text}"
_TICKS = count()


def sign(customer: str, *, lasts_s: float = 3600) -> str:
    """Return a token such as a host shop signs."""
    return jwt.encode({"sub": customer, "aud": "confab", "exp": time.time() + lasts_s}, SECRET, "HS256")


class ChatServer:
    """Conversations in memory. Tests look at `heard` and move the rest by its methods, from their own thread."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.shop_url = f"http://shop.localhost:{port}"  # another origin, which may show the chat
        self.sio = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins=[self.shop_url, self.url])
        self.app = FastAPI()
        self.app.state.chat = self
        self.app.include_router(serve.router)
        self.app.include_router(pages)
        self.app.add_middleware(GZipMiddleware, minimum_size=1000)
        events = ("connect", "start", "open", "send", "typing", "read", "feedback", "vote", "list", "contact", "resume")
        for event in events:
            self.sio.on(event, getattr(self, f"on_{event}"), namespace="/chat")
        self.loop: asyncio.AbstractEventLoop
        self.lines: set[Any] = set()  # uvicorn's connections
        self.reset()

    def reset(self) -> None:
        """Forget everybody."""
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.conversations: dict[str, dict[str, Any]] = {}
        self.messages: dict[str, list[dict[str, Any]]] = {}
        self.owners: dict[str, str] = {}
        self.people: dict[str, str] = {}  # socket -> who
        self.errors: list[dict[str, Any]] = []  # answers to the next messages
        self.refusal = ""  # code that keeps everybody out
        self.silent = False  # the assistant answers nothing
        self.deaf = False  # what is stored is not acknowledged
        self.token = ""  # what /token gives

    # What tests do

    def said(self) -> list[str]:
        """Return what shoppers said, in the order in which it was stored."""
        return [m["text"] for kept in self.messages.values() for m in kept if m["author"] == "shopper"]

    def asked(self, event: str) -> list[dict[str, Any]]:
        """Return what came in of this event."""
        return [data for name, data in self.heard if name == event]

    def drop(self) -> None:
        """Cut every line."""
        self._run(self._drop())

    def say(self, text: str, author: str = "assistant", conversation_id: str = "", reply: Reply | None = None) -> None:
        """Say this, in the conversation that was begun first if none is named."""
        self._run(self._store(conversation_id or next(iter(self.conversations)), author, text, reply=reply))

    def grow(self, text: str) -> None:
        """Let the newest message grow to this text, as a streamed answer does."""
        kept = next(iter(self.messages.values()))
        kept[-1] = {**kept[-1], "text": text}
        self._run(self.sio.emit("message", kept[-1], room=kept[-1]["conversation_id"], namespace="/chat"))

    def say_silently(self, text: str) -> None:
        """Store a message of which nobody is told, as if it was lost on the way."""
        self._keep(next(iter(self.conversations)), "assistant", text)

    def become(self, status: str) -> None:
        """Give the first conversation this status."""
        self._run(self._become(next(iter(self.conversations)), status))

    def write(self, *, on: bool, author: str = "assistant") -> None:
        """Somebody is writing in the first conversation, or no longer."""
        id = next(iter(self.conversations))
        data = {"conversation_id": id, "on": on, "author": author}
        self._run(self.sio.emit("typing", data, room=id, namespace="/chat"))

    def begin(self, owner: str, title: str, messages: int) -> str:
        """Return a conversation with so many messages, of which every second one is the shopper's."""
        id = self._begin(owner, title)
        for number in range(1, messages + 1):
            self._keep(id, "shopper" if number % 2 else "assistant", f"{title} {number}")
        return id

    # What windows do

    async def on_connect(self, sid: str, _: Any, auth: dict[str, Any]) -> None:
        self.heard.append(("connect", auth))
        if self.refusal:
            raise Refused("Not now.", {"code": self.refusal, "message": "Not now.", "retry_after_s": 0.2})
        try:
            claims = auth["token"] and jwt.decode(auth["token"], SECRET, ["HS256"], audience="confab")
        except jwt.InvalidTokenError:
            problem = {"code": "expired", "message": "The token has expired.", "retry_after_s": 0.1}
            raise Refused("The token has expired.", problem) from None
        guest = auth.get("session") or f"guest-{len(self.heard)}"
        who = claims["sub"] if claims else guest
        if claims:
            self.owners = {id: who if owner == guest else owner for id, owner in self.owners.items()}
        self.people[sid] = who
        await self.sio.enter_room(sid, who, namespace="/chat")
        welcome = {
            "session": None if claims else guest,
            "identity": "customer" if claims else "guest",
            "name": who.capitalize() if claims else "",
            "conversations": self._of(who),
            "limits": {"text": 500},
        }
        await self.sio.emit("welcome", welcome, to=sid, namespace="/chat")

    async def on_start(self, sid: str, data: dict[str, Any]) -> dict[str, Any]:
        self.heard.append(("start", data))
        id = self._begin(self.people[sid])
        await self.sio.enter_room(sid, id, namespace="/chat")
        return {"ok": True, "conversation": self.conversations[id]}

    async def on_open(self, sid: str, data: dict[str, Any]) -> dict[str, Any]:
        self.heard.append(("open", data))
        id = data["conversation_id"]
        if self.owners.get(id) != self.people[sid]:
            return _refuse("not_found")
        await self.sio.enter_room(sid, id, namespace="/chat")
        came_after = [m for m in self.messages[id] if m["seq"] > data["after_seq"]]
        return {"ok": True, "conversation": self.conversations[id], "messages": came_after[:200]}

    async def on_send(self, sid: str, data: dict[str, Any]) -> dict[str, Any]:
        self.heard.append(("send", data))
        if self.errors:
            return {"ok": False, "error": self.errors.pop(0)}
        id = data["conversation_id"]
        if self.conversations[id]["status"] == "closed":
            return _refuse("closed")
        known = next((m for m in self.messages[id] if m["client_id"] == data["client_id"]), None)
        message = known or await self._store(id, "shopper", data["text"], client_id=data["client_id"])
        if not known:
            self.sio.start_background_task(self._answer, id, data["text"])
        if self.deaf:
            await self._drop()
        return {"ok": True, "seq": message["seq"], "at": message["at"]}

    async def on_list(self, sid: str, data: dict[str, Any]) -> dict[str, Any]:
        self.heard.append(("list", data))
        return {"ok": True, "conversations": self._of(self.people[sid])}

    async def on_read(self, _: str, data: dict[str, Any]) -> dict[str, Any]:
        self.heard.append(("read", data))
        self.conversations[data["conversation_id"]]["read_seq"] = data["seq"]
        return {"ok": True}

    async def on_typing(self, _: str, data: dict[str, Any]) -> dict[str, Any]:
        self.heard.append(("typing", data))
        return {"ok": True}

    async def on_feedback(self, _: str, data: dict[str, Any]) -> dict[str, Any]:
        self.heard.append(("feedback", data))
        return {"ok": True}

    async def on_vote(self, _: str, data: dict[str, Any]) -> dict[str, Any]:
        self.heard.append(("vote", data))
        return _refuse("closed") if self.refusal == "votes" else {"ok": True}

    async def on_contact(self, _: str, data: dict[str, Any]) -> dict[str, Any]:
        self.heard.append(("contact", data))
        id = data["conversation_id"]
        await self._store(id, "shopper", f"Contact: {data['contact']}", client_id=f"{data['client_id']}:contact")
        message = await self._store(id, "shopper", data["text"], client_id=data["client_id"])
        return {"ok": True, "seq": message["seq"], "at": message["at"]}

    async def on_resume(self, _: str, data: dict[str, Any]) -> dict[str, Any]:
        self.heard.append(("resume", data))
        if self.refusal == "resuming":
            return _refuse("not_allowed")
        await self._become(data["conversation_id"], "bot")
        return {"ok": True, "conversation": self.conversations[data["conversation_id"]]}

    # The inside

    def _of(self, who: str) -> list[dict[str, Any]]:
        return [self.conversations[id] for id, owner in self.owners.items() if owner == who]

    def _begin(self, owner: str, title: str = "") -> str:
        id = f"conv-{len(self.conversations) + 1}"
        self.owners[id] = owner
        self.messages[id] = []
        self.conversations[id] = {
            "id": id,
            "title": title,
            "status": "bot",
            "last_seq": 0,
            "read_seq": 0,
            "updated_at": _now(),
        }
        return id

    async def _answer(self, id: str, text: str) -> None:
        if self.silent or self.conversations[id]["status"] != "bot":
            return
        reply = REPLIES.get(text.split(" ")[0], Reply(_ANSWER.format(text=text)))
        await self._store(id, "assistant", reply.text, reply=reply)
        if reply.handoff:
            await self._become(id, "waiting")

    async def _become(self, id: str, status: str) -> None:
        self.conversations[id]["status"] = status
        data = {"conversation_id": id, "status": status}
        await self.sio.emit("status", data, room=id, namespace="/chat")

    async def _store(self, id: str, author: str, text: str, **more: Any) -> dict[str, Any]:
        message = self._keep(id, author, text, **more)
        await self.sio.emit("message", message, room=id, namespace="/chat")
        await self.sio.emit("conversation", self.conversations[id], room=self.owners[id], namespace="/chat")
        return message

    def _keep(
        self, id: str, author: str, text: str, *, client_id: str = "", reply: Reply | None = None
    ) -> dict[str, Any]:
        seq = len(self.messages[id]) + 1
        drawn = None if author != "assistant" else {k: v for k, v in asdict(reply or Reply("")).items() if k != "text"}
        message = {
            "conversation_id": id, "seq": seq, "author": author, "client_id": client_id,
            "text": text, "at": _now(), "reply": drawn,
        }  # fmt: skip
        self.messages[id].append(message)
        conversation = self.conversations[id]
        conversation |= {"last_seq": seq, "updated_at": message["at"], "title": conversation["title"] or text}
        if author == "shopper":
            conversation["read_seq"] = seq
        return message

    async def _drop(self) -> None:
        for line in list(self.lines):
            line.transport.abort()

    def _run(self, work: Coroutine[Any, Any, object]) -> None:
        asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=10)


@contextmanager
def serve_chat() -> Iterator[ChatServer]:
    """Run a server on a free port."""
    chat = ChatServer(free_port())
    app = socketio.ASGIApp(chat.sio, chat.app)
    server = uvicorn.Server(uvicorn.Config(app, port=chat.port, log_config=None, access_log=False, lifespan="off"))

    chat.lines = server.server_state.connections

    async def run() -> None:
        chat.loop = asyncio.get_running_loop()
        await server.serve()

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
        assert thread.is_alive()
    yield chat
    server.should_exit = server.force_exit = True
    thread.join(timeout=10)


def _refuse(code: str) -> dict[str, Any]:
    return {"ok": False, "error": {"code": code, "message": "No."}}


def _now() -> str:
    """No two things happen in the same millisecond."""
    return (datetime.now(UTC) + timedelta(milliseconds=next(_TICKS))).isoformat()
