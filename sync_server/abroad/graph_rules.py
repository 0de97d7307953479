"""Recurrences of Microsoft Graph: their patterns and ranges, and our rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from garage.calendar.instances import fits
from garage.calendar.rule import NthDay, Rule
from garage.calendar.times import EventTimes
from garage.errors import ValueRefused
from garage.words import N_

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_INDEXES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_NAMES = {number: name for name, number in _INDEXES.items()}
MOST_TIMES = 999
"""What Exchange takes as a number of occurrences."""
UNHELD = N_("it repeats in a way that they do not keep")


def read_rule(recurrence: Mapping[str, Any], all_day: bool) -> Rule:
    """A patternedRecurrence; raises ValueRefused for one that is none we know."""
    pattern, range_ = recurrence.get("pattern"), recurrence.get("range")
    if not isinstance(pattern, dict) or not isinstance(range_, dict):
        raise _unknown()
    fields: dict[str, Any] = {"interval": max(1, int(pattern.get("interval") or 1))}
    days = _days(pattern)
    match pattern.get("type"):
        case "daily":
            fields["frequency"] = "DAILY"
        case "weekly":
            first = str(pattern.get("firstDayOfWeek") or "sunday").lower()
            week_start = _DAYS.index(first) if fields["interval"] > 1 else 0
            fields |= {
                "frequency": "WEEKLY", "by_day": tuple(map(NthDay, days)), "week_start": week_start,
            }  # fmt: skip
        case "absoluteMonthly":
            fields |= {"frequency": "MONTHLY", **_day_of(pattern)}
        case "relativeMonthly":
            fields |= {"frequency": "MONTHLY", **_nth(pattern, days)}
        case "absoluteYearly":
            fields |= {"frequency": "YEARLY", **_month(pattern), **_day_of(pattern)}
        case "relativeYearly":
            fields |= {"frequency": "YEARLY", **_month(pattern), **_nth(pattern, days)}
        case _:
            raise _unknown()
    match range_.get("type"):
        case "numbered":
            fields["count"] = int(range_["numberOfOccurrences"])
        case "endDate":
            fields["until"] = date.fromisoformat(str(range_["endDate"])[:10])
    return Rule(**fields)


def _days(pattern: Mapping[str, Any]) -> list[int]:
    return [_DAYS.index(str(each).lower()) for each in pattern.get("daysOfWeek") or ()]


def _day_of(pattern: Mapping[str, Any]) -> dict[str, Any]:
    """A day that a month does not have is its last with them; with us it is left out."""
    day = int(pattern.get("dayOfMonth") or 1)
    if day > 28:
        return {"by_month_day": (day,), "scaled": True, "skip": "BACKWARD"}
    return {"by_month_day": (day,)}


def _month(pattern: Mapping[str, Any]) -> dict[str, Any]:
    return {"by_month": (int(pattern.get("month") or 1),)}


def _nth(pattern: Mapping[str, Any], days: list[int]) -> dict[str, Any]:
    index = _INDEXES.get(str(pattern.get("index") or "first").lower(), 1)
    if len(days) == 1:
        return {"by_day": (NthDay(days[0], index),)}
    return {"by_day": tuple(map(NthDay, days)), "positions": (index,)}


def written(times: EventTimes) -> dict[str, Any] | None:
    """A patternedRecurrence of a series; None for what comes once. Raises ValueRefused."""
    if not times.recurs:
        return None
    if len(times.rules) != 1 or times.added:
        raise _unknown()
    rule = times.rules[0]
    start = times.start
    wall = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)
    if not fits(rule, wall):
        # With us the start comes all the same, with them it does not.
        raise _unknown()
    said = {"startDate": times.day.isoformat(), **_range(rule, times)}
    if times.zone:
        said["recurrenceTimeZone"] = times.zone
    return {"pattern": {"interval": rule.interval, **_pattern(rule, times)}, "range": said}


def _range(rule: Rule, times: EventTimes) -> dict[str, Any]:
    if rule.count is not None:
        if rule.count > MOST_TIMES:
            raise _unknown()
        return {"type": "numbered", "numberOfOccurrences": rule.count}
    if rule.until is None:
        return {"type": "noEnd"}
    until = rule.until
    if isinstance(until, datetime):
        if until.tzinfo is not None:
            until = until.astimezone(times.tz(UTC)).replace(tzinfo=None)
        start = times.start
        if isinstance(start, datetime) and until.time() < start.time():
            # It ends before that day's turn.
            until -= timedelta(days=1)
        until = until.date()
    return {"type": "endDate", "endDate": max(until, times.day).isoformat()}


def _pattern(rule: Rule, times: EventTimes) -> dict[str, Any]:
    if rule.by_hour or rule.by_minute or rule.by_second or rule.by_week or rule.by_year_day:
        raise _unknown()
    months, day = rule.by_month, times.day
    match rule.frequency:
        case "DAILY" if not (rule.by_day or rule.by_month_day or months or rule.positions):
            return {"type": "daily"}
        case "WEEKLY" if not (months or rule.positions):
            days = [each.weekday for each in rule.by_day] or [day.weekday()]
            return {
                "type": "weekly", "daysOfWeek": [_DAYS[each] for each in days],
                "firstDayOfWeek": _DAYS[rule.week_start],
            }  # fmt: skip
        case "MONTHLY" if not months:
            return _within_month(rule, times, "Monthly")
        case "YEARLY" if len(months) <= 1:
            if rule.by_day and not months:
                # The nth of a year, not of a month.
                raise _unknown()
            month = {"month": months[0] if months else day.month}
            return {**_within_month(rule, times, "Yearly"), **month}
    raise _unknown()


def _within_month(rule: Rule, times: EventTimes, sort: str) -> dict[str, Any]:
    if rule.by_day:
        index, days = _index(rule)
        return {
            "type": f"relative{sort}", "index": index, "daysOfWeek": [_DAYS[each] for each in days],
        }  # fmt: skip
    days_of = rule.by_month_day or (times.day.day,)
    if len(days_of) != 1 or rule.positions or days_of[0] < 1:
        raise _unknown()
    if days_of[0] > 28 and rule.skip != "BACKWARD":
        raise _unknown()
    return {"type": f"absolute{sort}", "dayOfMonth": days_of[0]}


def _index(rule: Rule) -> tuple[str, list[int]]:
    """First, second, third, fourth or last, and of which weekdays."""
    days = [each.weekday for each in rule.by_day]
    nths = {each.nth for each in rule.by_day}
    if rule.by_month_day or rule.skip != "OMIT":
        raise _unknown()
    number = next(iter(nths)) if len(days) == 1 and not rule.positions else 0
    if nths == {0} and len(rule.positions) == 1:
        number = rule.positions[0]
    if number not in _NAMES:
        raise _unknown()
    return _NAMES[number], days


def _unknown() -> ValueRefused:
    return ValueRefused(UNHELD, "", "bad_rule")
