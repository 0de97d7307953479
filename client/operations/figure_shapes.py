"""The shapes that figures have in JSON (architecture, the command line), and when in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from garage.money import Money
from garage.records import FillUp, Vehicle
from garage.regions import Preferences, format_day, format_quantity
from garage.rules.costs import Costs
from garage.rules.due import Due
from garage.rules.economy import Economy
from garage.rules.figures import figure
from garage.rules.intervals import Interval
from garage.units import Quantity

_AMOUNT_UNITS = {"volume": "L", "energy": "kWh", "mass": "kg"}


def economies_json(vehicle: Vehicle, found: Iterable[Economy]) -> dict[str, Any]:
    """{"vehicle", "economies"}: one entry an energy, in the vehicle's unit."""
    return {
        "vehicle": vehicle.id,
        "name": vehicle.name,
        "economies": [_economy(one) for one in found],
    }


def _economy(one: Economy) -> dict[str, Any]:
    def shown(si: float | None) -> dict[str, Any] | None:
        return None if si is None else one.shown(si).to_json() | {"si": si}

    return {
        "energy": one.energy,
        "average": shown(one.average.si if one.average else None),
        "best": shown(one.best.si if one.best else None),
        "worst": shown(one.worst.si if one.worst else None),
        "intervals": [_interval(one, each, shown(each.si)) for each in one.intervals],
    }


def _interval(one: Economy, each: Interval, economy: dict[str, Any] | None) -> dict[str, Any]:
    odometer = each.end.odometer or each.start.odometer
    amount: Quantity | None = getattr(each.end, one.measure)
    unit = amount.unit if amount is not None else _AMOUNT_UNITS[one.measure]
    return {
        "from": _moment(each.start),
        "to": _moment(each.end),
        "from_id": each.start.id,
        "to_id": each.end.id,
        "distance": figure(each.distance, odometer.unit if odometer else "km", 1).to_json(),
        one.measure: figure(each.amount, unit, 3).to_json(),
        "economy": economy,
        "flag": each.flag,
    }


def _moment(fill: FillUp) -> str | None:
    return fill.date.iso if fill.date else None


def costs_json(vehicle: Vehicle, found: Costs) -> dict[str, Any]:
    """Sums by category and by month, per distance, and what could not be converted."""

    def money(amount: Decimal) -> dict[str, str]:
        return Money.of(amount, found.currency).to_json()

    def parts(sums: Mapping[str, Decimal]) -> list[dict[str, Any]]:
        return [{"category": category, "total": money(amount)} for category, amount in sums.items()]

    unit = vehicle.distance_unit or "km"
    each = found.per(unit)
    return {
        "vehicle": vehicle.id,
        "name": vehicle.name,
        "currency": found.currency,
        "from": found.window.start.isoformat() if found.window.start else None,
        "to": found.window.end.isoformat() if found.window.end else None,
        "total": money(found.total),
        "fuel": money(found.energy),
        "rest": money(found.rest),
        "distance": figure(found.distance, unit, 1).to_json(),
        "per_distance": None
        if each is None
        else {
            "unit": unit,
            "total": _rate(each.total, found.currency),
            "fuel": _rate(each.energy, found.currency),
            "rest": _rate(each.rest, found.currency),
        },
        "by_category": parts(found.by_category),
        "by_month": [
            {
                "month": f"{year}-{month:02}",
                "total": money(sum(sums.values(), Decimal(0))),
                "categories": parts(sums),
            }
            for (year, month), sums in found.by_month.items()
        ],
        "originals": [Money.of(amount, code).to_json() for code, amount in found.originals.items()],
        "unconverted": [
            {"id": one.record, "total": one.money.to_json()} for one in found.unconverted
        ],
        "purchase": None if found.purchase is None else money(found.purchase),
        "depreciation": None if found.depreciation is None else money(found.depreciation),
        "depreciation_estimate": found.depreciation_estimate,
    }


def _rate(amount: Decimal, currency: str) -> dict[str, str]:
    return {"amount": str(amount.quantize(Decimal("0.0001"))), "currency": currency}


def due_json(each: Due) -> dict[str, Any]:
    """Where a reminder stands, as numbers and codes."""
    return {
        "id": each.reminder.id,
        "vehicle": each.reminder.vehicle,
        "title": each.reminder.title,
        "category": each.reminder.category,
        "state": each.state,
        "by": each.by,
        "due": each.reminder.due.isoformat() if each.reminder.due else None,
        "due_odometer": each.reminder.due_odometer.to_json()
        if each.reminder.due_odometer
        else None,
        "days_left": each.days_left,
        "distance_left": each.distance_left.to_json() if each.distance_left else None,
        "hours_left": each.hours_left.to_json() if each.hours_left else None,
        "date": each.day.isoformat() if each.day else None,
        "estimate": each.estimate,
        "share": each.share,
    }


def due_words(each: Due, chosen: Preferences) -> str:
    """When something is due, as "9 days late", "in 4 days" or "in 310 km, about 8 Dec 2026"."""
    if each.by == "distance" and each.distance_left is not None:
        words = _left(each.distance_left, chosen)
    elif each.by == "hours" and each.hours_left is not None:
        words = _left(each.hours_left, chosen)
    elif each.days_left is not None:
        words = _days(each.days_left)
    else:
        return "no date"
    if each.day is None or each.state == "overdue":
        return words
    about = "about " if each.estimate else ""
    return f"{words}, {about}{format_day(each.day, chosen)}"


def _left(left: Quantity, chosen: Preferences) -> str:
    number = left.decimal
    size = Quantity.of(abs(number), left.unit)
    text = format_quantity(size, chosen, left.unit)
    if not number:
        return "now"
    return f"in {text}" if number > 0 else f"{text} over"


def _days(days: int) -> str:
    if days == 0:
        return "today"
    word = "day" if abs(days) == 1 else "days"
    return f"in {days} {word}" if days > 0 else f"{-days} {word} late"
