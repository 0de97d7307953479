"""What a record's form needs beside the record: what hangs on it, what can be referred to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from client.operations.spaces import why_not_write
from client.operations.vehicles import title_of
from client.operations.whole_record import CHILDREN, children_of
from client.store import Query, Reader
from client.store.codec import codec
from client.store.schema import PEOPLE
from garage.records import CustomFieldDefinition, Kind, Record, find_kind, kind_named, kinds
from garage.records.fields import ReferenceField

MOST_OPTIONS = 500
"""The newest of each kind that are offered."""
NAMING: Mapping[str, str] = {"fill_up": "driver", "trip": "driver", "plan_item": "assignee"}
"""Kind → its field that names a person."""


@dataclass(frozen=True)
class Option:
    """A record that can be referred to: its id, what it is called, and what tells it apart."""

    id: str
    title: str
    record: Record


@dataclass(frozen=True)
class Material:
    """Read in one snapshot."""

    record: Record | None = None
    """The record whole, as it is kept now; who opened the form may have read but some fields."""
    children: tuple[Record, ...] = ()
    options: Mapping[tuple[str, ...], tuple[Option, ...]] = field(default_factory=dict)
    """Kinds that a field refers to → the records of this vehicle, or of none."""
    own_fields: tuple[CustomFieldDefinition, ...] = ()
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    """Who can stand in a field that names a person, if the kind has one."""
    forbidden: str = ""
    """Who may write this, if the person may not (a text to translate)."""


def form_material(
    reader: Reader, kind: Kind, vehicle: str, record: Record | None, *, brief: bool = False
) -> Material:
    """Read it for a new record of a kind, or for `record`; `brief` leaves references out."""
    referring = [kind, *([kind_named(CHILDREN[kind.name])] if kind.name in CHILDREN else [])]
    options: dict[tuple[str, ...], tuple[Option, ...]] = {}
    for each in () if brief else referring:
        for spec in each.fields:
            if isinstance(spec.type, ReferenceField) and spec.type.kinds not in options:
                options[spec.type.kinds] = tuple(_options(reader, spec.type.kinds, vehicle))
    definitions = reader.all(CustomFieldDefinition, Query(sort="name"))
    return Material(
        reader.find(record.id) if record is not None else None,
        tuple(children_of(reader, record)) if record is not None else (),
        options,
        tuple(one for one in definitions if one.applies_to == kind.name),
        tags_in_use(reader),
        people_named(reader) if kind.name in NAMING else (),
        why_not_write(reader, kind, vehicle, record),
    )


def _options(reader: Reader, names: tuple[str, ...], vehicle: str) -> list[Option]:
    found: list[Option] = []
    for name in names:
        kind = find_kind(name)
        if kind is None:
            continue
        records = _records(reader, kind, vehicle)
        found += [Option(record.id, title_of(kind, record), record) for record in records]
    return found


def _records(reader: Reader, kind: Kind, vehicle: str) -> list[Record]:
    if "vehicle" not in kind.by_name or not vehicle:
        return reader.records(kind, Query(limit=MOST_OPTIONS))
    if kind.field("vehicle").required:
        return reader.records(kind, Query(owner=vehicle, limit=MOST_OPTIONS))
    every = reader.records(kind, Query(limit=4 * MOST_OPTIONS))
    return [one for one in every if getattr(one, "vehicle", "") in ("", vehicle)]


def people_named(reader: Reader) -> tuple[str, ...]:
    """Oneself, who is in shared garages, and whoever was named before, by name."""
    names = [str(reader.settings().get("name") or "")]
    names += reader.connection.execute(select(PEOPLE.c.name).limit(MOST_OPTIONS)).scalars()
    for name, field_ in NAMING.items():
        kind = kind_named(name)
        column = codec(kind).table.c[field_]
        used = select(column).where(column.is_not(None), codec(kind).table.c.deleted == 0)
        seen = reader.sight.of(used, kind).distinct().limit(MOST_OPTIONS)
        names += reader.connection.execute(seen).scalars()
    found = {name.strip().casefold(): name.strip() for name in reversed(names)}
    return tuple(found[key] for key in sorted(found) if key)


def tags_in_use(reader: Reader) -> tuple[str, ...]:
    """All tags that records have, by name."""
    found: set[str] = set()
    for kind in kinds():
        table = codec(kind).table
        used = select(table.c.tags).where(table.c.tags.is_not(None), table.c.deleted == 0)
        for cell in reader.connection.execute(used.distinct()).scalars():
            found.update(cell.split())
    return tuple(sorted(found))
