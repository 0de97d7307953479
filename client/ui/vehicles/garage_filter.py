"""The filter over the garage's vehicles: what is asked for, and which of them fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from client.operations.narrowing import is_language
from client.operations.overview import GONE
from client.store.search import fold
from client.ui.text import _
from client.ui.vehicles.garage_shown import GarageRow

STATUSES = ("here", "active", "laid_up", "gone", "all")
NO_GROUP = "-"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which vehicles are asked for; ``found`` are those that a filter as typed found."""

    text: str = ""
    status: str = STATUSES[0]
    energy: str = ""
    group: str = ""
    found: frozenset[str] | None = None

    @property
    def any(self) -> bool:
        """Whether it narrows anything down."""
        return replace(self, found=None) != Filter()

    @property
    def with_gone(self) -> bool:
        """Whether vehicles that were sold are asked for."""
        return self.status in ("gone", "all")

    def narrow(self, rows: Sequence[GarageRow]) -> list[GarageRow]:
        """The rows asked for. A filter in the language counts once `found` is there."""
        return [row for row in rows if self._takes(row)]

    def _takes(self, row: GarageRow) -> bool:
        vehicle = row.card.vehicle
        if self.energy and self.energy not in vehicle.energies:
            return False
        if self.group and self.group != (vehicle.group if row.group else NO_GROUP):
            return False
        return self._takes_status(vehicle.status) and self._takes_text(row)

    def _takes_status(self, status: str) -> bool:
        if self.status == "here":
            return status not in GONE
        if self.status == "gone":
            return status in GONE
        return self.status in ("all", status)

    def _takes_text(self, row: GarageRow) -> bool:
        if is_language(self.text):
            return self.found is None or row.id in self.found
        return all(word in row.words for word in fold(self.text).split())


def status_words() -> dict[str, str]:
    """What the choices of status are called."""
    return {
        "here": _("In use and laid up"),
        "active": _("In use"),
        "laid_up": _("Laid up"),
        "gone": _("Sold or scrapped"),
        "all": _("All"),
    }
