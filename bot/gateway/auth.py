"""Who calls the REST interface: an API key, and what it may do."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, HTTPException, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from shop.api_keys import ApiKey, Scope, find_key
from shop.store import Store

_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="ApiKey",
    bearerFormat="ck_…",
    description="An API key, made with `python -m bot keys make`.",
)


def get_store(request: Request) -> Store:
    """Return the store that the application was made with."""
    store: Store = request.app.state.store
    return store


StoreOf = Annotated[Store, Depends(get_store)]


def needs(scope: Scope) -> Callable[..., ApiKey]:
    """Return a dependency that gives the caller's key. It answers 401 without a valid one, 403 without `scope`."""

    def caller(
        store: StoreOf, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]
    ) -> ApiKey:
        key = find_key(store, credentials.credentials) if credentials else None
        if key is None:
            wanted = {"WWW-Authenticate": 'Bearer realm="confab"'}
            raise HTTPException(401, "Send a valid API key: `Authorization: Bearer ck_…`.", wanted)
        if scope not in key.scopes:
            allowed = ", ".join(key.scopes)
            raise HTTPException(403, f"This needs the scope {scope}; the key {key.name!r} has: {allowed}.")
        return key

    return caller
