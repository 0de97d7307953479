"""An event's days in short words, and where it ends."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from client.ui.text import _
from client.ui.vehicles.shown import Shown, weekdays
from garage.calendar.times import EventTimes, When
from garage.calendar.zones import wall_of

_A_DAY = timedelta(days=1)


def short_day_words(day: date, shown: Shown) -> str:
    """ "Thu 19 Nov", with the year where it is far from today."""
    return _("{weekday} {day}").format(weekday=weekdays()[day.weekday()], day=shown.short_day(day))


def end_of_times(times: EventTimes, here: tzinfo) -> When:
    """Where an event ends as wall time in its own zone (or its end's); a day is not included."""
    if times.end is not None:
        return times.end
    if times.all_day:
        return times.start + (times.duration.span if times.duration else _A_DAY)
    if times.duration is None:
        return times.start
    assert isinstance(times.start, datetime)
    zone = times.tz(here)
    return wall_of(times.duration.after(times.start.replace(tzinfo=zone)), zone)
