"""Calendars at Google and Microsoft that the server keeps as one with ours, for one person."""

from __future__ import annotations

import msgspec

from client.remote.server import HttpRemote, Nothing


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar there and one here; `done` in milliseconds since 1970."""

    theirs: str
    space: str
    calendar: str
    direction: str
    """both, or in: only read."""
    done: int | None = None
    fault: str = ""
    kept: int = 0
    """Events that stay here, since they cannot be kept there."""


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """An account there."""

    id: str
    provider: str
    """google or microsoft."""
    account: str
    state: str
    """ok, or again: it has to be connected again."""
    pairs: list[Pair]
    fault: str = ""
    done: int | None = None


class Connected(msgspec.Struct, frozen=True, kw_only=True):
    """All of a person's; `page` is where calendars are connected, in a browser."""

    page: str
    offered: list[str]
    connections: list[Connection]


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
