"""An import as the window does it, off the GUI thread: first looked at, then landed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from client.exchange.drafts import ImportOptions, Plan, Question
from client.operations.import_files import options_of, plan_file
from client.operations.import_fit import Misfit, Readings
from client.operations.importing import ImportReport, run_import
from client.operations.settings import set_currency, zone
from client.operations.vehicles import find_vehicle
from client.store import Query, Reader, Store
from garage.records import Vehicle

VEHICLE_OPTION = "--vehicle"
"""The answer is the id or the name of a vehicle that is here."""
NEW_VEHICLE = "--new-vehicle"
"""The answer is the name that a new vehicle gets."""
_OPTIONS = (
    "format", "distance_unit", "volume_unit", "currency", "date_order", "decimal_mark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file would bring, or what is to be asked before that can be said."""

    report: ImportReport | None
    questions: tuple[Question, ...] = ()
    vehicles: tuple[Vehicle, ...] | None = None
    """Those that it can go to; None where the file itself names its vehicle."""
    into: str = ""
    """The id of the one that it goes to, or that is proposed; "" for a new one."""
    misfit: Misfit | None = None
    """What does not fit the readings of the one that it goes to."""


def look_at(
    store: Store, path: Path, answers: Mapping[str, str], stop: threading.Event, here: str = ""
) -> Looked:
    """Judge a file and count what it would bring; `here` is the id of the vehicle one is at.

    Raises BadFile, Cancelled.
    """
    plan = plan_file(path, _options(store, answers))
    if plan.questions:
        return Looked(None, plan.questions)
    if plan.vehicles and NEW_VEHICLE not in answers:
        return Looked(run_import(store, plan, dry_run=True, cancelled=stop.is_set))
    vehicles = store.read(_vehicles)
    if NEW_VEHICLE in answers:
        report = _run(store, plan, answers, dry_run=True, cancelled=stop.is_set)
        return Looked(report, vehicles=vehicles)
    chosen = _chosen(store, vehicles, answers)
    if chosen is None:
        return Looked(None, vehicles=vehicles, into=_proposed(vehicles, here))
    readings = Readings()
    report = run_import(
        store, readings.kept_of(plan), vehicle=chosen.id, dry_run=True, cancelled=stop.is_set
    )
    misfit = store.read(lambda reader: readings.misfit(reader, chosen))
    return Looked(report, vehicles=vehicles, into=chosen.id, misfit=misfit)


def land(
    store: Store,
    path: Path,
    answers: Mapping[str, str],
    stop: threading.Event,
    progress: Callable[[int, int], None],
) -> ImportReport:
    """Import a file; raises BadFile, Cancelled (then nothing of it was kept)."""
    plan = plan_file(path, _options(store, answers))
    return _run(store, plan, answers, title=path.name, progress=progress, cancelled=stop.is_set)


def _run(store: Store, plan: Plan, answers: Mapping[str, str], **more: Any) -> ImportReport:
    vehicle = answers.get(VEHICLE_OPTION)
    return run_import(store, plan, vehicle=vehicle, new_vehicle=NEW_VEHICLE in answers, **more)


def _options(store: Store, answers: Mapping[str, str]) -> ImportOptions:
    said = {name: answers.get("--" + name.replace("_", "-"), "") for name in _OPTIONS}
    said["vehicle"] = answers.get(NEW_VEHICLE, "")
    return store.read(
        lambda reader: options_of(said, zone(reader.settings()), set_currency(reader))
    )


def _vehicles(reader: Reader) -> tuple[Vehicle, ...]:
    return tuple(reader.all(Vehicle, Query(sort="name")))


def _chosen(
    store: Store, vehicles: Sequence[Vehicle], answers: Mapping[str, str]
) -> Vehicle | None:
    """The vehicle that was answered, or the only one there is."""
    named = answers.get(VEHICLE_OPTION)
    if named:
        return store.read(lambda reader: find_vehicle(reader, named))
    return vehicles[0] if len(vehicles) == 1 else None


def _proposed(vehicles: Sequence[Vehicle], here: str) -> str:
    ids = [each.id for each in vehicles]
    return here if here in ids else next(iter(ids), "")
