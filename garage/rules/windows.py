"""Windows of time: a first and a last day, both included, either of them open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from garage.periods import add_months

Month = tuple[int, int]
"""(year, month from 1)."""

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `start` to `end`, both included; None is open."""

    start: date | None = None
    end: date | None = None

    @classmethod
    def months_to(cls, day: date, months: int = 12) -> Window:
        """The `months` that end with `day`: to 18 Nov, 12 months begin on 19 Nov."""
        return cls(add_months(day, -months) + _A_DAY, day)

    @classmethod
    def of_month(cls, year: int, month: int) -> Window:
        """The whole of a month."""
        first = date(year, month, 1)
        return cls(first, add_months(first, 1) - _A_DAY)

    @property
    def before(self) -> date | None:
        """The day before the first."""
        return None if self.start is None or self.start == date.min else self.start - _A_DAY

    def holds(self, day: date) -> bool:
        """Whether `day` is in it."""
        return (self.start is None or day >= self.start) and (self.end is None or day <= self.end)

    def until(self, day: date) -> Window:
        """The part that is not after `day`."""
        return Window(self.start, day if self.end is None else min(self.end, day))


EVER = Window()


def months_between(first: date, last: date) -> Iterator[Month]:
    """The months from that of `first` to that of `last`."""
    index = first.year * 12 + first.month - 1
    while index <= last.year * 12 + last.month - 1:
        year, month = divmod(index, 12)
        yield year, month + 1
        index += 1
