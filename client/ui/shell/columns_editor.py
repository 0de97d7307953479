"""What the columns of a table are: its first rows, and above each column what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.exchange.first_look import FirstLook, FirstRow
from client.exchange.generic_columns import ColumnChoice
from client.ui.shell.column_preview import ColumnPreview, LineNumbers
from client.ui.text import _
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from client.ui.widgets.scroll_area import ScrollArea

MOST_ROWS = 6
"""Rows of the file that are shown."""
_HEADINGS_WITHIN = 10
_GAP = 12
_MOST_WIDTH = 320


@dataclass(frozen=True)
class Meanings:
    """What the rows of a table and its columns may be, in words.

    `columns` has what a column of rows of a sort may be, `aside` what it may be in any table that
    is none of it: the first is what a column is as long as nothing else is known. `guess` gives
    the likeliest choice, with the line of the headings and the sort that a person said.
    """

    rows: Mapping[str, str]
    columns: Callable[[str], Mapping[str, str]]
    aside: Mapping[str, str]
    guess: Callable[[FirstLook, int, str], ColumnChoice]
    faults: Callable[[ColumnChoice], str]

    @property
    def unknown(self) -> str:
        """What a column is that nothing is known of."""
        return next(iter(self.aside))


class ColumnsEditor(QWidget):
    """``changed`` says that a person said something else of the table."""

    changed = Signal()

    def __init__(self, meanings: Meanings) -> None:
        super().__init__()
        self._meanings = meanings
        self._look: FirstLook | None = None
        self.previews: list[ColumnPreview] = []
        self._lines: LineNumbers | None = None
        self._area: ScrollArea | None = None
        self._rows: Sequence[FirstRow] = ()
        self.titles: list[str] = []
        """What the columns are called where a row is refused."""
        self.intro = label("", wrap=True)
        self.rows_box, self.heading_box = ChoiceBox(), ChoiceBox()
        self.fault = label("", "small", "late", wrap=True)
        self.fault.hide()
        self._strip = QHBoxLayout()
        self._strip.setSpacing(_GAP)
        said = QHBoxLayout()
        said.setSpacing(_GAP)
        for title, box in (
            (_("The rows are"), self.rows_box),
            (_("The names of the columns stand"), self.heading_box),
        ):
            field = FormField(title, box)
            field.setMaximumWidth(_MOST_WIDTH)
            if box is self.rows_box and len(meanings.rows) <= 1:
                field.hide()
            said.addWidget(field, 1)
        said.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.intro)
        column.addLayout(said)
        column.addLayout(self._strip)
        column.addWidget(self.fault)
        self.rows_box.currentIndexChanged.connect(self._on_rows)
        self.heading_box.currentIndexChanged.connect(self._on_heading)
        self.hide()

    # ------------------------------------------------------------------ what is chosen

    @property
    def look(self) -> FirstLook | None:
        """The table, once it was shown."""
        return self._look

    @property
    def choice(self) -> ColumnChoice:
        """What the table is said to be."""
        meanings = tuple(each.meaning for each in self.previews)
        return ColumnChoice(
            str(self.rows_box.currentData()), meanings, int(self.heading_box.currentData() or 0)
        )

    def wanted_width(self) -> int:
        """How wide it is when no column is hidden."""
        wide = [each.sizeHint().width() + _GAP for each in self.previews]
        return sum(wide) + (self._lines.width() + _GAP if self._lines is not None else 0)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab goes, in its order."""
        boxes = (self.rows_box, self.heading_box) if len(self._meanings.rows) > 1 else (
            self.heading_box,
        )  # fmt: skip
        return (*boxes, *(each.box for each in self.previews))

    # ------------------------------------------------------------------ showing

    def show_table(self, look: FirstLook, choice: ColumnChoice, intro: str) -> None:
        """Show a table with what its columns are taken for, and how it came to that."""
        self._look = look
        self.intro.setText(intro)
        self._offer(self.rows_box, self._meanings.rows, choice.sort)
        lines = [row.line for row in look.rows[:_HEADINGS_WITHIN]]
        headings = {line: _("In line {n}").format(n=line) for line in lines}
        self._offer(self.heading_box, headings | {0: _("Nowhere")}, choice.heading)
        self._show(look, choice)
        self.show()

    def say_faults(self) -> bool:
        """Say what keeps the table from being read; whether anything does."""
        words = self._meanings.faults(self.choice)
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        return bool(words)

    def mark(self, wrong: Iterable[tuple[int, int]]) -> None:
        """Mark the cells on the first rows that cannot be read: their lines and columns."""
        shown = {row.line: at for at, row in enumerate(self._rows)}
        cells = [(shown[line], column) for line, column in wrong if line in shown]
        for column, preview in enumerate(self.previews):
            preview.cells.set_wrong({row for row, each in cells if each == column})
        if self._lines is not None:
            self._lines.cells.set_wrong({row for row, _column in cells})

    def focus_first(self, unsure: Sequence[int] = ()) -> None:
        """Let the keyboard begin at the first column that is to be looked over, and show it."""
        at = next(iter(unsure), 0)
        if self._area is None or at >= len(self.previews):
            self.stops[0].setFocus()
            return
        self.previews[at].box.setFocus()
        self._area.ensureWidgetVisible(self.previews[at], 0, 0)

    def _offer(self, box: ChoiceBox, words: Mapping[Any, str], chosen: object) -> None:
        box.blockSignals(True)
        box.clear()
        for value, said in words.items():
            box.addItem(said, value)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.blockSignals(False)

    def _show(self, look: FirstLook, choice: ColumnChoice) -> None:
        while (item := self._strip.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        header = look.header(choice.heading)
        self._rows = look.body(choice.heading)[:MOST_ROWS]
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self.previews, self.titles = [], []
        for at, meaning in enumerate(choice.columns):
            title = header[at] if at < len(header) else ""
            cells = [each.cells[at] if at < len(each.cells) else "" for each in self._rows]
            preview = ColumnPreview(title, at + 1, cells)
            self._offer_meanings(preview, choice.sort, meaning)
            preview.changed.connect(self._on_changed)
            row.addWidget(preview, 0, Qt.AlignmentFlag.AlignTop)
            self.previews.append(preview)
            self.titles.append(title or f"Column {at + 1}")
        row.addStretch(1)
        self._area = area = ScrollArea(inside)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = area.horizontalScrollBar().sizeHint().height()
        area.setFixedHeight(inside.sizeHint().height() + bar)
        self._lines = LineNumbers([each.line for each in self._rows])
        self._lines.setFixedHeight(inside.sizeHint().height())
        self._strip.addWidget(self._lines, 0, Qt.AlignmentFlag.AlignTop)
        self._strip.addWidget(area, 1)

    # ------------------------------------------------------------------ changing

    def _on_changed(self) -> None:
        self.say_faults()
        self.changed.emit()

    def _on_rows(self) -> None:
        """Rows of another sort have other columns: those that one chose stay, where they can."""
        if self._look is None:
            return
        sort = str(self.rows_box.currentData())
        said = {at: each.meaning for at, each in enumerate(self.previews) if each.touched}
        said = {at: meaning for at, meaning in said.items() if self._may_be(sort, meaning)}
        unknown = self._meanings.unknown
        guessed = self._meanings.guess(self._look, self.choice.heading, sort).columns
        for at, preview in enumerate(self.previews):
            meaning = guessed[at] if at < len(guessed) else unknown
            free = unknown if meaning in said.values() else meaning
            self._offer_meanings(preview, sort, said.get(at, free))
        self._on_changed()

    def _on_heading(self) -> None:
        if self._look is None:
            return
        heading = int(self.heading_box.currentData() or 0)
        sort = str(self.rows_box.currentData())
        self._show(self._look, self._meanings.guess(self._look, heading, sort))
        self._on_changed()

    def _offer_meanings(self, preview: ColumnPreview, sort: str, meaning: str) -> None:
        preview.offer(self._meanings.columns(sort), self._meanings.aside, meaning)

    def _may_be(self, sort: str, meaning: str) -> bool:
        return meaning in self._meanings.columns(sort) or meaning in self._meanings.aside
