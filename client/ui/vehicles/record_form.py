"""The form of any record, made from its kind's declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.operations.records import add, edit
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.widgets.form_field import FormField
from garage.errors import ValueRefused
from garage.reading import Reading
from garage.records import Record, Vehicle, kind_named

Done = Callable[[Changes], None]


def open_form(
    desk: Desk,
    parent: QWidget,
    kind: str,
    vehicle: Vehicle | None,
    record: Record | None = None,
    preset: Mapping[str, Any] | None = None,
    done: Done | None = None,
) -> FormDialog:
    """Open the form of a new record of a kind, or of `record` to be changed.

    `preset` holds values that a new one begins with; `done` is called with what was written.
    """
    form = RecordForm(desk, parent, kind, vehicle, record, preset or {}, done)
    form.open()
    return form


class RecordForm(FormDialog):
    """Lines to type in, one for each field of text, number, money or day."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        kind: str,
        vehicle: Vehicle | None,
        record: Record | None,
        preset: Mapping[str, Any],
        done: Done | None,
    ) -> None:
        self._kind = kind_named(kind)
        title = self._kind.label
        super().__init__(_(title), _("Save") if record else _("Add"), parent)
        self._desk, self._vehicle, self._record, self._done = desk, vehicle, record, done
        self._preset = dict(preset)
        reading = Reading.of(desk.preferences, zone=desk.zone, today=desk.today())
        self._reading = reading.for_vehicle(vehicle) if vehicle else reading
        for field in self._kind.fields:
            if field.name in ("vehicle", "source", "tags", "custom"):
                continue
            self.put(field.name, FormField(_(field.label)))
            value = getattr(record, field.name, None) if record else preset.get(field.name)
            self.fields[field.name].set_text(str(value or ""))
        self._initial = {name: field.text() for name, field in self.fields.items()}

    def save(self) -> None:
        self.clear_wrong()
        values: dict[str, Any] = {}
        for name, field in self.fields.items():
            if self._record is not None and field.text() == self._initial[name]:
                continue
            try:
                values[name] = self._reading.value(self._kind.field(name), field.text())
            except ValueRefused as error:
                self.show_wrong(error)
                return
        record, kind, given = self._record, self._kind, {**self._preset, **values}
        if self._vehicle is not None and "vehicle" in kind.by_name:
            given.setdefault("vehicle", self._vehicle.id)

        def work(store: Store) -> Changes:
            if record is not None:
                return edit(store, record.id, values)
            return add(store, kind, {n: v for n, v in given.items() if v not in (None, "", ())})

        self._desk.operate(self, work, self._on_saved, self.show_wrong)

    def _on_saved(self, changes: Changes) -> None:
        if self._done is not None:
            self._done(changes)
        if isValid(self):
            self.accept()
