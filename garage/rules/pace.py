"""How much a vehicle is driven: its own pace, and when it will have gone a distance."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from datetime import date, timedelta

from garage.rules.odometer import Reading, Timeline

_WINDOWS = (90, 180, 365, 730)
_LEAST_SPAN = 14
_FARTHEST = 36525


@dataclass(frozen=True, slots=True)
class Pace:
    """The median of what it runs a day (m, or s for engine hours), zero days included.

    `days` is the window that it was seen in: 90, or a longer one where 90 days knew too little.
    """

    per_day: float
    days: int
    readings: int


def pace(timeline: Timeline, on: date) -> Pace | None:
    """The pace on the day `on`; None where fewer than two days were read or nothing moved.

    The last 90 days count if readings span two weeks of them, else the last 180, 365 and 730,
    else everything. Between two readings each day counts as having the same share.
    """
    known = _daily(timeline, on)
    if len(known) < 2:
        return None
    for days in _WINDOWS:
        inside = [each for each in known if each.ordinal >= on.toordinal() - days]
        if len(inside) > 1 and inside[-1].ordinal - inside[0].ordinal >= _LEAST_SPAN:
            median = _median(inside)
            if median > 0:
                return Pace(median, days, len(inside))
    median = _median(known)
    span = on.toordinal() - known[0].ordinal
    return Pace(median, span, len(known)) if median > 0 else None


def projected_date(left: float, pace: Pace, start: date, not_before: date) -> date | None:
    """When `left` more (m or s) is reached, counted from `start`, the day of the last reading.

    What the pace would have reached before `not_before` is counted from there: what has not been
    read cannot have happened yesterday, and nothing says that it happens today. None where it is
    more than a century away.
    """
    days = math.ceil(left / pace.per_day) if left > 0 else 0
    if days > _FARTHEST:
        return None
    try:
        day = start + timedelta(days=days)
        return day if day >= not_before else not_before + timedelta(days=days)
    except OverflowError:
        return None


def _daily(timeline: Timeline, on: date) -> list[Reading]:
    """The last trusted reading of each day up to `on`."""
    last: dict[int, Reading] = {}
    for reading in timeline.trusted:
        if reading.ordinal <= on.toordinal():
            last[reading.ordinal] = reading
    return list(last.values())


def _median(readings: list[Reading]) -> float:
    """Of the days between the first and the last reading."""
    rates = sorted(
        ((high.si - low.si) / (high.ordinal - low.ordinal), high.ordinal - low.ordinal)
        for low, high in itertools.pairwise(readings)
    )
    half = sum(days for _, days in rates) / 2
    seen = 0
    for index, (rate, days) in enumerate(rates):
        seen += days
        if seen > half:
            return rate
        if seen == half:
            return (rate + rates[index + 1][0]) / 2
    return 0.0
