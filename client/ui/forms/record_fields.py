"""The fields of a record's form: which stand in it, in what order, and what is in them at first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from client.operations.form_material import Material
from client.operations.whole_record import CHILDREN
from client.ui.desk import Desk
from client.ui.forms.child_rows import ChildRows
from client.ui.forms.entry import Editor, Entry, editor_for
from client.ui.forms.layouts import NEVER_TYPED, Fields, layout_of
from client.ui.forms.offering import offer_known
from client.ui.forms.own_fields import OwnFields
from client.ui.forms.reference_editor import Choice, ReferenceEditor
from client.ui.forms.written import Habits
from client.ui.text import _
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.vehicles.spec_words import field_value
from client.ui.widgets.buttons import LinkButton
from garage.moments import Moment
from garage.records import Field, Record, Vehicle, kind_named
from garage.records.fields import ChoicesField, ReferenceField, TextField
from garage.records.stock import AXLES
from garage.records.times import MomentField
from garage.rules.wheels import axles_of

_WIDTH, _WIDE = 640, 880


class RecordFields(FormDialog):
    """By layout, with rows of what hangs on the record and own fields; the rest unfolds."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        kind: str,
        vehicle: Vehicle | None,
        record: Record | None,
        preset: Mapping[str, Any],
    ) -> None:
        self._kind = kind_named(kind)
        self.layout_ = layout_of(self._kind.name)
        title = self.layout_.change if record else self.layout_.add
        width = _WIDE if self.layout_.rows else _WIDTH
        super().__init__(_(title), _("Save") if record else _("Add"), parent, width)
        self._desk, self._vehicle, self._record = desk, vehicle, record
        self._habits = Habits.of(desk, vehicle)
        self._preset = dict(preset)
        self._material = Material()
        self._choices: dict[tuple[str, ...], list[Choice]] = {}
        self.entries: dict[str, Entry] = {}
        self.rows: ChildRows | None = None
        self._build()
        self.buttons_last()
        self._focus_first()

    # ------------------------------------------------------------------ its fields

    def _build(self) -> None:
        head = [each for each in self.layout_.fields if each[0] not in ("notes", "tags")]
        tail = [each for each in self.layout_.fields if each[0] in ("notes", "tags")]
        self._put_all(self._with_needed(head))
        self._head = self.grid
        self._put_filled()
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
        if not self._others():
            self.more_link.hide()
        self.put_links(self.more_link, self.own.link)

    def _put_filled(self) -> None:
        """Put the fields that the layout does not name, and that have a value, among the first."""
        here, self.grid = self.grid, self._head
        named = {name for name, _span in self._declared()}
        filled = [spec.name for spec in self._others() if self._is_filled(spec)]
        self._put_all((name, self._span(name)) for name in filled if name not in named)
        self.grid = here

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
        if self._has_three_axles() and "tread_middle" in self._kind.by_name:
            place = [name for name, _span in found].index("tread_rli")
            found[place:place] = [(f"tread_{at}", 6) for at in ("middle", *AXLES["middle"])]
        return found

    def _has_three_axles(self) -> bool:
        return self._vehicle is not None and len(axles_of(self._vehicle)) > 2

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
            entry.show_value(self._first_value(spec))
            entry.left.connect(self._on_left)
            self.entries[name] = entry
            self.put(name, entry, span)
            self._offer(entry)

    def _make_editor(self, spec: Field) -> Editor:
        """The editor of a field; a form of one kind may have another for some."""
        return editor_for(spec, self._habits)

    def _first_value(self, spec: Field) -> Any:
        """What stands in a field at first; a day that is required is today."""
        if self._record is not None:
            return field_value(self._record, spec.name)
        value = self._preset.get(spec.name, spec.initial)
        if value is None and spec.required and isinstance(spec.type, MomentField):
            return Moment(self._habits.reading.day)
        return value

    def _is_filled(self, spec: Field) -> bool:
        """Whether a field has a value that is not the one that everybody begins with."""
        value = self._first_value(spec)
        return value not in (None, "", (), False, frozenset(), spec.initial)

    def _put_rows(self) -> None:
        child = CHILDREN.get(self._kind.name)
        if child is None or not self.layout_.rows:
            return
        kind, title, columns = kind_named(child), _(self.layout_.rows_title), self.layout_.rows
        if self._has_three_axles() and "tread_middle" in kind.by_name:
            columns = (*columns[:-1], ("tread_middle", columns[-1][1]), columns[-1])
        self.rows = ChildRows(kind, columns, title, self._habits)
        self.rows.left.connect(self._on_left)
        self.put_below(self.rows)

    def unfold(self) -> None:
        """Show all fields."""
        self.more_link.hide()
        others = self._others()
        self.begin_fields()
        self._put_all((spec.name, self._span(spec.name)) for spec in others)
        self.links_last(self.own)
        if others:
            self.own.follow(self.entries[others[-1].name])
        self.buttons_last()
        if others:
            self.entries[others[0].name].setFocus(Qt.FocusReason.TabFocusReason)

    def _focus_first(self) -> None:
        typed = [e for e in self.entries.values() if e.typed.state() in ("", None)]
        first = next(iter(self.entries.values()), None)
        chosen = typed[0] if typed and self._record is None else first
        if chosen is not None:
            chosen.setFocus()

    def _offer(self, entry: Entry) -> None:
        editor, type_ = entry.typed, entry.spec.type
        if (
            isinstance(editor, ReferenceEditor)
            and isinstance(type_, ReferenceField)
            and type_.kinds in self._choices
        ):
            editor.set_options(self._choices[type_.kinds])
        offer_known(entry, self._material)

    def _on_left(self) -> None:
        self._ask()

    def _ask(self) -> None:
        """Look at what is typed so far; a form says how."""
