"""What quick add understood, as chips: what was said, and (dashed) what was worked out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from client.ui.text import _
from client.ui.vehicles.next_fill import NextFill
from client.ui.vehicles.shown import Shown
from client.ui.widgets.chip import Chip, ChipKind
from garage.moments import Moment
from garage.money import Money, UnitPrice
from garage.quick import Understood
from garage.records import ENERGIES, EXPENSES, find_kind
from garage.units import Dimension, Quantity

_ORDER = (
    "volume", "energy", "mass", "total", "price", "odometer", "hours", "date", "full", "missed",
    "charge_from", "charge_to", "fuel", "grade", "title", "category", "station", "supplier",
    "tags", "notes",
)  # fmt: skip
_ECONOMIES = (Dimension.ECONOMY, Dimension.ELECTRIC_ECONOMY, Dimension.MASS_ECONOMY)


def _labels() -> dict[str, str]:
    return {
        "volume": _("Volume"), "energy": _("Energy"), "mass": _("Mass"), "total": _("Total"),
        "price": _("Price"), "odometer": _("Odometer"), "hours": _("Engine hours"),
        "date": _("Date"), "full": _("Tank"), "missed": _("Before it"),
        "charge_from": _("Charge before"), "charge_to": _("Charge after"), "fuel": _("Fuel"),
        "grade": _("Kind"), "title": _("What for"), "category": _("Category"),
        "station": _("Station"), "supplier": _("Done by"), "tags": _("Tags"),
        "notes": _("Note"), "distance": _("Distance"), "economy": _("Economy"),
    }  # fmt: skip


def said_chips(understood: Understood, shown: Shown) -> list[Chip]:
    """A chip for each value that was typed or goes without saying."""
    labels = _labels()
    worked = {each.name for each in understood.worked_out}
    chips = []
    kind = find_kind(understood.kind)
    if understood.kind != "fill_up" and kind is not None:
        chips.append(Chip(_("Adds"), ChipKind.PICKED, _(kind.label), tall=True))
    values = dict(understood.values)
    if understood.kind == "fill_up":
        values.setdefault("full", True)
    for name in _ORDER:
        value = values.get(name)
        if value in (None, "") or name in worked or (name == "missed" and not value):
            continue
        words = value_words(name, value, shown)
        chips.append(Chip(labels[name], ChipKind.OUTLINE, words, tall=True))
    return chips


def worked_chips(
    understood: Understood, shown: Shown, next_fill: NextFill | None = None
) -> list[Chip]:
    """A dashed chip for each value that nobody typed; distances as `next_fill` counts them."""
    labels, chips = _labels(), []
    for each in understood.worked_out:
        words = value_words(each.name, each.value, shown)
        if each.name == "distance" and next_fill is not None:
            metres = next_fill.distance(understood.values)
            words = shown.distance(metres) if metres else ""
        if words:
            chips.append(
                Chip(labels.get(each.name, each.name), ChipKind.ESTIMATE, words, tall=True)
            )
    return chips


def value_words(name: str, value: Any, shown: Shown) -> str:
    """A value as it is read."""
    match value:
        case bool():
            if name == "missed":
                return _("one was missed")
            return _("full") if value else _("partial")
        case Quantity():
            if value.dimension in _ECONOMIES:
                return shown.quantity(value, value.unit)
            return shown.quantity(value)
        case Money():
            return shown.money(value)
        case UnitPrice():
            return shown.price(value)
        case Moment():
            return _day_words(value.day, shown) + shown.time_of(value)
        case date():
            return _day_words(value, shown)
        case Decimal() | float():
            return shown.number(value)
        case frozenset():
            return ", ".join(sorted(value))
    if name == "fuel":
        return _(ENERGIES.get(value, str(value)))
    if name == "category":
        return _(EXPENSES.get(value, str(value)))
    return str(value)


def _day_words(day: date, shown: Shown) -> str:
    away = (shown.today - day).days
    if away == 0:
        return _("today")
    return _("yesterday") if away == 1 else shown.day(day)
