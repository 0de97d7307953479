"""The time grid: days side by side, their hours from top to bottom, whole days in a lane above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent

from client.ui.calendar.day_axis import DayAxis
from client.ui.calendar.dragging_canvas import DraggingCanvas
from client.ui.calendar.grid_geometry import (
    FEW_LANES,
    HOUR,
    MANY_LANES,
    GridGeometry,
    least_minutes,
)
from client.ui.calendar.grid_layout import GridLayout, grid_layout, is_bar
from client.ui.calendar.grid_paint import GridScene
from client.ui.calendar.grid_places import GridPlaces
from client.ui.text import _

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.ui.desk import Desk

_MORNING = 8 * 60
_BEFORE = 30
_NOW_AT = 0.6
"""How far down the line of now stands at most, where one comes to it: of what is seen."""


class TimeGrid(DraggingCanvas):
    """A canvas over the hours of some days."""

    def __init__(self, desk: Desk) -> None:
        self.layout_ = _empty(desk)
        self.all_lanes = False
        """Whether more whole-day lanes are shown than usual."""
        self.on_paper = False
        self._placed = False
        super().__init__(desk, _("Calendar"), self._places_of(desk))
        bar = self.verticalScrollBar()
        bar.setSingleStep(HOUR // 2)
        bar.valueChanged.connect(self._renew)
        self.more_wanted.connect(self._show_all_lanes)

    def show_entries(self, entries: Sequence[Entry], first: date, last: date) -> None:
        """Show the entries of these days; a span that one comes to anew begins at its first."""
        days = [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal())]
        fresh = tuple(days) != self.layout_.days or not self._placed
        axis = DayAxis.over(days, self.desk.zone)
        self.layout_ = grid_layout(entries, days, axis, least_minutes())
        if fresh:
            self.all_lanes = False
        self._fit()
        self.entries_came(first, last)
        self._renew()
        if fresh and self.viewport().height() > HOUR:
            self._placed = True
            self.verticalScrollBar().setValue(self._begin())

    def _begin(self) -> int:
        """How far to scroll: to the first entry, and at least so far that now is seen."""
        axis = self.layout_.axis
        starts = [block.start for block in self.layout_.blocks if not block.before]
        top = min([*starts, _MORNING]) - _BEFORE
        geometry = self._geometry()
        seen = geometry.hours.height() * 60 / HOUR
        now = self.desk.now()
        if now.date() in self.layout_.days:
            line = axis.place_of(now, now.date())
            top = max(min(top, line - _BEFORE), line - seen * _NOW_AT)
        return round(max(top, 0) * HOUR / 60)

    def show_on_paper(self) -> None:
        """Show what does not change any more: all lanes of whole days, and no line of now."""
        self.on_paper = self.all_lanes = True
        self._fit()

    @property
    def used(self) -> tuple[float, float]:
        """From where to where (in pixels of all hours) one works or anything stands.

        What came over from the day before stands there already, but on the first day.
        """
        begins, ends = self.desk.preferences.working_hours
        here = [block for block in self.layout_.blocks if not block.before or block.day == 0]
        first = min([block.start for block in here] + [begins]) - _BEFORE
        last = max([block.end for block in here] + [ends]) + _BEFORE
        whole = self.layout_.axis.length
        return max(first, 0) * HOUR / 60, min(last, whole) * HOUR / 60

    # ------------------------------------------------------------------ where things lie

    @property
    def _lanes(self) -> int:
        most = MANY_LANES if self.all_lanes else FEW_LANES
        return min(self.layout_.lanes, most)

    def _geometry(self) -> GridGeometry:
        size, layout = self.viewport().size(), self.layout_
        return GridGeometry(
            layout.days, layout.axis, size.width(), size.height(), self._lanes,
            self.verticalScrollBar().value(),
        )  # fmt: skip

    def _places_of(self, desk: Desk) -> GridPlaces:
        geometry = GridGeometry(self.layout_.days, self.layout_.axis, 1, 1)
        return GridPlaces(GridScene(geometry, self.layout_, desk.preferences, desk.now(), 0))

    def _fit(self) -> None:
        geometry = self._geometry()
        bar = self.verticalScrollBar()
        bar.setPageStep(max(round(geometry.hours.height()), 1))
        bar.setRange(0, max(round(geometry.hours_height - geometry.hours.height()), 0))
        self._renew()

    def _renew(self) -> None:
        scene = GridScene(
            self._geometry(), self.layout_, self.desk.preferences, self.desk.now(), self._lanes,
            not self.on_paper, self.walked_to,
        )  # fmt: skip
        self.place_anew(GridPlaces(scene))

    def standing_changed(self) -> None:
        self._renew()

    @property
    def top_of_roll(self) -> float:
        return self._geometry().top

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if not self._placed and self.layout_.blocks and self.viewport().height() > HOUR:
            self._placed = True
            self.verticalScrollBar().setValue(self._begin())

    def show_moment(self) -> None:
        """Move the line of now."""
        self._renew()

    def _show_all_lanes(self, _day: date) -> None:
        self.all_lanes = not self.all_lanes
        self._fit()

    def reveal(self, entry: Entry) -> None:
        if is_bar(entry):
            if not self.all_lanes and self.places.rect_of(entry).isNull():
                self._show_all_lanes(self.day)
            return
        rect, geometry = self.places.rect_of(entry), self._geometry()
        if rect.isNull():
            return
        bar = self.verticalScrollBar()
        if rect.top() < geometry.top + 4:
            bar.setValue(round(bar.value() + rect.top() - geometry.top - 16))
        elif rect.bottom() > geometry.height - 4:
            # What is higher than the window shows its beginning.
            down = min(rect.bottom() - geometry.height + 16, rect.top() - geometry.top - 16)
            bar.setValue(round(bar.value() + down))


def _empty(desk: Desk) -> GridLayout:
    today = desk.today()
    return GridLayout((today,), DayAxis.over((today,), desk.zone))
