"""A bar above a table: its parts in one row, or in as many as they need to stay whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.ui.widgets.tab_order import tab_through

_GAP = 8
_LEAST = 160
_EASY = 212
"""How wide what takes the rest is to be at least, and beside what stands at the end."""
_ROWS = 3


class WrappingBar(QWidget):
    """Parts from the left, one that takes the rest (a filter), and what stands at the right end.

    Each of `lead` wraps by itself; `end` wraps together. `corner` stays at the right of the first
    row, whatever wraps, or of the second where the first part needs all of the first.
    """

    def __init__(
        self,
        lead: Sequence[QWidget],
        filter_: QWidget | None,
        end: Sequence[QWidget],
        corner: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._filter, self._end, self._corner = filter_, tuple(end), corner
        middle = () if filter_ is None else ((filter_,),)
        self._pieces = (*((part,) for part in lead), *middle, self._end)
        self._placed: tuple[object, ...] = ()
        self._rows = [QHBoxLayout() for _place in range(_ROWS)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        for row in self._rows:
            row.setSpacing(_GAP)
            column.addLayout(row)
        self._place((tuple(part for piece in self._pieces for part in piece), (), ()), 0)

    def minimumSizeHint(self) -> QSize:
        # One row would hold the page open; where it has no room there are more.
        widest = max((_least(part) for piece in self._pieces for part in piece), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # Something came, went or has other words.
            self._arrange()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # ------------------------------------------------------------------ which row each is in

    def _arrange(self) -> None:
        rows: list[list[QWidget]] = [[] for _place in range(_ROWS)]
        at, used = 0, 0
        corner = self._room_of(self._corner)
        first = sum(map(self._room_of, self._pieces[0]))
        corner_at = int(first + corner > self.width() + _GAP)
        for piece in self._pieces:
            wanted = sum(map(self._room_of, piece))
            if piece is self._end and self._filter in rows[at]:
                wanted += _EASY - _LEAST
            room = self.width() - (corner if at == corner_at else 0)
            if rows[at] and wanted and used + wanted > room and at + 1 < _ROWS:
                at, used = at + 1, 0
            rows[at].extend(piece)
            used += wanted
        self._place(tuple(map(tuple, rows)), corner_at)

    def _room_of(self, part: QWidget | None) -> int:
        """How wide a part is to be at least, with the gap after it."""
        if part is None or part.isHidden():
            return 0
        return (_LEAST if part is self._filter else _wanted(part)) + _GAP

    def _place(self, rows: tuple[tuple[QWidget, ...], ...], corner_at: int) -> None:
        if self._placed == (rows, corner_at):
            return
        self._placed = (rows, corner_at)
        for layout in self._rows:
            while layout.count():
                layout.takeAt(0)
        for layout, parts in zip(self._rows, rows, strict=True):
            for part in parts:
                if part is self._end[0]:
                    # What takes the rest leaves nothing; while it is hidden the gap does.
                    layout.addStretch(0 if self._filter in parts else 1)
                layout.addWidget(part, 1 if part is self._filter else 0)
            if parts and self._end[0] not in parts:
                layout.addStretch(0 if self._filter in parts else 1)
        if self._corner is not None:
            self._rows[corner_at].addWidget(self._corner, 0, Qt.AlignmentFlag.AlignRight)
            rows = (*rows[:corner_at], (*rows[corner_at], self._corner), *rows[corner_at + 1 :])
        stops = (stop for row in rows for part in row for stop in _stops(part))
        tab_through(stops)
        self.updateGeometry()


def _stops(part: QWidget) -> list[QWidget]:
    """What of a part may take the keyboard, now or later, in its order."""
    # The list of a box with a choice is a window of its own.
    inside = (each for each in part.findChildren(QWidget) if each.window() is part.window())
    return [each for each in (part, *inside) if each.focusPolicy() != Qt.FocusPolicy.NoFocus]


def _wanted(part: QWidget) -> int:
    return min(part.sizeHint().width(), part.maximumWidth())


def _least(part: QWidget) -> int:
    return 0 if part.isHidden() else part.minimumSizeHint().width()
