"""The table view: fixed rows, sorting by mouse and keyboard, copying, hover and selection."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from client.ui.theme import MEDIUM
from client.ui.widgets.painting import (
    LEFT,
    RIGHT,
    draw_box,
    draw_icon,
    draw_rule,
    draw_text,
    repaint_on_theme,
    text_width,
)
from client.ui.widgets.rows_delegate import CELL_PADDING, ROW_HEIGHT, RowsDelegate
from client.ui.widgets.rows_model import RowsModel

HEADER_HEIGHT = 32


class SortHeader(QHeaderView):
    """Column titles; with the keyboard on it, the arrows move and Enter or Space sorts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._current = 0
        self.setFixedHeight(HEADER_HEIGHT)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), self.count() - 1
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and last >= 0:
            step = 1 if key == Qt.Key.Key_Right else -1
            self._current = min(max(self._current + step, 0), last)
            self.viewport().update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and last >= 0:
            ascending = Qt.SortOrder.AscendingOrder
            same = self.sortIndicatorSection() == self._current
            turned = same and self.sortIndicatorOrder() == ascending
            order = Qt.SortOrder.DescendingOrder if turned else ascending
            self.setSortIndicator(self._current, order)
        else:
            super().keyPressEvent(event)

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


class RowsTable(QTableView):
    """Rows of any kind; ``opened`` carries the row on Enter or a double click."""

    opened = Signal(object)
    picked = Signal(object)

    def __init__(self, model: RowsModel[Any], name: str) -> None:
        super().__init__()
        self._rows = model
        self._fit = False
        self._delegate = RowsDelegate(self)
        model.setParent(self)
        self.setAccessibleName(name)
        header = SortHeader(self)
        header.setAccessibleName(name)
        self.setHorizontalHeader(header)
        self.setItemDelegate(self._delegate)
        # Before the model: afterwards the header would go through every row for each setting.
        self._set_up_look()
        self.setModel(model)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.doubleClicked.connect(self._on_opened)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        model.modelReset.connect(self.updateGeometry)
        model.rowsInserted.connect(self._on_count)
        model.rowsRemoved.connect(self._on_count)
        repaint_on_theme(self.viewport())
        repaint_on_theme(header.viewport())

    def _set_up_look(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(self.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @property
    def rows(self) -> RowsModel[Any]:
        """The model."""
        return self._rows

    def fit_rows(self) -> None:
        """Be as high as the rows are, for a short table inside a page that scrolls itself."""
        self._fit = True
        self._delegate.rule_below_last = False
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = self._rows.rowCount() if self._fit else min(self._rows.rowCount(), 12)
        return QSize(480, HEADER_HEIGHT + rows * ROW_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._fit else QSize(200, HEADER_HEIGHT + 2 * ROW_HEIGHT)

    def selected_rows(self) -> list[Any]:
        """The rows selected, from top to bottom."""
        return [self._rows.row(place) for place in self._selected_places()]

    def select_id(self, row_id: Hashable) -> bool:
        """Select a row by its id and bring it into view; says whether it is there."""
        place = self._rows.place_of(row_id)
        if place >= 0:
            self.selectRow(place)
            self.scrollTo(self._rows.index(place, 0))
        return place >= 0

    def _selected_places(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _on_opened(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._rows.row(index.row()))

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        if current.isValid():
            self.picked.emit(self._rows.row(current.row()))

    def _on_count(self, parent: QModelIndex, first: int, last: int) -> None:
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._rows.as_tsv(self._selected_places()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hover(-1)

    def hover(self, row: int) -> None:
        """Show a row as the one under the pointer; -1 for none."""
        before, self._delegate.hovered_row = self._delegate.hovered_row, row
        for place in {before, row} - {-1}:
            top = self.rowViewportPosition(place)
            self.viewport().update(0, top, self.viewport().width(), ROW_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Give columns their widths, and what is left over to those that stretch."""
        columns = self._rows.columns
        least = [max(column.width, _title_width(column.title)) for column in columns]
        left = self.viewport().width() - sum(least)
        stretching = [place for place, column in enumerate(columns) if column.stretch]
        takers = stretching or list(range(len(columns)))
        for place, width in enumerate(least):
            share = 0
            if left > 0 and place in takers:
                turn = takers.index(place)
                share = left * (turn + 1) // len(takers) - left * turn // len(takers)
            self.setColumnWidth(place, width + share)


def _title_width(title: str) -> int:
    return round(text_width(title, "small", MEDIUM)) + 2 * CELL_PADDING + 16
