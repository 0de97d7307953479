"""The hours of a day from top to bottom, on days of 23 and 25 hours too.

All days that stand beside each other share one axis, in minutes. Where a clock is put back on one
of them, the hour that comes twice has a place twice; where it is put forward, the hour that is
left out stays empty on that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from garage.calendar.zones import day_after, midnight

A_DAY = 1_440
"""Minutes by the clock."""
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ClockChange:
    """The clock at `at` minutes of a day is put forward `by` minutes, or back where negative."""

    day: date
    at: int
    by: int


def clock_change(day: date, zone: tzinfo) -> ClockChange | None:
    """The change of the clock on a day; None on nearly all."""
    begin, end = midnight(day, zone), midnight(day_after(day), zone)
    before = _offset(begin, zone)
    if before == _offset(end - _MINUTE, zone):
        return None
    low, high = 0, max(round((end - begin) / _MINUTE), 1)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(begin + middle * _MINUTE, zone) == before:
            low = middle
        else:
            high = middle
    at = begin + high * _MINUTE
    wall = (at + before).replace(tzinfo=None)
    minutes = round((wall - datetime.combine(day, time())) / _MINUTE)
    return ClockChange(day, minutes, round((_offset(at, zone) - before) / _MINUTE))


def _offset(instant: datetime, zone: tzinfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


@dataclass(frozen=True)
class DayAxis:
    """Minutes from top to bottom; the clock's `repeated` minutes up to `until` come twice."""

    zone: tzinfo
    changes: tuple[ClockChange, ...] = ()
    until: int = 0
    repeated: int = 0

    @classmethod
    def over(cls, days: Iterable[date], zone: tzinfo) -> DayAxis:
        """The axis that fits all these days."""
        found = [clock_change(day, zone) for day in days]
        changes = tuple(change for change in found if change is not None)
        back = next((change for change in changes if change.by < 0), None)
        if back is None:
            return cls(zone, changes)
        return cls(zone, changes, back.at, -back.by)

    @property
    def length(self) -> int:
        """Minutes in all."""
        return A_DAY + self.repeated

    def place(self, minutes: float, *, again: bool = False) -> float:
        """Where a time of day stands; `again` is the second of two."""
        later = minutes >= self.until or (again and minutes >= self.until - self.repeated)
        return minutes + self.repeated if self.repeated and later else minutes

    def clock(self, place: float) -> tuple[float, bool]:
        """(minutes of the day, whether for the second time) at a place."""
        if not self.repeated or place < self.until:
            return place, False
        return place - self.repeated, place < self.until + self.repeated

    def place_of(self, moment: datetime, day: date) -> float:
        """Where a moment stands on a day, held at the day's ends."""
        local = moment.astimezone(self.zone)
        if local.date() < day:
            return 0
        if local.date() > day:
            return self.length
        minutes = local.hour * 60 + local.minute + local.second / 60
        return self.place(minutes, again=bool(local.fold))

    def moment_at(self, day: date, place: float) -> datetime:
        """The moment at a place on a day; what the clock leaves out is an hour later."""
        minutes, again = self.clock(min(max(place, 0), self.length))
        whole = round(minutes)
        if whole >= A_DAY:
            day, whole = day_after(day), 0
        wall = datetime.combine(day, time(whole // 60, whole % 60, fold=int(again)))
        return wall.replace(tzinfo=self.zone).astimezone(UTC).astimezone(self.zone)

    def missing(self, day: date) -> tuple[float, float] | None:
        """From where to where a day has no hours, on this axis; None where it has all."""
        change = next((each for each in self.changes if each.day == day), None)
        if change is not None and change.by > 0:
            return self.place(change.at), self.place(change.at + change.by)
        if self.repeated and (change is None or change.by > 0):
            return self.until, self.until + self.repeated
        return None

    def hours(self) -> list[tuple[float, int]]:
        """(place, hour) of each full hour."""
        found = [(self.place(hour * 60), hour) for hour in range(24)]
        if self.repeated:
            first = -(-(self.until - self.repeated) // 60)
            last = -(-self.until // 60)
            found += [(self.place(hour * 60, again=True), hour) for hour in range(first, last)]
        return sorted(found)
