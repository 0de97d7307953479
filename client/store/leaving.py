"""What goes from this machine: erased and moved records, spaces that one has no part in any more.

Records, their words, their history and what undo knew of them go; edits that no server had taken
are kept aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, delete, or_, select

from client.store.bulk import plain_rows
from client.store.codec import codec, load
from client.store.digests import move_digest
from client.store.kept import keep_edit
from client.store.layers import Envelope, confirmed_of, drop_confirmed, part_of, put_recovered
from client.store.overtaking import offer_overtaken
from client.store.rows import change_rows, drop_rows, find_row, find_rows
from client.store.schema import (
    CLOCK,
    CONFIRMED,
    HISTORY,
    OVERTAKEN,
    PENDING,
    SPACE,
    UNKNOWN,
)
from client.store.spaces import kinds_within, put_space
from client.store.waiting import patches_of, row_of, write_down
from client.store.writing import Transaction
from garage.records import Kind, find_kind, kinds
from garage.sync import canonical
from garage.sync.clock import stamp_device

_SLOWER = 40
"""How many records can be taken away in bulk in the time of one that is looked at alone."""
_MOST_FORMER = 50
"""So many former ids of a device are looked for, the latest."""


def erase(transaction: Transaction, space: str, ids: Sequence[str]) -> dict[str, set[str]]:
    """Take records away for ever, with all that is known of them; gives what was touched."""
    return _remove(transaction, space, ids, "gone", "")


def move_away(
    transaction: Transaction, space: str, moved: Iterable[tuple[str, str]]
) -> dict[str, set[str]]:
    """Let records leave for other spaces; what waits of them goes along, where one may follow."""
    connection = transaction.connection
    held = set(connection.execute(select(SPACE.c.id).where(SPACE.c.state != "lost")).scalars())
    touched: dict[str, set[str]] = {}
    for id_, into in moved:
        if into in held:
            offer_where_it_goes(transaction, space, id_)
            for table in (PENDING, HISTORY):
                change_rows(connection, table, {"id": id_, "space": space}, space=into)
        else:
            _keep_own(transaction, space, id_, "gone")
        for kind, ids in _remove(transaction, space, [id_], "gone", "").items():
            touched.setdefault(kind, set()).update(ids)
    return touched


def offer_where_it_goes(transaction: Transaction, space: str, id_: str) -> None:
    """Let what a restored server may have forgotten of a record wait, to go along with it."""
    connection = transaction.connection
    kind = kind_of(connection, space, id_)
    if kind is None:
        unknown = find_row(connection, UNKNOWN, id=id_, space=space)
        if unknown is not None and unknown.seq is not None and unknown.seq < 0:
            envelope = _unknown(unknown)
            put_recovered(transaction, envelope, set(envelope.state.stamps), {})
        return
    before = confirmed_of(transaction, row_of(connection, kind, space, id_), space, id_)
    if before is not None and before.seq is not None and before.seq < 0:
        put_recovered(transaction, before, set(before.state.stamps), {})


def _keep_own(transaction: Transaction, space: str, id_: str, code: str) -> None:
    """Keep aside what this device set and a restored server may have forgotten of a record.

    Whether it had it can no longer be asked: where the record is now, nobody here looks in.
    """
    kind = kind_of(transaction.connection, space, id_)
    if kind is None:
        return
    found = row_of(transaction.connection, kind, space, id_)
    before = confirmed_of(transaction, found, space, id_)
    if before is None or before.seq is None or before.seq > 0:
        return
    state = before.state
    devices = _own_devices(transaction)
    own = {n: s for n, s in state.stamps.items() if stamp_device(s) in devices}
    if own:
        keep_edit(
            transaction, space=space, id_=id_, kind=kind.name,
            fields={name: state.fields.get(name) for name in own}, stamps=canonical(own),
            base=dict.fromkeys(own), code=code,
        )  # fmt: skip


def _own_devices(transaction: Transaction) -> list[str]:
    """The ids of this device: a profile that was copied or restored has had others."""
    former = find_row(transaction.connection, CLOCK).former.split()
    return [transaction.device, *former[-_MOST_FORMER:]]


def _remove(
    transaction: Transaction, space: str, ids: Sequence[str], code: str, reason: str
) -> dict[str, set[str]]:
    connection = transaction.connection
    touched: dict[str, set[str]] = {}
    for id_ in ids:
        kind = kind_of(connection, space, id_)
        if kind is not None:
            found = row_of(connection, kind, space, id_)
            before = confirmed_of(transaction, found, space, id_)
            move_digest(connection, space, -(before.part if before else 0))
            if found is not None:
                if found.seq is None:
                    _written(transaction, kind, space, id_)
                transaction.forget(kind, id_, found.n)
                touched.setdefault(kind.name, set()).add(id_)
        _keep_patches(transaction, space, id_, code, reason)
        _forget(connection, space, id_)
    return touched


def _written(transaction: Transaction, kind: Kind, space: str, id_: str) -> None:
    connection = transaction.connection
    found = row_of(connection, kind, space, id_)
    if found is not None and not patches_of(connection, space, id_):
        write_down(connection, kind, found)


def _keep_patches(transaction: Transaction, space: str, id_: str, code: str, reason: str) -> None:
    connection = transaction.connection
    for row in patches_of(connection, space, id_):
        if not row.recovered:
            keep_edit(
                transaction, space=space, id_=id_, kind=row.kind, fields=load(row.fields),
                stamps=load(row.stamps), base=load(row.base), code=code, reason=reason,
            )  # fmt: skip
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


def kind_of(connection: Connection, space: str, id_: str) -> Kind | None:
    """The kind of a record that is here; None if there is none."""
    names = plain_rows(connection, _kind_query(), {"id": id_, "space": space})
    return find_kind(names[0][0]) if names else None


@cache
def _kind_query() -> str:
    return " UNION ALL ".join(
        f"SELECT '{kind.name}' FROM k_{kind.name} WHERE id = :id AND space = :space"
        for kind in kinds()
    )


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
    held = kinds_within(connection, space)
    for kind in held:
        table = codec(kind).table
        waits = select(table.c.id).where(table.c.space == space, table.c.seq.is_(None))
        ids = list(connection.execute(waits.limit(size // _SLOWER)).scalars())
        if ids:
            _remove(transaction, space, ids, "dropped", "")
            transaction.touch_all(kind)
            return True
        ids = _unseen(transaction, table, space, size // _SLOWER)
        if ids:
            for id_ in ids:
                _keep_own(transaction, space, id_, "dropped")
            _remove(transaction, space, ids, "dropped", "")
            transaction.touch_all(kind)
            return True
    waiting = select(PENDING.c.id).where(PENDING.c.space == space).distinct().limit(size // _SLOWER)
    ids = list(connection.execute(waiting).scalars())
    if ids:
        for id_ in ids:
            _keep_patches(transaction, space, id_, "dropped", "")
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
    for table in (CONFIRMED, UNKNOWN, OVERTAKEN, HISTORY):
        numbers = _some(connection, table, space, size)
        if numbers:
            connection.execute(delete(table).where(table.c.n.in_(numbers)))
            return True
    drop_rows(connection, SPACE, id=space)
    return False


def _unseen(transaction: Transaction, table: Table[Any], space: str, size: int) -> list[str]:
    """Ids of records that this device set something of, and that are being read again."""
    c = table.c
    own = _own_devices(transaction)
    ours = or_(*(c.stamp.endswith(id_) | c.stamps.contains(id_) for id_ in own))
    query = select(c.id).where(c.space == space, c.seq < 0, ours).limit(size)
    return list(transaction.connection.execute(query).scalars())


def _some(connection: Connection, table: Table[Any], space: str, size: int) -> tuple[int, ...]:
    query = select(table.c.n).where(table.c.space == space).limit(size)
    return tuple(connection.execute(query).scalars())


# ---------------------------------------------------------------------- read again


def offer_unseen(transaction: Transaction, space: str, size: int) -> bool:
    """Offer some of the records that the server forgot; False once there are none.

    They show as before, and wait with the stamps that they have.
    """
    connection = transaction.connection
    for kind in kinds_within(connection, space, unseen=True):
        c = codec(kind).table.c
        query = select(c.id).where(c.space == space, c.seq < 0).limit(size)
        for id_ in connection.execute(query).scalars().all():
            _offer(transaction, kind, space, id_)
        return True
    for row in find_rows(connection, UNKNOWN, space=space):
        if row.seq is None or row.seq > 0:
            continue
        envelope = _unknown(row)
        put_recovered(transaction, envelope, set(envelope.state.stamps), {})
        change_rows(connection, UNKNOWN, {"n": row.n}, seq=None)
    # Last of all: each needs the record that it is of.
    unseen = (OVERTAKEN.c.space == space) & (OVERTAKEN.c.seq < 0)
    for row in connection.execute(select(OVERTAKEN).where(unseen).limit(size)).all():
        name = _kind_name(connection, space, row.record)
        if name:
            offer_overtaken(connection, row, name)
        else:
            connection.execute(delete(OVERTAKEN).where(OVERTAKEN.c.n == row.n))
    return connection.execute(select(OVERTAKEN.c.n).where(unseen).limit(1)).first() is not None


def _kind_name(connection: Connection, space: str, id_: str) -> str:
    """What a record that is here is, even if this version does not know the kind."""
    kind = kind_of(connection, space, id_)
    if kind is not None:
        return kind.name
    query = select(UNKNOWN.c.kind).where(UNKNOWN.c.id == id_, UNKNOWN.c.space == space)
    return str(connection.execute(query).scalar() or "")


def _offer(transaction: Transaction, kind: Kind, space: str, id_: str) -> None:
    connection = transaction.connection
    found = row_of(connection, kind, space, id_)
    before = confirmed_of(transaction, found, space, id_)
    assert before is not None
    put_recovered(transaction, before, set(before.state.stamps), {})
    drop_confirmed(transaction, space, id_)
    change_rows(connection, codec(kind).table, {"id": id_, "space": space}, seq=None)


def _unknown(row: Any) -> Envelope:
    """A record of a kind that this version does not know."""
    whole = load(row.envelope)
    return Envelope(
        row.space, row.id, row.kind, whole["fields"], whole["stamps"], row.author, row.born, row.seq
    )
