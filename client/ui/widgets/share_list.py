"""What a whole is made of: a coloured square, a name, an amount and its share, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.theme import REGULAR, SEMIBOLD
from client.ui.widgets.painting import RIGHT, draw_box, draw_rule, draw_text, repaint_on_theme

_ROW = 56


@dataclass(frozen=True, slots=True)
class Share:
    """A part: its colour role, its name, its amount, and its share of the whole in words."""

    role: str
    name: str
    amount: str
    share: str


class ShareList(QWidget):
    """Painted whole; what it says is its accessible name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._shares: tuple[Share, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)

    def set_shares(self, shares: Sequence[Share]) -> None:
        """Show the parts in this order."""
        self._shares = tuple(shares)
        words = "; ".join(f"{each.name} {each.amount}, {each.share}" for each in shares)
        self.setAccessibleName(f"{self._name}: {words}" if words else self._name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, _ROW * len(self._shares))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, _ROW * len(self._shares))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, each in enumerate(self._shares):
            top = place * _ROW
            if place:
                draw_rule(painter, 0, top, self.width())
            draw_box(painter, QRectF(0, top + 14, 8, 8), each.role, "", 2)
            name = QRectF(16, top + 8, self.width() - 16, 20)
            draw_text(painter, name, each.name)
            line = QRectF(16, top + 28, self.width() - 16, 20)
            draw_text(painter, line, each.amount, "body", SEMIBOLD)
            draw_text(painter, line, each.share, "small", REGULAR, "text_muted", RIGHT)
