"""Chips in lines that break where the room ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.widgets.chip import TALL, Chip

_GAP = 8


class ChipFlow(QWidget):
    """Holds chips, and widgets before them, and is as high as they need."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_parts(self, parts: Sequence[QWidget]) -> None:
        """Show these instead of those before."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = list(parts)
        for part in self._parts:
            part.setParent(self)
            part.resize(part.sizeHint())
            part.show()
        self._place(self.width(), move=True)
        self.updateGeometry()

    @property
    def chips(self) -> list[Chip]:
        """The chips shown."""
        return [part for part in self._parts if isinstance(part, Chip)]

    def said(self) -> list[str]:
        """What the chips say."""
        return [chip.accessibleName() for chip in self.chips]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, TALL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.width(), move=True)

    def _place(self, width: int, *, move: bool) -> int:
        left = top = 0
        for part in self._parts:
            size = part.sizeHint()
            if left and left + size.width() > width:
                left, top = 0, top + TALL + _GAP
            if move:
                part.setGeometry(
                    left, top + (TALL - size.height()) // 2, min(size.width(), width), size.height()
                )
            left += size.width() + _GAP
        return top + TALL


def spoken(chips: Iterable[Chip]) -> str:
    """What chips say, as one sentence."""
    return ", ".join(chip.accessibleName() for chip in chips)
