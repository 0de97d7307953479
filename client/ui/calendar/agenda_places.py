"""Where things are in the list of entries, in pixels, and how they are painted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from client.ui.calendar.agenda_layout import DAY_HEIGHT, Row
from client.ui.calendar.calendar_view import Surroundings
from client.ui.calendar.canvas_places import HEAD_OF_DAY, NAME, Hit
from client.ui.calendar.entry_drag import Spot, Wish
from client.ui.calendar.entry_paint import Look
from garage.regions import Preferences

if TYPE_CHECKING:
    from client.operations.agenda import Entry

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class AgendaPlaces:
    """Rows at one width, scrolled so far; the heading of the topmost day stays in sight."""

    listed: tuple[Row, ...]
    surroundings: Surroundings
    today: date
    prefs: Preferences
    width: float
    height: float
    scrolled: float = 0
    standing: date = date.min
    """The day on which the keyboard is: an entry of several days stands on each."""
    ringed: date | None = None
    """That day, where no entry shows it."""

    @property
    def rows(self) -> int:
        """Below each other stand entries, not days that one could be moved by."""
        return 1

    @cached_property
    def _tops(self) -> list[int]:
        return [row.top for row in self.listed]

    @property
    def whole_height(self) -> int:
        """How high all rows are."""
        return self.listed[-1].bottom + DAY_HEIGHT if self.listed else 0

    def row_at(self, y: float) -> Row | None:
        """The row at a height of all that is scrolled."""
        at = bisect_right(self._tops, y) - 1
        found = self.listed[at] if at >= 0 else None
        return found if found is not None and y < found.bottom else None

    def visible(self, top: float, bottom: float) -> Iterator[Row]:
        """The rows that lie between two heights of the viewport."""
        at = max(bisect_right(self._tops, top + self.scrolled) - 1, 0)
        for row in self.listed[at:]:
            if row.top - self.scrolled >= bottom:
                return
            yield row

    def rect(self, row: Row) -> QRectF:
        """Where a row stands in the viewport."""
        return QRectF(0, row.top - self.scrolled, self.width, row.height)

    @property
    def sticky(self) -> Row | None:
        """The heading that the topmost rows are below."""
        at = bisect_right(self._tops, self.scrolled) - 1
        above = (row for row in reversed(self.listed[: at + 1]) if row.heading)
        return next(above, None)

    # ------------------------------------------------------------------ what the canvas asks

    def hit(self, where: QPointF) -> Hit:
        """What is at a point."""
        sticky = self.sticky
        if where.y() < DAY_HEIGHT and sticky is not None:
            return _head(sticky)
        row = self.row_at(where.y() + self.scrolled)
        if row is None:
            day = self.listed[-1].day if self.listed else self.today
            return Hit(Spot(day, lane=True))
        return _head(row) if row.heading else Hit(Spot(row.day, lane=True), row.entry)

    def spot(self, hit: Hit, _where: QPointF) -> Spot:
        """Nothing is dragged here."""
        return hit.spot

    def entries_on(self, day: date) -> Sequence[Entry]:
        """The entries of a day."""
        return [row.entry for row in self.listed if row.day == day and row.entry is not None]

    def left_out(self, _day: date) -> int:
        """None: all are shown."""
        return 0

    def row_of(self, entry: Entry, day: date | None = None) -> Row | None:
        """The row of an entry on a day, else its first."""
        mine = [row for row in self.listed if row.entry is entry]
        return next((row for row in mine if row.day == day), mine[0] if mine else None)

    def rects_of(self, entry: Entry) -> Sequence[QRectF]:
        """Where an entry stands, on each of its days."""
        return [self.rect(row) for row in self.listed if row.entry is entry]

    def rect_of(self, entry: Entry) -> QRectF:
        """Where an entry stands."""
        row = self.row_of(entry, self.standing)
        return self.rect(row) if row is not None else QRectF()

    def wish(self, hit: Hit, _now: Spot, _step: int) -> Wish:
        """Nothing is dragged here: a new event of the day."""
        return self.new_on(hit.spot.day)

    def new_on(self, day: date) -> Wish:
        """A new event of the whole day."""
        return Wish(day, day + _A_DAY)

    def new_at(self, spot: Spot) -> Wish:
        """A new event of the whole day."""
        return self.new_on(spot.day)

    def paint(self, painter: QPainter, clip: QRectF, look: Callable[[Entry], Look]) -> None:
        """Paint what lies in `clip`."""
        from client.ui.calendar.agenda_paint import paint_agenda

        paint_agenda(painter, self, clip, look)

    def paint_ghost(self, painter: QPainter, wish: Wish, look: Look, title: str) -> None:
        """A list shows no ghost: what is new stands where its day is."""


def _head(row: Row) -> Hit:
    return Hit(Spot(row.day, lane=True), beside=NAME if row.overdue else HEAD_OF_DAY)
