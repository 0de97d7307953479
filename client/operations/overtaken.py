"""Values that lost to edits made at the same time elsewhere, and how one of them comes back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from client.errors import NotFound
from client.operations.records import use_value
from client.store import Changes, Reader, Store
from client.store.codec import load
from client.store.schema import OVERTAKEN, PEOPLE
from garage.sync import stamp_device
from garage.sync.merge import Json
from garage.words import N_


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A value that lost: of which record's field, who set it, on which device."""

    id: str
    record: str
    field: str
    value: Json
    by: str
    device: str


def overtaken_of(reader: Reader, record: str) -> list[Overtaken]:
    """The overtaken values of a record, the latest first."""
    rows = reader.connection.execute(
        select(OVERTAKEN, PEOPLE.c.name)
        .outerjoin(PEOPLE, PEOPLE.c.id == OVERTAKEN.c.author)
        .where(OVERTAKEN.c.record == record)
        .order_by(OVERTAKEN.c.stamp.desc())
    )
    return [
        Overtaken(
            row.id, row.record, row.field, None if row.value is None else load(row.value),
            row.name or row.author, stamp_device(row.stamp),
        )
        for row in rows
    ]  # fmt: skip


def use_this_instead(store: Store, overtaken: str) -> Changes:
    """Let an overtaken value be the current one: an edit like any other. Raises NotFound."""
    row = store.read(
        lambda reader: reader.connection.execute(
            select(OVERTAKEN).where(OVERTAKEN.c.id == overtaken)
        ).first()
    )
    if row is None:
        raise NotFound(N_("this value is not kept any more"), N_("look at the record's history"))
    return use_value(store, row.record, row.field, None if row.value is None else load(row.value))
