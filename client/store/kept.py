"""Kept edits: what the server did not take, so that nothing a person typed is lost.

What is done about one (done again, let go) is an operation: it stays here, out of sight, as long as
that can be undone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, Update, exists, update

from client.store.codec import dump
from client.store.rows import add_row, find_row
from client.store.schema import KEPT, OPERATION, SPACE
from garage.sync import Stamp
from garage.sync.merge import Json

if TYPE_CHECKING:
    from client.store.writing import Transaction


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


def is_kept() -> ColumnElement[bool]:
    """Whether a kept edit waits for somebody to decide, as a condition."""
    undone = exists().where(OPERATION.c.n == KEPT.c.settled_by, OPERATION.c.name == "undo")
    return KEPT.c.settled_by.is_(None) | undone


def settle_kept(transaction: Transaction, numbers: Collection[int]) -> int:
    """Let kept edits be settled by this operation; how many there were."""
    chosen = update(KEPT).where(KEPT.c.n.in_(numbers), is_kept())
    return _settle(transaction, chosen.values(settled_by=transaction.operation))


def follow_kept(transaction: Transaction, deed: int) -> None:
    """As an operation is undone, or done again: what it settled goes with it."""
    followed = update(KEPT).where(KEPT.c.settled_by == deed)
    _settle(transaction, followed.values(settled_by=transaction.operation))


def _settle(transaction: Transaction, statement: Update) -> int:
    found = transaction.connection.execute(statement).rowcount
    if found:
        transaction.noteworthy = True
    return int(found)


def forget_settled(connection: Connection, oldest: int) -> None:
    """Erase what was settled by operations up to this one, which can be undone no more."""
    connection.exec_driver_sql(_FORGET, (oldest,))


# Each edit asks it: it is made once.
_FORGET = (
    "DELETE FROM kept WHERE settled_by <= ? AND NOT EXISTS "
    "(SELECT 1 FROM operation o WHERE o.n = kept.settled_by AND o.name = 'undo')"
)
