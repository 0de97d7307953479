"""The boxes in which a new vehicle's kind, energy and unit of distance are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from client.ui.text import _
from client.ui.widgets.choice_box import ChoiceBox
from garage.records import ENERGIES
from garage.records.vehicles import VEHICLE_KINDS

USUAL_KIND = "car"
HYBRIDS = (("petrol", "electric"), ("diesel", "electric"))
ON_GAS = (("petrol", "lpg"), ("petrol", "cng"))


class DistanceUnitBox(ChoiceBox):
    """What its odometer counts; at first `usual`, where that is one of them."""

    def __init__(self, usual: str | None) -> None:
        super().__init__(_("Odometer counts"))
        for code, words in (("km", _("kilometres")), ("mi", _("miles"))):
            self.addItem(words, code)
        self.setCurrentIndex(max(self.findData(usual), 0))


class KindBox(ChoiceBox):
    """What sort of vehicle it is; at first a car."""

    def __init__(self) -> None:
        super().__init__(_("Kind"))
        for name, words in VEHICLE_KINDS.items():
            self.addItem(_(words), name)
        self.choose(USUAL_KIND)

    def choose(self, kind: str) -> None:
        """Choose a kind; one that the list does not have counts as its first."""
        self.setCurrentIndex(max(self.findData(kind), 0))


class EnergyBox(ChoiceBox):
    """What it runs on, one or two of them; `none` are the words for nothing."""

    def __init__(self, none: str, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__(_("Energy"))
        self.addItem(none, ())
        for name, words in ENERGIES.items():
            self.addItem(_(words), (name,))
        for pair in pairs:
            self.addItem(" + ".join(_(ENERGIES[name]) for name in pair), pair)

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is chosen."""
        return tuple(self.currentData() or ())

    def choose(self, energies: object) -> None:
        """Choose what it runs on; what the list does not have counts as not known."""
        found = (at for at in range(self.count()) if self.itemData(at) == energies)
        self.setCurrentIndex(next(found, 0))
