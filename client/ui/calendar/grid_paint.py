"""The time grid as it is painted: hours, heads of days, the lane, blocks, and the line of now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter

from client.ui.calendar.entry_paint import BAR_HEIGHT, Look, more_words, paint_bar, paint_block
from client.ui.calendar.entry_words import hour_words
from client.ui.calendar.grid_geometry import GUTTER, HEAD, HOUR, GridGeometry
from client.ui.calendar.grid_layout import Block, GridLayout, moments
from client.ui.calendar.spans import week_number
from client.ui.clock_words import clock
from client.ui.text import _
from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD, colour
from client.ui.vehicles.shown import weekdays
from client.ui.widgets.painting import CENTRE, RIGHT, draw_box, draw_text, text_width
from garage.calendar.packing import Bar, hidden
from garage.regions import Preferences

if TYPE_CHECKING:
    from client.operations.agenda import Entry

_GUTTER_TEXT = GUTTER - 9
_CIRCLE = 28


@dataclass(frozen=True)
class GridScene:
    """All that is painted: what stands where, and how the entries look."""

    geometry: GridGeometry
    layout: GridLayout
    prefs: Preferences
    now: datetime
    lanes: int
    """Of the lanes there are, how many are shown."""
    moment: bool = True
    """Whether a line says when now is."""
    ringed: date | None = None
    """The day on which the keyboard stands, where no entry shows that."""

    @property
    def today(self) -> date:
        """The day of now."""
        return self.now.date()

    @cached_property
    def placed(self) -> list[tuple[Block, QRectF]]:
        """The blocks with their places, worked out once for painting, pointing and dragging."""
        return [(block, self.geometry.block_rect(block)) for block in self.layout.blocks]

    def shown_bars(self) -> Iterator[tuple[Entry, Bar]]:
        """The bars that there is room for: where a day has more, its last lane says how many."""
        counts = hidden(
            [bar for _entry, bar in self.layout.bars], len(self.layout.days), self.lanes
        )
        for entry, bar in self.layout.bars:
            crowded = any(counts[bar.first : bar.last + 1])
            if bar.lane < (self.lanes - 1 if crowded else self.lanes):
                yield entry, bar

    def left_out(self) -> list[int]:
        """How many bars of each day have no room."""
        shown = {id(bar) for _entry, bar in self.shown_bars()}
        counts = [0] * len(self.layout.days)
        for _entry, bar in self.layout.bars:
            if id(bar) not in shown:
                for day in range(bar.first, bar.last + 1):
                    counts[day] += 1
        return counts


def paint_grid(
    painter: QPainter, scene: GridScene, clip: QRectF, look: Callable[[Entry], Look]
) -> None:
    """Paint what lies in `clip`."""
    painter.fillRect(clip, colour("surface"))
    if clip.bottom() > scene.geometry.top:
        painter.save()
        painter.setClipRect(QRectF(0, scene.geometry.top, scene.geometry.width, 1e5),
                            Qt.ClipOperation.IntersectClip)  # fmt: skip
        _paint_ground(painter, scene)
        _paint_day_lines(painter, scene.geometry, scene.geometry.top)
        _paint_blocks(painter, scene, clip, look)
        _paint_now(painter, scene)
        painter.restore()
    _paint_lane(painter, scene, clip, look)
    _paint_heads(painter, scene)
    _paint_frame(painter, scene)
    if scene.ringed in scene.geometry.days:
        column = scene.geometry.column_rect(scene.geometry.days.index(scene.ringed))
        draw_box(painter, column.adjusted(1, 2, -2, -2), "", "focus", 4, width=2)


def _paint_ground(painter: QPainter, scene: GridScene) -> None:
    """The hours: lighter where one works, hatched where a day has none."""
    geometry, (work_begins, work_ends) = scene.geometry, scene.prefs.working_hours
    axis = geometry.axis
    for at, day in enumerate(geometry.days):
        rect = geometry.day_rect(at)
        begins, ends = axis.place(work_begins), axis.place(work_ends)
        dark = [(0.0, begins), (ends, float(axis.length))]
        if day.weekday() not in scene.prefs.working_days:
            dark = [(0.0, float(axis.length))]
        for first, last in dark:
            top, bottom = geometry.y_of(first), geometry.y_of(last)
            painter.fillRect(
                QRectF(rect.x(), top, rect.width(), bottom - top), colour("surface_sunken")
            )
    for place, hour in axis.hours():
        y = round(geometry.y_of(place))
        if not geometry.top - HOUR <= y <= geometry.height + HOUR:
            continue
        if place:
            painter.fillRect(QRectF(GUTTER, y, geometry.width - GUTTER, 1), colour("border"))
            near = abs(geometry.y_of(_now_place(scene)) - y) < 14 and _shows_today(scene)
            if not near:
                rect = QRectF(0, y - 8, _GUTTER_TEXT, 16)
                words = hour_words(hour, scene.prefs)
                draw_text(painter, rect, words, "small", REGULAR, "text_muted", RIGHT)
    for at, day in enumerate(geometry.days):
        gap = axis.missing(day)
        if gap is not None:
            top, bottom = geometry.y_of(gap[0]), geometry.y_of(gap[1])
            rect = geometry.day_rect(at)
            hole = QRectF(rect.x(), top, rect.width(), bottom - top)
            painter.fillRect(hole, colour("surface_hover"))
            painter.fillRect(hole, QBrush(colour("border_strong"), Qt.BrushStyle.BDiagPattern))


def _paint_blocks(
    painter: QPainter, scene: GridScene, clip: QRectF, look: Callable[[Entry], Look]
) -> None:
    top = scene.geometry.top
    for block, rect in scene.placed:
        if not rect.intersects(clip) or rect.bottom() < top:
            continue
        entry = block.entry
        times = moments(entry)
        line = clock(times[0], scene.prefs) if times is not None and not block.before else ""
        shown = look(entry)
        paint_block(painter, rect, shown, shown.title, line, entry.place)
    painter.setOpacity(1)


def _now_place(scene: GridScene) -> float:
    return scene.geometry.axis.place_of(scene.now, scene.today)


def _shows_today(scene: GridScene) -> bool:
    return scene.today in scene.geometry.days


def _paint_now(painter: QPainter, scene: GridScene) -> None:
    """A line over the whole width, strong on today, with the time at its left."""
    if not (scene.moment and _shows_today(scene)):
        return
    geometry = scene.geometry
    y = round(geometry.y_of(_now_place(scene)))
    if y < geometry.top:
        return
    at = geometry.days.index(scene.today)
    painter.save()
    painter.setOpacity(0.5)
    painter.fillRect(QRectF(GUTTER, y, geometry.width - GUTTER, 1), colour("now"))
    painter.restore()
    rect = geometry.day_rect(at)
    painter.fillRect(QRectF(rect.x(), y - 1, rect.width(), 2), colour("now"))
    draw_box(painter, QRectF(rect.x() - 4, y - 4, 8, 8), "now", "", 4)
    label = QRectF(0, y - 8, _GUTTER_TEXT, 16)
    draw_text(painter, label, clock(scene.now, scene.prefs), "small", SEMIBOLD, "now", RIGHT)


def _paint_lane(
    painter: QPainter, scene: GridScene, clip: QRectF, look: Callable[[Entry], Look]
) -> None:
    geometry = scene.geometry
    lane = QRectF(0, HEAD, geometry.width, geometry.lane_height)
    if not lane.intersects(clip):
        return
    painter.fillRect(lane, colour("surface"))
    for at, day in enumerate(geometry.days):
        if day.weekday() not in scene.prefs.working_days:
            rect = geometry.head_rect(at)
            painter.fillRect(
                QRectF(rect.x(), HEAD, rect.width(), lane.height()), colour("surface_sunken")
            )
    _paint_day_lines(painter, geometry, HEAD, lane.height())
    words = _("all day")
    # A longer word than the hours are goes up to the first day before it is cut.
    room = max(_GUTTER_TEXT, min(text_width(words, "small") + 1, GUTTER - 2))
    first = QRectF(0, HEAD + 6, room, BAR_HEIGHT)
    draw_text(painter, first, words, "small", REGULAR, "text_muted", RIGHT)
    for entry, bar in scene.shown_bars():
        line = ""
        if isinstance(entry.start, datetime) and not bar.before:
            line = clock(entry.start, scene.prefs)
        rect = geometry.bar_rect(bar)
        shown = look(entry)
        paint_bar(painter, rect, _over_days(shown, bar), shown.title, line)
    painter.setOpacity(1)
    for at, count in enumerate(scene.left_out()):
        if count:
            rect = geometry.bar_rect(Bar(0, at, at, scene.lanes - 1)).adjusted(8, 0, -4, 0)
            draw_text(painter, rect, more_words(count, rect), "small", MEDIUM, "text_muted")


def _over_days(look: Look, bar: Bar) -> Look:
    return replace(look, before=bar.before, after=bar.after)


def _paint_heads(painter: QPainter, scene: GridScene) -> None:
    geometry = scene.geometry
    painter.fillRect(QRectF(0, 0, geometry.width, HEAD), colour("surface"))
    if len(geometry.days) > 1:
        week = _("W {week}").format(week=week_number(geometry.days[min(3, len(geometry.days) - 1)]))
        draw_text(painter, QRectF(8, 0, GUTTER - 12, HEAD), week, "small", MEDIUM, "text_muted")
    for at, day in enumerate(geometry.days):
        rect = geometry.head_rect(at)
        today = day == scene.today
        name = weekdays()[day.weekday()]
        role = "accent" if today else "text_muted"
        x, gap = _beside(rect, text_width(name, "body", MEDIUM))
        if gap:
            at_name = QRectF(x, rect.y(), 40, HEAD)
            used = draw_text(painter, at_name, name, "body", MEDIUM, role)
            x += used + gap
        number = str(day.day)
        circle = text_width(number, "heading", SEMIBOLD)
        if today:
            box = QRectF(x, (HEAD - _CIRCLE) / 2, _CIRCLE, _CIRCLE)
            draw_box(painter, box, "accent", "", 14)
            draw_text(painter, box, number, "heading", SEMIBOLD, "accent_text", CENTRE)
        else:
            draw_text(painter, QRectF(x, 0, circle + 4, HEAD), number, "heading", SEMIBOLD)


def _beside(rect: QRectF, name: float) -> tuple[float, float]:
    """Where a head begins, and its gap between weekday and number; 0 where both have no room."""
    for edge, gap in ((10, 6), (4, 4)):
        if edge + name + gap + _CIRCLE <= rect.width():
            return rect.x() + edge, gap
    return rect.x() + 10, 0


def _paint_frame(painter: QPainter, scene: GridScene) -> None:
    """The lines between the heads, below them, and below the lane."""
    geometry = scene.geometry
    _paint_day_lines(painter, geometry, 0, HEAD)
    painter.fillRect(QRectF(0, HEAD - 1, geometry.width, 1), colour("border"))
    painter.fillRect(QRectF(0, geometry.top - 1, geometry.width, 1), colour("border_strong"))


def _paint_day_lines(
    painter: QPainter, geometry: GridGeometry, top: float, height: float = 1e5
) -> None:
    for at in range(len(geometry.days)):
        painter.fillRect(QRectF(geometry.left(at) - 1, top, 1, height), colour("border"))
