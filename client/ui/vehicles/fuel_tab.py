"""The fuel tab: quick add, the economy's line, filters with their sums, and the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.operations.fuel_log import FuelRow, filtered
from client.operations.record_rows import found_by, is_language
from client.store import Reader
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.economy_card import EconomyCard
from client.ui.vehicles.filter_example import filter_example
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.fuel_choices import is_flagged, which_segments
from client.ui.vehicles.fuel_columns import AMOUNT, fuel_columns
from client.ui.vehicles.fuel_sums import sums_of
from client.ui.vehicles.overtaken_marks import OvertakenMarks
from client.ui.vehicles.prepared import Prepared
from client.ui.vehicles.quick_panel import QuickPanel
from client.ui.vehicles.records_edit import CellEdits
from client.ui.vehicles.records_empty import no_fill_ups
from client.ui.vehicles.records_menu import open_menu
from client.ui.vehicles.records_shape import with_words
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.table_buttons import TableButtons
from client.ui.vehicles.table_commands import put_keys, save_shown, table_commands
from client.ui.vehicles.table_keeper import TableKeeper
from client.ui.vehicles.table_keyboard import TableKeyboard, put_in_place
from client.ui.widgets.card import Card
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.columns_popover import open_columns
from client.ui.widgets.filter_field import FilterField
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import RowsTable
from client.ui.widgets.segmented import Segment, SegmentedControl
from client.ui.widgets.wrapping_bar import WrappingBar
from garage.errors import ValueRefused
from garage.reading import Reading
from garage.records import ENERGIES, Vehicle, kind_named

_CHART = 424
_WIDE = 930
"""From this width on, in pixels, the chart stands beside quick add."""


class FuelTab(QWidget):
    """``edit_wanted`` carries a fill-up's id, ``delete_wanted`` a list of them."""

    edit_wanted = Signal(str)
    delete_wanted = Signal(list)
    add_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._prepared: Prepared | None = None
        self._titles: tuple[str, ...] = ()
        self._select = ""
        self._found: frozenset[str] | None = None
        self.table: RowsTable | None = None
        self.keeper = TableKeeper(desk, "fuel", self)
        self.keyboard = TableKeyboard(self)
        self.edits = CellEdits(self, self)
        self.marks = OvertakenMarks(self, self)
        self.quick = QuickPanel(desk)
        self.quick.more_wanted.connect(self.add_wanted)
        self.chart = EconomyCard(compact=True)
        self.chart.picked.connect(self.select)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.quick, 1)
        self.chart.setFixedWidth(_CHART)
        top.addWidget(self.chart)
        column.addLayout(top)
        self.bar = self._make_filters()
        column.addWidget(self.bar)
        column.addWidget(self.complaint)
        self.card = Card(flush=True)
        self.empty = no_fill_ups(desk, lambda: self.vehicle.space)
        self.card.body.addWidget(self.empty)
        column.addWidget(self.card, 1)
        self.commands = table_commands(
            "fuel", self.filter.setFocus, self.choose_columns, self.save_table, self._has_rows
        )

    def _has_rows(self) -> bool:
        return self._prepared is not None and bool(self._prepared.log.rows)

    def _make_filters(self) -> WrappingBar:
        self.which = SegmentedControl([Segment("all", _("All"))], _("Which fill-ups"))
        self.which.chosen.connect(self._show_rows)
        self.energy, self.year = ChoiceBox(_("Energy")), ChoiceBox(_("Year"))
        self.energy.activated.connect(self._show_rows)
        self.year.activated.connect(self._show_rows)
        self.totals = label("", "small", "text_muted")
        hint = _("Filter: words, or {example}").format(
            example=filter_example("fill_up", "total", "> 70")
        )
        self.filter = FilterField(_("Filter"), hint)
        self.filter.asked.connect(self._look)
        self.filter.left.connect(self._to_table)
        self.complaint = Remark()
        self.buttons = TableButtons()
        self.buttons.columns.clicked.connect(self.choose_columns)
        self.buttons.export.clicked.connect(self.save_table)
        lead = (self.which, self.energy, self.year)
        return WrappingBar(lead, self.filter, (self.totals,), self.buttons)

    # ------------------------------------------------------------------ what it shows

    def show_prepared(self, prepared: Prepared) -> None:
        """Show a vehicle's log."""
        if prepared.log.vehicle.id != self.vehicle.id:
            self.edits.leave()
        self.keeper.leave(self.vehicle.id)
        before, table, self._prepared = self._prepared, self.table, prepared
        vehicle, economy = prepared.log.vehicle, prepared.overview.economy
        self.quick.set_context(prepared)
        self.chart.show_figures(economy, prepared.shown, prepared.series)
        self._show_filters(prepared)
        self._make_table(prepared)
        self._show_rows()
        self.marks.follow()
        if before is None or before.log.vehicle.id != vehicle.id:
            if before is not None:
                self.filter.forget()
                self._on_found(None)
            self.keeper.come_back(vehicle.id)
        else:
            if self.table is not table:
                self.keeper.come_back(vehicle.id)
            if self.filter.text():
                self._look(self.filter.text())

    def _show_filters(self, prepared: Prepared) -> None:
        log = prepared.log
        count = len(log.rows)
        segments = which_segments(count, prepared.flagged)
        chosen = self.which.current
        keys = {segment.key for segment in segments}
        self.which.set_segments(segments, chosen if chosen in keys else "all")
        # There is nothing to choose from where there is nothing yet.
        self.bar.setVisible(bool(count))
        energies = [(name, _(ENERGIES.get(name, name))) for name in log.energies]
        self.energy.offer(_("All energies"), energies)
        self.energy.setVisible(len(energies) > 1)
        self.year.offer(_("All years"), [(str(year), str(year)) for year in prepared.years])
        self.year.setVisible(len(prepared.years) > 1)

    def _make_table(self, prepared: Prepared) -> None:
        """Make the table anew only where its heads or what they are read with have changed."""
        log, heads, shown = prepared.log, prepared.heads, prepared.shown
        columns = fuel_columns(log, heads, shown)
        titles = (*(column.title for column in columns), repr(shown.prefs), repr(heads))
        if self.table is not None and titles == self._titles:
            return
        old, self._titles = self.table, titles
        model = RowsModel[FuelRow](columns, _row_id, is_flagged)
        self.table = RowsTable(model, _("Fill-ups"))
        self.table.takes_rows = True
        self.table.opened.connect(self._on_opened)
        self.table.pasted.connect(self.edits.paste)
        self.edits.watch(self.table)
        self.table.menu_wanted.connect(self._on_menu)
        keys = (("E", self.edit_selected), ("Del", self.delete_selected), ("T", self.edits.tag))
        put_keys(self.table, keys)
        put_in_place(self.card.body, self.table, old)
        self.keeper.adopt(self.table)
        self.marks.adopt(self.table)

    def _show_rows(self, _chosen: object = None) -> None:
        prepared, table = self._prepared, self.table
        if prepared is None or table is None:
            return
        log = prepared.log
        rows = filtered(log.rows, self.which.current)
        energy, year = self.energy.currentData(), self.year.currentData()
        if energy and self.energy.count() > 2:
            rows = [row for row in rows if row.energy == energy]
        if year and self.year.count() > 2:
            rows = [row for row in rows if row.fill.date and str(row.fill.date.day.year) == year]
        if self._found is not None:
            found = self._found
            rows = [row for row in rows if row.id in found]
        table.rows.set_rows(rows)
        self.totals.setText(sums_of(rows, prepared))
        self.filter.tell_left(self.totals.text())
        self.empty.setVisible(not log.rows)
        if log.rows:
            self.keyboard.show_table(table)
        else:
            self.keyboard.hide_table(table, self.quick.edit, self.quick.more)
        if self._select and table.select_id(self._select):
            self._select = ""
            table.enter()

    # ------------------------------------------------------------------ looking for rows

    def _look(self, text: str) -> None:
        """Find the fill-ups that a text asks for, off the GUI thread."""
        prepared, table, text = self._prepared, self.table, text.strip()
        if prepared is None or table is None:
            return
        if not text:
            self._on_found(None)
            return
        vehicle, rows, columns = prepared.log.vehicle.id, prepared.log.rows, table.rows.columns
        reading = self.reading

        def work(reader: Reader) -> frozenset[str] | ValueRefused:
            if not is_language(text, self.kinds_to_add, reading.words):
                return with_words(rows, columns, text)
            try:
                return found_by(reader, self.kinds_to_add, vehicle, text, reading)
            except ValueRefused as error:
                return error

        self.desk.read(self, work, self._on_found, key="filter")

    def _on_found(self, found: frozenset[str] | ValueRefused | None) -> None:
        wrong = sentence(found) if isinstance(found, ValueRefused) else ""
        self.filter.set_wrong(wrong)
        self.complaint.say(wrong)
        self._found = None if isinstance(found, ValueRefused) else found
        self._show_rows()

    def _to_table(self) -> None:
        if self.table is not None:
            self.table.enter()

    def choose_columns(self) -> None:
        """Open the popover of the columns."""
        if self.table is not None:
            open_columns(self.table, self.buttons.columns, self)

    def save_table(self) -> None:
        """Ask for a file and write the rows that are shown."""
        save_shown(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keeper.leave(self.vehicle.id)
        self.keeper.keep()

    # ------------------------------------------------------------------ what one can do

    def select(self, fill: str) -> None:
        """Select a fill-up's row, now or as soon as it is there."""
        self._select = fill
        if self.table is not None and self.table.select_id(fill):
            self._select = ""
            self.table.enter()
        elif self._prepared and any(row.id == fill for row in self._prepared.log.rows):
            self.which.set_current("all")
            self.energy.setCurrentIndex(0)
            self.year.setCurrentIndex(0)
            self.filter.forget()
            self._found = None
            self._show_rows()

    def selected(self) -> list[FuelRow]:
        """The rows selected."""
        return self.table.selected_rows() if self.table is not None else []

    def edit_selected(self) -> None:
        """Change the one that is selected."""
        rows = self.selected()
        if len(rows) == 1:
            self.edit_wanted.emit(rows[0].id)

    def delete_selected(self) -> None:
        """Put what is selected in the trash."""
        rows = self.selected()
        if rows:
            self.delete_wanted.emit([row.id for row in rows])

    def _on_opened(self, row: FuelRow) -> None:
        self.edit_wanted.emit(row.id)

    def own_actions(self) -> tuple[tuple[str, str, str, Callable[[], None]], ...]:
        """The menu offers for a fill-up what it offers for any record."""
        return ()

    def _on_menu(self, where: QPoint, about_columns: bool) -> None:
        if self.table is not None:
            open_menu(self, self.table, where, about_columns=about_columns)

    # ------------------------------------------------------------------ cells and pasted rows

    @property
    def vehicle(self) -> Vehicle:
        """Whose log it is."""
        return self._prepared.log.vehicle if self._prepared is not None else Vehicle()

    @property
    def shown(self) -> Shown:
        """How its values are written."""
        if self._prepared is not None:
            return self._prepared.shown
        return Shown(self.desk.preferences, self.desk.today(), self.desk.months)

    @property
    def reading(self) -> Reading:
        """How what is typed in the log is read."""
        return self.desk.reading(self.vehicle)

    @property
    def kinds_to_add(self) -> tuple[str, ...]:
        """Fill-ups alone."""
        return ("fill_up",)

    def cell_field(self, row: FuelRow, column: Column[Any]) -> str:
        """The field that a cell changes: of an amount, what the row was measured in."""
        return row.measure if column.field == AMOUNT else column.field

    def cell_words(self, row: FuelRow, column: Column[Any]) -> str | None:
        """Every cell is changed from its field's value."""
        return None

    def typed_values(self, row: FuelRow, column: Column[Any], text: str) -> dict[str, Any]:
        """The value that a text typed in a cell means. Raises ValueRefused."""
        name = self.cell_field(row, column)
        return {name: self.reading.value(kind_named("fill_up").field(name), text)}

    def pasted_field(self, column: Column[Any]) -> str:
        """The field that a column of pasted rows means."""
        measures = self._prepared.log.measures if self._prepared is not None else ()
        if column.key == "tank" and measures == ("energy",):
            return "charge_to"
        return next(iter(measures), "volume") if column.field == AMOUNT else column.field

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.chart.setVisible(self.width() >= _WIDE)


def _row_id(row: FuelRow) -> str:
    return row.id
