"""All that a garage holds, or all that hangs on one vehicle, row by row from one snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true

from client.operations.brought_in import TAKEN_IN
from client.operations.unused_pictures import SETTING as UNUSED_PICTURES
from client.store import Reader
from client.store.codec import codec, load, read_stamps
from client.store.schema import BATCH, HISTORY, OPERATION, SPACE, UNKNOWN, in_order
from garage.records import Kind, Record, Vehicle, find_kind, kind_named, kinds
from garage.records.fields import ReferenceField
from garage.sync import canonical

_APART = ("calendar", "subscription", "shared_feed")
"""Kinds that are no part of a vehicle as they stand."""
_OF_THIS_DEVICE = frozenset({TAKEN_IN, UNUSED_PICTURES})
"""Settings that tell of this device's own files and past alone."""


class Whole:
    """What is to go out: everything, or one vehicle with all that hangs on it."""

    def __init__(self, reader: Reader, vehicle_id: str | None = None) -> None:
        """Raises NotFound for a vehicle that is not there."""
        self._connection = reader.connection
        self.vehicle = None if vehicle_id is None else reader.get(Vehicle, vehicle_id)
        self.settings = {
            name: value
            for name, value in ({} if self.vehicle else reader.settings()).items()
            if name not in _OF_THIS_DEVICE
        }
        unfinished = select(BATCH.c.n).where(BATCH.c.state == "open")
        self._hidden = list(self._connection.execute(unfinished).scalars())
        unsure = select(SPACE.c.id).where(SPACE.c.hidden == 1)
        self._hidden_spaces = list(self._connection.execute(unsure).scalars())

    # ------------------------------------------------------------------ what is shown

    def count(self, kind: Kind, *, trash: bool = False) -> int:
        """How many records of a kind go out."""
        table = codec(kind).table
        where = self._belongs(kind) if trash else self._shown(kind)
        statement = select(func.count()).select_from(table).where(where)
        return int(self._connection.execute(statement).scalar_one())

    def records(self, kind: Kind) -> Iterator[Record]:
        """Records that are not in the trash, by what they hang on and then by time."""
        coding = codec(kind)
        columns = coding.table.c
        order = [columns[in_order(kind.field(name))] for name in (kind.owner, kind.when) if name]
        statement = coding.select().where(self._shown(kind)).order_by(*order, columns.n)
        for row in self._connection.execute(statement):
            yield coding.record(row)

    def custom_names(self, kind: Kind) -> list[str]:
        """The names of the custom fields that records of a kind have."""
        column = codec(kind).table.c.custom
        cells = self._connection.execute(
            select(column).where(column.is_not(None), self._shown(kind)).distinct()
        ).scalars()
        return sorted({name for cell in cells for name in load(cell)})

    def _shown(self, kind: Kind) -> ColumnElement[bool]:
        columns = codec(kind).table.c
        where = and_(columns.deleted == 0, self._belongs(kind))
        if self.vehicle is None and kind.owner in ("vehicle", "calendar"):
            owners, owner = codec(kind_named(kind.owner)).table, columns[kind.owner]
            gone = select(owners.c.id).where(owners.c.deleted == 1)
            where = and_(where, or_(owner.is_(None), owner.not_in(gone)))
        return where

    # ------------------------------------------------------------------ what belongs to it

    def _belongs(self, kind: Kind) -> ColumnElement[bool]:
        batch = codec(kind).table.c.batch
        complete = or_(batch.is_(None), batch.not_in(self._hidden)) if self._hidden else true()
        shown = codec(kind).table.c.space.not_in(self._hidden_spaces)
        return and_(complete, shown if self._hidden_spaces else true(), self._hangs(kind))

    def _hangs(self, kind: Kind) -> ColumnElement[bool]:
        if self.vehicle is None:
            return true()
        columns = codec(kind).table.c
        if kind.name in ("vehicle", "vehicle_group"):
            own = self.vehicle.id if kind.name == "vehicle" else self.vehicle.group
            return and_(columns.id == own)
        if "vehicle" in kind.by_name:
            return and_(columns.vehicle == self.vehicle.id)
        if kind.name in _APART:
            return self._apart(kind)
        if kind.owner is None:
            return true()
        return or_(*(columns[kind.owner].in_(ids) for ids in self._owners(kind)))

    def _apart(self, kind: Kind) -> ColumnElement[bool]:
        """The calendars that hold events of the vehicle; nothing of what others read of it."""
        assert self.vehicle is not None
        if kind.name != "calendar":
            return false()
        event = codec(kind_named("event")).table.c
        mine = select(event.calendar).where(event.vehicle == self.vehicle.id)
        return and_(codec(kind).table.c.id.in_(mine))

    def _owners(self, kind: Kind) -> Iterator[Select[Any]]:
        assert kind.owner is not None
        type_ = kind.field(kind.owner).type
        assert isinstance(type_, ReferenceField)
        for name in type_.kinds:
            owner = find_kind(name)
            assert owner is not None
            yield select(codec(owner).table.c.id).where(self._hangs(owner))

    # ------------------------------------------------------------------ what the archive keeps

    def archived(self, kind: Kind) -> Iterator[dict[str, Any]]:
        """Records as the archive keeps them, trash included, in the order they were made."""
        coding = codec(kind)
        columns = coding.table.c
        statement = coding.select().add_columns(columns.stamp, columns.stamps)
        for row in self._connection.execute(
            statement.where(self._belongs(kind)).order_by(columns.n)
        ):
            record = coding.record(row[:-2])
            flat = coding.flat(record)
            stamps = read_stamps(flat, row[-2], row[-1])
            kept: dict[str, Any] = {
                "id": record.id,
                "space": record.space,
                "fields": {name: flat.get(name) for name in stamps},
                "stamps": canonical(stamps) or {"": row[-2]},
            }
            if record.batch is not None and self.vehicle is None:
                kept["batch"] = record.batch
            yield kept

    def unknown(self) -> Iterator[dict[str, Any]]:
        """Records of kinds that this version does not know."""
        for row in self._connection.execute(select(UNKNOWN).order_by(UNKNOWN.c.n)):
            whole = load(row.envelope)
            if self.vehicle is None or whole["fields"].get("vehicle") == self.vehicle.id:
                yield {"id": row.id, "space": row.space, "kind": row.kind, **whole}

    def history(self) -> Iterator[dict[str, Any]]:
        """What fields were before, in the order it was written."""
        statement = select(*(column for column in HISTORY.c if column.name != "n"))
        if self.vehicle is not None:
            ids = [select(codec(kind).table.c.id).where(self._belongs(kind)) for kind in kinds()]
            statement = statement.where(or_(*(HISTORY.c.id.in_(each) for each in ids)))
        for row in self._connection.execute(statement.order_by(HISTORY.c.n)):
            yield dict(row._mapping)

    def operations(self) -> Iterator[dict[str, Any]]:
        """The log; of one vehicle none, since its operations touched others as well."""
        if self.vehicle is None:
            for row in self._connection.execute(select(OPERATION).order_by(OPERATION.c.n)):
                yield dict(row._mapping)

    def batches(self) -> Iterator[dict[str, Any]]:
        """The imports that were completed."""
        done = select(BATCH.c.n, BATCH.c.title, BATCH.c.at).where(BATCH.c.state != "open")
        if self.vehicle is None:
            for row in self._connection.execute(done.order_by(BATCH.c.n)):
                yield dict(row._mapping)

    def spaces(self) -> Iterator[dict[str, Any]]:
        """The person's own garage, and others that are kept here."""
        for row in self._connection.execute(select(SPACE).order_by(SPACE.c.home.desc())):
            yield {"id": row.id, "name": row.name, "home": bool(row.home)}
