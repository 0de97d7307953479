"""The form of any record, made from its kind's declaration and its layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.operations.form_material import Material, form_material
from client.operations.whole_record import Along, save_whole
from client.store import Changes, Reader, Store
from client.ui.desk import Desk
from client.ui.forms.doubting import Asked, ask
from client.ui.forms.entry import Entry
from client.ui.forms.record_fields import RecordFields
from client.ui.forms.reference_editor import Choice
from client.ui.text import _
from client.ui.vehicles.fill_form import FillForm
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.spec_words import field_value
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.records import FillUp, Record, Vehicle, WorkLine, kind_named

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
    form = _form(desk, parent, kind, vehicle, record, preset or {}, done)
    form.open()
    if record is not None and record.id:
        from client.ui.vehicles.overtaken_marks import mark_form

        mark_form(desk, form, record.id)
    return form


def _measure(vehicle: Vehicle) -> str:
    """What is measured when a vehicle is filled."""
    if vehicle.energies == ("electric",):
        return "energy"
    gas = bool(vehicle.energies) and set(vehicle.energies) <= {"cng", "hydrogen"}
    return "mass" if gas else "volume"


def _form(
    desk: Desk,
    parent: QWidget,
    kind: str,
    vehicle: Vehicle | None,
    record: Record | None,
    preset: Mapping[str, Any],
    done: Done | None,
) -> FormDialog:
    if kind == "fill_up" and vehicle is not None:
        fill = record if isinstance(record, FillUp) else None
        return FillForm(desk, parent, vehicle, _measure(vehicle), fill, done, preset)
    if isinstance(record, Vehicle):
        from client.ui.vehicles.vehicle_edit import VehicleEdit

        return VehicleEdit(desk, parent, record, done)
    if kind == "specification":
        from client.ui.vehicles.spec_form import SpecForm

        return SpecForm(desk, parent, kind, vehicle, record, preset, done)
    return RecordForm(desk, parent, kind, vehicle, record, preset, done)


class RecordForm(RecordFields):
    """Reads what its fields need, asks the rules about what is typed, and keeps all of it."""

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
        super().__init__(desk, parent, kind, vehicle, record, preset)
        self._done = done
        self._read()

    # ------------------------------------------------------------------ what has to be read

    def _read(self) -> None:
        kind, record = self._kind, self._record
        vehicle = self._vehicle.id if self._vehicle is not None else ""
        shown = self._habits.shown

        def material(reader: Reader) -> tuple[Material, dict[tuple[str, ...], list[Choice]]]:
            found = form_material(reader, kind, vehicle, record)
            return found, choices_of(found, shown)

        self._desk.read(self, material, self._on_read)

    def _on_read(self, read: tuple[Material, dict[tuple[str, ...], list[Choice]]]) -> None:
        self._material, self._choices = read
        if self._record is not None and self._material.record is not None:
            self._show_fresh(self._record, self._material.record)
        if self.rows is not None:
            self.rows.set_children(self._material.children)
            self.rows.set_options(self._choices)
        for entry in self.entries.values():
            self._offer(entry)
        custom = self._record.custom if self._record is not None else {}
        self.own.show_fields(self._material.own_fields, custom)
        self.buttons_last()
        if self._record is not None:
            self._ask()
        self.forbid(self._material.forbidden)

    def _show_fresh(self, before: Record, record: Record) -> None:
        """Show what is kept now, but where something was typed already."""
        self._record = record
        for name, entry in self.entries.items():
            value = field_value(record, name)
            if value != field_value(before, name) and not entry.is_changed:
                entry.show_value(value)
        if record != before:
            self._put_filled()

    # ------------------------------------------------------------------ what looks wrong

    def _ask(self) -> None:
        """Ask the rules about what is typed so far."""
        values = {name: self._readable(entry) for name, entry in self.entries.items()}
        values = {name: value for name, value in values.items() if value is not None}
        if self._vehicle is not None and "vehicle" in self._kind.by_name:
            values["vehicle"] = self._vehicle.id
        id_ = self._record.id if self._record is not None else ""
        record = self._kind.type(id=id_, **values)
        rows = self.rows.readable() if self.rows is not None else []
        lines = [row for row in rows if isinstance(row, WorkLine)]
        ask(self._desk, self, record, lines, self._habits.shown, self._on_asked)

    def _readable(self, entry: Entry) -> Any:
        try:
            return entry.typed.value()
        except ValueRefused:
            return None

    def _on_asked(self, asked: Asked) -> None:
        for name, entry in self.entries.items():
            entry.set_caution(asked.get(name, ""))

    # ------------------------------------------------------------------ saving

    def is_changed(self) -> bool:
        rows = self.rows is not None and self.rows.is_changed
        return rows or self.own.is_changed or any(e.is_changed for e in self.entries.values())

    def values(self) -> dict[str, Any]:
        """What is to be written of the record itself; raises ValueRefused."""
        found: dict[str, Any] = {}
        for name, entry in self.entries.items():
            if self._record is None or entry.is_changed:
                found[name] = entry.value()
        if self.own.is_changed:
            found["custom"] = self.own.values()
        if self._record is not None:
            return found
        given = {**self._preset, **found}
        if self._vehicle is not None and "vehicle" in self._kind.by_name:
            given.setdefault("vehicle", self._vehicle.id)
        # A box that nobody ticked says nothing, unless it is ticked at first.
        return {
            name: value
            for name, value in given.items()
            if value not in (None, "", ()) and not self._unticked(name, value)
        }

    def _unticked(self, name: str, value: Any) -> bool:
        return value is False and not self._kind.field(name).initial

    def _check(self) -> bool:
        """Whether all can be kept; what cannot is told in its place, and the first is gone to."""
        wrong = [entry for entry in self.entries.values() if not entry.check()]
        needed = [self.entries[n] for n in self.layout_.needs_one if n in self.entries]
        # A record that came without, from elsewhere, can still be changed in other ways.
        asked = self._record is None or any(entry.is_changed for entry in needed)
        if needed and asked and not wrong and not any(entry.typed.state() for entry in needed):
            needed[0].set_error(_(self.layout_.needs_words))
            wrong = needed[:1]
        own, rows = self.own.check(), self.rows is None or self.rows.check()
        if wrong:
            wrong[0].setFocus()
        elif self.rows is not None and not rows:
            self.rows.focus_wrong()
        elif not own:
            self.own.focus_wrong()
        return not wrong and own and rows

    def _along(self) -> list[Along]:
        """What goes along with the record; raises ValueRefused."""
        return [*self.own.along(), *(self.rows.along() if self.rows is not None else [])]

    def save(self) -> None:
        self.say_wrong("")
        if not self.save_button.isEnabled() or not self._check():
            return
        if self._record is not None and not self.is_changed():
            self.accept()
            return
        work = partial(
            _saved, kind=self._kind.name, seen=self._record, values=self.values(),
            along=self._along(),
        )  # fmt: skip
        self.save_button.setEnabled(False)
        self._desk.operate(self, work, self._on_saved, self.show_wrong)

    def _on_saved(self, changes: Changes) -> None:
        if self._done is not None:
            self._done(changes)
        if isValid(self):
            self.accept()


def _saved(
    store: Store, *, kind: str, seen: Record | None, values: Mapping[str, Any], along: list[Along]
) -> Changes:
    id_ = seen.id if seen is not None else None
    return save_whole(store, kind_named(kind), id_, values, along, seen)


def choices_of(material: Material, shown: Shown) -> dict[tuple[str, ...], list[Choice]]:
    """The records that can be referred to, as they are called in a list."""
    found: dict[tuple[str, ...], list[Choice]] = {}
    for kinds, options in material.options.items():
        found[kinds] = []
        for option in options:
            when = getattr(option.record, "date", None)
            day = shown.day(when.day) if isinstance(when, Moment) else ""
            words = " · ".join(part for part in (option.title, day) if part)
            found[kinds].append((option.id, words, option.title))
    return found
