"""A vehicle's economy as a line: its points in words, the usual range, the months below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from client.operations.vehicle_overview import EconomyFigures
from client.ui.text import _
from client.ui.vehicles.shown import Shown
from client.ui.widgets.chart_scale import ChartPoint
from garage.periods import add_months
from garage.rules.intervals import Interval
from garage.rules.windows import EVER, Window
from garage.units import unit

SPANS = {"6": 6, "12": 12, "all": 0}
_MOST_TICKS = 7
_FEWEST_FOR_A_BAND = 5


@dataclass(frozen=True)
class EconomySeries:
    """What the chart shows; ``fills`` are the ids of the fill-ups that close the points."""

    points: tuple[ChartPoint, ...]
    fills: tuple[str, ...]
    ticks: tuple[tuple[float, str], ...]
    band: tuple[float, float] | None
    average: float | None


def span_window(span: str, today: date) -> Window:
    """The window of "6", "12" or "all"."""
    months = SPANS[span]
    return Window.months_to(today, months) if months else EVER


def economy_series(figures: EconomyFigures, span: str, shown: Shown) -> EconomySeries:
    """The figures of a span, in the vehicle's unit."""
    window = span_window(span, shown.today)
    economy = figures.whole
    chosen = [
        each
        for each in economy.intervals
        if each.si is not None and each.day is not None and window.holds(each.day)
    ]
    chosen.sort(key=lambda each: each.day or date.min)
    average = economy.average_in(window)
    band = _usual([each.si for each in chosen if each.si is not None and each.flag is None])
    points = _points(figures, chosen, shown)
    return EconomySeries(
        points,
        tuple(each.end.id for each in chosen),
        month_ticks(points, shown),
        None if band is None else (_number(figures, band[0]), _number(figures, band[1])),
        _number(figures, average.si) if average else None,
    )


def _usual(found: Sequence[float]) -> tuple[float, float] | None:
    """The 10th and 90th percentile, linear between neighbours; None for fewer than five."""
    from statistics import quantiles

    if len(found) < _FEWEST_FOR_A_BAND:
        return None
    tenths = quantiles(found, n=10, method="inclusive")
    return tenths[0], tenths[-1]


def _number(figures: EconomyFigures, si: float) -> float:
    return float(figures.whole.shown(si).value)


def _points(
    figures: EconomyFigures, chosen: Sequence[Interval], shown: Shown
) -> tuple[ChartPoint, ...]:
    economy, unit_words = figures.whole, shown.economy_unit(figures.whole)
    said = _("{figure} {unit} on {day}")
    points = []
    for each in chosen:
        si, day = each.si or 0.0, each.day or shown.today
        flagged, figure = each.flag == "outlier", economy.shown(si)
        words = said.format(
            figure=shown.padded(figure.decimal, 1 if flagged else 2),
            unit=unit_words,
            day=shown.short_day(day),
        )
        note = _doubt(figures, si) if flagged else ""
        points.append(ChartPoint(day.toordinal(), float(figure.value), words, flagged, note))
    return tuple(points)


def _doubt(figures: EconomyFigures, si: float) -> str:
    usual = figures.whole.average
    if usual is not None and si > usual.si:
        return _("likely a missed fill-up · Check it")
    return _("was the tank full before? · Check it")


def better_words(figures: EconomyFigures, shown: Shown) -> str:
    """How the last twelve months compare with those before; "" where one has no figure."""
    if figures.year is None or figures.before is None:
        return ""
    economy = figures.whole
    now = economy.shown(figures.year.si).decimal
    then = economy.shown(figures.before.si).decimal
    size = shown.padded(abs(now - then), 2)
    if now == then:
        return _("as in the year before")
    reciprocal = unit(economy.unit).reciprocal
    if (now < then) == reciprocal:
        return _("{size} better than the year before").format(size=size)
    return _("{size} worse than the year before").format(size=size)


def month_ticks(points: Sequence[ChartPoint], shown: Shown) -> tuple[tuple[float, str], ...]:
    """The beginnings of months, or of years where there are many."""
    if not points:
        return ()
    first, last = date.fromordinal(int(points[0].x)), date.fromordinal(int(points[-1].x))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > 30:
        step = -(-(last.year - first.year + 1) // _MOST_TICKS)
        years = range(first.year + (first > date(first.year, 1, 31)), last.year + 1, step)
        return tuple((float(date(year, 1, 1).toordinal()), str(year)) for year in years)
    step = -(-months // _MOST_TICKS)
    found = []
    day = first.replace(day=1)
    while day <= last:
        place = max(day, first)
        short = f"{shown.month(day)} {day.year % 100:02}"
        words = short if day.month <= step and day.year != first.year else shown.month(day)
        found.append((float(place.toordinal()), words))
        day = add_months(day, step)
    return tuple(found)
