"""Calendars at Google and Microsoft that the server keeps as one with ours, for one person."""

from __future__ import annotations

from client.remote.server import HttpRemote, Nothing
from garage.sync.connected import Connected


class ConnectedCalendars:
    """Calls raise ServerAway, SignInNeeded, and Refused with the server's own words."""

    def __init__(self, remote: HttpRemote) -> None:
        self._remote = remote

    def all(self) -> Connected:
        """How they stand."""
        return self._remote.ask("GET", "/calendars/connected", None, Connected)

    def sync(self, connection: str) -> None:
        """Have a connection's turn come now."""
        self._remote.ask("POST", f"/calendars/connected/{connection}/sync", None, Nothing)
