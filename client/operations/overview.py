"""The garage at a glance: a card for each vehicle, what is due across them, what happened lately.

Of vehicles in use only the last thirteen months are read; where those do not tell what a card
shows (a car that stood for a year), all of that vehicle's records are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import and_, or_

from client.operations.activity import Activity, garage_activity
from client.operations.figures import convert, in_units
from client.operations.money_elsewhere import lines_of
from client.operations.vehicle_history import NEEDED, day_of, spendable
from client.operations.vehicle_overview import EconomyFigures, economy_figures
from client.store import Query, Reader
from client.store.codec import codec
from garage.money import Money
from garage.records import (
    Expense,
    FillUp,
    InsurancePolicy,
    Part,
    Record,
    Reminder,
    StockMovement,
    TyreSet,
    Vehicle,
    find_kind,
)
from garage.regions import Preferences
from garage.rules.costs import costs
from garage.rules.due import Due, Usage, due_list
from garage.rules.economy import Economy, economies
from garage.rules.odometer import Timeline, hours_timeline, odometer_timeline
from garage.rules.windows import Window
from garage.units import Quantity

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
    """One vehicle's state. `month_distance` is in m; the economy has no year before."""

    vehicle: Vehicle
    odometer: Quantity | None
    hours: Quantity | None
    economy: EconomyFigures | None
    due: Due | None
    month_cost: Money
    month_distance: float

    @property
    def laid_up(self) -> bool:
        """Whether it is out of use for now."""
        return self.vehicle.status == "laid_up"


@dataclass(frozen=True)
class GarageOverview:
    """The whole page. `month_distance` is in m, of this month so far."""

    today: date
    cards: tuple[GarageCard, ...]
    month_cost: Money
    month_distance: float
    due_soon: tuple[Due, ...]
    lately: tuple[Activity, ...]
    vehicles: Mapping[str, Vehicle] = field(repr=False)


@dataclass(frozen=True)
class _Used:
    """A vehicle's last months, summed up: the records themselves are not kept."""

    vehicle: Vehicle
    odometer: Timeline = field(repr=False)
    usage: Usage = field(repr=False)
    economy: EconomyFigures | None
    spent: list[Record] = field(repr=False)
    """What can have cost something this month."""


def garage_overview(reader: Reader, today: date, prefs: Preferences) -> GarageOverview:
    """The state of the whole garage; sold and scrapped vehicles are left out."""
    kept = [
        in_units(reader, vehicle)
        for vehicle in reader.all(Vehicle, Query(sort="name"))
        if vehicle.status not in ("sold", "scrapped")
    ]
    vehicles = {vehicle.id: vehicle for vehicle in kept}
    month = Window(today.replace(day=1), today)
    used: list[_Used] = []
    for start in range(0, len(kept), _AT_ONCE):
        part = kept[start : start + _AT_ONCE]
        recent = _recent(reader, [each.id for each in part], today)
        used += [_used(reader, each, recent.get(each.id, []), today, month) for each in part]
    usages = {each.vehicle.id: each.usage for each in used}
    dues = due_list(reader.all(Reminder), today, vehicles, usages)
    elsewhere = _elsewhere(reader)
    total = Decimal(0)
    cards = []
    for each in used:
        spent = [*each.spent, *lines_of(reader, each.spent), *elsewhere]
        cost, in_home = _month_cost(each.vehicle, spent, month, today, prefs.currency)
        total += in_home
        cards.append(_card(each, dues, month, cost))
    return GarageOverview(
        today=today,
        cards=tuple(cards),
        month_cost=Money.of(total, prefs.currency),
        month_distance=sum(card.month_distance for card in cards),
        due_soon=_due_soon(dues, today),
        lately=garage_activity(reader, vehicles, _LATELY),
        vehicles=vehicles,
    )


def _recent(reader: Reader, ids: list[str], today: date) -> dict[str, list[Record]]:
    """These vehicles' records of the last months, and all that recur."""
    since = (today - timedelta(days=_KEPT_DAYS)).isoformat()
    found: dict[str, list[Record]] = {}
    for type_, names in NEEDED.items():
        kind = find_kind(type_.kind)
        assert kind is not None
        columns = codec(kind).table.c
        where = columns.date >= since
        if type_ is Expense:
            where = or_(where, columns.every.is_not(None))
        query = Query(where=and_(columns.vehicle.in_(ids), where), fields=names)
        for record in reader.records(kind, query):
            found.setdefault(str(getattr(record, "vehicle", "")), []).append(record)
    return found


def _used(
    reader: Reader, vehicle: Vehicle, records: list[Record], today: date, month: Window
) -> _Used:
    timeline = odometer_timeline(records, vehicle)
    hours = hours_timeline(records)
    usage = Usage.on(today, timeline, hours)
    pace, first = usage.pace, timeline.trusted[0].day if timeline.trusted else today
    if pace is None or pace.days > _LONGEST_PACE or first >= today.replace(day=1):
        # Hardly driven of late: all that is known is little, and every reading counts.
        records = [
            record
            for kind, names in NEEDED.items()
            for record in reader.all(kind, Query(owner=vehicle.id, fields=names))
        ]
        timeline, hours = odometer_timeline(records, vehicle), hours_timeline(records)
        usage = Usage.on(today, timeline, hours)
    economy = _economy(reader, vehicle, records, today)
    return _Used(vehicle, timeline, usage, economy, spendable(records, month))


def _elsewhere(reader: Reader) -> list[Record]:
    """What costs money and is no running record, of all vehicles."""
    found: list[Record] = [*reader.all(InsurancePolicy), *reader.all(TyreSet)]
    return [*found, *reader.all(Part), *reader.all(StockMovement)]


def _month_cost(
    vehicle: Vehicle, spent: list[Record], month: Window, today: date, home: str
) -> tuple[Money, Decimal]:
    """This month's cost in the vehicle's currency, and the same in the person's."""

    def total(currency: str) -> Decimal:
        return costs(
            spent,
            today=today,
            vehicles=(vehicle,),
            window=month,
            currency=currency,
            convert=convert,
            distance=0.0,
        ).total

    own = vehicle.currency or home
    amount = total(own)
    return Money.of(amount, own), amount if own == home else total(home)


def _card(used: _Used, dues: list[Due], month: Window, cost: Money) -> GarageCard:
    vehicle = used.vehicle
    return GarageCard(
        vehicle=vehicle,
        odometer=used.usage.odometer.shown if used.usage.odometer else None,
        hours=used.usage.hours.shown if used.usage.hours else None,
        economy=used.economy,
        due=next((due for due in dues if due.reminder.vehicle == vehicle.id), None),
        month_cost=cost,
        month_distance=used.odometer.distance(month),
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
    return economy_figures(max(found, key=_last_day), today, _BARS)


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
