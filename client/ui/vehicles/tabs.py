"""The tabs of a vehicle's page beside overview and fuel, each made when one first comes to it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from client.store import Query, Reader
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.vehicle_tab import VehicleTab
from garage.records import kind_named


@dataclass(frozen=True)
class TabSpec:
    """A tab: its key in routes, its words, how it is made, and the kinds that live in it."""

    key: str
    words: str
    make: Callable[[Desk], VehicleTab]
    kinds: tuple[str, ...] = ()


def _service(desk: Desk) -> VehicleTab:
    from client.ui.vehicles.service_tab import ServiceTab

    return ServiceTab(desk)


def _expenses(desk: Desk) -> VehicleTab:
    from client.ui.vehicles.expenses_tab import ExpensesTab

    return ExpensesTab(desk)


def _trips(desk: Desk) -> VehicleTab:
    from client.ui.vehicles.trips_tab import TripsTab

    return TripsTab(desk)


def _reminders(desk: Desk) -> VehicleTab:
    from client.ui.vehicles.reminders_tab import RemindersTab

    return RemindersTab(desk)


def _plan(desk: Desk) -> VehicleTab:
    from client.ui.vehicles.plan_tab import PlanTab

    return PlanTab(desk)


def _parts(desk: Desk) -> VehicleTab:
    from client.ui.vehicles.parts_tab import PartsTab

    return PartsTab(desk)


def _tyres(desk: Desk) -> VehicleTab:
    from client.ui.vehicles.tyres_tab import TyresTab

    return TyresTab(desk)


def _specs(desk: Desk) -> VehicleTab:
    from client.ui.vehicles.specs_tab import SpecsTab

    return SpecsTab(desk)


def _documents(desk: Desk) -> VehicleTab:
    from client.ui.vehicles.documents_tab import DocumentsTab

    return DocumentsTab(desk)


def _notes(desk: Desk) -> VehicleTab:
    from client.ui.vehicles.notes_tab import NotesTab

    return NotesTab(desk)


def _history(desk: Desk) -> VehicleTab:
    from client.ui.vehicles.history_tab import HistoryTab

    return HistoryTab(desk)


def tab_specs() -> tuple[TabSpec, ...]:
    """All of them, in the order of the bar, in the person's language."""
    return (
        TabSpec("service", _("Service"), _service, ("service", "repair", "upgrade", "inspection")),
        TabSpec("expenses", _("Expenses"), _expenses, ("expense", "insurance_policy", "valuation")),
        TabSpec("trips", _("Trips"), _trips, ("trip",)),
        TabSpec("reminders", _("Reminders"), _reminders, ("reminder",)),
        TabSpec("plan", _("Plan"), _plan, ("plan_item",)),
        TabSpec("parts", _("Parts"), _parts, ("part",)),
        TabSpec("tyres", _("Tyres"), _tyres, ("tyre_set",)),
        TabSpec("specs", _("Specs"), _specs, ("specification",)),
        TabSpec("documents", _("Documents"), _documents, ("document",)),
        TabSpec("notes", _("Notes"), _notes, ("note",)),
        TabSpec("history", _("History"), _history),
    )


def load_tabs() -> None:
    """Import what the tabs are made of: some of them take thirty milliseconds for that alone."""
    for spec in tab_specs():
        importlib.import_module(f"client.ui.vehicles.{spec.key}_tab")


COUNTED = ("service", "reminders", "plan", "parts", "documents")
"""The tabs that say how many records they have."""


def tab_counts(reader: Reader, vehicle: str) -> Mapping[str, int]:
    """Tab → how many records of the vehicle it has, for those that say so."""
    return {
        spec.key: sum(reader.count(kind_named(kind), Query(owner=vehicle)) for kind in spec.kinds)
        for spec in tab_specs()
        if spec.key in COUNTED
    }


def tab_of(kind: str) -> str:
    """The key of the tab in which records of a kind are found; "" where none has them."""
    return next((spec.key for spec in tab_specs() if kind in spec.kinds), _WITHIN.get(kind, ""))


_WITHIN = {
    "fill_up": "fuel",
    "odometer_reading": "history",
    "work_line": "service",
    "stock_movement": "parts",
    "tyre_event": "tyres",
}
"""Kinds that have no tab of their own → the tab in which they are shown."""
