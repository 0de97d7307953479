"""A list of frozen rows that paints itself: headings, and rows to choose from and open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from client.ui.widgets.painting import repaint_on_theme

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ListedRow(Protocol):
    """What a row tells the list."""

    @property
    def spoken(self) -> str:
        """Its words, for assistive technology."""

    @property
    def height(self) -> int:
        """In pixels."""

    @property
    def heading(self) -> bool:
        """Whether it only stands above others and cannot be chosen."""


R = TypeVar("R", bound=ListedRow)


class _Rows(QAbstractListModel, Generic[R]):
    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[R] = ()

    def show_rows(self, rows: Sequence[R]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.rows[index.row()].spoken if role in spoken else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self.rows[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: RowList[Any]) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, self._view.height_of(self._view.row(index)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        state = option.state
        self._view.paint_row(
            painter,
            QRectF(option.rect),
            self._view.row(index),
            chosen=bool(state & QStyle.StateFlag.State_Selected),
            hovered=bool(state & QStyle.StateFlag.State_MouseOver),
        )


class RowList(QListView, Generic[R]):
    """A list says in `paint_row` how a row looks; ``opened`` carries the row on Enter.

    Beginnings, ends and arrows step over headings. `pressed_on` may take a click for itself.
    """

    opened = Signal(object)
    chosen_changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._rows: _Rows[R] = _Rows()
        self._rows.setParent(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        repaint_on_theme(self.viewport())

    # ------------------------------------------------------------------ rows

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; nothing is chosen."""
        self._rows.show_rows(rows)
        self.chosen_changed.emit()

    def rows(self) -> list[R]:
        """The rows, without headings."""
        return [row for row in self._rows.rows if not row.heading]

    def all_rows(self) -> Sequence[R]:
        """The rows with their headings."""
        return self._rows.rows

    def row(self, index: _Index) -> R:
        """The row at an index."""
        return self._rows.rows[index.row()]

    def current(self) -> R | None:
        """The row with the keyboard."""
        index = self.currentIndex()
        return self.row(index) if index.isValid() else None

    def chosen(self) -> list[R]:
        """The rows selected, from top to bottom."""
        places = sorted(index.row() for index in self.selectedIndexes())
        return [self._rows.rows[place] for place in places]

    def place_of(self, row: R) -> int:
        """Where a row stands; -1 if it does not."""
        return next((i for i, each in enumerate(self._rows.rows) if each == row), -1)

    def choose(self, place: int) -> None:
        """Choose the row at a place, or the first one below it that is no heading."""
        rows = self._rows.rows
        while 0 <= place < len(rows) and rows[place].heading:
            place += 1
        if 0 <= place < len(rows):
            index = self._rows.index(place, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def height_of(self, row: R) -> int:
        """How high a row is, in pixels."""
        return row.height

    def height_wanted(self) -> int:
        """How high all rows together are."""
        return sum(map(self.height_of, self._rows.rows))

    def rect_of(self, row: R) -> QRectF:
        """Where a row is painted."""
        return QRectF(self.visualRect(self._rows.index(self.place_of(row), 0)))

    # ------------------------------------------------------------------ what a list says

    def paint_row(
        self, painter: QPainter, rect: QRectF, row: R, *, chosen: bool, hovered: bool
    ) -> None:
        """Draw a row in its rectangle."""

    def pressed_on(self, row: R, x: float, y: float) -> bool:
        """Whether a click at this place of the row, from its corner, was taken."""
        return False

    # ------------------------------------------------------------------ mouse and keyboard

    def _on_selection(self) -> None:
        self.chosen_changed.emit()

    def open_current(self) -> None:
        """Open the row with the keyboard."""
        row = self.current()
        if row is not None and not row.heading:
            self.opened.emit(row)

    def step(self, by: int) -> None:
        """Choose the next row (1) or the one before (-1), over headings; stops at the ends."""
        place = self.currentIndex().row() + by
        rows = self._rows.rows
        while 0 <= place < len(rows):
            if not rows[place].heading:
                self.setCurrentIndex(self._rows.index(place, 0))
                break
            place += by

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            corner = self.visualRect(index).topLeft()
            place = event.position().toPoint() - corner
            if self.pressed_on(self.row(index), place.x(), place.y()):
                event.accept()
                return
        super().mouseReleaseEvent(event)
