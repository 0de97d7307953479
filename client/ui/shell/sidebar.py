"""The sidebar: whose garage this is, where one can go, the vehicles, and how sync stands."""

from __future__ import annotations

import functools

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.ui.account.sync_foot import SyncFoot
from client.ui.routes import ACTIVITY, CALENDAR, GARAGE, INSIGHTS, SETTINGS, TRASH, VEHICLE, Route
from client.ui.shell.contents import Contents
from client.ui.shell.sidebar_keys import PlaceKeys
from client.ui.spaces.space_block import SpaceBlock
from client.ui.text import _, ngettext
from client.ui.theme import MEDIUM, colour, theme
from client.ui.widgets.labels import SyncState, label
from client.ui.widgets.nav_row import NavRow
from client.ui.widgets.painting import draw_rule, repaint_on_theme
from client.ui.widgets.scroll_area import ScrollArea
from client.ui.widgets.tab_order import tab_through

_SIDE = 8
_RAIL = 56
_NARROW = 760
"""Below this width of the window there are icons alone."""
_RING = 3
"""How far the ring of the keyboard reaches beyond a row."""


class Sidebar(QWidget):
    """``chosen`` carries the route of the row that was clicked."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(theme().tokens.widths["sidebar"])
        self._narrow = False
        self._route = Route(GARAGE)
        self.contents = Contents("", "", ())
        self._vehicles: dict[str, NavRow] = {}
        self._keys = PlaceKeys(self, self._rows)
        self.space = SpaceBlock()
        self.garage = self._place(_("Garage"), "warehouse", Route(GARAGE))
        self.calendar = self._place(_("Calendar"), "calendar", Route(CALENDAR))
        self.insights = self._place(_("Insights"), "chart-column", Route(INSIGHTS))
        self.trash = self._place(_("Trash"), "trash-2", Route(TRASH))
        self.settings = self._place(_("Settings"), "settings", Route(SETTINGS))
        self.sync = SyncFoot(_("Only on this computer"))
        self.sync.clicked.connect(functools.partial(self.chosen.emit, Route(ACTIVITY)))
        self._heading = label(_("Vehicles"), "small", "text_muted", MEDIUM)
        self._heading.setContentsMargins(8, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 1, 0)
        column.setSpacing(0)
        above, below = QVBoxLayout(), QVBoxLayout()
        for part in (above, below):
            part.setContentsMargins(_SIDE, 0, _SIDE, 0)
            part.setSpacing(0)
        above.addWidget(self.space)
        above.addSpacing(12)
        above.addWidget(self.garage)
        above.addWidget(self.calendar)
        above.addWidget(self.insights)
        above.addSpacing(16)
        above.addWidget(self._heading)
        above.addSpacing(4 - _RING)
        below.addWidget(self.trash)
        below.addWidget(self.settings)
        below.addSpacing(8)
        column.addLayout(above)
        column.addWidget(self._make_shortcuts(), 1)
        column.addLayout(below)
        self._foot = QWidget()
        self._foot.setFixedHeight(40)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 1, 0, 0)
        foot.addWidget(self.sync)
        below.addWidget(self._foot)
        repaint_on_theme(self)

    def _place(self, words: str, icon: str, route: Route) -> NavRow:
        row = NavRow(words, icon)
        row.clicked.connect(functools.partial(self.chosen.emit, route))
        self._keys.heed(row)
        return row

    def _rows(self) -> list[NavRow]:
        """The places that can be gone to now, from top to bottom."""
        there = () if self._narrow else self.contents.vehicles
        vehicles = [self._vehicles[each.id] for each in there if each.id in self._vehicles]
        return [self.garage, self.calendar, self.insights, *vehicles, self.trash, self.settings]

    def _make_shortcuts(self) -> ScrollArea:
        content = QWidget()
        self._shortcuts = QVBoxLayout(content)
        # The frame reaches to the sidebar's edges: it would cut the ring around a row's ends.
        self._shortcuts.setContentsMargins(_SIDE, _RING, _SIDE, _RING)
        self._shortcuts.setSpacing(0)
        self._shortcuts.addStretch(1)
        scroll = ScrollArea(content)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._listed = content
        self._scroll = scroll
        self._keys.went.connect(self._on_went)
        return scroll

    def _on_went(self, row: QWidget) -> None:
        if self._listed.isAncestorOf(row):
            self._scroll.ensureWidgetVisible(row, 0, _RING)

    def give_way(self, window: int) -> None:
        """In a window so wide show words, or icons alone; the garage has the vehicles too."""
        narrow = window < _NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(_RAIL if narrow else theme().tokens.widths["sidebar"])
        self._listed.setVisible(not narrow)
        self._heading.setVisible(not narrow and bool(self._vehicles))
        for row in (self.garage, self.calendar, self.insights, self.trash, self.settings):
            row.show_words(not narrow)
        self.follow(self._route)

    def show_contents(self, contents: Contents) -> None:
        """Show the garage as it is now; rows that stay are kept."""
        self.contents = contents
        self.space.show_garage(contents.garage, contents.standing)
        there = {vehicle.id for vehicle in contents.vehicles}
        for id_ in [id_ for id_ in self._vehicles if id_ not in there]:
            row = self._vehicles.pop(id_)
            self._shortcuts.removeWidget(row)
            self._keys.forget(row)
            row.deleteLater()
        for place, vehicle in enumerate(contents.vehicles):
            found = self._vehicles.get(vehicle.id)
            if found is None:
                found = self._vehicles[vehicle.id] = NavRow(vehicle.name)
                self._keys.heed(found)
                found.clicked.connect(
                    functools.partial(self.chosen.emit, Route(VEHICLE, vehicle.id))
                )
            found.set_words(vehicle.name, vehicle.plate)
            self._shortcuts.insertWidget(place, found)
        # A row that came later would be the last that Tab comes to.
        rows = [self._vehicles[vehicle.id] for vehicle in contents.vehicles]
        tab_through((self.insights, *rows))
        self._heading.setVisible(bool(contents.vehicles) and not self._narrow)
        words = ngettext(
            "Not syncing · {count} record", "Not syncing · {count} records",
            contents.records,
        )  # fmt: skip
        if contents.account:
            self.sync.set_alone(SyncState.SENDING, _("Syncing…"))
        else:
            told = words.format(count=contents.shown_records)
            self.sync.set_alone(SyncState.OFF, told, _("Everything stays on this computer."))
        self.follow(self._route)

    def show_glimpse(self, contents: Contents) -> None:
        """Show the garage as it was last seen, while it is being opened."""
        self.show_contents(contents)
        self.sync.set_alone(SyncState.SENDING, _("Opening the garage…"))

    def follow(self, route: Route) -> None:
        """Mark where one is."""
        self._route = route
        self.garage.setChecked(route.page in (GARAGE, VEHICLE))
        self.calendar.setChecked(route.page == CALENDAR)
        self.insights.setChecked(route.page == INSIGHTS)
        self.trash.setChecked(route.page == TRASH)
        self.settings.setChecked(route.page == SETTINGS)
        for id_, row in self._vehicles.items():
            row.setChecked(route.page == VEHICLE and route.vehicle == id_)
        # The last, since a vehicle is in the garage too.
        here = [row for row in self._rows() if row.isChecked()]
        self._keys.rest_at(here[-1] if here else self.garage)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(rect, colour("surface_sunken"))
        painter.fillRect(QRectF(rect.right() - 1, 0, 1, rect.height()), colour("border"))
        draw_rule(painter, 0, self._foot.y(), rect.width() - 1)
