"""Moments: a day, with the time of day and its offset where they are known."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache, lru_cache

import msgspec

from garage.errors import ValueRefused
from garage.words import N_, told

Day = date
"""A day, under a name that a field called `date` does not hide."""

_MINUTES_A_DAY = 24 * 60
_EARLIEST, _LATEST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


def within_calendar(instant: datetime) -> datetime:
    """An aware time, kept a day from the calendar's ends: no zone leads out of them."""
    return min(max(instant, _EARLIEST), _LATEST)


# A struct like `Quantity`, since as many are made.
class Moment(msgspec.Struct, frozen=True, gc=False):
    """When something happened, as exactly as it was written down.

    `day` and `time` are wall time where it happened; `offset` is in minutes east of UTC.
    A moment without a time stands for its whole day: a log book often knows no more.
    """

    day: date
    time: time | None = None
    offset: int | None = None

    @property
    def iso(self) -> str:
        """ISO 8601: "2024-03-10", or "2024-03-10T16:01+00:00" (seconds only where given)."""
        if self.time is None:
            return self.day.isoformat()
        text = f"{self.day.isoformat()}T{_clock_text(self.time)}"
        return text if self.offset is None else text + _offset_text(self.offset)

    @property
    def wall(self) -> str:
        """The part that sorts by wall time and names the moment in a log: no offset."""
        if self.time is None:
            return self.day.isoformat()
        return f"{self.day.isoformat()}T{self.time.isoformat('minutes')}"

    @property
    def instant(self) -> datetime:
        """The moment in UTC; a missing time counts as noon, a missing offset as UTC.

        It stays a day within the calendar, so that each zone has a wall time for it.
        """
        wall = datetime.combine(self.day, self.time or time(12), tzinfo=UTC)
        return within_calendar(within_calendar(wall) - timedelta(minutes=self.offset or 0))

    def in_zone(self, zone: tzinfo) -> Moment:
        """This wall time with the offset that `zone` has then; unchanged if one is known."""
        if self.time is None or self.offset is not None:
            return self
        away = datetime.combine(self.day, self.time, tzinfo=zone).utcoffset()
        return (
            self if away is None else Moment(self.day, self.time, int(away.total_seconds()) // 60)
        )

    @classmethod
    def now(cls, zone: tzinfo) -> Moment:
        """The present minute in `zone`."""
        present = datetime.now(zone).replace(second=0, microsecond=0)
        return cls(present.date(), present.time()).in_zone(zone)

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Read ISO 8601; a "T" or a space divides day and time.

        Raises ValueRefused for anything else, so "10/03/2024" is never guessed at here.
        """
        try:
            if len(text) == 10 and text[4] == "-" == text[7]:
                return cls(date.fromisoformat(text))
            text = text.strip()
            # Python reads "20240310" and "2024-W10-7" too, and would give them a time of day.
            if text[4:5] != "-" or text[7:8] != "-":
                raise ValueError
            moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
        except ValueError:
            raise ValueRefused(
                told("{text!r} is no date", text=text[:40]),
                N_("write it as YYYY-MM-DD, with a time as YYYY-MM-DDTHH:MM"),
                "bad_date",
            ) from None
        if len(text) == 10:
            return cls(moment.date())
        away = moment.utcoffset()
        minutes = None if away is None else int(away.total_seconds()) // 60
        return cls(moment.date(), moment.time(), minutes)


# Most log books know minutes alone, of which a day has few.
@lru_cache(maxsize=4_096)
def _clock_text(clock: time) -> str:
    return clock.isoformat("auto" if clock.second or clock.microsecond else "minutes")


@cache
def _offset_text(minutes: int) -> str:
    if abs(minutes) >= _MINUTES_A_DAY:
        raise ValueRefused(
            told("an offset of {minutes} minutes is over a day", minutes=minutes),
            N_("correct the zone"),
        )
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def offset_zone(minutes: int) -> timezone:
    """A fixed zone for an offset in minutes east of UTC."""
    return timezone(timedelta(minutes=minutes))
