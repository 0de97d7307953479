"""A person's or a space's initial in a colour of its own."""

from zlib import crc32

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.theme import SEMIBOLD, colour, sized_font, theme
from client.ui.widgets.painting import repaint_on_theme
from client.ui.widgets.tips import plain_tip


def avatar_colour(name: str) -> QColor:
    """The colour a name always gets."""
    shades = theme().tokens.avatars
    return QColor(shades[crc32(name.casefold().encode()) % len(shades)])


def paint_avatar(
    painter: QPainter, rect: QRectF, name: str, fill: QColor | None = None, *, square: bool = False
) -> None:
    """Draw the initial of a name in a circle, or in a rounded square for a space."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill or avatar_colour(name))
    radius = 6 if square else rect.width() / 2
    painter.drawRoundedRect(rect, radius, radius)
    painter.setFont(sized_font(max(9, round(rect.width() * 0.44)), SEMIBOLD))
    painter.setPen(colour("accent_text" if square else "text_on_dark"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name[:1].upper())
    painter.restore()


class Avatar(QWidget):
    """An initial on its own, ``size`` pixels wide; square stands for a space (garage)."""

    def __init__(self, name: str = "", size: int = 24, *, square: bool = False) -> None:
        super().__init__()
        self._name = name
        self._square = square
        self.setFixedSize(QSize(size, size))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show the initial of a name."""
        self._name = name
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        fill = colour("accent") if self._square else None
        paint_avatar(QPainter(self), QRectF(self.rect()), self._name, fill, square=self._square)
