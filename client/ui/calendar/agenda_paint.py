"""The list as it is painted: a day's heading, and each entry with its time, place and calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from client.ui.calendar.agenda_layout import DAY_HEIGHT, Row
from client.ui.calendar.agenda_places import AgendaPlaces
from client.ui.calendar.entry_paint import Look, mark_role
from client.ui.calendar.spans import long_day
from client.ui.clock_words import clock
from client.ui.text import _
from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD, colour, font
from client.ui.vehicles.shown import weekday_names
from client.ui.widgets.painting import RIGHT, draw_box, draw_icon, draw_rule, draw_text, text_width
from garage.calendar.zones import day_after

if TYPE_CHECKING:
    from client.operations.agenda import Entry

EDGE = 24
_TIMES = 136
_BAR = 3
_TEXT = EDGE + _TIMES + 16
_CALENDAR = 176
_LEAST = 420


def paint_agenda(
    painter: QPainter, places: AgendaPlaces, clip: QRectF, look: Callable[[Entry], Look]
) -> None:
    """Paint what lies in `clip`, the heading of the topmost day over it."""
    painter.fillRect(clip, colour("surface"))
    for row in places.visible(clip.top(), clip.bottom()):
        rect = places.rect(row)
        if row.heading:
            _paint_heading(painter, rect, row, places)
        elif row.entry is None:
            inner = rect.adjusted(EDGE, 0, -EDGE, 0)
            draw_text(painter, inner, _("Nothing is planned."), "body", REGULAR, "text_muted")
            if row.day == places.ringed:
                draw_box(painter, inner.adjusted(-8, 2, 8, -2), "", "focus", 6, width=2)
        else:
            _paint_entry(painter, rect, row, row.entry, places, look(row.entry))
    sticky = places.sticky
    if sticky is not None and places.scrolled > sticky.top:
        after = (row for row in places.listed if row.heading and row.top > sticky.top)
        following = next(after, None)
        push = 0.0
        if following is not None:
            push = min(following.top - places.scrolled - DAY_HEIGHT, 0)
        rect = QRectF(0, push, places.width, DAY_HEIGHT)
        painter.fillRect(rect, colour("surface"))
        _paint_heading(painter, rect, sticky, places)


def _paint_heading(painter: QPainter, rect: QRectF, row: Row, places: AgendaPlaces) -> None:
    today = row.day == places.today
    words, near = day_heading(row.day, places), near_words(row.day, places.today)
    role = "accent" if today else "text"
    if row.overdue:
        words, near, role = _("Overdue"), "", "late"
    inner = rect.adjusted(EDGE, 4, -EDGE, 0)
    width = draw_text(painter, inner, words, "body", SEMIBOLD, role)
    if near:
        rest = inner.adjusted(width + 8, 0, 0, 0)
        draw_text(painter, rest, near, "small", MEDIUM, "accent" if today else "text_muted")
    draw_rule(painter, EDGE, rect.bottom() - 1, rect.width() - 2 * EDGE)


def day_heading(day: date, places: AgendaPlaces) -> str:
    """ "Thursday 19 November 2026"."""
    weekday = weekday_names()[day.weekday()]
    return _("{weekday} {day}").format(weekday=weekday, day=long_day(day, places.prefs))


def near_words(day: date, today: date) -> str:
    """ "today", "tomorrow", "yesterday", or nothing."""
    if day == today:
        return _("today")
    if day == day_after(today):
        return _("tomorrow")
    return _("yesterday") if day == day_after(today, -1) else ""


def _paint_entry(
    painter: QPainter, rect: QRectF, row: Row, entry: Entry, places: AgendaPlaces, look: Look
) -> None:
    sheet = rect.adjusted(EDGE - 8, 2, -EDGE + 8, -2)
    if look.chosen and row.day == places.standing:
        draw_box(painter, sheet, "surface_selected", "focus", 6, width=2)
    elif look.hovered:
        draw_box(painter, sheet, "surface_hover", "", 6)
    inside = QRectF(EDGE, rect.y(), _TIMES, rect.height())
    times = times_words(row, entry, places)
    draw_text(painter, inside, times, "body", REGULAR, "text_muted" if look.faint else "text")
    bar = QRectF(EDGE + _TIMES, rect.y() + 10, _BAR, rect.height() - 20)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("estimate") if look.estimate else QColor(look.colours.bar))
    painter.drawRoundedRect(bar, 1.5, 1.5)
    right = rect.right() - EDGE
    if rect.width() >= _LEAST + _CALENDAR:
        right = _paint_calendar(painter, rect, entry, places, look)
    _paint_words(painter, QRectF(_TEXT, rect.y(), right - _TEXT - 12, rect.height()), entry,
                 places, look)  # fmt: skip


def _paint_words(
    painter: QPainter, room: QRectF, entry: Entry, places: AgendaPlaces, look: Look
) -> None:
    title = entry.title or _("Without a title")
    more = " · ".join(
        part for part in (entry.place, places.surroundings.vehicles.get(entry.vehicle, "")) if part
    )
    role = "estimate" if look.estimate else "text_muted" if look.faint else "text"
    high = QRectF(room.x(), room.y() + (5 if more else 14), room.width(), 20)
    painter.save()
    if look.struck:
        face = QFont(font("body", SEMIBOLD))
        face.setStrikeOut(True)
        painter.setFont(face)
        painter.setPen(colour(role))
        painter.drawText(high, int(Qt.AlignmentFlag.AlignVCenter), title)
        used = min(text_width(title, "body", SEMIBOLD), high.width())
    else:
        used = draw_text(painter, high, title, "body", SEMIBOLD, role)
    painter.restore()
    _paint_state(painter, high.adjusted(used + 10, 0, 0, 0), entry, look)
    if more:
        below = QRectF(room.x(), room.y() + 25, room.width(), 16)
        draw_text(painter, below, more, "small", REGULAR, "text_muted")


def _paint_state(painter: QPainter, room: QRectF, entry: Entry, look: Look) -> None:
    """A word for what is late or estimated, the marks of what recurs, rings or has guests."""
    for icon in look.marks:
        if room.width() > 20:
            draw_icon(painter, room.x(), room.y() + 3, icon, mark_role(icon), 14)
            room = room.adjusted(20, 0, 0, 0)
    words, role = "", "text_muted"
    if entry.done:
        words, role = _("done"), "ok"
    elif entry.late:
        words, role = _("overdue"), "late"
    elif entry.estimate:
        words, role = _("estimated"), "estimate"
    elif entry.status == "tentative":
        words = _("tentative")
    elif entry.status == "cancelled":
        words = _("cancelled")
    if words and room.width() > 40:
        draw_text(painter, room, words, "small", MEDIUM, role)


def _paint_calendar(
    painter: QPainter, rect: QRectF, entry: Entry, places: AgendaPlaces, look: Look
) -> float:
    """The calendar's name at the right; gives where it begins."""
    left = rect.right() - EDGE - _CALENDAR
    calendar = places.surroundings.calendars.get(entry.calendar)
    if calendar is not None:
        room = QRectF(left, rect.y(), _CALENDAR - 16, rect.height())
        draw_text(painter, room, calendar.name, "small", REGULAR, "text_muted", RIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.colours.bar))
        painter.drawRoundedRect(QRectF(rect.right() - EDGE - 8, rect.center().y() - 4, 8, 8), 2, 2)
    return left


def times_words(row: Row, entry: Entry, places: AgendaPlaces) -> str:
    """ "08:30 – 10:00", "all day", or which day of how many it is; of what is overdue its day."""
    if row.overdue:
        return long_day(row.day, places.prefs, brief=True)
    start, end = entry.start, entry.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        if row.of == 1:
            return _("all day")
        return _("day {n} of {all}").format(n=row.nth, all=row.of)
    if row.of == 1:
        if end == start:
            return clock(start, places.prefs)
        return _("{start} – {end}").format(
            start=clock(start, places.prefs), end=clock(end, places.prefs)
        )
    if row.nth == 1:
        return _("from {time}").format(time=clock(start, places.prefs))
    if row.nth == row.of:
        return _("until {time}").format(time=clock(end, places.prefs))
    return _("day {n} of {all}").format(n=row.nth, all=row.of)
