"""Who talks: forged and old proofs open nothing, and nobody reads another's conversation."""

import asyncio
import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi.testclient import TestClient
from socketio.exceptions import ConnectionError as NotConnected

from bot.gateway.session import COOKIE, sign_session
from shop.carts import CartOwner, add_to_cart, find_cart
from shop.store import Store
from tests.bot.gateway.chat.conftest import OpenWindow
from tests.bot.gateway.chat.served import Served, serve_chat
from tests.bot.gateway.chat.window import Window, sign
from tests.bot.gateway.market import SECRET_KEY, open_app
from tests.fakes.engine import FakeEngine
from tests.fakes.store import MemoryStore


async def refusal(url: str, **proofs: str | None) -> str:
    """Return the code with which these proofs are refused; fail when they are not."""
    window = Window()
    told: list[dict[str, Any]] = []
    window.client.on("connect_error", told.append, namespace="/chat")
    with pytest.raises(NotConnected):
        await window.connect(url, **proofs)
    await window.client.disconnect()
    assert told[0]["message"] == told[0]["data"]["message"]
    return str(told[0]["data"]["code"])


async def test_a_guest_is_known_again_by_their_session(window: OpenWindow) -> None:
    first = await window()
    assert (first.welcome["identity"], first.welcome["name"], first.welcome["conversations"]) == ("guest", "", [])
    conversation = await first.start()
    again = await window(session=first.welcome["session"])
    assert [one["id"] for one in again.welcome["conversations"]] == [conversation]
    stranger = await window()
    assert stranger.welcome["conversations"] == []


async def test_a_customer_is_welcomed_by_name(window: OpenWindow) -> None:
    maya = await window(token=sign("cust_maya"))
    assert (maya.welcome["identity"], maya.welcome["name"], maya.welcome["session"]) == ("customer", "Maya", None)


async def test_a_session_that_was_not_signed_here_is_a_new_guests(window: OpenWindow) -> None:
    first = await window()
    session = first.welcome["session"]
    await first.start()
    claims = jwt.decode(session, options={"verify_signature": False})
    forged = jwt.encode(claims, "another key, of forty characters or more", algorithm="HS256")
    for bad in (forged, session[:-3], "", "nonsense", sign_session(SECRET_KEY, claims["sub"])):
        assert (await window(session=bad)).welcome["conversations"] == []


FORGED = {
    "another secret": sign("cust_maya", secret="x" * 40),
    "for another audience": sign("cust_maya", aud="another app"),
    "no audience": sign("cust_maya", aud=None),
    "without an end": jwt.encode({"sub": "cust_maya", "aud": "confab"}, "x" * 40, algorithm="HS256"),
    "no subject": sign(""),
    "for ten years": sign("cust_maya", lasts_s=10 * 365 * 86_400),
    "for ever": sign("cust_maya", lasts_s=1e18),
    "a guest's id as a customer's": sign("guest_1"),
    "not yet good": sign("cust_maya", nbf=time.time() + 10_000),
    "unsigned": jwt.encode({"sub": "cust_maya", "aud": "confab", "exp": time.time() + 60}, None, algorithm="none"),
    "an unknown algorithm": sign("cust_maya").replace("eyJhbGciOiJIUzI1NiIs", "eyJhbGciOiJIUzUxMiIs"),
    "a session of our own pages": sign_session(SECRET_KEY, "cust_maya"),
    "nonsense": "a.b.c",
    "an API key": "ck_123",
}


async def test_a_token_that_was_never_good_is_refused(served: Served) -> None:
    for name, token in FORGED.items():
        assert await refusal(served.url, token=token) == "not_allowed", name


async def test_an_old_token_is_refused_as_expired(served: Served, window: OpenWindow) -> None:
    old = sign("cust_maya", lasts_s=-60)
    assert await refusal(served.url, token=old) == "expired"
    assert await refusal(served.url, token=old, session=(await window()).welcome["session"]) == "expired"


async def test_proofs_of_the_wrong_shape_are_refused(served: Served) -> None:
    assert await refusal(served.url, token=7) == "invalid"  # type: ignore[arg-type]


async def test_a_connection_ends_with_its_token(window: OpenWindow) -> None:
    shopper = await window(token=sign("cust_maya", lasts_s=-6))  # clocks may differ by ten seconds
    await asyncio.wait_for(shopper.client.wait(), 15)
    assert not shopper.client.connected


async def test_how_long_a_token_may_be_good_is_the_merchants_to_say(market: MemoryStore, engine: FakeEngine) -> None:
    async with serve_chat(market, engine, chat_jwt_longest_s=300) as served:
        assert await refusal(served.url, token=sign("cust_maya", lasts_s=600)) == "not_allowed"
        async with Window.to(served.url, token=sign("cust_maya", lasts_s=299)) as maya:
            assert maya.welcome["name"] == "Maya"


async def test_an_issuer_that_is_set_is_demanded(market: MemoryStore, engine: FakeEngine) -> None:
    async with serve_chat(market, engine, chat_jwt_issuer="https://shop.example", chat_jwt_audience="chat") as served:
        assert await refusal(served.url, token=sign("cust_maya", aud="chat")) == "not_allowed"
        assert await refusal(served.url, token=sign("cust_maya", iss="https://shop.example")) == "not_allowed"
        async with Window.to(served.url, token=sign("cust_maya", aud="chat", iss="https://shop.example")) as maya:
            assert maya.welcome["name"] == "Maya"


async def test_every_event_refuses_somebody_elses_conversation_as_a_missing_one(
    window: OpenWindow, engine: FakeEngine
) -> None:
    maya, ana = await window(token=sign("cust_maya")), await window(token=sign("cust_ana"))
    conversation = await maya.start()
    await maya.send(conversation, "a secret")
    await maya.hears_text("You said: a secret")
    events: dict[str, dict[str, object]] = {
        "open": {},
        "send": {"client_id": "x", "text": "hello"},
        "contact": {"client_id": "x", "contact": "a@b.c", "text": "hello"},
        "resume": {},
        "typing": {"on": True},
        "read": {"seq": 1},
        "feedback": {"seq": 2, "helpful": True},
    }
    for stranger in (ana, await window()):
        for event, data in events.items():
            refused = [
                await stranger.call(event, {"conversation_id": id, **data}) for id in (conversation, "conv_missing")
            ]
            assert {answer["error"]["code"] for answer in refused} == {"not_found"}, event
            first, second = (answer["error"]["message"] for answer in refused)
            assert first.replace(conversation, "conv_missing") == second, event
        assert stranger.all("message") == []
    assert [message["text"] for message in await maya.read(conversation)] == ["a secret", "You said: a secret"]
    assert [turn.text for turn in engine.turns] == ["a secret"]


async def test_a_guests_conversations_join_a_customer_who_shows_both_proofs(window: OpenWindow, market: Store) -> None:
    guest = await window()
    session = guest.welcome["session"]
    conversation = await guest.start()
    await guest.send(conversation, "hello")
    await guest.hears_text("You said: hello")
    guest_id = jwt.decode(session, options={"verify_signature": False})["sub"]
    add_to_cart(market, CartOwner(guest_id, guest=True), "shoe-0-38", idempotency_key="one")

    only_token = await window(token=sign("cust_li"))
    assert only_token.welcome["conversations"] == []
    both = await window(token=sign("cust_li"), session=session)
    assert [one["id"] for one in both.welcome["conversations"]] == [conversation]
    assert [line.variant_id for line in find_cart(market, CartOwner("cust_li")).lines] == ["shoe-0-38"]

    await both.ask("open", conversation_id=conversation)
    await both.send(conversation, "for my eyes only")
    await both.hears_text("You said: for my eyes only")
    assert await guest.refused("open", conversation_id=conversation) == "not_found"
    assert await guest.refused("typing", conversation_id=conversation, on=True) == "not_found"
    assert "for my eyes only" not in [message["text"] for message in guest.all("message")]
    assert (await window(session=session)).welcome["conversations"] == []


def make_key() -> tuple[bytes, dict[str, str]]:
    """Return a private key as PEM, and its public half as a JWKS document lists it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return pem, {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())), "alg": "RS256", "use": "sig"}


class KeyServer:
    """Publishes `keys` by HTTP, and counts how often it is asked."""

    def __init__(self) -> None:
        self.keys: list[dict[str, str]] = []
        self.asked = 0


@contextmanager
def publish_keys() -> Iterator[tuple[str, KeyServer]]:
    published = KeyServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            published.asked += 1
            body = json.dumps({"keys": published.keys}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/jwks.json", published
    server.shutdown()
    server.server_close()


def sign_rsa(pem: bytes, kid: str | None, **claims: object) -> str:
    plain = {"sub": "cust_maya", "aud": "confab", "exp": time.time() + 600, **claims}
    return jwt.encode(plain, pem, algorithm="RS256", headers={"kid": kid} if kid else None)


async def test_tokens_signed_with_a_published_key_are_good(market: MemoryStore, engine: FakeEngine) -> None:
    pem, public = make_key()
    with publish_keys() as (url, published):
        published.keys = [{**public, "kid": "k1"}]
        async with serve_chat(market, engine, chat_jwks_url=url) as served:
            for _ in range(2):
                async with Window.to(served.url, token=sign_rsa(pem, "k1")) as maya:
                    assert maya.welcome["name"] == "Maya"
            # The same door still takes the shared secret, and our own pages' tokens.
            async with Window.to(served.url, token=sign("cust_ana")) as ana:
                assert ana.welcome["name"] == "Ana"
            assert await refusal(served.url, token=sign_rsa(pem, "k1", exp=time.time() - 60)) == "expired"
            assert await refusal(served.url, token=sign_rsa(pem, "k1", aud="other")) == "not_allowed"
            assert await refusal(served.url, token=sign_rsa(pem, None)) == "not_allowed"
            assert await refusal(served.url, token=sign_rsa(make_key()[0], "k1")) == "not_allowed"
            # The public key must not pass for a shared secret.
            header, body = (
                base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
                for part in (
                    {"alg": "HS256", "typ": "JWT", "kid": "k1"},
                    {"sub": "cust_maya", "aud": "confab", "exp": time.time() + 600},
                )
            )
            secret = json.dumps(published.keys[0]).encode()
            signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(
                f"{header}.{body}".encode(), secret
            )
            confused = f"{header}.{body}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"
            assert await refusal(served.url, token=confused) == "not_allowed"
        assert published.asked == 1


async def test_forged_key_ids_cause_no_traffic_to_the_host_shop(market: MemoryStore, engine: FakeEngine) -> None:
    pem, public = make_key()
    with publish_keys() as (url, published):
        published.keys = [{**public, "kid": "k1"}]
        async with serve_chat(market, engine, chat_jwks_url=url) as served:
            for number in range(5):
                assert await refusal(served.url, token=sign_rsa(pem, f"forged-{number}")) == "not_allowed"
        assert published.asked == 1


async def test_while_the_keys_cannot_be_read_nobody_is_called_a_forger(market: MemoryStore, engine: FakeEngine) -> None:
    pem, _ = make_key()
    async with serve_chat(market, engine, chat_jwks_url="http://127.0.0.1:9/jwks.json") as served:
        assert await refusal(served.url, token=sign_rsa(pem, "k1")) == "unavailable"
        async with Window.to(served.url) as guest:
            assert guest.welcome["identity"] == "guest"


async def test_our_own_pages_get_a_token_for_whom_the_cookie_names(served: Served, market: Store) -> None:
    client = TestClient(open_app(market))
    assert client.get("/chat/token").json() == {"token": None}
    client.cookies.set(COOKIE, sign_session(SECRET_KEY, "cust_maya"))
    answer = client.get("/chat/token")
    assert answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers
    async with Window.to(served.url, token=answer.json()["token"]) as maya:
        assert maya.welcome["name"] == "Maya"


@pytest.mark.parametrize(
    ("origin", "let_in"),
    [
        ("https://shop.example", True),
        ("https://evil.example", False),
        ("https://shop.example.evil.example", False),
        ("null", False),
    ],
)
async def test_only_pages_of_allowed_sites_open_a_socket(
    market: MemoryStore, engine: FakeEngine, origin: str, let_in: bool
) -> None:
    async with serve_chat(market, engine, chat_origins="https://shop.example, https://b.example") as served:
        assert await can_connect(served.url, origin) is let_in
        assert await can_connect(served.url, served.url)


async def can_connect(url: str, origin: str) -> bool:
    window = Window()
    try:
        await window.client.connect(url, headers={"Origin": origin}, namespaces=["/chat"], transports=["websocket"])
    except NotConnected:
        return False
    finally:
        await window.client.disconnect()
    return True
