"""All of one day in a popover, where the month has no room for it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from client.ui.calendar.entry_paint import BAR_HEIGHT, Look, paint_bar, paint_line
from client.ui.calendar.entry_words import day_words, spoken
from client.ui.calendar.grid_layout import is_bar
from client.ui.clock_words import clock
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import LinkButton, PaintedButton
from client.ui.widgets.labels import label
from client.ui.widgets.popover import Popover
from client.ui.widgets.scroll_area import ScrollArea

if TYPE_CHECKING:
    from client.operations.agenda import Entry
    from client.ui.calendar.entry_canvas import EntryCanvas

_WIDTH = 280
_MOST_SHOWN = 12


class MorePopover(Popover):
    """``chosen`` carries the entry that was clicked, ``day_chosen`` the day."""

    chosen = Signal(object)
    day_chosen = Signal(object)

    def __init__(
        self, canvas: EntryCanvas, day: date, entries: Sequence[Entry],
        look: Callable[[Entry], Look],
    ) -> None:  # fmt: skip
        words = day_words(day, canvas.desk.preferences)
        super().__init__(canvas, words, _WIDTH)
        self._day = day
        head = QHBoxLayout()
        head.addWidget(label(words, weight=SEMIBOLD), 1)
        to_day = LinkButton(_("Day"), name=_("Show this day"))
        to_day.clicked.connect(self._on_day)
        head.addWidget(to_day)
        self.body.addLayout(head)
        self.rows = [_Row(entry, look, canvas) for entry in entries]
        for row in self.rows:
            row.clicked.connect(functools.partial(self._on_row, row.entry))
            row.stepped.connect(self.focusNextPrevChild)
        self.body.addWidget(_scrolled(self.rows))

    def open_beside(self, anchor: QRect) -> None:
        """Open beside the day's cell, the keyboard on its first entry."""
        self.open_at(anchor, self.rows[0] if self.rows else None)

    def _on_day(self) -> None:
        self.close_popover()
        self.day_chosen.emit(self._day)

    def _on_row(self, entry: Entry) -> None:
        self.close_popover()
        self.chosen.emit(entry)


def _scrolled(rows: Sequence[QWidget]) -> QWidget:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(3, 3, 3, 3)
    column.setSpacing(4)
    for row in rows:
        column.addWidget(row)
    scroll = ScrollArea(content)
    shown = min(len(rows), _MOST_SHOWN)
    scroll.setFixedHeight(shown * (BAR_HEIGHT + 4) + 4)
    return scroll


class _Row(PaintedButton):
    stepped = Signal(bool)
    """Up or down (True) from here."""

    def __init__(self, entry: Entry, look: Callable[[Entry], Look], canvas: EntryCanvas) -> None:
        super().__init__()
        self.entry, self._look = entry, look
        self._prefs = canvas.desk.preferences
        self.setAccessibleName(spoken(entry, canvas.surroundings, self._prefs))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH - 40, BAR_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        # Its colours are those of the scheme that is worn now.
        look = self._look(self.entry)
        title = look.title
        if is_bar(self.entry) or look.estimate or not isinstance(self.entry.start, datetime):
            paint_bar(painter, rect, look, title)
        else:
            paint_line(painter, rect, look, title, clock(self.entry.start, self._prefs))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)
