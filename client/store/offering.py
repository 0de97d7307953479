"""What a restored server may have forgotten: it is offered again, or kept where it cannot be.

It waits like an edit, marked as recovered, with the stamps that it has, other devices' among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, or_, select

from client.store.codec import codec, load
from client.store.kept import keep_edit
from client.store.layers import Envelope, confirmed_of, drop_confirmed, put_recovered
from client.store.overtaking import offer_overtaken
from client.store.rows import change_rows, find_row, find_rows
from client.store.schema import CLOCK, OVERTAKEN, UNKNOWN
from client.store.spaces import kinds_within
from client.store.waiting import kind_of, row_of
from client.store.writing import Transaction
from garage.records import Kind
from garage.sync import canonical, expand
from garage.sync.clock import stamp_device
from garage.sync.wire import OVERTAKEN as OVERTAKEN_KIND

_MOST_FORMER = 50
"""So many former ids of a device are looked for, the latest."""


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
        if row.seq is not None and row.seq < 0:
            _offer_unknown(transaction, row)
    # Last of all: each needs the record that it is of.
    unseen = (OVERTAKEN.c.space == space) & (OVERTAKEN.c.seq < 0)
    _offer_overtaken(connection, unseen, size)
    return connection.execute(select(OVERTAKEN.c.n).where(unseen).limit(1)).first() is not None


def offer_own(transaction: Transaction, space: str, size: int) -> bool:
    """Let wait what this device set of records that the server may have forgotten; False if none.

    Of a space that is lost it is kept then with all that waits.
    """
    connection = transaction.connection
    own = _own_devices(transaction)
    c = OVERTAKEN.c
    ours = or_(*(c.stamp.endswith(device) for device in own))
    # First of all: each needs the record that it is of.
    if _offer_overtaken(connection, (c.space == space) & (c.seq < 0) & ours, size):
        return True
    for kind in kinds_within(connection, space, unseen=True):
        c = codec(kind).table.c
        ours = or_(*(c.stamp.endswith(device) | c.stamps.contains(device) for device in own))
        query = select(c.id).where(c.space == space, c.seq < 0, ours).limit(size)
        ids = connection.execute(query).scalars().all()
        for id_ in ids:
            _offer(transaction, kind, space, id_)
        if ids:
            return True
    c = UNKNOWN.c
    ours = or_(*(c.envelope.contains(device) for device in own))
    query = select(UNKNOWN).where(c.space == space, c.seq < 0, ours).limit(size)
    rows = connection.execute(query).all()
    for row in rows:
        _offer_unknown(transaction, row)
    return bool(rows)


def _offer_unknown(transaction: Transaction, row: Any) -> None:
    envelope = _unknown(row)
    put_recovered(transaction, envelope, set(envelope.state.stamps), {})
    change_rows(transaction.connection, UNKNOWN, {"n": row.n}, seq=None)


def _offer_overtaken(connection: Connection, which: ColumnElement[bool], size: int) -> int:
    """Offer some overtaken values; how many there were."""
    rows = connection.execute(select(OVERTAKEN).where(which).limit(size)).all()
    for row in rows:
        name = _kind_name(connection, row.space, row.record)
        if name:
            offer_overtaken(connection, row, name)
        else:
            connection.execute(delete(OVERTAKEN).where(OVERTAKEN.c.n == row.n))
    return len(rows)


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


# ---------------------------------------------------------------------- where it is no more


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


def offer_overtaken_of(connection: Connection, space: str, id_: str) -> None:
    """Let the overtaken values wait that a restored server may have forgotten of a record."""
    here = (OVERTAKEN.c.space == space) & (OVERTAKEN.c.record == id_) & (OVERTAKEN.c.seq < 0)
    _offer_overtaken(connection, here, -1)


def keep_own(
    transaction: Transaction, patch: Any, later: Sequence[Any], code: str, reason: str = ""
) -> None:
    """Keep aside what this device set itself of a patch that can be offered no more.

    What a patch that waits after it replaced knowingly is no loss.
    """
    id_, kind, fields, base = patch.id, patch.kind, load(patch.fields), load(patch.base)
    stamps = expand(load(patch.stamps), fields)
    if kind == OVERTAKEN_KIND:
        id_, kind, name = fields["record"], fields["of"], fields["field"]
        stamps, fields, base = {name: fields["stamp"]}, {name: fields["value"]}, {}
    replaced = {pair for each in later for pair in load(each.base).items()}
    devices = _own_devices(transaction)
    own = {
        name: stamp
        for name, stamp in stamps.items()
        if stamp_device(stamp) in devices and (name, stamp) not in replaced
    }
    if own:
        keep_edit(
            transaction, space=patch.space, id_=id_, kind=kind,
            fields={name: fields[name] for name in own}, stamps=canonical(own),
            base={name: base.get(name) for name in own}, code=code, reason=reason,
        )  # fmt: skip


def _own_devices(transaction: Transaction) -> list[str]:
    """The ids of this device: a profile that was copied or restored has had others."""
    former = find_row(transaction.connection, CLOCK).former.split()
    return [transaction.device, *former[-_MOST_FORMER:]]
