"""Kept edits: what the server did not take, so that nothing a person typed is lost."""

from __future__ import annotations

from collections.abc import Mapping

from client.store.codec import dump
from client.store.rows import add_row, find_row
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
    held = find_row(connection, SPACE, id=space)
    add_row(
        connection, KEPT, space=space, space_name=held.name if held else "", id=id_, kind=kind,
        fields=dump(dict(fields)), stamps=dump(dict(stamps)), base=dump(dict(base)), code=code,
        reason=reason, at=transaction.now,
    )  # fmt: skip
