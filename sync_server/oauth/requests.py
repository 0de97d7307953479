"""What comes to the authorization endpoint: checked, and answered at the redirect with `iss`."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from garage.words import N_
from sync_server.accounts.browsers import Visit
from sync_server.kit.problem import BadRequest
from sync_server.oauth import clients, codes
from sync_server.oauth.clients import Client
from sync_server.oauth.errors import OAuthError

KEPT = (
    "response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge",
    "code_challenge_method", "login_hint", "max_age", "prompt", "response_mode",
)  # fmt: skip
"""The parameters that count; others are passed over (RFC 6749, 3.1)."""
_LONGEST = 1_024


@dataclass(frozen=True)
class Authorization:
    """A request for a code, as far as it may be answered at its redirect."""

    client: Client
    redirect_uri: str
    fields: Mapping[str, str]

    @property
    def origin(self) -> str:
        """Where the answer goes, for the policy of the page that asks."""
        parts = urlsplit(self.redirect_uri)
        return f"{parts.scheme}://{parts.netloc}"

    def kept(self, **instead: str) -> str:
        """The request once more, as an address of ours."""
        fields = {**{name: self.fields[name] for name in KEPT if name in self.fields}, **instead}
        return f"/oauth/authorize?{urlencode({k: v for k, v in fields.items() if v})}"

    def answer(self, issuer: str, **answer: str) -> str:
        """The redirect with an answer: state as it came, and who answers (RFC 9207)."""
        state = self.fields.get("state", "")
        fields = {**answer, **({"state": state} if state else {}), "iss": issuer}
        return f"{self.redirect_uri}?{urlencode(fields)}"


def read(fields: Mapping[str, str]) -> Authorization:
    """The request; raises BadRequest where its redirect cannot be trusted with an answer."""
    client = clients.CLIENTS.get(fields.get("client_id", ""))
    redirect = fields.get("redirect_uri", "")
    if client is None:
        raise BadRequest(N_("no such app may sign in here"), N_("begin anew in the app"))
    if not clients.may_redirect(client, redirect):
        raise BadRequest(N_("this app may not be answered there"), N_("begin anew in the app"))
    return Authorization(client, redirect, fields)


def check(asked: Authorization) -> str:
    """The scope to grant; raises OAuthError for what is answered at the redirect."""
    fields = asked.fields
    if any(len(value) > _LONGEST for value in fields.values()):
        raise OAuthError("invalid_request", "a parameter is too long")
    if fields.get("response_type") != "code":
        raise OAuthError("unsupported_response_type", "only codes are given")
    if fields.get("response_mode", "query") != "query":
        raise OAuthError("invalid_request", "the answer comes in the query")
    if fields.get("code_challenge_method") != "S256":
        raise OAuthError("invalid_request", "PKCE with S256 is needed")
    if not codes.CHALLENGE.fullmatch(fields.get("code_challenge", "")):
        raise OAuthError("invalid_request", "`code_challenge` is not of S256")
    if not fields.get("max_age", "0").isdecimal():
        raise OAuthError("invalid_request", "`max_age` is a number of seconds")
    return clients.scope_of(fields.get("scope", ""))


def is_recent(asked: Authorization, visitor: Visit) -> bool:
    """Whether the visitor's log-in is as young as the client asks for."""
    if "login" in asked.fields.get("prompt", "").split():
        return False
    oldest = asked.fields.get("max_age", "")
    return not oldest or time.time() - visitor.auth_time <= int(oldest)
