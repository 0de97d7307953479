"""Costs: what vehicles cost in a window, by category and month, and for the distance driven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from garage.records import Record, Valuation, Vehicle
from garage.rules.depreciation import Convert, value_curve
from garage.rules.odometer import odometer_timeline
from garage.rules.spending import FUEL, GROUP_OF, Spent, spending
from garage.rules.windows import EVER, Month, Window
from garage.units import unit

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class PerDistance:
    """Money for one of a unit of distance: all of it, the energy, and the rest."""

    total: Decimal
    energy: Decimal
    rest: Decimal


@dataclass(frozen=True, slots=True)
class Costs:
    """What was spent in `window`, exact, in `currency` at the rate of each amount's own day.

    `entries` are the amounts as they were recorded and `originals` their sums by currency.
    `unconverted` are those that no rate was there for: they are in no other sum. `distance` is
    in m. `purchase` (bought for less sold for) and `depreciation` are None unless asked for and
    known, and never part of the other sums; `depreciation_estimate` tells that the value at the
    window's end is held from an earlier day.
    """

    currency: str
    window: Window
    entries: tuple[Spent, ...]
    total: Decimal
    energy: Decimal
    by_category: Mapping[str, Decimal]
    by_month: Mapping[Month, Mapping[str, Decimal]]
    originals: Mapping[str, Decimal]
    unconverted: tuple[Spent, ...]
    undated: tuple[str, ...]
    distance: float
    purchase: Decimal | None = None
    depreciation: Decimal | None = None
    depreciation_estimate: bool = False

    @property
    def rest(self) -> Decimal:
        """All but the energy."""
        return self.total - self.energy

    @property
    def overall(self) -> Decimal:
        """The total with the purchase price and the depreciation that were asked for."""
        return self.total + (self.purchase or _NOTHING) + (self.depreciation or _NOTHING)

    @property
    def by_group(self) -> dict[str, Decimal]:
        """By group of categories: "energy", "upkeep", "insurance_tax", "tyres", "other"."""
        return _grouped(self.by_category)

    def month_by_group(self, month: Month) -> dict[str, Decimal]:
        """The same of one month."""
        return _grouped(self.by_month.get(month, {}))

    def per(self, distance_unit: str) -> PerDistance | None:
        """Per km, mi, …; None where no distance is known. ValueRefused for an unknown unit."""
        if self.distance <= 0:
            return None
        driven = Decimal(repr(self.distance)) / unit(distance_unit).factor
        return PerDistance(self.total / driven, self.energy / driven, self.rest / driven)


def costs(
    records: Iterable[Record],
    *,
    today: date,
    vehicles: Collection[Vehicle] = (),
    window: Window = EVER,
    currency: str = "",
    convert: Convert | None = None,
    distance: float | None = None,
    purchase: bool = False,
    depreciation: bool = False,
) -> Costs:
    """The costs of these vehicles, or of all that `records` are about.

    `records` are of any kind, with the lines of works and the movements of parts. Nothing after
    `today` counts. Without `currency` it is that of the first vehicle that has one, else the one
    most used. `distance` (m) is worked out from the odometers unless it is given.
    """
    records = list(records)
    window = window.until(today)
    ids = {vehicle.id for vehicle in vehicles}
    spent = spending(records, window, ids)
    cars = list(vehicles) or [each for each in records if isinstance(each, Vehicle)]
    code = currency or _usual_currency(cars, spent.entries)
    sums = _Sums(code, convert)
    for entry in spent.entries:
        sums.add(entry)
    paid = _purchases(cars, window, sums) if purchase else None
    lost, held = _depreciation(records, cars, window, sums) if depreciation else (None, False)
    return Costs(
        currency=code,
        window=window,
        entries=spent.entries,
        total=sum(sums.by_category.values(), _NOTHING),
        energy=sums.by_category.get(FUEL, _NOTHING),
        by_category=sums.by_category,
        by_month=dict(sorted(sums.by_month.items())),
        originals=sums.originals,
        unconverted=tuple(sums.unconverted),
        undated=spent.undated,
        distance=_distance(records, cars, ids, window) if distance is None else distance,
        purchase=paid,
        depreciation=lost,
        depreciation_estimate=held,
    )


class _Sums:
    def __init__(self, currency: str, convert: Convert | None) -> None:
        self.currency = currency
        self.convert = convert
        self.by_category: dict[str, Decimal] = {}
        self.by_month: dict[Month, dict[str, Decimal]] = {}
        self.originals: dict[str, Decimal] = {}
        self.unconverted: list[Spent] = []

    def add(self, entry: Spent) -> None:
        """One amount, in all the sums that it belongs to."""
        money, category, originals = entry.money, entry.category, self.originals
        amount = money.decimal
        originals[money.currency] = originals.get(money.currency, _NOTHING) + amount
        if money.currency != self.currency:
            converted = self.in_currency(entry)
            if converted is None:
                return
            amount = converted
        self.by_category[category] = self.by_category.get(category, _NOTHING) + amount
        of_month = self.by_month.setdefault((entry.day.year, entry.day.month), {})
        of_month[category] = of_month.get(category, _NOTHING) + amount

    def in_currency(self, entry: Spent) -> Decimal | None:
        """The amount at its day's rate; one that there is no rate for is noted."""
        if entry.money.currency == self.currency:
            return entry.money.decimal
        same = self.convert(entry.money, self.currency, entry.day) if self.convert else None
        if same is None:
            self.unconverted.append(entry)
            return None
        return same.decimal


def _grouped(by_category: Mapping[str, Decimal]) -> dict[str, Decimal]:
    groups: dict[str, Decimal] = {}
    for category, amount in by_category.items():
        group = GROUP_OF.get(category, "other")
        groups[group] = groups.get(group, _NOTHING) + amount
    return groups


def _usual_currency(vehicles: Iterable[Vehicle], entries: Iterable[Spent]) -> str:
    own = next((vehicle.currency for vehicle in vehicles if vehicle.currency), "")
    if own:
        return own
    used = Counter(entry.money.currency for entry in entries)
    return min(used, key=lambda code: (-used[code], code)) if used else ""


def _purchases(vehicles: Iterable[Vehicle], window: Window, sums: _Sums) -> Decimal | None:
    """What was paid less what was got; None where neither is known of the time."""
    paid: Decimal | None = None
    for car in vehicles:
        for sign, day, money in (
            (1, car.purchased, car.purchase_price),
            (-1, car.sold, car.sale_price),
        ):
            if not car.deleted and day is not None and money is not None and window.holds(day):
                entry = Spent(car.id, car.kind, car.id, day, "purchase", money)
                paid = (paid or _NOTHING) + sign * (sums.in_currency(entry) or _NOTHING)
    return paid


def _depreciation(
    records: Iterable[Record], vehicles: Iterable[Vehicle], window: Window, sums: _Sums
) -> tuple[Decimal | None, bool]:
    valued: dict[str, list[Valuation]] = {}
    for record in records:
        if isinstance(record, Valuation):
            valued.setdefault(record.vehicle, []).append(record)
    lost = []
    for car in vehicles:
        if not car.deleted:
            curve = value_curve(car, valued.get(car.id, ()), sums.currency, sums.convert)
            worth = curve.lost(window)
            if worth is not None:
                lost.append(worth)
    total = sum((each.amount for each in lost), _NOTHING) if lost else None
    return total, any(each.estimate for each in lost)


def _distance(
    records: Iterable[Record], vehicles: Iterable[Vehicle], ids: Collection[str], window: Window
) -> float:
    known = {vehicle.id: vehicle for vehicle in vehicles}
    by_vehicle: dict[str, list[Record]] = {vehicle: [] for vehicle in known}
    for record in records:
        vehicle = getattr(record, "vehicle", "")
        if not ids or vehicle in ids:
            by_vehicle.setdefault(vehicle, []).append(record)
    return sum(
        odometer_timeline(its, known.get(vehicle)).distance(window)
        for vehicle, its in by_vehicle.items()
    )
