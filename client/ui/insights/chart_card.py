"""A card with a chart: its table a click or the key T away, and both can be saved."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from client.exchange.figures_out import FigureCell, FigureTable
from client.ui.insights.shaped import Shaped
from client.ui.text import _
from client.ui.theme import SEMIBOLD, icon
from client.ui.widgets.buttons import QuietButton
from client.ui.widgets.card import Card
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.legend import Legend
from client.ui.widgets.painting import text_width
from client.ui.widgets.reading_chart import ReadingChart
from client.ui.widgets.rows_delegate import CELL_PADDING, ROW_HEIGHT
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import HEADER_HEIGHT, RowsTable
from client.ui.widgets.segmented import Segment, SegmentedControl

Row = tuple[int, tuple[FigureCell, ...]]
CHART, TABLE = "chart", "table"
_MOST_SEEN = 12
_MEASURED = 200
_HEAD_GAPS = 72
_SIDES = 34
"""A card's padding and border, left and right."""


class ChartCard(Card):
    """``save_wanted`` carries "png" or "csv". ``picture`` holds the chart and what explains it."""

    save_wanted = Signal(str)

    def __init__(self, name: str, chart: ReadingChart) -> None:
        self.which = SegmentedControl(
            [Segment(CHART, _("Chart")), Segment(TABLE, _("Table"))],
            name,
        )
        self.menu_button = QuietButton("", "ellipsis", name=name)
        self._name_controls(name)
        actions = QWidget()
        row = QHBoxLayout(actions)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.which)
        row.addWidget(self.menu_button)
        super().__init__(name, " ", actions)
        self._actions = actions
        self.shaped: Shaped | None = None
        self.chart = chart
        self.table: RowsTable | None = None
        self._heads: tuple[str, ...] = ()
        self.which.chosen.connect(self.show_as)
        self.menu_button.clicked.connect(self.open_menu)
        self.legend, self.below = Legend(), label("", "small", "text_muted", wrap=True)
        self.legend.hide()
        self.missing = label("", role="text_muted", wrap=True)
        self.missing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.missing.setMinimumHeight(96)
        self.picture = QWidget()
        self.column = QVBoxLayout(self.picture)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self._aside = Remark("text_muted")
        self.column.addWidget(self._aside)
        self.column.addWidget(self.legend)
        self.column.addWidget(chart, 1)
        self.column.addWidget(self.below)
        for part in (self.picture, self.missing):
            self.body.addWidget(part, 1)
        self.missing.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        turn = QShortcut(QKeySequence("T"), self)
        turn.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        turn.activated.connect(self.turn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_note()

    def minimumSizeHint(self) -> QSize:
        # A note beside the title would hold the page open: it moves before that.
        hint = super().minimumSizeHint()
        least = max(self._head_width(), self.column.minimumSize().width() + _SIDES)
        return QSize(min(hint.width(), least), hint.height())

    def _head_width(self) -> int:
        """How wide the head is without a note."""
        title = self.shaped.title if self.shaped is not None else ""
        words = text_width(title, "heading", SEMIBOLD)
        return round(words) + self._actions.sizeHint().width() + _HEAD_GAPS

    def _place_note(self) -> None:
        """Put the note beside the title, or above the chart where the head has no room for it."""
        if self.shaped is None:
            return
        title, note = self.shaped.title, self.shaped.note
        beside = self._head_width() + text_width(note, "small") <= self.width()
        self.set_title(title, note if beside else " ")
        self._aside.say("" if beside else note.strip())

    def _name_controls(self, title: str) -> None:
        """Name what stands in the head after what is shown: of the unit too, which may change."""
        self.which.setAccessibleName(_("{card}: chart or table").format(card=title))
        self.menu_button.set_words("", _("{card}: save").format(card=title))

    # ------------------------------------------------------------------ what it shows

    def show_shaped(self, shaped: Shaped) -> None:
        """Show a card's words; the subclass draws its chart."""
        self.shaped = shaped
        self._place_note()
        self.chart.setAccessibleName(shaped.title)
        self._name_controls(shaped.title)
        self.legend.set_entries(shaped.legend)
        self.below.setText(shaped.below)
        self.below.setVisible(bool(shaped.below))
        self.missing.setText(shaped.missing)
        self._show()

    @property
    def shows_table(self) -> bool:
        """Whether the table stands in the chart's place."""
        return self.which.current == TABLE

    def show_as(self, which: str) -> None:
        """Show the "chart" or the "table", with the keyboard where it was."""
        inside = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        on_chart = self.chart.hasFocus() or (self.table is not None and self.table.hasFocus())
        self.which.set_current(which)
        self._show()
        target = self.table if self.shows_table else self.chart
        if inside and on_chart and target is not None and target.isVisible():
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn(self) -> None:
        """From the chart to its table, or back."""
        self.show_as(CHART if self.shows_table else TABLE)

    def _show(self) -> None:
        shaped = self.shaped
        if shaped is None:
            return
        empty = bool(shaped.missing)
        if self.shows_table and not empty:
            self._fill_table(shaped.table)
        if self.table is not None:
            self.table.setVisible(self.shows_table and not empty)
        self.picture.setVisible(not self.shows_table and not empty)
        self.missing.setVisible(empty)

    @contextmanager
    def chart_in_front(self) -> Iterator[None]:
        """The chart stands in its table's place for a moment, to be painted as it is seen.

        Painted while it is hidden, Qt would lay it out beside the table.
        """
        table = self.table
        if table is None or table.isHidden() or not self.shows_table:
            yield
            return
        keyboard = self.window().focusWidget()
        inside = keyboard is not None and (keyboard is table or table.isAncestorOf(keyboard))
        self.picture.show()
        if inside:
            # Qt would look for another place, and scroll there.
            self.chart.setFocus()
        table.hide()
        try:
            yield
        finally:
            table.show()
            if inside and keyboard is not None:
                keyboard.setFocus()
            self.picture.hide()

    def _fill_table(self, table: FigureTable) -> None:
        """Make the table anew only where its heads have changed."""
        heads = tuple(head.title for head in table.heads)
        if self.table is None or heads != self._heads:
            old, self._heads = self.table, heads
            self.table = RowsTable(RowsModel(_columns(table), _row_id), table.title)
            if old is not None:
                self.body.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.body.addWidget(self.table, 1)
        self.table.rows.set_rows(enumerate(table.rows))
        tall = HEADER_HEIGHT + min(len(table.rows), _MOST_SEEN) * ROW_HEIGHT + 12
        self.table.setMinimumHeight(tall)

    # ------------------------------------------------------------------ what one can do

    def open_menu(self) -> None:
        """Offer to turn it and to save it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = _("Show the chart") if self.shows_table else _("Show the table")
        turned = QAction(words, menu)
        turned.setShortcut(QKeySequence("T"))
        turned.triggered.connect(self.turn)
        menu.addAction(turned)
        menu.addSeparator()
        there = self.shaped is not None and not self.shaped.missing
        for suffix, title in (("png", _("Save picture…")), ("csv", _("Save table as CSV…"))):
            action = QAction(icon("download"), title, menu)
            action.setEnabled(there)
            action.triggered.connect(functools.partial(self._ask, suffix))
            menu.addAction(action)
        menu.popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height())))

    def _ask(self, suffix: str, _checked: bool = False) -> None:
        self.save_wanted.emit(suffix)


def _columns(table: FigureTable) -> list[Column[Row]]:
    return [
        Column[Row](
            str(place),
            head.title,
            functools.partial(_text, place),
            sort=functools.partial(_number if head.number else _word, place),
            number=head.number,
            width=_width(table, place),
        )
        for place, head in enumerate(table.heads)
    ]


def _width(table: FigureTable, place: int) -> int:
    """As wide as its words; of thousands of rows the first ones speak for all."""
    words = (row[place].text for row in table.rows[:_MEASURED])
    widest = max((text_width(word) for word in words), default=0.0)
    return round(widest) + 2 * CELL_PADDING + 2


def _row_id(row: Row) -> int:
    return row[0]


def _text(place: int, row: Row) -> str:
    return row[1][place].text


def _word(place: int, row: Row) -> str:
    return row[1][place].exported.casefold()


def _number(place: int, row: Row) -> Decimal | None:
    try:
        return Decimal(row[1][place].exported)
    except InvalidOperation:
        return None
