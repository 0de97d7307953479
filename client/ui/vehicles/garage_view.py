"""How the garage is looked at: as cards or a table, in which order, in sections or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from client.ui.text import _

CARDS, TABLE = "cards", "table"
SORTS = ("due", "name", "odometer", "cost", "used", "make")


@dataclass(frozen=True, slots=True)
class View:
    """How the garage is looked at; kept over a restart."""

    layout: str = CARDS
    sort: str = SORTS[0]
    grouped: bool = False

    @classmethod
    def kept(cls, kept: object) -> View:
        """What was kept, as far as it can be."""
        known: Mapping[str, Any] = kept if isinstance(kept, Mapping) else {}
        layout, sort = known.get("layout"), known.get("sort")
        return cls(
            layout if layout in (CARDS, TABLE) else CARDS,
            sort if sort in SORTS else SORTS[0],
            known.get("grouped") is True,
        )

    def to_keep(self) -> dict[str, object]:
        """For the settings."""
        return {"layout": self.layout, "sort": self.sort, "grouped": self.grouped}


def sort_words() -> dict[str, str]:
    """What each order is called."""
    return {
        "due": _("Next due"),
        "name": _("Name"),
        "odometer": _("Odometer"),
        "cost": _("Cost this month"),
        "used": _("Last used"),
        "make": _("Make"),
    }
