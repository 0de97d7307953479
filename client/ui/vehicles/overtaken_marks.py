"""The discreet mark on records that have a value which was overtaken by an edit elsewhere."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from client.store import Reader
from client.ui.desk import Desk
from client.ui.text import _, ngettext
from client.ui.vehicles.form_dialog import FormDialog
from client.ui.vehicles.overtaken_reading import count_open, marked_of
from client.ui.vehicles.record_history import open_history
from client.ui.widgets.buttons import Button, ButtonKind
from client.ui.widgets.rows_table import RowsTable
from garage.records import Vehicle


class MarkHost(Protocol):
    """A tab that shows records of a vehicle."""

    desk: Desk

    @property
    def vehicle(self) -> Vehicle:
        """Whose records they are."""

    def window(self) -> QWidget:
        """The window, for the history."""


class OvertakenMarks(QObject):
    """Marks the rows of a tab's table; a click on a mark, or H on a row, opens its history.

    Of what stands in no table the tab asks for the `ids`, and hears by ``changed`` of others.
    """

    changed = Signal()

    def __init__(self, host: MarkHost, tab: QWidget) -> None:
        super().__init__(tab)
        self._host, self._tab = host, tab
        self._table: RowsTable | None = None
        self._of = ""
        self._stale = False
        """Whether there is something to look for once the tab is seen."""
        self.ids: frozenset[str] = frozenset()
        """The records that bear it."""
        host.desk.changed.connect(self.read)
        host.desk.settings_changed.connect(self.read)
        tab.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._stale:
            self.read()
        return False

    def adopt(self, table: RowsTable) -> None:
        """Mark the rows of this table from now on."""
        self._table = table
        table.mark_opened.connect(self._open_row)
        shortcut = QShortcut(QKeySequence("H"), table)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.open_selected)
        self._mark()

    def follow(self) -> None:
        """Be about the vehicle that is shown now."""
        if self._host.vehicle.id != self._of:
            self.read()

    def read(self, _changes: object = None) -> None:
        """Look again which records have one; of a tab behind others, once it is in front."""
        vehicle = self._of = self._host.vehicle.id
        self._stale = not self._tab.isVisible()
        if vehicle and not self._stale:
            self._host.desk.read(self, lambda reader: marked_of(reader, vehicle), self._on_read)

    def _on_read(self, ids: frozenset[str]) -> None:
        if ids != self.ids:
            self.ids = ids
            self._mark()
            self.changed.emit()

    def _mark(self) -> None:
        if self._table is not None:
            ids: frozenset[Hashable] = frozenset(self.ids)
            self._table.set_marked(ids, mark_words())

    def open(self, record: str) -> None:
        """Open the history of a record."""
        if record:
            open_history(self._host.desk, self._host.window(), record)

    def _open_row(self, row: object) -> None:
        if self._table is not None:
            self.open(str(self._table.rows.id_of(row)))

    def open_selected(self) -> None:
        """Open the history of the row that is selected."""
        rows = self._table.selected_rows() if self._table is not None else []
        if len(rows) == 1:
            self._open_row(rows[0])


def mark_words() -> str:
    """What the mark means, and what its key does."""
    return _("a value was overtaken; H opens the history")


def count_words(count: int) -> str:
    """The mark in words, for where there is room."""
    words = ngettext("{n} value was overtaken", "{n} values were overtaken", count)
    return words.format(n=count)


def overtaken_link(count: int) -> Button:
    """The same to be clicked, which is to open the history."""
    return Button(count_words(count), "git-branch", ButtonKind.LINK)


def mark_form(desk: Desk, form: FormDialog, record: str) -> None:
    """Put at the foot of a record's form how many of its values were overtaken, if any were."""
    _FormMark(desk, form, record).read()


class _FormMark(QObject):
    """Says it as long as it is so; a click opens the history over the form."""

    def __init__(self, desk: Desk, form: FormDialog, record: str) -> None:
        super().__init__(form)
        self._desk, self._form, self._record = desk, form, record
        self._link: Button | None = None
        desk.changed.connect(self.read)
        desk.settings_changed.connect(self.read)

    def read(self, _changes: object = None) -> None:
        """Look again."""
        record = self._record

        def count(reader: Reader) -> int:
            return count_open(reader, record)

        self._desk.read(self, count, self._show, _say_nothing)

    def _show(self, found: int) -> None:
        if self._link is None and found:
            self._link = overtaken_link(found)
            self._link.clicked.connect(self._open)
            self._form.put_at_foot(self._link)
        elif self._link is not None:
            self._link.set_words(count_words(found))
            self._link.setVisible(found > 0)

    def _open(self) -> None:
        open_history(self._desk, self._form, self._record)


def _say_nothing(_error: Exception) -> None:
    """A record that is gone meanwhile has no history to offer; the form itself says so."""
