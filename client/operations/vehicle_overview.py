"""A vehicle at a glance: its figures, what is due, where the money went, what happened lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from client.operations.activity import Activity, vehicle_activity
from client.operations.figures import convert
from client.operations.fuel_log import FuelLog, fuel_log
from client.operations.vehicle_history import VehicleHistory, read_history
from client.store import Query, Reader
from garage.records import FillUp, Record, Reminder, Specification, Trip, Vehicle, WorkLine
from garage.rules.costs import Costs, costs
from garage.rules.due import Due, Usage, due_list
from garage.rules.economy import Average, Economy
from garage.rules.pace import Pace
from garage.rules.windows import Window
from garage.units import Dimension, Quantity

BARS = 11
"""How many of the last intervals are shown as bars."""
ACTIVITY = 8
MOST_DRIVERS = 3


@dataclass(frozen=True)
class EconomyFigures:
    """The economy by one energy. SI figures are in m per m³, J or kg: greater is better."""

    whole: Economy = field(repr=False)
    year: Average | None
    """Of the last twelve months."""
    before: Average | None
    """Of the twelve months before them."""
    bars: tuple[float, ...]
    """The last intervals as they are shown in `whole.unit`, oldest first, without outliers."""

    @property
    def latest(self) -> float | None:
        """The last twelve months, else all there is (SI)."""
        found = self.year or self.whole.average
        return found.si if found else None


@dataclass(frozen=True)
class VehicleOverview:
    """What the head of a vehicle's pages and its overview show. Distances are in m."""

    vehicle: Vehicle
    highlights: tuple[Quantity | str, ...]
    """Facts for one line: power, transmission."""
    odometer: Quantity | None
    hours: Quantity | None
    dues: tuple[Due, ...]
    """Open reminders, the most urgent first."""
    economies: tuple[EconomyFigures, ...]
    costs: Costs = field(repr=False)
    """Of the last twelve months."""
    month_distance: float | None
    """This month so far; None where the odometer was never read."""
    pace: Pace | None
    activity: tuple[Activity, ...] = field(repr=False)
    drivers: tuple[str, ...] = ()
    """Those whom its fill-ups and trips name most often, that one first."""
    whole: bool = True
    """False where only the last years were read: what is best of all time is not known yet."""

    @property
    def economy(self) -> EconomyFigures | None:
        """Of the energy that was filled most lately."""
        return self.economies[0] if self.economies else None

    @property
    def due(self) -> Due | None:
        """What is due next."""
        return self.dues[0] if self.dues else None

    @property
    def groups(self) -> Mapping[str, Decimal]:
        """Costs of the last twelve months by group, the greatest first."""
        found = self.costs.by_group
        return dict(sorted(found.items(), key=lambda each: -each[1]))


@dataclass(frozen=True)
class VehiclePage:
    """Both pages of a vehicle, from one reading of its records."""

    overview: VehicleOverview
    fuel: FuelLog
    history: VehicleHistory = field(repr=False)


def vehicle_page(reader: Reader, vehicle_id: str, today: date) -> VehiclePage:
    """Read a vehicle and work out all that its pages show; raises NotFound."""
    history = read_history(reader, vehicle_id)
    return VehiclePage(vehicle_overview(reader, history, today), fuel_log(history), history)


def vehicle_overview(reader: Reader, history: VehicleHistory, today: date) -> VehicleOverview:
    """The overview of a vehicle whose records were read."""
    vehicle, timeline = history.vehicle, history.odometer
    usage = Usage.on(today, timeline, history.hours)
    reminders = reader.all(Reminder, Query(owner=vehicle.id))
    year = Window.months_to(today)
    month = Window(today.replace(day=1), today)
    lines = [record for record in history.elsewhere if isinstance(record, WorkLine)]
    return VehicleOverview(
        vehicle=vehicle,
        highlights=_highlights(reader.all(Specification, Query(owner=vehicle.id))),
        odometer=usage.odometer.shown if usage.odometer else None,
        hours=usage.hours.shown if usage.hours else None,
        dues=tuple(due_list(reminders, today, {vehicle.id: vehicle}, {vehicle.id: usage})),
        economies=tuple(economy_figures(each, today) for each in _latest_first(history.economies)),
        costs=costs(
            history.spent_in(year),
            today=today,
            vehicles=(vehicle,),
            window=year,
            currency=vehicle.currency,
            convert=convert,
            distance=timeline.distance(year),
        ),
        month_distance=timeline.distance(month) if timeline.readings else None,
        pace=usage.pace,
        activity=vehicle_activity(reader, vehicle, history.records, lines, ACTIVITY),
        drivers=_drivers(history.records),
    )


def economy_figures(economy: Economy, today: date, most: int = BARS) -> EconomyFigures:
    """An economy with its two years and its last bars."""
    year, before = economy.years(today)
    trusted = [each.si for each in economy.intervals if each.si is not None and each.flag is None]
    bars = tuple(float(economy.shown(si).value) for si in trusted[-most:])
    return EconomyFigures(economy, year, before, bars)


def _latest_first(found: Sequence[Economy]) -> list[Economy]:
    """By the day of the last fill-up; those of one day as they were."""

    if len(found) < 2:
        return list(found)

    def last(each: Economy) -> date:
        return max((row.fill.date.day for row in each.rows if row.fill.date), default=date.min)

    return sorted(found, key=last, reverse=True)


def _drivers(records: Sequence[Record]) -> tuple[str, ...]:
    """However their letters are: each is called as last written."""
    names: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for record in records:
        if isinstance(record, FillUp | Trip) and record.driver:
            key = record.driver.casefold()
            names.setdefault(key, record.driver)
            counted[key] += 1
    return tuple(names[key] for key, _count in counted.most_common(MOST_DRIVERS))


def _highlights(found: Sequence[Specification]) -> tuple[Quantity | str, ...]:
    power = next(
        (each.value for each in found if each.value and each.value.dimension is Dimension.POWER),
        None,
    )
    named = {each.name.casefold(): each.text for each in found if each.text}
    gearbox = named.get("transmission") or named.get("gearbox") or ""
    return tuple(each for each in (power, gearbox) if each)
