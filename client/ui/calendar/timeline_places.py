"""Where things are in the timeline, in pixels: names at the left, days above, lanes of entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from client.ui.calendar.canvas_places import HEAD_OF_DAY, NAME, Hit
from client.ui.calendar.entry_drag import Grip, Spot, Wish, by_days
from client.ui.calendar.entry_paint import BAR_HEIGHT, Look, paint_bar
from client.ui.calendar.grid_layout import days_of, is_bar
from client.ui.calendar.timeline_layout import Lanes, Placed, moment_place
from garage.calendar.zones import day_after
from garage.regions import Preferences

if TYPE_CHECKING:
    from client.operations.agenda import Entry

HEAD = 48
NAMES = 200
_LANE = BAR_HEIGHT + 4
_PADDING = 8
_LEAST_ROW = 40
_EDGE = 6
_SHORTEST = 24.0
_GHOST = 0.85
_A_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


def least_days(day_width: float) -> float:
    """How wide, in days, the shortest entry is drawn."""
    return _SHORTEST / day_width


@dataclass(frozen=True)
class TimelinePlaces:
    """Rows at one size and zoom, scrolled so far; the names and the days stay in sight."""

    lanes: tuple[Lanes, ...]
    first: date
    last: date
    today: date
    zone: tzinfo
    prefs: Preferences
    width: float
    height: float
    day_width: float = 32
    left: float = 0
    top: float = 0
    ringed: date | None = None
    """The day on which the keyboard stands, where no entry shows that."""

    @property
    def rows(self) -> int:
        """Days lie beside each other: none lies below another."""
        return 0

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days

    @property
    def whole_width(self) -> float:
        """How wide all days are."""
        return self.days * self.day_width

    @cached_property
    def tops(self) -> tuple[float, ...]:
        """Where each row begins, and where the last ends, without what is scrolled away."""
        found = [0.0]
        for row in self.lanes:
            found.append(found[-1] + max(row.count * _LANE + 2 * _PADDING - 4, _LEAST_ROW))
        return tuple(found)

    @property
    def whole_height(self) -> float:
        """How high all rows are."""
        return self.tops[-1]

    def x(self, place: float) -> float:
        """Where a place in days is in the viewport."""
        return NAMES + place * self.day_width - self.left

    def row_rect(self, at: int) -> QRectF:
        """The band of a row."""
        y = HEAD + self.tops[at] - self.top
        return QRectF(0, y, self.width, self.tops[at + 1] - self.tops[at])

    def rect(self, at: int, placed: Placed) -> QRectF:
        """Where an entry stands in the row `at`."""
        y = self.row_rect(at).y() + _PADDING + placed.lane * _LANE
        left = self.x(placed.start)
        width = max((placed.end - placed.start) * self.day_width - 2, _SHORTEST - 2)
        return QRectF(left + 1, y, width, BAR_HEIGHT)

    def visible(self) -> Iterator[tuple[int, Lanes]]:
        """The rows that are in sight."""
        for at, row in enumerate(self.lanes):
            band = self.row_rect(at)
            if band.bottom() > HEAD and band.top() < self.height:
                yield at, row

    @property
    def days_seen(self) -> range:
        """The days in sight, by their number."""
        first = max(int(self.left / self.day_width), 0)
        last = int((self.left + self.width - NAMES) / self.day_width) + 1
        return range(first, min(last, self.days))

    @property
    def seen(self) -> tuple[date, date]:
        """The first and the last day of which at least half is in sight."""
        ends = (self.left, self.left + self.width - NAMES)
        first, after = (ceil(end / self.day_width - 0.5) for end in ends)
        last = min(max(after - 1, first), self.days - 1)
        return day_after(self.first, first), day_after(self.first, last)

    # ------------------------------------------------------------------ what the canvas asks

    def _day(self, where: QPointF) -> date:
        at = int((where.x() - NAMES + self.left) // self.day_width)
        return day_after(self.first, min(max(at, 0), max(self.days - 1, 0)))

    def hit(self, where: QPointF) -> Hit:
        """What is at a point."""
        spot = Spot(self._day(where), lane=True)
        if where.y() < HEAD or where.x() < NAMES:
            beside = HEAD_OF_DAY if where.x() >= NAMES else NAME
            return Hit(spot, beside=beside)
        for at, row in self.visible():
            if not self.row_rect(at).contains(where):
                continue
            place = (where.x() - NAMES + self.left) / self.day_width
            least = least_days(self.day_width)
            for placed in row.between(place - least, place):
                rect = self.rect(at, placed)
                if rect.contains(where):
                    return Hit(spot, placed.entry, _grip(placed.entry, rect, where), sideways=True)
        return Hit(spot)

    def spot(self, _hit: Hit, where: QPointF) -> Spot:
        """The day below the pointer."""
        return Spot(self._day(where), lane=True)

    def entries_on(self, day: date) -> Sequence[Entry]:
        """The entries that begin on a day or go over it, from above, each once."""
        found: dict[int, Entry] = {}
        place = float((day - self.first).days)
        for row in self.lanes:
            for placed in row.between(place, place + 1):
                begin, end = days_of(placed.entry)
                if begin <= day <= end:
                    found.setdefault(id(placed.entry), placed.entry)
        return list(found.values())

    def left_out(self, _day: date) -> int:
        """None: all are shown."""
        return 0

    def rects_of(self, entry: Entry) -> Sequence[QRectF]:
        """Where an entry stands: in the row of each person who takes part."""
        seen = QRectF(NAMES, HEAD, self.width - NAMES, self.height - HEAD)
        found = []
        for at, row in enumerate(self.lanes):
            for placed in row.placed:
                if placed.entry is entry:
                    rect = self.rect(at, placed)
                    found.append(rect.intersected(seen) if rect.intersects(seen) else rect)
        return found

    def rect_of(self, entry: Entry) -> QRectF:
        """Where an entry stands first."""
        return next(iter(self.rects_of(entry)), QRectF())

    def wish(self, hit: Hit, now: Spot, _step: int) -> Wish:
        """What is held goes by whole days."""
        return by_days(hit.entry, hit.grip, hit.spot.day, now.day)

    def new_on(self, day: date) -> Wish:
        """A new event of the whole day."""
        return Wish(day, day + _A_DAY)

    def new_at(self, spot: Spot) -> Wish:
        """A new event of the whole day."""
        return self.new_on(spot.day)

    def paint(self, painter: QPainter, clip: QRectF, look: Callable[[Entry], Look]) -> None:
        """Paint what lies in `clip`."""
        from client.ui.calendar.timeline_paint import paint_timeline

        paint_timeline(painter, self, clip, look)

    def paint_ghost(self, painter: QPainter, wish: Wish, look: Look, title: str) -> None:
        """In the row where what is held lies, or over all of them."""
        start, end = wish.start, wish.end
        if isinstance(start, datetime) and isinstance(end, datetime):
            begin = moment_place(start, self.first, self.zone)
            finish = moment_place(end - _INSTANT, self.first, self.zone)
        else:
            begin, finish = float((start - self.first).days), float((end - self.first).days)
        painter.setOpacity(_GHOST)
        painter.setClipRect(QRectF(NAMES, HEAD, self.width - NAMES, self.height - HEAD))
        left = self.x(begin)
        wide = max((finish - begin) * self.day_width, _SHORTEST)
        rect = QRectF(left, HEAD + 4, wide, BAR_HEIGHT)
        paint_bar(painter, rect, replace(look, before=False, after=False), title)


def _grip(entry: Entry, rect: QRectF, where: QPointF) -> Grip:
    if is_bar(entry) and rect.width() > 4 * _EDGE:
        if where.x() > rect.right() - _EDGE:
            return Grip.END
        if where.x() < rect.left() + _EDGE:
            return Grip.START
    return Grip.MOVE
