"""What is offered for the table that is looked at: its filter, columns and file; keys in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.shown import Shown
from client.ui.widgets.rows_table import RowsTable
from garage.records import Vehicle

SAVE_KEYS = "Ctrl+S"


def table_commands(
    key: str,
    to_filter: Callable[[], None],
    choose_columns: Callable[[], None],
    save: Callable[[], None],
    has_rows: Callable[[], bool],
) -> tuple[Command, ...]:
    """To the filter, to the columns of a table that has rows, and those to a file; `key` names
    the tab.
    """
    return (
        Command(f"{key}.filter", _("Filter the table"), to_filter, "Ctrl+F", "search"),
        Command(
            f"{key}.columns", _("Choose columns…"), choose_columns, "Ctrl+Shift+L",
            "sliders-horizontal", has_rows,
        ),
        save_command(key, save, has_rows),
    )  # fmt: skip


class SavedHost(Protocol):
    """A tab whose table can be saved, as soon as there is one."""

    desk: Desk

    @property
    def vehicle(self) -> Vehicle:
        """Whose records they are."""

    @property
    def shown(self) -> Shown:
        """How their values are written."""

    @property
    def table(self) -> RowsTable | None:
        """The table; None before anything was read."""

    def window(self) -> QWidget:
        """The window, for dialogs."""


def save_command(key: str, save: Callable[[], None], has_rows: Callable[[], bool]) -> Command:
    """What saves a table that has rows; `key` names the tab."""
    words = _("Save table as CSV…")
    return Command(f"{key}.save", words, save, SAVE_KEYS, "upload", has_rows)


def save_shown(tab: SavedHost) -> None:
    """Ask for a file and write the rows that a tab's table shows."""
    # What writes files is loaded when one is to be written.
    from client.ui.vehicles.table_saving import save_table

    if tab.table is not None:
        save_table(tab.desk, tab.window(), tab.table, tab.shown, tab.vehicle.name)


def put_keys(table: QWidget, keys: Iterable[tuple[str, Callable[[], None]]]) -> None:
    """Let keys do something while the keyboard is in a table."""
    for key, slot in keys:
        shortcut = QShortcut(QKeySequence(key), table)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)
