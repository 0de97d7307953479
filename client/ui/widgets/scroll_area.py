"""The frame in which anything scrolls: it has no border, and what lies behind it shows through."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class ScrollArea(QScrollArea):
    """Its content is as wide as itself; the keyboard goes to what is in it.

    The look is made here and by no rule of the style sheet: what Qt works out of such a rule for
    the part that scrolls, about a kilobyte, it keeps for ever after the area is gone.
    """

    def __init__(self, content: QWidget | None = None) -> None:
        super().__init__()
        self.setFrameShape(self.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if content is not None:
            self.setWidget(content)

    def setWidget(self, content: QWidget) -> None:  # noqa: N802 (Qt's name)
        """Scroll this; it is given no ground of its own."""
        super().setWidget(content)
        content.setAutoFillBackground(False)
