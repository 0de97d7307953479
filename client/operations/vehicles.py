"""Finding a vehicle, or any record, by what a person calls it."""

from __future__ import annotations

from client.errors import BadRequest, NotFound
from client.store import Query, Reader
from client.store.search import fold
from garage.ids import is_id
from garage.records import Kind, Record, Vehicle, find_kind


def find_vehicle(reader: Reader, text: str) -> Vehicle:
    """The vehicle of this id, name, plate or VIN, or the only one whose name begins so.

    Case, accents and the spaces of a plate do not count. Raises NotFound, or BadRequest that
    names those it could be.
    """
    if is_id(text):
        return reader.get(Vehicle, text)
    vehicles = reader.all(Vehicle, Query(sort="name"))
    asked = _plain(text)
    if not asked:
        raise BadRequest("no vehicle is named", "give its name or plate")
    exact = [v for v in vehicles if asked in (_plain(v.name), _plain(v.plate), _plain(v.vin))]
    found = exact or [v for v in vehicles if _plain(v.name).startswith(asked)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{v.name} ({v.plate or v.id})" for v in found)
        raise BadRequest(f"{text!r} could be {names}", "give the plate or the id")
    there = ", ".join(v.name for v in vehicles[:10]) or "none yet"
    raise NotFound(f"there is no vehicle {text!r}", f"there are: {there}")


def _plain(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def only_vehicle(reader: Reader) -> Vehicle | None:
    """The garage's vehicle, where there is exactly one."""
    vehicles = reader.all(Vehicle, Query(limit=2))
    return vehicles[0] if len(vehicles) == 1 else None


def find_referred(reader: Reader, kinds: tuple[str, ...], text: str) -> Record:
    """The record of one of `kinds` that `text` names by id, or by its first field exactly."""
    if kinds == ("vehicle",):
        return find_vehicle(reader, text)
    if is_id(text):
        found = reader.find(text)
        if found.kind not in kinds:
            raise BadRequest(f"{text} is a {found.kind}", f"give the id of a {' or '.join(kinds)}")
        return found
    matches = [
        record
        for name in kinds
        if (kind := find_kind(name)) is not None
        for record in reader.records(kind)
        if _plain(title_of(kind, record)) == _plain(text)
    ]
    if len(matches) != 1:
        what = "no" if not matches else "more than one"
        raise NotFound(f"there is {what} {' or '.join(kinds)} {text!r}", "give its id")
    return matches[0]


def title_of(kind: Kind, record: Record) -> str:
    """What a record is called: its first heading field that is set, else its kind."""
    for field in kind.fields:
        if field.heading:
            value = getattr(record, field.name)
            if value:
                return str(value)
    return kind.label


def name_of(reader: Reader, id_: str) -> str:
    """A vehicle's name, or the id where it is not to be had."""
    try:
        return reader.get(Vehicle, id_).name or id_
    except NotFound:
        return id_
