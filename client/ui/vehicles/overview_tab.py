"""The overview of a vehicle: four tiles, the economy's line, the money, what happened lately."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from client.operations.activity import Activity
from client.operations.vehicle_overview import VehicleOverview
from client.ui.text import _
from client.ui.vehicles.activity_shown import activity_row
from client.ui.vehicles.due_shown import due_chip, due_share, due_state, due_then, due_words
from client.ui.vehicles.economy_card import EconomyCard
from client.ui.vehicles.economy_series import better_words
from client.ui.vehicles.prepared import PreparedOverview
from client.ui.vehicles.shown import Shown, month_names
from client.ui.widgets.buttons import LinkButton
from client.ui.widgets.card import Card
from client.ui.widgets.gauge import DueState
from client.ui.widgets.labels import label
from client.ui.widgets.list_row import Leading, ListRow, align_figures
from client.ui.widgets.money_split import MoneyPart, MoneySplitBar
from client.ui.widgets.page_scroll import MARGIN, PageScroll
from client.ui.widgets.tile import LinkTile, Tile

_SIDE = 400
_NARROW = 930


class OverviewTab(PageScroll):
    """``fill_picked`` carries the id of a fill-up in the chart, ``record_picked`` that of a record
    in the list of what happened; the others ask for the history and the insights.

    ``reminder_wanted`` carries the id of what is due next, "" where nothing is.
    """

    fill_picked = Signal(str)
    record_picked = Signal(str)
    reminder_wanted = Signal(str)
    history_wanted = Signal()
    insights_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fuelled = True
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(MARGIN, 20, MARGIN, MARGIN)
        column.setSpacing(16)
        self.economy, self.cost = Tile(_("Economy, last 12 months")), Tile(_("Cost per km"))
        self.distance, self.due = Tile(_("Distance this month")), LinkTile(_("Next due"))
        self._due_id = ""
        self.due.clicked.connect(self._on_due)
        self.tiles = (self.economy, self.cost, self.distance, self.due)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        column.addLayout(self._grid)
        self.chart = EconomyCard()
        self.chart.picked.connect(self.fill_picked)
        self.insights_link = LinkButton(_("Insights"), name=_("Insights of this vehicle"))
        self.insights_link.clicked.connect(self.insights_wanted)
        self.money = Card(_("Where the money went"), " ", self.insights_link)
        self.split = MoneySplitBar()
        self.no_money = label("", role="text_muted", wrap=True)
        self.money.body.addWidget(self.split)
        self.money.body.addWidget(self.no_money)
        self.money.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        left = QWidget()
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(16)
        stack.addWidget(self.chart, 1)
        stack.addWidget(self.money)
        stack.addStretch(0)
        self.activity = self._make_activity()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(16)
        self._halves.addWidget(left, 1)
        self._halves.addWidget(self.activity)
        column.addLayout(self._halves, 1)
        self.set_content(content)
        self._lay_tiles(4)

    def _make_activity(self) -> Card:
        self.history_link = LinkButton(_("Show all"), name=_("Show all that happened"))
        self.history_link.clicked.connect(self.history_wanted)
        card = Card(_("Recent activity"), action=self.history_link, flush=True, rule=True)
        card.body.setSpacing(0)
        self._rows: list[QWidget] = []
        self._lately: tuple[tuple[Activity, ...], Shown] | None = None
        return card

    # ------------------------------------------------------------------ what it shows

    def show_prepared(self, prepared: PreparedOverview) -> None:
        """Show a vehicle's figures; one that takes no fuel has none of its economy."""
        overview, shown = prepared.overview, prepared.shown
        self._fuelled = takes_fuel(overview)
        self._fit()
        self._show_economy(overview, shown)
        self._show_cost(overview, shown)
        self._show_distance(overview, shown)
        self._show_due(overview, shown)
        self.chart.show_figures(overview.economy, shown, prepared.series)
        self._show_money(overview, shown)
        self._show_activity(overview, shown)

    def _show_economy(self, overview: VehicleOverview, shown: Shown) -> None:
        figures, tile = overview.economy, self.economy
        tile.set_chip("")
        if figures is None or figures.whole.average is None:
            tile.set_missing(_("no figure yet"), _("comes with the second full fill-up"))
            return
        unit = shown.economy_unit(figures.whole)
        best = figures.whole.best if overview.whole else None
        if best is not None and best.si is not None:
            best_words = shown.economy(figures.whole, best.si, 1)
            tile.set_chip(_("best {figure}").format(figure=best_words))
        if figures.year is None:
            last = shown.economy(figures.whole, figures.whole.average.si)
            context = _("all time {figure} {unit}").format(figure=last, unit=unit)
            tile.set_missing(_("no full fills this year"), context)
            return
        context = better_words(figures, shown) or _("no figure for the year before")
        figure = shown.economy(figures.whole, figures.year.si)
        tile.set_figure(figure, unit, context, figures.bars)

    def _show_cost(self, overview: VehicleOverview, shown: Shown) -> None:
        unit = shown.distance_unit
        self.cost.set_title(_("Cost per {unit}").format(unit=shown.symbol(unit)))
        costs = overview.costs
        each = costs.per(unit)
        if each is None or not costs.currency or not costs.total:
            self.cost.set_missing(_("not known yet"), _("needs costs and two odometer readings"))
            return
        fuel = shown.rate(each.energy, costs.currency)
        rest = shown.rate(each.rest, costs.currency)
        context = _("fuel {fuel} · the rest {rest}").format(fuel=fuel, rest=rest)
        self.cost.set_figure(shown.rate(each.total, costs.currency), _("all costs"), context)

    def _show_distance(self, overview: VehicleOverview, shown: Shown) -> None:
        month = month_names()[shown.today.month - 1]
        self.distance.set_title(_("Distance in {month}").format(month=month))
        if overview.month_distance is None:
            self.distance.set_missing(_("not known yet"), _("needs an odometer reading"))
            return
        pace = _("usual pace not known yet")
        if overview.pace is not None:
            way = shown.distance(overview.pace.per_day)
            pace = _("usual pace {distance} a day").format(distance=way)
        figure = shown.way(overview.month_distance)
        self.distance.set_figure(figure, shown.symbol(shown.distance_unit), pace)

    def _show_due(self, overview: VehicleOverview, shown: Shown) -> None:
        due = overview.due
        self._due_id = due.reminder.id if due is not None else ""
        if due is None:
            self.due.set_chip("")
            self.due.set_missing(_("no reminder is set"), _("inspection, oil, tyres, insurance …"))
            return
        state = due_state(due)
        self.due.set_chip(due_words(due, shown), due_chip(due))
        if state is DueState.FINE:
            self.due.set_chip(due_words(due, shown))
        after = due_then(overview.dues[1], shown) if len(overview.dues) > 1 else ""
        title = due.reminder.title
        self.due.set_due(title, due_share(due), state, after or _("nothing after that"))

    def _on_due(self) -> None:
        self.reminder_wanted.emit(self._due_id)

    def _show_money(self, overview: VehicleOverview, shown: Shown) -> None:
        costs = overview.costs
        words = {
            "energy": _("Fuel"),
            "upkeep": _("Upkeep"),
            "insurance_tax": _("Insurance, tax"),
            "tyres": _("Tyres"),
            "other": _("Other"),
        }
        parts = [
            MoneyPart(words[group], float(amount), shown.amount(amount, costs.currency))
            for group, amount in overview.groups.items()
            if amount
        ]
        self.split.setVisible(bool(parts))
        self.no_money.setVisible(not parts)
        self.no_money.setText(_("Nothing was spent in the last 12 months."))
        total = shown.amount(costs.total, costs.currency) if parts else ""
        note = _("last 12 months · {total}").format(total=total) if parts else ""
        self.money.set_title(_("Where the money went"), note)
        self.split.set_parts(parts)
        self._fit_money()

    def _show_activity(self, overview: VehicleOverview, shown: Shown) -> None:
        if self._lately == (overview.activity, shown):
            # The keyboard may be on one of the rows.
            return
        self._lately = (overview.activity, shown)
        for row in self._rows:
            self.activity.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for activity in overview.activity:
            words = activity_row(activity, shown)
            row = ListRow()
            row.set_row(Leading(icon=words.icon), words.title, words.subtitle, words.when)
            row.set_figures(words.figure, words.subfigure)
            row.setProperty("record", activity.record.id)
            row.clicked.connect(self._on_row)
            self.activity.body.addWidget(row)
            self._rows.append(row)
        align_figures(self.rows)
        if not overview.activity:
            empty = label(_("Nothing yet. Add a fill-up to begin."), role="text_muted", wrap=True)
            empty.setContentsMargins(16, 16, 16, 16)
            self.activity.body.addWidget(empty)
            self._rows.append(empty)
        spring = QWidget()
        self.activity.body.addWidget(spring, 1)
        self._rows.append(spring)

    @property
    def rows(self) -> list[ListRow]:
        """The rows of recent activity."""
        return [row for row in self._rows if isinstance(row, ListRow)]

    def _on_row(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.record_picked.emit(str(sender.property("record")))

    # ------------------------------------------------------------------ its shape

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < _NARROW
        self.chart.setVisible(self._fuelled)
        self.economy.setVisible(self._fuelled)
        self._lay_tiles(2 if narrow else 4)
        across = QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(QBoxLayout.Direction.TopToBottom if narrow else across)
        self.activity.setMinimumWidth(0 if narrow else _SIDE)
        self.activity.setMaximumWidth(16_777_215 if narrow else _SIDE)
        self._fit_money()

    def _fit_money(self) -> None:
        # Where the page is low, the layout would take the amounts' line from this card.
        width = self.width() - 2 * MARGIN - (0 if self.width() < _NARROW else _SIDE + 16)
        self.money.setMinimumHeight(max(self.money.heightForWidth(width), 0))

    def _lay_tiles(self, across: int) -> None:
        tiles = [tile for tile in self.tiles if self._fuelled or tile is not self.economy]
        across = min(across, len(tiles))
        for place, tile in enumerate(tiles):
            self._grid.addWidget(tile, place // across, place % across)
        for column in range(len(self.tiles)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)


def takes_fuel(overview: VehicleOverview) -> bool:
    """Whether a vehicle is ever filled up: a trailer is not, unless it was."""
    vehicle = overview.vehicle
    return bool(vehicle.energies or overview.economies) or vehicle.type != "trailer"
