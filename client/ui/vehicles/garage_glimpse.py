"""The garage as it was last seen: stands in for its page until the store is open and read."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.routes import VEHICLE, Route
from client.ui.scroll_keeper import ScrollKeeper
from client.ui.shell.page import Page
from client.ui.text import _
from client.ui.vehicles.garage_spread import GarageSpread
from client.ui.vehicles.garage_view import View
from client.ui.vehicles.garage_words import GarageWords


class GarageGlimpse(Page):
    """Shows cards and lists word for word; what needs more is wished for, and done by the page.

    Nothing here may import the store: see docs/decisions/0005-a-glimpse-before-the-store.md.
    """

    def __init__(self, desk: Desk, words: GarageWords) -> None:
        super().__init__()
        self._desk = desk
        self.add_wished = self.filter_wished = False
        self.set_title(_("Garage"))
        found = next((one for one in desk.commands if "import" in one.id.split(".")), None)
        add = Command(
            "vehicle.add", _("Add vehicle"), self._wish_add, "Ctrl+N", "plus", also="Ctrl+Shift+N"
        )
        self.set_actions(add, (found,) if found else ())
        self.spread = GarageSpread(View.kept(desk.settings.get("garage")))
        ScrollKeeper(desk, "garage", self.spread)
        self.head, self.grid, self.side = self.spread.head, self.spread.grid, self.spread.side
        self.figures = self.head.figures
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.spread)
        self.spread.fit(self.width())
        self.grid.opened.connect(self._open)
        self.side.opened.connect(self._open)
        self.side.reminder_opened.connect(self._open_reminder)
        self.head.viewed.connect(self._on_view)
        self.head.filtering.connect(self._wish_filter)
        self.head.show_sums(words.sums)
        self.grid.set_cards(words.cards)
        self.side.show_words(words.side)

    @property
    def focused_vehicle(self) -> str:
        """The vehicle whose card has the keyboard; "" if none has."""
        return next((str(c.property("vehicle")) for c in self.grid.cards if c.hasFocus()), "")

    def _wish_add(self) -> None:
        self.add_wished = True

    def _wish_filter(self) -> None:
        self.filter_wished = True

    def _on_view(self, view: View) -> None:
        self.head.set_view(view)
        self._desk.keep({"garage": view.to_keep()})

    def _open(self, vehicle: str) -> None:
        self._desk.go(Route(VEHICLE, vehicle))

    def _open_reminder(self, vehicle: str, reminder: str) -> None:
        self._desk.go(Route(VEHICLE, vehicle, "reminders", reminder))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.spread.fit(self.width())
