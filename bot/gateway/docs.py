"""`/docs`: the REST interface for people, drawn from its own OpenAPI document, without any script."""

import json
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from bot.gateway.pages.theme import Shop, find_viewer, get_shop, render
from shop.customers import Customer

router = APIRouter(include_in_schema=False)

Schema = dict[str, Any]  # a part of an OpenAPI document


@dataclass(frozen=True)
class Parameter:
    """A parameter: where it stands ("query", "path", "header") and what it means."""

    name: str
    place: str
    required: bool
    words: str


@dataclass(frozen=True)
class Operation:
    """One method of one path; `body` and `answer` are examples in JSON, "" for none."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    body: str
    answer: str
    statuses: str


@router.get("/docs")
def show_docs(
    request: Request,
    shop: Annotated[Shop, Depends(get_shop)],
    viewer: Annotated[Customer | None, Depends(find_viewer)],
) -> HTMLResponse:
    document = request.app.openapi()
    return render(shop, "docs.html", viewer, info=document["info"], groups=group_operations(document))


def group_operations(document: Schema) -> dict[str, list[Operation]]:
    """Return every operation of the document by its first tag, in the order of the document."""
    groups: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(_describe(document, path, method, operation))
    return groups


def _describe(document: Schema, path: str, method: str, operation: Schema) -> Operation:
    success = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
    return Operation(
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=tuple(map(_describe_parameter, operation.get("parameters", []))),
        body=_example(document, operation.get("requestBody", {})),
        answer=_example(document, success),
        statuses=", ".join(sorted(operation["responses"])),
    )


def _describe_parameter(parameter: Schema) -> Parameter:
    schema = parameter["schema"]
    words = [parameter.get("description", ""), f"Default: {schema['default']}." if schema.get("default") else ""]
    return Parameter(parameter["name"], parameter["in"], parameter["required"], " ".join(filter(None, words)))


def _example(document: Schema, holder: Schema) -> str:
    schema = holder.get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    examples = document["components"]["schemas"].get(name, {}).get("examples", [])
    return json.dumps(examples[0], indent=2, ensure_ascii=False) if examples else ""
