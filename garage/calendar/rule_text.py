"""Reading the text of a recurrence rule, as iCalendar has it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, cast

from garage.calendar.rule import LISTS, WEEKDAYS, Frequency, NthDay, Rule, Skip
from garage.errors import ValueRefused
from garage.words import N_, told

LONGEST_RULE = 2_000
"""Characters; a list of all 366 days of a year needs fewer."""

_NTH = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?")
_WHOLE = re.compile(r"[+-]?\d{1,10}")


@lru_cache(maxsize=4_096)
def parse_rule(text: str) -> Rule:
    """The rule that `text` is; ValueRefused (`bad_rule`) says which part is wrong.

    Case does not count, and neither does a semicolon at the end, which many programs write.
    """
    if len(text) > LONGEST_RULE:
        raise _bad(N_("the rule is too long"), told("use {n} characters", n=LONGEST_RULE))
    said: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, equals, value = part.strip().partition("=")
        if not equals or not value:
            raise _bad(told("{part!r} is no part of a rule", part=part[:40]), _PART_HINT)
        if name in said:
            raise _bad(told("{part} is said twice", part=name), N_("leave one of them out"))
        said[name] = value
    if "FREQ" not in said:
        raise _bad(N_("the rule does not say how often"), N_("begin it with FREQ="))
    scaled = _scaled(said.pop("RSCALE", None))
    fields: dict[str, Any] = {"frequency": cast(Frequency, said.pop("FREQ")), "scaled": scaled}
    for name, value in said.items():
        fields |= _part(name, value)
    return Rule(**fields)


_PART_HINT = N_("write NAME=VALUE with semicolons between")


def _scaled(scale: str | None) -> bool:
    if scale not in (None, "GREGORIAN"):
        raise _bad(
            told("rules of the calendar {scale} are not supported", scale=scale[:30]),
            N_("use RSCALE=GREGORIAN"),
        )
    return scale is not None


def _part(name: str, value: str) -> dict[str, Any]:
    if name in LISTS:
        return {LISTS[name]: tuple(_whole(name, each) for each in value.split(","))}
    if name == "BYDAY":
        return {"by_day": tuple(map(_nth_day, value.split(",")))}
    if name == "INTERVAL":
        return {"interval": _whole(name, value)}
    if name == "COUNT":
        return {"count": _whole(name, value)}
    if name == "UNTIL":
        return {"until": parse_until(value)}
    if name == "WKST":
        if value not in WEEKDAYS:
            raise _bad(told("{what!r} is no weekday", what=value[:20]), N_("use MO, TU, …"))
        return {"week_start": WEEKDAYS.index(value)}
    if name == "SKIP":
        return {"skip": cast(Skip, value)}
    raise _bad(told("{part!r} is no part of a rule", part=name[:40]), N_("leave it out"))


def _whole(name: str, text: str) -> int:
    text = text.strip()
    if not _WHOLE.fullmatch(text):
        message = told("{part}={value} is no whole number", part=name, value=text[:20])
        raise _bad(message, N_("write digits"))
    return int(text)


def _nth_day(text: str) -> NthDay:
    found = _NTH.fullmatch(text.strip())
    if not found or (found[1] and int(found[1]) == 0):
        raise _bad(
            told("BYDAY={value} is no weekday", value=text[:20]), N_("write it as MO, 2TU or -1FR")
        )
    return NthDay(WEEKDAYS.index(found[2]), int(found[1] or 0))


def parse_until(text: str) -> date:
    """A day, a wall time, or (with Z) a time in UTC."""
    found = _UNTIL.fullmatch(text.strip())
    try:
        if not found:
            raise ValueError
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return day
        # A leap second is the minute's last one to a clock that has none.
        second = min(int(found[6]), 59)
        wall = datetime(day.year, day.month, day.day, int(found[4]), int(found[5]), second)
        return wall.replace(tzinfo=UTC) if found[7] else wall
    except ValueError:
        raise _bad(
            told("UNTIL={value} is no date", value=text[:30]),
            N_("write it as 20261231 or 20261231T235959Z"),
        ) from None


def _bad(message: str, hint: str) -> ValueRefused:
    return ValueRefused(message, hint, "bad_rule")
