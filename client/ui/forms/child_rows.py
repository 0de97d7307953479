"""What hangs on a record, as rows to type in: the last is empty, and typing there adds another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from client.operations.whole_record import Along, in_order
from client.ui.forms.child_row import BUTTONS, GAP, ChildRow
from client.ui.forms.layouts import Fields
from client.ui.forms.reference_editor import Choice, ReferenceEditor
from client.ui.forms.written import Habits, is_figure
from client.ui.text import _
from client.ui.theme import MEDIUM, SEMIBOLD
from client.ui.widgets.labels import label
from client.ui.widgets.tab_order import tab_through
from garage.money import Money
from garage.records import Kind, Record
from garage.records.fields import ReferenceField

_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class ChildRows(QWidget):
    """Enter goes on to the next row. ``left`` says that a cell was left, or a row is gone."""

    left = Signal()

    def __init__(self, kind: Kind, columns: Fields, title: str, habits: Habits) -> None:
        super().__init__()
        self._kind, self._columns, self._habits = kind, columns, habits
        self._options: Mapping[tuple[str, ...], Sequence[Choice]] = {}
        self._gone: list[str] = []
        self._moved = False
        self._places: dict[str, str] = {}
        self.rows: list[ChildRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, GAP, 0, 0)
        self._column.setSpacing(GAP)
        self._column.addWidget(label(title, "body", weight=SEMIBOLD))
        self._column.addSpacing(GAP)
        self._column.addWidget(self._head())
        self._rows_box = QVBoxLayout()
        self._rows_box.setSpacing(GAP)
        self._column.addLayout(self._rows_box)
        self._foot = QHBoxLayout()
        self.wrong = label("", "small", "late", wrap=True)
        self.sum = label("", "small", "text_muted", MEDIUM)
        self._foot.addWidget(self.wrong, 1)
        self._foot.addWidget(self.sum)
        self._foot.addSpacing(BUTTONS)
        self._column.addLayout(self._foot)
        self._add_row()
        self._show_foot()

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for name, share in self._columns:
            spec = self._kind.field(name)
            words = label(_(spec.label), "small", "text_muted", MEDIUM)
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            if is_figure(spec):
                words.setAlignment(Qt.AlignmentFlag.AlignRight)
            row.addWidget(words, share)
        row.addSpacing(BUTTONS)
        return head

    # ------------------------------------------------------------------ what it holds

    def set_children(self, children: Sequence[Record]) -> None:
        """Show what is kept, above what was typed meanwhile."""
        for place, record in enumerate(children):
            self._places[record.id] = str(getattr(record, "order", ""))
            self._insert(place, ChildRow(self._kind, self._columns, self._habits, record))
        self._renumber()

    def set_options(self, options: Mapping[tuple[str, ...], Sequence[Choice]]) -> None:
        """Offer the records that cells can refer to."""
        self._options = options
        for row in self.rows:
            self._offer(row)

    def _offer(self, row: ChildRow) -> None:
        for name, editor in row.editors.items():
            type_ = self._kind.field(name).type
            if isinstance(editor, ReferenceEditor) and isinstance(type_, ReferenceField):
                editor.set_options(self._options.get(type_.kinds, ()))

    @property
    def is_changed(self) -> bool:
        """Whether saving would write any row."""
        return bool(self._gone or self._moved or any(row.is_changed for row in self.rows))

    def check(self) -> bool:
        """Whether all rows can be kept; says which cannot and why."""
        said = ""
        for place, row in enumerate(self.rows, 1):
            problem = row.wrong()
            if problem and not said:
                said = _("Line {n}: {problem}.").format(n=place, problem=problem)
        self.wrong.setText(said)
        self._show_foot()
        return not said

    def focus_wrong(self) -> None:
        """Go to the first cell that cannot be kept."""
        cell = next((cell for row in self.rows if (cell := row.first_wrong())), None)
        if cell is not None:
            cell.setFocus()

    def along(self) -> list[Along]:
        """What is to be saved of all rows; raises ValueRefused."""
        found = [each for row in self.rows if (each := row.along()) is not None]
        found += [Along(self._kind.name, id_, deleted=True) for id_ in self._gone]
        if self.is_changed:
            found = in_order(self._kind, found, self._places)
        return [each for each in found if each.values or each.deleted]

    def readable(self) -> list[Record]:
        """The rows as records, without what cannot be read."""
        return [row.readable() for row in self.rows if not row.is_blank]

    # ------------------------------------------------------------------ rows come and go

    def _add_row(self) -> None:
        self._insert(len(self.rows), ChildRow(self._kind, self._columns, self._habits))
        self._renumber()

    def _insert(self, place: int, row: ChildRow) -> None:
        row.touched.connect(self._on_touched)
        row.left.connect(self._on_left)
        row.removed.connect(self._on_removed)
        row.raised.connect(self._on_raised)
        for editor in row.editors.values():
            editor.installEventFilter(self)
        self._offer(row)
        self.rows.insert(place, row)
        self._rows_box.insertWidget(place, row)
        # The layout would show it later: Tab may come to it before.
        if self.isVisible():
            row.show()

    def _renumber(self) -> None:
        for place, row in enumerate(self.rows, 1):
            row.number(place)
        cells = [editor for row in self.rows for editor in row.editors.values()]
        tab_through(cells)
        self._show_foot()

    def remove(self, row: ChildRow) -> None:
        """Take a row away; the empty one at the end stays."""
        place = self.rows.index(row)
        if row is self.rows[-1]:
            return
        self.rows.remove(row)
        if row.record is not None:
            self._gone.append(row.record.id)
        self._rows_box.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._renumber()
        next(iter(self.rows[place].editors.values())).setFocus()
        self.left.emit()

    def shift(self, row: ChildRow, by: int) -> None:
        """Let a row change places with its neighbour, if there is one."""
        place = self.rows.index(row)
        to = place + by
        ordered = "order" in self._kind.by_name
        if not ordered or not 0 <= to < len(self.rows) - 1 or row is self.rows[-1]:
            return
        self.rows.insert(to, self.rows.pop(place))
        self._rows_box.removeWidget(row)
        self._rows_box.insertWidget(to, row)
        self._moved = True
        self._renumber()

    def _row_of(self, widget: QObject | None) -> ChildRow | None:
        return next((row for row in self.rows if row is widget), None)

    def _on_removed(self) -> None:
        row = self._row_of(self.sender())
        if row is not None:
            self.remove(row)

    def _on_raised(self) -> None:
        row = self._row_of(self.sender())
        if row is not None:
            self.shift(row, -1)

    def _on_touched(self) -> None:
        if not self.rows[-1].is_blank:
            self._add_row()
        if self.wrong.text():
            self.check()
        self._show_foot()

    def _on_left(self) -> None:
        row, at = self._row_of(self.sender()), QApplication.focusWidget()
        # A row is looked at once it is left whole: its other cells may yet be filled in.
        if row is not None and not (at is not None and row.isAncestorOf(at)):
            self.check()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = next((one for one in self.rows if one is watched.parent()), None)
            if row is not None and self._take_key(row, event):
                return True
        return super().eventFilter(watched, event)

    def _take_key(self, row: ChildRow, event: QKeyEvent) -> bool:
        if event.modifiers() == _CTRL_SHIFT:
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            key = Qt.Key(event.key())
            if key in steps:
                self.shift(row, steps[key])
                return True
            if key == Qt.Key.Key_Delete:
                self.remove(row)
                return True
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and plain and row is not self.rows[-1]:
            following = self.rows[self.rows.index(row) + 1]
            next(iter(following.editors.values())).setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    # ------------------------------------------------------------------ the sum

    def _show_foot(self) -> None:
        costs = [cost for row in self.rows if isinstance(cost := row.value("cost"), Money)]
        sums: dict[str, Decimal] = {}
        for cost in costs:
            sums[cost.currency] = sums.get(cost.currency, Decimal(0)) + cost.decimal
        listed = " + ".join(
            self._habits.shown.amount(amount, currency) for currency, amount in sums.items()
        )
        self.sum.setText(_("Together {sum}").format(sum=listed) if sums else "")
        self.wrong.setVisible(bool(self.wrong.text()) or bool(sums))
        self.sum.setVisible(bool(sums))
