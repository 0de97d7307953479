"""Field types of time: a day, a day with its time, a period of the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from garage.moments import Moment
from garage.periods import Period
from garage.records.fields import FieldType


@dataclass(frozen=True)
class DayField(FieldType):
    """A day of the calendar."""

    def check(self, value: Any) -> date:
        """A date, or text as YYYY-MM-DD."""
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        return Moment.parse(str(value).strip()[:40]).day

    def to_json(self, value: date) -> str:
        """YYYY-MM-DD."""
        return value.isoformat()

    def cell(self, value: date) -> str:
        """YYYY-MM-DD."""
        return value.isoformat()

    decode = date.fromisoformat


@dataclass(frozen=True)
class MomentField(FieldType):
    """A day, with the time where it is known."""

    def check(self, value: Any) -> Moment:
        """A Moment, a date, or ISO 8601 text."""
        if isinstance(value, Moment):
            return value
        if isinstance(value, datetime):
            return Moment.parse(value.isoformat())
        if isinstance(value, date):
            return Moment(value)
        return Moment.parse(str(value)[:40])

    def to_json(self, value: Moment) -> str:
        """ISO 8601."""
        return value.iso

    def cell(self, value: Moment) -> str:
        """ISO 8601: sorts by wall time."""
        return value.iso

    decode = Moment.parse


@dataclass(frozen=True)
class PeriodField(FieldType):
    """A period, as "every 6 months"."""

    def check(self, value: Any) -> Period:
        """A Period, or text as "P6M" or "6 months"."""
        return value if isinstance(value, Period) else Period.parse(str(value)[:40])

    def to_json(self, value: Period) -> str:
        """ISO 8601 duration."""
        return value.iso

    def cell(self, value: Period) -> str:
        """ISO 8601 duration."""
        return value.iso

    decode = Period.parse
