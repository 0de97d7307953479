"""Whole calendars: files and CalDAV's resources as they are, feeds with what may be seen.

The same events give the same bytes, so that a feed's version is a hash of its body.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any, Literal

from garage.calendar.durations import Duration
from garage.calendar.times import EventTimes
from garage.content_lines import ContentLine, escaped, folded, written
from garage.ics.event_writer import FullEvent, event_text, zones_of
from garage.ics.times_writer import in_a_zone
from garage.ics.zone_writer import zone_component, zone_text
from garage.records.agenda import Event

PRODUCT = "-//Paddock//Paddock 1//EN"
Detail = Literal["busy", "titles", "full"]

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_HIDDEN = frozenset(("private", "confidential"))
_REFRESH = Duration(seconds=12 * 3600)


@dataclass(frozen=True, slots=True)
class Feed:
    """How a calendar is published: its name, how much of it, and how often to look again.

    `zone` is where times of day that float are taken to be. `salt` makes the identifiers of a
    busy feed say nothing. `busy` is the word that stands for what is not told.
    """

    name: str
    detail: Detail = "full"
    zone: str = "UTC"
    colour: str = ""
    description: str = ""
    salt: str = ""
    busy: str = "Busy"
    refresh: Duration = _REFRESH


def feed_text(feed: Feed, events: Iterable[FullEvent]) -> str:
    """A feed that Google, Apple and Outlook take: METHOD:PUBLISH, each zone described."""
    shown = [seen for each in events if (seen := _seen(feed, each)) is not None]
    head = [
        ContentLine("METHOD", "PUBLISH"),
        ContentLine("NAME", escaped(feed.name)),
        ContentLine("X-WR-CALNAME", escaped(feed.name)),
        ContentLine("X-WR-TIMEZONE", escaped(feed.zone)),
        ContentLine("REFRESH-INTERVAL", feed.refresh.text, (("VALUE", ("DURATION",)),)),
        ContentLine("X-PUBLISHED-TTL", feed.refresh.text),
    ]
    if feed.description:
        head.append(ContentLine("DESCRIPTION", escaped(feed.description)))
        head.append(ContentLine("X-WR-CALDESC", escaped(feed.description)))
    if _HEX.fullmatch(feed.colour):
        head.append(ContentLine("X-APPLE-CALENDAR-COLOR", feed.colour))
    elif feed.colour.isascii() and feed.colour.isalpha():
        head.append(ContentLine("COLOR", feed.colour.lower()))
    return calendar_text(shown, head)


def calendar_text(events: Sequence[FullEvent], head: Iterable[ContentLine] = ()) -> str:
    """A VCALENDAR of these events: masters before overrides, in the order of their starts."""
    masters = {
        each.event.uid: each.event.times
        for each in events
        if each.event.recurrence is None and each.event.times is not None
    }
    first = [
        ContentLine("VERSION", "2.0"), ContentLine("PRODID", PRODUCT),
        ContentLine("CALSCALE", "GREGORIAN"), *head,
    ]  # fmt: skip
    body = [
        event_text(each, masters.get(each.event.uid) if each.event.recurrence else None)
        for each in sorted(events, key=_place)
    ]
    return "".join(
        (
            folded("BEGIN:VCALENDAR"), written(first), *_zones(events), *body,
            folded("END:VCALENDAR"),
        )
    )  # fmt: skip


def version_of(text: str) -> str:
    """A strong ETag, with its quotes."""
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def _place(full: FullEvent) -> tuple[str, str, str, str]:
    event = full.event
    start = event.times.start.isoformat() if event.times else ""
    instance = event.recurrence.text if event.recurrence else ""
    return start if not instance else "~", event.uid, instance, event.id


def _zones(events: Iterable[FullEvent]) -> list[str]:
    """A VTIMEZONE for each zone, right from the earliest start in it."""
    known: dict[str, EventTimes] = {}
    years: dict[str, int] = {}
    for full in events:
        times = full.event.times
        if times is None or times.all_day or (times.zone in ("", "UTC") and not times.end_zone):
            continue
        for name, its in zones_of(times).items():
            known.setdefault(name, its)
            years[name] = min(years.get(name, 9999), times.start.year)
    texts = []
    for name in sorted(known):
        times = known[name]
        if times.observances:
            texts.append(zone_component(name, times.observances).text)
        elif times.zone_known:
            texts.append(zone_text(name, times.tz(UTC), years[name]))
    return texts


def _seen(feed: Feed, full: FullEvent) -> FullEvent | None:
    """What a feed tells of an event, or None for what does not keep anybody busy."""
    event = full.event
    if event.times is None or event.deleted:
        return None
    times = in_a_zone(event.times, feed.zone)
    if times is not event.times:
        event = replace(event, times=times)
    if feed.detail == "full":
        return full if event is full.event else replace(full, event=event)
    hidden = feed.detail == "busy" or event.privacy in _HIDDEN
    if hidden and (event.free or event.status == "cancelled"):
        return None
    kept: dict[str, Any] = {
        "id": event.id, "uid": event.uid, "times": event.times, "recurrence": event.recurrence,
        "following": event.following, "sequence": event.sequence, "modified": event.modified,
    }  # fmt: skip
    if hidden:
        return FullEvent(Event(**{**kept, "uid": _hashed(feed, event), "title": feed.busy}))
    titled = {
        name: getattr(event, name) for name in ("title", "status", "free", "categories", "colour")
    }
    return FullEvent(Event(**{**kept, **titled}))


def _hashed(feed: Feed, event: Event) -> str:
    return hashlib.sha256(f"{feed.salt}\n{event.uid or event.id}".encode()).hexdigest()[:40]
