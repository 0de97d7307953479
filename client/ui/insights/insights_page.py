"""The insights page: one period for all figures, as tiles and charts, each with its table."""

from __future__ import annotations

import functools
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from client.errors import ClientError
from client.exchange.figures_out import FigureTable
from client.operations.insights import Question, insights
from client.store import Changes, Reader, Store
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.insights.ask_bar import AskBar, worth_words
from client.ui.insights.cards import (
    BarsCard,
    CostCard,
    LinesCard,
    RangesCard,
    SplitsCard,
    side_by_side,
)
from client.ui.insights.chart_card import CHART, TABLE, ChartCard
from client.ui.insights.prepared import Prepared, prepare
from client.ui.routes import GARAGE, Route
from client.ui.scroll_keeper import ScrollKeeper
from client.ui.shell.page import Page
from client.ui.text import _
from client.ui.vehicles.shown import Shown
from client.ui.widgets.chip import ChipKind
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.labels import Remark
from client.ui.widgets.page_scroll import MARGIN, PageScroll
from client.ui.widgets.progress_strip import ProgressBar
from client.ui.widgets.save_as import FileForm, SaveAs
from client.ui.widgets.tile import Tile

_CONCERNED = (
    "vehicle", "fill_up", "odometer_reading", "service", "repair", "upgrade", "expense", "trip",
    "inspection", "reminder", "insurance_policy", "tyre_set", "part", "stock_movement",
    "work_line", "valuation",
)  # fmt: skip
_NARROW = 964
"""The page beside the sidebar of a window 1180 wide."""
_PATIENCE = 200


class InsightsPage(Page):
    """What the garage cost and used; `Route.vehicle` chooses one vehicle."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.prepared: Prepared | None = None
        self._routed = ""
        self.set_title(_("Insights"))
        self.ask_bar = AskBar(desk)
        self.ask_bar.asked.connect(self._on_asked)
        self.tiles = tuple(Tile(" ") for _place in range(4))
        self.note = Remark("text_muted")
        self._make_cards()
        self.working = ProgressBar()
        self.working.setAccessibleName(_("Working out the figures …"))
        self.working.set_share(None)
        self.working.hide()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self.working.show)
        self.empty = EmptyState(
            "chart-column",
            _("Nothing to look into yet"),
            _("Figures appear here once there is a vehicle with its fill-ups and costs."),
            (_("Go to the garage"), "warehouse"),
        )
        self.empty.primary.connect(self._to_garage)
        self.empty.hide()
        self._lay_out()
        self._export = Command(
            "insights.export", _("Export report"), self.export_report, "Ctrl+E", "download",
            self._has_figures,
        )  # fmt: skip
        self._print = Command(
            "insights.print", _("Save as PDF"), self.save_pdf, "Ctrl+P", "printer",
            self._has_figures,
        )  # fmt: skip
        self._tables = Command(
            "insights.tables", _("Charts or tables"), self.turn_all, "", "list"
        )  # fmt: skip
        self.set_actions(self._export, (self._print,), (self._tables,))
        desk.changed.connect(self._on_changed)
        desk.settings_changed.connect(self.refresh)

    def _make_cards(self) -> None:
        self.cost = CostCard(_("Cost by month"))
        self.rates = SplitsCard(_("Cost per km"))
        self.compared = RangesCard(_("Economy compared"))
        self.over_time = LinesCard(_("Economy over time"))
        self.distances = BarsCard(_("Distance by month"))
        self.expected = SplitsCard(_("Expected"), ("estimate", "estimate"))
        self.cards: tuple[ChartCard, ...] = (
            self.cost, self.rates, self.compared, self.over_time, self.distances, self.expected,
        )  # fmt: skip
        for card in self.cards:
            card.save_wanted.connect(functools.partial(self._save_card, card))

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(16)
        column.addWidget(self.ask_bar)
        column.addWidget(self.working)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        column.addLayout(self._grid)
        column.addWidget(self.note)
        column.addWidget(self.cost)
        self._pairs: list[QBoxLayout] = [
            side_by_side(self.rates, self.compared),
            side_by_side(self.distances, self.expected),
        ]
        column.addLayout(self._pairs[0])
        column.addWidget(self.over_time)
        column.addLayout(self._pairs[1])
        column.addStretch(1)
        self.scrolled = PageScroll()
        ScrollKeeper(self._desk, "insights", self.scrolled)
        self.scrolled.set_content(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.scrolled)
        outer.addWidget(self.empty)
        self._fit()

    # ------------------------------------------------------------------ what it shows

    def show_route(self, route: Route) -> None:
        if route.vehicle or self._routed:
            picked = frozenset({route.vehicle} - {""})
            self._routed = route.vehicle
            self.ask_bar.question = Question(
                self.ask_bar.question.period,
                self.ask_bar.question.window,
                picked,
                self.ask_bar.question.worth,
            )
        self.refresh()

    def refresh(self) -> None:
        desk, today = self._desk, self._desk.today()
        self.ask_bar.renew()
        question, prefs = self.ask_bar.question, desk.preferences
        shown = Shown(prefs, today, desk.months)

        def figures(reader: Reader) -> Prepared:
            return prepare(insights(reader, question, today, prefs), shown)

        if not self._patience.isActive():
            self._patience.start()
        desk.read(self, figures, self._on_read, self._on_failed)

    def _on_asked(self, question: Question) -> None:
        self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if changes.concerns(*_CONCERNED) and self.isVisible():
            self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._rest()
        self._desk.failed.emit(error)

    def _rest(self) -> None:
        self._patience.stop()
        self.working.hide()

    def _on_read(self, prepared: Prepared) -> None:
        self._rest()
        found = prepared.insights
        if found.question.vehicles and not found.vehicles and found.known:
            # The vehicles chosen are gone: all that are left are shown.
            self.ask_bar.ask(vehicles=frozenset())
            return
        self.prepared = prepared
        self.empty.setVisible(not found.known)
        self.scrolled.setVisible(bool(found.known))
        self.ask_bar.show_insights(found, prepared.period)
        for tile, words in zip(self.tiles, prepared.tiles, strict=True):
            tile.set_title(words.title)
            if words.figure:
                role = "estimate" if words.estimate else "text"
                tile.set_figure(words.figure, words.unit, words.context, role=role)
            else:
                tile.set_missing(words.unit, words.context)
            good = ChipKind.OK if words.good else ChipKind.PLAIN
            tile.set_chip(words.chip, ChipKind.ESTIMATE if words.estimate else good)
        self.note.say(prepared.note)
        self.cost.show_bars(prepared.cost)
        self.rates.show_splits(prepared.rates)
        self.compared.show_ranges(prepared.compared)
        self.over_time.show_lines(prepared.over_time)
        self.distances.show_bars(prepared.distances)
        self.expected.show_splits(prepared.expected)
        self.actions_changed.emit()

    def _has_figures(self) -> bool:
        return self.prepared is not None and bool(self.prepared.insights.known)

    # ------------------------------------------------------------------ what one can do

    def turn_all(self) -> None:
        """All cards to their tables, or back where all show theirs."""
        which = CHART if all(card.shows_table for card in self.cards) else TABLE
        for card in self.cards:
            card.show_as(which)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_T and not event.modifiers():
            self.turn_all()
        else:
            super().keyPressEvent(event)

    def export_report(self) -> None:
        """Ask for a file and write all of it, as PDF or CSV."""
        self._ask_for_report(_pdf(), _csv())

    def save_pdf(self) -> None:
        """Ask for a file and write all of it as PDF, to print."""
        self._ask_for_report(_pdf())

    def _ask_for_report(self, *forms: FileForm) -> None:
        if self.prepared is not None:
            title = _("Export report")
            proposed = _("Insights {period}").format(period=self.prepared.period)
            SaveAs(self, title, proposed, forms, self._write_report).open()

    def _write_report(self, path: Path, form: str) -> None:
        from client.ui.insights.report import Report, pictures_for_paper, save_pdf

        prepared = self.prepared
        if prepared is None:
            return
        worth = worth_words()[prepared.insights.question.worth]
        shown = Shown(self._desk.preferences, self._desk.today(), self._desk.months)
        report = Report(prepared, shown, self.ask_bar.vehicles.accessibleName(), worth)
        if form == "csv":
            self._write_tables(report.tables, path)
            return
        # The charts are widgets, which only the GUI thread may paint.
        try:
            save_pdf(report, pictures_for_paper(self.cards), path)
        except ClientError as error:
            self._desk.failed.emit(error)
        else:
            self._said(path)

    def _save_card(self, card: ChartCard, suffix: str) -> None:
        if card.shaped is None:
            return
        form = FileForm("png", "png", _("Picture")) if suffix == "png" else _csv()
        title = _("Save picture") if suffix == "png" else _("Save table")
        write = functools.partial(self._write_card, card)
        SaveAs(self, title, card.shaped.title, (form,), write).open()

    def _write_card(self, card: ChartCard, path: Path, form: str) -> None:
        from client.ui.insights.card_picture import card_picture, write_picture

        if card.shaped is None or self.prepared is None:
            return
        if form == "csv":
            self._write_tables((card.shaped.table,), path)
            return
        try:
            write_picture(card_picture(card, self.prepared.period), path)
        except ClientError as error:
            self._desk.failed.emit(error)
        else:
            self._said(path)

    def _write_tables(self, tables: tuple[FigureTable, ...], path: Path) -> None:
        from client.ui.insights.report import write_csv

        decimal_mark = self._desk.preferences.decimal_mark

        def write(_store: Store) -> Path:
            write_csv(tables, path, decimal_mark)
            return path

        self._desk.run(self, write, self._said)

    def _said(self, path: Path) -> None:
        self._desk.said.emit(_("Saved {file}").format(file=path.name), False)

    def _to_garage(self) -> None:
        self._desk.go(Route(GARAGE))

    # ------------------------------------------------------------------ its shape

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < _NARROW
        across = QBoxLayout.Direction.LeftToRight
        for pair in self._pairs:
            pair.setDirection(QBoxLayout.Direction.TopToBottom if narrow else across)
        self.cost.set_narrow(narrow)
        columns = 2 if narrow else 4
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // columns, place % columns)
        for place in range(4):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)


def _pdf() -> FileForm:
    return FileForm("pdf", "pdf", _("PDF"))


def _csv() -> FileForm:
    return FileForm("csv", "csv", _("CSV table"))
