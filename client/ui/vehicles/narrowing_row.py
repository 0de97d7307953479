"""What narrows a table, above it: in one row, or in as many as its widgets need to stay whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

_GAP = 8
_WIDEST_BOX = 168
_FILTER = 160
_EASY_FILTER = 212
"""How wide the filter is to be at least, and beside the sums."""
_ROWS = 3


class NarrowingRow(QWidget):
    """Segments, choices, the filter that takes what is left, the sums; the button at the end."""

    def __init__(
        self,
        segments: QWidget,
        boxes: Sequence[QWidget],
        filter_: QWidget,
        sums: QWidget,
        button: QWidget,
    ) -> None:
        super().__init__()
        self._lead, self._filter, self._sums, self._button = (
            (segments, *boxes), filter_, sums, button,
        )  # fmt: skip
        self._placed: tuple[tuple[QWidget, ...], ...] = ()
        self._rows = [QHBoxLayout() for _place in range(_ROWS)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        for row in self._rows:
            row.setSpacing(_GAP)
            column.addLayout(row)
        self._place((*self._lead, filter_, sums), (), ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Give each its row; to be called where something came, went or has other words."""
        rows: list[list[QWidget]] = [[] for _place in range(_ROWS)]
        at, used = 0, 0
        for widget in (*self._lead, self._filter, self._sums):
            wanted = self._width(widget)
            if widget is self._sums and self._filter in rows[at]:
                wanted += _EASY_FILTER - _FILTER
            room = self.width() - (self._button.sizeHint().width() + _GAP if at == 0 else 0)
            if rows[at] and wanted and used + wanted > room and at + 1 < _ROWS:
                at, used = at + 1, 0
            rows[at].append(widget)
            used += wanted
        self._place(*map(tuple, rows))

    def _width(self, widget: QWidget) -> int:
        if widget.isHidden():
            return 0
        if widget is self._filter:
            return _FILTER + _GAP
        width = widget.sizeHint().width()
        in_box = widget in self._lead[1:]
        return (min(width, _WIDEST_BOX) if in_box else width) + _GAP

    def _place(self, *rows: tuple[QWidget, ...]) -> None:
        if rows == self._placed:
            return
        self._placed = rows
        for layout in self._rows:
            while layout.count():
                layout.takeAt(0)
        for layout, widgets in zip(self._rows, rows, strict=True):
            for widget in widgets:
                if widget is self._sums and self._filter not in widgets:
                    layout.addStretch(1)
                layout.addWidget(widget, 1 if widget is self._filter else 0)
            if self._filter in widgets and self._sums in widgets:
                layout.insertStretch(layout.indexOf(self._sums), 0)
            elif widgets and self._filter not in widgets and self._sums not in widgets:
                layout.addStretch(1)
        self._rows[0].addWidget(self._button, 0, Qt.AlignmentFlag.AlignRight)
