"""What the store's tests make: stores of their own, with a clock that they turn themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from client.operations import records
from client.store import Changes, NewRow, Store
from client.store.codec import codec
from client.store.layers import Envelope, confirm
from client.store.schema import PENDING, SPACE
from client.store.sending import gather
from client.store.waiting import row_of, write_down
from garage.moments import Moment
from garage.records import Vehicle, kind_named
from garage.sync import canonical, expand
from tests.garage.records.values import fixed_id

VEHICLE = kind_named("vehicle")
FILL_UP = kind_named("fill_up")
OTHER = "ffffffffffffffff"
"""A device that is not this one; ties with it are lost."""


@dataclass
class Clock:
    """A clock that moves a second whenever somebody looks."""

    now: int = 1_900_000_000_000

    def __call__(self) -> int:
        self.now += 1000
        return self.now


def open_store(folder: Path, clock: Callable[[], int] | None = None) -> Store:
    """The store of a profile in `folder`."""
    return Store(folder) if clock is None else Store(folder, clock)


def add_vehicle(store: Store, name: str = "Herbie", **values: Any) -> str:
    """A vehicle's id."""
    return only(records.add(store, VEHICLE, {"name": name, **values}))


def only(changes: Changes) -> str:
    """The one id that was touched."""
    (id_,) = changes.ids
    return id_


def vehicle(store: Store, id_: str) -> Vehicle:
    """A vehicle as it is shown."""
    return store.read(lambda reader: reader.get(Vehicle, id_))


def names(store: Store) -> list[str]:
    """The names of all vehicles that are not in the trash, sorted."""
    return sorted(v.name for v in store.read(lambda reader: reader.all(Vehicle)))


def found(store: Store, text: str) -> set[str]:
    """The ids of what a search finds."""
    return {hit.id for hit in store.read(lambda reader: reader.search(text))}


def vehicle_rows(count: int, first: int = 1) -> list[NewRow]:
    """Rows for a bulk write: vehicles named "Car 1" and so on, under ids of their numbers."""
    numbers = range(first, first + count)
    return [
        NewRow.of(VEHICLE, fixed_id(n), VEHICLE.complete({"name": f"Car {n}"})) for n in numbers
    ]


def import_vehicles(store: Store, count: int, first: int = 1) -> Changes:
    """A whole bulk write of vehicles."""
    batch = store.begin_batch("cars.csv")
    store.land(batch, vehicle_rows(count, first))
    return store.complete_batch(batch, "import")


def stamp(milliseconds: int, device: str = OTHER, counter: int = 0) -> str:
    """A stamp of another device."""
    return f"{milliseconds:012x}{counter:04x}{device}"


def pending(store: Store) -> list[Any]:
    """The patches that wait, oldest first."""
    return store.read(
        lambda reader: list(reader.connection.execute(select(PENDING).order_by(PENDING.c.n)))
    )


def row_stamps(store: Store, id_: str, kind: str = "vehicle") -> dict[str, str]:
    """The expanded stamps of a vehicle, or of a record of another kind."""
    return store.layered(lambda transaction: transaction.load(kind_named(kind), id_)[2])


def take(store: Store, id_: str, seq: int = 1, **fields: Any) -> Envelope:
    """Let the server confirm a vehicle as it stands here, with `fields` of another device over it.

    `fields` are name → (value, stamp).
    """
    space = store.read(lambda reader: reader.home()[0])

    def work(transaction: Any) -> Envelope:
        record, _, stamps = transaction.load(VEHICLE, id_)
        flat = codec(VEHICLE).flat(record)
        flat = {name: flat.get(name) for name in stamps}
        for name, (value, its_stamp) in fields.items():
            flat[name], stamps[name] = value, its_stamp
        assert expand(canonical(stamps), flat) == stamps
        envelope = Envelope(space, id_, "vehicle", flat, canonical(stamps), "ann", seq, seq)
        confirm(transaction, envelope)
        return envelope

    return store.layered(work)


def waiting_patches(
    transaction: Any, limit: int
) -> list[tuple[int, Envelope, dict[str, str | None]]]:
    """What would be sent, each written down: (number, fields with stamps, what they replaced)."""
    transaction.connection.execute(SPACE.update().values(state="shared"))
    for taken in gather(transaction, limit):
        if taken.row is not None:
            patch = taken.patch
            kind = kind_named(patch.kind)
            found = row_of(transaction.connection, kind, patch.space, patch.id)
            assert found is not None
            write_down(transaction.connection, kind, found)
    patches = [(taken.pending or 0, taken.patch) for taken in gather(transaction, limit)]
    return [
        (number, Envelope(p.space, p.id, p.kind, p.fields, p.stamps), p.base)
        for number, p in patches
    ]


TODAY = Moment(date(2024, 3, 10))
