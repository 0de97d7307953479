"""What goes from this machine: erased and moved records, spaces that one has no part in any more.

Records, their words, their history and what undo knew of them go; edits that no server had taken
are kept aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from client.store.codec import codec, load
from client.store.deeds import deeds_about, deeds_of_rows, deeds_that_settled, forget_deeds
from client.store.digests import move_digest
from client.store.kept import keep_edit
from client.store.layers import confirmed_of, part_of
from client.store.offering import keep_own, offer_overtaken_of, offer_own, offer_where_it_goes
from client.store.overtaking import drop_offered_overtaken
from client.store.rows import change_rows, drop_rows, find_rows
from client.store.schema import CONFIRMED, HISTORY, OVERTAKEN, PENDING, SPACE, UNKNOWN
from client.store.search import purge_words
from client.store.spaces import kinds_within, put_space
from client.store.waiting import kind_of, patches_of, row_of, write_down
from client.store.writing import Transaction

_SLOWER = 40
"""How many records can be taken away in bulk in the time of one that is looked at alone."""


def erase(transaction: Transaction, space: str, ids: Sequence[str]) -> dict[str, set[str]]:
    """Take records away for ever, with all that is known of them; gives what was touched."""
    for id_ in ids:
        drop_offered_overtaken(transaction.connection, space, id_)
    return _remove(transaction, space, ids, "gone", erased=True)


def move_away(
    transaction: Transaction, space: str, moved: Iterable[tuple[str, str]]
) -> dict[str, set[str]]:
    """Let records leave for other spaces; what waits of them goes along, where one may follow."""
    connection = transaction.connection
    held = set(connection.execute(select(SPACE.c.id).where(SPACE.c.state != "lost")).scalars())
    touched: dict[str, set[str]] = {}
    for id_, into in moved:
        offer_where_it_goes(transaction, space, id_)
        along = into if into in held else ""
        if not along:
            offer_overtaken_of(connection, space, id_)
        for kind, ids in _remove(transaction, space, [id_], "gone", along=along).items():
            touched.setdefault(kind, set()).update(ids)
    return touched


def _remove(
    transaction: Transaction,
    space: str,
    ids: Sequence[str],
    code: str,
    *,
    along: str = "",
    erased: bool = False,
) -> dict[str, set[str]]:
    """Take records away; what waits of them goes `along` into another space, or is kept aside."""
    connection = transaction.connection
    touched: dict[str, set[str]] = {}
    deeds = set() if along else deeds_about(connection, space, ids)
    for id_ in ids:
        kind = kind_of(connection, space, id_)
        if kind is not None:
            found = row_of(connection, kind, space, id_)
            before = confirmed_of(transaction, found, space, id_)
            move_digest(connection, space, -(before.part if before else 0))
            if found is not None:
                if found.seq is None and not patches_of(connection, space, id_):
                    write_down(connection, kind, found)
                transaction.forget(kind, id_, found.n)
                touched.setdefault(kind.name, set()).add(id_)
        if along:
            for table in (PENDING, HISTORY):
                change_rows(connection, table, {"id": id_, "space": space}, space=along)
        else:
            _keep_patches(transaction, space, id_, code, erased=erased)
        _forget(connection, space, id_)
    forget_deeds(connection, deeds)
    return touched


def _keep_patches(
    transaction: Transaction, space: str, id_: str, code: str, *, erased: bool = False
) -> None:
    """Keep aside what waits of a record; what a server once had of an erased one is erased too."""
    connection = transaction.connection
    patches = patches_of(connection, space, id_)
    for place, row in enumerate(patches, 1):
        if not row.recovered:
            keep_edit(
                transaction, space=space, id_=id_, kind=row.kind, fields=load(row.fields),
                stamps=load(row.stamps), base=load(row.base), code=code,
            )  # fmt: skip
        elif not erased:
            keep_own(transaction, row, patches[place:], code)
    drop_rows(connection, PENDING, id=id_, space=space)


def _forget(connection: Connection, space: str, id_: str) -> None:
    """Everything else that names a record of a space."""
    for unknown in find_rows(connection, UNKNOWN, id=id_, space=space):
        part = part_of(id_, unknown.seq, load(unknown.envelope)["stamps"])
        move_digest(connection, space, -part)
    # Overtaken values of the record, and an overtaken value that is itself what goes.
    for named in ("id", "record"):
        here = {named: id_, "space": space}
        for row in find_rows(connection, OVERTAKEN, **here):
            move_digest(connection, space, -part_of(row.id, row.seq, load(row.stamps)))
        drop_rows(connection, OVERTAKEN, **here)
    for table in (CONFIRMED, UNKNOWN, HISTORY):
        drop_rows(connection, table, id=id_, space=space)


# ---------------------------------------------------------------------- a whole space


def lose_space(transaction: Transaction, space: str) -> None:
    """Begin to take a space away: nothing of it shows or is sent from the commit on."""
    put_space(transaction.connection, space, state="lost", hidden=1)


def lose_slice(transaction: Transaction, space: str, size: int) -> bool:
    """Take away some records of a lost space; False once it is gone.

    What waited goes to the kept edits, whole records included, and what this device set that a
    restored server may have forgotten.
    """
    connection = transaction.connection
    if offer_own(transaction, space, size // _SLOWER):
        return True
    held = kinds_within(connection, space)
    for kind in held:
        table = codec(kind).table
        waits = select(table.c.id).where(table.c.space == space, table.c.seq.is_(None))
        ids = list(connection.execute(waits.limit(size // _SLOWER)).scalars())
        if ids:
            _remove(transaction, space, ids, "dropped")
            transaction.touch_all(kind)
            return True
    waiting = select(PENDING.c.id).where(PENDING.c.space == space).distinct().limit(size // _SLOWER)
    ids = list(connection.execute(waiting).scalars())
    if ids:
        for id_ in ids:
            _keep_patches(transaction, space, id_, "dropped")
        return True
    for kind in held:
        table = codec(kind).table
        numbers = _some(connection, table, space, size)
        if numbers:
            marks = ", ".join("?" * len(numbers))
            connection.exec_driver_sql(f"DELETE FROM search WHERE rowid IN ({marks})", numbers)
            connection.execute(delete(table).where(table.c.n.in_(numbers)))
            transaction.touch_all(kind)
            return True
    if _lose_what_stood_behind(connection, space, size) or purge_words(connection):
        return True
    forget_deeds(connection, deeds_that_settled(connection, space))
    drop_rows(connection, SPACE, id=space)
    return False


def _lose_what_stood_behind(connection: Connection, space: str, size: int) -> bool:
    """Of a lost space whose records are gone; False once there is nothing."""
    for table in (CONFIRMED, UNKNOWN, OVERTAKEN, HISTORY):
        numbers = _some(connection, table, space, size)
        if numbers:
            deeds = deeds_of_rows(connection, numbers) if table is HISTORY else set()
            connection.execute(delete(table).where(table.c.n.in_(numbers)))
            forget_deeds(connection, deeds)
            return True
    return False


def _some(connection: Connection, table: Table[Any], space: str, size: int) -> tuple[int, ...]:
    query = select(table.c.n).where(table.c.space == space).limit(size)
    return tuple(connection.execute(query).scalars())
