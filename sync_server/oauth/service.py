"""What other rooms ask of the authorization server: who calls, and codes to pair a device."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sync_server.accounts.presence import Presence
from sync_server.accounts.service import Session
from sync_server.kit.principal import Principal
from sync_server.kit.problem import Unauthorized
from sync_server.oauth.keys import Keys
from sync_server.oauth.pairing import pair_code

__all__ = ["Authenticator", "pair_code"]


class Authenticator:
    """Takes an access token to its caller: signature first, then whether the session is live."""

    def __init__(self, keys: Keys, presence: Presence) -> None:
        self._keys = keys
        self._presence = presence

    def __call__(self, token: str) -> Principal:
        """Raises Unauthorized; may ask the database, so never on the event loop."""
        claims = self._keys.claims_of(token)
        session = self._presence.session(str(claims["sid"]), str(claims["device"]))
        if session is None or session.person != claims["sub"]:
            raise Unauthorized("the session was signed out, or changed", "refresh the token")
        return _principal(session, claims)

    def recognize(self, token: str) -> Principal | None:
        """The caller, where memory knows token and session; None where the database must say."""
        claims = self._keys.remembered(token)
        if claims is None:
            return None
        session = self._presence.remembered(str(claims["sid"]), str(claims["device"]))
        if session is None or session.person != claims["sub"]:
            return None
        return _principal(session, claims)


def _principal(session: Session, claims: Mapping[str, Any]) -> Principal:
    return Principal(
        session.person,
        session.id,
        session.device,
        session.client,
        frozenset(str(claims["scope"]).split()),
        session.auth_time,
    )
