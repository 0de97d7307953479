"""The list view: what is overdue, then what comes, day by day; further down it goes on and on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent, QResizeEvent

from client.ui.calendar.agenda_layout import DAY_HEIGHT, Row, agenda_rows
from client.ui.calendar.agenda_places import AgendaPlaces
from client.ui.calendar.calendar_view import Surroundings
from client.ui.calendar.canvas_places import Hit
from client.ui.calendar.canvas_view import CanvasView
from client.ui.calendar.dragging_canvas import DraggingCanvas
from client.ui.calendar.spans import long_day
from client.ui.text import _
from garage.calendar.zones import day_after

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.ui.desk import Desk

DAYS = 45
"""That are shown at first, and that each loading adds."""
MOST_DAYS = 730
_NEAR = 480
"""So many pixels before the end more is loaded."""


class AgendaCanvas(DraggingCanvas):
    """A canvas whose entries stand in one line below each other; nothing is dragged in it."""

    places: AgendaPlaces

    def __init__(self, desk: Desk) -> None:
        self.listed: tuple[Row, ...] = ()
        start = AgendaPlaces((), _nothing(), desk.today(), desk.preferences, 1, 1)
        super().__init__(desk, _("List"), start)
        self.verticalScrollBar().setSingleStep(24)
        self.verticalScrollBar().valueChanged.connect(self._renew)

    def show_entries(self, entries: Sequence[Entry], first: date, last: date) -> None:
        """Show these, and stand where one stood."""
        self.listed = agenda_rows(entries, first, last, self.desk.today())
        self._fit()
        self.entries_came(first, last)
        self._renew()

    def _places(self) -> AgendaPlaces:
        size = self.viewport().size()
        return AgendaPlaces(
            self.listed, self.surroundings, self.desk.today(), self.desk.preferences,
            size.width(), size.height(), self.verticalScrollBar().value(), self.day,
            self.walked_to,
        )  # fmt: skip

    def _fit(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(max(height - DAY_HEIGHT, 1))
        bar.setRange(0, max(self._places().whole_height - height, 0))
        self._renew()

    def _renew(self) -> None:
        self.place_anew(self._places())

    def standing_changed(self) -> None:
        self._renew()

    def show_moment(self) -> None:
        """Another day may have begun."""
        self._renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def reveal(self, entry: Entry) -> None:
        row, bar = self.places.row_of(entry, self.day), self.verticalScrollBar()
        if row is None:
            return
        if row.top - bar.value() < DAY_HEIGHT:
            bar.setValue(row.top - DAY_HEIGHT)
        elif row.bottom - bar.value() > self.viewport().height():
            bar.setValue(row.bottom - self.viewport().height() + 8)

    def shows(self, day: date) -> bool:
        return super().shows(day) or any(row.overdue and row.day == day for row in self.listed)

    def scroll_to(self, day: date) -> None:
        """Have a day at the top, or the next one that has anything; the first below all overdue."""
        days = [row for row in self.listed if row.heading and not row.overdue]
        row = next((row for row in days if row.day >= day), None)
        if row is not None:
            self.verticalScrollBar().setValue(row.top if row is not days[0] else 0)

    # ------------------------------------------------------------------ keys

    def _may_start(self, hit: Hit) -> bool:
        return False

    def _drag_by(self, event: QKeyEvent) -> bool:
        return False

    def _along(self, step: int) -> None:
        """To the entry above or below, whatever day it is of."""
        there = [row for row in self.listed if row.entry is not None]
        at = next(
            (n for n, row in enumerate(there) if row.entry is self.current and row.day == self.day),
            None,
        )
        if at is None:
            after = [n for n, row in enumerate(there) if row.day >= self.day]
            to = (after[0] if after else len(there) - 1) if step > 0 else (after or [0])[0] - 1
        else:
            to = at + step
        if 0 <= to < len(there):
            self.stand_on(there[to].day, there[to].entry)
        elif step < 0:
            self.stepped.emit(-1)

    def _across(self, step: int) -> None:
        """To the first entry of the next day that has any, or of the one before."""
        days = list(dict.fromkeys(row.day for row in self.listed if row.entry is not None))
        beyond = [day for day in days if (day > self.day if step > 0 else day < self.day)]
        if beyond:
            day = beyond[0] if step > 0 else beyond[-1]
            self.stand_on(day, next(iter(self.places.entries_on(day)), None))


class AgendaView(CanvasView):
    """Shows some weeks from where one stands; near the end of them it asks for more."""

    canvas: AgendaCanvas

    def __init__(self, desk: Desk) -> None:
        self._days = DAYS
        self._anchor = desk.today()
        super().__init__(desk, AgendaCanvas(desk))
        self.canvas.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def span(self, anchor: date) -> tuple[date, date]:
        if anchor != self._anchor:
            self._anchor, self._days = anchor, DAYS
        return anchor, day_after(anchor, self._days)

    def step(self, anchor: date, count: int) -> date:
        return day_after(anchor, DAYS * count)

    def title(self, anchor: date, *, brief: bool = False) -> str:
        # It goes on as one scrolls: only where it begins is worth saying.
        return _("From {day}").format(day=long_day(anchor, self.desk.preferences, brief=brief))

    def _on_scrolled(self, value: int) -> None:
        far = self.canvas.verticalScrollBar().maximum() - value > _NEAR
        loaded = (self.last - self.first).days >= self._days
        if far or not loaded or self._days >= MOST_DAYS:
            return
        self._days += DAYS
        self.span_changed.emit()

    def go_to(self, day: date) -> None:
        self.canvas.scroll_to(day)
        super().go_to(day)


def _nothing() -> Surroundings:
    return Surroundings({}, {})
