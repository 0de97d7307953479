"""What other rooms ask of the authorization server: who calls, and codes to pair a device."""

from __future__ import annotations

from sync_server.accounts.presence import Presence
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
        return Principal(
            session.person,
            session.id,
            session.device,
            session.client,
            frozenset(str(claims["scope"]).split()),
            session.auth_time,
        )
