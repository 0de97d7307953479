"""Whether something that comes in is here already: by its natural key, never by cost or notes."""

from __future__ import annotations

import re
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
_PLATE_PART = re.compile(r"[^\W\d_]+|\d+")
_DIVIDED = 2
"""So many groups of letters a plate has whose letters are divided."""
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


def known_vehicle(values: Mapping[str, Any], vehicles: Iterable[Vehicle]) -> str | None:
    """Which vehicle these values are of: by its VIN, its plate, its name, in this order.

    Blanks and case count for nothing. What two vehicles share tells nothing.
    """
    there = list(vehicles)
    for name, alike in (("vin", _same), ("plate", _same), ("plate", _same_plate), ("name", _same)):
        text = str(values.get(name) or "")
        found = [each.id for each in there if _plain(text) and alike(text, getattr(each, name))]
        if len(found) == 1:
            if alike is _same_plate and _is_another(values, found[0], there):
                continue
            return found[0]
    return None


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _same_plate(one: str, other: str) -> bool:
    """Whether two plates are one, written with other signs or none: "M-AB 12", "M AB 12", "MAB12".

    "M-AB 12" and "MA-B 12" are two: where both are divided, the parts count.
    """
    parts, others = _PLATE_PART.findall(one.casefold()), _PLATE_PART.findall(other.casefold())
    if parts == others or "".join(parts) != "".join(others):
        return bool(parts) and parts == others
    return any(sum(map(str.isalpha, each)) < _DIVIDED for each in (parts, others))


def _is_another(values: Mapping[str, Any], id_: str, vehicles: Iterable[Vehicle]) -> bool:
    """Whether both have a VIN, and not the same."""
    vins = {_plain(each.vin) for each in vehicles if each.id == id_} | {_plain(values.get("vin"))}
    return len(vins - {""}) > 1


def natural_vehicle(values: Mapping[str, Any]) -> str:
    """What the id of an imported vehicle follows from, for good (decision 1)."""
    known = ((name, _plain(values.get(name))) for name in _TELLING)
    return next((f"{name}:{text}" for name, text in known if text), "name:")


def _plain(text: Any) -> str:
    return "".join(str(text or "").casefold().split())
