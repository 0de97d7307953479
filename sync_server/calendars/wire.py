"""The messages about feeds (docs/protocol.md)."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Text = Annotated[str, msgspec.Meta(max_length=200)]
Id = Annotated[str, msgspec.Meta(max_length=60)]
Of = Literal["person", "space", "calendar", "vehicle"]
Detail = Literal["busy", "titles", "full"]


class NewFeed(msgspec.Struct, frozen=True):
    """What to share: all that one may see, a space, a calendar or a vehicle; and how much of it.

    `calendar` is a record's id, or `due:reminders` and the like. `once`: it ends with its first
    use. `until`: it ends then, in milliseconds since 1970.
    """

    of: Of
    space: Id = ""
    target: Id = ""
    name: Text = ""
    detail: Detail = "busy"
    zone: Annotated[str, msgspec.Meta(max_length=60)] = "UTC"
    language: Annotated[str, msgspec.Meta(max_length=10)] = "en"
    once: bool = False
    until: Annotated[int, msgspec.Meta(ge=0, le=2**53)] | None = None


class FeedInfo(msgspec.Struct, frozen=True, omit_defaults=True):
    """A feed; moments in milliseconds since 1970. `state`: live, used up, over or revoked."""

    id: str
    of: Of
    space: str
    target: str
    name: str
    detail: Detail
    by: str
    created: int
    state: Literal["live", "used", "over", "revoked"]
    once: bool = False
    until: int | None = None
    used: int | None = None


class Feeds(msgspec.Struct, frozen=True):
    """Feeds, the latest first."""

    feeds: list[FeedInfo]


class BusyPerson(msgspec.Struct, frozen=True):
    """Periods (from, to before; milliseconds since 1970) in which somebody is busy, in order.

    `known`: they let others know when they are busy, so that what is not told is free time. It is
    false alike of who does not, of strangers, and of addresses that nobody has.
    """

    address: str
    known: bool
    busy: list[tuple[int, int]] = []


class BusyPeople(msgspec.Struct, frozen=True):
    """In the order in which they were asked for."""

    people: list[BusyPerson]


class FeedMade(msgspec.Struct, frozen=True):
    """A new feed with its addresses, which are told this once."""

    feed: FeedInfo
    url: str
    webcal: str
