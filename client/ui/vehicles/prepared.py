"""What a vehicle's pages show, made ready off the GUI thread: thousands of rows take their time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from client.operations.fuel_log import FuelLog, FuelRow, FuelTotals, fuel_totals
from client.operations.quick_add import quick_context
from client.operations.vehicle_overview import VehicleOverview, VehiclePage
from client.ui.vehicles.economy_series import EconomySeries, economy_series
from client.ui.vehicles.fuel_columns import Heads
from client.ui.vehicles.next_fill import NextFill
from client.ui.vehicles.shown import Shown
from garage.quick import QuickContext
from garage.reading import Reading

SPAN = "12"
"""The span of which the line is made ready."""


@dataclass(frozen=True)
class PreparedOverview:
    """What the head and the overview say; `shown` writes in the vehicle's units."""

    overview: VehicleOverview
    shown: Shown
    series: EconomySeries | None = field(repr=False)
    counts: Mapping[str, int]
    """Tab → how many records it has."""


@dataclass(frozen=True)
class Prepared(PreparedOverview):
    """The same with the fuel log, from one reading."""

    log: FuelLog
    heads: Heads
    totals: FuelTotals
    flagged: int
    years: tuple[int, ...]
    context: QuickContext
    next_fill: NextFill


def prepare_overview(
    overview: VehicleOverview, shown: Shown, counts: Mapping[str, int]
) -> PreparedOverview:
    """Make the overview ready; `shown` writes in the person's units."""
    own, figures = shown.of(overview.vehicle), overview.economy
    series = economy_series(figures, SPAN, own) if figures is not None else None
    return PreparedOverview(overview, own, series, counts)


def prepare(
    page: VehiclePage,
    shown: Shown,
    reading: Reading,
    counts: Mapping[str, int],
    before: FuelLog | None = None,
) -> Prepared:
    """Make all ready; rows that are as they were `before` are the same objects."""
    first = prepare_overview(page.overview, shown, counts)
    log = page.fuel
    if before is not None:
        log = replace(log, rows=_kept(before.rows, log.rows))
    return Prepared(
        overview=first.overview,
        shown=first.shown,
        series=first.series,
        counts=first.counts,
        log=log,
        heads=Heads.of(log, first.shown),
        totals=fuel_totals(log.rows),
        flagged=log.flagged,
        years=_years(log.rows),
        context=quick_context(page.history, log, reading),
        next_fill=NextFill(log),
    )


def _years(rows: tuple[FuelRow, ...]) -> tuple[int, ...]:
    years = {row.fill.date.day.year for row in rows if row.fill.date is not None}
    return tuple(sorted(years, reverse=True))


def _kept(before: tuple[FuelRow, ...], now: tuple[FuelRow, ...]) -> tuple[FuelRow, ...]:
    known = {row.id: row for row in before}
    return tuple([old if (old := known.get(row.id)) == row and old else row for row in now])
