"""When an alarm goes off, in words: "2 days before", "the day before at 09:00", "at 90,000 km"."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from client.ui.calendar.entry_words import span_words
from client.ui.clock_words import clock as clock_words
from client.ui.text import _, ngettext
from client.ui.vehicles.shown import Shown
from garage.calendar.durations import Duration
from garage.records.agenda_fields import Trigger
from garage.regions import Preferences

BEFORE = ("PT0S", "-PT5M", "-PT10M", "-PT15M", "-PT30M", "-PT1H", "-PT2H", "-P1D", "-P2D", "-P1W")
"""Offsets that are offered for an event with a time."""
BEFORE_DAYS = ("PT9H", "-PT15H", "-P1DT15H", "-P6DT15H", "-P1W")
"""Offsets that are offered for an event of whole days."""

_HOUR, _DAY, _A_WEEK = 60, 1_440, 10_080
_SOME_DAY = date(2000, 1, 10)


def trigger_words(trigger: Trigger, shown: Shown, zone: tzinfo, *, all_day: bool = False) -> str:
    """As a person would say it."""
    if trigger.odometer is not None:
        return _("when the odometer passes {reading}").format(
            reading=shown.quantity(trigger.odometer, trigger.odometer.unit)
        )
    if trigger.at is not None:
        here = trigger.at.astimezone(zone)
        return span_words(here, here, shown.prefs)
    assert trigger.offset is not None
    words = _of_day(trigger.offset, shown.prefs) if all_day and not trigger.from_end else ""
    words = words or _of_time(trigger.offset, from_end=trigger.from_end)
    if trigger.repeat and trigger.every is not None:
        again = ngettext("{when}, and {n} time more", "{when}, and {n} times more", trigger.repeat)
        return again.format(when=words, n=trigger.repeat)
    return words


def _of_day(offset: Duration, prefs: Preferences) -> str:
    """Of a whole day: which day, and at what time."""
    at = datetime.combine(_SOME_DAY, time()) + offset.span
    before = (_SOME_DAY - at.date()).days
    clock = clock_words(at, prefs)
    if before == 0:
        return _("on the day at {time}").format(time=clock)
    if before == 1:
        return _("the day before at {time}").format(time=clock)
    if before < 0:
        return ""
    if before == 7:
        return _("a week before at {time}").format(time=clock)
    return _("{n} days before at {time}").format(n=before, time=clock)


def _of_time(offset: Duration, *, from_end: bool) -> str:
    span = offset.span
    if not span:
        return _("when it ends") if from_end else _("when it begins")
    much = length_words(abs(span))
    if offset.negative:
        words = _("{span} before the end") if from_end else _("{span} before")
    else:
        words = _("{span} after the end") if from_end else _("{span} after it began")
    return words.format(span=much)


def length_words(span: timedelta) -> str:
    """ "2 days", "90 minutes": in the largest unit that it is whole in."""
    minutes = round(span.total_seconds() / 60)
    if minutes and minutes % _A_WEEK == 0:
        count, words = minutes // _A_WEEK, ngettext("{n} week", "{n} weeks", minutes // _A_WEEK)
    elif minutes and minutes % _DAY == 0:
        count, words = minutes // _DAY, ngettext("{n} day", "{n} days", minutes // _DAY)
    elif minutes and minutes % _HOUR == 0:
        count, words = minutes // _HOUR, ngettext("{n} hour", "{n} hours", minutes // _HOUR)
    else:
        count, words = minutes, ngettext("{n} minute", "{n} minutes", minutes)
    return words.format(n=count)
