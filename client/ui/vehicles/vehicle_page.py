"""A vehicle's pages: one head, a bar of tabs, and what each tab shows, from one reading."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from client.errors import NotFound
from client.operations.records import delete
from client.store import Changes
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.routes import GARAGE, INSIGHTS, NEW, VEHICLE, Route
from client.ui.shell.page import Page
from client.ui.spaces.access import access_of
from client.ui.text import _
from client.ui.vehicles.overview_tab import takes_fuel
from client.ui.vehicles.page_read import PageRead
from client.ui.vehicles.prepared import Prepared, PreparedOverview
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.tab_stack import FUEL, OVERVIEW, TabStack
from client.ui.vehicles.tabs import COUNTED, tab_specs
from client.ui.vehicles.vehicle_commands import VehicleCommands, turning
from client.ui.vehicles.vehicle_cover import VehicleCover
from client.ui.vehicles.vehicle_head import VehicleHead
from client.ui.widgets.page_tabs import PageTabs, TabsLine
from garage.reading import Reading
from garage.records import FillUp, Vehicle

_CONCERNED = (
    "vehicle", "specification", "fill_up", "odometer_reading", "service", "repair", "upgrade",
    "expense", "trip", "inspection", "reminder", "insurance_policy", "tyre_set", "part",
    "stock_movement", "work_line", "valuation", "note", "document", "plan_item",
)  # fmt: skip


class VehiclePage(Page):
    """One vehicle: its head, and the tabs below it."""

    back = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._vehicle = ""
        self._first: PreparedOverview | None = None
        """What is known of the vehicle already; `_content` is all of it."""
        self._content: Prepared | None = None
        self._start_adding = self._outdated = False
        self.head = VehicleHead()
        self.cover = VehicleCover(desk, self, self.head.picture)
        self.tabs = PageTabs(
            [
                (OVERVIEW, _("Overview")),
                (FUEL, _("Fuel")),
                *((spec.key, spec.words) for spec in tab_specs()),
            ],
            _("Vehicle"),
        )
        self.tabs.chosen.connect(self._on_tab)
        self.stack = TabStack(desk)
        self.overview, self.fuel = self.stack.overview, self.stack.fuel
        self.overview.fill_picked.connect(self._on_fill_picked)
        self.overview.record_picked.connect(self._on_record_picked)
        self.overview.history_wanted.connect(self._to_history)
        self.overview.reminder_wanted.connect(self._to_reminder)
        self.overview.insights_wanted.connect(self._to_insights)
        self.fuel.edit_wanted.connect(self._edit)
        self.fuel.delete_wanted.connect(self._delete)
        self.fuel.add_wanted.connect(self.add_with_form)
        self.stack.actions_changed.connect(self._show_actions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(TabsLine(self.tabs))
        column.addWidget(self.stack, 1)
        # The head keeps its place, so that nothing jumps when it comes after its tab.
        place = self.head.sizePolicy()
        place.setRetainSizeWhenHidden(True)
        self.head.setSizePolicy(place)
        for part in (self.head, self.stack):
            part.setVisible(False)
        self._add_command = Command(
            "fill.add", _("Add fill-up"), self.add_fill_up, "Ctrl+N", "plus",
            forbidden=access_of(desk).adding("fill_up", self._space),
        )  # fmt: skip
        self._print_command = Command(
            "vehicle.print", _("Save history as PDF…"), self.print_history, "Ctrl+P", "file-text",
            lambda: self._first is not None,
        )  # fmt: skip
        self._own = VehicleCommands(desk, self, self._shown_vehicle)
        self._turns = (self.stack.change_command, *turning(self.tabs))
        always = (self._print_command, *self._own.commands, *self._turns)
        self.set_actions(self._add_command, more=always)
        desk.changed.connect(self._on_changed)
        desk.settings_changed.connect(self.refresh)
        access_of(desk).changed.connect(self.actions_changed)

    # ------------------------------------------------------------------ what it shows

    @property
    def about(self) -> str:
        return self._vehicle

    @property
    def begins_at(self) -> QWidget | None:
        line = self.fuel.quick.edit
        return line if line.isVisible() and line.isEnabled() else None

    def show_route(self, route: Route) -> None:
        if route.vehicle != self._vehicle:
            self._vehicle, self._first, self._content = route.vehicle, None, None
            self.stack.forget()
            self.set_title("")
            for part in (self.head, self.stack):
                part.setVisible(False)
        tab = route.tab if route.tab in self.stack.keys else OVERVIEW
        self.tabs.set_current(tab)
        self._show_tab(tab)
        if route.record == NEW:
            self.add_fill_up()
        elif route.record:
            self.stack.pick(tab, route.record)
        if self._content is None or self._outdated:
            self.refresh()

    def refresh(self) -> None:
        if not self._vehicle:
            return
        self._outdated = False
        if self._content is None and self.tabs.current == OVERVIEW:
            self._desk.read(self, self._wanted().first, self._on_overview, self._on_failed)
            return
        # Its tab need not wait for the figures of all that the vehicle has.
        tab_first = self._content is None and self.tabs.current != FUEL
        if tab_first:
            self._desk.read(self, self._wanted().itself, self._on_first, self._on_failed)
        self._desk.read(self, self._wanted().all, self._on_read, self._on_failed, patient=tab_first)

    def _wanted(self) -> PageRead:
        desk, today = self._desk, self._desk.today()
        shown = Shown(desk.preferences, today, desk.months)
        reading = Reading.of(desk.preferences, zone=desk.zone, today=today, words=_)
        before = self._content.log if self._content is not None else None
        return PageRead(self._vehicle, shown, reading, before)

    def _on_first(self, vehicle: Vehicle) -> None:
        if vehicle.id != self._vehicle or vehicle.deleted or self._content is not None:
            return
        shown = Shown(self._desk.preferences, self._desk.today(), self._desk.months)
        if self.stack.show_first(vehicle, shown.of(vehicle), self.tabs.current):
            self.stack.setVisible(True)
            self._show_actions()

    def _on_changed(self, changes: Changes) -> None:
        self.stack.take_changes(changes, self.tabs.current)
        if self._vehicle and changes.concerns(*_CONCERNED):
            self._outdated = True
            if self.isVisible():
                self.refresh()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self._leave()
        else:
            self._desk.failed.emit(error)

    def _leave(self) -> None:
        """Back to the garage: the vehicle is gone."""
        gone, self._vehicle, self._first, self._content = self._vehicle, "", None, None
        here = self._desk.trail.here
        if here is not None and here.vehicle == gone:
            self._desk.go(Route(GARAGE))

    def _on_overview(self, first: PreparedOverview) -> None:
        if isinstance(first, Prepared):
            self._on_read(first)
        elif self._content is None and self.tabs.current == OVERVIEW and self._take(first):
            self.stack.show_overview(first)
            self._show_actions()
            rest = self._wanted().all
            self._desk.read(self, rest, self._on_read, self._on_failed, patient=True)

    def _on_read(self, content: Prepared) -> None:
        if not self._take(content):
            return
        self._content = content
        self.stack.show_content(content, self.tabs.current)
        self._show_tab(self.tabs.current)
        line = self.begins_at
        if self._start_adding:
            self._start_adding = False
            self.add_fill_up()
        elif line is not None and self.window().focusWidget() is self:
            line.setFocus()

    def _take(self, first: PreparedOverview) -> bool:
        """Show what stands above all tabs; False if it is not, or no more, what is wanted."""
        overview = first.overview
        vehicle = overview.vehicle
        if vehicle.id != self._vehicle:
            return False
        if vehicle.deleted:
            self._leave()
            return False
        self._first = first
        self.set_title(vehicle.name)
        self.head.show_overview(overview, first.shown)
        self.cover.show_vehicle(vehicle)
        self._show_counts(first)
        fuelled = takes_fuel(overview)
        if not fuelled and self.tabs.current == FUEL:
            # Before the tab is hidden: Qt would go to its neighbour.
            self.tabs.set_current(OVERVIEW)
        self.tabs.setTabVisible(1, fuelled)
        for part in (self.head, self.stack):
            part.setVisible(True)
        return True

    def _show_counts(self, first: PreparedOverview) -> None:
        """Say beside the words of a tab how many records it has."""
        electric = first.overview.vehicle.energies == ("electric",)
        words = {FUEL: _("Charging") if electric else _("Fuel")}
        words |= {spec.key: spec.words for spec in tab_specs() if spec.key in COUNTED}
        for key, title in words.items():
            count = first.counts.get(key, 0)
            self.tabs.set_words(key, f"{title} {count}" if count else title)

    def _show_tab(self, tab: str) -> None:
        """Bring a tab to the front; what was read since is put into it only now."""
        self.stack.show_tab(tab, self.tabs)
        self._show_actions()

    def _show_actions(self) -> None:
        """Offer what the tab in front can do; elsewhere, to add a fill-up."""
        front, first = self.stack.front, self._first
        fuelled = first is None or takes_fuel(first.overview)
        primary = front.primary if front else self._add_command if fuelled else None
        own = (self._print_command, *self._own.commands)
        always = (*own, *self.cover.commands, *self._turns)
        of_fuel = self.fuel.commands if self.tabs.current == FUEL else ()
        more = (*(front.more if front else of_fuel), *always)
        if front is not None and fuelled:
            # Its keys add what the tab in front is for.
            keys = "" if front.primary else self._add_command.shortcut
            more = (*front.more, replace(self._add_command, shortcut=keys), *always)
        if (primary, more) != (self.primary, self.more):
            self.set_actions(primary, more=more)

    # ------------------------------------------------------------------ going about

    def _on_tab(self, tab: str) -> None:
        self._show_tab(tab)
        self._desk.go(Route(VEHICLE, self._vehicle, tab))

    def _to_fuel(self) -> None:
        self.tabs.set_current(FUEL)
        self._on_tab(FUEL)

    def _to_history(self) -> None:
        self._desk.go(Route(VEHICLE, self._vehicle, "history"))

    def _to_reminder(self, reminder: str) -> None:
        self._desk.go(Route(VEHICLE, self._vehicle, "reminders", reminder))

    def _to_insights(self) -> None:
        self._desk.go(Route(INSIGHTS, self._vehicle))

    def _on_record_picked(self, record: str) -> None:
        self._own.open_record(record)

    def _on_fill_picked(self, fill: str) -> None:
        self._to_fuel()
        self.fuel.select(fill)

    # ------------------------------------------------------------------ what one can do

    def add_fill_up(self) -> None:
        """Go to the line of quick add; from there, open the form."""
        if self._content is None:
            self._start_adding = True
            return
        if self.tabs.current == FUEL and self.fuel.quick.edit.hasFocus():
            self.add_with_form()
            return
        self._to_fuel()
        self.fuel.quick.start()

    def add_with_form(self) -> None:
        """Open the form for a new fill-up, or for what the line of quick add says so far."""
        vehicle, line = self._shown_vehicle(), self.fuel.quick.understood
        if line is None or vehicle is None:
            self._form(None)
            return
        from client.ui.vehicles.record_form import open_form

        form = open_form(self._desk, self, line.kind, vehicle, preset=line.values)
        self.fuel.quick.hand_on(form)

    def _space(self) -> str:
        vehicle = self._shown_vehicle()
        return vehicle.space if vehicle is not None else ""

    def _shown_vehicle(self) -> Vehicle | None:
        return self._first.overview.vehicle if self._first is not None else None

    def print_history(self) -> None:
        """Ask how the vehicle's history is to be printed, and where to."""
        vehicle = self._shown_vehicle()
        if vehicle is not None:
            # Qt's PDF writer is not needed before: importing it would hold up the start.
            from client.ui.printing.print_dialog import PrintDialog

            PrintDialog(self._desk, self, vehicle).open()

    def _form(self, fill: FillUp | None) -> None:
        content = self._content
        if content is None:
            return
        vehicle, measures = content.overview.vehicle, content.log.measures
        electric = vehicle.energies == ("electric",)
        usual = measures[0] if measures else ("energy" if electric else "volume")
        # The forms are not needed before: importing them would hold up the start.
        from client.ui.vehicles.fill_form import FillForm
        from client.ui.vehicles.overtaken_marks import mark_form

        form = FillForm(self._desk, self, vehicle, usual, fill)
        form.open()
        if fill is not None:
            mark_form(self._desk, form, fill.id)

    def _edit(self, fill: str) -> None:
        self._desk.read(self, lambda reader: reader.get(FillUp, fill), self._form)

    def _delete(self, fills: list[str]) -> None:
        self._desk.operate(self, lambda store: delete(store, fills))
