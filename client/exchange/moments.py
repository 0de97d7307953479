"""Dates and times as other apps write them, read into moments of the person's zone."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo

from client.exchange.drafts import DateOrder
from client.exchange.judge import DAY_PATTERN
from garage.moments import Moment
from garage.words import told

_CLOCK = re.compile(
    r"([0-9]{1,2})[:.h]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,][0-9]{1,9})?)?\s*([ap])?\.?(?:m\.?)?",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?P<day>[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}\.?|[^\W\d]+\.?\s+[0-9]{1,2},?\s+[0-9]{4}"
    r"|[0-9]{1,2}\.?[\s-][^\W\d]+\.?,?[\s-][0-9]{4})"
    r"(?:(?:\s+-\s+|,?\s+|T)(?P<clock>[0-9].*?))?"
    r"\s*(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan", "feb", "mar mär mrz", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt",
            "nov", "dec dez",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_EARLIEST, _LATEST = 1800, 2200
_MINUTE = timedelta(minutes=1)
_MORNING, _EVENING = time(0), time(23, 59)
_VARIES = 100_000
_DAYS_KEPT = 40_000


class BadMoment(Exception):
    """A text is no date or time; says why, in words for the person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Moments:
    """Reads a column's dates in one order; `zone` gives those with a time their offset."""

    def __init__(self, order: DateOrder | None, zone: tzinfo | None) -> None:
        self._order = order
        self._zone = zone
        self._days: dict[str, tuple[date, int | None]] = {}
        self._clocks: dict[str, time] = {}

    def __call__(self, text: str) -> Moment:
        """The moment of a cell that holds a day, or a day and a time. Raises BadMoment."""
        day_text, _, clock_text = text.partition(" ")
        known = self._days.get(day_text) or self._iso(day_text)
        if known is None:
            return self._anew(text.strip())
        if not clock_text:
            return Moment(known[0])
        clock = self._clocks.get(clock_text)
        if clock is None:
            return self._anew(text.strip())
        if known[1] == _VARIES:
            return self._in_zone(Moment(known[0], clock))
        return Moment(known[0], clock, known[1])

    def day(self, text: str) -> date:
        """The day alone. Raises BadMoment."""
        return self(text).day

    def joined(self, day_text: str, clock_text: str) -> Moment:
        """The moment of two cells; an empty time leaves a day. Raises BadMoment."""
        return self(f"{day_text.strip()} {clock_text.strip()}".rstrip())

    def _iso(self, text: str) -> tuple[date, int | None] | None:
        """A day as YYYY-MM-DD, which needs no pattern; None for anything else."""
        if len(text) != 10 or text[4] != "-" or text[7] != "-":
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        return self._learn(text, day) if _EARLIEST <= day.year <= _LATEST else None

    def _anew(self, text: str) -> Moment:
        found = _WHOLE.fullmatch(text[:60])
        if found is None or len(text) > 60:
            raise BadMoment(told("{text!r} is no date", text=text[:40]))
        day = self._read_day(found["day"], text)
        clock_text = found["clock"]
        if not clock_text:
            self._learn(text, day)
            return Moment(day)
        clock = read_clock(clock_text)
        if found["offset"]:
            offset = found["offset"].replace(":", "").upper()
            minutes = 0 if offset == "Z" else int(offset[1:3]) * 60 + int(offset[3:])
            if minutes >= 24 * 60:
                raise BadMoment(told("{text!r} has an impossible offset", text=text))
            return Moment(day, clock, -minutes if offset[0] == "-" else minutes)
        head, _, tail = text.partition(" ")
        if head == found["day"]:
            self._learn(head, day)
            if tail == clock_text and len(self._clocks) < _DAYS_KEPT:
                self._clocks[tail] = clock
        return self._in_zone(Moment(day, clock))

    def _in_zone(self, moment: Moment) -> Moment:
        return moment if self._zone is None else moment.in_zone(self._zone)

    def _learn(self, text: str, day: date) -> tuple[date, int | None]:
        offset: int | None = None
        if self._zone is not None:
            morning = _offset(day, _MORNING, self._zone)
            # On the two days a year when clocks change, each time is worked out on its own.
            offset = morning if morning == _offset(day, _EVENING, self._zone) else _VARIES
        if len(self._days) < _DAYS_KEPT:
            self._days[text] = (day, offset)
        return day, offset

    def _read_day(self, text: str, whole: str) -> date:
        found = DAY_PATTERN.fullmatch(text.rstrip("."))
        try:
            if found is None:
                return _worded(text)
            first, second, third = found[1], found[3], found[4]
            if len(first) > 2:
                parts = first, second, third
            elif self._order == "mdy":
                parts = third, first, second
            elif self._order == "ymd" and len(third) <= 2:
                parts = first, second, third
            else:
                parts = third, second, first
            day = date(_year(parts[0]), int(parts[1]), int(parts[2]))
        except ValueError:
            raise BadMoment(told("there is no day {whole!r}", whole=whole[:40])) from None
        if not _EARLIEST <= day.year <= _LATEST:
            raise BadMoment(told("the year of {whole!r} is impossible", whole=whole[:40]))
        return day


def _year(text: str) -> int:
    year = int(text)
    if len(text) <= 2:
        return year + (2000 if year < 70 else 1900)
    return year


def _worded(text: str) -> date:
    words = [word.strip(".,").casefold() for word in re.split(r"[\s-]+", text)]
    if words[0].isdigit():
        words[0], words[1] = words[1], words[0]
    month = _MONTHS.get(words[0][:3])
    if month is None:
        raise ValueError(text)
    return date(int(words[2]), month, int(words[1]))


def read_clock(text: str) -> time:
    """A time of day of 24 or 12 hours, as "16:01", "4:01 PM" or "4:01:30 p.m.". BadMoment."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise BadMoment(told("{text!r} is no time of day", text=text.strip()[:20]))
    hour = int(found[1])
    if found[4]:
        if not 1 <= hour <= 12:
            raise BadMoment(told("{text!r} is no time of day", text=text.strip()[:20]))
        hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
    try:
        return time(hour, int(found[2]), int(found[3] or 0))
    except ValueError:
        raise BadMoment(told("{text!r} is no time of day", text=text.strip()[:20])) from None


def _offset(day: date, clock: time, zone: tzinfo) -> int | None:
    away = datetime.combine(day, clock, zone).utcoffset()
    return None if away is None else away // _MINUTE
