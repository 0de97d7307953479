"""The fuel tab: quick add, the economy's line, filters with their sums, and the log."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from client.operations.fuel_log import FuelRow, filtered, fuel_totals
from client.ui.desk import Desk
from client.ui.text import _, ngettext
from client.ui.theme import icon
from client.ui.vehicles.economy_card import EconomyCard
from client.ui.vehicles.fuel_columns import fuel_columns
from client.ui.vehicles.prepared import Prepared
from client.ui.vehicles.quick_panel import QuickPanel
from client.ui.widgets.card import Card
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.labels import label
from client.ui.widgets.rows_model import RowsModel
from client.ui.widgets.rows_table import RowsTable
from client.ui.widgets.segmented import Segment, SegmentedControl
from garage.records import ENERGIES
from garage.rules.figures import figure

_CHART = 424
_NARROW = 930
_UNITS = {"volume": "L", "energy": "kWh", "mass": "kg"}


class FuelTab(QWidget):
    """``edit_wanted`` carries a fill-up's id, ``delete_wanted`` a list of them."""

    edit_wanted = Signal(str)
    delete_wanted = Signal(list)
    add_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._prepared: Prepared | None = None
        self._titles: tuple[str, ...] = ()
        self._select = ""
        self._narrow = False
        self.table: RowsTable | None = None
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
        column.addLayout(self._make_filters())
        self.card = Card(flush=True)
        self.empty = EmptyState(
            "fuel",
            _("No fill-ups yet"),
            _("Write the first one in the line above; after two full ones you see the economy."),
        )
        self.empty.hide()
        self.card.body.addWidget(self.empty)
        column.addWidget(self.card, 1)

    def _make_filters(self) -> QHBoxLayout:
        self.which = SegmentedControl([Segment("all", _("All"))], _("Which fill-ups"))
        self.which.chosen.connect(self._show_rows)
        self.energy, self.year = ChoiceBox(_("Energy")), ChoiceBox(_("Year"))
        self.energy.activated.connect(self._show_rows)
        self.year.activated.connect(self._show_rows)
        self.totals = label("", "small", "text_muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.which)
        row.addWidget(self.energy)
        row.addWidget(self.year)
        row.addStretch(1)
        row.addWidget(self.totals)
        return row

    # ------------------------------------------------------------------ what it shows

    def show_prepared(self, prepared: Prepared) -> None:
        """Show a vehicle's log."""
        self._prepared = prepared
        vehicle, economy = prepared.log.vehicle, prepared.page.overview.economy
        self.quick.set_context(vehicle.id, prepared.context, prepared.shown)
        self.chart.show_figures(economy, prepared.shown, prepared.series)
        self._show_filters(prepared)
        self._make_table(prepared)
        self._show_rows()

    def _show_filters(self, prepared: Prepared) -> None:
        log, flagged = prepared.log, prepared.flagged
        count = len(log.rows)
        segments = [Segment("all", f"{_('All')} {count}"), Segment("full", _("Full"))]
        segments.append(Segment("partial", _("Partial")))
        if flagged:
            segments.append(Segment("flagged", f"{_('Flagged')} {flagged}"))
        chosen = self.which.current
        keys = {segment.key for segment in segments}
        self.which.set_segments(segments, chosen if chosen in keys else "all")
        energies = [(name, _(ENERGIES.get(name, name))) for name in log.energies]
        _fill(self.energy, _("All energies"), energies)
        self.energy.setVisible(len(energies) > 1)
        _fill(self.year, _("All years"), [(str(year), str(year)) for year in prepared.years])
        self.year.setVisible(len(prepared.years) > 1)

    def _make_table(self, prepared: Prepared) -> None:
        """Make the table anew only where its heads or what they are read with have changed."""
        log, heads, shown = prepared.log, prepared.heads, prepared.shown
        columns = fuel_columns(log, heads, shown, narrow=self._narrow)
        titles = (*(column.title for column in columns), repr(shown.prefs), heads.amount)
        if self.table is not None and titles == self._titles:
            return
        old, self._titles = self.table, titles
        model = RowsModel[FuelRow](columns, _row_id, _is_flagged)
        self.table = RowsTable(model, _("Fill-ups"))
        self.table.opened.connect(self._on_opened)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu)
        for keys, slot in (("E", self.edit_selected), ("Del", self.delete_selected)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        if old is not None:
            self.card.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.card.body.addWidget(self.table, 1)

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
        table.rows.set_rows(rows)
        self.totals.setText(_sums(rows, prepared))
        self.empty.setVisible(not log.rows)
        table.setVisible(bool(log.rows))
        if self._select and table.select_id(self._select):
            self._select = ""

    # ------------------------------------------------------------------ what one can do

    def select(self, fill: str) -> None:
        """Select a fill-up's row, now or as soon as it is there."""
        self._select = fill
        if self.table is not None and self.table.select_id(fill):
            self._select = ""
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._prepared and any(row.id == fill for row in self._prepared.log.rows):
            self.which.set_current("all")
            self.energy.setCurrentIndex(0)
            self.year.setCurrentIndex(0)
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

    def _on_menu(self, where: QPoint) -> None:
        table = self.table
        if table is None or not self.selected():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        edit = menu.addAction(icon("pencil", "text"), _("Change"), self.edit_selected)
        edit.setShortcut("E")
        edit.setEnabled(len(self.selected()) == 1)
        menu.addSeparator()
        delete = menu.addAction(icon("trash-2", "late"), _("Delete"), self.delete_selected)
        delete.setShortcut("Del")
        menu.popup(table.viewport().mapToGlobal(where))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.chart.setVisible(not narrow)
        if narrow != self._narrow:
            self._narrow = narrow
            if self._prepared is not None:
                self._make_table(self._prepared)
                self._show_rows()


def _row_id(row: FuelRow) -> str:
    return row.id


def _is_flagged(row: FuelRow) -> bool:
    return row.flagged


def _fill(box: ChoiceBox, every: str, choices: Sequence[tuple[str, str]]) -> None:
    """Offer choices after "all", keeping the one that was chosen if it is still there."""
    before = box.currentData()
    box.clear()
    box.addItem(every, "")
    for key, words in choices:
        box.addItem(words, key)
    box.setCurrentIndex(max(box.findData(before), 0))


def _sums(rows: Sequence[FuelRow], prepared: Prepared) -> str:
    """How many, how much and for what money, of the rows left by the filters."""
    log, shown = prepared.log, prepared.shown
    sums = prepared.totals if len(rows) == len(log.rows) else fuel_totals(rows)
    if not sums.count:
        return ""
    count = shown.number(str(sums.count))
    words = ngettext("{n} fill-up", "{n} fill-ups", sums.count).format(n=count)
    if sums.count != len(log.rows):
        words = _("{n} of {all}").format(n=count, all=shown.number(str(len(log.rows))))
    parts = [words]
    for measure, si in sums.amounts.items():
        unit = shown.prefs.unit_for(measure) or _UNITS[measure]
        number = shown.padded(figure(si, unit, 2).decimal, 2)
        parts.append(f"{number} {shown.symbol(unit)}")
    parts += [shown.amount(amount, currency) for currency, amount in sums.money.items()]
    return " · ".join(parts)
