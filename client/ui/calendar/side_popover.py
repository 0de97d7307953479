"""The calendars and filters in a popover, where a narrow window has no room for their column."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from client.ui.text import _
from client.ui.widgets.popover import Popover

_HEIGHT = 620
_EDGE = 96
_AS_HIGH_AS_IT_LIKES = (1 << 24) - 1
"""Qt's QWIDGETSIZE_MAX, which PySide does not have."""


class SidePopover(Popover):
    """Borrows the column; whoever lent it takes it back when the popover has closed."""

    def __init__(self, opener: QWidget, side: QWidget) -> None:
        super().__init__(opener, _("Calendars and filter"), side.width() + 8)
        margins = self.body.contentsMargins()
        self.body.setContentsMargins(margins.left() - 12, margins.top() - 8, 20, 20)
        self._side = side
        side.setFixedHeight(min(_HEIGHT, opener.window().height() - _EDGE))
        self.body.addWidget(side)
        side.show()


def give_back(side: QWidget) -> None:
    """Let the column be as high as it likes again."""
    side.setMinimumHeight(0)
    side.setMaximumHeight(_AS_HIGH_AS_IT_LIKES)
