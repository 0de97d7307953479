"""The frame in which a page scrolls, its content's right edge always in the same place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
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
        self._wanted = 0
        """How far it is to be scrolled once it is laid out."""
        self.verticalScrollBar().rangeChanged.connect(self._come_back)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_content(self, content: QWidget) -> None:
        """Scroll this, in the page's own colour; its layout's right margin is looked after."""
        self.setWidget(content)
        self._keep_edge()

    def exchange_content(self, content: QWidget) -> None:
        """Scroll this in place of what was much the same, from where it was.

        The keyboard goes to what now stands for the widget it was at, or is at the frame.
        """
        place, across = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        before, here = self.widget(), self.window().focusWidget()
        inside = before is not None and here is not None and before.isAncestorOf(here)
        stops = _stops(before) if before is not None and inside else []
        at = stops.index(here) if here in stops else 0
        names = [_name(stop) for stop in stops]
        self.set_content(content)
        if inside:
            (_same(names, at, _stops(content)) or self).setFocus(Qt.FocusReason.OtherFocusReason)
        self.horizontalScrollBar().setValue(across)
        self._wanted = place
        self._come_back()
        # It is laid out before this comes.
        QTimer.singleShot(0, self, self._stay)

    def _come_back(self, *_range: int) -> None:
        if self._wanted:
            self.verticalScrollBar().setValue(self._wanted)

    def _stay(self) -> None:
        self._wanted = 0

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


def _stops(content: QWidget) -> list[QWidget]:
    """What the keyboard can come to."""
    return [
        each
        for each in content.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled()
    ]


def _name(stop: QWidget) -> tuple[type, str]:
    return type(stop), stop.accessibleName()


def _same(names: Sequence[tuple[type, str]], at: int, stops: Sequence[QWidget]) -> QWidget | None:
    """The stop that is called as the one before, else the one in its place."""
    for stop in stops:
        if names and _name(stop) == names[at]:
            return stop
    return stops[min(at, len(stops) - 1)] if stops else None
