"""Three layouts: cards and fields of equal width that reflow, and items that flow like words."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class _ItemLayout(QLayout):
    """Holds the items; says that its height follows its width.

    It is a widget's own layout, never one within another: Qt takes the items of that without
    asking what they are held by here.
    """

    def __init__(self, parent: QWidget, gap: int = 16) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def clear(self) -> None:
        """Take every item out and delete its widget."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items below each other; returns the height used, in pixels."""
        top = rect.top()
        for item in self._shown():
            size = item.sizeHint()
            if move:
                item.setGeometry(QRect(QPoint(rect.left(), top), size))
            top += size.height() + self.spacing()
        return max(top - self.spacing() - rect.top(), 0)


class CardGrid(_ItemLayout):
    """As many columns of equal width as fit at ``minimum`` pixels, ``most`` at the outside."""

    def __init__(self, parent: QWidget, minimum: int = 264, gap: int = 16, most: int = 6) -> None:
        super().__init__(parent, gap)
        self._minimum, self._most = minimum, most

    def columns(self, width: int) -> int:
        """How many columns fit a width."""
        gap = self.spacing()
        return max(1, min(self._most, (width + gap) // (self._minimum + gap)))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        gap, columns = self.spacing(), self.columns(rect.width())
        column = (rect.width() - gap * (columns - 1)) / columns
        items, top = self._shown(), rect.top()
        for start in range(0, len(items), columns):
            row = items[start : start + columns]
            height = max(item.sizeHint().height() for item in row)
            for place, item in enumerate(row):
                left = rect.left() + round(place * (column + gap))
                right = rect.left() + round(place * (column + gap) + column)
                if move:
                    item.setGeometry(QRect(left, top, right - left, height))
            top += height + gap
        return max(top - gap - rect.top(), 0)


class FieldGrid(_ItemLayout):
    """Fields side by side, ``most`` at the outside, and only so many that each shows its words."""

    _LEAST = 140
    _BELOW = 12

    def __init__(self, parent: QWidget, most: int) -> None:
        super().__init__(parent)
        self._most = most

    def columns(self, width: int) -> int:
        """How many columns fit a width."""
        gap = self.spacing()
        wanted = max([self._LEAST, *(item.sizeHint().width() for item in self._shown())])
        return max(1, min(self._most, (width + gap) // (wanted + gap)))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        gap, columns = self.spacing(), self.columns(rect.width())
        column = (rect.width() - gap * (columns - 1)) / columns
        items, top = self._shown(), rect.top()
        for start in range(0, len(items), columns):
            tall = 0
            for place, item in enumerate(items[start : start + columns]):
                left = rect.left() + round(place * (column + gap))
                right = rect.left() + round(place * (column + gap) + column)
                height = _height_of(item, right - left)
                if move:
                    item.setGeometry(QRect(left, top, right - left, height))
                tall = max(tall, height)
            top += tall + self._BELOW
        return max(top - self._BELOW - rect.top(), 0)


def _height_of(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class FlowLayout(_ItemLayout):
    """Items at their own size, left to right, then on the next line."""

    def __init__(self, parent: QWidget, gap: int = 8) -> None:
        super().__init__(parent, gap)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        gap = self.spacing()
        left, top, tall = rect.left(), rect.top(), 0
        for item in self._shown():
            size = item.sizeHint()
            width = min(size.width(), rect.width())
            if left + width > rect.left() + rect.width() and tall:
                left, top, tall = rect.left(), top + tall + gap, 0
            if move:
                item.setGeometry(QRect(QPoint(left, top), QSize(width, size.height())))
            left += width + gap
            tall = max(tall, size.height())
        return top + tall - rect.top()
