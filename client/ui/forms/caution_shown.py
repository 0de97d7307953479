"""What the rules ask about a record, in one sentence with figures and days as they are read."""

from __future__ import annotations

from datetime import date

from client.ui.text import _
from client.ui.vehicles.shown import Shown
from garage.errors import ValueRefused
from garage.money import Money, UnitPrice
from garage.money.currencies import MINOR_DIGITS
from garage.rules.cautions import Caution
from garage.units import UNITS, Quantity


def caution_words(caution: Caution, shown: Shown) -> str:
    """A caution as one sentence; that about a lost digit in fewer words."""
    values = {name: _written(text, shown) for name, text in caution.values.items()}
    if caution.field == "odometer" and "other" in values:
        match caution.code:
            case "backwards":
                return _("Lower than {other} on {day}. Was a digit lost?").format(**values)
            case "overtakes":
                return _("Higher than {other} on {day}. Is a digit too many?").format(**values)
    what, hint = (_(part).format(**values) for part in (caution.message, caution.hint))
    words = _("{what}; {hint}.").format(what=what, hint=hint)
    return f"{words[:1].upper()}{words[1:]}"


def _written(text: str, shown: Shown) -> str:
    """A value of a caution ("84120 km", "1.58 EUR/L", "2026-11-06") as the person reads it."""
    try:
        return shown.short_day(date.fromisoformat(text))
    except ValueError:
        pass
    number, space, unit = text.partition(" ")
    try:
        if space and unit in UNITS:
            return shown.quantity(Quantity.checked(number, unit))
        if space and unit in MINOR_DIGITS:
            return shown.money(Money(number, unit))
        currency, slash, per = unit.partition("/")
        if slash and currency in MINOR_DIGITS and per in UNITS:
            return shown.price(UnitPrice(number, currency, per))
    except (ValueRefused, ArithmeticError, ValueError):
        return text
    return text
