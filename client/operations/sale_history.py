"""What a buyer is shown of a vehicle: what was done to it, how far it ran, what it uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from client.operations.figures import economy_of, in_units
from client.operations.settings import for_vehicle, preferences
from client.store import Query, Reader
from garage.money import Money
from garage.records import (
    FillUp,
    Inspection,
    OdometerReading,
    Record,
    Repair,
    Service,
    Trip,
    Upgrade,
    Vehicle,
    Work,
    WorkLine,
)
from garage.regions import Preferences
from garage.rules.economy import Economy
from garage.rules.figures import distance_unit, figure
from garage.rules.odometer import Timeline, odometer_timeline
from garage.rules.windows import EVER
from garage.units import Quantity

_DONE: tuple[type[Record], ...] = (Service, Repair, Upgrade, Inspection)
_READ: tuple[type[Record], ...] = (*_DONE, FillUp, OdometerReading, Trip)
_MOST_DETAILS = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One visit: a service, repair, upgrade or inspection."""

    day: date
    kind: str
    what: str
    details: tuple[str, ...] = ()
    """Parts and labour of the visit, or an inspection's validity."""
    by: str = ""
    own_work: bool = False
    odometer: Quantity | None = None
    result: str = ""
    """Of an inspection: passed, advisories, failed or open."""
    valid_until: date | None = None
    cost: Money | None = None
    """None as well where costs are not to be shown."""


@dataclass(frozen=True, slots=True)
class Consumption:
    """The economy by one energy, over all of the history."""

    energy: str
    average: Quantity
    fill_ups: int
    distance: Quantity


@dataclass(frozen=True, slots=True)
class SaleHistory:
    """A vehicle's history as it is printed; distances are in the vehicle's unit."""

    vehicle: Vehicle
    preferences: Preferences
    today: date
    entries: tuple[Entry, ...]
    """The newest first."""
    readings: tuple[tuple[date, Quantity], ...]
    """What the odometer showed, oldest first, without readings that run backwards."""
    backwards: int
    """How many readings were left out because they do not fit the others."""
    odometer: Quantity | None
    odometer_day: date | None
    distance: Quantity | None
    """How far it ran between the first and the last reading."""
    consumption: tuple[Consumption, ...]
    costs: tuple[Money, ...] | None
    """What all entries cost, a sum in each currency; None where costs are not to be shown."""

    def count(self, *kinds: str) -> int:
        """How many entries there are of these kinds."""
        return sum(entry.kind in kinds for entry in self.entries)

    @property
    def last_inspection(self) -> Entry | None:
        """The latest inspection that is not open."""
        done = (e for e in self.entries if e.kind == "inspection" and e.result != "open")
        return next(done, None)


def read_sale_history(
    reader: Reader, vehicle_id: str, today: date, *, include_costs: bool = False
) -> SaleHistory:
    """A vehicle's history for a buyer; raises NotFound. Without costs none of them is read out."""
    vehicle = in_units(reader, reader.get(Vehicle, vehicle_id))
    here = Query(owner=vehicle_id)
    records = [record for kind in _READ for record in reader.all(kind, here)]
    odometer = odometer_timeline(records, vehicle)
    entries = [_entry(reader, record, costs=include_costs) for record in records]
    done = sorted((e for e in entries if e is not None), key=lambda e: e.day, reverse=True)
    unit = distance_unit(vehicle, *(reading.shown for reading in odometer.trusted[-1:]))
    last = odometer.trusted[-1] if odometer.trusted else None
    return SaleHistory(
        vehicle=vehicle,
        preferences=for_vehicle(preferences(reader), vehicle),
        today=today,
        entries=tuple(done),
        readings=_daily(odometer, unit),
        backwards=len(odometer.readings) - len(odometer.trusted),
        odometer=None if last is None else figure(last.si, unit, 0),
        odometer_day=None if last is None else last.day,
        distance=figure(odometer.distance(EVER), unit, 0) if len(odometer.trusted) > 1 else None,
        consumption=tuple(_consumption(economy_of(reader, vehicle), unit)),
        costs=_sums(done) if include_costs else None,
    )


def _entry(reader: Reader, record: Record, *, costs: bool) -> Entry | None:
    if not isinstance(record, Work | Inspection) or record.date is None:
        return None
    if isinstance(record, Inspection):
        return Entry(
            day=record.date.day, kind=record.kind, what=record.title, by=record.supplier,
            odometer=record.odometer, result=record.result, valid_until=record.valid_until,
            cost=record.total if costs else None,
        )  # fmt: skip
    lines = reader.all(WorkLine, Query(owner=record.id, sort="order"))
    details = tuple(line.title for line in lines[:_MOST_DETAILS])
    more = len(lines) - len(details)
    return Entry(
        day=record.date.day, kind=record.kind, what=record.title, by=record.supplier,
        own_work=record.own_work, odometer=record.odometer,
        details=(*details, f"+ {more}") if more else details,
        cost=(record.total or _sum_of(lines)) if costs else None,
    )  # fmt: skip


def _sum_of(lines: Iterable[WorkLine]) -> Money | None:
    """The lines together, where they are of one currency."""
    sums = _by_currency(line.cost for line in lines)
    return sums[0] if len(sums) == 1 else None


def _sums(entries: Iterable[Entry]) -> tuple[Money, ...]:
    return _by_currency(entry.cost for entry in entries)


def _by_currency(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    sums: dict[str, Money] = {}
    for money in amounts:
        if money is not None:
            known = sums.get(money.currency)
            sums[money.currency] = money if known is None else known.plus(money)
    return tuple(sums.values())


def _daily(odometer: Timeline, unit: str) -> tuple[tuple[date, Quantity], ...]:
    """The last trusted reading of each day."""
    last = {reading.day: figure(reading.si, unit, 0) for reading in odometer.trusted}
    return tuple(sorted(last.items()))


def _consumption(economies: Iterable[Economy], unit: str) -> Iterable[Consumption]:
    for economy in economies:
        average = economy.average
        if average is not None:
            yield Consumption(
                energy=economy.energy,
                average=economy.shown(average.si, 1),
                fill_ups=average.count,
                distance=figure(average.distance, unit, 0),
            )
