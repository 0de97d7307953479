"""What can be done to a vehicle from any tab of its page: change it, note something, delete it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from client.operations.records import delete
from client.store import Changes, Reader, Store
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.spaces.access import access_of
from client.ui.text import _
from client.ui.widgets.page_tabs import PageTabs
from garage.records import Record, Vehicle


def turning(tabs: PageTabs) -> tuple[Command, ...]:
    """The ways from tab to tab, as browsers have them."""
    group = _("Go")
    return (
        Command("tab.next", _("Next tab"), tabs.go_next, "Ctrl+PgDown", "arrow-right", group=group),
        Command("tab.previous", _("Previous tab"), tabs.go_previous, "Ctrl+PgUp", "arrow-left",
                group=group),
    )  # fmt: skip


class VehicleCommands(QObject):
    """`vehicle` gives the one that the page shows, or None as long as it is read."""

    # A QObject, since the window's menu is made anew all the time: of an action that is connected
    # to anything else PySide keeps a little for good.

    def __init__(self, desk: Desk, page: QWidget, vehicle: Callable[[], Vehicle | None]) -> None:
        super().__init__(page)
        self._desk, self._page, self._vehicle = desk, page, vehicle
        there, access = self._is_there, access_of(desk)
        change = access.changing("vehicle", self._space)

        def add(kind: str) -> Callable[[], str]:
            return access.adding(kind, self._space)

        self.commands = (
            Command("vehicle.edit", _("Edit vehicle…"), self.edit, "Ctrl+E", "pencil", there,
                    forbidden=change),
            Command("vehicle.fill_up", _("Add fill-up by form…"), self.add_fill_up,
                    "Ctrl+Shift+F", "fuel", there, forbidden=add("fill_up")),
            Command("vehicle.odometer", _("Note odometer…"), self.note_odometer, "Ctrl+Shift+O",
                    "gauge", there, forbidden=add("odometer_reading")),
            Command("vehicle.service", _("Add service…"), self.add_service, "Ctrl+Shift+S",
                    "wrench", there, forbidden=add("service")),
            Command("vehicle.expense", _("Add expense…"), self.add_expense, "Ctrl+Shift+E",
                    "coins", there, forbidden=add("expense")),
            Command("vehicle.move", _("Move to another garage…"), self.move, "", "arrow-right",
                    there, forbidden=access.moving(self._space)),
            Command("vehicle.restrict", _("Who may see this…"), self.restrict, "", "users",
                    there, forbidden=access.restricting(self._space)),
            Command("vehicle.share", _("Share its dates by an address…"), self.share, "", "link",
                    there, forbidden=add("shared_feed")),
            Command("vehicle.delete", _("Delete vehicle"), self.delete, "", "trash-2", there,
                    forbidden=change),
        )  # fmt: skip

    def _is_there(self) -> bool:
        return self._vehicle() is not None

    def _space(self) -> str:
        vehicle = self._vehicle()
        return vehicle.space if vehicle is not None else ""

    def edit(self) -> None:
        """Open the form of the vehicle itself."""
        vehicle = self._vehicle()
        if vehicle is not None:
            self.open_record(vehicle.id)

    def add_fill_up(self) -> None:
        """Open the form for a fill-up."""
        self._add("fill_up")

    def note_odometer(self) -> None:
        """Open the form for what the odometer shows."""
        self._add("odometer_reading")

    def add_service(self) -> None:
        """Open the form for a service."""
        self._add("service")

    def add_expense(self) -> None:
        """Open the form for an expense."""
        self._add("expense")

    def move(self) -> None:
        """Ask where the vehicle is to go."""
        vehicle = self._vehicle()
        if vehicle is not None:
            from client.ui.spaces.vehicle_forms import MoveForm

            MoveForm(self._desk, self._page, vehicle).open()

    def restrict(self) -> None:
        """Ask who may go on seeing the vehicle."""
        vehicle = self._vehicle()
        if vehicle is not None:
            from client.ui.spaces.vehicle_forms import RestrictForm

            RestrictForm(self._desk, self._page, vehicle).open()

    def share(self) -> None:
        """Make an address at which others read the vehicle's events and what is due of it."""
        vehicle = self._vehicle()
        if vehicle is not None:
            from client.ui.calendar.feed_form import FeedForm, Shared

            shared = Shared(vehicle.id, vehicle.name, "vehicle")
            FeedForm(self._desk, self._page, shared).open()

    def delete(self) -> None:
        """Put the vehicle in the trash; a toast offers to undo it."""
        vehicle = self._vehicle()
        if vehicle is None:
            return
        ids = [vehicle.id]

        def work(store: Store) -> Changes:
            return delete(store, ids)

        self._desk.operate(self._page, work)

    def open_record(self, id_: str) -> None:
        """Open the form of a record of the vehicle, or of the vehicle, as it is kept now."""

        def whole(reader: Reader) -> Record:
            return reader.find(id_)

        self._desk.read(self._page, whole, self._open)

    def _open(self, record: Record) -> None:
        vehicle = record if isinstance(record, Vehicle) else self._vehicle()
        self._form(record.kind, vehicle, record)

    def _add(self, kind: str) -> None:
        vehicle = self._vehicle()
        if vehicle is not None:
            self._form(kind, vehicle)

    def _form(self, kind: str, vehicle: Vehicle | None, record: Record | None = None) -> None:
        # The forms are not needed before: importing them would hold up the start.
        from client.ui.vehicles.record_form import open_form

        open_form(self._desk, self._page, kind, vehicle, record)
