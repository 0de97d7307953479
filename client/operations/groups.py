"""Groups of vehicles: made, dissolved, and vehicles put into them, each in one operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from client.errors import BadRequest
from client.operations.records import check_reference, completed
from client.operations.vehicles import title_of
from client.store import Changes, Query, Reader, Store, Transaction
from client.store.reading import find_record
from garage.records import Vehicle, VehicleGroup, kind_named
from garage.records.fields import ReferenceField
from garage.words import N_, told

_GROUP, _VEHICLE = kind_named("vehicle_group"), kind_named("vehicle")


def add_group(store: Store, name: str, vehicles: Sequence[str] = ()) -> Changes:
    """Make a group and put these vehicles into it; raises BadRequest if it is there already."""
    complete = completed(_GROUP, {"name": name.strip()})
    store.read(lambda reader: _check_free(reader, complete["name"]))

    def work(transaction: Transaction) -> None:
        # Beside its vehicles, so that whoever sees them sees what they are grouped by.
        space = _space(transaction, vehicles[0]) if vehicles else None
        group = transaction.add(_GROUP, complete, space=space)
        for vehicle in vehicles:
            transaction.change(_VEHICLE, vehicle, {"group": group}, _space(transaction, vehicle))

    return store.operate(work, "add", str(complete["name"]))


def put_in_group(store: Store, vehicles: Sequence[str], group: str) -> Changes:
    """Put vehicles into a group, or with "" into none; raises NotFound for a group in the trash."""
    type_ = _VEHICLE.field("group").type
    assert isinstance(type_, ReferenceField)
    if group:
        store.read(lambda reader: check_reference(reader, type_, group))
    return _change_all(store, vehicles, {"group": group or None})


def set_status(store: Store, vehicles: Sequence[str], status: str) -> Changes:
    """Say that vehicles are in use, laid up, sold or scrapped; raises ValueRefused."""
    return _change_all(store, vehicles, {"status": status})


def _change_all(store: Store, vehicles: Sequence[str], values: Mapping[str, Any]) -> Changes:
    checked = _VEHICLE.check(values)

    def work(transaction: Transaction) -> str:
        title = ""
        for id_ in vehicles:
            space = _space(transaction, id_)
            record, _, _ = transaction.load(_VEHICLE, id_, space)
            title = title_of(_VEHICLE, record)
            transaction.change(_VEHICLE, id_, checked, space)
        return title if len(vehicles) == 1 else f"{len(vehicles)} vehicles"

    return store.operate(work, "edit", "")


def dissolve(store: Store, group: str) -> Changes:
    """Put a group in the trash; its vehicles stay, in no group."""

    def work(transaction: Transaction) -> str:
        space = _space(transaction, group)
        record, _, _ = transaction.load(_GROUP, group, space)
        for vehicle in Reader(transaction.connection).all(Vehicle, Query(fields=("group",))):
            if vehicle.group == group:
                there = _space(transaction, vehicle.id)
                transaction.change(_VEHICLE, vehicle.id, {"group": None}, there)
        transaction.mark_deleted(_GROUP, group, True, space)
        return title_of(_GROUP, record)

    return store.operate(work, "delete", "")


def _space(transaction: Transaction, id_: str) -> str:
    return find_record(transaction.connection, id_)[1]


def _check_free(reader: Reader, name: str) -> None:
    for group in reader.all(VehicleGroup):
        if group.name.casefold() == name.casefold():
            raise BadRequest(
                told("there is a group {name} already", name=group.name), N_("give it another name")
            )
