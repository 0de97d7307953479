"""OpenAPI for messages and problems: every answer of a route is said."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI

from sync_server.kit.problem import (
    MEDIA_TYPE,
    Problem,
    TooLarge,
    TooMany,
    Unauthorized,
    Unavailable,
)

Said = dict[int | str, dict[str, Any]]

_MESSAGES: dict[str, type[msgspec.Struct]] = {}
_REF = "#/components/schemas/{name}"

_PROBLEM: dict[str, Any] = {
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

ALWAYS: tuple[type[Problem], ...] = (Unauthorized, TooLarge, TooMany, Unavailable)
"""What any route for callers may answer."""


def answers(
    message: type[msgspec.Struct] | None, *problems: type[Problem], status: int = 200
) -> Said:
    """The `responses` of a route: its message (None: nothing), and the problems it may answer."""
    good: dict[str, Any] = {"description": (message.__doc__ or "") if message else "Done."}
    if message is not None:
        good["content"] = {"application/json": {"schema": _schema(message)}}
    said: Said = {status: good}
    for problem in (*problems, *ALWAYS):
        said[problem.status] = {
            "description": (problem.__doc__ or "").partition("\n")[0],
            "content": {MEDIA_TYPE: {"schema": {"$ref": _REF.format(name="Problem")}}},
        }
    return said


def takes(message: type[msgspec.Struct]) -> dict[str, Any]:
    """The `openapi_extra` of a route whose body is a message."""
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _schema(message)}},
        }
    }


def _schema(message: type[msgspec.Struct]) -> dict[str, str]:
    _MESSAGES[message.__name__] = message
    return {"$ref": _REF.format(name=message.__name__)}


def install(app: FastAPI) -> None:
    """Let the app's OpenAPI document hold the messages and the problem."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = plain()
            _, messages = msgspec.json.schema_components(_MESSAGES.values(), ref_template=_REF)
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            schemas |= {**messages, "Problem": _PROBLEM}
            app.openapi_schema = document
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to extend it
