"""The form of any record, made from its kind's declaration and its layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from client.operations.form_material import Material, form_material
from client.operations.whole_record import CHILDREN, Along, save_whole
from client.store import Changes, Reader, Store
from client.ui.desk import Desk
from client.ui.forms.child_rows import ChildRows
from client.ui.forms.doubting import Asked, ask
from client.ui.forms.entry import Editor, Entry, editor_for
from client.ui.forms.layouts import NEVER_TYPED, Fields, layout_of
from client.ui.forms.own_fields import OwnFields
from client.ui.forms.reference_editor import Choice, ReferenceEditor
from client.ui.forms.tag_box import TagBox
from client.ui.forms.written import Habits
from client.ui.text import _
from client.ui.vehicles.fill_form import FillForm
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import LinkButton
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.records import Field, FillUp, Record, Vehicle, WorkLine, kind_named
from garage.records.fields import ChoicesField, MomentField, ReferenceField, TextField

Done = Callable[[Changes], None]

_WIDTH, _WIDE = 640, 880


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
    return form


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
        electric = vehicle.energies == ("electric",)
        return FillForm(desk, parent, vehicle, "energy" if electric else "volume", fill, done)
    if isinstance(record, Vehicle):
        from client.ui.vehicles.vehicle_edit import VehicleEdit

        return VehicleEdit(desk, parent, record, done)
    return RecordForm(desk, parent, kind, vehicle, record, preset, done)


class RecordForm(FormDialog):
    """Fields by layout, rows of what hangs on the record, own fields; the rest unfolds."""

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
        self.layout_ = layout_of(self._kind.name)
        title = self.layout_.change if record else self.layout_.add
        width = _WIDE if self.layout_.rows else _WIDTH
        super().__init__(_(title), _("Save") if record else _("Add"), parent, width)
        self._desk, self._vehicle, self._record, self._done = desk, vehicle, record, done
        self._habits = Habits.of(desk, vehicle)
        self._preset = dict(preset)
        self._material = Material()
        self._choices: dict[tuple[str, ...], list[Choice]] = {}
        self.entries: dict[str, Entry] = {}
        self.rows: ChildRows | None = None
        self._build()
        self.buttons_last()
        self._focus_first()
        self._read()

    # ------------------------------------------------------------------ its fields

    def _build(self) -> None:
        head = [each for each in self.layout_.fields if each[0] not in ("notes", "tags")]
        tail = [each for each in self.layout_.fields if each[0] in ("notes", "tags")]
        self._put_all(self._with_needed(head))
        filled = [spec.name for spec in self._others() if self._first_value(spec) != ""]
        named = {name for name, _span in self._declared()}
        self._put_all((name, self._span(name)) for name in filled if name not in named)
        self._put_rows()
        for title, fields in self.layout_.sections:
            self.begin_fields(_(title))
            self._put_all(fields)
        if tail:
            self.begin_fields()
            self._put_all(tail)
        self.own = OwnFields(self._kind.name, self._habits)
        self.own.left.connect(self._on_left)
        self.put_below(self.own)
        self.more_link = LinkButton(_("More fields"))
        self.more_link.clicked.connect(self.unfold)
        self.more_link.setVisible(bool(self._others()))
        links = QWidget()
        row = QHBoxLayout(links)
        # The words, not the room around them, stand in line with the fields.
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.more_link)
        row.addWidget(self.own.link)
        row.addStretch(1)
        self.put_below(links)

    def _declared(self) -> Fields:
        """The fields that the layout names, wherever."""
        parts = [self.layout_.fields, *(fields for _title, fields in self.layout_.sections)]
        return tuple(each for part in parts for each in part)

    def _with_needed(self, fields: Fields | list[tuple[str, int]]) -> list[tuple[str, int]]:
        """With the vehicle where it has to be said, and engine hours where they are counted."""
        owner = self._kind.by_name.get("vehicle")
        first = [("vehicle", 12)] if owner and owner.required and self._vehicle is None else []
        found = [*first, *fields]
        named = [name for name, _span in found]
        counts = self._vehicle is not None and self._vehicle.uses_hours
        if counts and "hours" in self._kind.by_name and "odometer" in named:
            found.insert(named.index("odometer") + 1, ("hours", 4))
        return found

    def _others(self) -> list[Field]:
        """The fields that are not shown so far."""
        hidden = set(NEVER_TYPED)
        owner = self._kind.by_name.get("vehicle")
        if owner is not None and owner.required:
            hidden.add("vehicle")
        return [
            spec
            for spec in self._kind.fields
            if not spec.hidden and spec.name not in hidden and spec.name not in self.entries
        ]

    def _span(self, name: str) -> int:
        type_ = self._kind.field(name).type
        wide = isinstance(type_, ChoicesField) or (isinstance(type_, TextField) and type_.long)
        return 12 if wide else 4

    def _put_all(self, fields: Iterable[tuple[str, int]]) -> None:
        for name, span in fields:
            spec = self._kind.field(name)
            entry = Entry(spec, self._make_editor(spec))
            entry.show_value(self._first_value(spec, shown=True))
            entry.left.connect(self._on_left)
            self.entries[name] = entry
            self.put(name, entry, span)
            self._offer(entry)

    def _make_editor(self, spec: Field) -> Editor:
        """The editor of a field; a form of one kind may have another for some."""
        return editor_for(spec, self._habits)

    def _first_value(self, spec: Field, *, shown: bool = False) -> Any:
        """What stands in a field at first; "" for nothing that would have to be shown."""
        if self._record is not None:
            value = getattr(self._record, spec.name)
        else:
            value = self._preset.get(spec.name)
            if value is None and shown:
                value = spec.initial
            if value is None and spec.required and isinstance(spec.type, MomentField):
                value = Moment(self._habits.reading.day)
        plain = value in (None, "", (), False) or value == frozenset()
        quiet = plain or (self._record is not None and value == spec.initial and not shown)
        if shown:
            return value
        return "" if quiet else value

    def _put_rows(self) -> None:
        child = CHILDREN.get(self._kind.name)
        if child is None or not self.layout_.rows:
            return
        kind, title = kind_named(child), _(self.layout_.rows_title)
        self.rows = ChildRows(kind, self.layout_.rows, title, self._habits)
        self.rows.left.connect(self._on_left)
        self.put_below(self.rows)

    def unfold(self) -> None:
        """Show all fields."""
        self.more_link.hide()
        others = self._others()
        self.begin_fields()
        self._put_all((spec.name, self._span(spec.name)) for spec in others)
        # The layout would show them later: Tab may come to them before.
        self.grid.setVisible(bool(others))
        self.buttons_last()
        if others:
            self.entries[others[0].name].setFocus(Qt.FocusReason.TabFocusReason)

    def _focus_first(self) -> None:
        typed = [e for e in self.entries.values() if e.typed.state() in ("", None)]
        first = next(iter(self.entries.values()), None)
        chosen = typed[0] if typed and self._record is None else first
        if chosen is not None:
            chosen.setFocus()

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

    def _offer(self, entry: Entry) -> None:
        editor, type_ = entry.typed, entry.spec.type
        if isinstance(editor, ReferenceEditor) and isinstance(type_, ReferenceField):
            if type_.kinds in self._choices:
                editor.set_options(self._choices[type_.kinds])
        elif isinstance(editor, TagBox):
            editor.set_options(self._material.tags)

    # ------------------------------------------------------------------ what looks wrong

    def _on_left(self) -> None:
        self._ask()

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
        if needed and not wrong and not any(entry.typed.state() for entry in needed):
            needed[0].set_error(_("Say what it shows: without a figure there is nothing to keep."))
            wrong = needed[:1]
        own, rows = self.own.check(), self.rows is None or self.rows.check()
        if wrong:
            wrong[0].setFocus()
        elif self.rows is not None and not rows:
            self.rows.focus_wrong()
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
        id_ = self._record.id if self._record is not None else None
        work = partial(
            _saved, kind=self._kind.name, id_=id_, values=self.values(), along=self._along()
        )
        self.save_button.setEnabled(False)
        self._desk.operate(self, work, self._on_saved, self.show_wrong)

    def _on_saved(self, changes: Changes) -> None:
        if self._done is not None:
            self._done(changes)
        if isValid(self):
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.asks:
            return
        super().keyPressEvent(event)


def _saved(
    store: Store, *, kind: str, id_: str | None, values: Mapping[str, Any], along: list[Along]
) -> Changes:
    return save_whole(store, kind_named(kind), id_, values, along)


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
