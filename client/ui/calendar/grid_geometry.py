"""Where things are in the time grid, in pixels: days as columns, a lane above, hours below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF

from client.ui.calendar.day_axis import DayAxis
from client.ui.calendar.entry_drag import Spot
from client.ui.calendar.entry_paint import BAR_HEIGHT
from client.ui.calendar.grid_layout import Block
from garage.calendar.packing import Bar, Column

GUTTER = 56
HEAD = 48
HOUR = 52
LEAST_HEIGHT = 20
"""Of a block, in pixels: one line can be read."""
LANE = BAR_HEIGHT + 4
FEW_LANES = 4
MANY_LANES = 12
EDGE = 5
"""How near the pointer is to a block's edge to take hold of it."""
WHOLE = Column(0, 1, 1)
_LANE_PADDING = 6
_GAP = 2
_BLOCK_GAP = 3


def least_minutes() -> float:
    """The height of the smallest block, in minutes."""
    return LEAST_HEIGHT * 60 / HOUR


@dataclass(frozen=True)
class GridGeometry:
    """Of one moment: the size of what is seen, how far it is scrolled, how many lanes it has."""

    days: tuple[date, ...]
    axis: DayAxis
    width: float
    height: float
    lanes: int = 0
    scrolled: float = 0

    @property
    def lane_height(self) -> float:
        """Of the lane of whole days."""
        return max(self.lanes, 1) * LANE + 2 * _LANE_PADDING - 4

    @property
    def top(self) -> float:
        """Where the hours begin to be seen."""
        return HEAD + self.lane_height + 1

    @property
    def hours_height(self) -> float:
        """Of all hours, seen or not."""
        return self.axis.length * HOUR / 60

    @property
    def column(self) -> float:
        """The width of a day."""
        return max((self.width - GUTTER) / len(self.days), 1)

    @property
    def hours(self) -> QRectF:
        """What is seen of the hours, without their gutter."""
        return QRectF(GUTTER, self.top, self.width - GUTTER, max(self.height - self.top, 0))

    def left(self, day: int) -> float:
        """The left edge of a column."""
        return float(round(GUTTER + day * self.column))

    def y_of(self, place: float) -> float:
        """Where a place of the axis is seen."""
        return self.top - self.scrolled + place * HOUR / 60

    def place_at(self, y: float) -> float:
        """The place of the axis at a height, held within the day."""
        return min(max((y - self.top + self.scrolled) * 60 / HOUR, 0), self.axis.length)

    def day_at(self, x: float) -> int:
        """The column at a place, held within those there are."""
        return min(max(int((x - GUTTER) // self.column), 0), len(self.days) - 1)

    def day_rect(self, day: int) -> QRectF:
        """What is seen of a day's hours."""
        left = self.left(day)
        return QRectF(left, self.top, self.left(day + 1) - left, max(self.height - self.top, 0))

    def head_rect(self, day: int) -> QRectF:
        """The head of a day."""
        left = self.left(day)
        return QRectF(left, 0, self.left(day + 1) - left, HEAD)

    def column_rect(self, day: int) -> QRectF:
        """All that is seen of a day, from its head down."""
        left = self.left(day)
        return QRectF(left, 0, self.left(day + 1) - left, self.height)

    def block_rect(self, block: Block) -> QRectF:
        """Where a block stands."""
        return self.span_rect(block.day, block.start, block.end, block.column)

    def span_rect(self, day: int, start: float, end: float, column: Column = WHOLE) -> QRectF:
        """Where something from one place of a day to another stands."""
        left, right = self.left(day) + _GAP, self.left(day + 1) - _BLOCK_GAP
        wide = max(right - left, 1)
        x = left + wide * column.left
        wide = wide * column.share
        if column.at + column.width < column.of:
            wide -= _GAP
        top, bottom = self.y_of(start), self.y_of(end)
        high = max(bottom - top - 1, LEAST_HEIGHT - 1)
        return QRectF(round(x), round(top) + 1, round(wide), round(high))

    def bar_rect(self, bar: Bar) -> QRectF:
        """Where a bar stands; one that goes on reaches the edge."""
        left = self.left(bar.first) + (0 if bar.before else _GAP)
        right = self.left(bar.last + 1) - (0 if bar.after else _BLOCK_GAP)
        y = HEAD + _LANE_PADDING + bar.lane * LANE
        return QRectF(left, y, max(right - left, 1), BAR_HEIGHT)

    def spot_at(self, where: QPointF, *, lane: bool | None = None) -> Spot:
        """The day and the time at a point; `lane` says which half is meant, else the point does."""
        in_lane = where.y() < self.top if lane is None else lane
        return Spot(self.days[self.day_at(where.x())], self.place_at(where.y()), in_lane)
