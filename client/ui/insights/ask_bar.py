"""The bar above the figures: the period, the vehicles, and what is added to the running costs."""

from __future__ import annotations

import dataclasses
import functools

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QWidget

from client.operations.insights import Insights
from client.operations.insights_period import (
    ALL,
    MONTH,
    OWN,
    QUARTER,
    TWELVE,
    YEAR,
    period_window,
)
from client.operations.insights_worth import DEPRECIATION, NONE, PURCHASE
from client.ui.desk import Desk
from client.ui.insights.days_popover import DaysPopover
from client.ui.insights.kept_question import SETTING, kept_question, to_keep
from client.ui.insights.vehicles_popover import VehiclesPopover
from client.ui.text import _, ngettext
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.segmented import Segment, SegmentedControl
from garage.reading import Reading
from garage.rules.windows import Window

_APART = 24
"""What lies at least between what is asked and what it is asked of."""


class AskBar(QWidget):
    """``asked`` carries a Question whenever the person changes one of its parts."""

    asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._insights: Insights | None = None
        self.question = kept_question(desk.settings.get(SETTING), desk.today())
        self._segments = [
            Segment(MONTH, _("Month")),
            Segment(QUARTER, _("Quarter")),
            Segment(TWELVE, _("12 months")),
            Segment(YEAR, _("Calendar year")),
            Segment(ALL, _("All")),
        ]
        self.periods = SegmentedControl(self._segments, _("Period"), TWELVE)
        self._show_period()
        self.periods.chosen.connect(self._on_period)
        self.days = SecondaryButton("", "calendar")
        self.days.clicked.connect(self.open_days)
        self.vehicles = SecondaryButton("", "car")
        self.vehicles.clicked.connect(self.open_vehicles)
        self.worth = SecondaryButton(worth_words()[NONE], "sliders-horizontal")
        self.worth.clicked.connect(self.open_worth)
        left, right = QHBoxLayout(), QHBoxLayout()
        for row in (left, right):
            row.setSpacing(8)
        for widget in (self.periods, self.days):
            left.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        right.addWidget(self.vehicles)
        right.addWidget(self.worth)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(8)
        self._halves.addLayout(left, 1)
        self._halves.addLayout(right)
        self._left, self._right = left, right
        self._fit()

    def minimumSizeHint(self) -> QSize:
        # One row would hold the page open; where it has no room there are two, or three.
        lower = self.vehicles.sizeHint().width() + self.worth.sizeHint().width() + 8
        widest = max(self.periods.sizeHint().width(), self.days.sizeHint().width(), lower)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Two rows where one has no room, and the days below the periods where that is too wide."""
        upper = self.periods.sizeHint().width() + 8 + self.days.sizeHint().width()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._left.setDirection(down if upper > self.width() else across)
        for half in (self._left, self._right):
            half.invalidate()  # its words may have changed since it was asked last
        halves = (self._left.sizeHint(), self._right.sizeHint())
        narrow = sum(half.width() for half in halves) + _APART > self.width()
        self._halves.setDirection(down if narrow else across)
        self._halves.setAlignment(
            self._right, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight
        )

    def show_insights(self, insights: Insights, period: str) -> None:
        """Say what the figures are of."""
        self._insights = insights
        self.days.set_words(period, _("Period: {period}").format(period=period))
        words = self._vehicle_words(insights)
        self.vehicles.set_words(words, _("Vehicles: {words}").format(words=words))
        self.worth.set_words(worth_words()[insights.question.worth])
        self._fit()

    def _vehicle_words(self, insights: Insights) -> str:
        count, known = len(insights.vehicles), len(insights.known)
        if not insights.question.vehicles:
            words = ngettext("{count} vehicle", "All {count} vehicles", known)
            return words.format(count=known)
        if count == 1:
            return insights.vehicles[0].vehicle.name
        return _("{count} of {all} vehicles").format(count=count, all=known)

    # ------------------------------------------------------------------ what one can change

    def ask(self, **changes: object) -> None:
        """Change parts of the question and tell it."""
        self.question = dataclasses.replace(self.question, **changes)  # type: ignore[arg-type]  # its own fields
        self._desk.keep({SETTING: to_keep(self.question)})
        self.asked.emit(self.question)

    def _show_period(self) -> None:
        if self.question.period == OWN:
            self.periods.clear()
        else:
            self.periods.set_current(self.question.period)

    def renew(self) -> None:
        """Bring the window of a period to today."""
        if self.question.period != OWN:
            window = period_window(self.question.period, self._desk.today())
            self.question = dataclasses.replace(self.question, window=window)

    def _on_period(self, period: str) -> None:
        self.ask(period=period, window=period_window(period, self._desk.today()))

    def open_days(self) -> None:
        """Ask for the first and the last day."""
        if self._insights is None:
            return
        desk = self._desk
        reading = Reading.of(desk.preferences, zone=desk.zone, today=desk.today())
        shown = Shown(desk.preferences, desk.today(), desk.months)
        popover = DaysPopover(self, reading, shown, self._insights.window)
        popover.chosen.connect(self.choose_days)
        popover.open_at(self.days.geometry(), popover.first.line, below=True)
        popover.first.line.selectAll()

    def choose_days(self, window: Window) -> None:
        """Show these days; no segment is picked then."""
        self.periods.clear()
        self.ask(period=OWN, window=window)

    def open_vehicles(self) -> None:
        """Ask which vehicles."""
        if self._insights is None:
            return
        popover = VehiclesPopover(self, self._insights.known, self.question.vehicles)
        popover.chosen.connect(self._on_vehicles)
        popover.open_at(self.vehicles.geometry(), popover.all, below=True)

    def _on_vehicles(self, picked: frozenset[str]) -> None:
        self.ask(vehicles=picked)

    def open_worth(self) -> None:
        """Ask whether the purchase or the loss of value is added."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for worth, words in worth_words().items():
            action = QAction(words, group)
            action.setCheckable(True)
            action.setChecked(worth == self.question.worth)
            action.triggered.connect(functools.partial(self._on_worth, worth))
            menu.addAction(action)
        menu.popup(self.worth.mapToGlobal(QPoint(0, self.worth.height() + 4)))

    def _on_worth(self, worth: str, _checked: bool = False) -> None:
        self.ask(worth=worth)


def worth_words() -> dict[str, str]:
    """What can be added to the running costs."""
    return {
        NONE: _("Without purchase price"),
        PURCHASE: _("With purchase price"),
        DEPRECIATION: _("With loss of value"),
    }
