"""Texts as field=value on their way to a kind's values, in the units of what they are about."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from client.operations.vehicles import chosen_vehicle, find_referred, vehicle_behind
from client.store import Query
from garage.records import CustomFieldDefinition, Kind, PlanItem, Record, Vehicle
from garage.records.fields import ReferenceField

if TYPE_CHECKING:
    from client.cli.session import Session
    from client.store import Reader

_OWN_UNITS = ("distance_unit", "volume_unit", "economy_unit", "currency")


def typed_values(
    session: Session,
    reader: Reader,
    kind: Kind,
    pairs: Sequence[str],
    locale: str,
    record: Record | None = None,
) -> dict[str, Any]:
    """Checked values of a new record, or of changes to `record`.

    Bare numbers are in the units of the vehicle that the record is about. A new record that needs
    a vehicle gets the only one there is. References may be titles; they come back as ids.
    """
    reading = session.reading(reader, locale)
    named = {word: text for word, text in map(_parts, pairs) if text}
    referred: dict[str, Record] = {}
    for name, text in named.items():
        type_ = kind.by_name[name].type if name in kind.by_name else None
        if isinstance(type_, ReferenceField):
            referred[name] = find_referred(reader, type_.kinds, text, _is_itself)
    owner = kind.by_name.get("vehicle")
    given = {_parts(pair)[0] for pair in pairs}
    if record is None and owner is not None and owner.required and "vehicle" not in given:
        referred["vehicle"] = chosen_vehicle(reader, "", "vehicle=NAME")
    vehicle = _about(reader, kind, named, referred, record)
    if vehicle is not None:
        reading = reading.for_vehicle(vehicle)
    definitions = {one.name: one for one in reader.all(CustomFieldDefinition, Query(sort="name"))}
    values = reading.assignments(kind, pairs, definitions)
    return values | {name: found.id for name, found in referred.items()}


def _is_itself(record: Record) -> bool:
    """Whether a title means this record: what a plan item became has its title too."""
    return not (isinstance(record, PlanItem) and record.became)


def _parts(pair: str) -> tuple[str, str]:
    name, _, text = pair.partition("=")
    return name.strip().lower().replace("-", "_").replace(" ", "_"), text.strip()


def _about(
    reader: Reader,
    kind: Kind,
    named: dict[str, str],
    referred: dict[str, Record],
    record: Record | None,
) -> Vehicle | None:
    """The vehicle whose units count; for a vehicle itself with those that are being set."""
    if kind.name == "vehicle":
        own: dict[str, Any] = {name: named[name] for name in _OWN_UNITS if name in named}
        own |= {"currency": own["currency"].upper()} if "currency" in own else {}
        return dataclasses.replace(record if isinstance(record, Vehicle) else Vehicle(), **own)
    for name in ("vehicle", kind.owner or "vehicle"):
        if name in referred:
            return vehicle_behind(reader, referred[name])
    return vehicle_behind(reader, record) if record is not None else None
