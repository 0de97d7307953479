"""OpenAPI for messages: what a route takes and answers; what any may answer: see `answers`."""

from __future__ import annotations

from typing import Any

import msgspec

from sync_server.kit.problem import MEDIA_TYPE, Problem

Said = dict[int | str, dict[str, Any]]

_MESSAGES: dict[str, type[msgspec.Struct]] = {}
_REF = "#/components/schemas/{name}"


def answers(
    message: type[msgspec.Struct] | None, *problems: type[Problem], status: int = 200
) -> Said:
    """The `responses` of a route: its message (None: nothing), and the problems of its own."""
    good: dict[str, Any] = {"description": (message.__doc__ or "") if message else "Done."}
    if message is not None:
        good["content"] = {"application/json": {"schema": _schema(message)}}
    said: Said = {status: good}
    for problem in problems:
        said[problem.status] = {
            "description": (problem.__doc__ or "").partition("\n")[0],
            "content": {MEDIA_TYPE: {"schema": _schema_of(problem)}},
        }
    return said


def _schema_of(problem: type[Problem]) -> dict[str, Any]:
    whole = {"$ref": _REF.format(name="Problem")}
    if not problem.members:
        return whole
    return {"allOf": [whole, {"type": "object", "properties": dict(problem.members)}]}


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


def messages() -> dict[str, Any]:
    """The schemas of all messages that routes answer with or take, by name."""
    _, schemas = msgspec.json.schema_components(_MESSAGES.values(), ref_template=_REF)
    return schemas
