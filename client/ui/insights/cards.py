"""The cards of insights, each with its sort of chart."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from client.ui.insights.chart_card import ChartCard
from client.ui.insights.shaped import ShapedBars, ShapedLines, ShapedRanges, ShapedSplits
from client.ui.text import _
from client.ui.theme import SEMIBOLD, colour
from client.ui.widgets.labels import label
from client.ui.widgets.lines_chart import LinesChart
from client.ui.widgets.month_bars import MonthBars
from client.ui.widgets.painting import repaint_on_theme
from client.ui.widgets.range_rows import RangeRows
from client.ui.widgets.share_list import ShareList
from client.ui.widgets.split_rows import SplitRows

_SIDE = 228


class _Divider(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        repaint_on_theme(self)

    def sizeHint(self) -> QSize:
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(QRectF(self.rect()), colour("border"))


class BarsCard(ChartCard):
    """Bars along the months."""

    def __init__(self, name: str) -> None:
        self.bars = MonthBars(name)
        super().__init__(name, self.bars)

    def show_bars(self, shaped: ShapedBars) -> None:
        """Show what was read."""
        self.bars.set_bars(shaped.bars, shaped.tick, shaped.summary)
        self.show_shaped(shaped)


class CostCard(BarsCard):
    """Bars along the months, and at their right what the whole is made of."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.shares = ShareList(_("By category"))
        self._divider = _Divider()
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(4, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(label(_("By category"), weight=SEMIBOLD))
        side.addWidget(self.shares)
        side.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(16)
        self.column.removeWidget(self.chart)
        self._halves.addWidget(self.chart, 1)
        self._halves.addWidget(self._divider)
        self._halves.addWidget(self._side)
        self.column.insertLayout(1, self._halves, 1)
        self.set_narrow(False)

    def show_bars(self, shaped: ShapedBars) -> None:
        self.shares.set_shares(shaped.shares)
        super().show_bars(shaped)

    def set_narrow(self, narrow: bool) -> None:
        """Put the categories below the bars where there is no room beside them."""
        across = QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(QBoxLayout.Direction.TopToBottom if narrow else across)
        self._divider.setVisible(not narrow)
        self._side.setMinimumWidth(0 if narrow else _SIDE)
        self._side.setMaximumWidth(16_777_215 if narrow else _SIDE)
        self.chart.setMinimumHeight(260 if narrow else 200)


class SplitsCard(ChartCard):
    """Rows of bars cut in two."""

    def __init__(self, name: str, roles: tuple[str, str] = ("chart_1", "chart_5")) -> None:
        self.splits = SplitRows(name, roles)
        super().__init__(name, self.splits)
        self.column.addStretch(1)

    def show_splits(self, shaped: ShapedSplits) -> None:
        """Show what was read."""
        self.splits.set_rows(shaped.rows, shaped.summary)
        self.show_shaped(shaped)


class RangesCard(ChartCard):
    """Ranges on one scale; what is not on it is said below."""

    def __init__(self, name: str) -> None:
        self.ranges = RangeRows(name)
        super().__init__(name, self.ranges)
        self.column.addStretch(1)

    def show_ranges(self, shaped: ShapedRanges) -> None:
        """Show what was read; a scale without rows is left out."""
        self.ranges.set_rows(shaped.rows, shaped.tick, shaped.summary)
        self.ranges.setVisible(bool(shaped.rows))
        self.show_shaped(shaped)


class LinesCard(ChartCard):
    """Lines over time."""

    def __init__(self, name: str) -> None:
        self.lines = LinesChart(name)
        super().__init__(name, self.lines)

    def show_lines(self, shaped: ShapedLines) -> None:
        """Show what was read."""
        self.lines.set_lines(shaped.lines, shaped.ticks, shaped.tick, shaped.summary)
        self.show_shaped(shaped)


def side_by_side(*cards: QWidget) -> QBoxLayout:
    """Cards of equal width."""
    row = QHBoxLayout()
    row.setSpacing(16)
    for card in cards:
        row.addWidget(card, 1)
    return row
