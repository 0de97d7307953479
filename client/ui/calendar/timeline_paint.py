"""The timeline as it is painted: lanes of entries, weekends, today, names and days over them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from client.ui.calendar.entry_paint import Look, paint_bar, paint_sheet
from client.ui.calendar.spans import month_title, week_number
from client.ui.calendar.timeline_layout import Lanes, Placed
from client.ui.calendar.timeline_places import HEAD, NAMES, TimelinePlaces
from client.ui.text import _, months
from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD, colour
from client.ui.vehicles.shown import weekdays
from client.ui.widgets.painting import CENTRE, draw_box, draw_rule, draw_text, text_width
from garage.calendar.zones import day_after

if TYPE_CHECKING:
    from client.operations.agenda import Entry

_MONTH_LINE = 24
_EACH_DAY = 26
"""From this width on each day has its number."""
_WITH_NAME = 64
_BESIDE = 200
_NARROWEST_RING = 8
_NARROW = 44
"""Below this width a title stands beside its bar."""


def paint_timeline(
    painter: QPainter, places: TimelinePlaces, clip: QRectF, look: Callable[[Entry], Look]
) -> None:
    """Paint what lies in `clip`."""
    painter.fillRect(clip, colour("surface"))
    painter.save()
    painter.setClipRect(QRectF(NAMES, 0, places.width - NAMES, places.height))
    _paint_days(painter, places)
    for at, _row in places.visible():
        band = places.row_rect(at)
        painter.fillRect(QRectF(NAMES, band.bottom() - 1, band.width(), 1), colour("border"))
    painter.setClipRect(QRectF(NAMES, HEAD, places.width - NAMES, places.height - HEAD))
    for at, row in places.visible():
        _paint_row(painter, places, clip, at, row, look)
    painter.restore()
    _paint_head(painter, places)
    if places.ringed is not None:
        _paint_ring(painter, places, places.ringed)
    _paint_names(painter, places)


def _paint_ring(painter: QPainter, places: TimelinePlaces, day: date) -> None:
    x = places.x((day - places.first).days)
    column = QRectF(x, _MONTH_LINE, max(places.day_width, _NARROWEST_RING),
                    places.height - _MONTH_LINE - 2)  # fmt: skip
    draw_box(painter, column, "", "focus", 4, width=2)


def _paint_days(painter: QPainter, places: TimelinePlaces) -> None:
    for at in places.days_seen:
        day = day_after(places.first, at)
        x = places.x(at)
        if day.weekday() not in places.prefs.working_days:
            ground = QRectF(x, HEAD, places.day_width, places.height)
            painter.fillRect(ground, colour("surface_sunken"))
        begins = day.day == 1 or day.weekday() == places.prefs.first_weekday
        if places.day_width >= _EACH_DAY or begins:
            painter.fillRect(QRectF(round(x), HEAD, 1, places.height), colour("border"))
    if places.first <= places.today < places.last:
        x = places.x((places.today - places.first).days)
        today = QRectF(x, HEAD, max(places.day_width, 2), places.height)
        painter.fillRect(today, colour("accent_soft"))


def _paint_row(
    painter: QPainter, places: TimelinePlaces, clip: QRectF, at: int, row: Lanes,
    look: Callable[[Entry], Look],
) -> None:  # fmt: skip
    above, below = max(clip.top(), HEAD), clip.bottom()
    # A title that stands beside its bar reaches into what lies right of it.
    left = max(clip.left() - _BESIDE, NAMES) - NAMES
    first = (places.left + left) / places.day_width
    last = (places.left + clip.right() - NAMES) / places.day_width
    for placed in row.between(first, last):
        rect = places.rect(at, placed)
        if rect.bottom() < above or rect.top() > below:
            continue
        if rect.right() < NAMES:
            # A title without its bar would be but the end of a word.
            continue
        shown = look(placed.entry)
        title = placed.entry.title or _("Without a title")
        if rect.width() < _NARROW:
            paint_sheet(painter, rect, shown)
            _paint_beside(painter, places, rect, placed, title)
            continue
        if rect.left() < NAMES:
            # What began before keeps its title in sight.
            rect.setLeft(NAMES)
            shown = replace(shown, before=True)
        paint_bar(painter, rect, shown, title)


def _paint_beside(
    painter: QPainter, places: TimelinePlaces, rect: QRectF, placed: Placed, title: str
) -> None:
    """The title of what is too narrow for it, as far as the next one of its lane.

    Of what is scrolled out of sight half a word would stay, at the edge.
    """
    if rect.right() < NAMES:
        return
    end = min(places.x(placed.room), rect.right() + _BESIDE, places.width)
    room = QRectF(rect.right() + 4, rect.y(), end - rect.right() - 8, rect.height())
    if room.width() >= _NARROW:
        draw_text(painter, room, title, "small", REGULAR, "text_muted")


def _paint_names(painter: QPainter, places: TimelinePlaces) -> None:
    painter.fillRect(QRectF(0, 0, NAMES, places.height), colour("surface"))
    painter.save()
    painter.setClipRect(QRectF(0, HEAD, NAMES, places.height - HEAD))
    for at, row in places.visible():
        band = places.row_rect(at)
        name = QRectF(24, band.y(), NAMES - 36, band.height())
        draw_text(painter, name, row.name, "body", MEDIUM)
        draw_rule(painter, 0, band.bottom() - 1, NAMES)
    painter.restore()
    painter.fillRect(QRectF(NAMES - 1, 0, 1, places.height), colour("border"))
    painter.fillRect(QRectF(0, HEAD - 1, NAMES, 1), colour("border"))


def _paint_head(painter: QPainter, places: TimelinePlaces) -> None:
    """Months above days, over what is scrolled; a month's name stays in sight while it is."""
    painter.fillRect(QRectF(NAMES, 0, places.width - NAMES, HEAD), colour("surface"))
    painter.save()
    painter.setClipRect(QRectF(NAMES, 0, places.width - NAMES, HEAD))
    seen = places.days_seen
    begun: date | None = None
    for at in seen:
        day = day_after(places.first, at)
        if begun is None or day.day == 1:
            begun = day
            _paint_month(painter, places, at, day)
        _paint_number(painter, places, at, day)
    painter.restore()
    painter.fillRect(QRectF(NAMES, HEAD - 1, places.width - NAMES, 1), colour("border"))


def _paint_month(painter: QPainter, places: TimelinePlaces, at: int, day: date) -> None:
    left = max(places.x(at), NAMES)
    length = (_month_end(day) - day).days
    right = places.x(at + length)
    words = month_title(day)
    if text_width(words, "small", SEMIBOLD) + 16 > right - left:
        words = months()[day.month - 1]
    if day.day == 1:
        painter.fillRect(QRectF(round(places.x(at)), 0, 1, HEAD), colour("border"))
    room = QRectF(left + 8, 2, right - left - 12, _MONTH_LINE - 2)
    if room.width() > 16:
        draw_text(painter, room, words, "small", SEMIBOLD)


def _month_end(day: date) -> date:
    following = day_after(day.replace(day=28), 4)
    return following.replace(day=1)


def _paint_number(painter: QPainter, places: TimelinePlaces, at: int, day: date) -> None:
    rect = QRectF(places.x(at), _MONTH_LINE, places.day_width, HEAD - _MONTH_LINE - 2)
    today = day == places.today
    if places.day_width < _EACH_DAY:
        if day.weekday() == places.prefs.first_weekday and places.day_width >= 5:
            week = rect.adjusted(4, 0, 6 * places.day_width, 0)
            words = str(day.day) if places.day_width >= 10 else str(week_number(day))
            draw_text(painter, week, words, "small", REGULAR, "text_muted")
        if today:
            draw_box(
                painter, QRectF(rect.center().x() - 3, rect.bottom() - 8, 6, 6), "accent", "", 3
            )
        return
    words = str(day.day)
    if places.day_width >= _WITH_NAME:
        words = f"{weekdays()[day.weekday()]} {day.day}"
    if today:
        wide = max(text_width(words, "small", SEMIBOLD) + 10, 20)
        box = QRectF(rect.center().x() - wide / 2, rect.y() + 1, wide, 18)
        draw_box(painter, box, "accent", "", 9)
        draw_text(painter, box, words, "small", SEMIBOLD, "accent_text", CENTRE)
        return
    role = "text" if day.weekday() in places.prefs.working_days else "text_muted"
    draw_text(painter, rect, words, "small", REGULAR, role, CENTRE)
