"""Feeds of one's calendars, as a server keeps them, for one signed-in person."""

from __future__ import annotations

import msgspec

from client.remote.server import HttpRemote, Nothing


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """An address at which others read; moments in milliseconds since 1970."""

    id: str
    of: str
    """person, space, calendar or vehicle."""
    space: str
    target: str
    name: str
    detail: str
    """busy, titles or full."""
    by: str
    created: int
    state: str
    """live, used, over or revoked."""
    once: bool = False
    until: int | None = None
    used: int | None = None


class NewFeed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What to share, and how much of it."""

    of: str
    space: str = ""
    target: str = ""
    name: str = ""
    detail: str = "busy"
    zone: str = "UTC"
    language: str = "en"
    once: bool = False
    until: int | None = None


class FeedMade(msgspec.Struct, frozen=True):
    """A new feed with its addresses, which are told this once."""

    feed: Feed
    url: str
    webcal: str


class _Feeds(msgspec.Struct, frozen=True):
    feeds: list[Feed]


class Feeds:
    """Calls raise ServerAway, SignInNeeded, and Refused with the server's own words."""

    def __init__(self, remote: HttpRemote) -> None:
        self._remote = remote

    def all(self, space: str = "") -> list[Feed]:
        """One's own; with a garage those in it, everybody's for who may revoke them."""
        path = f"/feeds?space={space}" if space else "/feeds"
        return self._remote.ask("GET", path, None, _Feeds).feeds

    def make(self, asked: NewFeed) -> FeedMade:
        """Make one; tells its address, once."""
        return self._remote.ask("POST", "/feeds", asked, FeedMade)

    def revoke(self, feed: str) -> None:
        """Revoke one: its address gives nothing any more."""
        self._remote.ask("DELETE", f"/feeds/{feed}", None, Nothing)
