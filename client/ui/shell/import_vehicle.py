"""Which vehicle a file goes into that names none: one that is here, or a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from client.ui.forms.field_grid import settle_layouts
from client.ui.shell.import_work import NEW_VEHICLE, VEHICLE_OPTION
from client.ui.text import _
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from garage.records import Vehicle


class VehicleChoice(QWidget):
    """A box of the vehicles and "New vehicle…"; for a new one, or the first, a line for its name.

    ``changed`` says that another answer stands in it.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._taken: set[str] = set()
        self.box = ChoiceBox()
        self.box.setPlaceholderText(_("Please choose"))
        self.vehicle = FormField(_("Goes into the vehicle"), self.box)
        self.name = FormField(_("Name of the new vehicle"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.vehicle)
        column.addWidget(self.name)
        self.box.currentIndexChanged.connect(self._on_changed)
        self.name.edited.connect(self._on_changed)
        self.hide()

    def offer(self, vehicles: Sequence[Vehicle], into: str | None) -> None:
        """Offer vehicles; `into` is the id of the one that stands in the box, "" for a new one.

        None leaves it open.
        """
        self._taken = {each.name.casefold() for each in vehicles}
        self.box.blockSignals(True)
        self.box.clear()
        for each in vehicles:
            self.box.addItem(_named(each, vehicles), each.id)
        self.box.addItem(_("New vehicle…"), "")
        self.box.setCurrentIndex(-1 if into is None else max(self.box.findData(into), 0))
        self.box.blockSignals(False)
        self.vehicle.setVisible(bool(vehicles))
        self.name.setVisible(self.is_new)
        self.setFocusProxy(self.box if vehicles else self.name)
        settle_layouts(self)
        self.show()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab goes, in its order."""
        return (self.box, self.name.editor)

    @property
    def is_new(self) -> bool:
        """Whether a new vehicle is to be made."""
        return bool(self.box.currentData() == "")

    def answers(self) -> Mapping[str, str]:
        """The answer by its option; empty, with the reason told in the field, if it lacks."""
        if self.box.currentIndex() < 0:
            self.vehicle.set_error(_("Say which vehicle it goes into."))
            self.box.setFocus()
            return {}
        if not self.is_new:
            return {VEHICLE_OPTION: str(self.box.currentData())}
        self.name.set_error("")
        name = self.name.text()
        if not name:
            self.name.set_error(_("Give the new vehicle a name."))
        elif name.casefold() in self._taken:
            self.name.set_error(_("There is a vehicle of this name already. Choose it above."))
        else:
            return {NEW_VEHICLE: name}
        self.name.setFocus()
        return {}

    def set_caution(self, sentence: str) -> None:
        """Ask whether the vehicle in the box is meant; "" asks nothing."""
        self.vehicle.set_caution(sentence)

    def _on_changed(self) -> None:
        self.vehicle.set_error("")
        self.name.set_error("")
        self.set_caution("")
        # First, for what it takes away: a window grows by what is shown, and does not shrink.
        self.changed.emit()
        self.name.setVisible(self.is_new)


def _named(vehicle: Vehicle, among: Sequence[Vehicle]) -> str:
    """Its name; of several that share it each with its plate."""
    alike = sum(each.name.casefold() == vehicle.name.casefold() for each in among) > 1
    return f"{vehicle.name} ({vehicle.plate})" if alike and vehicle.plate else vehicle.name
