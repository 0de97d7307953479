"""Insights: what some vehicles or all of them cost and used in one window, in one currency."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from client.operations.figures import convert, in_units
from client.operations.insights_expected import Expected, expected
from client.operations.insights_period import window_before
from client.operations.insights_reading import VehicleLog, read_logs, shelf
from client.operations.insights_worth import (
    DEPRECIATION,
    PURCHASE,
    depreciation_by_month,
    purchases_by_month,
)
from client.store import Query, Reader
from garage.records import Record, Vehicle
from garage.regions import Preferences
from garage.rules.costs import Costs, costs
from garage.rules.economy import Average, Economy, Point, economies
from garage.rules.windows import Month, Window, months_between

_LEAD = timedelta(days=400)
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Question:
    """What is asked: the window, its period's name, the vehicles (none: all), and what is added.

    `worth` is "", "purchase" or "depreciation".
    """

    period: str
    window: Window
    vehicles: frozenset[str] = frozenset()
    worth: str = ""


@dataclass(frozen=True)
class EconomySpan:
    """The economy by one energy within the window. SI figures: greater is better."""

    economy: Economy = field(repr=False)
    average: Average | None
    best: float | None
    worst: float | None
    points: tuple[Point, ...] = field(repr=False)


@dataclass(frozen=True)
class VehicleInsights:
    """One vehicle in the window; `distance` is in m, `worth` what was asked to be added."""

    vehicle: Vehicle
    costs: Costs = field(repr=False)
    worth: Decimal
    distance: float
    distances: Mapping[Month, float] = field(repr=False)
    readings: int
    """How often its odometer was ever read, as far as it was looked at."""
    economies: tuple[EconomySpan, ...]

    @property
    def total(self) -> Decimal:
        """All that it cost."""
        return self.costs.total + self.worth


@dataclass(frozen=True)
class MonthFigures:
    """One month: money by group of categories, and the distance in m."""

    month: Month
    groups: Mapping[str, Decimal]
    distance: float

    @property
    def total(self) -> Decimal:
        """All that was spent in it."""
        return sum(self.groups.values(), _NOTHING)


@dataclass(frozen=True)
class Insights:
    """The whole page, in `currency`, each amount at the rate of its own day.

    `window` has a start and an end; `before` is what the period before cost, None where there is
    none; `unconverted` counts amounts that no rate was there for: they are in no sum.
    """

    question: Question
    today: date
    currency: str
    window: Window
    months: tuple[MonthFigures, ...] = field(repr=False)
    vehicles: tuple[VehicleInsights, ...] = field(repr=False)
    before: Decimal | None
    expected: Expected
    unconverted: int
    foreign: tuple[str, ...]
    known: tuple[Vehicle, ...] = field(repr=False)
    """All vehicles of the garage, by name."""

    @property
    def groups(self) -> dict[str, Decimal]:
        """By group of categories, the greatest first."""
        found: dict[str, Decimal] = {}
        for month in self.months:
            for group, amount in month.groups.items():
                found[group] = found.get(group, _NOTHING) + amount
        return dict(sorted(found.items(), key=lambda each: -each[1]))

    @property
    def total(self) -> Decimal:
        """All that was spent."""
        return sum((month.total for month in self.months), _NOTHING)

    @property
    def distance(self) -> float:
        """All vehicles together, in m."""
        return sum(each.distance for each in self.vehicles)

    @property
    def unfinished(self) -> Month | None:
        """The month that is not over yet, where the window ends in it."""
        end, today = self.window.end, self.today
        month = (today.year, today.month)
        last = Window.of_month(*month).end
        if end is None or (end.year, end.month) != month or end >= (last or end):
            return None
        return month


def insights(reader: Reader, question: Question, today: date, prefs: Preferences) -> Insights:
    """Read what is asked for and work it out; vehicles that are gone are left out."""
    known = [in_units(reader, each) for each in reader.all(Vehicle, Query(sort="name"))]
    chosen = [each for each in known if not question.vehicles or each.id in question.vehicles]
    window = question.window.until(today)
    before = window_before(question.period, window)
    logs = read_logs(reader, chosen, _since(window, before, today), _first(window, today))
    loose = [] if question.vehicles else shelf(reader)
    currency = prefs.currency
    figures = [_vehicle(log, question, window, today, prefs) for log in logs]
    rest = _costs(loose, (), window, today, currency, 0.0) if loose else None
    sums = _Months()
    for log, each in zip(logs, figures, strict=True):
        sums.add(each.costs)
        sums.add_worth(log, question.worth, window, currency)
        for month, metres in each.distances.items():
            sums.distances[month] = sums.distances.get(month, 0.0) + metres
    if rest is not None:
        sums.add(rest)
    months = sums.months(window)
    return Insights(
        question=question,
        today=today,
        currency=currency,
        window=_shown_window(window, months, today),
        months=months,
        vehicles=tuple(figures),
        before=None if before is None else _total(logs, loose, question, before, today, currency),
        expected=expected(reader, logs, today, currency),
        unconverted=sums.unconverted,
        foreign=tuple(sorted(sums.currencies - {currency})),
        known=tuple(known),
    )


def _first(window: Window, today: date) -> date | None:
    """The first day on which an odometer has to be known: the pace's year counts too."""
    year = Window.months_to(today).start
    if window.start is None or year is None:
        return None
    return min(window.start, year)


def _since(window: Window, before: Window | None, today: date) -> date | None:
    """From when on records are read; what was spent before needs no lead."""
    first = _first(window, today)
    if first is None or first - date.min < _LEAD:
        return None
    compared = before.start if before is not None else None
    return min(first - _LEAD, compared or first)


def _shown_window(window: Window, months: Sequence[MonthFigures], today: date) -> Window:
    if window.start is not None:
        return window
    year, month = months[0].month if months else (today.year, today.month)
    return Window(date(year, month, 1), window.end)


class _Months:
    """Where the months are summed up."""

    def __init__(self) -> None:
        self.money: dict[Month, dict[str, Decimal]] = {}
        self.distances: dict[Month, float] = {}
        self.currencies: set[str] = set()
        self.unconverted = 0

    def add(self, found: Costs) -> None:
        """The running costs of a vehicle."""
        self.currencies |= found.originals.keys()
        self.unconverted += len(found.unconverted)
        for month in found.by_month:
            for group, amount in found.month_by_group(month).items():
                self._put(month, group, amount)

    def add_worth(self, log: VehicleLog, worth: str, window: Window, currency: str) -> None:
        """What it was bought for, or lost in value."""
        found, lost = _worth(log, worth, window, currency)
        self.unconverted += lost
        for month, amount in found.items():
            self._put(month, worth, amount)

    def _put(self, month: Month, group: str, amount: Decimal) -> None:
        groups = self.money.setdefault(month, {})
        groups[group] = groups.get(group, _NOTHING) + amount

    def months(self, window: Window) -> tuple[MonthFigures, ...]:
        """Every month of the window; of an open one, from the first with a figure."""
        driven = [month for month, metres in self.distances.items() if metres > 0]
        there = sorted({*self.money, *driven})
        if window.end is None or (window.start is None and not there):
            return ()
        first = window.start or date(*there[0], 1)
        return tuple(
            MonthFigures(month, self.money.get(month, {}), self.distances.get(month, 0.0))
            for month in months_between(first, window.end)
        )


def _worth(
    log: VehicleLog, worth: str, window: Window, currency: str
) -> tuple[dict[Month, Decimal], int]:
    if worth == PURCHASE:
        return purchases_by_month(log.vehicle, window, currency, convert)
    if worth == DEPRECIATION:
        lost = depreciation_by_month(log.vehicle, log.valuations, window, currency, convert)
        return lost, 0
    return {}, 0


def _costs(
    records: Iterable[Record],
    vehicles: Sequence[Vehicle],
    window: Window,
    today: date,
    currency: str,
    distance: float,
) -> Costs:
    return costs(
        records,
        today=today,
        vehicles=vehicles,
        window=window,
        currency=currency,
        convert=convert,
        distance=distance,
    )


def _total(
    logs: Iterable[VehicleLog],
    loose: list[Record],
    question: Question,
    window: Window,
    today: date,
    currency: str,
) -> Decimal:
    total = _costs(loose, (), window, today, currency, 0.0).total if loose else _NOTHING
    for log in logs:
        spent = log.spent_in(window)
        total += _costs(spent, (log.vehicle,), window, today, currency, 0.0).total
        total += sum(_worth(log, question.worth, window, currency)[0].values(), _NOTHING)
    return total


def _vehicle(
    log: VehicleLog, question: Question, window: Window, today: date, prefs: Preferences
) -> VehicleInsights:
    distance = log.odometer.distance(window)
    worth, _ = _worth(log, question.worth, window, prefs.currency)
    spent = log.spent_in(window)
    return VehicleInsights(
        vehicle=log.vehicle,
        costs=_costs(spent, (log.vehicle,), window, today, prefs.currency, distance),
        worth=sum(worth.values(), _NOTHING),
        distance=distance,
        distances=log.odometer.by_month(window),
        readings=len(log.odometer.readings),
        economies=_economies(log, window, prefs),
    )


def _economies(log: VehicleLog, window: Window, prefs: Preferences) -> tuple[EconomySpan, ...]:
    """In the person's units, so that vehicles can be compared."""
    same = dataclasses.replace(
        log.vehicle,
        distance_unit=prefs.unit_for("distance") or "km",
        volume_unit=prefs.unit_for("volume") or "",
        economy_unit=prefs.unit_for("economy") or "",
    )
    return tuple(
        span
        for each in economies(log.fill_ups, vehicle=same)
        if (span := _span(each, window)).points
    )


def _span(economy: Economy, window: Window) -> EconomySpan:
    trusted = [
        each.si
        for each in economy.intervals
        if each.si is not None
        and each.flag is None
        and each.day is not None
        and window.holds(each.day)
    ]
    return EconomySpan(
        economy,
        economy.average_in(window),
        max(trusted, default=None),
        min(trusted, default=None),
        economy.points(window),
    )
