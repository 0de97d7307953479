"""Where entries lie in the time grid, for the canvas: what is at a point, and what is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from client.ui.calendar.canvas_places import HEAD_OF_DAY, MORE, Hit
from client.ui.calendar.entry_drag import SNAP, Grip, Spot, Wish, created, later, moved, resized
from client.ui.calendar.entry_paint import Look, paint_bar, paint_block
from client.ui.calendar.grid_geometry import EDGE, GUTTER, HEAD, least_minutes
from client.ui.calendar.grid_layout import Block
from client.ui.calendar.grid_paint import GridScene, paint_grid
from client.ui.clock_words import clock
from client.ui.text import _
from garage.calendar.packing import Bar

if TYPE_CHECKING:
    from client.operations.agenda import Entry

_AN_HOUR = timedelta(hours=1)
_MORNING = 9


class GridPlaces:
    """One scene of the time grid."""

    def __init__(self, scene: GridScene) -> None:
        self.scene = scene
        self._geometry = scene.geometry

    @property
    def rows(self) -> int:
        return 0

    @cached_property
    def _bars(self) -> list[tuple[Entry, Bar]]:
        return list(self.scene.shown_bars())

    @cached_property
    def _by_day(self) -> dict[date, list[Entry]]:
        days = self._geometry.days
        found: dict[date, list[Entry]] = {day: [] for day in days}
        for entry, bar in sorted(self.scene.layout.bars, key=lambda pair: pair[1].lane):
            for at in range(bar.first, bar.last + 1):
                found[days[at]].append(entry)
        for block in self.scene.layout.blocks:
            found[days[block.day]].append(block.entry)
        return found

    def entries_on(self, day: date) -> Sequence[Entry]:
        return self._by_day.get(day, ())

    def left_out(self, day: date) -> int:
        # Going on with the keys opens the lane by itself.
        return 0

    def rects_of(self, entry: Entry) -> Sequence[QRectF]:
        geometry = self._geometry
        found = [geometry.bar_rect(bar) for each, bar in self._bars if each is entry]
        return found + [rect for block, rect in self.scene.placed if block.entry is entry]

    def rect_of(self, entry: Entry) -> QRectF:
        return next(iter(self.rects_of(entry)), QRectF())

    # ------------------------------------------------------------------ what is at a point

    def hit(self, where: QPointF) -> Hit:
        geometry = self._geometry
        spot = geometry.spot_at(where)
        if where.y() < HEAD:
            return Hit(spot, beside=HEAD_OF_DAY if where.x() >= GUTTER else "")
        if where.x() < GUTTER:
            return Hit(spot)
        if spot.lane:
            return self._lane_hit(where, spot)
        at = geometry.day_at(where.x())
        for block, rect in reversed(self.scene.placed):
            if block.day == at and rect.contains(where):
                return Hit(spot, block.entry, _grip_of(block, rect, where))
        return Hit(spot)

    def _lane_hit(self, where: QPointF, spot: Spot) -> Hit:
        for entry, bar in self._bars:
            rect = self._geometry.bar_rect(bar)
            if rect.contains(where):
                grip = Grip.MOVE
                if where.x() > rect.right() - EDGE and not bar.after:
                    grip = Grip.END
                elif where.x() < rect.left() + EDGE and not bar.before:
                    grip = Grip.START
                return Hit(spot, entry, grip, sideways=True)
        at = self._geometry.day_at(where.x())
        last = self._geometry.bar_rect(Bar(0, at, at, self.scene.lanes - 1))
        if self.scene.left_out()[at] and last.contains(where):
            return Hit(spot, beside=MORE)
        return Hit(spot)

    def spot(self, hit: Hit, where: QPointF) -> Spot:
        # What is held by an edge, is new or is due stays in its half; an event may change it.
        event = hit.entry is not None and hit.entry.kind == "event"
        keep = None if event and hit.grip is Grip.MOVE else hit.spot.lane
        return self._geometry.spot_at(where, lane=keep)

    def wish(self, hit: Hit, now: Spot, step: int) -> Wish:
        axis = self._geometry.axis
        if hit.entry is None:
            return created(hit.spot, now, axis, step)
        if hit.grip is Grip.MOVE:
            return moved(hit.entry, hit.spot, now, axis, step)
        return resized(hit.entry, hit.grip, now, axis, step)

    # ------------------------------------------------------------------ something new

    def new_on(self, day: date) -> Wish:
        now = self.scene.now
        hour = time(min(now.hour + 1, 23)) if day == now.date() else time(_MORNING)
        start = datetime.combine(day, hour, self._geometry.axis.zone)
        return Wish(start, later(start, _AN_HOUR))

    def new_at(self, spot: Spot) -> Wish:
        if spot.lane:
            return Wish(spot.day, spot.day + timedelta(days=1))
        place = spot.place // (2 * SNAP) * (2 * SNAP)
        start = self._geometry.axis.moment_at(spot.day, place)
        return Wish(start, later(start, _AN_HOUR))

    # ------------------------------------------------------------------ painting

    def paint(self, painter: QPainter, clip: QRectF, look: Callable[[Entry], Look]) -> None:
        paint_grid(painter, self.scene, clip, look)

    def paint_ghost(self, painter: QPainter, wish: Wish, look: Look, title: str) -> None:
        geometry, axis = self._geometry, self._geometry.axis
        start, end = wish.start, wish.end
        if not isinstance(start, datetime) or not isinstance(end, datetime):
            self._paint_ghost_bar(painter, start, end, look, title)
            return
        line = _("{first} – {last}").format(
            first=clock(start, self.scene.prefs), last=clock(end, self.scene.prefs)
        )
        painter.setClipRect(geometry.hours.adjusted(-4, 0, 0, 0), Qt.ClipOperation.IntersectClip)
        for at, day in enumerate(geometry.days):
            if not start.date() <= day <= end.date():
                continue
            first, last = axis.place_of(start, day), axis.place_of(end, day)
            if last <= first and day > start.date():
                continue
            rect = geometry.span_rect(at, first, max(last, first + least_minutes()))
            shown = replace(look, before=day > start.date())
            paint_block(painter, rect, shown, title, line)

    def _paint_ghost_bar(
        self, painter: QPainter, start: date, end: date, look: Look, title: str
    ) -> None:
        first, last = self._geometry.days[0], self._geometry.days[-1]
        begin, final = max(start, first), min(end - timedelta(days=1), last)
        if begin > final:
            return
        lane = min(self.scene.layout.lanes, max(self._geometry.lanes - 1, 0))
        goes_on = end - timedelta(days=1) > last
        bar = Bar(0, (begin - first).days, (final - first).days, lane, start < first, goes_on)
        paint_bar(painter, self._geometry.bar_rect(bar), look, title)


def _grip_of(block: Block, rect: QRectF, where: QPointF) -> Grip:
    """By its lower or upper edge, or as a whole; what is low is held by its lower edge at most."""
    if where.y() > rect.bottom() - EDGE and not block.after:
        return Grip.END
    if where.y() < rect.top() + EDGE and not block.before and rect.height() > 4 * EDGE:
        return Grip.START
    return Grip.MOVE
