"""What a drag comes to: a new event, one at another time, one that begins or ends elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from client.ui.calendar.day_axis import DayAxis
from client.ui.calendar.grid_layout import days_of, moments

if TYPE_CHECKING:
    from client.operations.agenda import Entry

SNAP = 15
"""Minutes to which a drag keeps, unless Alt is held."""
FINE = 1
_A_DAY = timedelta(days=1)
_NEW_LENGTH = timedelta(hours=1)


class Grip(StrEnum):
    """By what an entry is held."""

    NEW = "new"
    MOVE = "move"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the grid: a day and a place on its axis, or (`lane`) the day as a whole."""

    day: date
    place: float = 0
    lane: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """When something is to be: from `start` to before `end`, days or moments."""

    start: date
    end: date

    @property
    def all_day(self) -> bool:
        """Whether it is of whole days."""
        return not isinstance(self.start, datetime)


def elapsed(start: datetime, end: datetime) -> timedelta:
    """The time that passes between two moments, over changes of the clock."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def later(moment: datetime, by: timedelta) -> datetime:
    """The moment after so much time has passed, in the same zone."""
    try:
        return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)
    except OverflowError:
        return moment


def snapped(moment: datetime, step: int, *, up: bool | None = None) -> datetime:
    """The nearest time of day that is a multiple of `step` minutes; the next one, or the last."""
    minutes = moment.hour * 60 + moment.minute + moment.second / 60
    whole = minutes / step
    count = round(whole) if up is None else -int(-whole // 1) if up else int(whole // 1)
    return later(moment, timedelta(minutes=count * step - minutes))


def created(begin: Spot, now: Spot, axis: DayAxis, step: int = SNAP) -> Wish:
    """A new event between two spots, in whichever order."""
    if begin.lane:
        return Wish(min(begin.day, now.day), max(begin.day, now.day) + _A_DAY)
    above, below = sorted((begin, now), key=lambda spot: (spot.day, spot.place))
    start = snapped(axis.moment_at(above.day, above.place), step, up=False)
    end = snapped(axis.moment_at(below.day, below.place), step, up=True)
    return Wish(start, max(end, later(start, timedelta(minutes=step))))


def moved(entry: Entry, begin: Spot, now: Spot, axis: DayAxis, step: int = SNAP) -> Wish:
    """An entry held at one spot and brought to another, keeping its length."""
    times = moments(entry)
    if times is not None and not begin.lane:
        if now.lane:
            return Wish(now.day, now.day + _A_DAY)
        held = elapsed(times[0], axis.moment_at(begin.day, begin.place))
        start = snapped(later(axis.moment_at(now.day, now.place), -held), step)
        return Wish(start, later(start, elapsed(*times)))
    if now.lane:
        return shifted(entry, days=(now.day - begin.day).days)
    start = snapped(axis.moment_at(now.day, now.place), step, up=False)
    return Wish(start, later(start, _NEW_LENGTH if times is None else elapsed(*times)))


def resized(entry: Entry, grip: Grip, now: Spot, axis: DayAxis, step: int = SNAP) -> Wish:
    """An entry one edge of which was brought to a spot; something of it is always left."""
    times = moments(entry)
    if times is None:
        first, last = days_of(entry)
        if grip is Grip.START:
            return Wish(min(now.day, last), entry.end)
        return Wish(entry.start, max(now.day, first) + _A_DAY)
    least = timedelta(minutes=step)
    if now.lane:
        return _resized_by_days(entry, grip, now.day)
    edge = snapped(axis.moment_at(now.day, now.place), step)
    if grip is Grip.START:
        return Wish(min(edge, later(times[1], -least)), entry.end)
    return Wish(entry.start, max(edge, later(times[0], least)))


def _resized_by_days(entry: Entry, grip: Grip, day: date) -> Wish:
    """A bar with times: the edge keeps its time of day."""
    first, last = days_of(entry)
    if grip is Grip.START:
        start = entry.start + (min(day, last) - first)
        return Wish(start, entry.end) if start < entry.end else Wish(entry.start, entry.end)
    end = entry.end + (max(day, first) - last)
    return Wish(entry.start, end) if end > entry.start else Wish(entry.start, entry.end)


def by_days(entry: Entry | None, grip: Grip, begin: date, now: date) -> Wish:
    """What is held on one day and brought to another, where there are only days: something new,
    an entry, or one of its edges.
    """
    if entry is None:
        first, last = sorted((begin, now))
        return Wish(first, last + _A_DAY)
    if grip is Grip.MOVE:
        return shifted(entry, days=(now - begin).days)
    return _resized_by_days(entry, grip, now)


def shifted(entry: Entry, *, days: int = 0, minutes: int = 0) -> Wish:
    """An entry some days on at the same time of day, or some minutes on."""
    try:
        start, end = entry.start + days * _A_DAY, entry.end + days * _A_DAY
    except OverflowError:
        return Wish(entry.start, entry.end)
    if isinstance(start, datetime) and isinstance(end, datetime):
        begin = later(start, timedelta(minutes=minutes))
        times = moments(entry)
        return Wish(begin, later(begin, elapsed(*times)) if times is not None else end)
    return Wish(start, end)


def lengthened(entry: Entry, *, days: int = 0, minutes: int = 0) -> Wish:
    """An entry that ends so much later, or earlier; something of it is always left."""
    end = entry.end + days * _A_DAY
    if isinstance(entry.start, datetime) and isinstance(end, datetime):
        end = later(end, timedelta(minutes=minutes))
        return Wish(entry.start, max(end, later(entry.start, timedelta(minutes=FINE))))
    return Wish(entry.start, max(end, entry.start + _A_DAY))
