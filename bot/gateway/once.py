"""`Idempotency-Key`: a POST that arrives twice acts once and is answered twice."""

import hashlib
from collections.abc import Callable
from typing import Annotated

from fastapi import Header, Request, Response
from pydantic import BaseModel

from shop.api_keys import ApiKey
from shop.idempotency import claim, release, settle
from shop.store import Store

IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="Any text of your choice; the same key with the same body within 24 hours acts only once.",
    ),
]


def act_once(
    store: Store,
    caller: ApiKey,
    request: Request,
    body: BaseModel | None,
    key: str | None,
    act: Callable[[], BaseModel],
) -> Response:
    """Return what `act` answers; for a key that came before with the same body, what it answered then.

    Only success is kept: a refused request changed nothing and may be tried again with its key. Raises OtherRequest
    for the key with another body, StillRunning while the first request is not answered.
    """
    status = request.scope["route"].status_code or 200
    if key is None:
        return _answer(status, act().model_dump_json())
    address = f"{caller.id} {request.url.path} {key}"
    id = hashlib.sha256(address.encode()).hexdigest()
    content = body.model_dump_json() if body else ""
    known = claim(store, id, hashlib.sha256(content.encode()).hexdigest())
    if known is not None:
        return _answer(known.status, known.body, {"Idempotency-Replayed": "true"})
    try:
        answer = act().model_dump_json()
    except BaseException:
        release(store, id)
        raise
    settle(store, id, status, answer)
    return _answer(status, answer)


def _answer(status: int, body: str, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, headers, "application/json")
