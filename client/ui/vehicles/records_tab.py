"""A tab of a vehicle's records: a row of filters, and a card with the table or how to begin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout

from client.operations.records import delete
from client.store import Changes, Reader, Store
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.overtaken_marks import OvertakenMarks
from client.ui.vehicles.record_form import open_form
from client.ui.vehicles.records_bar import RecordsBar
from client.ui.vehicles.records_edit import CellEdits
from client.ui.vehicles.records_empty import nothing_there
from client.ui.vehicles.records_menu import open_menu
from client.ui.vehicles.records_shape import (
    Narrowed,
    RecordsContent,
    narrow,
    read_content,
)
from client.ui.vehicles.records_spec import RecordsSpec
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.table_commands import put_keys, save_shown, table_commands
from client.ui.vehicles.table_keeper import TableKeeper
from client.ui.vehicles.table_keyboard import TableKeyboard, put_in_place
from client.ui.vehicles.vehicle_tab import VehicleTab
from client.ui.widgets.card import Card
from client.ui.widgets.columns_popover import open_columns
from client.ui.widgets.labels import label
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import RowsTable
from garage.reading import Reading
from garage.records import Vehicle, kind_named


class RecordsTab(VehicleTab):
    """A subclass says what it is made of in ``spec``; see `RecordsSpec`."""

    make_spec: ClassVar[Callable[[], RecordsSpec]]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.spec = spec = type(self).make_spec()
        self.concerns = spec.concerns
        self.setObjectName(spec.key)
        self.content: RecordsContent | None = None
        self.table: RowsTable | None = None
        self._signature: object = None
        self._reading_all = False
        self._picked = ""
        self.keeper = TableKeeper(desk, spec.key, self)
        self.keyboard = TableKeyboard(self)
        self.bar = RecordsBar(spec)
        self.bar.asked.connect(self._narrow)
        self.bar.columns_wanted.connect(self.choose_columns)
        self.bar.save_wanted.connect(self.save_table)
        self.bar.left.connect(self._to_table)
        self.card = Card(flush=True)
        self.empty = nothing_there(spec, desk, self.add, lambda: self.vehicle.space)
        self.none_left = label(_("Nothing fits the filter."), role="text_muted")
        self.none_left.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.none_left.hide()
        self.card.body.addWidget(self.empty)
        self.card.body.addWidget(self.none_left, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addWidget(self.card, 1)
        self._column = column
        for part in (self.bar, self.empty):
            part.hide()
        self.edits = CellEdits(self, self)
        self.marks = OvertakenMarks(self, self)
        self._offer()

    def _offer(self) -> None:
        """Say what can be done here: to add what is looked at, and the other kinds by the menu."""
        adds = dict(self.spec.adds)
        key = self.spec.key
        primary = Command(f"{key}.add", self._add_words(), self.add, "Ctrl+N", "plus")
        others = tuple(
            Command(f"{key}.add.{kind}", words, self._adding(kind), "", "plus")
            for kind, words in adds.items()
            if words != primary.title
        )
        own = (self.to_filter, self.choose_columns, self.save_table, self._has_rows)
        more = table_commands(key, *own)
        self.set_actions(primary, (*others, *more))

    def _has_rows(self) -> bool:
        return self.content is not None and bool(self.content.rows)

    # ------------------------------------------------------------------ reading

    @property
    def reading(self) -> Reading:
        """How what is typed here is read."""
        return self.desk.reading(self.vehicle)

    def show_vehicle(self, vehicle: Vehicle, shown: Shown) -> None:
        if vehicle.id != self.vehicle.id:
            self._leave_table()
            self.bar.forget()
            self.content = None
            for part in (self.bar, self.empty, self.none_left):
                part.hide()
            if self.table is not None:
                self.edits.leave()
                self.table.hide()
        super().show_vehicle(vehicle, shown)

    def refresh(self) -> None:
        spec, vehicle, shown, today = self.spec, self.vehicle.id, self.shown, self.desk.today()
        asked, reading = self.bar.asking, self.reading
        before = self.content.rows if self.content is not None else ()
        self._reading_all = True

        def read(reader: Reader) -> tuple[RecordsContent, Narrowed]:
            content = read_content(reader, spec, vehicle, shown, today, before)
            return content, narrow(reader, spec, content, asked, shown, reading)

        self.desk.read(self, read, self._on_read, key="rows")

    def _on_read(self, read: tuple[RecordsContent, Narrowed]) -> None:
        self._reading_all = False
        content, narrowed = read
        if content.vehicle != self.vehicle.id:
            return
        fresh, before = self.content is None, self.table
        self._leave_table()
        self.content = content
        self.bar.show_content(content)
        self._make_table(content)
        self._show_narrowed(narrowed)
        if fresh or self.table is not before:
            self.keeper.come_back(content.vehicle)
        self.marks.follow()
        if self._picked:
            self.pick(self._picked)

    def _narrow(self) -> None:
        content = self.content
        self.keyboard.forget()
        self._offer_if_changed()
        if content is None:
            return
        if self._reading_all:
            self.refresh()
            return
        spec, asked, shown, reading = self.spec, self.bar.asking, self.shown, self.reading

        def read(reader: Reader) -> Narrowed:
            return narrow(reader, spec, content, asked, shown, reading)

        self.desk.read(self, read, self._show_narrowed, key="rows")

    def _offer_if_changed(self) -> None:
        if self.primary is not None and self.primary.title != self._add_words():
            self._offer()

    def _add_words(self) -> str:
        adds, segment = self.spec.adds, self.bar.segments.current
        if len(adds) > 1 and segment not in adds:
            return _("Add…")
        return adds[self._kind_to_add()]

    def _show_narrowed(self, narrowed: Narrowed) -> None:
        content, table = self.content, self.table
        if content is None or table is None:
            return
        table.rows.set_rows(narrowed.rows)
        if narrowed.rows:
            self.keyboard.show_table(table)
        self.bar.show_narrowed(narrowed)
        self.bar.setVisible(bool(content.rows))
        self.empty.setVisible(not content.rows)
        if not narrowed.rows:
            buttons = (self.empty.primary_button, self.bar.columns_button)
            self.keyboard.hide_table(table, *buttons)
        self.none_left.setVisible(bool(content.rows) and not narrowed.rows)

    # ------------------------------------------------------------------ the table

    def _make_table(self, content: RecordsContent) -> None:
        """Make the table anew only where its columns, or what they are written with, changed."""
        titles = tuple((column.key, column.title) for column in content.columns)
        signature = (titles, repr(self.shown))
        if self.table is not None and signature == self._signature:
            return
        old, self._signature = self.table, signature
        model = RowsModel[Any](content.columns, _row_id, self.spec.flagged, self.spec.heading)
        table = self.table = RowsTable(model, self.spec.name)
        table.takes_rows = True
        table.opened.connect(self._on_opened)
        table.menu_wanted.connect(self._on_menu)
        table.pasted.connect(self.edits.paste)
        self.edits.watch(table)
        put_keys(table, self.keys())
        put_in_place(self.card.body, table, old)
        self.keeper.adopt(table)
        self.marks.adopt(table)

    def keys(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """What keys do in the table."""
        return (("E", self.edit_selected), ("Del", self.delete_selected), ("T", self.edits.tag))

    def pasted_field(self, column: Column[Any]) -> str:
        """The field that a column of pasted rows means; "" for none."""
        return column.field

    @property
    def kinds_to_add(self) -> tuple[str, ...]:
        """The kinds that new rows may be, that of the segment looked at first."""
        first = self._kind_to_add()
        return (first, *(kind for kind in self.spec.adds if kind != first))

    def own_actions(self) -> tuple[tuple[str, str, str, Callable[[], None]], ...]:
        """What else the menu offers for a row: words, icon, keys, what it does."""
        return ()

    def typed_values(self, row: Any, column: Column[Any], text: str) -> dict[str, Any]:
        """The values that a text typed in a cell means. Raises ValueRefused."""
        name = self.cell_field(row, column)
        return {name: self.reading.value(kind_named(row.kind).field(name), text)}

    def cell_field(self, row: Any, column: Column[Any]) -> str:
        """The field of the row's own kind that a cell changes; "" for none."""
        return column.field

    def cell_words(self, row: Any, column: Column[Any]) -> str | None:
        """What a cell is changed from, where that is not just a field's value."""
        return None

    def selected(self) -> list[Any]:
        """The rows selected."""
        return self.table.selected_rows() if self.table is not None else []

    def pick(self, record: str) -> None:
        self._picked = record
        if self.content is None or self.table is None or self._reading_all:
            return
        if self.table.select_id(record):
            self._picked = ""
            self._to_table()
        elif any(row.id == record for row in self.content.rows):
            self.bar.ask_for_all()
            self.refresh()
        else:
            self._picked = ""

    def _to_table(self) -> None:
        if self.table is not None and not self.table.editing.is_open:
            self.table.enter()

    def to_filter(self) -> None:
        """Go to the field of the filter."""
        self.bar.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.filter.selectAll()

    def choose_columns(self) -> None:
        """Open the popover of the columns."""
        if self.table is not None:
            open_columns(self.table, self.bar.columns_button, self)

    def save_table(self) -> None:
        """Ask for a file and write the rows that are shown."""
        save_shown(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._leave_table()
        self.keeper.keep()

    def _leave_table(self) -> None:
        """Remember where one is, unless the rows are still those of another vehicle."""
        if self.content is not None:
            self.keeper.leave(self.content.vehicle)

    # ------------------------------------------------------------------ what one can do

    def _kind_to_add(self) -> str:
        segment = self.bar.segments.current
        return segment if segment in self.spec.adds else next(iter(self.spec.adds))

    def _adding(self, kind: str) -> Callable[[], None]:
        def run() -> None:
            self.add_kind(kind)

        return run

    def add(self) -> None:
        """Add what is looked at; where that may be several kinds, ask which."""
        adds = self.spec.adds
        if len(adds) == 1 or self.bar.segments.current in adds:
            self.add_kind(self._kind_to_add())
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in adds:
            menu.addAction(_(kind_named(kind).label), self._adding(kind))
        menu.popup(self.mapToGlobal(QPoint(self.width() - menu.sizeHint().width() - 24, 8)))
        menu.setActiveAction(menu.actions()[0])

    def add_kind(self, kind: str) -> None:
        """Open the form of a new record of a kind."""
        if self.vehicle.id:
            open_form(self.desk, self, kind, self.vehicle, done=self._on_added)

    def _on_added(self, changes: Changes) -> None:
        ids = changes.ids
        if ids:
            self.pick(ids[0])

    def _on_opened(self, row: Any) -> None:
        open_form(self.desk, self, row.kind, self.vehicle, row.record)

    def edit_selected(self) -> None:
        """Change the one that is selected."""
        rows = self.selected()
        if len(rows) == 1:
            self._on_opened(rows[0])

    def delete_selected(self) -> None:
        """Put what is selected in the trash."""
        ids = [row.id for row in self.selected()]
        if not ids:
            return

        def work(store: Store) -> Changes:
            return delete(store, ids)

        self.desk.operate(self, work)

    def _on_menu(self, where: QPoint, about_columns: bool) -> None:
        if self.table is not None:
            open_menu(self, self.table, where, about_columns=about_columns)


def _row_id(row: Any) -> str:
    return str(row.id)
