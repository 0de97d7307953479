"""What a token stands for, and its end: for the client that it was given to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from sync_server.accounts import service as accounts
from sync_server.accounts.service import Session
from sync_server.kit.problem import Unauthorized
from sync_server.oauth import refresh
from sync_server.oauth.keys import Keys


def revoke(connection: Connection, keys: Keys, token: str, client: str, now: int) -> None:
    """Sign the token's session out, if it is one of this client's."""
    session = refresh.session_of_token(connection, token) or _of_access(connection, keys, token)
    if session and session.client == client:
        accounts.end(connection, session.id, now)


def introspect(
    connection: Connection, keys: Keys, token: str, client: str, now: int
) -> dict[str, Any]:
    """`active` and, if it is, what the token says; nothing else of any other token."""
    session = refresh.session_of_token(connection, token)
    if session:
        active = refresh.is_of_use(connection, token, now)
        more: dict[str, Any] = {"token_type": "refresh_token"}
    else:
        session, active = _of_access(connection, keys, token), True
        more = {"token_type": "Bearer"}
        if session:
            claims = keys.claims_of(token)
            more |= {name: claims[name] for name in ("aud", "iat", "exp", "jti")}
            active = claims["device"] == session.device
    if not session or not active or not session.live or session.client != client:
        return {"active": False}
    return {
        "active": True,
        "iss": keys.issuer,
        "sub": session.person,
        "sid": session.id,
        "client_id": session.client,
        "scope": session.scope,
        "device": session.device,
        "auth_time": session.auth_time,
        **more,
    }


def _of_access(connection: Connection, keys: Keys, token: str) -> Session | None:
    try:
        claims = keys.claims_of(token)
    except Unauthorized:
        return None
    return accounts.session_of(connection, str(claims["sid"]))
