"""What stands below a vehicle's bar of tabs: each tab made when it is first wanted, and fed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from client.store import Changes
from client.ui.desk import Desk
from client.ui.scroll_keeper import ScrollKeeper
from client.ui.vehicles.fuel_tab import FuelTab
from client.ui.vehicles.many_change import ManyChange, change_command
from client.ui.vehicles.overview_tab import OverviewTab
from client.ui.vehicles.prepared import Prepared, PreparedOverview
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.table_keyboard import TableKeyboard
from client.ui.vehicles.tabs import tab_specs
from client.ui.vehicles.vehicle_tab import VehicleTab
from client.ui.widgets.page_tabs import PageTabs
from client.ui.widgets.rows_table import RowsTable
from garage.records import Vehicle

OVERVIEW, FUEL = "overview", "fuel"


class TabStack(QStackedWidget):
    """Overview and fuel show what the page has read; the others read for themselves.

    ``actions_changed`` says that the tab in front can do something else than before.
    """

    actions_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._specs = {spec.key: spec for spec in tab_specs()}
        self._made: dict[str, VehicleTab] = {}
        self._content: Prepared | None = None
        self._stale: set[str] = set()
        self.overview, self.fuel = OverviewTab(), FuelTab(desk)
        self._scrolled = ScrollKeeper(desk, OVERVIEW, self.overview)
        self.change_command = change_command(
            "rows.change", self.change_field, self._can_change, self._why_not_change
        )
        self.addWidget(self.overview)
        self.addWidget(self.fuel)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all tabs."""
        return (OVERVIEW, FUEL, *self._specs)

    @property
    def front(self) -> VehicleTab | None:
        """The tab in front, where it is one that reads for itself."""
        shown = self.currentWidget()
        return shown if isinstance(shown, VehicleTab) else None

    def show_tab(self, key: str, tabs: PageTabs) -> None:
        """Bring a tab to the front, up to date; `tabs` is the bar.

        A keyboard that was in the tab left goes to the table, or waits for it at the bar: Qt would
        take whatever comes first, such as a filter that the arrow keys turn. Where a command turns
        the tabs, so does one that was elsewhere, as on the row of the sidebar that was clicked.
        """
        wanted, keyboard = self._widget(key), QApplication.focusWidget()
        left = self.currentWidget() if self.currentWidget() is not wanted else None
        was_there = left is not None and keyboard is not None and left.isAncestorOf(keyboard)
        self.setCurrentWidget(wanted)
        self._feed(key)
        if was_there or (left is not None and tabs.turning):
            self._give_keyboard(wanted, tabs)

    def _give_keyboard(self, wanted: QWidget, tabs: PageTabs) -> None:
        table, later = wanted.findChild(RowsTable), wanted.findChild(TableKeyboard)
        if table is not None and table.isVisible():
            # Come to by keys it shows where they are: on a row.
            (table.enter if tabs.turning else table.setFocus)()
            return
        tabs.setFocus()
        if later is not None and tabs.turning:
            later.wait_at(tabs)

    def show_content(self, content: Prepared, key: str) -> None:
        """Take what was read of the vehicle; the tab in front shows it, the others when wanted."""
        self._content = content
        self._stale = {OVERVIEW, FUEL}
        for tab in self._made.values():
            tab.show_vehicle(content.overview.vehicle, content.shown)
        self._feed(key)

    def show_overview(self, first: PreparedOverview) -> None:
        """Show a vehicle's overview before all else is read."""
        self._fill_overview(first)
        self.setCurrentWidget(self.overview)

    def show_first(self, vehicle: Vehicle, shown: Shown, key: str) -> bool:
        """Let a tab that reads for itself begin before all else is read; says whether it is one."""
        if self._content is not None or key not in self._specs:
            return False
        tab = self.tab(key)
        tab.show_vehicle(vehicle, shown)
        self.setCurrentWidget(tab)
        tab.come_to_front()
        return True

    def forget(self) -> None:
        """Show nothing of the vehicle that was left."""
        self._content = None

    def take_changes(self, changes: Changes, key: str) -> None:
        """Tell the tabs what changed; the one in front shows it at once."""
        for tab in self._made.values():
            tab.take_changes(changes)
        if self.isVisible():
            self._feed(key)

    def pick(self, key: str, record: str) -> None:
        """Select a record in its tab."""
        wanted = self._widget(key)
        if isinstance(wanted, VehicleTab):
            wanted.pick(record)
        elif wanted is self.fuel:
            self.fuel.select(record)

    def tab(self, key: str) -> VehicleTab:
        """The tab of this key, made if it was not; KeyError for overview, fuel and unknown ones."""
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._specs[key].make(self._desk)
            made.actions_changed.connect(self.actions_changed)
            self.addWidget(made)
            if self._content is not None:
                made.show_vehicle(self._content.overview.vehicle, self._content.shown)
        return made

    def change_field(self) -> None:
        """Change a field of what is selected in the tab in front."""
        many = self._many()
        if many is not None:
            many.open()

    def _can_change(self) -> bool:
        many = self._many()
        return many is not None and many.can()

    def _why_not_change(self) -> str:
        many = self._many()
        return many.why_not() if many is not None else ""

    def _many(self) -> ManyChange | None:
        front = self.currentWidget()
        return front.findChild(ManyChange) if front is not None else None

    def _widget(self, key: str) -> QWidget:
        if key == FUEL:
            return self.fuel
        return self.tab(key) if key in self._specs else self.overview

    def _feed(self, key: str) -> None:
        if self._content is None:
            return
        if key in self._specs:
            self.tab(key).come_to_front()
        elif key in self._stale:
            self._stale.discard(key)
            if key == FUEL:
                self.fuel.show_prepared(self._content)
            else:
                self._fill_overview(self._content)

    def _fill_overview(self, prepared: PreparedOverview) -> None:
        self._scrolled.show(prepared.overview.vehicle.id)
        self.overview.show_prepared(prepared)
