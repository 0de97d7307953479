"""The notes tab: a list at the left, the note at the right, kept whenever one leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from client.operations.records import add, delete, edit
from client.operations.spaces import rights
from client.store import Changes, Query, Reader, Store
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.spaces.looked_at_only import LookedAtOnly
from client.ui.text import _
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.many_change import ManyChange
from client.ui.vehicles.many_fields import Chosen, chosen_of
from client.ui.vehicles.note_editor import NoteEditor
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.vehicle_tab import VehicleTab
from client.ui.widgets.card import Card
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import RowsTable
from garage.moments import Moment
from garage.records import Note, Vehicle, kind_named

_KIND = kind_named("note")
_LIST = 320


@dataclass(frozen=True)
class _Read:
    """The notes of a vehicle, and who may change those that the person may not."""

    vehicle: str
    notes: list[Note]
    locked: Mapping[str, str]


class NotesTab(VehicleTab):
    """Notes about the vehicle."""

    concerns = ("note",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._notes: dict[str, Note] = {}
        self._locked: Mapping[str, str] = {}
        self._picked = ""
        self._writing = False
        self._unkept: dict[str, dict[str, Any]] = {}
        """What could not be kept, by its note, or by its vehicle where the note is new."""
        self._adding = False
        self.editor = NoteEditor()
        self.editor.left.connect(self.save)
        self.list = Card(flush=True)
        self.list.setFixedWidth(_LIST)
        self.table = RowsTable(RowsModel[Note](self._columns(), _note_id), _("Notes"))
        self.table.picked.connect(self._on_picked)
        self.table.opened.connect(self._to_text)
        delete_key = QShortcut(QKeySequence("Del"), self.table)
        delete_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        delete_key.activated.connect(self.delete_selected)
        self.list.body.addWidget(self.table)
        self.empty = EmptyState(
            "sticky-note",
            _("No notes yet"),
            _("Where the key to the wheel bolts lies, what the mechanic said: write it down here."),
            (_("Add note"), "plus"),
        )
        self.empty.primary.connect(self.add)
        LookedAtOnly(desk, self.empty, "note", lambda: self.vehicle.space)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 24, 24)
        row.setSpacing(16)
        for part, stretch in ((self.list, 0), (self.editor, 1), (self.empty, 1)):
            row.addWidget(part, stretch)
            part.hide()
        self.many = ManyChange(desk, self, self._chosen)
        self.set_actions(Command("note.add", _("Add note"), self.add, "Ctrl+N", "plus"))
        desk.closing.connect(self.save)

    def _columns(self) -> list[Column[Note]]:
        return [
            Column[Note](
                "title", _("Note"), _words, lambda note: _words(note).casefold(), stretch=True,
                bold=True, width=160,
            ),
            Column[Note](
                "date", _("Date"), self._day, lambda note: note.date.wall if note.date else None,
                muted=True, width=104,
            ),
        ]  # fmt: skip

    def _day(self, note: Note) -> str:
        return self.shown.day(note.date.day) if note.date else ""

    def _chosen(self) -> Chosen:
        return chosen_of(self.vehicle, "note", [note.id for note in self.table.selected_rows()])

    # ------------------------------------------------------------------ what it shows

    def show_vehicle(self, vehicle: Vehicle, shown: Shown) -> None:
        if vehicle.id != self.vehicle.id:
            self.save()
            self._notes, self._writing = {}, False
            self.editor.show_note(None)
        super().show_vehicle(vehicle, shown)

    def refresh(self) -> None:
        vehicle = self.vehicle.id

        def read(reader: Reader) -> _Read:
            notes = reader.all(Note, Query(owner=vehicle))
            locked = {note.id: why for note in notes if (why := rights(reader, note).edit)}
            return _Read(vehicle, notes, locked)

        self.desk.read(self, read, self._on_read)

    def _on_read(self, read: _Read) -> None:
        if read.vehicle != self.vehicle.id:
            return
        notes, self._locked = read.notes, read.locked
        self._notes = {note.id: note for note in notes}
        # While rows come and go, the one at hand is not another one that the person picked.
        self.table.blockSignals(True)
        self.table.rows.set_rows(notes)
        self.table.blockSignals(False)
        self._show_parts()
        here = self._picked or (self.editor.note.id if self.editor.note else "")
        self._picked = ""
        if self._writing:
            return
        if read.vehicle in self._unkept:
            self.add()
            self.editor.type_again(self._unkept.pop(read.vehicle))
            return
        if here not in self._notes:
            here = notes[0].id if notes else ""
        if not here:
            return
        if self.editor.note is None or self.editor.note.id != here or not self.editor.typed():
            self._show(self._notes[here])
        self.table.select_id(here)

    def _show_parts(self) -> None:
        there = bool(self._notes) or self._writing
        self.empty.setVisible(not there)
        self.list.setVisible(bool(self._notes))
        self.editor.setVisible(there)

    def _show(self, note: Note) -> None:
        day = self._day(note)
        self.editor.show_note(note, _("Written {day}").format(day=day) if day else "")
        self.editor.lock(_(self._locked.get(note.id, "")))
        unkept = self._unkept.pop(note.id, None)
        if unkept is not None:
            self.editor.type_again(unkept)

    def _on_picked(self, note: Note) -> None:
        if self.editor.note is not None and note.id == self.editor.note.id:
            return
        self.save()
        self._writing = False
        self._show(self._notes.get(note.id, note))

    def _to_text(self, note: Note) -> None:
        self.editor.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def pick(self, record: str) -> None:
        if record in self._notes:
            self.table.select_id(record)
        else:
            self._picked = record

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.save()

    # ------------------------------------------------------------------ what one can do

    def add(self) -> None:
        """Begin a new note; it is kept once something is written."""
        self.save()
        self._writing = True
        self.table.clearSelection()
        self.editor.show_note(None)
        self.editor.lock("")
        self._show_parts()
        self.editor.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Keep what was typed."""
        typed, note = self.editor.typed(), self.editor.note
        if not typed or self._adding or not self.vehicle.id:
            return
        if note is not None:
            self._change(note, typed)
            return
        values = {name: value for name, value in typed.items() if value}
        if not values:
            return
        vehicle = self.vehicle.id
        values |= {"vehicle": vehicle, "date": Moment(self.desk.today())}
        self._adding = True

        def work(store: Store) -> Changes:
            return add(store, _KIND, values)

        refused = partial(self._on_refused, vehicle, typed)
        self.desk.operate(self, work, self._on_added, refused)

    def _change(self, note: Note, typed: dict[str, Any]) -> None:
        def work(store: Store) -> Changes:
            return edit(store, note.id, typed)

        title, text = typed.get("title", note.title), typed.get("notes", note.notes)
        self.editor.became(replace(note, title=title or "", notes=text or ""))
        self.desk.operate(self, work, None, partial(self._on_change_refused, note, typed))

    def _on_change_refused(self, note: Note, typed: dict[str, Any], error: Exception) -> None:
        if self.editor.note is not None and self.editor.note.id == note.id:
            # What it says is not kept, and is tried again when one leaves it.
            self.editor.became(note)
            self._say_refused(error)
            return
        self._unkept[note.id] = typed
        self.desk.failed.emit(error)

    def _on_added(self, changes: Changes) -> None:
        self._adding = False
        if self._writing and self.editor.note is None:
            # What is typed from now on changes the note that there is.
            self._writing = False
            self._picked = changes.ids[0]
            self.refresh()

    def _on_refused(self, vehicle: str, typed: dict[str, Any], error: Exception) -> None:
        self._adding = False
        if self._writing and self.editor.note is None and vehicle == self.vehicle.id:
            self._say_refused(error)
            return
        self._unkept[vehicle] = typed
        self.desk.failed.emit(error)

    def _say_refused(self, error: Exception) -> None:
        self.editor.complain(sentence(error))
        if not self.isVisible():
            self.desk.failed.emit(error)

    def delete_selected(self) -> None:
        """Put the selected notes in the trash."""
        ids = [note.id for note in self.table.selected_rows()]
        if not ids:
            return

        def work(store: Store) -> Changes:
            return delete(store, ids)

        self.desk.operate(self, work)


def _words(note: Note) -> str:
    """Its title, else how its text begins."""
    return note.title or " ".join(note.notes.split())[:80]


def _note_id(note: Note) -> str:
    return note.id
