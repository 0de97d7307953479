"""What the garage's page says, word for word: made in the read, kept for the next start."""

from __future__ import annotations

from dataclasses import dataclass, replace

from client.ui.vehicles.card_grid import Shown as ShownCard
from client.ui.widgets.list_row import Leading


@dataclass(frozen=True, slots=True)
class SideRow:
    """A row of the lists at the side; it opens a vehicle, or a reminder of it."""

    vehicle: str
    reminder: str
    """"" for the vehicle itself."""
    leading: Leading
    title: str
    subtitle: str
    trailing: str
    role: str = "text_muted"


@dataclass(frozen=True, slots=True)
class SideWords:
    """What the lists at the side say."""

    due: tuple[SideRow, ...]
    due_note: str
    more_due: str
    """Words for what is due beyond the rows; "" if nothing is."""
    lately: tuple[SideRow, ...]


@dataclass(frozen=True, slots=True)
class GarageWords:
    """All that the page says while it shows cards."""

    sums: tuple[tuple[str, str], ...]
    """(figure, what it is about), from the left."""
    cards: tuple[ShownCard, ...]
    """In the order in which they stand, with their sections."""
    side: SideWords

    def foremost(self, count: int) -> GarageWords:
        """With so many cards at most, those that stand first."""
        return replace(self, cards=self.cards[:count])
