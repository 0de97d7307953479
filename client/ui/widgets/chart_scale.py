"""The scale of a chart: round ticks over the usual values, untroubled by an outlier."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isclose, log10
from statistics import fmean

_LEAST_SPAN = 0.25
"""Of the mean."""


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A value at a place along the axis; a flagged one is asked about, not joined to the line."""

    x: float
    y: float
    words: str = ""
    flagged: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The lowest and highest value shown and the ticks between, ends included."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Where a value lies, 0 at the bottom to 1 at the top, clipped."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)

    def clips(self, value: float) -> bool:
        """Whether a value lies outside."""
        return not self.low <= value <= self.high

    @property
    def decimals(self) -> int:
        """How many decimals show each tick as it is: 1 for steps of 2.5, 2 for 0.25."""
        step = self.ticks[1] - self.ticks[0]
        first = max(0, -floor(log10(step) + 1e-9))
        # Steps of 2.5 times a power of ten need one more than the others.
        return first if isclose(round(step, first), step, rel_tol=1e-6) else first + 1


def scale_for(values: Sequence[float], ticks: int = 5) -> Scale:
    """A scale of round steps (1, 2, 2.5 or 5 times a power of ten) that holds the values."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    never_below_zero = low >= 0
    if high - low < max(abs(high), 1.0) * 1e-6:
        room = 0.5 * abs(high) if abs(high) > 1e-6 else 0.5
        low, high = low - room, high + room
    step = _round_step((high - low) / max(ticks - 1, 1))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    if never_below_zero:
        first = max(first, 0)
    places = tuple(round(place * step, 10) for place in range(first, last + 1))
    return Scale(places[0], places[-1], places)


def usual_scale(
    points: Sequence[ChartPoint], band: tuple[float, float] | None, ticks: int = 5
) -> Scale:
    """The scale of the points that are not flagged, together with the usual range.

    It spans a quarter of their mean at least: what hardly changes is drawn as what hardly changes.
    """
    values = [point.y for point in points if not point.flagged] or [point.y for point in points]
    held = [*values, *(band or ())]
    if held:
        middle = (min(held) + max(held)) / 2
        room = abs(fmean(values or held)) * _LEAST_SPAN / 2
        held += [middle - room, middle + room]
    return scale_for(held, ticks)


def _round_step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough - 1e-12)
