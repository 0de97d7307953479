"""Other ways to begin: a log from another app, by hand, or a look at a sample garage."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from client.ui.theme import REGULAR, SEMIBOLD
from client.ui.widgets.buttons import PaintedButton
from client.ui.widgets.painting import draw_box, draw_icon, draw_text, text_width

_BEFORE, _AFTER = 48, 40
"""The icon before the words, and the arrow after them."""


class WayCard(PaintedButton):
    """A card to press: an icon, what one does, and what that takes or gives."""

    ring_radius = 8

    def __init__(self, icon: str, title: str, about: str) -> None:
        super().__init__()
        self._icon, self._title, self._about = icon, title, about
        self.setAccessibleName(f"{title}: {about}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        said = text_width(self._title, "body", SEMIBOLD), text_width(self._about, "small")
        return QSize(_BEFORE + ceil(max(said)) + 1 + _AFTER, 60)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 60)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        surface = "surface_hover" if self.hovered else "surface_raised"
        draw_box(painter, rect, surface, "border_strong" if self.hovered else "border", 8)
        draw_icon(painter, 16, 20, self._icon, size=20)
        draw_icon(painter, rect.right() - 32, 22, "chevron-right")
        wide = rect.width() - _BEFORE - _AFTER
        draw_text(painter, QRectF(_BEFORE, 11, wide, 20), self._title, "body", SEMIBOLD)
        about = QRectF(_BEFORE, 31, wide, 18)
        draw_text(painter, about, self._about, "small", REGULAR, "text_muted")
