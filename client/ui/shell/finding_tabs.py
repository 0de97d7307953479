"""The tabs of a vehicle's page as places to go: "herbie plan", or "plan" at Herbie."""

from __future__ import annotations

from collections.abc import Sequence

from client.ui.routes import VEHICLE, Route
from client.ui.shell.finding import names
from client.ui.shell.found import Found
from client.ui.shell.known import Known
from client.ui.shell.matching import begins, marks
from client.ui.text import _
from client.ui.vehicles.pictures import described
from client.ui.vehicles.record_words import vehicle_icon
from client.ui.vehicles.tabs import tab_specs
from garage.records import Vehicle

MOST_TABS = 2


def found_tabs(known: Known, words: Sequence[str]) -> list[Found]:
    """Tabs whose title goes on from a vehicle that is named, or that one is at."""
    rows = [
        _tab(vehicle, key, title, words)
        for vehicle in known.in_use
        for key, title in _titles()
        if _asked(vehicle, title, words, here=vehicle.id == known.here)
    ]
    return rows[:MOST_TABS]


def _titles() -> list[tuple[str, str]]:
    return [("fuel", _("Fuel")), *((spec.key, spec.words) for spec in tab_specs())]


def _asked(vehicle: Vehicle, title: str, words: Sequence[str], *, here: bool) -> bool:
    rest = [word for word in words if not names(word, vehicle)]
    named = here or len(rest) < len(words)
    return named and bool(rest) and all(begins(word, title) for word in rest)


def _tab(vehicle: Vehicle, key: str, title: str, words: Sequence[str]) -> Found:
    shown = _("{what}, {vehicle}").format(what=title, vehicle=vehicle.name)
    return Found(
        shown,
        described(vehicle),
        vehicle_icon(vehicle),
        Route(VEHICLE, vehicle.id, key),
        marks=marks(words, shown),
    )
