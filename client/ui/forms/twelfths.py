"""A layout in twelve columns of one width, whatever stands in them; rows as high as they need."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

COLUMNS = 12
_ACROSS, _DOWN = 16, 12


class Twelfths(QLayout):
    """``place`` adds a widget; a row that is full begins another.

    Qt's own grid takes columns in which nothing begins for empty, so that rows of different spans
    do not stand below each other.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QLayoutItem] = []
        self._spans: list[int] = []

    def place(self, widget: QWidget, span: int) -> None:
        """Add a widget, `span` twelfths wide."""
        self.addChildWidget(widget)
        self._spans.append(span)
        self.addItem(QWidgetItem(widget))

    # ------------------------------------------------------------------ what Qt asks of a layout

    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        del self._spans[index]
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        width = max(self.geometry().width(), 40 * COLUMNS)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        return QSize(20 * COLUMNS, self.sizeHint().height())

    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    # ------------------------------------------------------------------ where each stands

    def _rows(self) -> list[list[tuple[QLayoutItem, int, int]]]:
        """(item, first column, span) by rows, without what is hidden."""
        rows: list[list[tuple[QLayoutItem, int, int]]] = [[]]
        at = 0
        for item, span in zip(self._items, self._spans, strict=True):
            if item.isEmpty():
                continue
            if at + span > COLUMNS:
                rows.append([])
                at = 0
            rows[-1].append((item, at, span))
            at += span
        return rows if rows[-1] else []

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Put all in their places, or only say how high they are together."""
        column = (rect.width() - _ACROSS * (COLUMNS - 1)) / COLUMNS
        top = rect.top()
        for row in self._rows():
            places = [
                (
                    item,
                    rect.left() + round(first * (column + _ACROSS)),
                    rect.left() + round((first + span) * (column + _ACROSS)) - _ACROSS,
                )
                for item, first, span in row
            ]
            high = max(_height(item, right - left) for item, left, right in places)
            for item, left, right in places if move else ():
                item.setGeometry(QRect(left, top, right - left, high))
            top += high + _DOWN
        return max(top - _DOWN - rect.top(), 0)


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
