"""Lists of records: of a vehicle, filtered as typed, sorted, limited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, and_

from client.errors import BadRequest
from client.operations.vehicles import find_vehicle
from client.store import Query, Reader
from client.store.codec import codec
from garage.filters import parse
from garage.reading import Reading
from garage.records import Kind, Record, Vehicle, find_kind
from garage.records.fields import ReferenceField
from garage.words import N_, told

MOST = 100_000


@dataclass(frozen=True)
class Listing:
    """The records of a list, and how many there are without its limit."""

    kind: Kind
    total: int
    records: tuple[Record, ...]


def list_records(
    reader: Reader,
    kind: Kind,
    reading: Reading,
    *,
    vehicle: str | None = None,
    where: str | None = None,
    sort: str | None = None,
    limit: int | None = None,
    deleted: bool = False,
) -> Listing:
    """Records of a kind; `where` is the filter language, `sort` a field with "-" for descending.

    Raises ValueRefused for a filter or field that cannot be, NotFound for the vehicle.
    """
    if limit is not None and not 1 <= limit <= MOST:
        raise BadRequest(
            told("a limit of {limit} is out of range", limit=limit),
            told("use 1 to {most}", most=MOST),
        )
    conditions: list[ColumnElement[bool]] = []
    owner = None
    if vehicle is not None:
        chosen = find_vehicle(reader, vehicle)
        reading = reading.for_vehicle(chosen)
        if kind.owner == "vehicle":
            owner = chosen.id
        else:
            conditions.append(_belongs(reader, kind, chosen))
    if where:
        conditions.append(reader.condition(kind, parse(where, kind, reading)))
    query = Query(
        owner=owner,
        where=and_(*conditions) if conditions else None,
        sort=sort,
        limit=limit,
        deleted=deleted,
    )
    records = tuple(reader.records(kind, query))
    total = len(records) if limit is None else reader.count(kind, query)
    return Listing(kind, total, records)


def _belongs(reader: Reader, kind: Kind, vehicle: Vehicle) -> ColumnElement[bool]:
    columns: Mapping[str, Column[Any]] = codec(kind).table.c
    if kind.name == "vehicle":
        return columns["id"] == vehicle.id
    if "vehicle" in kind.by_name:
        return columns["vehicle"] == vehicle.id
    if kind.owner is None:
        raise BadRequest(
            told("a {name} belongs to no vehicle", name=kind.name), N_("leave --vehicle out")
        )
    type_ = kind.field(kind.owner).type
    assert isinstance(type_, ReferenceField)
    owners = [
        record.id
        for name in type_.kinds
        if (owner := find_kind(name)) is not None and owner.owner == "vehicle"
        for record in reader.records(owner, Query(owner=vehicle.id))
    ]
    return columns[kind.owner].in_(owners)
