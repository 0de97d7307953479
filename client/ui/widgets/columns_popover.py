"""The popover in which a table's columns are chosen and put in order, by mouse or keyboard."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.widgets.buttons import QuietButton
from client.ui.widgets.labels import label
from client.ui.widgets.overlay import Overlay
from client.ui.widgets.painting import draw_box, draw_icon, draw_text
from client.ui.widgets.rows_layout import RowsLayout
from client.ui.widgets.rows_table import RowsTable

_WIDTH = 320
_ROW = 32
_MOST = 16
_KEY = Qt.ItemDataRole.UserRole


class _Ticked(QStyledItemDelegate):
    """Paints a tick in its box and the column's title; the row that is current is tinted."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            draw_box(painter, rect, "surface_selected", "", 4)
        # At the place of the style's own box, which is where a click counts.
        box = QRectF(rect.left() + 4, rect.top() + (rect.height() - 16) / 2, 16, 16)
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        draw_box(painter, box, "accent" if on else "", "" if on else "border_strong", 4)
        if on:
            draw_icon(painter, box.left() + 2, box.top() + 2, "check", "accent_text", 12)
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        role = "text" if on else "text_muted"
        draw_text(painter, rect.adjusted(28, 0, -4, 0), words, role=role)


class _ColumnList(QListWidget):
    """Space shows or hides the column it is on, Alt with an arrow moves it."""

    def __init__(self, popover: ColumnsPopover) -> None:
        super().__init__()
        self._popover = popover
        self.setAccessibleName(_("Columns"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setUniformItemSizes(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setItemDelegate(_Ticked(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
        step = steps.get(event.key(), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._popover.move_current(step)
        elif event.key() == Qt.Key.Key_Escape:
            self._popover.close()
        else:
            super().keyPressEvent(event)


class ColumnsPopover(Overlay):
    """Opens beside its button; what is chosen shows at once. Esc closes, and focus returns."""

    def __init__(self, table: RowsTable, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._table, self._window = table, parent.window()
        self._before: QWidget | None = None
        self._filling = False
        self.list = _ColumnList(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        column.addWidget(label(_("Columns"), weight=SEMIBOLD))
        column.addWidget(self.list)
        hint = _("Space shows or hides, Alt+↑ and Alt+↓ move.")
        column.addWidget(label(hint, "small", "text_muted", wrap=True))
        self.reset_button = QuietButton(_("As they were"), "rotate-ccw", small=True)
        self.reset_button.clicked.connect(self.reset)
        row = QHBoxLayout()
        row.addWidget(self.reset_button)
        row.addStretch(1)
        column.addLayout(row)
        self._fill()
        self.list.itemChanged.connect(self._on_changed)
        self.list.model().rowsMoved.connect(self._on_changed)

    def open_at(self, right: QPoint) -> None:
        """Show with its upper right corner at a point of the screen; closes when one goes away."""
        rows = min(self.list.count(), _MOST)
        self.list.setFixedHeight(rows * _ROW + 4)
        layout = self.layout()
        assert layout is not None
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))
        self.move(self._window.mapFromGlobal(right) - QPoint(_WIDTH, -4))
        self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self and not self.isAncestorOf(now):
            self._before = None
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        before, self._before = self._before, None
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self) -> None:
        arrangement = self._table.arrangement
        hidden, columns = arrangement.hidden, self._table.rows.columns
        titles = {column.key: column.title or column.name for column in columns}
        at, self._filling = self.list.currentRow(), True
        self.list.clear()
        for key in arrangement.layout.ordered(arrangement.keys):
            item = QListWidgetItem(titles[key])
            item.setData(_KEY, key)
            item.setSizeHint(QSize(0, _ROW))
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            shown = key not in hidden
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(max(at, 0))
        self._filling = False

    def move_current(self, step: int) -> None:
        """Move the column that the keyboard is on up or down."""
        at = self.list.currentRow()
        if not 0 <= at + step < self.list.count():
            return
        self._filling = True
        self.list.insertItem(at + step, self.list.takeItem(at))
        self.list.setCurrentRow(at + step)
        self._filling = False
        self._on_changed()

    def reset(self) -> None:
        """Show the columns as the table has them by nature."""
        kept = self._table.arrangement.layout
        self._table.arrangement.choose(RowsLayout(sort=kept.sort))
        self._fill()

    def _on_changed(self, *_told: object) -> None:
        if self._filling:
            return
        items = [self.list.item(row) for row in range(self.list.count())]
        order = [str(item.data(_KEY)) for item in items]
        off = {
            str(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Unchecked
        }
        arrangement = self._table.arrangement
        layout = arrangement.layout
        gone = (layout.hidden or frozenset()) - set(order)
        hidden = frozenset(off) | gone if off != arrangement.hidden else layout.hidden
        arrangement.choose(replace(layout, order=layout.merged_order(order), hidden=hidden))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), QRectF(self.rect()), "surface_raised", "border_strong", 8)


def open_columns(table: RowsTable, button: QWidget, parent: QWidget) -> None:
    """Open it below its button, where that can be seen."""
    if button.isVisible():
        corner = button.mapToGlobal(QPoint(button.width(), button.height()))
        ColumnsPopover(table, parent).open_at(corner)
