"""Periods of the calendar, as "every 6 months", and the month arithmetic they need."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from garage.errors import ValueRefused
from garage.words import N_, told

PeriodUnit = Literal["D", "W", "M", "Y"]

_ISO = re.compile(r"P(\d{1,4})([DWMY])")
UNIT_WORDS: dict[str, PeriodUnit] = {
    "d": "D", "day": "D", "days": "D", "w": "W", "week": "W", "weeks": "W",
    "m": "M", "mo": "M", "month": "M", "months": "M", "y": "Y", "year": "Y", "years": "Y",
}  # fmt: skip
_SPOKEN = re.compile(r"(\d{1,4})\s*([a-z]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A whole number (1 to 9999) of days, weeks, months or years."""

    count: int
    unit: PeriodUnit

    @property
    def iso(self) -> str:
        """ISO 8601 duration, e.g. "P6M"."""
        return f"P{self.count}{self.unit}"

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read "P6M", "6 months" or "30d"; raises ValueRefused."""
        found = _ISO.fullmatch(text.strip().upper())
        if found:
            count, unit = int(found[1]), UNIT_WORDS[found[2].lower()]
        else:
            spoken = _SPOKEN.fullmatch(text.strip())
            word = spoken and UNIT_WORDS.get(spoken[2].lower())
            if not spoken or not word:
                raise ValueRefused(
                    told("{text!r} is no period", text=text[:40]),
                    N_("write for example “6 months” or “1 year”"),
                    "bad_period",
                )
            count, unit = int(spoken[1]), word
        if count < 1:
            raise ValueRefused(
                N_("a period of nothing never comes"), N_("use at least 1"), "bad_period"
            )
        return cls(count, unit)

    def after(self, start: date, times: int = 1, wanted_day: int | None = None) -> date:
        """`times` periods after `start`.

        Months clamp to the month's end; `wanted_day` (1 to 31) is the day to return to, so that
        31 January is followed by 28 February and then by 31 March. Raises ValueRefused past
        year 9999.
        """
        try:
            if self.unit in ("D", "W"):
                return start + timedelta(days=self.count * times * (7 if self.unit == "W" else 1))
            months = self.count * times * (12 if self.unit == "Y" else 1)
            return add_months(start, months, wanted_day)
        except (OverflowError, ValueError):
            raise ValueRefused(
                told(
                    "{what} {unit} after {start} is past the calendar's end",
                    what=self.count * times,
                    unit=self.unit,
                    start=start,
                ),
                N_("choose a shorter period"),
                "bad_period",
            ) from None

    @property
    def days(self) -> float:
        """Its usual length in days (a month is 30.436875, a Gregorian year's twelfth)."""
        return self.count * {"D": 1.0, "W": 7.0, "M": 30.436875, "Y": 365.2425}[self.unit]


def add_months(start: date, months: int, wanted_day: int | None = None) -> date:
    """`start` moved by `months`, clamped to the month's end; ValueError outside years 1–9999."""
    index = start.year * 12 + (start.month - 1) + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(wanted_day or start.day, last))
