"""The endpoints in OpenAPI: their forms, and every answer they give."""

from __future__ import annotations

from typing import Any

from sync_server.kit.documented import Said
from sync_server.kit.forms import MEDIA_TYPE as FORM_TYPE
from sync_server.kit.problem import MEDIA_TYPE as PROBLEM_TYPE
from sync_server.oauth import clients

_NAMES = "|".join(clients.SCOPES)
_TEXT = {"type": "string"}
_NEEDED = {"type": "string", "minLength": 1}
_SCOPE = {"type": "string", "pattern": f"^(({_NAMES})( ({_NAMES}))*)?$"}
_DEVICE = {"type": "string", "pattern": "^([0-9a-f]{16})?$"}
_NUMBER = {"type": "integer"}
_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": _TEXT, "error_description": _TEXT},
}
_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def _fields(required: tuple[str, ...], **fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["client_id", *required],
        "properties": {**dict.fromkeys(("client_id", *required), _NEEDED), **fields},
        # Others are passed over, and none comes twice (RFC 6749, 3.2).
        "additionalProperties": _TEXT,
    }


def _form(schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {FORM_TYPE: {"schema": schema}}}}


def _answers(description: str, **properties: dict[str, Any]) -> Said:
    good = {"type": "object", "required": list(properties), "properties": properties}
    said: Said = {
        200: {"description": description, "content": {"application/json": {"schema": good}}}
    }
    refusals = {
        400: "Refused, in OAuth's words (RFC 6749, 5.2).",
        401: "There is no such client.",
    }
    for status, text in refusals.items():
        said[status] = {"description": text, "content": {"application/json": {"schema": _ERROR}}}
    problems = {413: "The form is too large.", 429: "Too much too fast; says when to come back."}
    for status, text in problems.items():
        said[status] = {"description": text, "content": {PROBLEM_TYPE: {"schema": _PROBLEM}}}
    both = {"application/json": {"schema": _ERROR}, PROBLEM_TYPE: {"schema": _PROBLEM}}
    said[503] = {"description": "Not now; says when to come back.", "content": both}
    return said


_GRANTS = {
    clients.AUTHORIZATION_CODE: ("code", "redirect_uri", "code_verifier"),
    clients.REFRESH: ("refresh_token",),
    clients.DEVICE_CODE: ("device_code",),
    clients.PAIR: ("pair_code",),
}
_OPTIONAL: dict[str, dict[str, Any]] = {
    "scope": _SCOPE,
    "device": _DEVICE,
    "device_name": _TEXT,
    "zone": _TEXT,
}

TOKEN_FORM = _form(
    {
        "oneOf": [
            _fields(("grant_type", *fields), **{**_OPTIONAL, "grant_type": {"enum": [grant]}})
            for grant, fields in _GRANTS.items()
        ]
    }
)
TOKENS = _answers(
    "Tokens.",
    access_token=_TEXT,
    token_type=_TEXT,
    expires_in=_NUMBER,
    refresh_token=_TEXT,
    scope=_TEXT,
)
DEVICE_CODE_FORM = _form(_fields((), scope=_SCOPE, device_name=_TEXT))
DEVICE_CODES = _answers(
    "Codes for the device and for the person.",
    device_code=_TEXT,
    user_code=_TEXT,
    verification_uri=_TEXT,
    verification_uri_complete=_TEXT,
    expires_in=_NUMBER,
    interval=_NUMBER,
)
ONE_TOKEN_FORM = _form(_fields(("token",), token_type_hint=_TEXT))
REVOKED = _answers("Signed out, or never signed in.")
INTROSPECTED = _answers("What the token stands for.", active={"type": "boolean"})
PUBLIC: Said = {
    200: {
        "description": "For everybody.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    },
    503: {"description": "Not now.", "content": {PROBLEM_TYPE: {"schema": _PROBLEM}}},
}
