"""For whatever watches over this process: is it alive, and can it do its work?"""

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from bot.gateway.auth import StoreOf
from shop.catalogue import Product
from shop.errors import StoreUnavailable

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """`missing` says what keeps the process from working: [] when nothing does."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_extra={"examples": [{"ready": True, "missing": []}]}
    )

    ready: bool
    missing: tuple[str, ...] = ()


@router.get("/healthz", summary="Is the process alive?")
def tell_alive() -> Health:
    return Health(ready=True)


@router.get("/readyz", summary="Can it do its work?", responses={503: {"model": Health, "description": "Not ready"}})
def tell_ready(store: StoreOf, response: Response) -> Health:
    try:
        with store.read() as tx:
            tx.find(Product, limit=1)
    except StoreUnavailable as error:
        response.status_code = 503
        return Health(ready=False, missing=(f"database: {error}",))
    return Health(ready=True)
