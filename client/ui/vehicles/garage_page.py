"""The garage: a card or a row for each vehicle, what is due across them, what happened lately."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from client.operations.narrowing import is_language, matching
from client.operations.overview import GarageOverview
from client.store import Changes, Reader
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.routes import SETTINGS, VEHICLE, WELCOME, Route
from client.ui.shell.page import Page
from client.ui.spaces.access import access_of
from client.ui.text import _
from client.ui.vehicles.compare_view import CompareView
from client.ui.vehicles.empty_garage import EmptyGarage
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.garage_content import GarageContent
from client.ui.vehicles.garage_filter import Filter
from client.ui.vehicles.garage_glimpse import GarageGlimpse
from client.ui.vehicles.garage_read import GarageRead, read_garage
from client.ui.vehicles.garage_selection import MOST_COMPARED
from client.ui.vehicles.garage_shown import GarageRow, ordered
from client.ui.vehicles.garage_view import CARDS, TABLE, View
from client.ui.vehicles.photos import PhotoShelf, dropped_picture
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.vehicle_deeds import VehicleDeeds
from client.ui.vehicles.vehicle_form import VehicleForm
from client.ui.widgets.dropped import take_a_copy
from garage.reading import Reading
from garage.records import ENERGIES, Vehicle

_CONCERNED = (
    "vehicle", "vehicle_group", "specification", "fill_up", "odometer_reading", "service",
    "repair", "upgrade", "expense", "trip", "inspection", "reminder", "insurance_policy",
    "tyre_set", "part", "stock_movement", "work_line", "document", "note",
)  # fmt: skip


class GaragePage(Page):
    """What one comes to first; ``refreshed`` says that it was read, and carries the GarageRead."""

    refreshed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._overview: GarageOverview | None = None
        self._rows: dict[str, GarageRow] = {}
        self._filter = Filter()
        self._glimpse: GarageGlimpse | None = None
        self._resume = ""
        """The vehicle whose card had the keyboard in the glimpse."""
        self._photos = PhotoShelf.of(desk)
        self._photos.arrived.connect(self._on_photo)
        self.deeds = VehicleDeeds(desk, self)
        self.deeds.compare.connect(self.compare)
        self.set_title(_("Garage"))
        self.empty = EmptyGarage(self._command("import"), self._command("sample"))
        self.content = GarageContent(desk, self._photo_of)
        self.grid, self.side, self.head = self.content.grid, self.content.side, self.content.head
        self.figures, self.filters = self.head.figures, self.content.filters
        self.content.fit(self.width())
        self._make_commands()
        self.comparison = CompareView(self._photos)
        self._stack = QStackedWidget()
        for part in (QWidget(), self.empty, self.content, self.comparison):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setAcceptDrops(True)
        self._connect()

    def _make_commands(self) -> None:
        add = Command(
            "vehicle.add", _("Add vehicle"), self.add_vehicle, "Ctrl+Shift+N", "plus",
            forbidden=access_of(self._desk).adding("vehicle"),
        )  # fmt: skip
        self._desk.commands.add(add)
        self._more = (
            Command("garage.layout", _("Cards or table"), self.switch_layout, "Ctrl+Shift+L",
                    "layout-grid"),
            self.content.columns_command(),
            self.content.save_command(),
            Command("garage.filter", _("Filter vehicles"), self.start_filter, "Ctrl+F",
                    "sliders-horizontal"),
            Command("garage.compare", _("Compare what is selected"), self.compare_selected,
                    "Ctrl+Shift+C", "chart-column", self._can_compare),
            self.deeds.many_command(self.content.at_hand),
            self.deeds.groups_command(),
        )  # fmt: skip
        found = self._command("import")
        self.set_actions(add.by("Ctrl+N"), (found,) if found else (), self._more)

    def _command(self, part: str) -> Command | None:
        return next((one for one in self._desk.commands if part in one.id.split(".")), None)

    def _connect(self) -> None:
        desk, content = self._desk, self.content
        access_of(desk).changed.connect(self.actions_changed)
        self.empty.add_wanted.connect(self.add_vehicle)
        self.empty.steps_wanted.connect(self._to_welcome)
        self.empty.guessed.change.connect(self._to_settings)
        content.opened.connect(self._open)
        content.reminder_opened.connect(self._open_reminder)
        content.menu.connect(self._on_menu)
        content.deletion.connect(self.deeds.delete)
        content.viewed.connect(self._on_view)
        content.filtered.connect(self._on_filter)
        bar = self.head.selection
        bar.compare.connect(self.compare_selected)
        bar.grouping.connect(self._on_grouping)
        bar.changing.connect(self.deeds.change_at_hand)
        self.comparison.left.connect(self.end_comparison)
        self.comparison.opened.connect(self._open)
        desk.changed.connect(self._on_changed)
        desk.settings_changed.connect(self.refresh)

    # ------------------------------------------------------------------ what it shows

    def show_route(self, route: Route) -> None:
        self.refresh()

    def refresh(self) -> None:
        shown, gone, space = self._shown(), self._filter.with_gone, self._desk.garage

        def garage(reader: Reader) -> GarageRead:
            return read_garage(reader, shown, space, with_gone=gone)

        self._desk.read(self, garage, self._on_read)

    def _on_changed(self, changes: Changes) -> None:
        if changes.concerns(*_CONCERNED) and self.isVisible():
            self.refresh()

    def _on_read(self, read: GarageRead) -> None:
        overview = read.overview
        self._overview, self._rows = overview, {row.id: row for row in read.rows}
        if self._stack.currentWidget() is not self.comparison:
            there = overview.vehicles or overview.gone
            self._stack.setCurrentWidget(self.content if there else self.empty)
        else:
            self.compare(self.comparison.ids)
        self.empty.show_whose(own=read.own)
        self.empty.guessed.show_guess(self._desk)
        self.content.side.show_words(read.side)
        energies = {name for card in overview.cards for name in card.vehicle.energies}
        self.filters.show_choices([e for e in ENERGIES if e in energies], overview.groups)
        self.head.show_sums(read.sums)
        self._show_rows()
        self._look()
        self._leave_glimpse()
        self.refreshed.emit(read)

    def begin_with(self, glimpse: Page) -> None:
        """Show the garage as it was last seen until it is read."""
        if not isinstance(glimpse, GarageGlimpse):
            super().begin_with(glimpse)
            return
        self._glimpse, self._resume = glimpse, glimpse.focused_vehicle
        self._stack.insertWidget(0, glimpse)
        self._stack.setCurrentWidget(glimpse)

    def _leave_glimpse(self) -> None:
        """Go on where the person was in the glimpse, and do what was wished for there."""
        glimpse, self._glimpse = self._glimpse, None
        if glimpse is None:
            return
        self.content.verticalScrollBar().setValue(glimpse.spread.verticalScrollBar().value())
        self.grid.focus(self._resume)
        self._stack.removeWidget(glimpse)
        glimpse.deleteLater()
        if glimpse.filter_wished:
            self.start_filter()
        if glimpse.add_wished:
            self.add_vehicle()

    def _shown(self) -> Shown:
        return Shown(self._desk.preferences, self._desk.today(), self._desk.months)

    def _show_rows(self) -> None:
        view = self.head.view
        rows = self._filter.narrow(list(self._rows.values()))
        self.content.show_rows(ordered(rows, view.sort, grouped=view.grouped))

    # ------------------------------------------------------------------ view and filter

    def _on_view(self, view: View) -> None:
        self._desk.keep({"garage": view.to_keep()})
        self._show_rows()

    def switch_layout(self) -> None:
        """Show cards in place of the table, or the table in place of cards."""
        view = self.head.view
        layout = CARDS if view.layout == TABLE else TABLE
        self.content.set_view(View(layout, view.sort, view.grouped))

    def start_filter(self) -> None:
        """Go to the line of filters."""
        self.content.open_filters()

    def _on_filter(self, wanted: Filter) -> None:
        before, self._filter = self._filter, wanted
        if wanted.with_gone != before.with_gone:
            self.refresh()
        elif not is_language(wanted.text):
            self._show_rows()
        else:
            self._look()

    def _look(self) -> None:
        """Have a filter in the language answered, off the GUI thread."""
        text, overview, desk = self._filter.text, self._overview, self._desk
        if overview is None or not is_language(text):
            return
        reading = Reading.of(desk.preferences, zone=desk.zone, today=desk.today(), words=_)

        def match(reader: Reader) -> tuple[str, frozenset[str]]:
            return text, matching(reader, text, overview.cards, reading)

        desk.read(self, match, self._on_found, self._on_unreadable, key="filter")

    def _on_found(self, answer: tuple[str, frozenset[str]]) -> None:
        text, found = answer
        if text == self._filter.text:
            asked = self._filter
            self._filter = Filter(text, asked.status, asked.energy, asked.group, found)
            self._show_rows()

    def _on_unreadable(self, error: Exception) -> None:
        self.filters.show_wrong(sentence(error))

    def retyped(self) -> None:
        if self.filters.field.text():
            self.content.open_filters()

    # ------------------------------------------------------------------ pictures

    def _photo_of(self, vehicle: str) -> QPixmap | None:
        row = self._rows.get(vehicle)
        return self._photos.photo(row.card.vehicle.picture) if row is not None else None

    def _on_photo(self, picture: str) -> None:
        for row in self._rows.values():
            if row.card.vehicle.picture == picture:
                self.content.photo_came(row.id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_picture(event.mimeData()) is not None:
            take_a_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_picture(event.mimeData())
        vehicle = self.content.vehicle_at(self.mapToGlobal(event.position().toPoint()))
        if path is not None and vehicle:
            take_a_copy(event)
            self.deeds.take_picture(vehicle, path)
        else:
            self._desk.said.emit(_("Drop the picture onto a vehicle."), False)

    # ------------------------------------------------------------------ what one can do

    def add_vehicle(self) -> None:
        """Open the form for a new vehicle; once it is kept, its page."""
        form = VehicleForm(self._desk, self)
        form.added.connect(self._open)
        form.open()

    def _open(self, vehicle: str) -> None:
        self._desk.go(Route(VEHICLE, vehicle))

    def _open_reminder(self, vehicle: str, reminder: str) -> None:
        self._desk.go(Route(VEHICLE, vehicle, "reminders", reminder))

    def _to_settings(self) -> None:
        self._desk.go(Route(SETTINGS))

    def _to_welcome(self) -> None:
        self._desk.go(Route(WELCOME))

    def _vehicles(self, ids: tuple[str, ...]) -> list[Vehicle]:
        return [self._rows[id_].card.vehicle for id_ in ids if id_ in self._rows]

    def menu_for(self, vehicle: str) -> QMenu | None:
        """The menu of a vehicle, or of all selected if it is one of them."""
        picks = self.content.picks
        chosen = self._vehicles(picks if vehicle in picks else (vehicle,))
        groups = self._overview.groups if self._overview is not None else ()
        return self.deeds.menu_of(chosen, groups) if chosen else None

    def _on_menu(self, vehicle: str, place: QPoint) -> None:
        menu = self.menu_for(vehicle)
        if menu is not None:
            menu.popup(place)

    def _on_grouping(self) -> None:
        groups = self._overview.groups if self._overview is not None else ()
        chosen = self._vehicles(self.content.picks)
        self.deeds.open_groups(self.head.selection.group_button, chosen, groups)

    # ------------------------------------------------------------------ comparing

    def _can_compare(self) -> bool:
        return 2 <= len(self.content.picks) <= MOST_COMPARED

    def compare_selected(self) -> None:
        """Put the vehicles that are selected side by side."""
        if self._can_compare():
            self.compare(self.content.picks)

    def compare(self, ids: tuple[str, ...]) -> None:
        """Put vehicles side by side."""
        self.comparison.read(self._desk, ids, self._shown(), self._on_compared)

    def _on_compared(self) -> None:
        comparing = self._stack.currentWidget() is self.comparison
        if len(self.comparison.ids) < 2:
            # One of the two is in the trash now.
            if comparing:
                self.end_comparison()
        elif not comparing:
            self._stack.setCurrentWidget(self.comparison)
            self.set_title(_("Compare"))
            self.comparison.setFocus()

    def end_comparison(self) -> None:
        """Back to the garage."""
        self.set_title(_("Garage"))
        self._stack.setCurrentWidget(self.content)
        self.content.focus_vehicle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._stack.currentWidget() is self.comparison:
            self.end_comparison()
        else:
            self.content.select_none()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.content.fit(self.width())
