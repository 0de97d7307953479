"""A row of the sidebar: icon, label and a badge, or a vehicle's name and its plate."""

import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from client.ui.text import _
from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD
from client.ui.widgets.buttons import PaintedButton
from client.ui.widgets.painting import (
    CENTRE,
    RIGHT,
    draw_box,
    draw_icon,
    draw_text,
    text_width,
)
from client.ui.widgets.tips import plain_tip

_SIDE, _BESIDE_ICON = 8, 28


class NavRow(PaintedButton):
    """A place to go to; ``setChecked`` marks where one is. Without an icon it is 28 high."""

    def __init__(self, words: str, icon: str = "", trailing: str = "") -> None:
        super().__init__()
        self._icon = icon
        self._badge = 0
        self._here = False
        self._spoken = False
        """Whether it shows its icon alone, and says its words as a tool tip."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_words(words, trailing)

    def set_words(self, words: str, trailing: str = "") -> None:
        """Change the label and the muted text at the right end."""
        self._words, self._trailing = words, trailing
        self.setAccessibleName(f"{words} {trailing}".strip())
        self.update()

    def show_words(self, shown: bool) -> None:
        """Show the words, or the icon alone where there is no room for them."""
        self._spoken = not shown
        self.setToolTip("" if shown else plain_tip(self._words))
        self.update()

    def set_badge(self, count: int) -> None:
        """Show how many things wait; 0 hides the badge."""
        self._badge = count
        self._describe()
        self.update()

    def setChecked(self, here: bool) -> None:  # noqa: N802 (Qt's name)
        """Mark where one is. Not Qt's own state, for which it would be spoken of as a box."""
        if here != self._here:
            self._here = here
            self._describe()
            self.update()

    def isChecked(self) -> bool:  # noqa: N802 (Qt's name)
        """Whether one is here."""
        return self._here

    def _describe(self) -> None:
        said = (_("You are here") if self._here else "", str(self._badge) if self._badge else "")
        self.setAccessibleDescription(", ".join(filter(None, said)))

    def sizeHint(self) -> QSize:
        return QSize(200, 32 if self._icon else 28)

    def whole_width(self) -> int:
        """How wide it has to be for its words beside the icon."""
        weight = MEDIUM if self._icon else REGULAR
        beside = 2 * _SIDE + (_BESIDE_ICON if self._icon else 0)
        return math.ceil(text_width(self._words, "body", weight)) + beside

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.isChecked() or self.hovered:
            draw_box(painter, rect, "surface_selected" if self.isChecked() else "surface_hover")
        ink = "accent" if self.isChecked() else "text"
        left, right = float(_SIDE), rect.right() - _SIDE
        if self._spoken:
            tint = "accent" if self.isChecked() else "text_muted"
            left = (rect.width() - 18) / 2
            draw_icon(painter, left, (rect.height() - 18) / 2, self._icon, tint, 18)
            return
        if self._icon:
            tint = "accent" if self.isChecked() else "text_muted"
            draw_icon(painter, left, (rect.height() - 18) / 2, self._icon, tint, 18)
            left += _BESIDE_ICON
        if self._badge:
            right = self._paint_badge(painter, right) - 6
        if self._trailing:
            width = min(text_width(self._trailing, "small"), rect.width() * 0.55)
            place = QRectF(right - width, 0, width, rect.height())
            muted = "accent" if self.isChecked() else "text_muted"
            draw_text(painter, place, self._trailing, "small", REGULAR, muted, RIGHT)
            right -= width + 8
        weight = MEDIUM if self._icon else REGULAR
        draw_text(
            painter, QRectF(left, 0, right - left, rect.height()), self._words, "body", weight, ink
        )

    def _paint_badge(self, painter: QPainter, right: float) -> float:
        words = str(self._badge) if self._badge < 100 else "99+"
        width = max(20.0, text_width(words, "small", SEMIBOLD) + 12)
        badge = QRectF(right - width, (self.height() - 18) / 2, width, 18)
        draw_box(painter, badge, "badge", "", 9)
        draw_text(painter, badge, words, "small", SEMIBOLD, "accent_text", CENTRE)
        return badge.left()
