"""Which vehicles of the garage a filter asks for: its fields, its facts, and what it has come to.

Beside a vehicle's fields and specifications the language knows `odometer`, `hours`, `economy` and
`distance` (this month's), as the garage shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from client.operations.overview import GarageCard
from client.store import Reader
from garage.reading import Reading
from garage.records import Record, Specification, VehicleGroup, kind_named
from garage.rules.figures import figure
from garage.words import N_

_SIGNS = "=<>~≠≤≥"
_LABELS = {
    "odometer": N_("Odometer"), "hours": N_("Hours"), "distance": N_("Distance"),
    "economy": N_("Economy"),
}  # fmt: skip
_WORDS = (" is empty", " is not empty", " ist leer", " ist nicht leer", " in (")


def is_language(text: str) -> bool:
    """Whether a text is a filter rather than words to look for."""
    low = text.casefold()
    return any(sign in text for sign in _SIGNS) or any(words in low for words in _WORDS)


def matching(
    reader: Reader, text: str, cards: Sequence[GarageCard], reading: Reading
) -> frozenset[str]:
    """The ids of the vehicles that the filter asks for; raises ValueRefused."""
    # The language is not needed before somebody writes in it: importing it would hold up the start.
    from garage.filters import evaluate, parse

    wanted = parse(text, kind_named("vehicle"), reading)
    known = _Known(reader, cards, reading.words)
    return frozenset(c.vehicle.id for c in cards if evaluate(wanted, c.vehicle, known))


class _Known:
    """What a filter looks at beside the vehicle's own fields."""

    def __init__(
        self, reader: Reader, cards: Sequence[GarageCard], words: Callable[[str], str]
    ) -> None:
        self._words = words
        self._cards: Mapping[str, GarageCard] = {card.vehicle.id: card for card in cards}
        self._groups = {group.id: group for group in reader.all(VehicleGroup)}
        self._specs: dict[str, list[Specification]] = {}
        for spec in reader.all(Specification):
            self._specs.setdefault(spec.vehicle, []).append(spec)

    def record(self, kinds: tuple[str, ...], id_: str) -> Record | None:
        """A vehicle's group."""
        return self._groups.get(id_) if "vehicle_group" in kinds else None

    def specifications(self, vehicle: str) -> Iterable[Specification]:
        """A vehicle's facts, and what it has come to as if those were facts too."""
        return [*self._specs.get(vehicle, ()), *_figures(self._cards[vehicle], self._words)]


def _figures(card: GarageCard, words: Callable[[str], str]) -> Iterable[Specification]:
    unit = card.vehicle.distance_unit or "km"
    way = figure(card.month_distance, unit, 1)
    found = [("odometer", card.odometer), ("hours", card.hours), ("distance", way)]
    if card.economy is not None and card.economy.latest is not None:
        found.append(("economy", card.economy.whole.shown(card.economy.latest)))
    for name, value in found:
        if value is not None:
            said = words(_LABELS[name])
            for each in {name.casefold(): name, said.casefold(): said}.values():
                yield Specification(name=each, value=value, vehicle=card.vehicle.id)
