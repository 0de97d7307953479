"""The days that a rule picks from a year, a month, a week, or says of one day whether it is meant.

Days are ordinals (1 is 1 January of year 1). The lists rise and hold nothing twice. The order of
evaluation is that of RFC 5545, section 3.3.10, with the SKIP of RFC 7529, section 4.1.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable
from datetime import date

from garage.calendar.rule import NthDay, Rule

_MONTHS = tuple(range(1, 13))
LAST_DAY = date.max.toordinal()


class DaySets:
    """The days of one rule that begins on a day; what the rule leaves open is that day's."""

    def __init__(self, rule: Rule, start: date) -> None:
        self._week_start = rule.week_start
        self._skip = rule.skip
        self._months = frozenset(rule.by_month)
        self._weeks = frozenset(rule.by_week)
        self._year_days = rule.by_year_day
        self._month_days = rule.by_month_day
        self._weekdays = frozenset(day.weekday for day in rule.by_day)
        self._nth = tuple(day for day in rule.by_day if day.nth)
        self._every = frozenset(day.weekday for day in rule.by_day if not day.nth)
        self._within_months = rule.frequency == "MONTHLY" or bool(rule.by_month)
        if not (rule.by_week or rule.by_year_day or rule.by_month_day or rule.by_day):
            self._take_from(rule, start)
        elif rule.by_week and not (rule.by_year_day or rule.by_month_day or rule.by_day):
            self._weekdays = self._every = frozenset([start.weekday()])
        self._plain = not (
            self._months or self._year_days or self._month_days or self._weekdays or self._weeks
        )

    def _take_from(self, rule: Rule, start: date) -> None:
        if rule.frequency in ("YEARLY", "MONTHLY"):
            self._month_days = (start.day,)
        if rule.frequency == "YEARLY" and not rule.by_month:
            self._months = frozenset([start.month])
        if rule.frequency == "WEEKLY":
            self._weekdays = self._every = frozenset([start.weekday()])

    def holds(self, ordinal: int) -> bool:
        """Whether the day is meant, where the rule comes daily or oftener."""
        if self._plain:
            return True
        if self._weekdays and (ordinal - 1) % 7 not in self._weekdays:
            return False
        if not (self._months or self._month_days or self._year_days):
            return True
        day = date.fromordinal(ordinal)
        if self._months and day.month not in self._months:
            return False
        if not self._on_month_day(ordinal):
            return False
        first = date(day.year, 1, 1).toordinal()
        return not self._year_days or _counted(
            ordinal - first + 1, 365 + isleap(day.year), self._year_days
        )

    def week(self, first: int) -> list[int]:
        """Of the week that begins on the day `first`."""
        days = [first + at for at in range(7) if (first + at - 1) % 7 in self._weekdays]
        if self._months:
            days = [
                day
                for day in days
                if 0 < day <= LAST_DAY and date.fromordinal(day).month in self._months
            ]
        return days

    def month(self, year: int, month: int) -> list[int]:
        """Of a month; skipped days may lie just beside it."""
        if self._months and month not in self._months:
            return []
        first, length = date(year, month, 1).toordinal(), _length(year, month)
        if self._month_days:
            days = _skipping(self._month_days, first, length, 31, self._skip)
            return self._on_weekdays(days, first, length) if self._weekdays else days
        return _weekdays(self._every, self._nth, first, length)

    def year(self, year: int) -> list[int]:
        """Of a year; skipped days may lie just beside it."""
        first, length = date(year, 1, 1).toordinal(), 365 + isleap(year)
        if self._year_days:
            days = _skipping(self._year_days, first, length, 366, self._skip)
            days = [day for day in days if self._in_month(day) and self._on_month_day(day)]
        elif self._month_days:
            days = self._month_days_of(year)
        elif self._weeks:
            days = self._of_weeks(year)
            return [day for day in days if (day - 1) % 7 in self._weekdays and self._in_month(day)]
        elif self._months:
            stretches = [(date(year, m, 1).toordinal(), _length(year, m)) for m in self._months]
            found = (_weekdays(self._every, self._nth, *each) for each in sorted(stretches))
            return [day for days in found for day in days]
        else:
            return _weekdays(self._every, self._nth, first, length)
        if self._weeks:
            days = _common(days, self._of_weeks(year))
        return self._on_weekdays(days, first, length)

    def _on_month_day(self, ordinal: int) -> bool:
        if not self._month_days:
            return True
        day = date.fromordinal(ordinal)
        return _counted(day.day, _length(day.year, day.month), self._month_days)

    def _in_month(self, day: int) -> bool:
        return not self._months or (
            0 < day <= LAST_DAY and date.fromordinal(day).month in self._months
        )

    def _month_days_of(self, year: int) -> list[int]:
        days: list[int] = []
        for month in sorted(self._months) or _MONTHS:
            first = date(year, month, 1).toordinal()
            days += _skipping(self._month_days, first, _length(year, month), 31, self._skip)
        return sorted(set(days))

    def _on_weekdays(self, days: list[int], first: int, length: int) -> list[int]:
        """Those on the weekdays of the rule, the nth counted in the year or in their months."""
        if not self._weekdays:
            return days
        if not self._nth:
            return [day for day in days if (day - 1) % 7 in self._every]
        if not self._within_months:
            return _common(days, _weekdays(self._every, self._nth, first, length))
        kept = []
        for ordinal in days:
            day = date.fromordinal(ordinal)
            begin = ordinal - day.day + 1
            within = _weekdays(self._every, self._nth, begin, _length(day.year, day.month))
            kept += [ordinal] if ordinal in within else []
        return kept

    def _of_weeks(self, year: int) -> list[int]:
        """The days of the year in its weeks of these numbers (ISO 8601 with any week's start).

        The days of a week that lie in another year count there: the last days of December may be
        in week 1, the first of January in week 52 or 53.
        """
        first = date(year, 1, 1).toordinal()
        last = first + 364 + isleap(year)
        days: list[int] = []
        for its_year in (year - 1, year, year + 1):
            begin = _week_one(its_year, self._week_start)
            count = (_week_one(its_year + 1, self._week_start) - begin) // 7
            for number in self._weeks:
                at = number if number > 0 else count + 1 + number
                if 1 <= at <= count:
                    monday = begin + 7 * (at - 1)
                    days += range(max(monday, first), min(monday + 7, last + 1))
        return sorted(days)


def _length(year: int, month: int) -> int:
    if month == 2:
        return 28 + isleap(year)
    return 30 if month in (4, 6, 9, 11) else 31


def _counted(day: int, length: int, wanted: Iterable[int]) -> bool:
    return day in wanted or day - length - 1 in wanted


def _skipping(numbers: Iterable[int], first: int, length: int, most: int, skip: str) -> list[int]:
    """Days by their numbers in a stretch; below zero counted from its end."""
    days = set()
    for number in numbers:
        at = number if number > 0 else length + 1 + number
        if 1 <= at <= length:
            days.add(first + at - 1)
        elif skip == "FORWARD" and abs(number) <= most:
            days.add(first + length if at > length else first)
        elif skip == "BACKWARD" and abs(number) <= most:
            days.add(first + length - 1 if at > length else first - 1)
    return sorted(days)


def _weekdays(every: frozenset[int], nth: tuple[NthDay, ...], first: int, length: int) -> list[int]:
    """The weekdays of a stretch: all of some, and of others the nth from its start or end."""
    days = {
        day
        for weekday in every
        for day in range(first + (weekday - (first - 1)) % 7, first + length, 7)
    }
    last = first + length - 1
    for weekday, number in nth:
        if number > 0:
            day = first + (weekday - (first - 1)) % 7 + 7 * (number - 1)
        else:
            day = last - ((last - 1) - weekday) % 7 + 7 * (number + 1)
        if first <= day <= last:
            days.add(day)
    return sorted(days)


def _common(days: list[int], others: list[int]) -> list[int]:
    wanted = set(others)
    return [day for day in days if day in wanted]


def _week_one(year: int, week_start: int) -> int:
    """The first day of the week that holds 4 January; in the years 0 and 10000 too."""
    fourth = 365 * (year - 1) + (year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400 + 4
    return fourth - (fourth - 1 - week_start) % 7
