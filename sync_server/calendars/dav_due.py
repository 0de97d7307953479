"""What is due, as calendars that are read only: a resource for each day that a record causes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from garage.ics.calendar_writer import calendar_text, version_of
from garage.ics.event_writer import FullEvent
from garage.rules.windows import Window
from sync_server.calendars.body import due_event
from sync_server.calendars.dav_calendars import DUE, Shown
from sync_server.calendars.dav_object import Object, default_name
from sync_server.calendars.due import DueThing, due_things
from sync_server.calendars.items import bounds
from sync_server.kit.words import translator

SEQ = 1
"""Of all of them: whether one is another is told by the state alone."""
_BEFORE, _AFTER = timedelta(days=366), timedelta(days=732)


def objects(connection: Connection, calendar: Shown) -> list[Object]:
    """What is due from a year ago to two years ahead, as it is known today."""
    today = datetime.now(UTC).date()
    window = Window(today - _BEFORE, today + _AFTER)
    say = translator(calendar.language)
    return [_object(each, say) for each in _things(connection, calendar, window, today)]


def _things(connection: Connection, calendar: Shown, window: Window, today: date) -> list[DueThing]:
    found = due_things(connection, calendar.space, window, today)
    return [each for each in found if calendar.of in (DUE, each.entry.calendar)]


def _object(thing: DueThing, say: Callable[[str], str]) -> Object:
    full = FullEvent(due_event(thing, say))
    body = calendar_text([full])
    since, until = bounds([full])
    uid, etag = full.event.uid, version_of(body)
    return Object(uid, default_name(uid), etag, SEQ, etag, since, until, body)


def state_of(connection: Connection, calendar: Shown) -> str:
    """What is another one as soon as anything is."""
    etags = sorted(each.etag for each in objects(connection, calendar))
    return hashlib.sha256("\n".join(etags).encode()).hexdigest()[:16]
