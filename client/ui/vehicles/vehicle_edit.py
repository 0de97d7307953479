"""The form by which a vehicle is changed: all its fields; a new VIN can tell what is empty."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.operations.vin import VinFill, preview_vin
from client.operations.whole_record import Along
from client.store import Reader
from client.ui.desk import Desk
from client.ui.forms.entry import Editor
from client.ui.text import _, ngettext
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.record_form import Done, RecordForm
from client.ui.vehicles.vehicle_units import unit_editor
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.labels import Remark
from garage.records import Field, Vehicle
from garage.units import Quantity
from garage.vin import Proposed


class VehicleEdit(RecordForm):
    """What the VIN tells is put into empty fields, and kept with the rest."""

    def __init__(self, desk: Desk, parent: QWidget, vehicle: Vehicle, done: Done | None) -> None:
        self._facts: tuple[Proposed, ...] = ()
        self._filled: dict[str, object] = {}
        """What was filled in with them, as it stands in its fields."""
        self._told_of = ""
        """The number that told them."""
        super().__init__(desk, parent, "vehicle", vehicle, vehicle, {}, done)
        self._put_look_up()
        self.buttons_last()

    def _make_editor(self, spec: Field) -> Editor:
        units = unit_editor(spec.name, self._habits.shown, self._desk.preferences)
        return units if units is not None else super()._make_editor(spec)

    # ------------------------------------------------------------------ the VIN

    def _put_look_up(self) -> None:
        self.look_up_button = SecondaryButton(_("Look up"), "search")
        self.look_up_button.clicked.connect(self.look_up)
        self.told = Remark("text_muted")
        entry = self.entries["vin"]
        column = entry.layout()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if column is not None:
            column.replaceWidget(entry.editor, line)
            column.addWidget(self.told)
        row.addWidget(entry.editor, 1)
        row.addWidget(self.look_up_button, 0, Qt.AlignmentFlag.AlignTop)
        QWidget.setTabOrder(entry.editor, self.look_up_button)
        entry.line.textChanged.connect(self._on_vin_typed)

    @property
    def _vin(self) -> str:
        """The number as it is typed."""
        return str(self.entries["vin"].typed.state())

    def _on_vin_typed(self) -> None:
        if self._told_of and self._told_of != self._vin:
            self._forget_told()

    def _forget_told(self) -> None:
        """The number is another one: what the one before told goes, but where it was changed."""
        assert isinstance(self._record, Vehicle)
        for name, state in self._filled.items():
            entry = self.entries[name]
            if entry.typed.state() == state:
                entry.show_value(self._record.type if name == "type" else None, known=False)
        self._facts, self._filled, self._told_of = (), {}, ""
        self.told.say("")

    def look_up(self) -> None:
        """Ask what the typed number tells."""
        assert self._record is not None
        vehicle, today = self._record.id, self._desk.today()
        vin = self._vin

        def told(reader: Reader) -> VinFill:
            return preview_vin(reader, vehicle, vin, today)

        self.look_up_button.setEnabled(False)
        told_of = partial(self._on_told, vin)
        self._desk.read(self, told, told_of, self._on_unreadable)

    def _on_unreadable(self, error: Exception) -> None:
        self.look_up_button.setEnabled(True)
        self._forget_told()
        self.entries["vin"].set_error(sentence(error))

    def _on_told(self, vin: str, fill: VinFill) -> None:
        self.look_up_button.setEnabled(True)
        if vin != self._vin:
            # Another one was typed meanwhile: what this one tells is not the vehicle's.
            return
        self.entries["vin"].set_error("")
        facts = [part for part in fill.settable if part.target == "specification"]
        filled = [
            part for part in fill.settable if part.target == "vehicle" and self._fill_in(part)
        ]
        self._facts, self._told_of = tuple(facts), vin
        named = ", ".join(str(part.value) for part in filled if not isinstance(part.value, tuple))
        words = _("The number tells nothing that is not here already.")
        if filled:
            words = _("Filled in: {what}.").format(what=named or _("energy"))
        elif facts:
            words = _("All above is here already.")
        if facts:
            more = ngettext(
                "{n} more fact comes with it.", "{n} more facts come with it.", len(facts)
            ).format(n=len(facts))
            words = f"{words} {more}"
        self.told.say(words)
        self._ask()

    def _fill_in(self, part: Proposed) -> bool:
        """Put a value into its field where that is empty; False where it is not."""
        entry = self.entries.get(part.field)
        untouched = part.field == "type" and entry is not None and not entry.is_changed
        if entry is None or (entry.typed.state() not in ("", ()) and not untouched):
            return False
        entry.show_value(part.value, known=False)
        self._filled[part.field] = entry.typed.state()
        return True

    # ------------------------------------------------------------------ keeping it

    def is_changed(self) -> bool:
        return bool(self._facts) or super().is_changed()

    def _along(self) -> list[Along]:
        return [*super()._along(), *(_specification(part) for part in self._facts)]


def _specification(part: Proposed) -> Along:
    measured = isinstance(part.value, Quantity)
    values: dict[str, Any] = {"name": part.field, "origin": part.source}
    values["value" if measured else "text"] = part.value if measured else str(part.value)
    return Along("specification", values=values)
