"""Chips: a word or a value in a small box; a dashed one is an estimate or worked out."""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD
from client.ui.widgets.painting import draw_box, draw_text, repaint_on_theme, text_width

HEIGHT = 20
TALL = 24
_PADDING = 6
_GAP = 6


class ChipKind(StrEnum):
    """What a chip means; each has its surface, text and border."""

    PLAIN = "plain"
    PICKED = "picked"
    OUTLINE = "outline"
    OK = "ok"
    WARN = "warn"
    LATE = "late"
    ESTIMATE = "estimate"


# kind: (surface, text, border) as colour roles; an empty surface is see-through.
ROLES = {
    ChipKind.PLAIN: ("surface_hover", "text_muted", ""),
    ChipKind.PICKED: ("accent_soft", "accent", ""),
    ChipKind.OUTLINE: ("surface_raised", "text", "border_strong"),
    ChipKind.OK: ("ok_soft", "ok", ""),
    ChipKind.WARN: ("warn_soft", "warn", ""),
    ChipKind.LATE: ("late_soft", "late", ""),
    ChipKind.ESTIMATE: ("", "estimate", "estimate"),
}


def chip_width(words: str, value: str = "") -> int:
    """The width of a chip, in device-independent pixels."""
    width = text_width(words, "small", MEDIUM) if not value else text_width(words, "small")
    if value:
        width += text_width(value, "small", SEMIBOLD) + (_GAP if words else 0)
    return round(width + 2 * _PADDING + 0.5)


def paint_chip(
    painter: QPainter, rect: QRectF, words: str, kind: ChipKind, value: str = ""
) -> None:
    """Draw a chip over a rectangle: words, or a muted label and its value."""
    surface, ink, border = ROLES[kind]
    painter.save()
    draw_box(painter, rect, surface, border, 4, dashed=kind is ChipKind.ESTIMATE)
    inner = rect.adjusted(_PADDING, 0, -_PADDING + 1, 0)
    if value:
        label = "text_muted" if kind is ChipKind.OUTLINE else ink
        used = draw_text(painter, inner, words, "small", REGULAR, label)
        inner.setLeft(inner.left() + used + (_GAP if words else 0))
        draw_text(painter, inner, value, "small", SEMIBOLD, ink)
    else:
        weight = REGULAR if kind is ChipKind.PLAIN else MEDIUM
        draw_text(painter, inner, words, "small", weight, ink)
    painter.restore()


class Chip(QWidget):
    """A chip on its own; ``value`` makes it a label with a value, ``tall`` 24 instead of 20."""

    def __init__(
        self,
        words: str = "",
        kind: ChipKind = ChipKind.PLAIN,
        value: str = "",
        *,
        tall: bool = False,
    ) -> None:
        super().__init__()
        self._words, self._kind, self._value = words, kind, value
        self._height = TALL if tall else HEIGHT
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)
        self.set_chip(words, kind, value)

    def set_chip(self, words: str, kind: ChipKind = ChipKind.PLAIN, value: str = "") -> None:
        """Show words in a kind's colours."""
        self._words, self._kind, self._value = words, kind, value
        self.setAccessibleName(f"{words} {value}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._words, self._value), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), QRectF(self.rect()), self._words, self._kind, self._value)
