"""What the garage's records put into the calendar: due reminders, warranties, insurance, plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from garage.calendar.times import EventTimes
from garage.records import (
    Inspection,
    InsurancePolicy,
    PlanItem,
    Record,
    Reminder,
    Vehicle,
    Work,
    WorkLine,
)
from garage.records.agenda import Event
from garage.rules.due import STALE_DAYS, Due, Usage, due_status
from garage.rules.pace import projected_date
from garage.rules.recurrence import occurrences
from garage.rules.windows import Window
from garage.units import Quantity
from garage.words import told

MOST_AHEAD = 60
"""Repeats of one reminder or premium that are shown."""

_GONE = ("sold", "scrapped")


@dataclass(frozen=True, slots=True)
class Entry:
    """A day in the calendar that a record causes.

    `calendar` is one of Calendar.of: "reminders", "warranties", "insurance", "inspections",
    "plan". `record` is what it comes from and `key` names it for ever. `estimate`: the day is
    expected, by the vehicle's pace or because the one before it is not done yet. `state` is that
    of `Due` for reminders, "done" or "" for others. `completable`: it can be done from here.
    """

    calendar: str
    key: str
    day: date
    title: str
    kind: str
    record: str
    vehicle: str
    state: str = ""
    estimate: bool = False
    completable: bool = False


def entries(
    records: Iterable[Record],
    vehicles: Mapping[str, Vehicle],
    usages: Mapping[str, Usage],
    window: Window,
    today: date,
) -> list[Entry]:
    """All entries in the window, by day; of vehicles that are here and neither sold nor scrapped.

    `records` may hold other kinds too. What is overdue stands on the day on which it was due.
    """
    everything = [each for each in records if not each.deleted]
    works = {each.id: each for each in everything if isinstance(each, Work)}
    found: list[Entry] = []
    for record in everything:
        vehicle = vehicles.get(_vehicle_of(record, works))
        if vehicle is None or vehicle.deleted or vehicle.status in _GONE:
            continue
        usage = usages.get(vehicle.id, Usage())
        if isinstance(record, Reminder):
            found += _reminder(record, vehicle, usage, window, today)
        elif isinstance(record, Work):
            found += _warranty(record, usage, today)
        elif isinstance(record, WorkLine) and record.warranty_until is not None:
            found.append(_line_warranty(record, vehicle, record.warranty_until))
        elif isinstance(record, InsurancePolicy):
            found += _insurance(record, window)
        elif isinstance(record, PlanItem) and record.due is not None:
            found.append(_plan(record, record.due))
    found += _inspections(everything, vehicles)
    shown = (each for each in found if window.holds(each.day))
    return sorted(shown, key=lambda each: (each.day, each.calendar, each.key))


def _vehicle_of(record: Record, works: Mapping[str, Work]) -> str:
    if isinstance(record, WorkLine):
        work = works.get(record.work)
        return work.vehicle if work is not None else ""
    return str(getattr(record, "vehicle", ""))


def _reminder(
    reminder: Reminder, vehicle: Vehicle, usage: Usage, window: Window, today: date
) -> Iterator[Entry]:
    if reminder.finished:
        return
    due = due_status(reminder, today, vehicle, usage)
    if due.day is None:
        return
    yield _due_entry(reminder, due, due.day)
    if reminder.every is None or reminder.due is None:
        return
    # What comes after depends on when this one is done: the plan is the best that is known.
    shown = max(due.day, window.start or due.day)
    if shown == date.max:
        return
    later = Window(shown + timedelta(days=1), window.end)
    for day in islice(occurrences(reminder.due, reminder.every, window=later), MOST_AHEAD):
        if day > reminder.due:
            yield Entry(
                "reminders", f"reminder/{reminder.id}/{day}", day, reminder.title, "reminder",
                reminder.id, reminder.vehicle, "ok", estimate=True,
            )  # fmt: skip


def _due_entry(reminder: Reminder, due: Due, day: date) -> Entry:
    return Entry(
        "reminders", f"reminder/{reminder.id}", day, reminder.title, "reminder", reminder.id,
        reminder.vehicle, due.state, due.estimate, completable=True,
    )  # fmt: skip


def _warranty(work: Work, usage: Usage, today: date) -> Iterator[Entry]:
    title = told("Warranty of {what} ends", what=work.title)
    by_day = work.warranty_until
    reached = _reached(work.warranty_odometer, usage, today)
    day = min((each for each in (by_day, reached) if each is not None), default=None)
    if day is not None:
        yield Entry(
            "warranties", f"warranty/{work.id}", day, title, work.kind, work.id, work.vehicle,
            estimate=day != by_day,
        )  # fmt: skip


def _reached(odometer: Quantity | None, usage: Usage, today: date) -> date | None:
    """When the vehicle is expected to reach a reading; None where nothing recent says."""
    last = usage.odometer
    if odometer is None or last is None or usage.pace is None:
        return None
    if today.toordinal() - last.ordinal > STALE_DAYS or odometer.si <= last.si:
        return None
    return projected_date(odometer.si - last.si, usage.pace, last.day, today)


def _line_warranty(line: WorkLine, vehicle: Vehicle, day: date) -> Entry:
    title = told("Warranty of {what} ends", what=line.title)
    return Entry("warranties", f"warranty/{line.id}", day, title, "work_line", line.id, vehicle.id)


def _insurance(policy: InsurancePolicy, window: Window) -> Iterator[Entry]:
    if policy.end is not None:
        yield Entry(
            "insurance", f"insurance/{policy.id}/end", policy.end,
            told("Insurance with {insurer} ends", insurer=policy.insurer),
            "insurance_policy", policy.id, policy.vehicle,
        )  # fmt: skip
    if policy.every is None or policy.start is None or policy.end == date.min:
        return
    last = policy.end - timedelta(days=1) if policy.end else None
    days = occurrences(policy.start, policy.every, last, window)
    for day in islice(days, MOST_AHEAD):
        yield Entry(
            "insurance", f"insurance/{policy.id}/{day}", day,
            told("Premium to {insurer}", insurer=policy.insurer),
            "insurance_policy", policy.id, policy.vehicle,
        )  # fmt: skip


def _inspections(records: Iterable[Record], vehicles: Mapping[str, Vehicle]) -> Iterator[Entry]:
    """When the last inspection of each name ends; what an earlier one said no longer counts."""
    latest: dict[tuple[str, str], Inspection] = {}
    for record in records:
        if not isinstance(record, Inspection) or record.date is None:
            continue
        key = record.vehicle, record.title.casefold()
        known = latest.get(key)
        if known is None or known.date is None or known.date.day <= record.date.day:
            latest[key] = record
    for inspection in latest.values():
        vehicle = vehicles.get(inspection.vehicle)
        if vehicle is None or vehicle.deleted or vehicle.status in _GONE:
            continue
        if inspection.valid_until is not None:
            yield Entry(
                "inspections", f"inspection/{inspection.id}", inspection.valid_until,
                told("{what} ends", what=inspection.title),
                "inspection", inspection.id, inspection.vehicle,
            )  # fmt: skip


def _plan(item: PlanItem, day: date) -> Entry:
    done = item.state == "done"
    return Entry(
        "plan", f"plan/{item.id}", day, item.title, "plan_item", item.id, item.vehicle,
        "done" if done else "", completable=not done,
    )  # fmt: skip


def as_event(entry: Entry, vehicle: Vehicle, say: Callable[[str], str] = str) -> Event:
    """An entry as an event of a feed: a day that blocks no time; `say` translates.

    An estimate is tentative, and its title says so.
    """
    named = {"title": entry.title, "vehicle": vehicle.name}
    if entry.estimate:
        title = say(told("{title} ({vehicle}), estimated", **named))
    else:
        title = say(told("{title} ({vehicle})", **named))
    return Event(
        id=entry.record,
        uid=f"{entry.key.replace('/', '-')}@paddock",
        title=title,
        times=EventTimes(start=entry.day),
        status="tentative" if entry.estimate else "confirmed",
        free=True,
        vehicle=entry.vehicle,
        categories=(entry.calendar,),
    )
