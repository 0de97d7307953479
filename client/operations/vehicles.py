"""Finding a vehicle, or any record, by what a person calls it."""

from __future__ import annotations

from collections.abc import Callable

from client.errors import BadRequest, NotFound
from client.store import Query, Reader
from client.store.search import fold
from garage.ids import is_id
from garage.records import Kind, Record, Vehicle, find_kind
from garage.words import N_, told

_SHOWN = 10
_DEEPEST = 4
"""Steps from a record to its vehicle: a movement, its part, its vehicle."""


def find_vehicle(reader: Reader, text: str) -> Vehicle:
    """The vehicle of this id, name, plate or VIN, or the only one that it can mean otherwise.

    That is the one whose name begins so, else the one with these words in its name, make or model.

    Case, accents and the spaces of a plate do not count. Raises NotFound, or BadRequest that
    names those it could be.
    """
    if is_id(text):
        return reader.get(Vehicle, text)
    vehicles = reader.all(Vehicle, Query(sort="name"))
    asked = _plain(text)
    if not asked:
        raise BadRequest(N_("no vehicle is named"), N_("give its name or plate"))
    exact = [v for v in vehicles if asked in (_plain(v.name), _plain(v.plate), _plain(v.vin))]
    begun = exact or [v for v in vehicles if _plain(v.name).startswith(asked)]
    words = set(fold(text).split())
    found = begun or [v for v in vehicles if words <= set(fold(_named(v)).split())]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{v.name} ({v.plate or v.id})" for v in found)
        raise BadRequest(
            told("{text!r} could be {names}", text=text, names=names),
            N_("give the plate or the id"),
        )
    there = ", ".join(v.name for v in vehicles[:_SHOWN]) or "none yet"
    raise NotFound(
        told("there is no vehicle {text!r}", text=text), told("there are: {there}", there=there)
    )


def _named(vehicle: Vehicle) -> str:
    return f"{vehicle.name} {vehicle.make} {vehicle.model}"


def _plain(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def only_vehicle(reader: Reader) -> Vehicle | None:
    """The garage's vehicle, where there is exactly one."""
    vehicles = reader.all(Vehicle, Query(limit=2))
    return vehicles[0] if len(vehicles) == 1 else None


def chosen_vehicle(reader: Reader, text: str, option: str) -> Vehicle:
    """The vehicle that `text` names, or the only one; `option` is how to name one."""
    if text:
        return find_vehicle(reader, text)
    found = only_vehicle(reader)
    if found is not None:
        return found
    there = ", ".join(v.name for v in reader.all(Vehicle, Query(sort="name", limit=_SHOWN)))
    if not there:
        raise NotFound(N_("there is no vehicle yet"), N_("add one: paddock add vehicle name=…"))
    raise BadRequest(
        N_("it is not said which vehicle"),
        told("name it with {option}; there are: {there}", option=option, there=there),
    )


def vehicle_behind(reader: Reader, record: Record) -> Vehicle | None:
    """The vehicle that a record is about, through what it hangs on; None where there is none."""
    for _ in range(_DEEPEST):
        if isinstance(record, Vehicle):
            return record
        kind = find_kind(record.kind)
        target = getattr(record, "vehicle", "")
        if not target and kind is not None and kind.owner:
            target = getattr(record, kind.owner)
        try:
            record = reader.find(target) if target else record
        except NotFound:
            return None
    return None


def find_referred(
    reader: Reader,
    kinds: tuple[str, ...],
    text: str,
    counts: Callable[[Record], bool] = lambda _: True,
) -> Record:
    """The record of one of `kinds` that `text` names: its id, its title or how that begins.

    By title only those that `counts` holds for. Raises NotFound, or BadRequest that tells the ids
    of those it could be.
    """
    if kinds == ("vehicle",):
        return find_vehicle(reader, text)
    wanted = " or ".join(kinds)
    if is_id(text):
        found = reader.find(text)
        if found.kind not in kinds:
            raise BadRequest(
                told("{text} is a {kind}", text=text, kind=found.kind),
                told("give the id of a {wanted}", wanted=wanted),
            )
        return found
    asked = _plain(text)
    titled = [
        (_plain(title_of(kind, record)), record)
        for name in kinds
        if (kind := find_kind(name)) is not None
        for record in reader.records(kind)
        if counts(record)
    ]
    exact = [record for title, record in titled if asked and title == asked]
    matches = exact or [record for title, record in titled if asked and title.startswith(asked)]
    if not matches:
        raise NotFound(
            told("there is no {wanted} {text!r}", wanted=wanted, text=text),
            told("list {kinds} shows their ids", kinds=kinds[0]),
        )
    if len(matches) > 1:
        ids = ", ".join(record.id for record in matches[:_SHOWN])
        raise BadRequest(
            told("there is more than one {wanted} {text!r}", wanted=wanted, text=text),
            told("give its id: {ids}", ids=ids),
        )
    return matches[0]


def title_of(kind: Kind, record: Record) -> str:
    """What a record is called: its first heading field that is set, else its kind."""
    for field in kind.fields:
        if field.heading:
            value = getattr(record, field.name)
            if value:
                return str(value)
    return kind.label


def name_of(reader: Reader, id_: str, missing: str = "") -> str:
    """What a record that is referred to is called; `missing`, else the id, if it is not here."""
    try:
        record = reader.find(id_)
    except NotFound:
        return missing or id_
    kind = find_kind(record.kind)
    return title_of(kind, record) if kind is not None else id_
