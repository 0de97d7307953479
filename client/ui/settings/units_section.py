"""Settings: the unit for each thing that is measured."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from client.ui.desk import Desk
from client.ui.settings.on_way import OnWay
from client.ui.settings.section import SettingsSection, card_of, choose, fields_of, name_usual
from client.ui.text import _
from client.ui.vehicles.shown import Shown, with_gallon
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from garage.regions import Preferences, symbol
from garage.units import Quantity

CHOICES: Mapping[str, tuple[str, ...]] = {
    "distance": ("km", "mi", "nmi"),
    "speed": ("km/h", "mph", "kn"),
    "volume": ("L", "gal_us", "gal_uk"),
    "economy": ("L/100km", "km/L", "mpg_us", "mpg_uk", "mi/L"),
    "electric_economy": ("kWh/100km", "km/kWh", "mi/kWh", "kWh/100mi", "Wh/km", "Wh/mi", "mpge"),
    "mass_economy": ("kg/100km", "km/kg", "mi/kg"),
    "energy": ("kWh", "MJ"),
    "pressure": ("bar", "psi", "kPa"),
    "temperature": ("degC", "degF"),
    "power": ("kW", "PS", "hp", "bhp"),
    "torque": ("Nm", "lb-ft", "kgm"),
    "mass": ("kg", "lb", "t"),
    "length": ("mm", "cm", "in"),
    "tread": ("mm", "in/32"),
}
"""Purpose → the units that people use for it."""
_DRIVING = ("distance", "speed", "volume", "economy", "energy", "electric_economy", "mass_economy")
_EXAMPLES = (
    ("84120", "km"), ("120", "km/h"), ("45.2", "L"), ("5.6", "L/100km"), ("16.2", "kWh/100km"),
)  # fmt: skip
_PARTS = (
    ("2.3", "bar"), ("20", "degC"), ("110", "kW"), ("340", "Nm"), ("1420", "kg"), ("6.5", "mm"),
)  # fmt: skip


class UnitsSection(SettingsSection):
    """Nothing chosen is what is usual in the region; a vehicle can have units of its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.boxes: dict[str, ChoiceBox] = {}
        self._on_way = OnWay(desk, self, self.refresh)
        self.example, self.parts = label("", wrap=True), label("", wrap=True)
        names = _names()
        for purpose, codes in CHOICES.items():
            box = self.boxes[purpose] = ChoiceBox()
            box.addItem("", None)
            for code in codes:
                box.addItem("", code)
            box.activated.connect(functools.partial(self._on_chosen, purpose))
        fields = {purpose: FormField(names[purpose], self.boxes[purpose]) for purpose in CHOICES}
        driving = [fields[purpose] for purpose in _DRIVING]
        other = [field for purpose, field in fields.items() if purpose not in _DRIVING]
        note = label(
            _("What was typed stays as it was; only how it is shown changes."),
            "small", "text_muted", wrap=True,
        )  # fmt: skip
        self.add(card_of(_("Driving and fuel"), fields_of(*driving, most=3), self.example, note))
        self.add(card_of(_("The vehicle"), fields_of(*other, most=3), self.parts))

    def refresh(self) -> None:
        prefs, chosen = self.desk.preferences, self._on_way.over(self._kept())
        there = Preferences.for_region(prefs.region)
        for purpose, box in self.boxes.items():
            code = there.unit_for(purpose) or ""
            for place in range(1, box.count()):
                box.setItemText(place, with_gallon(box.itemData(place), prefs))
            name_usual(box, symbol(code, prefs) if code else "")
            choose(box, chosen.get(purpose))
        shown = Shown(prefs, self.desk.today(), self.desk.months)
        for line, values in ((self.example, _EXAMPLES), (self.parts, _PARTS)):
            words = " · ".join(_shown(shown, Quantity(*each)) for each in values)
            line.setText(_("For example: {values}").format(values=words))

    def _on_chosen(self, purpose: str, _place: int) -> None:
        chosen = self._on_way.over({}) | {purpose: self.boxes[purpose].currentData()}
        kept = {name: code for name, code in (self._kept() | chosen).items() if code}
        self._on_way.keep("units", kept or None, chosen)

    def _kept(self) -> dict[str, str | None]:
        return dict(self.desk.settings.get("units") or {})


def _shown(shown: Shown, quantity: Quantity) -> str:
    unit = shown.prefs.unit_for(quantity.dimension) or quantity.unit
    return shown.rounded(quantity, 0 if quantity.to(unit).decimal >= 100 else 1)


def _names() -> dict[str, str]:
    return {
        "distance": _("Distance"), "speed": _("Speed"), "volume": _("Volume"),
        "economy": _("Economy"), "electric_economy": _("Electric economy"),
        "mass_economy": _("Gas economy"), "energy": _("Energy"), "pressure": _("Pressure"),
        "temperature": _("Temperature"), "power": _("Power"), "torque": _("Torque"),
        "mass": _("Mass"), "length": _("Length"), "tread": _("Tread"),
    }  # fmt: skip
