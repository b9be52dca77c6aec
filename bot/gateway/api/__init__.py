"""REST `/v1`: one router a resource, all under the same rules."""

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import HTTPException

from bot.gateway.api import conversations, customers, events, friends, merchandising, orders, products, reviews
from bot.gateway.problems import document_problems

_PROBLEMS = document_problems(400, 401, 403, 404, 405, 409, 413, 415, 422, 500, 503)


def require_json(request: Request) -> None:
    """A dependency: answers 415 to a body that does not say it is JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    is_json = kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
    if request.method in ("POST", "PUT", "PATCH") and has_body and not is_json:
        raise HTTPException(415, f"The body must be application/json, not {kind or 'of an unnamed type'}.")


def make_api() -> APIRouter:
    """Return the whole interface."""
    api = APIRouter(prefix="/v1", dependencies=[Depends(require_json)], responses=_PROBLEMS)
    for resource in (products, customers, friends, reviews, orders, events, merchandising, conversations):
        api.include_router(resource.router)
    return api
