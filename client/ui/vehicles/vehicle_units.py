"""The editors of a vehicle's own units and its currency: a list, with what is usual first."""

from __future__ import annotations

from client.ui.forms.editors import ChoiceEditor
from client.ui.text import _
from client.ui.vehicles.shown import Shown, with_gallon
from garage.money.currencies import ACTIVE
from garage.regions import Preferences

_UNITS = {
    "distance_unit": ("distance", ("km", "mi")),
    "volume_unit": ("volume", ("L", "gal_us", "gal_uk")),
    "economy_unit": (
        "economy",
        ("L/100km", "km/L", "mpg_us", "mpg_uk", "mi/L", "kWh/100km", "mi/kWh", "km/kWh"),
    ),
}


def unit_editor(name: str, shown: Shown, usual: Preferences) -> ChoiceEditor | None:
    """The editor of a vehicle's field of this name; None for one that is typed as any other.

    `usual` are the person's preferences, which count where nothing is chosen.
    """
    if name in _UNITS:
        purpose, codes = _UNITS[name]
        own = usual.unit_for(purpose) or codes[0]
        blank = _("{unit} (usual)").format(unit=shown.symbol(own))
        words = {code: with_gallon(code, shown.prefs) for code in codes}
        return ChoiceEditor(words, blank=blank)
    if name == "currency":
        blank = _("{unit} (usual)").format(unit=usual.currency)
        return ChoiceEditor({code: code for code in ACTIVE}, blank=blank)
    return None
