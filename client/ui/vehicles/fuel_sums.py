"""What the fill-ups that are shown come to, in words."""

from __future__ import annotations

from collections.abc import Sequence

from client.operations.fuel_log import FuelRow, fuel_totals
from client.ui.text import _, ngettext
from client.ui.vehicles.prepared import Prepared
from garage.rules.figures import figure

_UNITS = {"volume": "L", "energy": "kWh", "mass": "kg"}


def sums_of(rows: Sequence[FuelRow], prepared: Prepared) -> str:
    """How many, how much and for what money, of the rows left by the filters."""
    log, shown = prepared.log, prepared.shown
    sums = prepared.totals if len(rows) == len(log.rows) else fuel_totals(rows)
    if not sums.count:
        return _("Nothing fits the filter.") if log.rows else ""
    count = shown.number(str(sums.count))
    words = ngettext("{n} fill-up", "{n} fill-ups", sums.count).format(n=count)
    if sums.count != len(log.rows):
        words = _("{n} of {all}").format(n=count, all=shown.number(str(len(log.rows))))
    parts = [words]
    for measure, si in sums.amounts.items():
        unit = shown.prefs.unit_for(measure) or _UNITS[measure]
        number = shown.padded(figure(si, unit, 2).decimal, 2)
        parts.append(f"{number} {shown.symbol(unit)}")
    parts += [shown.amount(amount, currency) for currency, amount in sums.money.items()]
    return " · ".join(parts)
