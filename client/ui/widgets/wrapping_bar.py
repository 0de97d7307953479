"""A bar above a table whose second half goes below the first where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

_GAP = 8


class WrappingBar(QWidget):
    """Fill `left` and `right`; the right half takes the room that is left."""

    def __init__(self) -> None:
        super().__init__()
        self.left, self.right = QHBoxLayout(), QHBoxLayout()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        for half in (self._halves, self.left, self.right):
            half.setSpacing(_GAP)
        self._halves.addLayout(self.left)
        self._halves.addLayout(self.right, 1)
        self._halves.setAlignment(self.left, Qt.AlignmentFlag.AlignLeft)

    @property
    def is_wrapped(self) -> bool:
        """Whether the halves stand below each other."""
        return self._halves.direction() is QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        # One row would hold the page open; where it has no room there are two.
        widest = max(half.minimumSize().width() for half in (self.left, self.right))
        return QSize(widest, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The first half has its words whole; of the second it is enough if it can be used."""
        left, right = self.left.sizeHint().width(), self.right.minimumSize().width()
        wraps = left > 0 and left + _GAP + right > self.width()
        if wraps != self.is_wrapped:
            self._halves.setDirection(
                QBoxLayout.Direction.TopToBottom if wraps else QBoxLayout.Direction.LeftToRight
            )
            self.updateGeometry()
