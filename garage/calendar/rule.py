"""A recurrence rule: the parts of RFC 5545, section 3.3.10, and RFC 7529's SKIP, as one value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from garage.errors import ValueRefused
from garage.words import N_, told

Frequency = Literal["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"]
FREQUENCIES: tuple[Frequency, ...] = (
    "YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY",
)  # fmt: skip
Skip = Literal["OMIT", "FORWARD", "BACKWARD"]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""Their place is the weekday's number, from Monday, 0."""

MOST_REPEATS = 2**31 - 1
_EVERY_DAY_ON = ("DAILY", "WEEKLY", "MONTHLY")


class NthDay(NamedTuple):
    """A weekday (from Monday, 0): each of them, or the `nth` of the month or year (-1: last)."""

    weekday: int
    nth: int = 0

    @property
    def text(self) -> str:
        """As in a rule: "MO", "-1FR"."""
        return f"{self.nth or ''}{WEEKDAYS[self.weekday]}"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How something comes again; lists are sorted and hold nothing twice.

    `until` is a day, a wall time, or a time in UTC, and included. `scaled`: RSCALE=GREGORIAN is
    said. `skip` is what becomes of days that a month or year does not have.
    Raises ValueRefused (`bad_rule`) for parts that do not go together.
    """

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | None = None
    by_month: tuple[int, ...] = ()
    by_week: tuple[int, ...] = ()
    by_year_day: tuple[int, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_day: tuple[NthDay, ...] = ()
    by_hour: tuple[int, ...] = ()
    by_minute: tuple[int, ...] = ()
    by_second: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0
    skip: Skip = "OMIT"
    scaled: bool = False

    def __post_init__(self) -> None:
        if self.frequency not in FREQUENCIES:
            raise _bad(told("{what!r} is no frequency", what=self.frequency), _FREQUENCY_HINT)
        _within("INTERVAL", (self.interval,), 1, MOST_REPEATS)
        if self.count is not None:
            _within("COUNT", (self.count,), 1, MOST_REPEATS)
        if self.count is not None and self.until is not None:
            message = N_("a rule ends after a number of times or on a day, not both")
            raise _bad(message, N_("leave out COUNT or UNTIL"))
        for part, name, least, most in _LISTS:
            values = getattr(self, name)
            _within(part, values, least, most, signed=least < 0)
            object.__setattr__(self, name, tuple(sorted(set(values))))
        object.__setattr__(self, "by_day", tuple(sorted(set(self.by_day))))
        self._check_together()

    def _check_together(self) -> None:
        frequency = self.frequency
        if any(day.nth for day in self.by_day):
            if frequency not in ("MONTHLY", "YEARLY") or self.by_week:
                message = N_("only months and years have a first or a last weekday")
                raise _bad(message, N_("use FREQ=MONTHLY or FREQ=YEARLY without BYWEEKNO"))
            _within("BYDAY", [day.nth for day in self.by_day if day.nth], -53, 53, signed=True)
        for part, there, wrong in (
            ("BYWEEKNO", self.by_week, frequency != "YEARLY"),
            ("BYYEARDAY", self.by_year_day, frequency in _EVERY_DAY_ON),
            ("BYMONTHDAY", self.by_month_day, frequency == "WEEKLY"),
        ):
            if there and wrong:
                message = told("{part} does not go with FREQ={freq}", part=part, freq=frequency)
                raise _bad(message, told("leave out {part}", part=part))
        if self.positions and not self._expanding:
            message = N_("BYSETPOS has nothing to choose from")
            raise _bad(message, N_("say another BY… part as well"))
        if self.skip not in ("OMIT", "FORWARD", "BACKWARD"):
            raise _bad(
                told("SKIP={what} is unknown", what=self.skip), N_("use OMIT, FORWARD or BACKWARD")
            )
        if self.skip != "OMIT" and not self.scaled:
            raise _bad(N_("SKIP needs RSCALE"), N_("add RSCALE=GREGORIAN"))

    @property
    def _expanding(self) -> bool:
        return any((self.by_day, *(getattr(self, name) for _, name, *_ in _LISTS[:-1])))

    @property
    def text(self) -> str:
        """The canonical text: FREQ first, defaults left out, lists sorted."""
        parts = [f"FREQ={self.frequency}"]
        if self.scaled:
            parts.insert(0, "RSCALE=GREGORIAN")
        if self.until is not None:
            parts.append(f"UNTIL={until_text(self.until)}")
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        for part, name, *_ in _LISTS[:-1]:
            parts += _listed(part, map(str, getattr(self, name)))
            if part == "BYMONTHDAY":
                parts += _listed("BYDAY", (day.text for day in self.by_day))
        parts += _listed("BYSETPOS", map(str, self.positions))
        if self.week_start:
            parts.append(f"WKST={WEEKDAYS[self.week_start]}")
        if self.skip != "OMIT":
            parts.append(f"SKIP={self.skip}")
        return ";".join(parts)


# Part, field, least, most; in the order in which they are written.
_LISTS = (
    ("BYMONTH", "by_month", 1, 12),
    ("BYWEEKNO", "by_week", -53, 53),
    ("BYYEARDAY", "by_year_day", -366, 366),
    ("BYMONTHDAY", "by_month_day", -31, 31),
    ("BYHOUR", "by_hour", 0, 23),
    ("BYMINUTE", "by_minute", 0, 59),
    ("BYSECOND", "by_second", 0, 60),
    ("BYSETPOS", "positions", -366, 366),
)
LISTS = {part: name for part, name, *_ in _LISTS}
"""Fields that are lists of numbers, by their part in a rule's text."""

_FREQUENCY_HINT = told("use one of {choices}", choices=", ".join(FREQUENCIES))


def until_text(until: date) -> str:
    """As in a rule: a day, a wall time, or a time in UTC with a Z."""
    if not isinstance(until, datetime):
        return f"{until.year:04}{until.month:02}{until.day:02}"
    text = f"{until.year:04}{until:%m%dT%H%M%S}"
    return text if until.tzinfo is None else f"{text}Z"


def _listed(part: str, values: Iterable[str]) -> list[str]:
    text = ",".join(values)
    return [f"{part}={text}"] if text else []


def _within(
    part: str, values: Iterable[int], least: int, most: int, *, signed: bool = False
) -> None:
    for value in values:
        if not least <= value <= most or (signed and value == 0):
            raise _bad(
                told("{part}={value} is out of range", part=part, value=value),
                told("use {least} to {most}", least=least, most=most)
                if not signed
                else told("use {least} to {most} without 0", least=least, most=most),
            )


def _bad(message: str, hint: str) -> ValueRefused:
    return ValueRefused(message, hint, "bad_rule")
