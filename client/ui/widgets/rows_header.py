"""The head of a table: titles that sort, move and change their width, by mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from client.ui.theme import MEDIUM
from client.ui.widgets.painting import (
    LEFT,
    RIGHT,
    draw_box,
    draw_icon,
    draw_rule,
    draw_text,
    text_width,
)
from client.ui.widgets.rows_delegate import CELL_PADDING
from client.ui.widgets.rows_model import RowsModel

HEADER_HEIGHT = 32
_NARROWEST = 40
_STEP = 16


class SortHeader(QHeaderView):
    """With the keyboard on it the arrows go from title to title, Enter or Space sorts.

    Alt with an arrow moves the column, Ctrl with an arrow changes its width.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._current = 0
        self.setFixedHeight(HEADER_HEIGHT)
        self.setMinimumSectionSize(_NARROWEST)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = event.key(), self._shown_current()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and here >= 0:
            self._on_arrow(here, 1 if key == Qt.Key.Key_Right else -1, event.modifiers())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and here >= 0:
            ascending = Qt.SortOrder.AscendingOrder
            same = self.sortIndicatorSection() == here
            turned = same and self.sortIndicatorOrder() == ascending
            order = Qt.SortOrder.DescendingOrder if turned else ascending
            self.setSortIndicator(here, order)
        else:
            super().keyPressEvent(event)

    def _on_arrow(self, here: int, step: int, held: Qt.KeyboardModifier) -> None:
        if held & Qt.KeyboardModifier.ControlModifier:
            self.resizeSection(here, max(self.sectionSize(here) + step * _STEP, _NARROWEST))
            return
        beside = self._beside(here, step)
        if beside < 0:
            return
        if held & Qt.KeyboardModifier.AltModifier:
            self.moveSection(self.visualIndex(here), self.visualIndex(beside))
        else:
            self._current = beside
        self.viewport().update()

    def _shown_current(self) -> int:
        """The title that the keyboard is on; the first one where that is hidden."""
        if self._current < self.count() and not self.isSectionHidden(self._current):
            return self._current
        self._current = max(self._shown(range(self.count())), 0)
        return self._current if self.count() else -1

    def _beside(self, section: int, step: int) -> int:
        at = self.visualIndex(section)
        return self._shown(range(at + step, self.count() if step > 0 else -1, step))

    def _shown(self, visual: range) -> int:
        """The first section that shows at one of these places, -1 if none does."""
        sections = (self.logicalIndex(place) for place in visual)
        return next((each for each in sections if not self.isSectionHidden(each)), -1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintSection(  # noqa: N802 (Qt's name)
        self,
        painter: QPainter,
        rect: QRect,
        logicalIndex: int,  # noqa: N803 (Qt's name)
    ) -> None:
        model = self.model()
        if not isinstance(model, RowsModel) or logicalIndex >= len(model.columns):
            return
        column, box = model.columns[logicalIndex], QRectF(rect)
        draw_box(painter, box, "surface_raised", "", 0)
        draw_rule(painter, box.left(), box.bottom() - 1, box.width())
        words = box.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        align = RIGHT if column.number else LEFT
        width = min(text_width(column.title, "small", MEDIUM), words.width())
        draw_text(painter, words, column.title, "small", MEDIUM, "text_muted", align)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            left = words.right() - width - 15 if column.number else words.left() + width + 3
            draw_icon(painter, left, 10, "arrow-up" if up else "arrow-down", "accent", 12)
        if self.hasFocus() and logicalIndex == self._current:
            draw_box(painter, box.adjusted(3, 3, -3, -4), "", "focus", 4, width=2)


def title_width(title: str) -> int:
    """The width that a title needs with room for the arrow of sorting."""
    return round(text_width(title, "small", MEDIUM)) + 2 * CELL_PADDING + 16
