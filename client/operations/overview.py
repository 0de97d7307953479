"""The garage at a glance: a card for each vehicle, what is due across them, what happened lately.

Only the last thirteen months are read; where those do not tell what a card shows (a car that
stood for a year), all of that vehicle's records are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import and_

from client.operations.activity import Activity, garage_activity
from client.operations.doers import doers_of
from client.operations.figures import convert, in_units
from client.operations.makers import Maker
from client.operations.money_elsewhere import lines_of
from client.operations.vehicle_history import NEEDED, counts_since, day_of, spendable
from client.operations.vehicle_overview import EconomyFigures, economy_figures
from client.store import Query, Reader
from client.store.codec import codec
from garage.money import Money
from garage.periods import add_months
from garage.records import (
    FillUp,
    InsurancePolicy,
    Part,
    Record,
    Reminder,
    StockMovement,
    TyreSet,
    Vehicle,
    VehicleGroup,
    kind_named,
)
from garage.regions import Preferences
from garage.rules.costs import Costs, costs
from garage.rules.due import Due, Usage, due_list
from garage.rules.economy import Economy, economies
from garage.rules.odometer import Timeline, hours_timeline, odometer_timeline
from garage.rules.windows import Window
from garage.units import Quantity

GONE = ("sold", "scrapped")
"""Statuses of vehicles that one has no more."""
SOON_DAYS = 60
"""How far ahead the list of what is due looks."""
_KEPT_DAYS = 400
_LONGEST_PACE = 365
"""A pace seen in no longer a window (days) is the same as that of all readings."""
_BARS = 10
_FILLS_FOR_BARS = 40
_LATELY = 4
_AT_ONCE = 20
"""Vehicles whose records are in memory together."""


@dataclass(frozen=True)
class GarageCard:
    """One vehicle's state. `month_distance` is in m; the economy has no year before.

    `year_cost` is of the last twelve months, `per_distance` the same for one of the vehicle's
    unit of distance; None where no distance is known.
    """

    vehicle: Vehicle
    odometer: Quantity | None
    hours: Quantity | None
    economy: EconomyFigures | None
    due: Due | None
    month_cost: Money
    month_distance: float
    year_cost: Money
    per_distance: Decimal | None
    last_used: date | None
    """The day of the last odometer reading."""

    @property
    def laid_up(self) -> bool:
        """Whether it is out of use for now."""
        return self.vehicle.status == "laid_up"

    @property
    def gone(self) -> bool:
        """Whether it was sold or scrapped."""
        return self.vehicle.status in GONE


@dataclass(frozen=True)
class GarageOverview:
    """The whole page. `month_distance` is in m, of this month so far.

    What is sold or scrapped counts in no sum; its cards are there only if they were asked for.
    """

    today: date
    cards: tuple[GarageCard, ...]
    month_cost: Money
    month_distance: float
    due_soon: tuple[Due, ...]
    lately: tuple[Activity, ...]
    vehicles: Mapping[str, Vehicle] = field(repr=False)
    """Those in use and laid up, by id."""
    groups: tuple[VehicleGroup, ...] = ()
    """By name."""
    gone: int = 0
    """How many were sold or scrapped."""
    doers: Mapping[str, Maker] = field(default_factory=dict)
    """Record → who did it, of what happened lately; none where one is alone in the garage."""


@dataclass(frozen=True)
class _Used:
    """A vehicle's last months, summed up: the records themselves are not kept."""

    vehicle: Vehicle
    odometer: Timeline = field(repr=False)
    usage: Usage = field(repr=False)
    economy: EconomyFigures | None
    spent: _Spent


@dataclass(frozen=True)
class _Spent:
    """What a vehicle cost this month and in the last year, and this month in the home currency."""

    month: Money
    in_home: Decimal
    year: Money
    per_distance: Decimal | None


def garage_overview(
    reader: Reader, today: date, prefs: Preferences, *, with_gone: bool = False
) -> GarageOverview:
    """The state of the whole garage; sold and scrapped vehicles only `with_gone`."""
    everything = [in_units(reader, each) for each in reader.all(Vehicle, Query(sort="name"))]
    vehicles = {each.id: each for each in everything if each.status not in GONE}
    kept = everything if with_gone else list(vehicles.values())
    spender = _Spender(reader, today, prefs.currency)
    month = Window(today.replace(day=1), today)
    used: list[_Used] = []
    for start in range(0, len(kept), _AT_ONCE):
        part = kept[start : start + _AT_ONCE]
        recent = _recent(reader, [each.id for each in part], today)
        used += [_used(reader, each, recent.get(each.id, []), today, spender) for each in part]
    usages = {each.vehicle.id: each.usage for each in used}
    dues = due_list(reader.all(Reminder), today, vehicles, usages)
    there = [each for each in used if each.vehicle.id in vehicles]
    lately = garage_activity(reader, vehicles, _LATELY)
    return GarageOverview(
        today=today,
        cards=tuple(_card(each, dues, month) for each in used),
        month_cost=Money.of(sum((o.spent.in_home for o in there), Decimal(0)), prefs.currency),
        month_distance=sum(each.odometer.distance(month) for each in there),
        due_soon=_due_soon(dues, today),
        lately=lately,
        vehicles=vehicles,
        groups=tuple(reader.all(VehicleGroup, Query(sort="name"))),
        gone=len(everything) - len(vehicles),
        doers=doers_of(reader, lately),
    )


def _recent(reader: Reader, ids: list[str], today: date) -> dict[str, list[Record]]:
    """These vehicles' records of the last months, and all that recur."""
    given = {"since": (today - timedelta(days=_KEPT_DAYS)).isoformat()}
    found: dict[str, list[Record]] = {}
    for kind, names in NEEDED.items():
        table = codec(kind_named(kind.kind)).table
        where = and_(table.c.vehicle.in_(ids), counts_since(table))
        query = Query(where=where, given=given, fields=names)
        for record in reader.all(kind, query):
            found.setdefault(str(getattr(record, "vehicle", "")), []).append(record)
    return found


def _used(
    reader: Reader, vehicle: Vehicle, records: list[Record], today: date, spender: _Spender
) -> _Used:
    timeline = odometer_timeline(records, vehicle)
    hours = hours_timeline(records)
    usage = Usage.on(today, timeline, hours)
    pace, first = usage.pace, timeline.trusted[0].day if timeline.trusted else today
    if pace is None or pace.days > _LONGEST_PACE or first >= spender.first:
        # Hardly driven of late: all that is known is little, and every reading counts.
        records = [
            record
            for kind, names in NEEDED.items()
            for record in reader.all(kind, Query(owner=vehicle.id, fields=names))
        ]
        timeline, hours = odometer_timeline(records, vehicle), hours_timeline(records)
        usage = Usage.on(today, timeline, hours)
    economy = _economy(reader, vehicle, records, today)
    return _Used(vehicle, timeline, usage, economy, spender.spent(vehicle, records, timeline))


def _elsewhere(reader: Reader) -> list[Record]:
    """What costs money and is no running record, of all vehicles."""
    found: list[Record] = [*reader.all(InsurancePolicy), *reader.all(TyreSet)]
    return [*found, *reader.all(Part), *reader.all(StockMovement)]


class _Spender:
    """Works out what vehicles cost; what costs money beside their log books is read once."""

    def __init__(self, reader: Reader, today: date, home: str) -> None:
        self._reader, self._today, self._home = reader, today, home
        self._elsewhere = _elsewhere(reader)
        self.first = add_months(today, -12) + timedelta(days=1)
        self.year = Window(self.first, today)

    def spent(self, vehicle: Vehicle, records: list[Record], odometer: Timeline) -> _Spent:
        """The sums of one vehicle, whose records of the last year are given."""
        mine = spendable(records, self.year)
        mine = [*mine, *lines_of(self._reader, mine), *self._elsewhere]
        own, unit = vehicle.currency or self._home, vehicle.distance_unit or "km"
        year = self._costs(vehicle, mine, own, self.year, odometer.distance(self.year))
        this = (self._today.year, self._today.month)
        month = sum(year.by_month.get(this, {}).values(), Decimal(0))
        in_home, each = month, year.per(unit)
        if own != self._home:
            window = Window(self._today.replace(day=1), self._today)
            in_home = self._costs(vehicle, mine, self._home, window, 0.0).total
        return _Spent(
            Money.of(month, own),
            in_home,
            Money.of(year.total, own),
            each.total if each else None,
        )

    def _costs(
        self, vehicle: Vehicle, spent: list[Record], currency: str, window: Window, way: float
    ) -> Costs:
        return costs(
            spent,
            today=self._today,
            vehicles=(vehicle,),
            window=window,
            currency=currency,
            convert=convert,
            distance=way,
        )


def _card(used: _Used, dues: list[Due], month: Window) -> GarageCard:
    vehicle, spent = used.vehicle, used.spent
    return GarageCard(
        vehicle=vehicle,
        odometer=used.usage.odometer.shown if used.usage.odometer else None,
        hours=used.usage.hours.shown if used.usage.hours else None,
        economy=used.economy,
        due=next((due for due in dues if due.reminder.vehicle == vehicle.id), None),
        month_cost=spent.month,
        month_distance=used.odometer.distance(month),
        year_cost=spent.year,
        per_distance=spent.per_distance,
        last_used=used.odometer.trusted[-1].day if used.odometer.trusted else None,
    )


def _economy(
    reader: Reader, vehicle: Vehicle, records: list[Record], today: date
) -> EconomyFigures | None:
    fills = [record for record in records if isinstance(record, FillUp)]
    found = economies(fills, vehicle=vehicle)
    if not any(len(each.intervals) >= _BARS for each in found):
        more = Query(owner=vehicle.id, limit=_FILLS_FOR_BARS, fields=NEEDED[FillUp])
        older = reader.all(FillUp, more)
        if len(older) > len(fills):
            found = economies(older, vehicle=vehicle)
    if not found:
        return None
    figures = economy_figures(max(found, key=_last_day), today, _BARS)
    # The garage stays in memory: it shows averages and bars, and no single fill-up.
    return replace(figures, whole=replace(figures.whole, intervals=(), rows=()))


def _last_day(economy: Economy) -> date:
    return max((day_of(row.fill) or date.min for row in economy.rows), default=date.min)


def _due_soon(dues: list[Due], today: date) -> tuple[Due, ...]:
    """What is past, and what falls due within two months, by day."""
    last = today + timedelta(days=SOON_DAYS)
    return tuple(
        due
        for due in dues
        if due.state in ("due", "overdue") or (due.day is not None and due.day <= last)
    )
