"""The calendars beside the view: each with its colour, to be shown or hidden."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from client.ui.calendar.colours import painted
from client.ui.text import _
from client.ui.theme import REGULAR, colour
from client.ui.widgets.painting import (
    RIGHT,
    draw_box,
    draw_icon,
    draw_text,
    repaint_on_theme,
    text_width,
)
from client.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from client.operations.agenda import CalendarShown

_ROW = 28
_BOX = 16


class ColouredBox(QCheckBox):
    """A box to tick in a calendar's colour, with words and something muted at the right."""

    menu_wanted = Signal(QPoint)

    def __init__(self, words: str, ink: str = "") -> None:
        super().__init__()
        self.setFixedHeight(_ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_words(words, ink)
        repaint_on_theme(self)

    def show_words(self, words: str, ink: str = "", trailing: str = "", why: str = "") -> None:
        """Say something else; `ink` is a calendar's colour, "" that of estimates."""
        self._words, self._ink, self._trailing = words, ink, trailing
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(f"{words} {trailing}".strip())
        self.setAccessibleDescription(why)
        self.setToolTip(plain_tip(why))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        box = QRectF(1, (rect.height() - _BOX) / 2, _BOX, _BOX)
        ink = QColor(painted(self._ink).bar) if self._ink else colour("estimate")
        size, corner = 12, 4
        if self.hasFocus():
            # A calendar may have the ring's colour: a gap between them shows both.
            draw_box(painter, box.adjusted(-1, -1, 1, 1), "surface_raised", "focus", 5, width=2)
            box, size, corner = box.adjusted(2, 2, -2, -2), 10, 3
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawRoundedRect(box, corner, corner)
            inset = (box.width() - size) / 2
            draw_icon(painter, box.x() + inset, box.y() + inset, "check", "accent_text", size)
        else:
            painter.setPen(ink)
            painter.setBrush(colour("surface_raised"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        end = text_width(self._trailing, "small") + 8 if self._trailing else 0
        role = "text" if self.isChecked() else "text_muted"
        words = rect.adjusted(_BOX + 10, 0, -end, 0)
        draw_text(painter, words, self._words, "body", REGULAR, role)
        if self._trailing:
            draw_text(painter, rect, self._trailing, "small", REGULAR, "text_muted", RIGHT)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 (Qt's name)
        return self.rect().contains(pos)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class CalendarList(QWidget):
    """``switched`` carries a calendar's id and whether it is to be shown."""

    switched = Signal(str, bool)
    menu_wanted = Signal(str, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, ColouredBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_calendars(self, calendars: Sequence[CalendarShown]) -> None:
        """Show these, in this order; rows that stay are kept."""
        there = {calendar.id for calendar in calendars}
        for id_ in [id_ for id_ in self.rows if id_ not in there]:
            row = self.rows.pop(id_)
            self._column.removeWidget(row)
            row.deleteLater()
        for place, calendar in enumerate(calendars):
            row = self.rows.get(calendar.id) or self._make(calendar)
            why = "" if calendar.editable else calendar.why_not
            row.show_words(calendar.name or _("Calendar"), calendar.colour or "teal", "", why)
            row.blockSignals(True)
            row.setChecked(calendar.shown)
            row.blockSignals(False)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)

    def _make(self, calendar: CalendarShown) -> ColouredBox:
        row = self.rows[calendar.id] = ColouredBox(calendar.name)
        row.toggled.connect(functools.partial(self.switched.emit, calendar.id))
        row.menu_wanted.connect(functools.partial(self.menu_wanted.emit, calendar.id))
        return row
