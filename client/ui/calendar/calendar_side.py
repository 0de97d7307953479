"""The column beside the calendar: the small month, the calendars, and what is filtered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.ui.calendar.calendar_list import CalendarList, ColouredBox
from client.ui.calendar.calendar_state import CalendarState
from client.ui.calendar.mini_month import MiniMonth
from client.ui.text import _
from client.ui.theme import SEMIBOLD, colour
from client.ui.widgets.buttons import QuietButton
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.filter_field import FilterField
from client.ui.widgets.labels import label
from client.ui.widgets.painting import repaint_on_theme
from client.ui.widgets.scroll_area import ScrollArea
from client.ui.widgets.tab_order import tab_through

if TYPE_CHECKING:
    from client.operations.agenda import CalendarShown
    from client.ui.desk import Desk

WIDTH = 232
_INNER = 200


class CalendarSide(QWidget):
    """``filtered`` carries the state with what was chosen here."""

    filtered = Signal(object)
    switched = Signal(str, bool)
    calendar_menu_wanted = Signal(str, QPoint)
    calendar_wanted = Signal()
    """A new calendar."""
    left = Signal()
    """The filter was left: the keyboard goes to the view."""

    def __init__(self, desk: Desk, state: CalendarState) -> None:
        super().__init__()
        self.state = state
        self.setFixedWidth(WIDTH)
        self.month = MiniMonth(desk.today(), desk.preferences.first_weekday)
        self.calendars = CalendarList()
        self.calendars.switched.connect(self.switched)
        self.calendars.menu_wanted.connect(self.calendar_menu_wanted)
        self.add_button = QuietButton("", "plus", name=_("New calendar"), small=True)
        self.add_button.clicked.connect(self.calendar_wanted)
        self.filter = FilterField(_("Filter events"), _("Filter by words"))
        self.filter.asked.connect(self._on_text)
        self.filter.left.connect(self.left)
        self.vehicles = ChoiceBox(_("Vehicle"))
        self.vehicles.activated.connect(self._on_choice)
        self.categories = ChoiceBox(_("Category"))
        self.categories.activated.connect(self._on_choice)
        self.estimates = ColouredBox(_("Estimated due dates"))
        self.estimates.setChecked(state.estimates)
        self.estimates.toggled.connect(self._on_estimates)
        self._lay_out()
        repaint_on_theme(self)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 12, 12, 16)
        column.setSpacing(0)
        column.addWidget(self.month)
        column.addSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(_("Calendars"), weight=SEMIBOLD), 1)
        head.addWidget(self.add_button)
        column.addLayout(head)
        column.addSpacing(4)
        column.addWidget(self.calendars)
        column.addSpacing(16)
        column.addWidget(label(_("Show"), weight=SEMIBOLD))
        column.addSpacing(8)
        for box in (self.filter, self.vehicles, self.categories):
            box.setFixedWidth(_INNER)
            column.addWidget(box)
            column.addSpacing(8)
        self.categories.hide()
        column.addWidget(self.estimates)
        column.addStretch(1)
        scroll = ScrollArea(content)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(scroll)

    def show_calendars(
        self,
        calendars: Sequence[CalendarShown],
        vehicles: Mapping[str, str],
        categories: Sequence[str],
    ) -> None:
        """Show the calendars there are, and what can be chosen to be seen alone."""
        self.calendars.show_calendars(calendars)
        # A calendar that came later would be the last that Tab comes to.
        rows = [self.calendars.rows[calendar.id] for calendar in calendars]
        tab_through((self.add_button, *rows, self.filter))
        named = sorted(vehicles.items(), key=lambda pair: pair[1].casefold())
        self.vehicles.offer(_("All vehicles"), named)
        self.vehicles.setCurrentIndex(max(self.vehicles.findData(self.state.vehicle), 0))
        self.categories.offer(_("All categories"), [(each, each) for each in categories])
        self.categories.setCurrentIndex(max(self.categories.findData(self.state.category), 0))
        self.categories.setVisible(bool(categories))

    def _ask(self, state: CalendarState) -> None:
        if state != self.state:
            self.state = state
            self.filtered.emit(state)

    def _on_text(self, text: str) -> None:
        self._ask(replace(self.state, text=text.strip()))

    def _on_choice(self) -> None:
        vehicle, category = self.vehicles.currentData(), self.categories.currentData()
        self._ask(replace(self.state, vehicle=str(vehicle or ""), category=str(category or "")))

    def _on_estimates(self, shown: bool) -> None:
        self._ask(replace(self.state, estimates=shown))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = QRectF(self.width() - 1, 0, 1, self.height())
        painter.fillRect(edge, colour("border"))
