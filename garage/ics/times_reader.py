"""When a foreign event is, brought into one zone and one sort: days, or wall times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from garage.calendar.durations import Duration
from garage.calendar.instances import Stretch, instances
from garage.calendar.rule_text import parse_rule
from garage.calendar.series import InstanceId
from garage.calendar.times import MOST_LISTED, Added, EventTimes, When
from garage.calendar.zones import day_after, instant_of, midnight, wall_of
from garage.content_lines import ContentLine
from garage.errors import ValueRefused
from garage.ics.components import Component, Fault
from garage.ics.times_writer import fitting
from garage.ics.values import read_moment
from garage.ics.zone_reader import FoundZone, ZoneBook
from garage.words import N_, told

_NO_COUNT = re.compile(r"(?<=;)COUNT\s*=\s*-\d+(?:;|$)", re.IGNORECASE)
_UTC = FoundZone("UTC")
_OF_DAYS = FoundZone("")


@dataclass(frozen=True, slots=True)
class ReadTimes:
    """When an event is, and what was doubtful about it."""

    times: EventTimes
    faults: tuple[Fault, ...] = ()


def read_times(component: Component, zones: ZoneBook) -> ReadTimes:
    """Of DTSTART and all that goes with it; raises ValueRefused where that cannot be read."""
    line = component.line("DTSTART")
    if line is None or not line.value.strip():
        raise ValueRefused(N_("the event has no start"), N_("give it a DTSTART"), "no_start")
    reader = _Times(component, line, zones)
    reader.read_end()
    reader.read_rules()
    reader.read_listed()
    return ReadTimes(reader.times, tuple(reader.faults))


def read_instance(line: ContentLine, zones: ZoneBook) -> InstanceId:
    """Of a RECURRENCE-ID."""
    when, zone = _read(line.value, line, zones)
    return InstanceId(when, zone.name)


def _read(value: str, line: ContentLine, zones: ZoneBook) -> tuple[When, FoundZone]:
    """A day, or a naive wall time with its zone; that of one that floats has no name."""
    # Exchange has a zone with a colon in its name, and not always in quotes.
    tail, _, value = value.rpartition(":")
    when = read_moment(value)
    if not isinstance(when, datetime):
        return when, _OF_DAYS
    if line.parameter("VALUE").upper() == "DATE":
        return when.date(), _OF_DAYS
    if when.tzinfo is not None:
        return when.replace(tzinfo=None), _UTC
    tzid = f"{line.parameter('TZID')}:{tail}" if tail else line.parameter("TZID")
    return when, zones.zone(tzid) if tzid else zones.unnamed


def _values(line: ContentLine) -> list[str]:
    """The values of a list, and no more of them than EventTimes refuses."""
    return [value for value in line.value.split(",", MOST_LISTED + 1)[: MOST_LISTED + 1] if value]


class _Times:
    """The times of one event while they are read."""

    def __init__(self, component: Component, line: ContentLine, zones: ZoneBook) -> None:
        self._component, self._zones = component, zones
        self._number = line.number
        self.faults: list[Fault] = []
        start, zone = _read(line.value, line, zones)
        if zone.doubt:
            self.faults.append(Fault(line.number, zone.doubt))
        self._whole_days = isinstance(start, datetime) and self._says_all_day(start)
        if self._whole_days and isinstance(start, datetime):
            start, zone = start.date(), _OF_DAYS
        self.times = EventTimes(start=start, zone=zone.name, observances=zone.observances)

    def _says_all_day(self, start: datetime) -> bool:
        # Outlook's days, which are times from midnight to midnight.
        said = self._component.value("X-MICROSOFT-CDO-ALLDAYEVENT").strip().upper()
        return said == "TRUE" and start.time() == time()

    @property
    def _zone(self) -> tzinfo:
        return self.times.tz(UTC)

    def read_end(self) -> None:
        """DTEND or DURATION; one that cannot be is left out, and said so."""
        line = self._component.line("DTEND")
        duration = self._component.value("DURATION")
        try:
            if line is not None:
                self._end(line)
            elif duration:
                self.times = replace(self.times, duration=Duration.parse(duration))
        except ValueRefused as refused:
            number = line.number if line else self._number
            self.faults.append(
                Fault(number, told("the end is left out: {why}", why=refused.message))
            )

    def _end(self, line: ContentLine) -> None:
        start = self.times.start
        end, zone = _read(line.value, line, self._zones)
        if self.times.all_day:
            day = end.date() if isinstance(end, datetime) else end
            # A day's end is not included, but some programs say the same day.
            self.times = replace(self.times, end=day if day != start else None)
            return
        if not isinstance(end, datetime):
            end, zone = datetime.combine(end, time()), FoundZone(self.times.zone)
        if zone.name and self.times.zone and zone.name != self.times.zone:
            if zone is _UTC or zone.observances:
                own = EventTimes(start=end, zone=zone.name, observances=zone.observances)
                end = wall_of(instant_of(end, own.tz(UTC)), self._zone)
            else:
                self._other_zone(end, zone)
                return
        self.times = replace(self.times, end=end)

    def _other_zone(self, end: datetime, zone: FoundZone) -> None:
        start = self.times.start
        ends = EventTimes(start=end, zone=zone.name).tz(UTC)
        assert isinstance(start, datetime)
        if instant_of(end, ends) < instant_of(start, self._zone):
            raise ValueRefused(N_("the event ends before it starts"), N_("swap the two"))
        self.times = replace(self.times, end=end, end_zone=zone.name)

    def read_rules(self) -> None:
        """RRULE: one that is wrong refuses the event, which would come only once without it."""
        rules = []
        for line in self._component.lines:
            if line.name == "RRULE":
                rule = self._rule_of(line)
                if not rule:
                    continue
                try:
                    rules.append(fitting(parse_rule(rule), self.times))
                except ValueRefused as refused:
                    raise ValueRefused(
                        told("line {n}: {why}", n=line.number, why=refused.message),
                        refused.hint,
                        refused.code,
                    ) from None
            elif line.name == "EXRULE":
                self.faults.append(Fault(line.number, N_("EXRULE is not followed")))
        self.times = replace(self.times, rules=tuple(dict.fromkeys(rules)))

    def _rule_of(self, line: ContentLine) -> str:
        """The rule as it was meant: there are programs that write none, or end it by COUNT=-1."""
        rule = line.value.strip()
        if not rule:
            self.faults.append(Fault(line.number, N_("an empty rule is no rule: it comes once")))
        elif _NO_COUNT.search(rule):
            rule = _NO_COUNT.sub("", rule)
            self.faults.append(
                Fault(line.number, N_("COUNT below zero is no count: it is left out"))
            )
        return rule

    def read_listed(self) -> None:
        """RDATE and EXDATE, brought to the sort and the zone of the start."""
        added: list[Added] = []
        removed: list[When] = []
        for line in self._component.lines:
            if line.name in ("RDATE", "EXDATE"):
                try:
                    if line.name == "RDATE":
                        added += self._added(line)
                    else:
                        removed += self._removed(line)
                except ValueRefused as refused:
                    self.faults.append(Fault(line.number, refused.message))
        self.times = replace(self.times, added=tuple(added), removed=tuple(removed))

    def _added(self, line: ContentLine) -> Iterator[Added]:
        for value in _values(line):
            begin, slash, end = value.partition("/")
            start = self._as_ours(*_read(begin, line, self._zones))
            if not slash or not isinstance(start, datetime):
                yield Added(start)
            elif end.strip().upper().startswith("P"):
                yield Added(start, Duration.parse(end).after(start))
            else:
                yield Added(start, self._as_ours(*_read(end, line, self._zones)))

    def _removed(self, line: ContentLine) -> Iterator[When]:
        for value in _values(line):
            when, zone = _read(value, line, self._zones)
            if isinstance(when, datetime) or self.times.all_day:
                yield self._as_ours(when, zone)
            else:
                yield from self._of_day(when)

    def _of_day(self, day: date) -> Iterator[When]:
        """What the series has on a day that is taken out of it whole."""
        zone = self._zone
        stretch = Stretch(midnight(day, zone), midnight(day_after(day), zone))
        found = [
            each.at
            for each in instances(self.times, stretch, zone)
            if isinstance(each.at, datetime) and each.at.date() == day
        ]
        start = self.times.start
        clock = start.time() if isinstance(start, datetime) else time()
        yield from found or [datetime.combine(day, clock)]

    def _as_ours(self, when: When, zone: FoundZone) -> When:
        """In the zone of the start, as the same instant; or as its day."""
        if self.times.all_day:
            if not isinstance(when, datetime):
                return when
            if zone is _UTC and when.time() != time():
                # A day's midnight somewhere else: nearest day.
                return (when + timedelta(hours=12)).date()
            return when.date()
        if not isinstance(when, datetime):
            start = self.times.start
            return datetime.combine(when, start.time() if isinstance(start, datetime) else time())
        if zone.name in ("", self.times.zone) or not self.times.zone:
            return when
        own = EventTimes(start=when, zone=zone.name, observances=zone.observances)
        return wall_of(instant_of(when, own.tz(UTC)), self._zone)
