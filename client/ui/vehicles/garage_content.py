"""What the garage's page says, word for word: made in the read, kept for the next start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from client.ui.text import _
from client.ui.widgets.list_row import Leading
from client.ui.widgets.vehicle_card import CardContent

SORTS = ("due", "name", "odometer", "cost")


def sort_words() -> dict[str, str]:
    """What each order is called."""
    return {
        "due": _("Next due"),
        "name": _("Name"),
        "odometer": _("Odometer"),
        "cost": _("Cost this month"),
    }


@dataclass(frozen=True, slots=True)
class ShownVehicle:
    """A vehicle's card, and its place in each of the orders."""

    id: str
    content: CardContent
    picture: str
    paint: str
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the lists at the side; it opens a vehicle."""

    vehicle: str
    leading: Leading
    title: str
    subtitle: str
    trailing: str
    role: str = "text_muted"


@dataclass(frozen=True, slots=True)
class GarageContent:
    """All that the page says."""

    summary: tuple[tuple[str, str], ...]
    """(figure, what it is about), from the left."""
    vehicles: tuple[ShownVehicle, ...]
    due: tuple[ShownRow, ...]
    due_note: str
    more_due: str
    """Words for what is due beyond the rows; "" if nothing is."""
    lately: tuple[ShownRow, ...]

    def sorted_by(self, order: str) -> list[ShownVehicle]:
        """The cards in one of SORTS."""
        return sorted(self.vehicles, key=lambda vehicle: vehicle.places[order])

    def foremost(self, count: int) -> GarageContent:
        """With so many cards at most, those that stand first."""
        return replace(self, vehicles=tuple(self.sorted_by(SORTS[0])[:count]))
