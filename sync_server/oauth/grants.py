"""The grants: what the token endpoint makes of each form, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from sync_server.accounts import service as accounts
from sync_server.accounts.service import Granted
from sync_server.kit.problem import Problem
from sync_server.oauth import clients, codes, devices, pairing, refresh
from sync_server.oauth.errors import OAuthError, Refused
from sync_server.oauth.refresh import Rotated


@dataclass(frozen=True)
class Form:
    """What came to the token endpoint: the client, the fields, and when."""

    client: str
    fields: Mapping[str, str]
    arrived: int

    def want(self, name: str) -> str:
        """A field that has to be there; raises OAuthError."""
        value = self.fields.get(name, "")
        if not value:
            raise OAuthError("invalid_request", f"`{name}` is missing")
        return value

    def get(self, name: str) -> str:
        """A field, or nothing."""
        return self.fields.get(name, "")


Answer = Rotated | Refused
Grant = Callable[[Connection, Form, int], Answer]


def by_code(connection: Connection, form: Form, now: int) -> Answer:
    """The authorization code grant with PKCE."""
    code = form.want("code")
    granted = codes.redeem(
        connection, code, form.client, form.want("redirect_uri"), form.want("code_verifier"), now
    )
    made = _signed_in(connection, form, granted, now)
    if isinstance(made, Rotated):
        codes.bind(connection, code, made.session.id)
    return made


def by_device_code(connection: Connection, form: Form, now: int) -> Answer:
    """The device authorization grant."""
    granted = devices.poll(connection, form.want("device_code"), form.client, now)
    return _signed_in(connection, form, granted, now)


def by_pair_code(connection: Connection, form: Form, now: int) -> Answer:
    """The grant of a code from whoever runs the server."""
    scope = clients.scope_of(form.get("scope"))
    granted = pairing.redeem(connection, form.want("pair_code"), form.client, scope, now)
    return _signed_in(connection, form, granted, now)


def by_refresh(connection: Connection, form: Form, now: int) -> Answer:
    """The next token of a session."""
    token = form.want("refresh_token")
    return refresh.rotate(connection, token, form.client, form.get("device"), form.arrived, now)


GRANTS: Mapping[str, Grant] = {
    clients.AUTHORIZATION_CODE: by_code,
    clients.REFRESH: by_refresh,
    clients.DEVICE_CODE: by_device_code,
    clients.PAIR: by_pair_code,
}


def _signed_in(connection: Connection, form: Form, granted: Granted | Refused, now: int) -> Answer:
    if isinstance(granted, Refused):
        return granted
    session = accounts.open_session(
        connection, granted, form.get("device"), form.get("device_name"), now
    )
    return Rotated(session, refresh.first_token(connection, session.id, now))


def as_oauth(problem: Problem) -> OAuthError:
    """What a service refused, as the token endpoint says it."""
    known = "device_taken" if problem.code == "device_taken" else "invalid_request"
    return OAuthError(known, f"{problem.detail}; {problem.hint}".rstrip("; "))
