"""Rows of bars cut in two: what each vehicle costs for a distance, its energy and the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from client.ui.theme import MEDIUM, REGULAR, SEMIBOLD
from client.ui.widgets.painting import RIGHT, draw_box, draw_rule, draw_text, text_width
from client.ui.widgets.reading_chart import ReadingChart

ROW = 36
_BAR = 8
_GAP = 16


@dataclass(frozen=True, slots=True)
class SplitRow:
    """A name, the sizes of its two parts, its figure and what stands muted behind it.

    A row without a figure has a dash and, in the bar's place, the reason.
    """

    name: str
    first: float
    second: float
    figure: str
    aside: str
    words: str
    reason: str = ""


class SplitRows(ReadingChart):
    """Read with the pointer or Up and Down."""

    back_keys = (Qt.Key.Key_Up,)
    on_keys = (Qt.Key.Key_Down,)

    def __init__(self, name: str, roles: tuple[str, str] = ("chart_1", "chart_5")) -> None:
        super().__init__(name)
        self._roles = roles
        self._rows: tuple[SplitRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rows(self, rows: Sequence[SplitRow], summary: str) -> None:
        """Show rows from top to bottom."""
        self._rows = tuple(rows)
        self.begin(summary)

    @property
    def rows(self) -> tuple[SplitRow, ...]:
        """What is shown."""
        return self._rows

    @property
    def count(self) -> int:
        return len(self._rows)

    def words(self, index: int) -> str:
        return self._rows[index].words

    def index_at(self, event: QMouseEvent) -> int:
        place = int(event.position().y() // ROW)
        return place if place < len(self._rows) else -1

    def sizeHint(self) -> QSize:
        return QSize(480, ROW * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, ROW * len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        names = max((text_width(row.name, "body", MEDIUM) for row in self._rows), default=0.0)
        names = min(names, self.width() * 0.3)
        figures = max((text_width(r.figure, "body", SEMIBOLD) for r in self._rows), default=0.0)
        asides = max((text_width(row.aside) for row in self._rows), default=0.0)
        left = names + _GAP + 8
        room = max(self.width() - left - figures - asides - 2 * _GAP - 4, 24.0)
        most = max((row.first + row.second for row in self._rows), default=0.0)
        for place, row in enumerate(self._rows):
            top = place * ROW
            draw_rule(painter, 0, top, self.width())
            if place == self._current:
                box = QRectF(0, top + 1, self.width(), ROW - 1)
                draw_box(painter, box, "surface_hover", "", 0)
            line = QRectF(2, top, self.width() - 4, ROW)
            draw_text(painter, QRectF(2, top, names + 1, ROW), row.name, "body", MEDIUM)
            draw_text(painter, line, row.aside, "body", REGULAR, "text_muted", RIGHT)
            line.setRight(line.right() - asides - _GAP)
            draw_text(painter, line, row.figure, "body", SEMIBOLD, align=RIGHT)
            bar = QRectF(left, top + (ROW - _BAR) / 2, room, _BAR)
            if row.reason:
                bar = QRectF(left, top, room, ROW)
                draw_text(painter, bar, row.reason, "small", REGULAR, "text_muted")
            elif most > 0:
                self._paint_bar(painter, bar, row, most)
        self.paint_focus(painter)

    def _paint_bar(self, painter: QPainter, bar: QRectF, row: SplitRow, most: float) -> None:
        left = bar.left()
        for size, role in zip((row.first, row.second), self._roles, strict=True):
            width = max(size, 0.0) / most * bar.width()
            if width >= 0.5:
                seen = max(width - 1, 1.0)
                draw_box(painter, QRectF(left, bar.top(), seen, bar.height()), role, "", 2)
            left += width
