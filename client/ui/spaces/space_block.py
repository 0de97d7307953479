"""The block at the top of the sidebar: which garage is shown, and a click to choose another."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from client.ui.text import _
from client.ui.theme import REGULAR, SEMIBOLD, colour
from client.ui.widgets.avatar import paint_avatar
from client.ui.widgets.buttons import PaintedButton
from client.ui.widgets.painting import draw_box, draw_icon, draw_text
from client.ui.widgets.speaking import aloud
from client.ui.widgets.tips import plain_tip

_HEIGHT = 44
_AVATAR = 32
_CHEVRONS = 16


class SpaceBlock(PaintedButton):
    """An initial, the garage's name, who one is there, and chevrons; 44 high."""

    def __init__(self) -> None:
        super().__init__()
        self._name = self._standing = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_garage("", "")

    def show_garage(self, name: str, standing: str) -> None:
        """Say which garage it is, and who one is there."""
        self._name, self._standing = name or _("My garage"), standing
        self.setAccessibleName(aloud(self._name, standing))
        self.setAccessibleDescription(_("Choose the garage that is shown"))
        self.setToolTip(plain_tip(f"{self._name}, {standing}" if standing else self._name))
        self.update()

    @property
    def name(self) -> str:
        """The garage's name as it is shown."""
        return self._name

    @property
    def standing(self) -> str:
        """The words under the name."""
        return self._standing

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.hovered:
            draw_box(painter, rect, "surface_hover")
        top = (rect.height() - _AVATAR) / 2
        place = QRectF(4, top, _AVATAR, _AVATAR)
        paint_avatar(painter, place, self._name, colour("accent"), square=True)
        if rect.width() < 2 * _AVATAR:
            # In a narrow window the initial stands for all.
            return
        left = place.right() + 8
        right = rect.right() - 8 - _CHEVRONS
        draw_icon(
            painter, right, (rect.height() - _CHEVRONS) / 2, "chevrons-up-down", "text_muted",
            _CHEVRONS,
        )  # fmt: skip
        width = right - 8 - left
        draw_text(painter, QRectF(left, 4, width, 19), self._name, "body", SEMIBOLD)
        below = QRectF(left, 23, width, 17)
        draw_text(painter, below, self._standing, "small", REGULAR, "text_muted")
