"""Entries in words: their times, their tips, and what a screen reader says of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from client.ui.calendar.calendar_view import Surroundings
from client.ui.calendar.entry_paint import OVERTAKEN
from client.ui.calendar.grid_layout import days_of
from client.ui.calendar.spans import day_and_month
from client.ui.clock_words import TWELVE_HOURS, clock
from client.ui.text import _, ngettext
from client.ui.vehicles.shown import weekdays
from client.ui.widgets.speaking import aloud
from garage.regions import Preferences

if TYPE_CHECKING:
    from client.operations.agenda import Entry


def title_words(entry: Entry, surroundings: Surroundings) -> str:
    """What stands on an entry: its title, and of what is due for which vehicle."""
    title = entry.title or _("Without a title")
    vehicle = surroundings.vehicles.get(entry.vehicle, "") if entry.kind != "event" else ""
    if not vehicle or vehicle in title:
        return title
    return _("{what} · {vehicle}").format(what=title, vehicle=vehicle)


def hour_words(hour: int, prefs: Preferences) -> str:
    """A full hour at the edge of the grid."""
    if prefs.region not in TWELVE_HOURS:
        return f"{hour:02}:00"
    return f"{(hour + 11) % 12 + 1} {_('am') if hour < 12 else _('pm')}"


def day_words(day: date, prefs: Preferences) -> str:
    """ "Thu 19 November"."""
    if prefs.date_order == "YMD":
        return f"{weekdays()[day.weekday()]} {day.isoformat()[:10]}"
    return f"{weekdays()[day.weekday()]} {day_and_month(day, prefs)}"


def when_words(entry: Entry, prefs: Preferences) -> str:
    """ "Thu 19 November, 08:30 – 10:00"; of several days, from when to when."""
    return span_words(entry.start, entry.end, prefs)


def span_words(start: date, end: date, prefs: Preferences) -> str:
    """Days, or moments, up to an end that is not included, in words."""
    if isinstance(start, datetime) and isinstance(end, datetime):
        return _moments_words(start, end, prefs)
    last = max(end - timedelta(days=1), start)
    if last == start:
        return day_words(start, prefs)
    return _("{first} – {last}").format(first=day_words(start, prefs), last=day_words(last, prefs))


def _moments_words(start: datetime, end: datetime, prefs: Preferences) -> str:
    day, begin, finish = day_words(start, prefs), clock(start, prefs), clock(end, prefs)
    if end <= start:
        return _("{day}, {time}").format(day=day, time=begin)
    if (end - timedelta(microseconds=1)).date() == start.date():
        return _("{day}, {first} – {last}").format(day=day, first=begin, last=finish)
    return _("{first_day}, {first} – {last_day}, {last}").format(
        first_day=day, first=begin, last_day=day_words(end, prefs), last=finish
    )


def spoken(entry: Entry, surroundings: Surroundings, prefs: Preferences) -> str:
    """All that the eye sees of an entry, for the ear."""
    calendar = surroundings.calendars.get(entry.calendar)
    parts = [entry.title or _("Without a title"), when_words(entry, prefs)]
    if entry.all_day and days_of(entry)[0] == days_of(entry)[1]:
        parts.append(_("all day"))
    parts += [entry.place, surroundings.vehicles.get(entry.vehicle, "")]
    if calendar is not None:
        parts.append(_("calendar {name}").format(name=calendar.name))
    parts += states(entry, surroundings)
    return aloud(*parts)


def rings(entry: Entry, surroundings: Surroundings) -> bool:
    """Whether an alarm is set that its calendar lets be heard."""
    calendar = surroundings.calendars.get(entry.calendar)
    return entry.alarmed and not (calendar is not None and calendar.muted)


def marks_of(entry: Entry, surroundings: Surroundings) -> tuple[str, ...]:
    """The icons that stand on an entry, the one first that has room before the others."""
    told = (
        (OVERTAKEN, entry.id in surroundings.overtaken),
        ("repeat", entry.recurring), ("bell", rings(entry, surroundings)),
        ("users", entry.guests > 0),
    )  # fmt: skip
    return tuple(icon for icon, holds in told if holds)


def states(entry: Entry, surroundings: Surroundings) -> list[str]:
    """What is special about an entry, in words."""
    guests = ngettext("{n} attendee", "{n} attendees", entry.guests).format(n=entry.guests)
    told = (
        (entry.id in surroundings.overtaken, _("a value was overtaken")),
        (entry.recurring, _("repeats")),
        (rings(entry, surroundings), _("with an alarm")),
        (entry.guests > 0, guests),
        (entry.estimate, _("estimated")),
        (entry.status == "tentative" and not entry.estimate, _("tentative")),
        (entry.status == "cancelled", _("cancelled")),
        (entry.done, _("done")),
        (entry.late, _("overdue")),
        (entry.free and entry.kind == "event", _("does not block time")),
    )
    return [words for holds, words in told if holds]


def tip(entry: Entry, surroundings: Surroundings, prefs: Preferences) -> str:
    """What the pointer is told: a line each for title, time, place, vehicle and calendar."""
    calendar = surroundings.calendars.get(entry.calendar)
    lines = [entry.title or _("Without a title"), when_words(entry, prefs), entry.place]
    lines.append(surroundings.vehicles.get(entry.vehicle, ""))
    lines.append(calendar.name if calendar is not None else "")
    lines.append(", ".join(states(entry, surroundings)))
    return "\n".join(line for line in lines if line)
