"""One event with its series: which of its records an edit is about, and what their times become.

What is planned here is done by `events`. Times that are given are those of one instance: what the
others become of it is `garage.calendar.edits`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from client.store import Query, Reader
from client.store.codec import codec
from garage.calendar.edits import all_of_them, moved_instance, only_this
from garage.calendar.instances import start_of
from garage.calendar.series import InstanceId, divide
from garage.calendar.times import EventTimes, When
from garage.calendar.zones import wall_of
from garage.ics.importing import instant_key
from garage.records import Event, kind_named


class Scope(StrEnum):
    """How much of a series an edit is for."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True)
class EventSeries:
    """The event that was asked for, the one that says when it comes, and the exceptions of that."""

    event: Event
    master: Event
    overrides: tuple[Event, ...] = ()

    @property
    def recurs(self) -> bool:
        """Whether it comes more than once."""
        return self.master.times is not None and self.master.times.recurs

    def at(self, instance: InstanceId | None) -> When | None:
        """The instance's start in the series' own terms; that of the exception if none is given."""
        instance = instance or self.event.recurrence
        times = self.master.times
        if instance is None or times is None:
            return None
        when = instance.when
        if times.all_day:
            return when.date() if isinstance(when, datetime) else when
        if not isinstance(when, datetime):
            return datetime.combine(when, _wall(times.start).time())
        if instance.zone in ("", times.zone) or not times.zone:
            return when
        named = EventTimes(start=when, zone=instance.zone)
        instant = start_of(when, named.tz(UTC), UTC)
        return wall_of(instant, times.tz(UTC))

    def override_of(self, at: When) -> Event | None:
        """The exception that stands for one instance."""
        assert self.master.times is not None
        key = instant_key(InstanceId(at, self.master.times.zone))
        for each in self.overrides:
            named = each.recurrence
            if named is not None and not each.following and instant_key(named) == key:
                return each
        return None

    def later_overrides(self, at: When) -> tuple[Event, ...]:
        """The exceptions of instances from `at` on."""
        found = []
        for each in self.overrides:
            own = EventSeries(each, self.master).at(each.recurrence)
            if own is not None and own >= at:
                found.append(each)
        return tuple(found)


def series_of(reader: Reader, id_: str) -> EventSeries:
    """Raises NotFound. An exception whose series is not here is an event of its own."""
    event = reader.get(Event, id_)
    if not event.uid:
        return EventSeries(event, event)
    columns = codec(kind_named("event")).table.c
    alike = (
        (columns.uid == event.uid)
        & (columns.calendar == event.calendar)
        & (columns.space == event.space)
    )
    records = reader.all(Event, Query(where=alike))
    overrides = tuple(each for each in records if each.recurrence is not None)
    if event.recurrence is None:
        return EventSeries(event, event, overrides)
    masters = [each for each in records if each.recurrence is None]
    return EventSeries(event, masters[0] if masters else event, overrides if masters else ())


# ---------------------------------------------------------------------- times


def instance_times(times: EventTimes, at: When) -> EventTimes:
    """One instance of a series, as it is by the rules."""
    added = next((each for each in times.added if each.start == at and each.end), None)
    end = added.end if added is not None else _end_at(times, at)
    _, own = only_this(times, at, at, end)
    return own if end is not None else replace(own, duration=times.duration)


def _end_at(times: EventTimes, at: When) -> When | None:
    return None if times.end is None else at + (_wall(times.end) - _wall(times.start))


def _wall(when: When) -> datetime:
    return when if isinstance(when, datetime) else datetime(when.year, when.month, when.day)


def alone(times: EventTimes) -> EventTimes:
    """Times without repetition."""
    return replace(times, rules=(), added=(), removed=())


def stops(times: EventTimes, typed: EventTimes) -> bool:
    """Whether a series that has rules is typed without any."""
    return bool(times.rules) and not typed.recurs


def all_times(times: EventTimes, at: When, typed: EventTimes) -> EventTimes:
    """The whole series, where its instance `at` is to be as `typed`; with its rules, if others."""
    if stops(times, typed):
        return typed
    changed = typed.rules != times.rules
    moved = all_of_them(replace(times, rules=()) if changed else times, at, typed.start, typed.end)
    if changed:
        moved = replace(moved, rules=typed.rules)
    return _with_zone(moved, typed)


def following_times(
    times: EventTimes, at: When, typed: EventTimes | None
) -> tuple[EventTimes, EventTimes]:
    """The series as it ends before `at`, and as it goes on, as `typed` if that is given."""
    before, after = divide(times, at)
    if typed is None:
        return before, after
    if stops(times, typed):
        return before, typed
    if typed.rules == times.rules:
        return before, _with_zone(all_of_them(after, at, typed.start, typed.end), typed)
    moved = all_of_them(replace(after, rules=()), at, typed.start, typed.end)
    return before, _with_zone(replace(moved, start=typed.start, rules=typed.rules), typed)


def _with_zone(times: EventTimes, typed: EventTimes) -> EventTimes:
    if times.all_day:
        return times
    zoned = replace(times, zone=typed.zone, end_zone=typed.end_zone, observances=typed.observances)
    return zoned if typed.duration is None else replace(zoned, end=None, duration=typed.duration)


def moved_override(each: Event, times: EventTimes, at: When, start: When) -> Mapping[str, Any]:
    """What changes of an exception when all of its series moves as `at` did, to `start`.

    It goes along where it still is at the time that the rules give it.
    """
    if each.recurrence is None or each.times is None:
        return {}
    changes: dict[str, Any] = {"recurrence": moved_instance(each.recurrence, at, start)}
    alike = isinstance(each.times.start, datetime) is isinstance(start, datetime)
    if alike and each.times.start == each.recurrence.when:
        shift = _wall(start) - _wall(at)
        end = each.times.end
        changes["times"] = replace(
            each.times,
            start=each.times.start + shift,
            end=None if end is None else end + shift,
        )
    return changes


def placed(
    times: EventTimes, start: datetime | date, end: datetime | date, *, all_day: bool
) -> EventTimes:
    """Times put elsewhere by hand, from what is shown: aware times, or days.

    It keeps its zone; what gets a time of day gets the one in which it was put there.
    """
    if all_day:
        first, last = _day(start), _day(end)
        days = None if last - first <= timedelta(days=1) else last
        return replace(
            times, start=first, end=days, duration=None, zone="", end_zone="", observances=()
        )
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    if times.all_day:
        zone = getattr(start.tzinfo, "key", "") or ("UTC" if start.tzinfo is UTC else "")
        times = replace(times, start=_naive(start), end=None, duration=None, added=(), removed=())
        return replace(times, end=_naive(end), zone=zone)
    if not times.zone or not times.zone_known:
        return replace(times, start=_naive(start), end=_naive(end), duration=None)
    own = times.tz(UTC)
    walls = wall_of(start, own), wall_of(end, own)
    return replace(times, start=walls[0], end=walls[1], duration=None, end_zone="")


def _naive(when: datetime) -> datetime:
    return when.replace(tzinfo=None, fold=0)


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when
