"""What any route may answer, said once: the OpenAPI document names it for each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import BaseRoute

from sync_server.kit import documented, principal
from sync_server.kit.bounds import TooManyHeaders, TooSlow
from sync_server.kit.problem import (
    MEDIA_TYPE,
    BadRequest,
    Problem,
    TooLarge,
    TooMany,
    Unauthorized,
    Unavailable,
)

Document = dict[str, Any]

ANY: tuple[type[Problem], ...] = (TooManyHeaders, TooMany, Unavailable, Problem)
"""What every route may answer: refused by the bounds or by a rate limit, or a fault of ours."""

WITH_BODY: tuple[type[Problem], ...] = (BadRequest, TooSlow, TooLarge)

PROBLEM: Document = {
    "type": "object",
    "title": "Problem",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "hint": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"where": {"type": "string"}, "reason": {"type": "string"}},
            },
        },
    },
}
_VALIDATION = ("HTTPValidationError", "ValidationError")


def complete(document: Document, routes: Sequence[BaseRoute]) -> None:
    """Add the schemas, and to each operation what it may answer besides; what it says stays."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas |= {**documented.messages(), "Problem": PROBLEM}
    for name in _VALIDATION:
        schemas.pop(name, None)
    for context in iter_route_contexts(routes):
        route = context.original_route
        if isinstance(route, APIRoute) and route.include_in_schema:
            for method in context.methods or ():
                operation = document["paths"][context.path_format].get(method.lower())
                if operation is not None:
                    _complete(operation, route)


def _complete(operation: Document, route: APIRoute) -> None:
    answers: Document = operation.setdefault("responses", {})
    # What FastAPI would say of input that is not as declared is a problem here.
    invalid = answers.pop("422", None) is not None
    kinds = list(ANY)
    if "requestBody" in operation:
        kinds += WITH_BODY
    elif invalid:
        kinds.append(BadRequest)
    if _asks(route.dependant, principal.caller_of):
        kinds.append(Unauthorized)
    for kind in kinds:
        answers.setdefault(str(kind.status), _answer(kind))


def _answer(kind: type[Problem]) -> Mapping[str, Any]:
    told = "A fault of the server." if kind is Problem else (kind.__doc__ or "").splitlines()[0]
    return {
        "description": told,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _asks(dependant: Dependant, whom: Callable[..., Any]) -> bool:
    """Whether a route depends on `whom`, itself or through what it depends on."""
    return dependant.call is whom or any(_asks(one, whom) for one in dependant.dependencies)
