"""The garage: a card for each vehicle, what is due across them, what happened lately."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.routes import SETTINGS, VEHICLE, Route
from client.ui.shell.page import Page
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.card_grid import CardGrid
from client.ui.vehicles.garage_content import SORTS, GarageContent, sort_words
from client.ui.vehicles.guessed_region import GuessedRegion
from client.ui.vehicles.side_lists import SideLists
from client.ui.widgets.buttons import LinkButton, QuietButton
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.labels import label

if TYPE_CHECKING:
    from client.store import Changes, Reader

SIDE = 312
_NARROW = 930
_MARGIN = 24
_GAP = 24
_CONCERNED = (
    "vehicle", "fill_up", "odometer_reading", "service", "repair", "upgrade", "expense", "trip",
    "inspection", "reminder", "insurance_policy", "tyre_set", "part", "stock_movement",
    "work_line",
)  # fmt: skip


class GaragePage(Page):
    """What one comes to first; ``refreshed`` says that it was read, and carries its content."""

    refreshed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._content: GarageContent | None = None
        self._sort = SORTS[0]
        self.set_title(_("Garage"))
        self._add_command = Command(
            "vehicle.add", _("Add vehicle"), self.add_vehicle, "Ctrl+Shift+N", "plus"
        )
        desk.commands.add(self._add_command)
        self.set_actions(self._add_command, self._secondary())
        self.empty = self._make_empty()
        self.empty.hide()
        self._scroll = self._make_scroll()
        self._scroll.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty, 1)
        column.addWidget(self._scroll, 1)
        desk.changed.connect(self._on_changed)
        desk.settings_changed.connect(self.refresh)

    # ------------------------------------------------------------------ its parts

    def _secondary(self) -> tuple[Command, ...]:
        found = self._command("import")
        return (found,) if found is not None else ()

    def _command(self, part: str) -> Command | None:
        return next((one for one in self._desk.commands if part in one.id.split(".")), None)

    def _make_scroll(self) -> QScrollArea:
        self.grid = CardGrid()
        self.grid.opened.connect(self._open)
        self.side = SideLists()
        self.side.opened.connect(self._open)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(self._make_summary())
        column.addWidget(self.grid)
        column.addStretch(1)
        content = QWidget()
        content.setProperty("plain", True)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._halves.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._halves.setSpacing(_GAP)
        self._halves.addWidget(main, 1)
        self._halves.addWidget(self.side)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        return scroll

    def _make_summary(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.setContentsMargins(0, 0, 0, 0)
        self.figures = []
        for _place in range(3):
            figure, words = label(weight=SEMIBOLD), label(role="text_muted")
            self.figures.append((figure, words))
            row.addWidget(figure)
            row.addWidget(words)
            row.addSpacing(22)
        row.addStretch(1)
        self.sort_button = QuietButton(sort_words()[self._sort], "arrow-up-down", name=_("Sort by"))
        self.sort_button.clicked.connect(self._on_sort)
        row.addWidget(self.sort_button)
        return row

    def _make_empty(self) -> EmptyState:
        found = self._command("import")
        secondary = (found.title, "download") if found is not None else ("", "")
        empty = EmptyState(
            "car",
            _("No vehicles yet"),
            _(
                "Add your first one and its fuel, costs and due dates have a place. "
                "A log from another app can be imported whole."
            ),
            (_("Add vehicle"), "plus"),
            secondary,
        )
        empty.primary.connect(self.add_vehicle)
        if found is not None:
            empty.secondary.connect(found.run)
        layout = empty.layout()
        assert isinstance(layout, QVBoxLayout)
        sample = self._command("sample")
        if sample is not None:
            link = LinkButton(sample.title)
            link.clicked.connect(sample.run)
            layout.insertWidget(layout.count() - 1, link, 0, Qt.AlignmentFlag.AlignHCenter)
        self.guessed = GuessedRegion()
        self.guessed.change.connect(lambda: self._desk.go(Route(SETTINGS)))
        layout.insertWidget(layout.count() - 1, self.guessed)
        return empty

    # ------------------------------------------------------------------ what it shows

    def show_route(self, route: Route) -> None:
        self.refresh()

    def refresh(self) -> None:
        desk = self._desk

        def garage(reader: Reader) -> GarageContent:
            # The window shows before this is imported.
            from client.ui.vehicles.garage_shown import read_garage

            return read_garage(reader, desk.preferences, desk.today(), desk.months)

        desk.read(self, garage, self._on_read)

    def _on_changed(self, changes: Changes) -> None:
        # Hidden, it reads everything when one comes back to it.
        if changes.concerns(*_CONCERNED) and self.isVisible():
            self.refresh()

    def _on_read(self, content: GarageContent) -> None:
        self.guessed.show_guess(self._desk)
        self.show_content(content)
        self.refreshed.emit(content)

    def show_content(self, content: GarageContent) -> None:
        """Show the garage as it was read now, or when the window was closed last."""
        self._content = content
        self.empty.setVisible(not content.vehicles)
        self._scroll.setVisible(bool(content.vehicles))
        for (figure, about), (number, text) in zip(self.figures, content.summary, strict=True):
            figure.setText(number)
            about.setText(text)
        self._show_cards()
        self.side.show_content(content)

    def _show_cards(self) -> None:
        if self._content is not None:
            self.grid.set_cards(
                [
                    (each.id, each.content, each.picture, each.paint)
                    for each in self._content.sorted_by(self._sort)
                ]
            )

    # ------------------------------------------------------------------ what one can do

    def add_vehicle(self) -> None:
        """Open the form for a new vehicle; once it is kept, its page."""
        from client.ui.vehicles.vehicle_form import VehicleForm

        form = VehicleForm(self._desk, self)
        form.added.connect(self._open)
        form.open()

    def _open(self, vehicle: str) -> None:
        self._desk.go(Route(VEHICLE, vehicle))

    def _on_sort(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for name, words in sort_words().items():
            action = QAction(words, group)
            action.setCheckable(True)
            action.setChecked(name == self._sort)
            action.triggered.connect(functools.partial(self.sort_by, name))
            menu.addAction(action)
        menu.popup(self.sort_button.mapToGlobal(self.sort_button.rect().bottomLeft()))

    def sort_by(self, name: str) -> None:
        """Order the cards by "due", "name", "odometer" or "cost"."""
        self._sort = name
        self.sort_button.set_words(sort_words()[name], _("Sort by"))
        self._show_cards()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        across = QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(QBoxLayout.Direction.TopToBottom if narrow else across)
        self.side.setMinimumWidth(0 if narrow else SIDE)
        self.side.setMaximumWidth(16_777_215 if narrow else SIDE)
