"""An import as the window does it, off the GUI thread: first looked at, then landed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from client.errors import BadRequest
from client.exchange.drafts import ImportOptions, Plan, Question
from client.exchange.first_look import FirstLook
from client.exchange.generic_columns import ColumnChoice
from client.operations.import_columns import REMEMBERED, Proposal, propose, remember_columns
from client.operations.import_files import look_at_file, options_of, plan_file
from client.operations.import_fit import Misfit, Readings
from client.operations.importing import Cancelled, ImportReport, run_import
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
class Said:
    """What a person said of a file: answers by their options, and what its columns are.

    `look` is the table that this is said of; None as long as nothing is.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    columns: ColumnChoice | None = None
    look: FirstLook | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file would bring, or what is to be asked before that can be said."""

    report: ImportReport | None
    questions: tuple[Question, ...] = ()
    vehicles: tuple[Vehicle, ...] | None = None
    """Those that it can go to; None where the file itself names its vehicle."""
    into: str | None = ""
    """The id of the one that it goes to, or that is proposed; "" for a new one, None for none."""
    misfit: Misfit | None = None
    """What does not fit the readings of the one that it goes to."""
    answered: tuple[Question, ...] = ()
    """What was asked and answered; the answers can be changed."""
    proposal: Proposal | None = None
    """What the columns of a plain table are taken for; None where a person said it already."""
    wrong: BadRequest | None = None
    """Why nothing can be read as it is proposed."""


def look_at(store: Store, path: Path, said: Said, stop: threading.Event, here: str = "") -> Looked:
    """Judge a file and count what it would bring; `here` is the id of the vehicle one is at.

    Raises BadFile, Cancelled.
    """
    proposal = None
    if said.columns is None:
        proposal = _proposed_columns(store, path)
        if proposal is not None and not proposal.is_plain:
            kept = {option_of(name): value for name, value in proposal.said.items()}
            said = Said({**kept, **said.answers}, proposal.choice, proposal.look)
            if not proposal.choice.is_whole:
                return Looked(None, proposal=proposal)
    try:
        looked = _look_at(store, plan_file(path, _options(store, said)), said, stop, here)
    except Cancelled:
        raise
    except BadRequest as error:
        if proposal is None or proposal.is_plain:
            raise
        return Looked(None, proposal=proposal, wrong=error)
    return replace(looked, proposal=proposal)


def _look_at(store: Store, plan: Plan, said: Said, stop: threading.Event, here: str) -> Looked:
    answers, answered = said.answers, plan.answered
    if plan.questions:
        return Looked(None, plan.questions, answered=answered)
    if plan.vehicles and NEW_VEHICLE not in answers:
        report = run_import(store, plan, dry_run=True, cancelled=stop.is_set)
        return Looked(report, answered=answered)
    vehicles = store.read(_vehicles)
    if NEW_VEHICLE in answers:
        report = _run(store, plan, answers, dry_run=True, cancelled=stop.is_set)
        return Looked(report, vehicles=vehicles, answered=answered)
    chosen = _chosen(store, vehicles, answers)
    if chosen is None:
        into = _proposed(vehicles, here)
        return Looked(None, vehicles=vehicles, into=into, answered=answered)
    readings = Readings()
    report = run_import(
        store, readings.kept_of(plan), vehicle=chosen.id, dry_run=True, cancelled=stop.is_set
    )
    misfit = store.read(lambda reader: readings.misfit(reader, chosen))
    return Looked(report, vehicles=vehicles, into=chosen.id, misfit=misfit, answered=answered)


def _proposed_columns(store: Store, path: Path) -> Proposal | None:
    look = look_at_file(path)
    if look is None:
        return None
    return propose(store.read(lambda reader: reader.settings()), look)


def land(
    store: Store,
    path: Path,
    said: Said,
    stop: threading.Event,
    progress: Callable[[int, int], None],
) -> ImportReport:
    """Import a file, and read the next table of its shape alike.

    Raises BadFile, Cancelled (then nothing of it was kept).
    """
    plan = plan_file(path, _options(store, said))
    if said.columns is not None and said.look is not None:
        answers = {name: said.answers.get(option_of(name), "") for name in REMEMBERED}
        remember_columns(store, said.look, said.columns, answers)
    return _run(store, plan, said.answers, title=path.name, progress=progress,
                cancelled=stop.is_set)  # fmt: skip


def _run(store: Store, plan: Plan, answers: Mapping[str, str], **more: Any) -> ImportReport:
    vehicle = answers.get(VEHICLE_OPTION)
    return run_import(store, plan, vehicle=vehicle, new_vehicle=NEW_VEHICLE in answers, **more)


def option_of(name: str) -> str:
    """A name as the option that says it: "--date-order" for "date_order"."""
    return "--" + name.replace("_", "-")


def _options(store: Store, said: Said) -> ImportOptions:
    typed = {name: said.answers.get(option_of(name), "") for name in _OPTIONS}
    typed["vehicle"] = said.answers.get(NEW_VEHICLE, "")
    options = store.read(
        lambda reader: options_of(typed, zone(reader.settings()), set_currency(reader))
    )
    return replace(options, columns=said.columns)


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


def _proposed(vehicles: Sequence[Vehicle], here: str) -> str | None:
    """The vehicle one is at; elsewhere none, where there are several: any would be a guess."""
    if not vehicles:
        return ""
    return here if here in [each.id for each in vehicles] else None
