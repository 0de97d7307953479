"""The month: whole weeks below each other, bars over days, "+N more" where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QResizeEvent

from client.ui.calendar.dragging_canvas import DraggingCanvas
from client.ui.calendar.month_layout import Week, month_layout
from client.ui.calendar.month_places import DAY_HEAD, HEAD, LANE, MonthPlaces
from client.ui.calendar.more_popover import MorePopover
from client.ui.calendar.spans import weeks_of_month
from client.ui.text import _
from garage.calendar.zones import day_after

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.ui.desk import Desk


class MonthGrid(DraggingCanvas):
    """A canvas over the weeks of a month."""

    places: MonthPlaces

    def __init__(self, desk: Desk) -> None:
        self.anchor = desk.today()
        first, last = weeks_of_month(self.anchor, desk.preferences.first_weekday)
        self.weeks: tuple[Week, ...] = month_layout((), first, last)
        self.more: MorePopover | None = None
        start = MonthPlaces(self.weeks, self.anchor, self.anchor, None, desk.preferences, 7, 1)
        super().__init__(desk, _("Month"), start)
        self.verticalScrollBar().setSingleStep(LANE)
        self.verticalScrollBar().valueChanged.connect(self._renew)
        self.more_wanted.connect(self.show_more)

    def show_entries(self, entries: Sequence[Entry], first: date, last: date) -> None:
        """Show the entries of whole weeks; the month meant is that of their middle."""
        self.anchor = day_after(first, (last - first).days // 2)
        self.weeks = month_layout(entries, first, last)
        self._fit()
        self.entries_came(first, last)
        self._renew()

    def _fit(self) -> None:
        bar, size = self.verticalScrollBar(), self.viewport().size()
        places = self._places()
        bar.setPageStep(max(size.height() - HEAD, 1))
        bar.setRange(0, max(round(places.whole_height - size.height() + HEAD), 0))
        self._renew()

    def _places(self) -> MonthPlaces:
        size = self.viewport().size()
        return MonthPlaces(
            self.weeks, self.anchor, self.desk.today(), self.ringed, self.desk.preferences,
            size.width(), size.height(), self.verticalScrollBar().value(),
        )  # fmt: skip

    def _renew(self) -> None:
        self.place_anew(self._places())

    def standing_changed(self) -> None:
        if self.walked_to is not None:
            self._scroll_to(self.places.cell_of(self.walked_to))
        self._renew()

    @property
    def top_of_roll(self) -> float:
        return HEAD

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_moment(self) -> None:
        """Another day may have begun."""
        self._renew()

    def reveal(self, entry: Entry) -> None:
        self._scroll_to(self.places.rect_of(entry), above=DAY_HEAD + 6)

    def _scroll_to(self, rect: QRectF, above: int = 0) -> None:
        """Have a place in sight, and so much above it."""
        bar = self.verticalScrollBar()
        if rect.isEmpty():
            return
        if rect.top() < HEAD:
            bar.setValue(round(bar.value() + rect.top() - HEAD - above))
        elif rect.bottom() > self.viewport().height():
            bar.setValue(round(bar.value() + rect.bottom() - self.viewport().height() + 8))

    def show_more(self, day: date) -> None:
        """All of a day in a popover beside its cell."""
        cell = self.places.cell_of(day).toRect()
        corner = self.viewport().mapTo(self, QPoint(0, 0))
        self.more = MorePopover(self, day, self.places.all_on(day), self.look)
        self.more.chosen.connect(self.opened)
        self.more.day_chosen.connect(self.day_chosen)
        self.more.closed.connect(self._on_more_closed)
        self.more.open_beside(cell.translated(corner))

    def _on_more_closed(self) -> None:
        self.more = None
