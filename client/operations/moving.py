"""What goes along when a vehicle moves to another garage, told in numbers beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from client.operations.spaces import Garage, garages
from client.store import Reader
from client.store.codec import codec
from client.store.ground import Ground
from garage.permissions import Verb, may
from garage.records import Vehicle, kinds
from garage.records.fields import ReferenceField


@dataclass(frozen=True)
class Moving:
    """A vehicle, how much hangs on it, and where it may go."""

    vehicle: Vehicle
    counts: dict[str, int]
    """Kind → how many of its records go along, the most first; the trash is among them."""
    waiting: int
    targets: tuple[Garage, ...]
    parent: str = ""
    """The garage that encloses the vehicle's space, if it is restricted."""

    @property
    def total(self) -> int:
        """How many records go along."""
        return sum(self.counts.values())


def what_moves(reader: Reader, vehicle: str) -> Moving:
    """Raises NotFound."""
    found = reader.get(Vehicle, vehicle)
    ground = Ground(reader.connection)
    space = ground.spaces.get(found.space)
    targets = tuple(
        garage
        for garage in garages(reader)
        if garage.id != found.space and garage.shared and may(garage.role, Verb.ADD, "vehicle")
    )
    counts = _hanging(reader, found)
    ordered = dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
    return Moving(found, ordered, reader.waiting(), targets, space.parent if space else "")


def _hanging(reader: Reader, vehicle: Vehicle) -> dict[str, int]:
    """Kind → how many records hang on a vehicle, or on what hangs on it."""
    counts: dict[str, int] = {}
    level = {"vehicle": [vehicle.id]}
    while level:
        below: dict[str, list[str]] = {}
        for kind in kinds():
            type_ = kind.field(kind.owner).type if kind.owner else None
            if not isinstance(type_, ReferenceField) or kind.owner is None:
                continue
            columns = codec(kind).table.c
            for owner in set(type_.kinds) & level.keys():
                for part in _parts(level[owner]):
                    query = select(columns.id).where(columns[kind.owner].in_(part))
                    query = query.where(columns.space == vehicle.space)
                    found = list(reader.connection.execute(query).scalars())
                    if found:
                        below.setdefault(kind.name, []).extend(found)
        for name, ids in below.items():
            counts[name] = counts.get(name, 0) + len(ids)
        level = below
    return counts


def _parts(ids: list[str], size: int = 10_000) -> list[list[str]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]
