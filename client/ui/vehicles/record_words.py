"""What a record is called in lists of all kinds: its icon, title, day and amount."""

from __future__ import annotations

from datetime import date

from client.operations.fuel_log import amount_of, paid
from client.operations.vehicles import title_of
from client.ui.text import _
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.spec_words import spec_name, spec_value
from garage.calendar.times import EventTimes
from garage.moments import Moment
from garage.money import Money
from garage.records import Expense, FillUp, Record, Specification, Trip, Vehicle, find_kind

_ICONS = {
    "vehicle": "car", "fill_up": "fuel", "service": "wrench", "repair": "wrench",
    "upgrade": "wrench", "expense": "coins", "trip": "route", "reminder": "bell",
    "odometer_reading": "gauge", "document": "file-text", "note": "sticky-note",
    "part": "package", "stock_movement": "package", "tyre_set": "disc-3", "tyre_event": "disc-3",
    "inspection": "shield-check", "insurance_policy": "shield-check", "specification": "list",
    "work_line": "wrench", "checklist_item": "list-checks", "plan_item": "kanban",
    "calendar": "calendar", "event": "calendar", "attendee": "user", "alarm": "bell",
    "subscription": "calendar", "shared_feed": "calendar",
    "valuation": "coins", "vehicle_group": "warehouse", "custom_field": "sliders-horizontal",
}  # fmt: skip


_VEHICLES = {
    "motorcycle": "motorbike", "van": "van", "truck": "truck", "trailer": "caravan",
    "boat": "sailboat", "machine": "tractor",
}  # fmt: skip
_RECEIPTS = {"EUR": "receipt-euro"} | dict.fromkeys(("AUD", "CAD", "NZD", "USD"), "receipt")


def vehicle_icon(vehicle: Vehicle) -> str:
    """The icon of a vehicle by what it is."""
    return _VEHICLES.get(vehicle.type, "car")


def kind_icon(kind: str) -> str:
    """The icon of a kind of records."""
    return _ICONS.get(kind, "file-text")


def record_icon(record: Record) -> str:
    """The icon of a record."""
    if isinstance(record, Vehicle):
        return vehicle_icon(record)
    if isinstance(record, FillUp) and record.energy is not None:
        return "plug"
    if isinstance(record, Expense):
        return _receipt(record.total)
    return kind_icon(record.kind)


def _receipt(total: Money | None) -> str:
    """A receipt with the currency's sign, where there is a drawing with it."""
    return _RECEIPTS.get(total.currency, "coins") if total is not None else "coins"


def kind_words(name: str) -> str:
    """What a kind is called."""
    kind = find_kind(name)
    return _(kind.label) if kind is not None else name


def record_title(record: Record, shown: Shown) -> str:
    """What a record is called: its heading, else what says most about it, else its kind."""
    kind = find_kind(record.kind)
    if kind is None:
        return record.kind
    if isinstance(record, Trip):
        places = " – ".join(part for part in (record.start, record.destination) if part)
        return record.title or places or _(kind.label)
    if isinstance(record, Specification):
        return spec_name(record)
    title = title_of(kind, record)
    if title != kind.label:
        return title
    odometer = getattr(record, "odometer", None)
    if record.kind == "odometer_reading" and odometer is not None:
        return shown.quantity(odometer)
    return _(kind.label)


def record_day(record: Record) -> date | None:
    """The day that a record is placed on."""
    kind = find_kind(record.kind)
    when = getattr(record, kind.when, None) if kind is not None and kind.when else None
    if isinstance(when, Moment | EventTimes):
        return when.day
    return when if isinstance(when, date) else None


def record_amount(record: Record, shown: Shown) -> str:
    """The money it is about, or for a specification its value; "" where there is none."""
    if isinstance(record, Specification):
        return spec_value(record, shown)
    money = paid(record) if isinstance(record, FillUp) else None
    for name in ("total", "cost", "premium", "value"):
        found = getattr(record, name, None)
        if money is None and isinstance(found, Money):
            money = found
    return shown.money(money) if money is not None else ""


def record_named(record: Record, shown: Shown) -> str:
    """A record in a sentence: "Front axle", or "Fill-up, 18 Nov" where it bears no name."""
    title = record_title(record, shown)
    day = record_day(record)
    if isinstance(record, FillUp):
        title = _("Charging") if record.energy is not None else _("Fill-up")
    elif title != kind_words(record.kind):
        return title
    if day is None:
        return title
    return _("{what}, {day}").format(what=title, day=shown.short_day(day))


def record_gist(record: Record, shown: Shown) -> str:
    """What a fill-up or an expense comes to: "45.2 l · €71.30 · 84,120 km"."""
    parts = []
    if isinstance(record, FillUp):
        amount = amount_of(record)
        parts.append(shown.quantity(amount) if amount is not None else "")
    parts.append(record_amount(record, shown))
    odometer = getattr(record, "odometer", None)
    parts.append(shown.quantity(odometer) if odometer is not None else "")
    return " · ".join(part for part in parts if part)
