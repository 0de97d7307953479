"""Whole calendars: files and CalDAV's resources as they are, feeds with what may be seen.

The same events give the same bytes, so that a feed's version is a hash of its body.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from typing import NamedTuple

from garage.calendar.zones import find_zone
from garage.content_lines import ContentLine, escaped, folded, written
from garage.ics.detail import Detail as Detail
from garage.ics.detail import Feed as Feed
from garage.ics.detail import told
from garage.ics.event_writer import FullEvent, event_text, zones_of
from garage.ics.zone_writer import zone_component, zone_text

PRODUCT = "-//Paddock//Paddock 1//EN"

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


class ZoneUse(NamedTuple):
    """From which year on a zone is used; its VTIMEZONE where it is none of IANA's."""

    year: int
    own: str = ""


def feed_text(feed: Feed, events: Iterable[FullEvent]) -> str:
    """A feed that Google, Apple and Outlook take: METHOD:PUBLISH, each zone described."""
    return calendar_text(told(feed, events), feed_head(feed))


def feed_head(feed: Feed) -> list[ContentLine]:
    """The lines of a feed's own."""
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
    return head


def calendar_text(events: Sequence[FullEvent], head: Iterable[ContentLine] = ()) -> str:
    """A VCALENDAR of these events: masters before overrides, in the order of their starts."""
    return composed(head, zones_used(events), [events_text(events)])


def composed(
    head: Iterable[ContentLine], zones: Mapping[str, ZoneUse], bodies: Iterable[str]
) -> str:
    """A VCALENDAR of texts that `events_text` wrote, and the zones that are used in them."""
    first = [
        ContentLine("VERSION", "2.0"), ContentLine("PRODID", PRODUCT),
        ContentLine("CALSCALE", "GREGORIAN"), *head,
    ]  # fmt: skip
    texts = [
        use.own or zone_text(name, find_zone(name) or UTC, use.year)
        for name, use in sorted(zones.items())
    ]
    begin, end = folded("BEGIN:VCALENDAR"), folded("END:VCALENDAR")
    return "".join((begin, written(first), *texts, *bodies, end))


def events_text(events: Sequence[FullEvent]) -> str:
    """The VEVENTs alone."""
    masters = {
        each.event.uid: each.event.times
        for each in events
        if each.event.recurrence is None and each.event.times is not None
    }
    return "".join(
        event_text(each, masters.get(each.event.uid) if each.event.recurrence else None)
        for each in sorted(events, key=_place)
    )


def version_of(text: str) -> str:
    """A strong ETag, with its quotes."""
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def _place(full: FullEvent) -> tuple[str, str, str, str]:
    event = full.event
    start = event.times.start.isoformat() if event.times else ""
    instance = event.recurrence.text if event.recurrence else ""
    return start if not instance else "~", event.uid, instance, event.id


def zones_used(events: Iterable[FullEvent]) -> dict[str, ZoneUse]:
    """The zones that need a VTIMEZONE, each from the earliest start in it."""
    used: dict[str, ZoneUse] = {}
    for full in events:
        times = full.event.times
        if times is None or times.all_day or (times.zone in ("", "UTC") and not times.end_zone):
            continue
        for name, its in zones_of(times).items():
            before = used.get(name)
            if before is not None:
                used[name] = before._replace(year=min(before.year, times.start.year))
            elif its.observances:
                used[name] = ZoneUse(times.start.year, zone_component(name, its.observances).text)
            elif its.zone_known:
                used[name] = ZoneUse(times.start.year)
    return used
