"""The card of a vehicle's economy over time, large on the overview and small beside the log."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from client.operations.vehicle_overview import EconomyFigures
from client.ui.text import _
from client.ui.theme import MEDIUM, SEMIBOLD
from client.ui.vehicles.economy_series import EconomySeries, economy_series
from client.ui.vehicles.shown import Shown
from client.ui.widgets.card import Card
from client.ui.widgets.labels import label
from client.ui.widgets.line_chart import LineChart
from client.ui.widgets.segmented import Segment, SegmentedControl


class EconomyCard(Card):
    """``picked`` carries the id of the fill-up whose point was chosen."""

    picked = Signal(str)

    def __init__(self, *, compact: bool = False) -> None:
        super().__init__()
        self._compact = compact
        self._figures: EconomyFigures | None = None
        self._shown: Shown | None = None
        self._series: EconomySeries | None = None
        self._ready: EconomySeries | None = None
        self.chart = LineChart(_("Economy over time"), compact=compact)
        self.chart.picked.connect(self._on_picked)
        self.note = label("", "small", "text_muted", wrap=True)
        self.missing = label("", role="text_muted", wrap=True)
        self.missing.hide()
        self.figure, self.unit = label("", weight=SEMIBOLD), label("", "small", "text_muted")
        # The small card has no line of notes, the large one no figure in its head.
        for part in (self.note,) if compact else (self.figure, self.unit):
            part.setParent(self)
            part.hide()
        self._span = "12"
        self.body.setSpacing(4)
        self.body.addLayout(self._top_row())
        if not compact:
            self.body.addWidget(self.note)
            # What is flagged is told in the chart's top corner, close below these words.
            self.body.addSpacing(8)
            self.chart.setMinimumHeight(220)
        self.missing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self.missing, 1)
        self.body.addWidget(self.chart, 1)

    def _top_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        if self._compact:
            row.addWidget(label(_("Economy, last 12 months"), weight=MEDIUM))
            row.addStretch(1)
            row.addWidget(self.figure)
            row.addWidget(self.unit)
            return row
        row.addWidget(label(_("Economy over time"), "heading", weight=SEMIBOLD))
        row.addStretch(1)
        spans = [Segment("6", _("6 mo")), Segment("12", _("1 yr")), Segment("all", _("All"))]
        self.spans = SegmentedControl(spans, _("Span"), "12")
        self.spans.chosen.connect(self._on_span)
        row.addWidget(self.spans)
        return row

    def show_figures(
        self, figures: EconomyFigures | None, shown: Shown, ready: EconomySeries | None = None
    ) -> None:
        """Show the economy by one energy; `ready` is its line over the last twelve months."""
        self._figures, self._shown, self._ready = figures, shown, ready
        self.chart.set_format(shown.padded)
        self._draw()

    @property
    def series(self) -> EconomySeries | None:
        """What is drawn."""
        return self._series

    def _on_span(self, span: str) -> None:
        self._span = span
        self._draw()

    def _draw(self) -> None:
        figures, shown = self._figures, self._shown
        if shown is None:
            return
        series = self._ready if self._span == "12" else None
        if series is None and figures is not None:
            series = economy_series(figures, self._span, shown)
        self._series = series
        enough = series is not None and bool(series.points)
        self.chart.setVisible(enough)
        self.missing.setVisible(not enough)
        if figures is None or series is None or not enough:
            self.missing.setText(self._why(figures))
            self.note.setText("")
            self.figure.setText("–")
            self.unit.setText("")
            self._show_unit()
            return
        self.chart.set_series(series.points, series.ticks, series.band, series.average)
        unit = shown.economy_unit(figures.whole)
        self.note.setText(self._notes(unit, series, shown))
        self.chart.set_summary(_summary(unit, series, shown))
        average = series.average
        self.figure.setText(shown.padded(average, 2) if average is not None else "–")
        self.unit.setText(unit)
        self._show_unit()

    def _show_unit(self) -> None:
        # Without words it would still hold the figure off the edge.
        self.unit.setVisible(self._compact and bool(self.unit.text()))

    def _why(self, figures: EconomyFigures | None) -> str:
        if figures is None or not figures.whole.intervals:
            return _("A line appears here after two full fill-ups with their odometer.")
        if self._compact:
            # Its span is always the last twelve months.
            return _("No figure in the last twelve months.")
        return _("No figure in this span; choose a longer one.")

    def _notes(self, unit: str, series: EconomySeries, shown: Shown) -> str:
        parts = [_("{unit}, full fill to full fill").format(unit=unit)]
        if series.band is not None:
            parts.append(_("band: usual range"))
        if series.average is not None:
            average = shown.padded(series.average, 2)
            # A figure to check moves the average, and may move it out of the usual range.
            words = (
                _("dotted: average {figure}, with the one to check")
                if any(point.flagged for point in series.points)
                else _("dotted: average {figure}")
            )
            parts.append(words.format(figure=average))
        return " · ".join(parts)

    def _on_picked(self, place: int) -> None:
        if self._series is not None and 0 <= place < len(self._series.fills):
            self.picked.emit(self._series.fills[place])


def _summary(unit: str, series: EconomySeries, shown: Shown) -> str:
    """The line in figures: its latest point, the least, the most and the average."""
    values = [point.y for point in series.points]
    figures = {"low": min(values), "high": max(values), "last": values[-1]}
    written = {name: f"{shown.padded(value, 1)} {unit}" for name, value in figures.items()}
    said = _("Lowest {low}, highest {high}, latest {last}.").format(**written)
    if series.average is None:
        return said
    average = f"{shown.padded(series.average, 2)} {unit}"
    return " ".join((said, _("Average {average}.").format(average=average)))
