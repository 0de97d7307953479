"""What the columns of a table are: its first rows, and above each column what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.exchange.column_guess import guess
from client.exchange.drafts import Refusal
from client.exchange.first_look import FirstLook, FirstRow
from client.exchange.generic_columns import LEFT_OUT, MEANINGS, OWN, ColumnChoice
from client.operations.import_columns import Proposal
from client.ui.shell.import_meanings import fault_words, proposal_words, row_words
from client.ui.shell.import_preview import ColumnPreview, LineNumbers
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


class ColumnsEditor(QWidget):
    """``changed`` says that a person said something else of the table."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._look: FirstLook | None = None
        self.previews: list[ColumnPreview] = []
        self._lines: LineNumbers | None = None
        self._area: ScrollArea | None = None
        self._rows: Sequence[FirstRow] = ()
        self._titles: list[str] = []
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
        return (self.rows_box, self.heading_box, *(each.box for each in self.previews))

    # ------------------------------------------------------------------ showing

    def show_proposal(self, proposal: Proposal) -> None:
        """Show a table with what its columns are taken for."""
        self._look = proposal.look
        self.intro.setText(proposal_words(proposal))
        self._offer(self.rows_box, row_words(), proposal.choice.sort)
        lines = [row.line for row in proposal.look.rows[:_HEADINGS_WITHIN]]
        headings = {line: _("In line {n}").format(n=line) for line in lines}
        self._offer(self.heading_box, headings | {0: _("Nowhere")}, proposal.choice.heading)
        self._show(proposal.look, proposal.choice)
        self.show()

    def say_faults(self) -> bool:
        """Say what keeps the table from being read; whether anything does."""
        words = fault_words(self.choice)
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        return bool(words)

    def mark(self, refused: Sequence[Refusal]) -> None:
        """Mark the cells on the first rows that cannot be read."""
        shown = {row.line: at for at, row in enumerate(self._rows)}
        wrong = {(each.line, each.column) for each in refused if each.line in shown}
        for title, preview in zip(self._titles, self.previews, strict=True):
            places = {shown[line] for line, column in wrong if column == title}
            preview.cells.set_wrong(places)
        if self._lines is not None:
            self._lines.cells.set_wrong({shown[line] for line, _column in wrong})

    def focus_first(self, unsure: Sequence[int] = ()) -> None:
        """Let the keyboard begin at the first column that is to be looked over, and show it."""
        at = next(iter(unsure), 0)
        if self._area is None or at >= len(self.previews):
            self.rows_box.setFocus()
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
        self.previews, self._titles = [], []
        for at, meaning in enumerate(choice.columns):
            title = header[at] if at < len(header) else ""
            cells = [each.cells[at] if at < len(each.cells) else "" for each in self._rows]
            preview = ColumnPreview(title, at + 1, cells)
            preview.offer(choice.sort, meaning)
            preview.changed.connect(self._on_changed)
            row.addWidget(preview, 0, Qt.AlignmentFlag.AlignTop)
            self.previews.append(preview)
            self._titles.append(title or f"Column {at + 1}")
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
        said = {at: meaning for at, meaning in said.items() if _may_be(sort, meaning)}
        guessed = guess(self._look, heading=self.choice.heading, sort=sort).choice.columns
        for at, preview in enumerate(self.previews):
            meaning = guessed[at] if at < len(guessed) else OWN
            free = OWN if meaning in said.values() else meaning
            preview.offer(sort, said.get(at, free))
        self._on_changed()

    def _on_heading(self) -> None:
        if self._look is None:
            return
        heading = int(self.heading_box.currentData() or 0)
        sort = str(self.rows_box.currentData())
        self._show(self._look, guess(self._look, heading=heading, sort=sort).choice)
        self._on_changed()


def _may_be(sort: str, meaning: str) -> bool:
    return meaning in (*MEANINGS[sort], OWN, LEFT_OUT)
