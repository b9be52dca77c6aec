"""For whatever watches over this process: is it alive, and can it do its work?"""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict

from bot.gateway.auth import StoreOf
from shop.catalogue import Product
from shop.errors import StoreUnavailable
from shop.store import Store

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """`missing` says what keeps the process from working: [] when nothing does."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_extra={"examples": [{"ready": True, "missing": []}]}
    )

    ready: bool
    missing: tuple[str, ...] = ()


_NOT: dict[int | str, dict[str, Any]] = {503: {"model": Health, "description": "Not ready"}}


@router.get("/healthz", summary="Is the process alive?", responses=_NOT)
def tell_alive(request: Request, response: Response) -> Health:
    """What is missing here only a new start brings back; nothing is lost by it."""
    return _tell(response, _ailment(request))


@router.get("/readyz", summary="Can it do its work?", responses=_NOT)
def tell_ready(request: Request, store: StoreOf, response: Response) -> Health:
    return _tell(response, (*_find_unavailable(store), *_ailment(request)))


def _find_unavailable(store: Store) -> tuple[str, ...]:
    try:
        with store.read() as tx:
            tx.find(Product, limit=1)
    except StoreUnavailable as error:
        return (f"database: {error}",)
    return ()


def _ailment(request: Request) -> tuple[str, ...]:
    ailment = request.app.state.chat.ailment()
    return (f"assistant: {ailment}",) if ailment else ()


def _tell(response: Response, missing: tuple[str, ...]) -> Health:
    if missing:
        response.status_code = 503
    return Health(ready=not missing, missing=missing)
