"""The list of the search popup: headings, and rows with icon, title, detail and shortcut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from client.ui.shell.finding import Found
from client.ui.text import _
from client.ui.theme import MEDIUM, SEMIBOLD
from client.ui.widgets.painting import RIGHT, draw_box, draw_icon, draw_text, text_width

ROW = 36
HEADING = 30
_FOUND = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        found: Found = index.data(_FOUND)
        return QSize(200, ROW if _leads(found) else HEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        found: Found = index.data(_FOUND)
        rect = QRectF(option.rect)
        if not _leads(found):
            words = rect.adjusted(20, 6, -20, 0)
            draw_text(painter, words, found.title, "small", MEDIUM, "text_muted")
            return
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            draw_box(painter, rect.adjusted(8, 0, -8, 0), "surface_selected", "", 6)
        ink = "accent" if chosen else "text"
        draw_icon(
            painter, 20, rect.y() + (ROW - 16) / 2, found.icon, "accent" if chosen else "text_muted"
        )
        right = rect.right() - 20
        if found.trailing:
            width = text_width(found.trailing, "small")
            place = QRectF(right - width, rect.y(), width, ROW)
            draw_text(painter, place, found.trailing, "small", role="text_muted", align=RIGHT)
            right -= width + 16
        left = rect.x() + 50
        width = min(text_width(found.title, weight=SEMIBOLD) + 1, right - left)
        title = QRectF(left, rect.y(), width, ROW)
        draw_text(painter, title, found.title, weight=SEMIBOLD, role=ink)
        left += width + 10
        if found.detail and right - left > 24:
            place = QRectF(left, rect.y(), right - left, ROW)
            draw_text(painter, place, found.detail, "small", role="text_muted")


def _leads(found: Found) -> bool:
    """Whether it is a row, and not a heading."""
    return bool(found.icon)


class FoundList(QListView):
    """Rows to choose from by arrows or pointer; ``opened`` carries the Found."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(_("Found"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entered.connect(self.setCurrentIndex)
        self.clicked.connect(self._on_clicked)

    def show_found(self, groups: Sequence[tuple[str, Sequence[Found]]]) -> None:
        """Show groups under their headings; an empty group is left out. The first row is chosen."""
        self._rows.clear()
        for heading, rows in groups:
            for found in (Found(heading), *rows) if rows else ():
                item = QStandardItem(found.title)
                item.setData(found, _FOUND)
                item.setEditable(False)
                item.setSelectable(_leads(found))
                item.setEnabled(_leads(found))
                self._rows.appendRow(item)
        self.step(1)
        # Choosing the first row has scrolled its heading out of sight.
        self.scrollToTop()

    def found(self) -> list[Found]:
        """The rows, without the headings."""
        all_rows = [self._rows.item(place).data(_FOUND) for place in range(self._rows.rowCount())]
        return [found for found in all_rows if _leads(found)]

    def height_wanted(self) -> int:
        """How high all rows together are."""
        rows = len(self.found())
        return rows * ROW + (self._rows.rowCount() - rows) * HEADING

    def step(self, by: int) -> None:
        """Choose the next row (1) or the one before (-1), over headings; stops at the ends."""
        place = self.currentIndex().row() + by
        while 0 <= place < self._rows.rowCount():
            if self._rows.item(place).isEnabled():
                self.setCurrentIndex(self._rows.index(place, 0))
                break
            place += by

    def open_current(self) -> None:
        """Open the chosen row."""
        self._on_clicked(self.currentIndex())

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.isValid() and _leads(index.data(_FOUND)):
            self.opened.emit(index.data(_FOUND))
