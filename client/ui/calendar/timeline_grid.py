"""The canvas of the timeline: scrolled both ways, zoomed with Ctrl and the wheel or + and −."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent

from client.ui.calendar.dragging_canvas import DraggingCanvas
from client.ui.calendar.timeline_layout import Lanes, timeline_rows
from client.ui.calendar.timeline_places import HEAD, NAMES, TimelinePlaces, least_days
from client.ui.text import _
from garage.calendar.zones import day_after

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.ui.desk import Desk

WIDTHS = (4.0, 6.0, 9.0, 14.0, 20.0, 28.0, 40.0, 64.0, 96.0, 144.0)
"""How wide a day is, in pixels, at each zoom."""
_USUAL = 5


class TimelineGrid(DraggingCanvas):
    """``zoomed`` says that a day is of another width, ``seen_changed`` that others are in sight."""

    zoomed = Signal()
    seen_changed = Signal()
    places: TimelinePlaces

    def __init__(self, desk: Desk) -> None:
        self.zoom = _USUAL
        self.lanes: tuple[Lanes, ...] = ()
        self._entries: Sequence[Entry] = ()
        self._keys_of: Sequence[Sequence[str]] = ()
        self._names: Mapping[str, str] = {}
        today = desk.today()
        start = TimelinePlaces(
            (), today, day_after(today), today, desk.zone, desk.preferences, 400, 100
        )
        super().__init__(desk, _("Timeline"), start)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(24)
            bar.valueChanged.connect(self._renew)

    # ------------------------------------------------------------------ what is shown

    def rows_are(self, names: Mapping[str, str], keys: Sequence[Sequence[str]]) -> None:
        """Rows by key, and the keys of each entry, in their order; comes before the entries."""
        self._names, self._keys_of = names, keys

    def show_entries(self, entries: Sequence[Entry], first: date, last: date) -> None:
        """Show entries in their rows."""
        another = (first, last) != (self.first, self.last)
        self._entries = entries
        self.first, self.last = first, last
        self._pack()
        self._fit()
        self.entries_came(first, last)
        if another:
            self.see(self.day)
        self._renew()

    def _pack(self) -> None:
        self.lanes = timeline_rows(
            self._entries, self._names, self._keys_of, self.first, self.desk.zone,
            least_days(self.day_width),
        )  # fmt: skip

    @property
    def day_width(self) -> float:
        """How wide a day is: wider than the zoom says where there are few."""
        days = max((self.last - self.first).days, 1)
        return max(WIDTHS[self.zoom], (self.viewport().width() - NAMES) / days)

    def _places(self) -> TimelinePlaces:
        size = self.viewport().size()
        return TimelinePlaces(
            self.lanes, self.first, self.last, self.desk.today(), self.desk.zone,
            self.desk.preferences, size.width(), size.height(), self.day_width,
            self.horizontalScrollBar().value(), self.verticalScrollBar().value(),
            self.walked_to,
        )  # fmt: skip

    def _fit(self) -> None:
        size, places = self.viewport().size(), self._places()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setPageStep(max(size.width() - NAMES, 1))
        across.setRange(0, max(round(places.whole_width - size.width() + NAMES), 0))
        down.setPageStep(max(size.height() - HEAD, 1))
        down.setRange(0, max(round(places.whole_height - size.height() + HEAD), 0))
        self._renew()

    def _renew(self) -> None:
        before = self.seen
        self.place_anew(self._places())
        if self.seen != before:
            self.seen_changed.emit()

    @property
    def seen(self) -> tuple[date, date]:
        """The first and the last day in sight."""
        return self.places.seen

    def standing_changed(self) -> None:
        if self.walked_to is not None:
            self.see(self.day)
        self._renew()

    def show_moment(self) -> None:
        """Another day may have begun."""
        self._renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def top_of_roll(self) -> float:
        return HEAD

    def see(self, day: date) -> None:
        """Have a day in sight, a little right of the names."""
        at = (day - self.first).days * self.day_width
        room = self.viewport().width() - NAMES
        bar = self.horizontalScrollBar()
        if not bar.value() <= at <= bar.value() + room - self.day_width:
            bar.setValue(round(at - room / 4))

    def begin_with_whole_day(self) -> tuple[date, date]:
        """Scroll back so that no day is cut at the left; the first day seen and the one after."""
        bar, width = self.horizontalScrollBar(), self.day_width
        day = int(bar.value() // width)
        bar.setValue(round(day * width))
        seen = (self.viewport().width() - NAMES) / width
        return day_after(self.first, day), min(day_after(self.first, int(day + seen)), self.last)

    def reveal(self, entry: Entry) -> None:
        self.see(self.day)
        for at, row in enumerate(self.lanes):
            if any(placed.entry is entry for placed in row.placed):
                band, bar = self.places.row_rect(at), self.verticalScrollBar()
                if band.top() < HEAD:
                    bar.setValue(round(self.places.tops[at]))
                elif band.bottom() > self.viewport().height():
                    bar.setValue(round(self.places.tops[at + 1] - self.viewport().height() + HEAD))
                return

    # ------------------------------------------------------------------ zoom

    def zoom_by(self, step: int, x: float | None = None) -> None:
        """Make days wider or narrower; the day at `x` (else in the middle) stays where it is."""
        to = min(max(self.zoom + step, 0), len(WIDTHS) - 1)
        if to == self.zoom:
            return
        where = (x if x is not None else (self.viewport().width() + NAMES) / 2) - NAMES
        place = (self.horizontalScrollBar().value() + where) / self.day_width
        self.zoom = to
        self._pack()
        self._fit()
        self.horizontalScrollBar().setValue(round(place * self.day_width - where))
        self._renew()
        self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.zoom_by(1 if turned > 0 else -1, event.position().x())
            event.accept()
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - event.angleDelta().y())
            event.accept()
            return
        super().wheelEvent(event)

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.zoom_by(step)
        else:
            super().keyPressEvent(event)

    def _across(self, step: int) -> None:
        """To the next day on which something begins, or the one before."""
        days = sorted({
            day_after(self.first, int(max(placed.start, 0)))
            for row in self.lanes for placed in row.placed
        })  # fmt: skip
        beyond = [day for day in days if (day > self.day if step > 0 else day < self.day)]
        if not beyond:
            super()._across(step)
            return
        day = beyond[0] if step > 0 else beyond[-1]
        level = self.places.rect_of(self.current).center().y() if self.current else 0.0
        here = self.places.entries_on(day)
        near = min(
            here,
            key=lambda one: abs(self.places.rect_of(one).center().y() - level),
            default=None,
        )
        self.stand_on(day, near)
