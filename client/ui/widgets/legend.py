"""The legend of a chart: coloured squares with their names, wrapped to the width."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.theme import REGULAR
from client.ui.widgets.painting import draw_box, draw_text, repaint_on_theme, text_width

_ROW = 20
_GAP = 16


class Legend(QWidget):
    """Entries are (colour role, name, dashed)."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[tuple[str, str, bool], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        repaint_on_theme(self)

    def set_entries(self, entries: Sequence[tuple[str, str, bool]]) -> None:
        """Show these."""
        self._entries = tuple(entries)
        self.setAccessibleName(", ".join(name for _, name, _ in entries))
        self.setVisible(bool(entries))
        self.updateGeometry()
        self.update()

    def _places(self, width: float) -> list[QRectF]:
        found: list[QRectF] = []
        left, top = 0.0, 0.0
        for _, name, _ in self._entries:
            wide = min(text_width(name, "small") + 17, width)
            if left and left + wide > width:
                left, top = 0.0, top + _ROW
            found.append(QRectF(left, top, wide, _ROW))
            left += wide + _GAP
        return found

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return round(places[-1].bottom()) if places else 0

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        places = self._places(self.width())
        for (role, name, dashed), place in zip(self._entries, places, strict=True):
            square = QRectF(place.left(), place.top() + 6, 8, 8)
            if dashed:
                draw_box(painter, square, "", role, 2, width=2)
            else:
                draw_box(painter, square, role, "", 2)
            words = place.adjusted(14, 0, 1, 0)
            draw_text(painter, words, name, "small", REGULAR, "text_muted")
