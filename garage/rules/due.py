"""When reminders fall due: by date, by distance, by engine hours, or by the first of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from garage.errors import ValueRefused
from garage.periods import Period
from garage.records import Reminder, Vehicle
from garage.rules.figures import counts_miles, minus
from garage.rules.odometer import Reading, Timeline
from garage.rules.pace import Pace, pace, projected_date
from garage.units import Quantity

STATES = ("ok", "soon", "due", "overdue")
"""From the least urgent to the most."""

SOON = Period(30, "D")
SOON_KILOMETRES = Quantity("800", "km")
SOON_MILES = Quantity("500", "mi")
SOON_HOURS = Quantity("10", "h")
STALE_DAYS = 90
"""A reading older than this says nothing of when a distance is reached."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How far a vehicle has come: the latest readings of odometer and hours, and their paces."""

    odometer: Reading | None = None
    hours: Reading | None = None
    pace: Pace | None = None
    hours_pace: Pace | None = None

    @classmethod
    def on(cls, day: date, odometer: Timeline, hours: Timeline | None = None) -> Usage:
        """As it is known on `day`; readings after it do not count."""
        return cls(
            _latest(odometer, day),
            _latest(hours, day) if hours else None,
            pace(odometer, day),
            pace(hours, day) if hours else None,
        )


@dataclass(frozen=True, slots=True)
class Due:
    """Where a reminder stands on a day.

    `state` is "ok", "soon", "due" or "overdue" by what is most urgent, which `by` names ("date",
    "distance", "hours"; "" where nothing says when it is due). `days_left`, `distance_left` and
    `hours_left` are below zero when past; the last two are in the reminder's unit. `projected` is
    the day on which distance or hours are expected to be reached, an estimate; None where the last
    reading is over STALE_DAYS old, so that only what is left tells the state. `day` is the earlier
    of the date and that, and `estimate` whether it is that. `share` is how much of the interval is
    used (1 is due), where its beginning is known.
    """

    reminder: Reminder
    state: str
    by: str
    days_left: int | None = None
    distance_left: Quantity | None = None
    hours_left: Quantity | None = None
    projected: date | None = None
    day: date | None = None
    estimate: bool = False
    share: float | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    by: str
    state: str
    day: date | None
    share: float | None
    left: Quantity | None = None


def due_status(reminder: Reminder, on: date, vehicle: Vehicle, usage: Usage) -> Due:
    """Where the reminder stands on the day `on`; a finished one too, as if it were not."""
    parts = [
        part
        for part in (
            _by_date(reminder, on),
            _by_distance(reminder, on, vehicle, usage),
            _by_hours(reminder, on, usage),
        )
        if part is not None
    ]
    if not parts:
        return Due(reminder, "ok", "")
    first = min(parts, key=lambda part: (-STATES.index(part.state), part.day or date.max))
    soonest = min(parts, key=lambda part: (part.day or date.max, part.by != "date"))
    left = {part.by: part.left for part in parts}
    return Due(
        reminder,
        first.state,
        first.by,
        days_left=(reminder.due - on).days if reminder.due else None,
        distance_left=left.get("distance"),
        hours_left=left.get("hours"),
        projected=min((p.day for p in parts if p.day and p.by != "date"), default=None),
        day=soonest.day,
        estimate=soonest.day is not None and soonest.by != "date",
        share=max((part.share for part in parts if part.share is not None), default=None),
    )


def due_list(
    reminders: Iterable[Reminder],
    on: date,
    vehicles: Mapping[str, Vehicle],
    usages: Mapping[str, Usage],
) -> list[Due]:
    """All open reminders of these vehicles (by id): what is past first, then by the day.

    Those whose day cannot be told, for want of a recent reading too, come last. Finished and
    deleted reminders are left out, as are those of vehicles that are sold, scrapped, deleted or
    not among `vehicles`.
    """
    found = []
    for reminder in reminders:
        vehicle = vehicles.get(reminder.vehicle)
        if reminder.finished or reminder.deleted or vehicle is None or vehicle.deleted:
            continue
        if vehicle.status not in ("sold", "scrapped"):
            usage = usages.get(vehicle.id, Usage())
            found.append(due_status(reminder, on, vehicle, usage))
    return sorted(found, key=_urgency)


def _urgency(due: Due) -> tuple[int, date, float, str, str]:
    past = -1 if due.state == "overdue" else 0
    return past, due.day or date.max, -(due.share or 0.0), due.reminder.title, due.reminder.id


def _latest(timeline: Timeline, day: date) -> Reading | None:
    known = [each for each in timeline.readings if each.ordinal <= day.toordinal()]
    return known[-1] if known else None


def _state(left: float, soon: float) -> str:
    if left < 0:
        return "overdue"
    if left == 0:
        return "due"
    return "soon" if left <= soon else "ok"


def _by_date(reminder: Reminder, on: date) -> _Part | None:
    due = reminder.due
    if due is None:
        return None
    soon = (due - _before(reminder.soon or SOON, due)).days
    begun = reminder.last_done
    if begun is None and reminder.every is not None:
        begun = _before(reminder.every, due)
    share = (on - begun).days / (due - begun).days if begun and begun < due else None
    return _Part("date", _state((due - on).days, soon), due, _from_zero(share))


def _by_distance(reminder: Reminder, on: date, vehicle: Vehicle, usage: Usage) -> _Part | None:
    due = reminder.due_odometer
    if due is None:
        return None
    usual = SOON_MILES if counts_miles(vehicle, due) else SOON_KILOMETRES
    soon = reminder.soon_distance or usual
    begun, every = reminder.last_odometer, reminder.every_distance
    return _by_meter("distance", due, soon, begun, every, usage.odometer, usage.pace, on)


def _by_hours(reminder: Reminder, on: date, usage: Usage) -> _Part | None:
    due, begun, every = reminder.due_hours, reminder.last_hours, reminder.every_hours
    if due is None:
        return None
    return _by_meter("hours", due, SOON_HOURS, begun, every, usage.hours, usage.hours_pace, on)


def _by_meter(
    by: str,
    due: Quantity,
    soon: Quantity,
    begun: Quantity | None,
    every: Quantity | None,
    reading: Reading | None,
    its_pace: Pace | None,
    on: date,
) -> _Part:
    if reading is None:
        return _Part(by, "ok", None, None)
    left = due.si - reading.si
    start = begun.si if begun else due.si - every.si if every else None
    share = (
        (reading.si - start) / (due.si - start) if start is not None and start < due.si else None
    )
    day = on if left <= 0 else None
    fresh = on.toordinal() - reading.ordinal <= STALE_DAYS
    if left > 0 and its_pace is not None and fresh:
        day = projected_date(left, its_pace, reading.day, on)
    return _Part(by, _state(left, soon.si), day, _from_zero(share), minus(due, reading.shown))


def _from_zero(share: float | None) -> float | None:
    return None if share is None else max(share, 0.0)


def _before(period: Period, day: date) -> date:
    try:
        return period.after(day, -1)
    except ValueRefused:
        return date.min
