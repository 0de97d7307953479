"""The garage's vehicles as cards or as a table, below their head, beside the lists of dues."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPixmap

from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.scroll_keeper import ScrollKeeper
from client.ui.text import _
from client.ui.vehicles.garage_columns import garage_table
from client.ui.vehicles.garage_filter import Filter
from client.ui.vehicles.garage_filter_line import FilterLine
from client.ui.vehicles.garage_read import section_word, shown_cards
from client.ui.vehicles.garage_shown import GarageRow
from client.ui.vehicles.garage_spread import GarageSpread
from client.ui.vehicles.garage_view import CARDS, TABLE, View
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.table_commands import save_command
from client.ui.vehicles.table_keeper import TableKeeper
from client.ui.vehicles.table_keyboard import put_in_place
from client.ui.widgets.card import Card
from client.ui.widgets.columns_popover import open_columns
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.rows_table import RowsTable
from client.ui.widgets.vehicle_card import VehicleCard

_NARROW_TABLE = 1_050


class GarageContent(GarageSpread):
    """``opened`` carries a vehicle's id, ``deletion`` a list of them, ``viewed`` the View chosen,
    ``filtered`` the Filter; ``menu`` asks for what can be done with a vehicle.
    """

    opened = Signal(str)
    reminder_opened = Signal(str, str)
    menu = Signal(str, QPoint)
    deletion = Signal(list)
    viewed = Signal(object)
    filtered = Signal(object)

    def __init__(self, desk: Desk, photo: Callable[[str], QPixmap | None]) -> None:
        super().__init__(View.kept(desk.settings.get("garage")))
        self._desk, self._photo = desk, photo
        self._keeper = TableKeeper(desk, "garage", self)
        ScrollKeeper(desk, "garage", self)
        self._rows: Sequence[GarageRow] = ()
        self._narrow, self._width = False, 0
        self._came_back = False
        self.filters = FilterLine()
        self.filters.hide()
        self.grid.follows = self.filters.reset_button
        self.table: RowsTable | None = None
        self.table_card = Card(flush=True)
        self.table_card.hide()
        self.nothing = EmptyState(
            "search", _("No vehicle fits"),
            _("None is what the filter asks for, or all of them are sold."),
            (_("Show all vehicles"), ""),
        )  # fmt: skip
        self.nothing.hide()
        self._column.insertWidget(1, self.filters)
        for place, part in enumerate((self.table_card, self.nothing), start=3):
            self._column.insertWidget(place, part)
        self._connect()

    def _connect(self) -> None:
        self.grid.opened.connect(self.opened)
        self.grid.menu.connect(self.menu)
        self.grid.selected.connect(self._on_selected)
        self.grid.deletion.connect(self._on_deletion)
        self.side.opened.connect(self.opened)
        self.side.reminder_opened.connect(self.reminder_opened)
        self.head.viewed.connect(self.set_view)
        self.head.selection.cleared.connect(self.select_none)
        self.head.filtering.connect(self._on_filtering)
        self.filters.filtered.connect(self._on_filtered)
        self.filters.left.connect(self.close_filters)
        self.nothing.primary.connect(self._show_all)

    # ------------------------------------------------------------------ the vehicles

    def show_rows(self, rows: Sequence[GarageRow]) -> None:
        """Show these vehicles in this order."""
        self._rows = rows
        in_table = self.head.view.layout == TABLE
        self.nothing.setVisible(not rows)
        self.grid.setVisible(bool(rows) and not in_table)
        self.table_card.setVisible(bool(rows) and in_table)
        if in_table:
            self._show_table()
        else:
            self._show_cards()
        self._on_selected()

    def _show_cards(self) -> None:
        self.grid.set_cards(shown_cards(self._rows, grouped=self.head.view.grouped))
        for row in self._rows:
            self.grid.set_photo(row.id, self._photo(row.id))

    def _show_table(self) -> None:
        if self.table is None:
            self._make_table()
        if self.table is not None:
            self.table.rows.heading = section_word if self.head.view.grouped else None
            self.table.rows.set_rows(self._rows)
            if not self._came_back:
                self._came_back = True
                self._keeper.come_back("garage")
            self.table.headings.fit()
            self.table.viewport().update()

    def _make_table(self) -> None:
        old = self.table
        table = self.table = garage_table(self._photo, narrow=self._narrow)
        table.opened.connect(self._on_row)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_row_menu)
        table.selectionModel().selectionChanged.connect(self._on_selected)
        table.selectionModel().currentRowChanged.connect(self._follow)
        table.installEventFilter(self)
        put_in_place(self.table_card.body, table, old)
        self._keeper.adopt(table)

    def columns_command(self) -> Command:
        """What chooses the columns, where the vehicles stand in a table."""
        return Command(
            "garage.columns", _("Choose columns…"), self.choose_columns, "", "sliders-horizontal",
            self.table_card.isVisible,
        )  # fmt: skip

    def save_command(self) -> Command:
        """What saves the table, where the vehicles stand in one."""
        return save_command("garage", self.save_table, self.table_card.isVisible)

    def save_table(self) -> None:
        """Ask for a file and write the vehicles that the table shows."""
        # What writes files is loaded when one is to be written.
        from client.ui.vehicles.table_saving import save_table

        if self.table is not None:
            desk = self._desk
            shown = Shown(desk.preferences, desk.today(), desk.months)
            save_table(desk, self.window(), self.table, shown)

    def choose_columns(self) -> None:
        """Open the popover of the table's columns."""
        if self.table is not None and self.table_card.isVisible():
            open_columns(self.table, self.head, self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keeper.leave("garage")
        self._keeper.keep()

    def photo_came(self, vehicle: str) -> None:
        """Show the photo of a vehicle, which was not there before."""
        self.grid.set_photo(vehicle, self._photo(vehicle))
        if self.table is not None:
            self.table.viewport().update()

    def vehicle_at(self, place: QPoint) -> str:
        """The vehicle at a place on the screen; "" where there is none."""
        if self.head.view.layout == CARDS:
            card = self.grid.childAt(self.grid.mapFromGlobal(place))
            return str(card.property("vehicle")) if isinstance(card, VehicleCard) else ""
        if self.table is None:
            return ""
        index = self.table.indexAt(self.table.viewport().mapFromGlobal(place))
        return str(self.table.rows.id_at(index.row())) if index.isValid() else ""

    def focus_vehicle(self) -> None:
        """Give the keyboard to the vehicles: to the first selected, else the first."""
        if self.head.view.layout == TABLE and self.table is not None:
            self.table.setFocus()
            return
        picks = self.grid.picks
        for card in self.grid.cards:
            if not picks or card.property("vehicle") == picks[0]:
                card.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    # ------------------------------------------------------------------ the selection

    @property
    def picks(self) -> tuple[str, ...]:
        """The vehicles selected; one row of the table alone is only where one is."""
        if self.head.view.layout == CARDS:
            return self.grid.picks
        rows = self.table.selected_rows() if self.table is not None else []
        return tuple(row.id for row in rows) if len(rows) > 1 else ()

    def at_hand(self) -> tuple[str, ...]:
        """The vehicles selected, or the one that the keyboard is on."""
        if not self.isVisible():
            return ()
        if self.picks:
            return self.picks
        if self.head.view.layout == TABLE:
            rows = self.table.selected_rows() if self.table is not None else []
            return tuple(row.id for row in rows)
        return self.grid.focused_vehicle

    def select_none(self) -> None:
        """Select nothing."""
        self.grid.pick(())
        if self.table is not None:
            self.table.clearSelection()

    def _on_selected(self) -> None:
        self.head.show_selection(len(self.picks))

    def _on_deletion(self, vehicle: str) -> None:
        picks = self.picks
        self.deletion.emit(list(picks) if vehicle in picks else [vehicle])

    def _on_delete_rows(self) -> None:
        if self.table is not None and self.table.selected_rows():
            self.deletion.emit([row.id for row in self.table.selected_rows()])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A view takes Del for a letter to search by, so it would not come up to here.
        if isinstance(event, QKeyEvent) and watched is self.table:
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and event.key() == Qt.Key.Key_Delete:
                self._on_delete_rows()
                return True
        return super().eventFilter(watched, event)

    def _on_row(self, row: GarageRow) -> None:
        self.opened.emit(row.id)

    def _on_row_menu(self, place: QPoint) -> None:
        table = self.table
        if table is not None and table.indexAt(place).isValid():
            row = table.rows.row(table.indexAt(place).row())
            self.menu.emit(row.id, table.viewport().mapToGlobal(place))

    def _follow(self) -> None:
        """Keep the row in view that the keyboard is on: the page scrolls, not the table."""
        inside = self.widget()
        if self.table is not None and inside is not None and self.table.hasFocus():
            spot = self.table.visualRect(self.table.currentIndex()).center()
            place = self.table.viewport().mapTo(inside, spot)
            self.ensureVisible(self.horizontalScrollBar().value(), place.y(), 0, 60)

    # ------------------------------------------------------------------ view and filter

    def set_view(self, view: View) -> None:
        """Look at the garage in another way."""
        chosen, here = self.picks, self.window().focusWidget()
        among = here is not None and any(
            part.isAncestorOf(here) for part in (self.grid, self.table_card)
        )
        if among:
            # What goes with the keyboard on it would leave it to the sidebar.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.head.set_view(view)
        self.fit(self._width)
        self.viewed.emit(view)
        if view.layout == CARDS:
            self.grid.pick(chosen or self.grid.picks)
        if among:
            self.focus_vehicle()

    def open_filters(self) -> None:
        """Show the line of filters and go into it."""
        self.filters.show()
        self.head.filter_button.setChecked(True)
        self.filters.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.field.selectAll()

    def close_filters(self) -> None:
        """Take the line of filters away."""
        self.filters.hide()
        self.head.filter_button.setChecked(False)
        self.focus_vehicle()

    def _on_filtering(self) -> None:
        if self.filters.isVisible():
            self.filters.reset()
            self.close_filters()
        else:
            self.open_filters()

    def _on_filtered(self, wanted: Filter) -> None:
        self.filtered.emit(wanted)

    def _show_all(self) -> None:
        self.filters.ask_for_all()
        self.open_filters()

    # ------------------------------------------------------------------ its width

    def fit(self, width: int) -> None:
        """Put the lists below where there is no room beside, and spare columns of the table."""
        self._width = width
        super().fit(width)
        spare = width < _NARROW_TABLE
        if spare != self._narrow:
            self._narrow = spare
            if self.table is not None:
                chosen = [row.id for row in self.table.selected_rows()]
                self._make_table()
                self._show_table()
                self.table.select_ids(chosen)
                self._on_selected()
