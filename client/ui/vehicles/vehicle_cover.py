"""A vehicle's photo on its own page: shown in the head, chosen, dropped onto the page, removed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from client.operations.covers import is_photo
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.photos import PhotoShelf, dropped_picture
from client.ui.vehicles.vehicle_deeds import VehicleDeeds
from client.ui.vehicles.vehicle_head import VehiclePicture
from client.ui.widgets.dropped import take_a_copy
from client.ui.widgets.tips import plain_tip
from garage.records import Vehicle


class VehicleCover(QObject):
    """Stands between a page and the picture in its head; `commands` are for the page's menu."""

    def __init__(self, desk: Desk, page: QWidget, picture: VehiclePicture) -> None:
        super().__init__(page)
        self._picture = picture
        self._vehicle: Vehicle | None = None
        self._deeds = VehicleDeeds(desk, page)
        self._photos = PhotoShelf.of(desk)
        self._photos.arrived.connect(self._on_arrived)
        self.commands = (
            Command("vehicle.picture", _("Choose picture…"), self.choose, "", "camera",
                    lambda: self._vehicle is not None),
            Command("vehicle.no-picture", _("Remove picture"), self.remove, "", "x",
                    self.has_photo),
        )  # fmt: skip
        picture.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        picture.customContextMenuRequested.connect(self._on_menu)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def show_vehicle(self, vehicle: Vehicle) -> None:
        """Show a vehicle's photo, or its drawing."""
        self._vehicle = vehicle
        self._show()

    def _show(self) -> None:
        name = self._vehicle.picture if self._vehicle is not None else ""
        self._picture.set_photo(self._photos.photo(name))
        lost = self._photos.is_lost(name)
        words = (
            _("The photo is missing on this computer; the drawing stands in for it. Drop it here "
              "again, or choose another from the menu.")
            if lost
            else _("Drop a photo here, or choose one from the menu.")
        )  # fmt: skip
        self._picture.set_lost(lost)
        self._picture.setToolTip(plain_tip(words))
        self._picture.setAccessibleDescription(words if lost else "")

    def _on_menu(self, at: QPoint) -> None:
        if self._vehicle is not None:
            self._deeds.picture_menu(self._vehicle).popup(self._picture.mapToGlobal(at))

    def has_photo(self) -> bool:
        """Whether it has a photo that could be removed."""
        return self._vehicle is not None and is_photo(self._vehicle.picture)

    def _on_arrived(self, picture: str) -> None:
        if self._vehicle is not None and self._vehicle.picture == picture:
            self._show()

    def choose(self) -> None:
        """Ask for a photo."""
        if self._vehicle is not None:
            self._deeds.ask_for_picture(self._vehicle.id)

    def remove(self) -> None:
        """Show the drawing again."""
        if self._vehicle is not None and self.has_photo():
            self._deeds.remove_picture(self._vehicle.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent | QDragEnterEvent):
            path = dropped_picture(event.mimeData())
            if path is None or self._vehicle is None:
                # What is no picture is the window's: a log to be imported.
                event.ignore()
                return True
            take_a_copy(event)
            if event.type() == QEvent.Type.Drop:
                self._deeds.take_picture(self._vehicle.id, path)
            return True
        return super().eventFilter(watched, event)
