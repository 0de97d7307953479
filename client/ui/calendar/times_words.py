"""When an event is, as one value in words: where the history tells what it was before."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from client.ui.calendar.entry_words import span_words
from client.ui.calendar.event_clock import end_of_times
from client.ui.text import ngettext, said
from client.ui.vehicles.shown import Shown
from garage.calendar.instances import end_of, start_of
from garage.calendar.rule_words import rule_words
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes


def times_words(times: EventTimes, shown: Shown) -> str:
    """ "Thu 19 November 2026, 19:30 – 22:00 (Europe/Berlin), every 2 weeks, without 1 day"."""
    span = span_words(times.start, end_of_times(times, UTC), shown.prefs)
    parts = [f"{span} ({times.zone})" if times.zone else span]
    parts += (said(rule_words(rule, times.start, shown.day)) for rule in times.rules)
    for count, words in (
        (len(times.added), ngettext("and {n} day more", "and {n} days more", len(times.added))),
        (len(times.removed), ngettext("without {n} day", "without {n} days", len(times.removed))),
    ):
        if count:
            parts.append(words.format(n=count))
    return ", ".join(parts)


def words_here(times: EventTimes, here: tzinfo, shown: Shown) -> str:
    """When it is in the person's own zone, as "Thu 19 November, 10:00 – 11:00"."""
    if not isinstance(times.start, datetime) or not times.zone:
        return times_words(times, shown)
    start = start_of(times.start, times.tz(here), here).astimezone(here)
    end = end_of(times, here).astimezone(here)
    span = span_words(start.replace(tzinfo=None), end.replace(tzinfo=None), shown.prefs)
    rules = (said(rule_words(rule, times.start, shown.day)) for rule in times.rules)
    return ", ".join((span, *rules))


def instance_words(instance: InstanceId, shown: Shown) -> str:
    """The day, or the time, that an exception stands for."""
    return span_words(instance.when, instance.when, shown.prefs)
