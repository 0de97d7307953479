"""How an event's days and times of day are written and read."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from client.ui.text import _, ngettext
from client.ui.vehicles.shown import Shown, weekdays
from garage.calendar.times import EventTimes, When
from garage.calendar.zones import wall_of

_A_DAY = timedelta(days=1)


def day_words(day: date, shown: Shown) -> str:
    """ "Thu 19 Nov", with the year where it is far from today."""
    return _("{weekday} {day}").format(weekday=weekdays()[day.weekday()], day=shown.short_day(day))


def when_words(start: When, end: When, shown: Shown) -> str:
    """ "Thu 19 Nov, 08:30 – 10:00" or "Thu 19 – Sat 21 Nov"; the end is not included."""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        first = start.date() if isinstance(start, datetime) else start
        last = (end.date() if isinstance(end, datetime) else end) - _A_DAY
        if last <= first:
            return day_words(first, shown)
        return _("{start} – {end}").format(
            start=day_words(first, shown), end=day_words(last, shown)
        )
    day = day_words(start.date(), shown)
    if end == start:
        return _("{day}, {time}").format(day=day, time=f"{start:%H:%M}")
    if end.date() == start.date():
        span = _("{start} – {end}").format(start=f"{start:%H:%M}", end=f"{end:%H:%M}")
        return _("{day}, {time}").format(day=day, time=span)
    first_words = _("{day}, {time}").format(day=day, time=f"{start:%H:%M}")
    last_day = day_words(end.date(), shown)
    last_words = _("{day}, {time}").format(day=last_day, time=f"{end:%H:%M}")
    return _("{start} – {end}").format(start=first_words, end=last_words)


def length_words(span: timedelta) -> str:
    """ "1 h 30 min"."""
    minutes = int(span.total_seconds()) // 60
    days, minutes = divmod(minutes, 1440)
    hours, minutes = divmod(minutes, 60)
    parts = []
    if days:
        parts.append(ngettext("{n} day", "{n} days", days).format(n=days))
    if hours:
        parts.append(_("{n} h").format(n=hours))
    if minutes or not parts:
        parts.append(_("{n} min").format(n=minutes))
    return " ".join(parts)


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
