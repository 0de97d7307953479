"""The table view: fixed rows, sorting, columns to arrange, cells to change, copy and paste."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView

from client.ui.widgets.focus_ring import BY_KEYS
from client.ui.widgets.painting import repaint_on_theme
from client.ui.widgets.rows_arrange import Arrangement
from client.ui.widgets.rows_choice import KeptChoice
from client.ui.widgets.rows_delegate import ROW_HEIGHT, RowsDelegate, mark_rect, row_rect
from client.ui.widgets.rows_editing import WHOLE_ROW, CellEditing
from client.ui.widgets.rows_header import HEADER_HEIGHT, SortHeader
from client.ui.widgets.rows_headings import HEADING_HEIGHT, Headings
from client.ui.widgets.rows_model import RowsModel

__all__ = ["HEADER_HEIGHT", "RowsTable"]


class RowsTable(QTableView):
    """Rows of any kind; ``opened`` carries the row on Enter or a double click.

    ``pasted`` carries the text of the clipboard where a table can take rows, ``menu_wanted`` the
    place on the screen where a menu about the selection, or (True) about the columns, is to open.
    ``mark_opened`` carries the row whose mark was clicked.
    """

    opened = Signal(object)
    picked = Signal(object)
    pasted = Signal(str)
    menu_wanted = Signal(object, bool)
    mark_opened = Signal(object)

    def __init__(self, model: RowsModel[Any], name: str) -> None:
        super().__init__()
        self._rows = model
        self._fit = self._choosing = False
        self.takes_rows = False
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
        self.arrangement = Arrangement(self, model, header)
        self.headings = Headings(self, model)
        self.editing = CellEditing(self, model)
        self._choice = KeptChoice(self, model)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        self.doubleClicked.connect(self._on_double_click)
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
        headed = self.headings.count * HEADING_HEIGHT
        return QSize(480, HEADER_HEIGHT + rows * ROW_HEIGHT + headed)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._fit else QSize(200, HEADER_HEIGHT + 2 * ROW_HEIGHT)

    # ------------------------------------------------------------------ what is selected

    def selected_rows(self) -> list[Any]:
        """The rows selected, from top to bottom."""
        return [self._rows.row(place) for place in self.selected_places()]

    def select_id(self, row_id: Hashable) -> bool:
        """Select a row by its id and bring it into view; says whether it is there."""
        place = self._rows.place_of(row_id)
        if place >= 0:
            self._choose(place)
            self.scrollTo(self._rows.index(place, 0))
        return place >= 0

    def select_ids(self, ids: Iterable[Hashable]) -> None:
        """Select those rows that are there, without going to them."""
        selection, last = QItemSelection(), len(self._rows.columns) - 1
        places = sorted(place for each in ids if (place := self._rows.place_of(each)) >= 0)
        for place in places:
            selection.select(self._rows.index(place, 0), self._rows.index(place, last))
        chosen = self.selectionModel()
        if places:
            current = self._rows.index(places[0], 0)
            chosen.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        chosen.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selectionCommand(  # noqa: N802 (Qt's name)
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        return WHOLE_ROW if self._choosing else super().selectionCommand(index, event)

    def _choose(self, place: int) -> None:
        """Select one row, whatever keys are held: those of Ctrl+Z are not about it."""
        self._choosing = True
        self.selectRow(place)
        self._choosing = False

    def top_id(self) -> Hashable | None:
        """The row at the top of what is seen; None at the very beginning."""
        place = self.rowAt(0)
        return self._rows.id_at(place) if place > 0 else None

    def bring_to_top(self, row_id: Hashable) -> None:
        """Scroll so that a row is the first that is seen, if it is there."""
        place = self._rows.place_of(row_id)
        if place >= 0:
            self.scrollTo(self._rows.index(place, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def selected_places(self) -> list[int]:
        """Where the selected rows stand, from top to bottom."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _on_double_click(self, index: QModelIndex) -> None:
        if self.editing.line is not None:
            # What is typed there is wrong still, so it is not left for another one.
            self.editing.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.editing.begin(index):
            self._on_opened(index)

    def _on_opened(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._rows.row(index.row()))

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        if current.isValid():
            self.picked.emit(self._rows.row(current.row()))

    def _on_count(self, parent: QModelIndex, first: int, last: int) -> None:
        self.updateGeometry()

    # ------------------------------------------------------------------ keys and pointer

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Else its first row has the keyboard and its keys do nothing, for good where it is alone.
        if event.reason() in BY_KEYS:
            self._stand()

    def _stand(self) -> None:
        """Choose the row that has the keyboard, or the first, where none is chosen."""
        if not self.selectionModel().hasSelection():
            self._choose(max(self.currentIndex().row(), 0))

    def enter(self) -> None:
        """Take the keyboard, on a row: chosen afterwards, a screen reader would not read it."""
        self._stand()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        elif event.matches(QKeySequence.StandardKey.Paste) and self.takes_rows:
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(self.currentIndex())
        elif event.key() == Qt.Key.Key_F2 and self.editing.text_of is not None:
            self.editing.begin_nearest(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def copy_selected(self) -> None:
        """Put the selected rows on the clipboard, with the columns that are shown."""
        places = self.selected_places()
        if not places:
            return  # Headings alone would only take the place of what was copied before.
        columns = [self._rows.columns[place] for place in self.arrangement.shown_sections()]
        QGuiApplication.clipboard().setText(self._rows.as_tsv(places, columns))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.contextMenuPolicy() != Qt.ContextMenuPolicy.DefaultContextMenu:
            super().contextMenuEvent(event)
            return
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            # At the row that the keyboard is on, not wherever the pointer happens to be.
            cell = self.visualRect(self.currentIndex())
            where = self.viewport().mapToGlobal(cell.bottomLeft())
        self.menu_wanted.emit(where, False)

    def _on_header_menu(self) -> None:
        header = self.horizontalHeader()
        self.menu_wanted.emit(header.mapToGlobal(header.rect().bottomLeft()), True)

    def set_marked(self, ids: frozenset[Hashable], words: str) -> None:
        """Let these rows bear a mark that can be clicked, in the first column that is shown."""
        self._delegate.marked_column = next(iter(self.arrangement.shown_sections()), 0)
        self._rows.set_marked(ids, words)

    def mark_under(self, at: QPoint) -> QModelIndex | None:
        """The row whose mark is at a place of the viewport."""
        index = self.indexAt(at)
        if index.column() != self._delegate.marked_column or not self._rows.is_marked(index.row()):
            return None
        return index if mark_rect(row_rect(QRectF(self.visualRect(index)))).contains(at) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            event.ignore()  # The window goes back and forward by them.
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.mark_under(event.position().toPoint())
        if index is not None and event.button() is Qt.MouseButton.LeftButton:
            self.mark_opened.emit(self._rows.row(index.row()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        at = event.position().toPoint()
        self.hover(-1 if self.headings.is_at(at) else self.rowAt(at.y()))
        marked = self.mark_under(at) is not None
        shape = Qt.CursorShape.PointingHandCursor if marked else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hover(-1)

    def hover(self, row: int) -> None:
        """Show a row as the one under the pointer; -1 for none."""
        before, self._delegate.hovered_row = self._delegate.hovered_row, row
        for place in {before, row} - {-1}:
            top = self.rowViewportPosition(place)
            self.viewport().update(0, top, self.viewport().width(), self.rowHeight(place))

    def indexAt(self, at: QPoint) -> QModelIndex:  # noqa: N802 (Qt's name)
        return QModelIndex() if self.headings.is_at(at) else super().indexAt(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.headings.paint(QPainter(self.viewport()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrangement.share_out()
