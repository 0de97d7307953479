"""What comes again: the next occurrence of a reminder, and the days of a recurring expense."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.errors import ValueRefused
from garage.moments import Moment
from garage.periods import Period
from garage.records import Record, Reminder
from garage.rules.figures import exact_in, plus
from garage.rules.windows import EVER, Window
from garage.units import Quantity
from garage.words import N_

MOST_OCCURRENCES = 10_000


@dataclass(frozen=True, slots=True)
class _Meter:
    """The fields of a reminder that count on one meter."""

    due: Quantity | None
    every: Quantity | None
    done: Quantity | None


def recurs(reminder: Reminder) -> bool:
    """Whether it comes again once it is done."""
    return any((reminder.every, reminder.every_distance, reminder.every_hours))


def next_occurrence(
    reminder: Reminder,
    done_on: date,
    done_odometer: Quantity | None = None,
    done_hours: Quantity | None = None,
    completed_by: str = "",
) -> dict[str, Any]:
    """The changes to the reminder's fields when it is done; None clears a field.

    Counted from completion: that day, odometer and hours + the interval. Counted from the plan:
    the old due + the interval, as often as it takes to lie after what is done. An odometer that
    is not known leaves the plan's. A reminder that does not recur becomes finished.
    """
    changes: dict[str, Any] = {"last_done": done_on}
    if done_odometer is not None:
        changes["last_odometer"] = done_odometer
    if done_hours is not None:
        changes["last_hours"] = done_hours
    if completed_by:
        changes["completed_by"] = completed_by
    if not recurs(reminder):
        return {**changes, "finished": True}
    planned = reminder.anchor == "plan"
    changes |= _next_day(reminder, done_on, planned)
    distance = _Meter(reminder.due_odometer, reminder.every_distance, done_odometer)
    hours = _Meter(reminder.due_hours, reminder.every_hours, done_hours)
    changes["due_odometer"] = _next_reading(distance, planned)
    changes["due_hours"] = _next_reading(hours, planned)
    return changes


def completion(reminder: Reminder, done: Record) -> dict[str, Any]:
    """The changes when a service, repair, inspection or expense completes the reminder.

    Its day, odometer and hours count, and the reminder refers to it. ValueRefused if it has no
    day.
    """
    moment = getattr(done, "date", None)
    if not isinstance(moment, Moment):
        raise ValueRefused(
            N_("what has no date completes nothing"), N_("give it a date"), "missing_date"
        )
    odometer, hours = getattr(done, "odometer", None), getattr(done, "hours", None)
    return next_occurrence(reminder, moment.day, odometer, hours, done.id)


def occurrences(
    start: date,
    every: Period | None,
    until: date | None = None,
    window: Window = EVER,
    most: int = MOST_OCCURRENCES,
) -> Iterator[date]:
    """The days on `start` and `every` period after it, to `until`, that lie in the window.

    Counted from the start, so that the 31st returns after a February. At most `most` of them;
    the calendar ends with year 9999.
    """
    last = min((day for day in (until, window.end) if day is not None), default=date.max)
    if every is None:
        if start <= last and window.holds(start):
            yield start
        return
    times = 0
    if window.start is not None and window.start > start:
        # a little early: months are longer or shorter than their mean
        times = max(math.floor((window.start - start).days / every.days) - 2, 0)
    given = 0
    while given < most:
        try:
            day = every.after(start, times, start.day)
        except ValueRefused:
            return
        if day > last:
            return
        if window.holds(day):
            given += 1
            yield day
        times += 1


def _next_day(reminder: Reminder, done_on: date, planned: bool) -> dict[str, Any]:
    every, due = reminder.every, reminder.due
    if every is None:
        return {"due": None, "wanted_day": None}
    if not planned or due is None:
        kept = reminder.wanted_day if done_on == due else None
        wanted = kept or done_on.day
        return _dated(every, every.after(done_on, 1, wanted), wanted)
    wanted = reminder.wanted_day or due.day
    times = max(math.floor((done_on - due).days / every.days) - 2, 1)
    while (following := every.after(due, times, wanted)) <= done_on:
        times += 1
    return _dated(every, following, wanted)


def _dated(every: Period, due: date, wanted: int) -> dict[str, Any]:
    return {"due": due, "wanted_day": wanted if every.unit in ("M", "Y") else None}


def _next_reading(meter: _Meter, planned: bool) -> Quantity | None:
    due, every, done = meter.due, meter.every, meter.done
    if every is None:
        return None
    if done is not None and (due is None or not planned):
        return plus(done, every)
    if due is None:
        return None
    if done is None or done.si < due.si or every.si <= 0:
        return plus(due, every)
    step = exact_in(every, due.unit)
    times = (exact_in(done, due.unit) - due.decimal) // step + 1
    places = max(due.decimals, every.decimals)
    return Quantity.of(round(due.decimal + step * times, places), due.unit)
