"""Entries for tests of the calendar's views: times of one November in Berlin."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from client.operations.agenda import CalendarShown, Entry
from client.ui.calendar.calendar_view import Surroundings

ZONE = ZoneInfo("Europe/Berlin")
CALENDAR = CalendarShown("family", "Family", "royalblue")
READ_ONLY = CalendarShown("holidays", "Holidays", "darkgray", editable=False, why_not="a feed")
SURROUNDINGS = Surroundings({"family": CALENDAR, "holidays": READ_ONLY}, {"v1": "Octavia"})
_PLAIN = Entry("", "event", "family", "", date.min, date.max, all_day=False)


def at(day: int, clock: str = "00:00", month: int = 11) -> datetime:
    """A moment of that month."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def timed(title: str, day: int, begins: str, ends: str, **more) -> Entry:
    """An event of one day."""
    start, finish = at(day, begins), at(day, ends)
    made = replace(_PLAIN, id=title, title=title, start=start, end=finish)
    return replace(made, **more)


def whole(title: str, first: int, last: int, **more) -> Entry:
    """An event of whole days, both included."""
    start = date(2026, 11, 1) + timedelta(days=first - 1)
    end = date(2026, 11, 1) + timedelta(days=last)
    made = replace(_PLAIN, id=title, title=title, start=start, end=end, all_day=True)
    return replace(made, **more)
