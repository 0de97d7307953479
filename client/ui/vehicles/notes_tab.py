"""The notes tab: a list at the left, the note at the right, kept whenever one leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from client.operations.records import delete
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
from client.ui.vehicles.note_keeper import NoteKeeper, Typed, changed
from client.ui.vehicles.overtaken_marks import OvertakenMarks
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.table_keyboard import TableKeyboard
from client.ui.vehicles.vehicle_tab import VehicleTab
from client.ui.widgets.card import Card
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import RowsTable
from garage.records import Note, Vehicle

_LIST = 320


@dataclass(frozen=True)
class _Read:
    """The notes of a vehicle, and who may change those that the person may not."""

    vehicle: str
    began: int
    """What the keeper's count was by then."""
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
        """Whether it is a new note that is in front."""
        self._is_read = False
        """Whether the notes of this vehicle are known."""
        self.keeper = NoteKeeper(desk, self)
        self.keeper.kept.connect(self._on_kept)
        self.keeper.refused.connect(self._on_refused)
        self.editor = NoteEditor()
        self.editor.left.connect(self.save)
        self.editor.history_wanted.connect(self._open_history)
        self.list = Card(flush=True)
        self.list.setFixedWidth(_LIST)
        self.table = RowsTable(RowsModel[Note](self._columns(), _note_id), _("Notes"))
        self.keyboard = TableKeyboard(self)
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
        self.marks = OvertakenMarks(self, self)
        self.marks.adopt(self.table)
        self.marks.changed.connect(self._show_mark)
        self.set_actions(Command("note.add", _("Add note"), self.add, "Ctrl+N", "plus"))
        desk.closing.connect(self._save_all)

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
        other = vehicle.id != self.vehicle.id
        if other:
            self.save()
        super().show_vehicle(vehicle, shown)
        if other:
            # What is typed before its notes are read is a new note of this vehicle.
            self._notes, self._writing, self._is_read = {}, False, False
            self._set_rows([])
            self._show_new(self.keeper.begin(vehicle.id))

    def refresh(self) -> None:
        vehicle, began = self.vehicle.id, self.keeper.now

        def read(reader: Reader) -> _Read:
            notes = reader.all(Note, Query(owner=vehicle))
            locked = {note.id: why for note in notes if (why := rights(reader, note).edit)}
            return _Read(vehicle, began, notes, locked)

        self.desk.read(self, read, self._on_read)

    def _on_read(self, read: _Read) -> None:
        note = self.editor.note
        if read.vehicle != self.vehicle.id or note is None:
            return
        self.keeper.know(read.began)
        self._is_read = True
        self._notes = {each.id: each for each in read.notes}
        self._locked = read.locked
        self._set_rows([self.keeper.as_typed(each) for each in read.notes])
        picked, self._picked = self._picked, ""
        if picked in self._notes and picked != note.id:
            self.save()
            self._show(picked)
        elif note.id in self._notes:
            self._follow(note.id)
        elif not (self._writing or self.keeper.is_on_way(note.id)):
            self._do_without(note)
        self._show_parts()
        self.marks.follow()
        if self.editor.note is not None:
            self.table.select_id(self.editor.note.id)

    def _set_rows(self, notes: list[Note]) -> None:
        # While rows come and go, the one at hand is not another one that the person picked.
        self.table.blockSignals(True)
        self.table.rows.set_rows(notes)
        self.table.blockSignals(False)

    def _do_without(self, note: Note) -> None:
        """What is in front is none of the vehicle's notes: it was deleted, or none was picked."""
        if self.editor.typed():
            self._writing = True
            if not self.keeper.is_new(note.id):
                self.editor.became(self.keeper.begin(self.vehicle.id))
                self.editor.complain(
                    _("This note was deleted. What you typed is kept as a new one when you leave.")
                )
            return
        held = self.keeper.held_of(self.vehicle.id)
        if held:
            self._show_held(held[0])
        elif self._notes:
            self._show(next(iter(self._notes)))
        else:
            self._show_new(self.keeper.begin(self.vehicle.id))

    def _show_parts(self) -> None:
        there = bool(self._notes) or self._writing
        if self._notes:
            self.list.show()
            self.keyboard.show_table(self.table)
        self.empty.setVisible(not there)
        self.editor.setVisible(there)
        if not self._notes:
            self.keyboard.hide_table(self.table, self.empty.primary_button)
            self.list.hide()

    def _show(self, id_: str) -> None:
        """Show one of the vehicle's notes."""
        note = self.keeper.as_typed(self._notes[id_])
        self._writing = False
        self.editor.show_note(note, self._written(note))
        self._show_mark()
        self.editor.lock(_(self._locked.get(id_, "")))
        held = self.keeper.take_held(id_)
        if held:
            self.editor.type_again(held)

    def _follow(self, id_: str) -> None:
        """Show the note in front as it is now."""
        note = self.keeper.as_typed(self._notes[id_])
        self._writing = False
        self.editor.follow(note, self._written(note))
        self.editor.lock(_(self._locked.get(id_, "")))

    def _show_new(self, note: Note) -> None:
        self.editor.show_note(note)
        self.editor.lock("")
        self._show_mark()

    def _show_mark(self) -> None:
        note = self.editor.note
        self.editor.show_mark(overtaken=note is not None and note.id in self.marks.ids)

    def _open_history(self) -> None:
        """Show the history of the note in front, which is kept first as it is."""
        note = self.editor.note
        self.save()
        if note is not None:
            self.marks.open(note.id)

    def _show_held(self, note: Note) -> None:
        """Show a note again that could not be kept; where it is gone since, as a new one."""
        if note.id in self._notes:
            self._show(note.id)
            return
        self._writing = True
        self.keeper.take_held(note.id)
        self._show_new(self.keeper.begin(note.vehicle))
        self.editor.type_again({"title": note.title, "notes": note.notes})

    def _written(self, note: Note) -> str:
        day = self._day(note)
        return _("Written {day}").format(day=day) if day else ""

    def _on_picked(self, note: Note) -> None:
        if self.editor.shows(note.id) or note.id not in self._notes:
            return
        self.save()
        self._show(note.id)

    def _to_text(self, note: Note) -> None:
        self.editor.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def pick(self, record: str) -> None:
        if record in self._notes:
            self.table.select_id(record)
        else:
            self._picked = record

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        held = self.keeper.held_of(self.vehicle.id)
        # Before its notes are read nobody knows which of them are gone.
        if held and self._is_read and not self.editor.typed():
            self._show_held(held[0])
            self._show_parts()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.save()

    # ------------------------------------------------------------------ what one can do

    def add(self) -> None:
        """Begin a new note; it is kept once something is written."""
        self.save()
        self._writing = True
        self.table.clearSelection()
        self._show_new(self.keeper.begin(self.vehicle.id))
        self._show_parts()
        self.editor.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Keep what was typed."""
        note, typed = self.editor.note, self.editor.typed()
        if note is not None and typed:
            self.editor.became(self.keeper.keep(note, typed))

    def _save_all(self) -> None:
        self.save()
        self.keeper.try_again()

    def _on_kept(self, id_: str) -> None:
        if self.editor.shows(id_):
            self._writing = False
            if not self.editor.typed():
                self.editor.complain("")

    def _on_refused(self, note: Note, typed: Typed, error: Exception) -> None:
        shown = self.editor.note
        if shown is None or shown.id != note.id:
            self.keeper.hold(note, typed)
            self.desk.failed.emit(error)
            return
        # What it says is not kept, and is tried again when one leaves it.
        before = self.keeper.as_typed(self._notes.get(note.id, Note(id=note.id)))
        self.editor.became(changed(shown, {name: getattr(before, name) for name in typed}))
        self.editor.complain(sentence(error))
        if not self.isVisible():
            self.desk.failed.emit(error)
        if note.id not in self._notes:
            self.refresh()

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
