"""The body of a feed: items as they were written when they changed, and what is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, select

from garage.calendar.zones import zone_named
from garage.content_lines import ContentLine, escaped, folded
from garage.ics.calendar_writer import ZoneUse, composed, events_text, feed_head, zones_used
from garage.ics.detail import Feed, salted, told
from garage.ics.event_writer import FullEvent
from garage.records.agenda import Event
from garage.rules.agenda import as_event
from garage.rules.windows import Window
from garage.words import N_, in_words
from sync_server.calendars.due import DueThing, due_things
from sync_server.calendars.items import family
from sync_server.calendars.projection import records_by_item
from sync_server.calendars.service import DUE_CALENDARS, zones_of
from sync_server.calendars.sharing import DUE, Share
from sync_server.calendars.tables import CALENDAR, ITEM
from sync_server.kit.words import translator

DAYS_BACK, DAYS_AHEAD = 365, 730
"""How far due things are told: repeats and estimates have no end of their own."""

_BUSY = N_("Busy")
_PLAIN_BUSY = "SUMMARY:Busy\r\n"
_zones_of = lru_cache(maxsize=1_024)(zones_of)


def today_of(share: Share, now: datetime) -> date:
    """The day that it is where the feed is read."""
    return now.astimezone(zone_named(share.zone)).date()


def body_of(connection: Connection, share: Share, spaces: Iterable[str], today: date) -> str:
    """The VCALENDAR; the same records on the same day give the same bytes."""
    feed = _feed(connection, share)
    zones: dict[str, ZoneUse] = {}
    texts: list[str] = []
    # Who is asked to a meeting has a copy of it: a feed tells it once.
    told_already: set[str] = set()
    for space in spaces:
        for row in _rows(connection, share, space):
            if row.uid not in told_already:
                told_already.add(row.uid)
                texts.append(_text(row, feed))
                _use(zones, _zones_of(row.zones))
        floating = _floating(connection, share, space, feed)
        due = _due(connection, share, space, feed, today)
        for events in (floating, due):
            texts.append(events_text(events))
            _use(zones, zones_used(events))
    head = [*feed_head(feed), *_category(feed, share)]
    return composed(head, zones, texts)


def _feed(connection: Connection, share: Share) -> Feed:
    say = translator(share.language)
    colour = ""
    if share.of == "calendar":
        mine = (CALENDAR.c.space == share.space) & (CALENDAR.c.id == share.target)
        colour = connection.execute(select(CALENDAR.c.colour).where(mine)).scalar() or ""
    return Feed(
        share.name, share.detail, share.zone, colour, salt=share.salt, busy=say(_BUSY),  # type: ignore[arg-type]  # a word of the row
    )  # fmt: skip


def _category(feed: Feed, share: Share) -> Iterator[ContentLine]:
    # Programs that pass over COLOR colour by category.
    if share.of == "calendar" and feed.detail != "busy":
        yield ContentLine("CATEGORIES", escaped(share.name))


def _rows(connection: Connection, share: Share, space: str) -> Iterable[Row[*tuple[Any, ...]]]:
    """(uid, text, zones) of the items that the feed shows, by their start."""
    text = ITEM.c[share.detail].label("text")
    return connection.execute(
        select(ITEM.c.uid, text, ITEM.c.zones)
        .where(*_shown(share, space), ITEM.c.floating == 0, text != "")
        .order_by(ITEM.c.since, ITEM.c.calendar, ITEM.c.uid)
    )


def _shown(share: Share, space: str) -> list[Any]:
    there = select(CALENDAR.c.id).where(CALENDAR.c.space == space)
    asked = [ITEM.c.space == space, ITEM.c.gone == 0, ITEM.c.calendar.in_(there)]
    if share.of == "calendar":
        asked.append(ITEM.c.calendar == share.target)
    elif share.of == "vehicle":
        asked.append(ITEM.c.vehicle == share.target)
    return asked


def _text(row: Row[*tuple[Any, ...]], feed: Feed) -> str:
    text: str = row.text
    if feed.detail != "full":
        text = salted(text, feed.salt or "", row.uid)
        if feed.busy != "Busy":
            text = text.replace(_PLAIN_BUSY, folded(f"SUMMARY:{feed.busy}"))
    return text


def _use(zones: dict[str, ZoneUse], more: dict[str, ZoneUse]) -> None:
    for name, use in more.items():
        before = zones.get(name)
        if before is None or use.year < before.year:
            zones[name] = use if before is None else before._replace(year=use.year)


def _floating(connection: Connection, share: Share, space: str, feed: Feed) -> list[FullEvent]:
    """Events whose times are in no zone: others would read them in their own."""
    zones = connection.execute(
        select(CALENDAR.c.id, CALENDAR.c.zone).where(CALENDAR.c.space == space)
    )
    zone_of = {row.id: row.zone for row in zones}
    rows = connection.execute(
        select(ITEM.c.calendar, ITEM.c.uid).where(*_shown(share, space), ITEM.c.floating == 1)
    )
    keys = [(row.calendar, row.uid) for row in rows]
    found: list[FullEvent] = []
    for (calendar, _), records in sorted(records_by_item(connection, space, keys).items()):
        there = replace(feed, zone=zone_of.get(calendar) or feed.zone)
        found += told(there, family(records).full())
    return found


def _due(
    connection: Connection, share: Share, space: str, feed: Feed, today: date
) -> list[FullEvent]:
    wanted = _due_wanted(connection, share)
    if feed.detail == "busy" or not wanted:
        # A day on which something is due keeps nobody busy.
        return []
    window = Window(today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD))
    shown = [
        each
        for each in due_things(connection, space, window, today)
        if each.entry.calendar in wanted
        and (share.of != "vehicle" or each.vehicle.id == share.target)
    ]
    say = translator(share.language)
    return told(feed, [FullEvent(due_event(each, say)) for each in shown])


def _due_wanted(connection: Connection, share: Share) -> frozenset[str]:
    if share.of != "calendar":
        return frozenset(DUE_CALENDARS)
    if share.target.startswith(DUE):
        return frozenset((share.target.removeprefix(DUE),))
    mine = (CALENDAR.c.space == share.space) & (CALENDAR.c.id == share.target)
    filled = connection.execute(select(CALENDAR.c.of).where(mine)).scalar()
    return frozenset(name for name in DUE_CALENDARS if name == filled)


def due_event(due: DueThing, say: Callable[[str], str]) -> Event:
    """A due thing as an event; each change of its record is a later revision."""
    event = as_event(due.entry, due.vehicle, lambda text: in_words(text, say))
    return replace(event, sequence=due.seq)
