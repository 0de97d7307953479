"""Durations of RFC 5545, section 3.3.6: days of the calendar, and seconds of the clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from garage.errors import ValueRefused
from garage.words import N_, told

_TEXT = re.compile(
    r"([+-])?P(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,9})M)?(?:(\d{1,10})S)?)?"
)
_LONGEST = timedelta(days=3_650_000)


@dataclass(frozen=True, slots=True, order=True)
class Duration:
    """So many days, which are nominal, and seconds, which are exact; both of one sign."""

    days: int = 0
    seconds: int = 0

    @classmethod
    def of(cls, span: timedelta) -> Duration:
        """An exact span; whole days of it become days."""
        total = int(span.total_seconds())
        sign = -1 if total < 0 else 1
        days, seconds = divmod(abs(total), 86_400)
        return cls(sign * days, sign * seconds)

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read "P1DT2H", "-PT15M" or "P2W"; raises ValueRefused (`bad_duration`)."""
        found = _TEXT.fullmatch(text.strip().upper())
        if not found or not any(found.groups()[1:]):
            raise _bad(text)
        weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups()[1:])
        sign = -1 if found[1] == "-" else 1
        made = cls(sign * (7 * weeks + days), sign * (3600 * hours + 60 * minutes + seconds))
        if abs(made.days) + abs(made.seconds) // 86_400 > _LONGEST.days:
            raise _bad(text)
        return made

    @property
    def text(self) -> str:
        """As in iCalendar, in its shortest form."""
        sign = "-" if self.days < 0 or self.seconds < 0 else ""
        days, seconds = abs(self.days), abs(self.seconds)
        if days and not days % 7 and not seconds:
            return f"{sign}P{days // 7}W"
        clock = "".join(
            f"{number}{unit}"
            for number, unit in (
                (seconds // 3600, "H"), (seconds // 60 % 60, "M"), (seconds % 60, "S"),
            )
            if number
        )  # fmt: skip
        if not days and not clock:
            return "PT0S"
        return f"{sign}P{f'{days}D' if days else ''}{f'T{clock}' if clock else ''}"

    @property
    def span(self) -> timedelta:
        """As a span whose days have 24 hours."""
        return timedelta(days=self.days, seconds=self.seconds)

    @property
    def negative(self) -> bool:
        """Whether it goes back."""
        return self.days < 0 or self.seconds < 0

    def after(self, start: datetime) -> datetime:
        """The moment after an aware `start`: days by its wall clock, then seconds exactly.

        The answer has the zone of `start`.
        """
        day = start + timedelta(days=self.days)
        if not self.seconds:
            return day
        if start.tzinfo is None:
            return day + timedelta(seconds=self.seconds)
        exact = day.astimezone(UTC) + timedelta(seconds=self.seconds)
        return exact.astimezone(start.tzinfo)


def _bad(text: str) -> ValueRefused:
    return ValueRefused(
        told("{text!r} is no duration", text=text[:40]),
        N_("write it as P1DT2H30M"),
        "bad_duration",
    )
