"""Vehicles that are here twice since two garages became one, found by VIN or plate, and joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from client.errors import BadRequest
from client.operations.vehicles import title_of
from client.store import Changes, Query, Reader, Store, Transaction
from client.store.codec import codec
from client.store.search import bare
from garage.records import Kind, Vehicle, kind_named, kinds
from garage.records.fields import ReferenceField
from garage.words import N_


@dataclass(frozen=True, slots=True)
class Double:
    """Two vehicles that look like one: `keep` was there first."""

    keep: Vehicle
    other: Vehicle
    by: str
    """"vin" or "plate"."""


def doubles(reader: Reader) -> list[Double]:
    """Vehicles of one space with the same VIN, or else the same plate."""
    vehicles = sorted(reader.all(Vehicle, Query()), key=lambda vehicle: vehicle.id)
    found: list[Double] = []
    taken: set[str] = set()
    for by in ("vin", "plate"):
        first: dict[tuple[str, str], Vehicle] = {}
        for vehicle in vehicles:
            said = bare(getattr(vehicle, by) or "")
            if not said or vehicle.id in taken:
                continue
            keep = first.setdefault((vehicle.space, said), vehicle)
            if keep is not vehicle:
                found.append(Double(keep, vehicle, by))
                taken.add(vehicle.id)
    return found


def join_vehicles(store: Store, keep: str, other: str) -> Changes:
    """Let all that hangs on `other` hang on `keep`, which takes what it lacks; `other` is deleted.

    One operation, which can be undone. Raises NotFound, BadRequest.
    """
    if keep == other:
        raise BadRequest(N_("a vehicle cannot be joined with itself"), N_("choose two"))
    kind = kind_named("vehicle")

    def work(transaction: Transaction) -> str:
        kept, _, _ = transaction.load(kind, keep)
        gone, _, _ = transaction.load(kind, other, kept.space)
        coding = codec(kind)
        has, had = coding.values(kept), coding.values(gone)
        lacks = {name: value for name, value in had.items() if not has.get(name)}
        if lacks:
            transaction.change(kind, keep, lacks, kept.space)
        for each, field in _referring():
            table = codec(each).table
            query = select(table.c.id).where(table.c[field] == other, table.c.space == kept.space)
            for id_ in transaction.connection.execute(query).scalars().all():
                transaction.change(each, id_, {field: keep}, kept.space)
        transaction.mark_deleted(kind, other, True, kept.space)
        return title_of(kind, kept)

    return store.operate(work, "edit", "")


def _referring() -> Iterator[tuple[Kind, str]]:
    """The fields of all kinds that may refer to a vehicle."""
    for kind in kinds():
        for field in kind.fields:
            if isinstance(field.type, ReferenceField) and "vehicle" in field.type.kinds:
                yield kind, field.name
