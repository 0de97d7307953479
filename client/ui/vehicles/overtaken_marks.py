"""The discreet mark on records that have a value which was overtaken by an edit elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from client.operations.overtaken_here import open_questions, overtaken_records
from client.store import Reader
from client.ui.desk import Desk
from client.ui.text import _, ngettext
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.vehicles.record_history import open_history
from client.ui.vehicles.table_host import TableHost
from client.ui.widgets.buttons import Button, ButtonKind
from client.ui.widgets.rows_table import RowsTable


class OvertakenMarks(QObject):
    """Marks the rows of a tab's table; a click on a mark, or H on a row, opens its history."""

    def __init__(self, host: TableHost, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._table: RowsTable | None = None
        self._of = ""
        self._ids: frozenset[str] = frozenset()
        host.desk.changed.connect(self.read)
        host.desk.settings_changed.connect(self.read)

    def adopt(self, table: RowsTable) -> None:
        """Mark the rows of this table from now on."""
        self._table = table
        table.mark_opened.connect(self._open)
        shortcut = QShortcut(QKeySequence("H"), table)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._open_selected)
        self._mark()

    def follow(self) -> None:
        """Be about the vehicle that is shown now."""
        if self._host.vehicle.id != self._of:
            self.read()

    def read(self, _changes: object = None) -> None:
        """Look again which records have one."""
        vehicle = self._of = self._host.vehicle.id
        if vehicle:
            self._host.desk.read(
                self, lambda reader: overtaken_records(reader, vehicle), self._on_read
            )

    def _on_read(self, ids: frozenset[str]) -> None:
        self._ids = ids
        self._mark()

    def _mark(self) -> None:
        if self._table is not None:
            self._table.set_marked(self._ids, _("a value was overtaken; H opens the history"))

    def _open(self, row: object) -> None:
        open_history(self._host.desk, self._host.window(), str(getattr(row, "id", "")))

    def _open_selected(self) -> None:
        rows = self._host.selected()
        if len(rows) == 1:
            self._open(rows[0])


def mark_form(desk: Desk, form: FormDialog, record: str) -> None:
    """Put at the foot of a record's form how many of its values were overtaken, if any were."""

    def count(reader: Reader) -> int:
        return open_questions(reader, record)

    def show(found: int) -> None:
        if found:
            words = ngettext("{n} value was overtaken", "{n} values were overtaken", found)
            link = Button(words.format(n=found), "git-branch", ButtonKind.LINK)
            link.clicked.connect(_History(desk, form, record).open)
            form.put_at_foot(link)

    desk.read(form, count, show, _say_nothing, key="overtaken")


def _say_nothing(_error: Exception) -> None:
    """A record that is gone meanwhile has no history to offer; the form itself says so."""


class _History(QObject):
    """Opens the history of a form's record over it."""

    def __init__(self, desk: Desk, form: FormDialog, record: str) -> None:
        super().__init__(form)
        self._desk, self._form, self._record = desk, form, record

    def open(self) -> None:
        """Show it."""
        open_history(self._desk, self._form, self._record)
