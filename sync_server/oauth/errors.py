"""Refusals as OAuth says them (RFC 6749, 5.2): `{"error", "error_description"}`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse, Response

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_STATUS = {"invalid_client": 401, "temporarily_unavailable": 503, "server_error": 500}


@dataclass(frozen=True)
class Refused:
    """Why there is no token. Returned rather than raised where something is to be committed."""

    error: str
    description: str = ""
    retry_after: int = 0


class OAuthError(Exception):
    """A refusal, for where nothing has been written."""

    def __init__(self, error: str, description: str = "") -> None:
        super().__init__(f"{error}: {description}")
        self.refused = Refused(error, description)


def invalid_grant(description: str = "the grant is unknown, used or over") -> Refused:
    """The one refusal that ends a session on the client."""
    return Refused("invalid_grant", description)


def answer(refused: Refused) -> Response:
    """The refusal as an HTTP answer."""
    body = {"error": refused.error}
    if refused.description:
        body["error_description"] = refused.description
    headers = dict(NO_STORE)
    if refused.retry_after:
        headers["Retry-After"] = str(refused.retry_after)
    if refused.error == "invalid_client":
        headers["WWW-Authenticate"] = 'Basic realm="paddock"'
    return JSONResponse(body, _STATUS.get(refused.error, 400), headers)


def said(body: Mapping[str, Any], status: int = 200) -> Response:
    """An answer that nobody on the way may keep."""
    return JSONResponse(dict(body), status, NO_STORE)
