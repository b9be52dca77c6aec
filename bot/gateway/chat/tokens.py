"""Tokens: what the host shop signs for its customers, and what we sign for guests and for our own pages."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

from bot.gateway.chat.errors import Expired, Unproven
from bot.gateway.chat.keys import PublishedKeys
from settings import Settings
from shop.errors import Invalid
from shop.ids import new_id
from shop.texts import check_id

GUEST = "guest_"  # how the ids of guests begin, and those of customers must not
_GUEST_AUDIENCE = "confab:guest"
_OWN_AUDIENCE = "confab:chat"
_GUEST_LIFETIME = timedelta(days=180)
_OWN_LIFETIME = timedelta(minutes=30)
_LEEWAY = timedelta(seconds=10)  # by which the host shop's clock may differ from ours


@dataclass(frozen=True)
class Proof:
    """A customer's token, verified."""

    customer_id: str
    expires_at: datetime


class Tokens:
    """Signs and verifies. An algorithm is only taken with the kind of key that belongs to it."""

    def __init__(self, settings: Settings, secret_key: str) -> None:
        self._secret_key = secret_key
        self._shared_secret = settings.chat_jwt_secret
        self._audience = settings.chat_jwt_audience
        self._issuer = settings.chat_jwt_issuer or None
        self._longest_s = settings.chat_jwt_longest_s
        self._published = PublishedKeys(settings.chat_jwks_url) if settings.chat_jwks_url else None

    def sign_guest(self, guest_id: str) -> str:
        """Return the session of this guest, good for 180 days from now."""
        return self._sign(guest_id, _GUEST_AUDIENCE, _GUEST_LIFETIME)

    def sign_customer(self, customer_id: str) -> str:
        """Return a token for our own pages, good for 30 minutes. The caller has verified who that is."""
        return self._sign(customer_id, _OWN_AUDIENCE, _OWN_LIFETIME)

    def read_guest(self, session: str) -> str | None:
        """Return the guest's id; None for a session that is forged or too old."""
        try:
            claims = _decode(session, self._secret_key, "HS256", _GUEST_AUDIENCE)
        except jwt.InvalidTokenError:
            return None
        return str(claims["sub"])

    async def prove(self, token: str) -> Proof:
        """Return whose token it is. Raises Expired, Unproven, and KeysUnavailable."""
        try:
            header = jwt.get_unverified_header(token)
            claims = await self._verify(token, header)
        except jwt.ExpiredSignatureError:
            raise Expired("The token has expired; get a new one and connect again.") from None
        except jwt.InvalidTokenError as error:
            raise Unproven(f"The token cannot be accepted: {error}.") from None
        end = float(claims["exp"])
        if end > time.time() + self._longest_s + _LEEWAY.total_seconds():
            raise Unproven(f"The token cannot be accepted: it is good for more than {self._longest_s:.0f} seconds.")
        return Proof(_check_customer(claims["sub"]), datetime.fromtimestamp(end, UTC) + _LEEWAY)

    async def _verify(self, token: str, header: dict[str, Any]) -> dict[str, Any]:
        algorithm = header.get("alg")
        if algorithm == "HS256":
            return self._verify_shared(token)
        if algorithm == "RS256" and self._published is not None:
            key = await self._published.find(str(header.get("kid")))
            if key is None:
                raise jwt.InvalidTokenError("it is signed with a key that the shop does not publish")
            return _decode(token, key, "RS256", self._audience, self._issuer)
        raise jwt.InvalidAlgorithmError(f"it is signed with {algorithm!r}, which is not set up here")

    def _verify_shared(self, token: str) -> dict[str, Any]:
        try:
            return _decode(token, self._secret_key, "HS256", _OWN_AUDIENCE)
        except jwt.ExpiredSignatureError:
            raise
        except jwt.InvalidTokenError:
            if not self._shared_secret:
                raise
        return _decode(token, self._shared_secret, "HS256", self._audience, self._issuer)

    def _sign(self, subject: str, audience: str, lifetime: timedelta) -> str:
        claims = {"sub": subject, "aud": audience, "exp": datetime.now(UTC) + lifetime}
        return jwt.encode(claims, self._secret_key, algorithm="HS256")


def new_guest() -> str:
    """Return the id of a guest whom nobody knows yet."""
    return new_id(GUEST.rstrip("_"))


def _check_customer(subject: str) -> str:
    if subject.startswith(GUEST):
        raise Unproven(f"The token cannot be accepted: the id of a customer must not begin with {GUEST!r}.")
    try:
        return check_id("sub", subject)
    except Invalid as error:
        raise Unproven(f"The token cannot be accepted: {error}") from error


def _decode(
    token: str, key: str | jwt.PyJWK, algorithm: str, audience: str, issuer: str | None = None
) -> dict[str, Any]:
    return jwt.decode(
        token,
        key,
        algorithms=[algorithm],
        audience=audience,
        issuer=issuer,
        leeway=_LEEWAY,
        options={"require": ["exp", "aud", "sub"]},
    )
