"""What every tab of a vehicle's page is: it is shown a vehicle, and reads when it has to."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from client.store import Changes
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.spaces.access import access_of
from client.ui.vehicles.shown import Shown
from garage.records import Vehicle


class VehicleTab(QWidget):
    """A tab below the vehicle's head.

    A tab overrides ``refresh``, which reads and shows. The page calls it when the tab comes to the
    front and what it shows is not up to date: after another vehicle, other habits of the person,
    or a change of one of the kinds in ``concerns``. ``primary`` and ``more`` are what can be done
    here; call ``set_actions`` when they change.
    """

    actions_changed = Signal()

    concerns: tuple[str, ...] = ()
    """The kinds whose changes it shows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.vehicle = Vehicle()
        """The vehicle shown, with the person's units where it names none."""
        self.shown = Shown(desk.preferences, desk.today(), desk.months)
        """Writes figures in the vehicle's units."""
        self.primary: Command | None = None
        self.more: tuple[Command, ...] = ()
        self._outdated = True
        self._no_adding = access_of(desk).adding("", self.space)

    def space(self) -> str:
        """The id of the garage that the vehicle is in."""
        return self.vehicle.space

    def set_actions(self, primary: Command | None, more: tuple[Command, ...] = ()) -> None:
        """Say what can be done here: one thing above all, and what only the menu has.

        What adds records (its id says "add") is greyed out where the garage is only looked at.
        """
        self.primary = self._guarded(primary) if primary is not None else None
        self.more = tuple(self._guarded(command) for command in more)
        self.actions_changed.emit()

    def _guarded(self, command: Command) -> Command:
        adds = "add" in command.id.split(".")
        return replace(command, forbidden=self._no_adding) if adds else command

    def show_vehicle(self, vehicle: Vehicle, shown: Shown) -> None:
        """Stand for this vehicle from now on, written so; it is read when it comes to the front."""
        if (vehicle, shown) != (self.vehicle, self.shown):
            self.vehicle, self.shown = vehicle, shown
            self._outdated = True

    def take_changes(self, changes: Changes) -> None:
        """Remember that what is shown may have changed."""
        if changes.concerns(*self.concerns):
            self._outdated = True

    def come_to_front(self) -> None:
        """Be up to date, now that one can be seen."""
        if self._outdated and self.vehicle.id:
            self._outdated = False
            self.refresh()

    def refresh(self) -> None:
        """Read what is shown and show it."""

    def pick(self, record: str) -> None:
        """Select a record of this tab by its id, now or as soon as it has been read."""
