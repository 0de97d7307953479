"""Kept edits: what the server did not take, so that nothing a person typed is lost."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert, select

from client.store.codec import dump
from client.store.schema import KEPT, SPACE
from client.store.writing import Transaction
from garage.sync import Stamp
from garage.sync.merge import Json


def keep_edit(
    transaction: Transaction,
    *,
    space: str,
    id_: str,
    kind: str,
    fields: Mapping[str, Json],
    stamps: Mapping[str, Stamp],
    base: Mapping[str, Stamp | None],
    code: str,
    reason: str = "",
) -> None:
    """Put an edit aside, with why; `stamps` are in their short form."""
    connection = transaction.connection
    name = connection.execute(select(SPACE.c.name).where(SPACE.c.id == space)).scalar()
    connection.execute(
        insert(KEPT).values(
            space=space, space_name=name or "", id=id_, kind=kind, fields=dump(dict(fields)),
            stamps=dump(dict(stamps)), base=dump(dict(base)), code=code, reason=reason,
            at=transaction.now,
        )
    )  # fmt: skip
