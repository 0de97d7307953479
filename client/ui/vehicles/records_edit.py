"""What is changed in a tab's table itself: cells in place, many rows at once, pasted rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.operations.records import edit
from client.operations.tagging import tag
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.forms.doubting import Asked, ask_of_edit
from client.ui.spaces.access import access_of
from client.ui.text import _, ngettext
from client.ui.vehicles.form_dialog import FormDialog, sentence
from client.ui.vehicles.many_change import ManyChange
from client.ui.vehicles.many_fields import Chosen, chosen_rows
from client.ui.vehicles.record_cells import cell_text, is_plain
from client.ui.vehicles.repeating import repeat_selected
from client.ui.vehicles.table_host import TableHost
from client.ui.widgets.form_field import FormField
from client.ui.widgets.rows_editing import CellEditing
from client.ui.widgets.rows_model import Column
from client.ui.widgets.rows_table import RowsTable
from garage.errors import ValueRefused
from garage.permissions import Verb
from garage.records import find_kind


@dataclass(frozen=True)
class _Given:
    """A text that was typed: at which opening of a cell, and of which record."""

    turn: int
    id: str
    text: str


class CellEdits(QObject):
    """Stands between a tab and its table."""

    def __init__(self, tab: TableHost, parent: QWidget) -> None:
        super().__init__(parent)
        self._tab = tab
        self._table: RowsTable | None = None
        self.many = ManyChange(tab.desk, parent, self._chosen)
        self._asked: tuple[str, dict[str, Any]] | None = None
        """The record and the values that were asked about last."""

    def watch(self, table: RowsTable) -> None:
        """Let the cells of a table be changed."""
        self._table = table
        table.editing.text_of = self.text_of
        table.editing.typed.connect(self._on_typed)
        repeat = QShortcut(QKeySequence("Ctrl+D"), table)
        repeat.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        repeat.activated.connect(self.repeat)

    # ------------------------------------------------------------------ a cell

    def text_of(self, row: Any, column: Column[Any]) -> str | None:
        """What a cell is changed from; None where it is not changed in place."""
        self._asked = None
        if access_of(self._tab.desk).why_not(Verb.EDIT, row.kind, self._tab.vehicle.space):
            return None
        words = self._tab.cell_words(row, column)
        if words is not None:
            return words
        kind, name = find_kind(row.kind), self._tab.cell_field(row, column)
        field = kind.by_name.get(name) if kind is not None else None
        if field is None or not is_plain(field):
            return None
        value = getattr(row.record, name)
        return cell_text(field, value, self._tab.shown, self._tab.reading)

    def _on_typed(self, row: Any, column: Column[Any], text: str) -> None:
        table = self._table
        if table is None:
            return
        given = _Given(table.editing.turn, row.id, text)
        try:
            values = self._tab.typed_values(row, column, text)
        except ValueRefused as error:
            table.editing.refuse(sentence(error))
            return

        if self._asked == (row.id, values) or not can_be_odd(values):
            self._keep(given, values)
            return
        asked = partial(self._on_asked, given, values)
        desk, shown = self._tab.desk, self._tab.shown
        ask_of_edit(desk, self, row.id, values, shown, asked, partial(self._on_refused, given))

    def _on_asked(self, given: _Given, values: dict[str, Any], asked: Asked) -> None:
        """Ask about a value that looks wrong; given once more as it is, it is kept."""
        if not asked:
            self._keep(given, values)
            return
        editing = self._open_at(given)
        if editing is None:
            self._tell_lost(given.text)
            return
        self._asked = (given.id, values)
        words = next(iter(asked.values()))
        editing.refuse(_("{question} Enter keeps it.").format(question=words))

    def _keep(self, given: _Given, values: dict[str, Any]) -> None:
        self._asked = None

        def work(store: Store) -> Changes:
            return edit(store, given.id, values)

        kept, refused = partial(self._on_kept, given), partial(self._on_refused, given)
        self._tab.desk.operate(self, work, kept, refused)

    def _open_at(self, given: _Given) -> CellEditing | None:
        """What edits the cell, if it is the one that is still open."""
        if self._table is None or not isValid(self._table):
            return None
        editing = self._table.editing
        return editing if editing.is_open and editing.turn == given.turn else None

    def _on_kept(self, given: _Given, changes: Changes) -> None:
        editing = self._open_at(given)
        if editing is not None:
            editing.kept()

    def _on_refused(self, given: _Given, error: Exception) -> None:
        editing = self._open_at(given)
        if editing is not None:
            editing.refuse(sentence(error))
        else:
            self._tab.desk.failed.emit(error)

    def _tell_lost(self, text: str) -> None:
        self._tab.desk.said.emit(_("Not kept: “{text}”").format(text=text), False)

    def leave(self) -> None:
        """Close the cell that is open, for the rows go; what was refused of it is told."""
        if self._table is None or not isValid(self._table):
            return
        lost = self._table.editing.leave()
        if lost:
            self._tell_lost(lost)

    # ------------------------------------------------------------------ rows

    def repeat(self) -> None:
        """Open the form of a record like the one that is selected."""
        kind, space = self._tab.kinds_to_add[0], self._tab.vehicle.space
        if not access_of(self._tab.desk).why_not(Verb.ADD, kind, space):
            repeat_selected(self._tab)

    def tag(self) -> None:
        """Ask for a tag, and put it on what is selected."""
        ids = [row.id for row in self._tab.selected()]
        if ids:
            TagDialog(self._tab.desk, self._tab.window(), ids).open()

    def _chosen(self) -> Chosen | None:
        rows = self._tab.selected()
        if not rows or self._table is None:
            return None
        here = self._table.currentIndex().column()
        return chosen_rows(self._tab, rows, self._table.rows.columns, here)

    def paste_clipboard(self) -> None:
        """Take rows from the clipboard."""
        self.paste(QGuiApplication.clipboard().text())

    def paste(self, text: str) -> None:
        """Show what rows a text holds, and add them when that is wanted."""
        # It is not needed before: importing it would hold up the tab.
        from client.ui.vehicles.paste_dialog import PasteDialog

        table = self._table
        if table is None or not text.strip():
            return
        shown = [table.rows.columns[place] for place in table.arrangement.shown_sections()]
        titles = tuple((column.title, self._tab.pasted_field(column)) for column in shown)
        said = {column.title: column.said for column in shown if column.said is not None}
        PasteDialog(self._tab, text, titles, said).open()


def can_be_odd(values: dict[str, Any]) -> bool:
    """Whether the rules may ask about these values: they know of figures, days and amounts."""
    return any(value is not None and not isinstance(value, str) for value in values.values())


class TagDialog(FormDialog):
    """Asks for the tags that are put on some records."""

    def __init__(self, desk: Desk, parent: QWidget, ids: list[str]) -> None:
        count = len(ids)
        title = ngettext("Tag {n} record", "Tag {n} records", count).format(n=count)
        super().__init__(title, _("Add"), parent)
        self._desk, self._ids = desk, ids
        self.put("tags", FormField(_("Tags")), 12)

    def is_changed(self) -> bool:
        return bool(self.fields["tags"].text())

    def save(self) -> None:
        self.clear_wrong()
        ids, text = self._ids, self.fields["tags"].text()
        if not text:
            self.fields["tags"].set_error(_("Write a word, as in winter."))
            return

        def work(store: Store) -> Changes:
            return tag(store, ids, text)

        self.save_button.setEnabled(False)
        self._desk.operate(self, work, self._on_saved, self.show_wrong)

    def _on_saved(self, changes: Changes) -> None:
        if isValid(self):
            self.accept()
