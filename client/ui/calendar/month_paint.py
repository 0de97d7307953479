"""The month as it is painted: cells of days, bars that go over them, lines, and how many more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from client.ui.calendar.entry_paint import Look, more_words, paint_bar, paint_line
from client.ui.calendar.grid_layout import is_bar, moments
from client.ui.calendar.month_places import DAY_HEAD, HEAD, MonthPlaces
from client.ui.calendar.spans import A_WEEK, week_number
from client.ui.clock_words import clock
from client.ui.text import _, months
from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD, colour
from client.ui.vehicles.shown import weekdays
from client.ui.widgets.painting import CENTRE, RIGHT, draw_box, draw_text

if TYPE_CHECKING:
    from client.operations.agenda import Entry

_ROOM_FOR_WEEK = 96
_A_SHORT_WEEK = 3


def paint_month(
    painter: QPainter, places: MonthPlaces, clip: QRectF, look: Callable[[Entry], Look]
) -> None:
    """Paint what lies in `clip`."""
    painter.fillRect(clip, colour("surface"))
    for week in range(len(places.weeks)):
        row = QRectF(0, places.top(week), places.width, places.row_height + 1)
        if row.intersects(clip):
            _paint_cells(painter, places, week)
    for week, entry, bar in places.shown:
        rect = places.bar_rect(week, bar)
        if not rect.intersects(clip):
            continue
        shown = look(entry)
        title = shown.title
        times = moments(entry)
        if times is None or is_bar(entry) or shown.estimate:
            paint_bar(painter, rect, replace(shown, before=bar.before, after=bar.after), title)
        else:
            paint_line(painter, rect, shown, title, clock(times[0], places.prefs))
    painter.setOpacity(1)
    _paint_more(painter, places, clip)
    _paint_head(painter, places)


def _paint_cells(painter: QPainter, places: MonthPlaces, week: int) -> None:
    for at, day in enumerate(places.weeks[week].days):
        cell = places.cell(week, at)
        if day.weekday() not in places.prefs.working_days:
            painter.fillRect(cell, colour("surface_sunken"))
        if week:
            painter.fillRect(QRectF(cell.x(), cell.y(), cell.width(), 1), colour("border"))
        if at:
            painter.fillRect(QRectF(cell.x() - 1, cell.y(), 1, cell.height()), colour("border"))
        _paint_number(painter, places, week, at, day)
        if day == places.ringed:
            inside = cell.adjusted(1, 2, -3, -2)
            draw_box(painter, inside, "", "focus", 4, width=2)
    if places.left(1) >= _ROOM_FOR_WEEK:
        number = week_number(places.weeks[week].days[_A_SHORT_WEEK])
        head = places.cell(week, 0)
        rect = QRectF(head.x(), head.y() + 2, head.width() - 8, DAY_HEAD - 4)
        words = _("W {week}").format(week=number)
        draw_text(painter, rect, words, "small", REGULAR, "text_muted", RIGHT)


def _paint_number(painter: QPainter, places: MonthPlaces, week: int, at: int, day: date) -> None:
    rect = places.number_rect(week, at)
    if day == places.today:
        circle = QRectF(rect.x() + 2, rect.y() + 1, 22, 22)
        draw_box(painter, circle, "accent", "", 11)
        draw_text(painter, circle, str(day.day), "body", SEMIBOLD, "accent_text", CENTRE)
        return
    of_month = day.month == places.anchor.month and day.year == places.anchor.year
    words = str(day.day)
    if day.day == 1:
        words = _("{day} {month}").format(day=day.day, month=months().within[day.month - 1])
    role, weight = ("text", SEMIBOLD) if of_month else ("text_muted", REGULAR)
    draw_text(painter, rect.adjusted(6, 0, 0, 0), words, "body", weight, role)


def _paint_more(painter: QPainter, places: MonthPlaces, clip: QRectF) -> None:
    for week, counts in enumerate(places.more):
        for at, count in enumerate(counts):
            if not count:
                continue
            rect = places.more_rect(week, at)
            if rect.intersects(clip):
                inner = rect.adjusted(6, 0, -4, 0)
                draw_text(painter, inner, more_words(count, inner), "small", MEDIUM, "text_muted")


def _paint_head(painter: QPainter, places: MonthPlaces) -> None:
    """The weekdays, over what is scrolled."""
    painter.fillRect(QRectF(0, 0, places.width, HEAD), colour("surface"))
    for at in range(A_WEEK):
        day = places.weeks[0].days[at] if places.weeks else places.anchor
        x = places.left(at)
        rect = QRectF(x + 10, 0, places.left(at + 1) - x - 12, HEAD)
        name = weekdays()[day.weekday()]
        draw_text(painter, rect, name, "small", MEDIUM, "text_muted")
        if at:
            painter.fillRect(QRectF(x - 1, 0, 1, HEAD), colour("border"))
    painter.fillRect(QRectF(0, HEAD - 1, places.width, 1), colour("border"))
