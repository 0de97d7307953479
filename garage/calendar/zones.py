"""Zones by name, and the instant that a wall time is in one (RFC 5545, section 3.3.5).

A wall time that a clock put forward leaves out counts by the offset before the gap, so that 2:30
becomes 3:30; one that comes twice is the first of the two. Python's `fold=0` says the same.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from garage.errors import ValueRefused
from garage.words import N_, told

FLOATING = ""
"""The name of no zone: a wall time wherever one is."""

_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


@lru_cache(maxsize=1_024)
def zone_named(name: str) -> tzinfo:
    """The zone of an IANA name, or UTC; raises ValueRefused (`unknown_zone`)."""
    if name == "UTC":
        return UTC
    found = find_zone(name)
    if found is None:
        raise ValueRefused(
            told("there is no zone {name!r}", name=name[:60]),
            N_("use a name as Europe/Berlin"),
            "unknown_zone",
        )
    return found


@lru_cache(maxsize=1_024)
def find_zone(name: str) -> tzinfo | None:
    """The zone of an IANA name, or None."""
    if not name or not name.isascii() or len(name) > 60:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # A name that is a folder ("Europe") or that leads out of the files.
        return None


def instant_of(wall: datetime, zone: tzinfo) -> datetime:
    """The instant, in UTC, of a naive wall time; the calendar's ends stay within it."""
    try:
        return wall.replace(tzinfo=zone).astimezone(UTC)
    except OverflowError:
        return _EARLIEST if wall.year < 5_000 else _LATEST


def wall_of(instant: datetime, zone: tzinfo) -> datetime:
    """The naive wall time of an instant."""
    try:
        return instant.astimezone(zone).replace(tzinfo=None, fold=0)
    except OverflowError:
        return (_EARLIEST if instant.year < 5_000 else _LATEST).replace(tzinfo=None)


def shown_in(instant: datetime, zone: tzinfo) -> datetime:
    """An instant as it is in a zone; the calendar's ends stay within it."""
    try:
        return instant.astimezone(zone)
    except OverflowError:
        return wall_of(instant, zone).replace(tzinfo=zone)


def midnight(day: date, zone: tzinfo) -> datetime:
    """When a day begins, in UTC: at midnight, or where that is left out, when the clock goes on."""
    return instant_of(datetime.combine(day, time()), zone)


def day_after(day: date, days: int = 1) -> date:
    """A day moved, but not over the calendar's ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
