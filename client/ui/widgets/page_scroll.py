"""The frame in which a page scrolls, its content's right edge always in the same place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from client.ui.widgets.scroll_area import ScrollArea

MARGIN = 24


class PageScroll(ScrollArea):
    """A scroll bar takes its width from the right margin, never from what stands on the page.

    So the content ends where the header's buttons end, whether it has to be scrolled or not.
    """

    def __init__(self, margin: int = MARGIN) -> None:
        super().__init__()
        self._right = margin
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_content(self, content: QWidget) -> None:
        """Scroll this, in the page's own colour; its layout's right margin is looked after."""
        self.setWidget(content)
        self._keep_edge()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_edge()

    def _keep_edge(self) -> None:
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is None:
            return
        margins = layout.contentsMargins()
        right = max(self._right - (self.width() - self.viewport().width()), 0)
        if margins.right() != right:
            margins.setRight(right)
            layout.setContentsMargins(margins)
