"""The form for a new vehicle: what it is, what its odometer shows; a VIN can tell the rest."""

from __future__ import annotations

import contextlib
import functools
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from client.operations.new_vehicle import add_vehicle, look_up
from client.store import Changes, Reader, Store
from client.ui.desk import Desk
from client.ui.forms.caution_shown import caution_words
from client.ui.forms.doubting import Asked, ask
from client.ui.forms.editors import LineEditor
from client.ui.forms.written import Habits
from client.ui.text import _
from client.ui.vehicles.form_dialog import FormDialog, sentence
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.vehicle_boxes import (
    HYBRIDS,
    ON_GAS,
    USUAL_KIND,
    DistanceUnitBox,
    EnergyBox,
    KindBox,
)
from client.ui.vehicles.vin_facts import VinFacts, told_words
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.form_field import FormField, UnitEdit
from client.ui.widgets.labels import Remark
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.records import OdometerReading, Vehicle, kind_named
from garage.rules.cautions import cautions
from garage.units import Quantity
from garage.vin import Proposed

_TEXTS = ("name", "make", "model", "year", "plate", "plate_region", "vin")
_ROOM = ("tank", "battery")
_KIND, _ODOMETER = kind_named("vehicle"), kind_named("odometer_reading").field("odometer")


class VehicleForm(FormDialog):
    """``added`` carries the new vehicle's id, ``added_as`` its name too."""

    added = Signal(str)
    added_as = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(_("Add vehicle"), _("Add vehicle"), parent)
        self._desk = desk
        self._told: tuple[Proposed, ...] = ()
        self._filled: dict[str, object] = {}
        """What was filled in with them, as it stands in its fields."""
        self._told_of = self._looked_up = ""
        """The numbers that told them, and that was asked about last."""
        self.kind = KindBox()
        self.energies = EnergyBox(_("None, or not known"), (*HYBRIDS, *ON_GAS))
        self.put("name", FormField(_("Name")), 7)
        self.put("type", FormField(_("Kind"), self.kind), 5)
        self.put("vin", FormField(_("VIN or chassis number"), self._vin()), 12)
        self.told = Remark("text_muted")
        self.put_widget(self.told, 12)
        self.facts = VinFacts()
        self.facts.hide()
        self.put_widget(self.facts, 12)
        self.put("make", FormField(_("Make")), 5)
        self.put("model", FormField(_("Model")), 5)
        self.put("year", FormField(_("Year"), number=True), 2)
        self.put("plate", FormField(_("Plate")), 6)
        country = self.put("plate_region", FormField(_("Plate’s country")), 6)
        region = desk.preferences.region
        country.set_text(region if len(region) == 2 and region not in ("ZZ", "EU") else "")
        self._put_figures()
        self.fields["name"].setFocus()
        self._before = self._state()
        self._look_as_one_goes()

    def _put_figures(self) -> None:
        """What the odometer shows and counts, what it runs on and how much of that fits in."""
        self.unit = DistanceUnitBox(self._desk.preferences.unit_for("distance"))
        unit = FormField(_("Odometer counts"), self.unit)
        habits = self._habits()
        self.odometer = LineEditor(_ODOMETER, habits)
        self.put("odometer", FormField(_("Odometer now"), self.odometer), 6)
        self._name_odometer()
        self.put("distance_unit", unit, 6)
        # Made first, it would be come to first.
        QWidget.setTabOrder(self.odometer, self.unit)
        self.put("energies", FormField(_("Energy"), self.energies), 6)
        for name, words in (("tank", _("Tank")), ("battery", _("Battery"))):
            line = LineEditor(_KIND.field(name), habits)
            self.put(name, FormField(words, line), 3).call(words, line.unit)
        self.unit.currentIndexChanged.connect(self._on_unit)
        self.energies.currentIndexChanged.connect(self._show_room)
        self._show_room()

    def _habits(self) -> Habits:
        """How figures are read and written, with the odometer's unit that is chosen."""
        habits, vehicle = Habits.of(self._desk, None), Vehicle(distance_unit=self._unit())
        return Habits(habits.reading.for_vehicle(vehicle), habits.shown.of(vehicle))

    def _unit(self) -> str:
        return str(self.unit.currentData())

    def _on_unit(self) -> None:
        self.odometer.set_habits(self._habits())
        self._name_odometer()
        self._on_left("odometer")

    def _name_odometer(self) -> None:
        self.fields["odometer"].call(_("Odometer now"), self._habits().inside(_ODOMETER))

    def _show_room(self) -> None:
        """Ask for the battery of what is charged, for the tank of all but what is only charged."""
        energies = self.energies.chosen
        shown = {"tank": energies != ("electric",), "battery": "electric" in energies}
        for name, wanted in shown.items():
            box = self.fields[name].parentWidget()
            if box is not None:
                box.setVisible(wanted)

    def _typed(self) -> tuple[str, ...]:
        """The fields of the vehicle that are typed, as they are shown."""
        return (*_TEXTS, *(name for name in _ROOM if self.fields[name].isVisibleTo(self)))

    def _look_as_one_goes(self) -> None:
        """Look at a field when it is left, and take back what was said as it is typed anew."""
        for name in (*_TEXTS, *_ROOM, "odometer"):
            line = self.vin if name == "vin" else self.fields[name].line
            line.editingFinished.connect(functools.partial(self._on_left, name))
            line.textEdited.connect(functools.partial(self._on_edited, name))

    def _on_edited(self, name: str, _text: str) -> None:
        self.fields[name].set_error("")
        self.fields[name].set_caution("")

    def _on_left(self, name: str) -> None:
        try:
            self._read(name)
        except ValueRefused as error:
            self.fields[name].set_error(sentence(error))
        self._ask()

    def _ask(self) -> None:
        """Ask the rules about what is typed so far."""
        values: dict[str, Any] = {}
        for name in (*self._typed(), "odometer"):
            with contextlib.suppress(ValueRefused):
                values[name] = self._read(name)
        shown = Shown(self._desk.preferences, self._desk.today(), self._desk.months)
        self._ask_of_odometer(values.pop("odometer", None))
        known = {name: value for name, value in values.items() if value is not None}
        ask(self._desk, self, Vehicle(id="", **known), (), shown, self._on_asked)

    def _ask_of_odometer(self, odometer: Quantity | None) -> None:
        """Ask about what the odometer shows, which stands beside no others yet."""
        today, shown = self._desk.today(), self._habits().shown
        reading = OdometerReading(date=Moment(today), odometer=odometer)
        asked = [caution_words(one, shown) for one in cautions(reading, today=today)]
        self.fields["odometer"].set_caution(next(iter(asked), ""))

    def _on_asked(self, asked: Asked) -> None:
        for name in _TEXTS:
            self.fields[name].set_caution(asked.get(name, ""))

    # ------------------------------------------------------------------ its editors

    def _vin(self) -> QWidget:
        self.vin = UnitEdit()
        self.vin.setAccessibleName(_("VIN or chassis number"))
        self.vin.setMaxLength(40)
        self.vin.textChanged.connect(self._on_vin_typed)
        self.look_up_button = SecondaryButton(_("Look up"), "search")
        self.look_up_button.clicked.connect(self._look_up)
        box = QWidget()
        box.setFocusProxy(self.vin)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.vin, 1)
        row.addWidget(self.look_up_button)
        return box

    # ------------------------------------------------------------------ the VIN

    @property
    def _number(self) -> str:
        """The number as it is typed."""
        return self.vin.text().strip()

    def _on_vin_typed(self) -> None:
        if self._told_of not in ("", self._number):
            self._forget_told()

    def _forget_told(self) -> None:
        """The number is another one: what the one before told goes, but where it was changed."""
        for name, stood in self._filled.items():
            if self._stands(name) == stood:
                self._put_in(name, USUAL_KIND if name == "type" else "")
        self._told, self._filled = (), {}
        self._told_of = self._looked_up = ""
        self.told.say("")
        self.facts.hide()
        self._ask()

    def _look_up(self) -> None:
        vin, today = self._number, self._desk.today()
        self._looked_up = vin
        typed: dict[str, object] = {
            "make": self.fields["make"].text(),
            "model": self.fields["model"].text(),
            "year": self.fields["year"].text(),
            "energies": self.energies.chosen,
            "type": "" if self.kind.currentData() == USUAL_KIND else self.kind.currentData(),
        }

        def told(reader: Reader) -> tuple[Proposed, ...]:
            return look_up(vin, typed, today)

        self.look_up_button.setEnabled(False)
        told_of = functools.partial(self._on_told, vin)
        unreadable = functools.partial(self._on_unreadable, vin)
        self._desk.read(self, told, told_of, unreadable)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.vin.hasFocus()
        if entered and self._number not in ("", self._looked_up):
            # As in the first steps; once it is told Enter adds the vehicle, as everywhere.
            self._look_up()
        elif not entered or self.look_up_button.isEnabled():
            super().keyPressEvent(event)

    def _on_unreadable(self, vin: str, error: Exception) -> None:
        self.look_up_button.setEnabled(True)
        if vin == self._number:
            self.fields["vin"].set_error(sentence(error))

    def _on_told(self, vin: str, told: tuple[Proposed, ...]) -> None:
        self.look_up_button.setEnabled(True)
        if vin != self._number:
            # Another one was typed meanwhile: what this one tells is not the vehicle's.
            self._looked_up = ""
            return
        self.fields["vin"].set_error("")
        self._told_of, self._told = vin, told
        settable = [part for part in told if not part.skipped]
        filled = [part for part in settable if part.target == "vehicle" and self._fill(part)]
        self.told.say(told_words(settable, filled))
        shown = Shown(self._desk.preferences, self._desk.today(), self._desk.months)
        self.facts.show_facts(self._told, shown)
        self.facts.setVisible(bool(self._told))
        self._ask()

    def _fill(self, part: Proposed) -> bool:
        """Put a value into its field; False where something was typed in it meanwhile."""
        name = part.field
        if name not in self.fields or self._stands(name) not in ("", (), USUAL_KIND):
            return False
        self._put_in(name, part.value)
        self._filled[name] = self._stands(name)
        return True

    def _stands(self, name: str) -> object:
        """What is typed or chosen in a field."""
        if name == "energies":
            return self.energies.chosen
        return self.kind.currentData() if name == "type" else self.fields[name].text()

    def _put_in(self, name: str, value: object) -> None:
        if name == "energies":
            self.energies.choose(value)
        elif name == "type":
            self.kind.choose(str(value))
        else:
            self.fields[name].set_text(str(value))

    # ------------------------------------------------------------------ keeping it

    def _state(self) -> tuple[object, ...]:
        names = (*_TEXTS, *_ROOM, "odometer")
        texts = [self.vin.text() if name == "vin" else self.fields[name].text() for name in names]
        boxes = [box.currentIndex() for box in (self.kind, self.unit, self.energies)]
        return (*texts, *boxes)

    def is_changed(self) -> bool:
        return self._state() != self._before

    def _read(self, name: str) -> Any:
        """The value that is typed in a field; raises ValueRefused."""
        text = self._number if name == "vin" else self.fields[name].text()
        spec = _ODOMETER if name == "odometer" else _KIND.field(name)
        return self._habits().reading.value(spec, text)

    def values(self) -> dict[str, Any]:
        """The values typed; raises ValueRefused that names the field."""
        values = {name: self._read(name) for name in self._typed()}
        values["type"] = self.kind.currentData()
        values["energies"] = self.energies.chosen
        unit = self._unit()
        if unit != self._desk.preferences.unit_for("distance"):
            values["distance_unit"] = unit
        return {name: value for name, value in values.items() if value not in (None, "", ())}

    def save(self) -> None:
        self.clear_wrong()
        if not self.fields["name"].text():
            made = (self.fields["make"].text(), self.fields["model"].text())
            self.fields["name"].set_text(" ".join(part for part in made if part))
        if not self.fields["name"].text():
            self.fields["name"].set_error(_("Give it a name, as you call it."))
            self.fields["name"].setFocus()
            return
        try:
            values, odometer = self.values(), self._read("odometer")
        except ValueError as error:
            self.show_wrong(error)
            return
        told = self._told if self._told_of == self._number else ()
        self.save_button.setEnabled(False)
        now = Moment(self._desk.today())

        def adding(store: Store) -> Changes:
            return add_vehicle(store, values, told, odometer, now)

        self._desk.operate(self, adding, self._on_added, self.show_wrong)

    def _on_added(self, changes: Changes) -> None:
        if not isValid(self):
            return
        ids = changes.touched.get("vehicle", frozenset())
        self.accept()
        for id_ in ids:
            self.added.emit(id_)
            self.added_as.emit(id_, self.fields["name"].text())
