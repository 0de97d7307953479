"""A layout in twelve columns of one width, whatever stands in them; rows as high as they need."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

COLUMNS = 12
_ACROSS, _DOWN = 16, 12
_SAID_BELOW = 4
_READABLE = 280
"""As wide as a sentence gets if it would have more than two lines below a narrow field."""
_TWO_LINES = 36
_SAID = 0
"""Stands for a span: what is said of the item before it, below the row."""


class _Placed(NamedTuple):
    """An item of a row and its edges; `said` is what is said of it, if that is shown."""

    item: QLayoutItem
    left: int
    right: int
    said: QLayoutItem | None


class Twelfths(QLayout):
    """``place`` adds a widget; a row that is full begins another.

    What is said of a widget stands below its row: from its left edge on as far as nothing else is
    said there, and where that is too narrow, up to its right edge.

    Qt's own grid takes columns in which nothing begins for empty, so that rows of different spans
    do not stand below each other.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QLayoutItem] = []
        self._spans: list[int] = []

    def place(self, widget: QWidget, span: int, said: QWidget | None = None) -> None:
        """Add a widget, `span` twelfths wide, and what is said of it."""
        for each, wide in ((widget, span), (said, _SAID)):
            if each is not None:
                self.addChildWidget(each)
                self._spans.append(wide)
                self.addItem(QWidgetItem(each))

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

    def _rows(self, rect: QRect) -> list[list[_Placed]]:
        """What stands beside each other, without what is hidden."""
        column = (rect.width() - _ACROSS * (COLUMNS - 1)) / COLUMNS
        rows: list[list[_Placed]] = [[]]
        at = 0
        for place, (item, span) in enumerate(zip(self._items, self._spans, strict=True)):
            if span == _SAID or item.isEmpty():
                continue
            if at + span > COLUMNS:
                rows.append([])
                at = 0
            left = rect.left() + round(at * (column + _ACROSS))
            right = rect.left() + round((at + span) * (column + _ACROSS)) - _ACROSS
            rows[-1].append(_Placed(item, left, right, self._said_of(place)))
            at += span
        return rows if rows[-1] else []

    def _said_of(self, place: int) -> QLayoutItem | None:
        after = place + 1
        if after >= len(self._items) or self._spans[after] != _SAID:
            return None
        return None if self._items[after].isEmpty() else self._items[after]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Put all in their places, or only say how high they are together."""
        top = rect.top()
        for row in self._rows(rect):
            high = max(_height(each.item, each.right - each.left) for each in row)
            for each in row if move else ():
                each.item.setGeometry(QRect(each.left, top, each.right - each.left, high))
            top += high
            said = _said_below(row, rect.left(), rect.left() + rect.width())
            for item, place in said if move else ():
                item.setGeometry(place.translated(0, top + _SAID_BELOW))
            if said:
                top += _SAID_BELOW + max(place.bottom() + 1 for _item, place in said)
            top += _DOWN
        return max(top - _DOWN - rect.top(), 0)


def _said_below(row: list[_Placed], start: int, end: int) -> list[tuple[QLayoutItem, QRect]]:
    """What is said of the items of a row, and where below it.

    Side by side as long as that takes two lines at most, else one below the other.
    """
    saying = [(each, each.said) for each in row if each.said is not None]
    if not saying:
        return []
    ends = [*(each.left - _ACROSS for each, _said in saying[1:]), end]
    beside = [
        (said, QRect(each.left, 0, right - each.left, _height(said, right - each.left)))
        for (each, said), right in zip(saying, ends, strict=True)
    ]
    if all(place.height() <= _TWO_LINES for _said, place in beside):
        return beside
    below: list[tuple[QLayoutItem, QRect]] = []
    top = 0
    for each, said in saying:
        left, wide = each.left, end - each.left
        if wide < _READABLE and _height(said, wide) > _TWO_LINES:
            left = max(start, min(left, each.right - _READABLE))
            wide = max(each.right, min(end, left + _READABLE)) - left
        below.append((said, QRect(left, top, wide, _height(said, wide))))
        top += below[-1][1].height() + _SAID_BELOW
    return below


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
