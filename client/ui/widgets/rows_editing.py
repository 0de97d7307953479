"""Changing a cell in place: a line over the cell, kept open with a sentence while it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QVBoxLayout, QWidget

from client.ui.theme import font, set_styled
from client.ui.widgets.labels import label
from client.ui.widgets.painting import draw_box, text_width
from client.ui.widgets.rows_delegate import row_rect
from client.ui.widgets.rows_model import Column, RowsModel

WHOLE_ROW = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)
_COMPLAINT_WIDTH = 280
_PADDING = 28
"""What a line needs beside its text."""
_INSIDE = 2
"""What Qt keeps free at either end of a line's text; without it the text stands as in the cell."""
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class CellLine(QLineEdit):
    """``given`` on Enter and when one goes elsewhere, ``left`` on Esc.

    ``passed`` on Tab (1) and Shift+Tab (-1), which go from cell to cell. While ``ahead`` is a list,
    keys are for the cell that comes next and gather there.
    """

    given = Signal()
    left = Signal()
    passed = Signal(int)

    ahead: list[QKeyEvent] | None = None

    def event(self, event: QEvent) -> bool:
        if (
            self.ahead is not None
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() != Qt.Key.Key_Escape
        ):
            # Here and not where keys are heeded: Qt does not bring Tab that far.
            self.ahead.append(event.clone())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.given.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 (Qt's name)
        self.passed.emit(1 if forward else -1)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.given.emit()


class _Complaint(QWidget):
    """One sentence below the cell that it is about, or above where there is no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = label("", "small", "late", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self._words)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, sentence: str, beside: QRect) -> None:
        """Show a sentence at a cell; none hides it."""
        self._words.setText(sentence)
        self.setVisible(bool(sentence))
        parent = self.parentWidget()
        if not sentence or parent is None:
            return
        height = self._words.heightForWidth(_COMPLAINT_WIDTH - 24) + 16
        top = beside.bottom() + 4
        if top + height > parent.height():
            top = max(beside.top() - height - 4, 0)
        left = min(max(beside.left(), 0), max(parent.width() - _COMPLAINT_WIDTH - 4, 0))
        self.setGeometry(left, top, _COMPLAINT_WIDTH, height)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), QRectF(self.rect()), "surface_raised", "late", 6)


class CellEditing(QObject):
    """Opens a line over a cell of a table, for columns that have a ``field``.

    ``text_of`` gives the text to begin with; None leaves the cell as it is. ``typed`` carries
    row, column and text: who hears it calls ``kept`` when it is, or ``refuse``. After Tab the
    next cell that can be changed opens as soon as this one is kept.
    """

    typed = Signal(object, object, str)

    def __init__(self, table: QTableView, model: RowsModel[Any]) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._at = QPersistentModelIndex()
        self._row: Any = None
        self._id: Hashable = None
        self._section = 0
        self._step = 0
        self._column: Column[Any] | None = None
        self._begun = self._given = ""
        self._waiting = False
        self.turn = 0
        """How many cells were opened: who answers later tells by it whether that one still is."""
        self.line: CellLine | None = None
        self.complaint: _Complaint | None = None
        self.text_of: Callable[[Any, Column[Any]], str | None] | None = None
        for signal in (model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            signal.connect(self._place)
        model.taken_over.connect(self._find_again)

    @property
    def is_open(self) -> bool:
        """Whether a cell is being changed."""
        return self.line is not None

    def begin(self, index: QModelIndex) -> bool:
        """Open the line over a cell; says whether it can be changed."""
        if self.line is not None or not index.isValid() or self.text_of is None:
            return False
        column, row = self._model.columns[index.column()], self._model.row(index.row())
        text = self.text_of(row, column) if column.field else None
        if text is None:
            return False
        self._table.scrollTo(index)
        self._at, self._row, self._column = QPersistentModelIndex(index), row, column
        self._id, self._section = self._model.id_at(index.row()), index.column()
        self._begun, self._waiting, self._step = text, False, 0
        self.turn += 1
        self.complaint = _Complaint(self._table.viewport())
        self.line = line = CellLine(text, self._table.viewport())
        line.setFont(font("body"))
        line.setTextMargins(-_INSIDE, 0, -_INSIDE, 0)
        line.setAccessibleName(column.title)
        if column.number:
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.given.connect(self._give)
        line.left.connect(self._leave)
        line.passed.connect(self._pass_on)
        line.textEdited.connect(self._on_edited)
        line.textChanged.connect(self._place)
        self._place()
        line.show()
        line.selectAll()
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def begin_nearest(self, index: QModelIndex) -> bool:
        """Open the cell, or the one of its row that is nearest and can be changed."""
        if not index.isValid():
            return False
        shown = self._shown()
        here = shown.index(index.column()) if index.column() in shown else 0
        nearest = sorted(range(len(shown)), key=lambda at: abs(at - here))
        return any(self.begin(index.siblingAtColumn(shown[at])) for at in nearest)

    def _shown(self) -> list[int]:
        """The columns that are seen, from left to right."""
        header = self._table.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(header.count())]
        return [place for place in places if not self._table.isColumnHidden(place)]

    def _pass_on(self, step: int) -> None:
        self._step = step
        self._give()
        if self._waiting and self.line is not None:
            self.line.ahead = []

    def _leave(self) -> None:
        self._step = 0
        self.close()

    def _open_next(self, row: int, column: int, step: int) -> None:
        """Open the next cell in a direction, on this row or the one beyond, if there is one."""
        for index in self._cells_from(row, column, step):
            if self.begin(index):
                self._table.selectionModel().setCurrentIndex(index, WHOLE_ROW)
                return

    def _cells_from(self, row: int, column: int, step: int) -> Iterator[QModelIndex]:
        shown = self._shown()[::step]
        begin = shown.index(column) + 1 if column in shown else 0
        for at in shown[begin:]:
            yield self._model.index(row, at)
        if 0 <= row + step < self._model.rowCount():
            for at in shown:
                yield self._model.index(row + step, at)

    def _on_edited(self, text: str) -> None:
        if self.line is not None and self.complaint is not None and self.complaint.words:
            self._complain("")

    def _give(self) -> None:
        line, column = self.line, self._column
        if line is None or column is None or self._waiting:
            return
        if line.text().strip() == self._begun.strip():
            self.close()
            return
        self._waiting, self._given = True, line.text()
        self.typed.emit(self._row, column, self._given)

    def refuse(self, sentence: str) -> None:
        """Keep the line open and say what is wrong with it."""
        self._waiting, self._step = False, 0
        line = self.line
        if line is not None:
            self._complain(sentence)
            ahead, line.ahead = line.ahead or [], None
            self._press(ahead)

    def kept(self) -> None:
        """What was given is kept: close the line, unless more was typed into it since.

        More that was left meanwhile, or passed on from by Tab, is given as well.
        """
        line = self.line
        if line is None or line.text() == self._given:
            self.close()
            return
        self._begun, self._waiting = self._given, False
        if line.ahead is not None or not line.hasFocus():
            self._give()

    def leave(self) -> str:
        """Close the line, for its row goes; gives what was typed and refused."""
        line, complaint = self.line, self.complaint
        if line is not None and self._waiting and line.text() != self._given:
            self._begun, self._waiting = self._given, False
            self._give()
        lost = line.text() if line is not None and complaint is not None and complaint.words else ""
        self._step = 0
        self.close()
        return lost

    def _press(self, keys: list[QKeyEvent]) -> None:
        """Bring keys that were pressed ahead to the cell that is open by now."""
        for key in keys:
            if self.line is not None:
                QApplication.sendEvent(self.line, key)

    def _complain(self, sentence: str) -> None:
        line, complaint = self.line, self.complaint
        if line is None or complaint is None:
            return
        complaint.say(sentence, line.geometry())
        line.setAccessibleDescription(sentence)
        set_styled(line, "wrong", bool(sentence))

    def close(self) -> None:
        """Take the line away; the keyboard goes to the next cell after Tab, else to the table."""
        line, complaint, self.line, self.complaint = self.line, self.complaint, None, None
        if line is None or complaint is None:
            return
        had_focus = line.hasFocus()
        row, column = self._model.place_of(self._id), self._section
        step, self._step = self._step, 0
        ahead = line.ahead or []
        # Hidden at once, since it would give its text once more when the focus goes.
        for part in (line, complaint):
            part.hide()
            part.deleteLater()
        self._row = self._column = None
        if had_focus:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        if had_focus and step and row >= 0:
            self._open_next(row, column, step)
            self._press(ahead)

    def _find_again(self) -> None:
        """Follow a row that has moved: it was taken out and put in elsewhere."""
        place = self._model.place_of(self._id) if self.is_open else -1
        if place >= 0 and not self._at.isValid():
            self._at = QPersistentModelIndex(self._model.index(place, self._section))
            self._place()

    def _place(self) -> None:
        """Put the line over its cell, and beyond it as far as the text needs and there is room."""
        line = self.line
        if line is None or not self._at.isValid():
            return
        index = self._model.index(self._at.row(), self._at.column())
        cell = row_rect(QRectF(self._table.visualRect(index))).toRect().adjusted(1, 1, -1, -2)
        text = max(text_width(self._begun), text_width(line.text()))
        room = self._table.viewport().width()
        width = max(cell.width(), min(round(text) + _PADDING, room))
        right = self._column is not None and self._column.number
        side = cell.right() - width + 1 if right else min(cell.left(), room - width)
        line.setGeometry(QRect(max(side, 0), cell.top(), width, cell.height()))
