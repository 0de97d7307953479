"""Whether something that comes in is here already: by its natural key, never by cost or notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, Literal

from sqlalchemy import func, select

from client.store import NewRow, Reader, Store
from client.store.codec import codec
from client.store.schema import OPERATION
from garage.ids import dated_id, natural_id
from garage.records import Kind, Vehicle
from garage.records.times import MomentField

Key = tuple[Any, ...]
Met = Literal["", "here", "came"]
"""Where a record was met before: nowhere, in the store, or among the rows that come in."""
_TELLING = ("vin", "plate", "name")
_MINUTE = len("2024-03-10T16:01")


class Natural:
    """How records of a kind are told apart: from the cells of their rows, new or stored.

    Of a quantity the SI number counts, so 45.2 L and 45.20 L are one; of a moment the wall time to
    the minute, since another offset for the same log book entry is no other entry.
    """

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._cells = codec(kind).cells
        columns = codec(kind).names
        self.names = ["id", *kind.natural_key]
        types = [kind.by_name[name].type for name in kind.natural_key]
        self._places = [
            columns.index(name) + int(type_.sortable)
            for name, type_ in zip(kind.natural_key, types, strict=True)
        ]
        self._moments = [n for n, type_ in enumerate(types) if isinstance(type_, MomentField)]

    def key(self, parts: list[Any]) -> Key:
        """The natural key among an owner's records of the kind, from the cells of its fields."""
        for place in self._moments:
            if parts[place] is not None:
                parts[place] = parts[place][:_MINUTE]
        return tuple(parts)

    def row(
        self, space: str, owner: str, values: Mapping[str, Any], again: int = 0
    ) -> tuple[NewRow, Key]:
        """A new row under the id that its natural key gives, and that key.

        `again` counts the imports that brought the same and were undone: their ids are taken.
        """
        cells = self._cells(values)
        key = self.key([cells[place] for place in self._places])
        texts = (self._kind.name, owner, repr((*key, again) if again else key))
        wall = key[self._moments[0]] if self._moments else None
        if wall is None:
            id_ = natural_id(space, texts)
        else:
            id_ = dated_id(space, _milliseconds(wall[:10]), texts)
        return NewRow.of(self._kind, id_, values, cells), key


@lru_cache(maxsize=4_096)
def _milliseconds(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) * 1000


@cache
def natural(kind: Kind) -> Natural:
    """The telling apart of a kind, made on first use."""
    return Natural(kind)


@dataclass
class Here:
    """What an owner has of a kind."""

    ids: set[str] = field(default_factory=set)
    """Ids, the trash included: what was thrown away does not come back."""
    keys: set[Key] = field(default_factory=set)
    """Natural keys of what was stored before: a typed record's id does not tell its key."""
    undone: set[str] = field(default_factory=set)
    """Ids that imports brought which were undone: these do come back, as new records."""
    came: set[str] = field(default_factory=set)
    """Ids of the rows that came in since: among these one key is one id."""

    def note(self, key: Key, id_: str) -> Met:
        """Whether a record with this key or id was here or came in already; from now on it did."""
        if id_ in self.ids or key in self.keys:
            return "here"
        if id_ in self.came:
            return "came"
        self.came.add(id_)
        return ""


class Known:
    """What the store has, read once for each owner and kind."""

    def __init__(self) -> None:
        self._here: dict[tuple[str, str], Here] = {}

    def of(self, store: Store, kind: Kind, owner: str, *, new_owner: bool) -> Here:
        """What `owner` has of a kind; nothing, if it is new itself."""
        place = (kind.name, owner)
        here = self._here.get(place)
        if here is None:
            here = Here() if new_owner else store.read(lambda reader: _stored(reader, kind, owner))
            self._here[place] = here
        return here


def _stored(reader: Reader, kind: Kind, owner: str) -> Here:
    telling = natural(kind)
    here = Here(undone=_undone(reader, kind, owner))
    for id_, *cells in reader.natural_keys(kind, owner or None, telling.names):
        if id_ not in here.undone:
            here.ids.add(id_)
            here.keys.add(telling.key(cells))
    return here


def _undone(reader: Reader, kind: Kind, owner: str) -> set[str]:
    table = codec(kind).table
    latest = select(func.max(OPERATION.c.n)).where(OPERATION.c.batch.is_not(None))
    batches = select(OPERATION.c.batch).where(
        OPERATION.c.name == "undo", OPERATION.c.n.in_(latest.group_by(OPERATION.c.batch))
    )
    gone = select(table.c.id).where(table.c.deleted == 1, table.c.batch.in_(batches))
    if owner and kind.owner is not None:
        gone = gone.where(table.c[kind.owner] == owner)
    return set(reader.connection.execute(gone).scalars())


def vehicle_identity(vehicles: Iterable[Vehicle]) -> dict[str, str]:
    """VIN, plate and name → id, for vehicles that are here; what two share tells nothing."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for vehicle in vehicles:
        for key in vehicle_keys({name: getattr(vehicle, name) for name in _TELLING}):
            if key in found:
                shared.add(key)
            found[key] = vehicle.id
    return {key: id_ for key, id_ in found.items() if key not in shared}


def vehicle_keys(values: Mapping[str, Any]) -> list[str]:
    """What tells a vehicle: its VIN, its plate, its name, in this order.

    Blanks and case count for nothing, nor do the signs of a plate: "M-AB 12" is written "M AB 12"
    as well.
    """
    keys = []
    for name in _TELLING:
        text = _plain(values.get(name))
        if name == "plate":
            text = "".join(filter(str.isalnum, text))
        if text:
            keys.append(f"{name}:{text}")
    return keys


def natural_vehicle(values: Mapping[str, Any]) -> str:
    """What the id of an imported vehicle follows from, for good (decision 1)."""
    known = ((name, _plain(values.get(name))) for name in _TELLING)
    return next((f"{name}:{text}" for name, text in known if text), "name:")


def _plain(text: Any) -> str:
    return "".join(str(text or "").casefold().split())
