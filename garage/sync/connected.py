"""The messages of calendars at Google and Microsoft that the server keeps as one with ours."""

from __future__ import annotations

import msgspec


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar there and the one here that it is one with."""

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


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """An account there."""

    id: str
    provider: str
    """ "google" or "microsoft"."""
    account: str
    state: str
    """ "ok", or "again": it has to be connected again."""
    fault: str = ""
    done: int | None = None
    pairs: list[Pair]


class Connected(msgspec.Struct, frozen=True, kw_only=True):
    """All that a person has connected; `offered` are those whom the server knows at all."""

    page: str
    """Where calendars are connected, in a browser."""
    offered: list[str]
    connections: list[Connection]
