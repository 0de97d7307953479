"""Headings of a table's sections: above a section's first row, which is higher for it.

They are no rows: selection, keys, sorting and copying know nothing of them.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QPoint, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTableView

from client.ui.theme import SEMIBOLD, colour
from client.ui.widgets.painting import draw_rule, draw_text
from client.ui.widgets.rows_delegate import CELL_PADDING, ROW_HEIGHT
from client.ui.widgets.rows_model import RowsModel

HEADING_HEIGHT = 32


class Headings(QObject):
    """Makes room for the headings of a table, and paints them over its whole width."""

    def __init__(self, table: QTableView, model: RowsModel[Any]) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._fitted = False
        for signal in (
            model.rowsInserted, model.rowsRemoved, model.layoutChanged, model.dataChanged,
        ):  # fmt: skip
            signal.connect(self.fit)
        model.modelReset.connect(self.fit)
        self.fit()

    @property
    def count(self) -> int:
        """How many there are."""
        if self._model.heading is None:
            return 0
        return sum(bool(self._model.heading_at(row)) for row in range(self._model.rowCount()))

    def fit(self, *_what: object) -> None:
        """Give each row the height that it needs."""
        if self._model.heading is None and not self._fitted:
            return
        self._fitted = self._model.heading is not None
        rows = self._table.verticalHeader()
        for place in range(self._model.rowCount()):
            headed = bool(self._model.heading_at(place))
            height = ROW_HEIGHT + HEADING_HEIGHT if headed else ROW_HEIGHT
            if rows.sectionSize(place) != height:
                rows.resizeSection(place, height)
        self._table.updateGeometry()

    def is_at(self, place: QPoint) -> bool:
        """Whether a heading stands at a place of the viewport."""
        if self._model.heading is None:
            return False
        row = self._table.rowAt(place.y())
        if row < 0 or not self._model.heading_at(row):
            return False
        return place.y() < self._table.rowViewportPosition(row) + HEADING_HEIGHT

    def paint(self, painter: QPainter) -> None:
        """Paint those that can be seen."""
        if self._model.heading is None:
            return
        seen = self._table.viewport().rect()
        first, last = self._table.rowAt(seen.top()), self._table.rowAt(seen.bottom())
        stop = last + 1 if last >= 0 else self._model.rowCount()
        for row in range(max(first, 0), stop):
            words = self._model.heading_at(row)
            if words:
                top = float(self._table.rowViewportPosition(row))
                box = QRectF(0, top, seen.width(), HEADING_HEIGHT)
                painter.fillRect(box, colour("surface_sunken"))
                draw_rule(painter, 0, box.bottom() - 1, box.width())
                inner = box.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
                draw_text(painter, inner, words, "small", SEMIBOLD)
