"""Asks, while an alarm is typed, whose odometer it waits for and how far that has come."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from client.operations.alarms import odometer_of
from client.store import Reader
from client.ui.calendar.alarm_row import Meter
from client.ui.calendar.alarm_rows import AlarmRows
from client.ui.desk import Desk
from client.ui.forms.entry import Entry
from client.ui.forms.reference_editor import ReferenceEditor
from garage.errors import ValueRefused
from garage.units import Quantity


class MeterAsking(QObject):
    """`vehicle` is the field in which the event's vehicle is chosen."""

    def __init__(self, desk: Desk, form: QWidget, vehicle: Entry, alarms: AlarmRows) -> None:
        super().__init__(form)
        self._desk, self._vehicle, self._alarms = desk, vehicle, alarms
        self._known: dict[str, Quantity | None] = {}
        vehicle.typed.touched.connect(self.look)
        vehicle.left.connect(self.look)
        alarms.touched.connect(self.look)

    def look(self) -> None:
        """Ask for the vehicle as it is chosen, where any alarm waits for an odometer."""
        id_ = self._chosen()
        if not id_:
            self._alarms.show_meter(None)
            return
        self._alarms.show_meter(Meter(self._name, self._known.get(id_)))
        if id_ in self._known or not self._alarms.wants_odometer:
            return
        today = self._desk.today()

        def read(reader: Reader) -> tuple[str, Quantity | None]:
            return id_, odometer_of(reader, id_, today)

        self._desk.read(self, read, self._on_read)

    def _on_read(self, read: tuple[str, Quantity | None]) -> None:
        id_, reading = read
        self._known[id_] = reading
        if id_ == self._chosen():
            self._alarms.show_meter(Meter(self._name, reading))

    @property
    def _name(self) -> str:
        typed = self._vehicle.typed
        return typed.chosen_title() if isinstance(typed, ReferenceEditor) else ""

    def _chosen(self) -> str:
        try:
            return str(self._vehicle.value() or "")
        except ValueRefused:
            return ""
