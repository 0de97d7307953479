"""The tabs of a vehicle's page as places to go: "herbie plan", or "plan" at Herbie."""

from __future__ import annotations

from collections.abc import Sequence

from client.ui.routes import VEHICLE, Route
from client.ui.shell.finding import named_by
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
    rows: list[Found] = []
    first = [("overview", _("Overview")), ("fuel", _("Fuel"))]
    titles = [*first, *((spec.key, spec.words) for spec in tab_specs())]
    # Of most words no title begins so, and no vehicle need be asked.
    fits = {word: {key for key, title in titles if begins(word, title)} for word in words}
    if not any(fits.values()):
        return []
    named = {word: named_by(known, word) for word in words}
    told = {known.here}.union(*named.values())
    for vehicle in known.in_use:
        if vehicle.id not in told:
            continue
        rest = [word for word in words if vehicle.id not in named[word]]
        if not rest:
            continue
        asked = set.intersection(*(fits[word] for word in rest))
        rows += [_tab(vehicle, key, title, words) for key, title in titles if key in asked]
        if len(rows) >= MOST_TABS:
            break
    return rows[:MOST_TABS]


def _tab(vehicle: Vehicle, key: str, title: str, words: Sequence[str]) -> Found:
    shown = _("{what}, {vehicle}").format(what=title, vehicle=vehicle.name)
    return Found(
        shown,
        described(vehicle),
        vehicle_icon(vehicle),
        Route(VEHICLE, vehicle.id, key),
        marks=marks(words, shown),
    )
