"""The menus of a table of records: about what is selected, and about its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from client.operations.spaces import made_by_others
from client.ui.spaces.access import access_of
from client.ui.text import _
from client.ui.theme import icon
from client.ui.vehicles.overtaken_marks import OvertakenMarks
from client.ui.vehicles.records_edit import CellEdits
from client.ui.vehicles.table_commands import SAVE_KEYS
from client.ui.vehicles.table_host import TableHost
from client.ui.widgets.rows_table import RowsTable
from client.ui.widgets.tips import plain_tip
from garage.permissions import Verb, why_not
from garage.records import Record


class MenuHost(TableHost, Protocol):
    """A tab whose table has a menu."""

    edits: CellEdits
    marks: OvertakenMarks

    def edit_selected(self) -> None:
        """Change the one that is selected."""

    def delete_selected(self) -> None:
        """Put what is selected in the trash."""

    def choose_columns(self) -> None:
        """Open the popover of the columns."""

    def save_table(self) -> None:
        """Ask for a file and write the rows that are shown."""

    def own_actions(self) -> tuple[tuple[str, str, str, Callable[[], None]], ...]:
        """What else there is for a row: words, icon, keys, what it does."""


def open_menu(tab: MenuHost, table: RowsTable, where: QPoint, *, about_columns: bool) -> None:
    """Open the menu that belongs to the rows, or to the head, of a tab's table."""
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    if not about_columns:
        _put_selection(tab, table, menu)
        menu.addSeparator()
    columns = menu.addAction(
        icon("sliders-horizontal", "text"), _("Choose columns…"), tab.choose_columns
    )
    columns.setShortcut("Ctrl+Shift+L")
    save = menu.addAction(icon("upload", "text"), _("Save table as CSV…"), tab.save_table)
    save.setShortcut(SAVE_KEYS)
    menu.popup(where)


def _put_selection(tab: MenuHost, table: RowsTable, menu: QMenu) -> None:
    rows = tab.selected()
    edit = menu.addAction(icon("pencil", "text"), _("Change"), tab.edit_selected)
    edit.setShortcut("E")
    edit.setEnabled(len(rows) == 1)
    for words, name, keys, slot in tab.own_actions():
        action = menu.addAction(icon(name, "text"), words, slot)
        action.setShortcut(keys)
        action.setEnabled(len(rows) == 1)
    repeat = menu.addAction(icon("plus", "text"), _("Duplicate…"), tab.edits.repeat)
    repeat.setShortcut("Ctrl+D")
    repeat.setEnabled(len(rows) == 1)
    past = menu.addAction(icon("history", "text"), _("History"), tab.marks.open_selected)
    past.setShortcut("H")
    past.setEnabled(len(rows) == 1)
    copy = menu.addAction(icon("copy", "text"), _("Copy"), table.copy_selected)
    copy.setShortcut("Ctrl+C")
    copy.setEnabled(bool(rows))
    paste = menu.addAction(icon("copy-plus", "text"), _("Paste rows…"), tab.edits.paste_clipboard)
    paste.setShortcut("Ctrl+V")
    paste.setEnabled(bool(QGuiApplication.clipboard().text().strip()))
    tag = menu.addAction(icon("tag", "text"), _("Add a tag…"), tab.edits.tag)
    tag.setShortcut("T")
    tag.setEnabled(bool(rows))
    many = tab.edits.many.put_in(menu)
    menu.addSeparator()
    delete = menu.addAction(icon("trash-2", "late"), _("Delete"), tab.delete_selected)
    delete.setShortcut("Del")
    delete.setEnabled(bool(rows))
    _grey_out(tab, {Verb.ADD: [repeat, paste], Verb.EDIT: [tag, many], Verb.DELETE: [delete]})
    _grey_out_of_others(tab, menu, delete, [row.record for row in rows])


def _grey_out_of_others(
    tab: MenuHost, menu: QMenu, delete: QAction, records: Sequence[Record]
) -> None:
    """Grey out Delete where somebody else made one of them, as soon as that is known."""
    access, kind = access_of(tab.desk), tab.kinds_to_add[0]
    if not records or not access.only_own(Verb.DELETE, kind, tab.vehicle.space):
        return
    words = _(why_not(Verb.DELETE, kind))

    def grey(others: bool) -> None:
        if others:
            delete.setEnabled(False)
            delete.setToolTip(plain_tip(words))

    tab.desk.read(menu, lambda reader: made_by_others(reader, records), grey)


def _grey_out(tab: MenuHost, guarded: Mapping[Verb, Sequence[QAction]]) -> None:
    """Grey out what the person may not do in the vehicle's garage, and say who may."""
    access, kind = access_of(tab.desk), tab.kinds_to_add[0]
    for verb, actions in guarded.items():
        why = access.why_not(verb, kind, tab.vehicle.space)
        for action in actions if why else ():
            action.setEnabled(False)
            action.setToolTip(plain_tip(why))
