"""A row of the reminders: icon, title and interval, when it is due over its gauge, its cost."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from client.ui.text import _
from client.ui.theme import MEDIUM, colour
from client.ui.vehicles.reminder_shown import ReminderWords
from client.ui.widgets.buttons import PaintedButton, QuietButton, SecondaryButton
from client.ui.widgets.chip import HEIGHT as CHIP_HEIGHT
from client.ui.widgets.chip import ChipKind, chip_width, paint_chip
from client.ui.widgets.gauge import paint_gauge
from client.ui.widgets.painting import (
    RIGHT,
    draw_icon,
    draw_rule,
    draw_text,
    text_width,
)
from client.ui.widgets.rows_delegate import MARK
from client.ui.widgets.tips import plain_tip

HEIGHT = 60
_TALL = 100
"""As high as two storeys: where there is little room, when it is due stands below what it is."""
_PADDING = 16
_TEXT = _PADDING + 32
_COST = 88
_BUTTONS = 116
_WIDE, _NARROW = 900, 720
_BESIDE_MARK = MARK + 8


class ReminderRow(PaintedButton):
    """Clicked, it shows its details; the tab listens to ``keyed`` for the letters."""

    ring_radius = 4
    keyed = Signal(object)
    done_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, id_: str, words: ReminderWords, *, rule: bool = True) -> None:
        super().__init__()
        self.id, self.words = id_, words
        self._rule = rule
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words.spoken)
        self.setToolTip(plain_tip(words.mark))
        self.done_button = SecondaryButton(_("Done"), small=True)
        self.done_button.setAccessibleName(_("Done: {what}").format(what=words.title))
        self.more_button = QuietButton(
            "", "ellipsis", name=_("More for {what}").format(what=words.title), small=True
        )
        for button in (self.done_button, self.more_button):
            button.setParent(self)
        self.done_button.setVisible(not words.finished)
        self.done_button.clicked.connect(self.done_wanted)
        self.more_button.clicked.connect(self.more_wanted)

    @property
    def _is_narrow(self) -> bool:
        return self.width() < _NARROW

    def sizeHint(self) -> QSize:
        return QSize(320, _TALL if self._is_narrow else HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.height() != self.sizeHint().height():
            self.updateGeometry()
        right = self.width() - _PADDING
        for button in (self.more_button, self.done_button):
            size = button.sizeHint()
            right -= size.width()
            button.setGeometry(right, (HEIGHT - size.height()) // 2, size.width(), size.height())
            right -= 8

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.more_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.keyed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, words = QRectF(self.rect()), self.words
        if self.hovered or self.hasFocus():
            painter.fillRect(rect.adjusted(1, 0, -1, 0), colour("surface_hover"))
        if self._rule:
            draw_rule(painter, 0, rect.height() - 1, rect.width())
        draw_icon(painter, _PADDING, 21, words.icon, words.role, 18)
        right = rect.width() - _PADDING - _BUTTONS
        if self._is_narrow:
            first = self.more_button if words.finished else self.done_button
            width = first.x() - 12 - _TEXT
            self._paint_what(painter, width)
            self._paint_when(painter, QRectF(_TEXT, HEIGHT - 12, width, HEIGHT))
            return
        place = QRectF(right - _COST, 10, _COST, 40)
        draw_text(painter, place, words.cost, "body", role="text_muted", align=RIGHT)
        gap, gauge = (24, 260) if self.width() >= _WIDE else (16, 208)
        right -= _COST + gap
        self._paint_when(painter, QRectF(right - gauge, 0, gauge, HEIGHT))
        self._paint_what(painter, right - gauge - gap - _TEXT)

    def _paint_what(self, painter: QPainter, width: float) -> None:
        words = self.words
        room = width - _BESIDE_MARK if words.mark else width
        used = draw_text(painter, QRectF(_TEXT, 10, room, 20), words.title, weight=MEDIUM)
        if words.mark:
            draw_icon(painter, _TEXT + used + 8, 13, "git-branch", "warn", MARK)
        below = QRectF(_TEXT, 30, width, 18)
        draw_text(painter, below, words.details, "small", role="text_muted")

    def _paint_when(self, painter: QPainter, box: QRectF) -> None:
        words = self.words
        if words.finished:
            place = QRectF(box.left(), box.top() + 10, box.width(), 40)
            draw_text(painter, place, words.when, "small", role="text_muted", align=RIGHT)
            return
        line = QRectF(box.left(), box.top() + 10, box.width(), 20)
        draw_text(painter, line, words.when, "small", MEDIUM, words.role)
        if words.estimate:
            width = min(chip_width(words.estimate), line.width())
            chip = QRectF(line.right() - width, line.top(), width, CHIP_HEIGHT)
            if width + text_width(words.when, "small", MEDIUM) + 8 <= line.width():
                paint_chip(painter, chip, words.estimate, ChipKind.ESTIMATE)
        elif words.day:
            draw_text(painter, line, words.day, "small", role="text_muted", align=RIGHT)
        paint_gauge(
            painter, QRectF(box.left(), box.top() + 38, box.width(), 4), words.share, words.state
        )
