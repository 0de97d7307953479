"""Messages about calendars abroad: what the app shows of them."""

from __future__ import annotations

import msgspec


class PairShown(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar abroad and the one here that it is one with."""

    theirs: str
    """How it is called there."""
    space: str
    calendar: str
    direction: str
    """ "both", or "in": only read."""
    done: int | None = None
    """When both sides last agreed, in milliseconds since 1970."""
    fault: str = ""
    kept: int = 0
    """How many events stay here, since they cannot be kept there."""


class ConnectionShown(msgspec.Struct, frozen=True, kw_only=True):
    """An account abroad."""

    id: str
    provider: str
    account: str
    state: str
    """ "ok", or "again": it has to be connected again."""
    fault: str = ""
    done: int | None = None
    pairs: list[PairShown]


class ConnectedCalendars(msgspec.Struct, frozen=True, kw_only=True):
    """What a person has connected; `offered` are those whom the server knows at all."""

    page: str
    """Where calendars are connected, in a browser."""
    offered: list[str]
    connections: list[ConnectionShown]
