"""The first steps: four of them, each to be skipped and come back to, none with an account."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from client.operations.first_steps import still_there
from client.store import Changes, Reader
from client.ui.desk import Desk
from client.ui.routes import GARAGE, NEW, SETTINGS, VEHICLE, Route
from client.ui.shell.page import Page
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.vehicle_form import VehicleForm
from client.ui.welcome.rail import WIDTH as RAIL
from client.ui.welcome.rail import Step, StepRail
from client.ui.welcome.reminders_panel import RemindersPanel
from client.ui.welcome.vehicle_panel import VehiclePanel
from client.ui.welcome.ways import WayCard
from client.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from client.ui.widgets.labels import label
from client.ui.widgets.painting import draw_rule, repaint_on_theme

YOU, FIRST, REMINDERS, OTHERS = range(4)
_NARROW = 1_040
FOOT = 64


class _Foot(QWidget):
    """Back, skip, and the one action of the step."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(FOOT)
        self.back = QuietButton(_("Back"))
        self.skip = SecondaryButton(_("Skip for now"))
        self.go_on = PrimaryButton(_("Continue"), "arrow-right")
        row = self._row = QHBoxLayout(self)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.skip)
        row.addWidget(self.go_on)
        repaint_on_theme(self)

    def set_side(self, side: int) -> None:
        """Stand below the content, whose margins are so wide; Back has its own padding."""
        self._row.setContentsMargins(side - 12, 0, side, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_rule(QPainter(self), 0, 0, QRectF(self.rect()).width())


class WelcomePage(Page):
    """Takes the whole window; the garage is there all the time, behind Skip."""

    bare = True
    toast_margins = (RAIL + 24, FOOT + 16)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.step = YOU
        """Where one is."""
        self._away = False
        """Whether the settings are looked at, to come back from."""
        self._vehicle = self._vehicle_name = ""
        self._last = ""
        """The vehicle that was added last: undone, it is not there any more."""
        self._reminded = False
        self.set_title(_("First steps"))
        self.rail = StepRail(self._steps())
        self.rail.chosen.connect(self.show_step)
        self.first, self.reminders = VehiclePanel(desk), RemindersPanel(desk)
        self._panels = QStackedWidget()
        for panel in (self.first, self.reminders, self._others()):
            self._panels.addWidget(panel)
        self.foot = _Foot()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._panels, 1)
        right.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self._offer_ways()
        self._connect()

    def _connect(self) -> None:
        self.first.told.connect(self._on_told)
        self.first.added.connect(self._on_added)
        self.first.done.connect(self._on_go_on)
        self.first.person.told.connect(self._show_rail)
        self.first.person.name.line.returnPressed.connect(self._on_name_entered)
        self.first.by_hand.connect(self.enter_by_hand)
        self.first.person.change.connect(self._to_settings)
        self.reminders.kept.connect(self._on_reminded)
        self.foot.back.clicked.connect(self._on_back)
        self.foot.skip.clicked.connect(self._on_skip)
        self.foot.go_on.clicked.connect(self._on_go_on)
        self._desk.settings_changed.connect(self._show_rail)
        self._desk.changed.connect(self._on_changed)

    def _offer_ways(self) -> None:
        for place, (part, icon, title, about) in enumerate(
            (
                ("import", "download", _("Import from another app"),
                 _("Fuelio, Drivvo, Fuelly, LubeLogger, CSV")),
                ("sample", "warehouse", _("Look at a sample garage"),
                 _("Six vehicles, five years of records")),
            )
        ):  # fmt: skip
            known = (one for one in self._desk.commands if part in one.id.split("."))
            command = next(known, None)
            if command is not None:
                way = WayCard(icon, title, about)
                way.clicked.connect(command.run)
                self.first.add_way(way, 0 if place == 0 else len(self.first.ways))

    def _others(self) -> QWidget:
        others = QWidget()
        column = QVBoxLayout(others)
        column.setContentsMargins(56, 36, 56, 24)
        column.setSpacing(16)
        column.addWidget(label(_("Other devices and people can wait"), "title", weight=SEMIBOLD))
        for words in (
            _("Paddock works alone and offline: everything is in one folder on this computer, "
              "and the log is copied every day into its backups."),
            _("Your log can leave at any time: Settings has “Export everything”, as tables, as "
              "JSON or as an archive that restores, and a backup of every day."),
            _("These steps are in the menu (F10) too, and Settings has what you chose here."),
        ):  # fmt: skip
            text = label(words, role="text_muted", wrap=True)
            text.setMaximumWidth(640)
            column.addWidget(text)
        sign_in = next((one for one in self._desk.commands if one.id == "account.sign_in"), None)
        if sign_in is not None:
            way = WayCard(
                "user", _("Sign in"), _("To your own server, or to one you are invited to")
            )
            way.setMaximumWidth(480)
            way.clicked.connect(self._to_account)
            column.addWidget(way)
            self.sign_in = way
        column.addStretch(1)
        return others

    def _to_account(self) -> None:
        """On to the account's settings: the steps have done their work."""
        self.finish()
        self._desk.command("account.sign_in").run()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.setVisible(self.width() >= _NARROW)
        self.foot.set_side(self.first.side_for(self.foot.width()))

    # ------------------------------------------------------------------ where one is

    def show_route(self, route: Route) -> None:
        if self._away:
            # Back from the settings: everything is where it was left, the keyboard too.
            self._away = False
            self.first.person.show_settings()
            self.first.person.change_button.setFocus()
            return
        if self._vehicle:
            # Gone through already: the next vehicle. Else what was typed stays.
            self._vehicle, self._vehicle_name, self._reminded = "", "", False
            self._last = ""
            self.first.begin_anew()
            self.reminders.show_vehicle("", "")
        self.first.person.show_settings()
        self.show_step(FIRST if self._desk.settings.get("name") else YOU)

    def refresh(self) -> None:
        self._show_rail()

    def show_step(self, step: int) -> None:
        """Go to a step; the keyboard stands where it begins."""
        self.step = step
        self._panels.setCurrentIndex(max(step - 1, 0))
        self._show_rail()
        self._show_foot()
        starts = {
            YOU: self.first.person.name.line,
            FIRST: self.first.vin,
            REMINDERS: self.reminders.fields[0].line,
        }
        starts.get(step, self.foot.go_on).setFocus()

    def _steps(self) -> tuple[Step, ...]:
        return (
            Step(_("You and your units"), _("Name, region, units")),
            Step(_("First vehicle"), _("By VIN, by hand or imported")),
            Step(_("What to be reminded of"), _("Inspection, insurance, service")),
            Step(_("Other devices and people"), _("Can wait; works alone, offline")),
        )

    def _show_rail(self) -> None:
        done = [self.step > YOU, bool(self._vehicle), self._reminded, False]
        about = [self.first.person.said if done[YOU] else "", self._vehicle_name, "", ""]
        for row, step, ready, words in zip(self.rail.rows, self._steps(), done, about, strict=True):
            row.show_step(Step(step.title, words or step.about), done=ready)
        self.rail.mark(self.step)

    def _show_foot(self) -> None:
        foot, named = self.foot, self.first.described
        foot.back.setVisible(self.step > YOU)
        foot.skip.setVisible(self.step < OTHERS)
        if self.step == FIRST and self._adds:
            words = _("Add {vehicle} and continue").format(vehicle=named)
            foot.go_on.set_words(words if named else _("Add and continue"))
            foot.go_on.setEnabled(bool(named))
        else:
            last = _("To the first fill-up") if self._vehicle else _("Open the garage")
            foot.go_on.set_words(last if self.step == OTHERS else _("Continue"))
            foot.go_on.setEnabled(True)

    @property
    def _adds(self) -> bool:
        """Whether a vehicle is to be added: none is yet, or another is described beside it."""
        return not self._vehicle or bool(self.first.described and not self.first.keeps)

    # ------------------------------------------------------------------ going on

    def _on_back(self) -> None:
        self.show_step(max(self.step - 1, YOU))

    def _on_skip(self) -> None:
        if self.step == FIRST:
            self.finish()
        else:
            self.show_step(self.step + 1)

    def _on_go_on(self) -> None:
        if self.step == YOU:
            self.first.person.keep_name()
            self.show_step(FIRST)
        elif self.step == FIRST and (self._adds or self.first.keeps):
            if self.first.described or self.first.keeps:
                self.first.save()
        elif self.step == REMINDERS:
            self.reminders.save()
        elif self.step == OTHERS:
            self.finish()
        else:
            self.show_step(self.step + 1)

    def _on_name_entered(self) -> None:
        self.first.person.keep_name()
        self.show_step(FIRST)

    def enter_by_hand(self) -> None:
        """Open the form of any vehicle."""
        form = VehicleForm(self._desk, self)
        form.added_as.connect(self._on_added_by_hand)
        form.open()

    def _on_told(self) -> None:
        # Whoever describes the vehicle has said who they are: what goes on is the vehicle.
        if self.step == YOU and self.first.described:
            self.first.person.keep_name()
            self.step = FIRST
            self._show_rail()
        self._show_foot()

    def _on_added(self, vehicle: str) -> None:
        self._go_on_with(vehicle, self.first.described)

    def _on_added_by_hand(self, vehicle: str, name: str) -> None:
        self.first.forget()
        self._go_on_with(vehicle, name)

    def _go_on_with(self, vehicle: str, name: str) -> None:
        self._reminded = self._reminded and vehicle == self._last
        self._vehicle = self._last = vehicle
        self._vehicle_name = name
        self.reminders.show_vehicle(vehicle, name)
        self.show_step(REMINDERS)

    def _on_changed(self, changes: Changes) -> None:
        # A log, or the sample garage, has come in beside the steps: they have done their work.
        if self.isVisible() and changes.operation in ("import", "sample"):
            self.finish()
        elif self._last and changes.concerns("vehicle", "reminder"):
            vehicle, reminders = self._last, self.reminders.ids

            def look(reader: Reader) -> tuple[str, bool, bool]:
                return vehicle, *still_there(reader, vehicle, reminders)

            self._desk.read(self, look, self._on_looked)

    def _on_looked(self, found: tuple[str, bool, bool]) -> None:
        """What the steps wrote may have been undone, or done again."""
        vehicle, there, reminded = found
        if vehicle != self._last:
            return
        if self.reminders.keeps and not reminded:
            self.reminders.forget()
            self._reminded = False
        if there != bool(self._vehicle):
            self._vehicle = vehicle if there else ""
            self.first.set_there(there)
            self.reminders.allow(there)
            if self.step > FIRST and not there:
                self.show_step(FIRST)
        self._show_rail()
        self._show_foot()

    def _on_reminded(self) -> None:
        self._reminded = bool(self._vehicle)
        self.show_step(OTHERS)

    @property
    def begins_at(self) -> QWidget:
        """The name: with it one can go on by keyboard alone."""
        return self.first.person.name

    def finish(self) -> None:
        """On to the vehicle's first fill-up, or to the garage; the steps do not come by themselves
        again.
        """
        self.first.person.keep_name()
        self._desk.keep({"welcomed": True})
        if self._vehicle:
            self._desk.go(Route(VEHICLE, self._vehicle, "fuel", NEW))
        else:
            self._desk.go(Route(GARAGE))

    def _to_settings(self) -> None:
        self._away = True
        self._desk.go(Route(SETTINGS, tab="units"))
