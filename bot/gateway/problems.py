"""Errors as other programs read them: RFC 9457's problem+json, and where the shop's errors become one."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from bot.gateway.chat.errors import NoAssistant, TooFast, Unproven
from shop.errors import Conflict, Invalid, NotAllowed, NotFound, ShopError, StoreUnavailable
from shop.idempotency import OtherRequest

MEDIA_TYPE = "application/problem+json"

_STATUS: tuple[tuple[type[ShopError], int], ...] = (
    (Invalid, 422),
    (NotFound, 404),
    (OtherRequest, 422),
    (Conflict, 409),
    (NotAllowed, 403),
    (StoreUnavailable, 503),
    (NoAssistant, 503),
    (TooFast, 429),
    (Unproven, 401),
)


class FieldProblem(BaseModel):
    """One value that is not allowed, and where it stands: "body.variants.0.stock"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    message: str


class Problem(BaseModel):
    """What went wrong. `title` is the status in words, `detail` a sentence for a person."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Not Found",
                    "status": 404,
                    "detail": "product 'strida-cloudline-9' was not found.",
                    "errors": [],
                }
            ]
        },
    )

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: tuple[FieldProblem, ...] = ()


def describe(error: Exception) -> Problem:
    """Return the problem that a caller may read; an error that nobody foresaw says nothing of itself."""
    if isinstance(error, RequestValidationError):
        fields = tuple(FieldProblem(field=_locate(item["loc"]), message=item["msg"]) for item in error.errors())
        return _problem(422, "The request has values that are not allowed; see errors.", fields)
    if isinstance(error, ShopError):
        fields = (FieldProblem(field=error.field, message=str(error)),) if isinstance(error, Invalid) else ()
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 400)
        return _problem(status, str(error), fields)
    if isinstance(error, HTTPException):
        return _problem(error.status_code, _SENTENCES.get(error.detail, error.detail))
    return _problem(500, "Something went wrong on our side. The request id in X-Request-ID helps us to find it.")


def answer_problem(problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return the problem as a response."""
    return JSONResponse(problem.model_dump(), problem.status, headers, MEDIA_TYPE)


def document_problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return these statuses for OpenAPI, each with the shape of `Problem`."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in sorted(statuses)}


_SENTENCES = {  # Starlette's own words for what its router refuses
    "Not Found": "There is nothing at this address.",
    "Method Not Allowed": "This address does not answer this method; see the Allow header.",
}


def _problem(status: int, detail: str, errors: tuple[FieldProblem, ...] = ()) -> Problem:
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors)


def _locate(location: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in location)
