"""The occurrences of many events in a stretch of days, as views show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from garage.calendar.instances import Instance, Stretch
from garage.calendar.series import InstanceId, Override, series_instances
from garage.calendar.times import EventTimes
from garage.calendar.zones import day_after, midnight, shown_in
from garage.errors import ValueRefused

_A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What the calendar knows of an event: when it is, and of which series it is a part.

    `recurrence` tells an override of the series of the same calendar and `uid`.
    """

    id: str
    times: EventTimes
    uid: str = ""
    calendar: str = ""
    recurrence: InstanceId | None = None
    following: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of an event, in the zone of whoever looks.

    `event` is the record that says how it is, `series` the one that says when it comes (the same,
    unless it is overridden). `first` and `last` are its days, both included; `start` and `end`
    are aware, of whole days at midnight. `at` names it in its series; None where it comes once.
    """

    event: str
    series: str
    start: datetime
    end: datetime
    first: date
    last: date
    all_day: bool
    at: InstanceId | None = None

    @property
    def days(self) -> int:
        """How many days it touches."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Agenda:
    """What was found, by start, and the events whose rules take too long to work out, and why."""

    occurrences: tuple[Occurrence, ...]
    refused: tuple[tuple[str, str], ...] = ()


def days_stretch(first: date, last: date, zone: tzinfo) -> Stretch:
    """The days from `first` to `last`, both included, in a zone."""
    return Stretch(midnight(first, zone), midnight(day_after(last), zone))


def occurrences(events: Iterable[Scheduled], stretch: Stretch, zone: tzinfo) -> Agenda:
    """All occurrences that touch the stretch, by start, the longer first; `zone` is the viewer's.

    A cancelled series is not shown. An event whose rule is refused does not take the others away.
    """
    found: list[Occurrence] = []
    refused: list[tuple[str, str]] = []
    for master, overrides in series_of_events(events):
        try:
            if overrides or master.times.recurs:
                found += list(_of_series(master, overrides, stretch, zone))
            else:
                found += list(_of_single(master, stretch, zone))
        except ValueRefused as error:
            refused.append((master.id, error.message))
    found.sort(key=_order)
    return Agenda(tuple(found), tuple(refused))


def _order(each: Occurrence) -> tuple[datetime, float, str]:
    return each.start, (each.start - each.end).total_seconds(), each.event


def series_of_events(
    events: Iterable[Scheduled],
) -> Iterator[tuple[Scheduled, list[Override]]]:
    """Each master with its overrides; an override without a master is an event of its own.

    Of masters that share a calendar and a `uid` the first has the overrides.
    """
    masters: list[Scheduled] = []
    overrides: dict[tuple[str, str], list[Scheduled]] = {}
    for each in events:
        if each.recurrence is None:
            masters.append(each)
        else:
            overrides.setdefault((each.calendar, each.uid), []).append(each)
    for master in masters:
        own = overrides.pop((master.calendar, master.uid), []) if master.uid else []
        if not master.cancelled:
            yield master, [_override(each) for each in own]
    for alone in overrides.values():
        yield from ((each, []) for each in alone if not each.cancelled)


def _override(each: Scheduled) -> Override:
    assert each.recurrence is not None
    return Override(each.id, each.recurrence, each.times, each.following, each.cancelled)


def _of_single(event: Scheduled, stretch: Stretch, zone: tzinfo) -> Iterator[Occurrence]:
    for _, instance in series_instances(event.id, event.times, (), stretch, zone):
        yield _shown(event.id, event.id, event.times.all_day, instance, None, zone)


def _of_series(
    master: Scheduled, overrides: list[Override], stretch: Stretch, zone: tzinfo
) -> Iterator[Occurrence]:
    all_day = {each.id: each.times.all_day for each in overrides}
    all_day[master.id] = master.times.all_day
    for id_, instance in series_instances(master.id, master.times, overrides, stretch, zone):
        at = InstanceId(instance.at, master.times.zone)
        yield _shown(id_, master.id, all_day[id_], instance, at, zone)


def _shown(
    event: str, series: str, all_day: bool, instance: Instance, at: InstanceId | None, zone: tzinfo
) -> Occurrence:
    start, end = shown_in(instance.start, zone), shown_in(instance.end, zone)
    first = last = start.date()
    # What ends at midnight does not touch the day that begins then.
    if end > start and end.date() != first:
        last = end.date() if end.time() != time() else (end - _A_MOMENT).date()
    return Occurrence(event, series, start, end, first, last, all_day, at)


def next_occurrences(
    event: Scheduled, after: datetime, count: int, zone: tzinfo, years: int = 30
) -> list[Occurrence]:
    """The next `count` occurrences that start at or after a moment; within so many years."""
    found: list[Occurrence] = []
    since, days = after, 32
    while len(found) < count and since < after + timedelta(days=366 * years):
        before = since + timedelta(days=days)
        agenda = occurrences([event], Stretch(since, before), zone)
        if agenda.refused:
            break
        found += [each for each in agenda.occurrences if since <= each.start < before]
        since, days = before, days * 4
    return found[:count]
