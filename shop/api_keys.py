"""Keys with which other programs use the shop: what each may do, and who made it."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from shop.errors import Invalid, NotFound
from shop.ids import new_id
from shop.store import Store
from shop.texts import check_id, clean_text

_PREFIX = "ck_"
_LONGEST_SECRET = 200


class Scope(StrEnum):
    """What a key may do."""

    CATALOGUE_READ = "catalogue:read"
    CATALOGUE_WRITE = "catalogue:write"
    CUSTOMERS_READ = "customers:read"
    CUSTOMERS_WRITE = "customers:write"
    ORDERS_READ = "orders:read"
    ORDERS_WRITE = "orders:write"
    SOCIAL_READ = "social:read"
    SOCIAL_WRITE = "social:write"
    EVENTS_WRITE = "events:write"
    MERCHANDISING_READ = "merchandising:read"
    MERCHANDISING_WRITE = "merchandising:write"
    RECOMMENDER_READ = "recommender:read"


@dataclass(frozen=True)
class ApiKey:
    """A key. Its secret has 256 random bits, so a plain hash keeps it as safe as a slow one would."""

    id: str
    name: str
    secret_hash: str  # sha256 in hexadecimal; the secret itself is shown once and never stored
    scopes: tuple[Scope, ...]  # sorted, at least one
    created_at: datetime
    revoked_at: datetime | None = None


def make_key(store: Store, name: str, scopes: Iterable[str]) -> tuple[ApiKey, str]:
    """Return a new key and its secret, "ck_" + id + "_" + 43 characters. Raises Invalid for unknown scopes or none."""
    name = clean_text("name", name, shortest=1, longest=100)
    granted = _read_scopes(scopes)
    id = new_id("k").removeprefix("k_")
    secret = f"{_PREFIX}{id}_{secrets.token_urlsafe(32)}"
    with store.write() as tx:
        key = ApiKey(id, name, _hash(secret), granted, tx.now)
        tx.add(key)
    return key, secret


def find_key(store: Store, secret: str) -> ApiKey | None:
    """Return the key that this secret opens; None for a wrong or revoked one."""
    id = secret.removeprefix(_PREFIX).partition("_")[0]
    known_shape = secret.startswith(_PREFIX) and secret.isascii() and secret.isprintable()
    if not known_shape or len(secret) > _LONGEST_SECRET:
        return None
    with store.read() as tx:
        key = tx.get(ApiKey, id)
    # The comparison takes equally long whether the key exists or not, so that ids cannot be tried out by the clock.
    right = hmac.compare_digest(_hash(secret), key.secret_hash if key else _hash(""))
    return key if key and right and key.revoked_at is None else None


def get_key(store: Store, id: str) -> ApiKey | None:
    """Return the key with this id, None for an unknown or revoked one. For who has shown its secret before."""
    with store.read() as tx:
        key = tx.get(ApiKey, id)
    return key if key and key.revoked_at is None else None


def list_keys(store: Store) -> list[ApiKey]:
    """Return every key, oldest first, revoked ones too; [] for none."""
    with store.read() as tx:
        return tx.find(ApiKey)


def revoke_key(store: Store, id: str) -> ApiKey:
    """Make the key useless from the next request on; revoking it again changes nothing. Raises NotFound."""
    with store.write() as tx:
        key = tx.lock(ApiKey, check_id("id", id))
        if key is None:
            raise NotFound("API key", id)
        if key.revoked_at is None:
            key = replace(key, revoked_at=tx.now)
            tx.put(key)
        return key


def _read_scopes(scopes: Iterable[str]) -> tuple[Scope, ...]:
    wanted = sorted(set(scopes))
    known = {scope.value: scope for scope in Scope}
    unknown = [scope for scope in wanted if scope not in known]
    if unknown or not wanted:
        given = repr(unknown[0]) if unknown else "none"
        raise Invalid("scopes", f"A key needs scopes out of {', '.join(known)}; given: {given}.")
    return tuple(known[scope] for scope in wanted)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
