"""The host shop's public keys, read from where it publishes them."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import aiohttp
import structlog
from jwt import PyJWK, PyJWKSet
from jwt.exceptions import PyJWKError, PyJWKSetError

from shop.errors import StoreUnavailable

log = structlog.get_logger()

_TIMEOUT = aiohttp.ClientTimeout(total=5)
_LONGEST_ANSWER = 256 * 1024  # bytes


class KeysUnavailable(StoreUnavailable):
    """The host shop's keys cannot be read, so that nobody can tell whether a token is good."""


class PublishedKeys:
    """The keys of a JWKS document, kept for `fresh_s`.

    A key that is not among them makes it be read again, at most every `pause_s`: forged tokens cause no traffic.
    """

    def __init__(
        self, url: str, *, fresh_s: float = 300, pause_s: float = 10, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._url = url
        self._fresh_s = fresh_s
        self._pause_s = pause_s
        self._clock = clock
        self._keys: dict[str, PyJWK] = {}
        self._read_at: float | None = None
        self._reading = asyncio.Lock()

    async def find(self, key_id: str) -> PyJWK | None:
        """Return the RSA key with this id; None when there is none. Raises KeysUnavailable."""
        async with self._reading:
            age_s = self._fresh_s if self._read_at is None else self._clock() - self._read_at
            if age_s >= self._fresh_s or (key_id not in self._keys and age_s >= self._pause_s):
                await self._read()
        return self._keys.get(key_id)

    async def _read(self) -> None:
        """Read the document. While it cannot be read the keys known so far stay good."""
        try:
            keys = PyJWKSet.from_dict(await self._fetch()).keys
        except (aiohttp.ClientError, TimeoutError, ValueError, PyJWKError, PyJWKSetError) as error:
            log.warning("cannot read the host shop's keys", url=self._url, error=str(error))
            if not self._keys:
                raise KeysUnavailable("Your sign-in cannot be checked at the moment; try again soon.") from error
        else:
            self._keys = {key.key_id: key for key in keys if key.key_id and key.key_type == "RSA"}
        self._read_at = self._clock()

    async def _fetch(self) -> dict[str, Any]:
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as session, session.get(self._url) as answer:
            answer.raise_for_status()
            body = await answer.content.read(_LONGEST_ANSWER)
        document: object = json.loads(body)
        if not isinstance(document, dict):
            raise ValueError("not a JSON object")  # noqa: TRY004
        return document
