"""An import as the window does it, off the GUI thread: first looked at, then landed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from client.exchange.drafts import ImportOptions, Question
from client.operations.import_files import options_of, plan_file
from client.operations.importing import ImportReport, Unanswered, run_import
from client.operations.settings import set_currency, zone
from client.store import Query, Reader, Store
from client.ui.text import _
from garage.records import Vehicle

VEHICLE_OPTION = "--vehicle"
_OPTIONS = (
    "format", "vehicle", "distance_unit", "volume_unit", "currency", "date_order", "decimal_mark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file would bring, or what is to be asked before that can be said."""

    report: ImportReport | None
    questions: tuple[Question, ...] = ()
    here: str = ""
    """The name of the vehicle that one is at, where one is asked for."""


def look_at(
    store: Store, path: Path, answers: Mapping[str, str], stop: threading.Event, here: str = ""
) -> Looked:
    """Judge a file and count what it would bring; `here` is the id of the vehicle one is at.

    Raises BadFile, Cancelled.
    """
    options = _options(store, answers)
    plan = plan_file(path, options)
    if plan.questions:
        return Looked(None, plan.questions)
    vehicle = answers.get(VEHICLE_OPTION) or None
    try:
        report = run_import(store, plan, vehicle=vehicle, dry_run=True, cancelled=stop.is_set)
    except Unanswered:
        vehicles = store.read(_vehicles)
        names = tuple(each.name for each in vehicles)
        question = Question(VEHICLE_OPTION, _("Which vehicle is it about?"), names)
        return Looked(
            None, (question,), next((each.name for each in vehicles if each.id == here), "")
        )
    return Looked(report)


def land(
    store: Store,
    path: Path,
    answers: Mapping[str, str],
    stop: threading.Event,
    progress: Callable[[int, int], None],
) -> ImportReport:
    """Import a file; raises BadFile, Cancelled (then nothing of it was kept)."""
    plan = plan_file(path, _options(store, answers))
    vehicle = answers.get(VEHICLE_OPTION) or None
    return run_import(
        store, plan, vehicle=vehicle, title=path.name, progress=progress, cancelled=stop.is_set
    )


def _options(store: Store, answers: Mapping[str, str]) -> ImportOptions:
    said = {name: answers.get("--" + name.replace("_", "-"), "") for name in _OPTIONS}
    return store.read(
        lambda reader: options_of(said, zone(reader.settings()), set_currency(reader))
    )


def _vehicles(reader: Reader) -> list[Vehicle]:
    return reader.all(Vehicle, Query(sort="name"))
