"""The instances of one event in a stretch of time: by its rules, added days, exceptions, zone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from heapq import merge
from typing import NamedTuple

from garage.calendar.expand import too_busy, wall_times
from garage.calendar.rule import Rule
from garage.calendar.times import EventTimes, When
from garage.calendar.zones import day_after, instant_of, midnight, wall_of

MOST_INSTANCES = 30_000
"""Of one event in one stretch; three years of every hour are fewer."""

# Zones are less than a day from UTC; one that leaps over a day has two offsets a day apart.
_SLACK = timedelta(hours=26)
_A_SECOND = timedelta(seconds=1)


class Instance(NamedTuple):
    """One time that an event is: instants in UTC, and what names it in its series.

    `at` is its start by the rules, as a day or as wall time in the zone of the series.
    """

    start: datetime
    end: datetime
    at: When


class Stretch(NamedTuple):
    """A stretch of time, as instants: from `since`, before `before`."""

    since: datetime
    before: datetime

    def touches(self, start: datetime, end: datetime) -> bool:
        """Whether [start, end) lies in it partly; something of no length by its start."""
        return start < self.before and (end > self.since or start >= self.since)


def instances(times: EventTimes, stretch: Stretch, here: tzinfo) -> Iterator[Instance]:
    """The instances that touch the stretch, by their start; `here` is where floating times are.

    The start counts as the first instance, fitting the rules or not (RFC 5545, section 3.8.5.3).
    Two wall times that a clock put forward makes one are one instance. ValueRefused
    (`rule_too_busy`) where there is too much to work out.
    """
    zone = times.tz(here)
    ends = _ends(times, zone, here)
    removed = frozenset(times.removed)
    latest: datetime | None = None
    for at in _starts(times, stretch, zone, here, ends.longest):
        if at in removed:
            continue
        start = start_of(at, zone, here)
        if latest is not None and start <= latest:
            continue
        latest = start
        end = ends.of(at, start)
        if stretch.touches(start, end):
            yield Instance(start, end, at)


def start_of(at: When, zone: tzinfo, here: tzinfo) -> datetime:
    """The instant at which a day (`here`) or a wall time (in the event's zone) begins."""
    return instant_of(at, zone) if isinstance(at, datetime) else midnight(at, here)


def end_of(times: EventTimes, here: tzinfo) -> datetime:
    """When the first instance ends."""
    zone = times.tz(here)
    return _ends(times, zone, here).of(times.start, start_of(times.start, zone, here))


class _Ends(NamedTuple):
    """How an event's instances end."""

    times: EventTimes
    zone: tzinfo
    here: tzinfo
    exact: timedelta
    days: int
    own: dict[When, When]

    def of(self, at: When, start: datetime) -> datetime:
        own = self.own.get(at) if self.own else None
        if own is not None:
            return start_of(own, self.zone, self.here)
        if not isinstance(at, datetime):
            return midnight(day_after(at, self.days), self.here)
        duration = self.times.duration
        try:
            if duration is not None and duration.days:
                return instant_of(at + timedelta(days=duration.days), self.zone) + timedelta(
                    seconds=duration.seconds
                )
            return start + self.exact
        except OverflowError:
            return start

    @property
    def longest(self) -> timedelta:
        longest = max(self.exact, timedelta(days=self.days))
        return (
            max(longest, *(end - start for start, end in self.own.items())) if self.own else longest
        )


def _ends(times: EventTimes, zone: tzinfo, here: tzinfo) -> _Ends:
    """By the end an instance is exactly as long as the first, by a duration days are nominal."""
    exact, days = timedelta(0), 1
    if times.all_day:
        if times.end is not None:
            days = (times.end - times.start).days
        elif times.duration is not None:
            days = max(times.duration.span.days, 1)
    elif isinstance(times.end, datetime) and isinstance(times.start, datetime):
        end_zone = replace(times, zone=times.end_zone).tz(zone) if times.end_zone else zone
        exact = instant_of(times.end, end_zone) - instant_of(times.start, zone)
        exact = max(exact, timedelta(0))
    elif times.duration is not None:
        exact = times.duration.span
    own = (
        {each.start: each.end for each in times.added if each.end is not None}
        if times.added
        else {}
    )
    return _Ends(times, zone, here, exact, days, own)


def _starts(
    times: EventTimes, stretch: Stretch, zone: tzinfo, here: tzinfo, longest: timedelta
) -> Iterator[When]:
    """Starts in about the stretch, rising, each once."""
    place = here if times.all_day else zone
    since = _moved(wall_of(stretch.since, place), -longest - _SLACK)
    before = _moved(wall_of(stretch.before, place), _SLACK)
    begin = _wall(times.start)
    if not times.recurs:
        if since <= begin < before:
            yield times.start
        return
    listed = [begin, *(_wall(each.start) for each in times.added)]
    found: list[Iterable[datetime]] = [sorted({each for each in listed if since <= each < before})]
    found += [_by_rule(rule, times, since, before, zone) for rule in times.rules]
    latest: datetime | None = None
    for wall in merge(*found) if len(found) > 1 else found[0]:
        if wall != latest:
            latest = wall
            yield wall.date() if times.all_day else wall


def _by_rule(
    rule: Rule, times: EventTimes, since: datetime, before: datetime, zone: tzinfo
) -> Iterator[datetime]:
    if times.all_day:
        rule = _of_days(rule)
    begin = _wall(times.start)
    if rule.count is not None and not fits(rule, begin):
        if rule.count == 1:
            return
        rule = replace(rule, count=rule.count - 1)
    for given, wall in enumerate(wall_times(rule, begin, since, before)):
        if rule.until is not None and is_over(rule.until, wall, times, zone):
            return
        if given > MOST_INSTANCES:
            raise too_busy(rule)
        yield wall


def is_over(until: date, wall: datetime, times: EventTimes, zone: tzinfo) -> bool:
    """Whether a wall time is after UNTIL; a day there counts to its end."""
    if not isinstance(until, datetime):
        return wall.date() > until
    if times.all_day:
        return wall.date() > until.date()
    if until.tzinfo is None or (not times.zone and not times.observances):
        return wall > until.replace(tzinfo=None)
    return instant_of(wall, zone) > until


@lru_cache(maxsize=8_192)
def fits(rule: Rule, start: datetime) -> bool:
    """Whether the rule, begun at `start`, comes then."""
    endless = replace(rule, count=None, until=None)
    return next(wall_times(endless, start, start, _moved(start, _A_SECOND)), None) is not None


@lru_cache(maxsize=1_024)
def _of_days(rule: Rule) -> Rule:
    """A rule without hours, which mean nothing to a day (RFC 5545, section 3.3.10)."""
    if rule.frequency in ("HOURLY", "MINUTELY", "SECONDLY"):
        rule = replace(rule, frequency="DAILY", interval=1, by_year_day=())
    if rule.by_hour or rule.by_minute or rule.by_second:
        rule = replace(rule, by_hour=(), by_minute=(), by_second=())
    return rule


def _wall(when: When) -> datetime:
    return when if isinstance(when, datetime) else datetime.combine(when, time())


def _moved(wall: datetime, by: timedelta) -> datetime:
    try:
        return wall + by
    except OverflowError:
        return datetime.min if by < timedelta(0) else datetime.max
