"""The two layers: what the server has confirmed, and what waits on top; their overlay is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from client.errors import NotFound
from client.store.codec import DELETED, codec, dump, load
from client.store.schema import CONFIRMED, PENDING, UNKNOWN
from client.store.waiting import write_down, write_down_some
from client.store.writing import Transaction
from garage.records import Kind, find_kind
from garage.sync import Stamp, State, canonical, expand, merge
from garage.sync.merge import Json


@dataclass(frozen=True)
class Envelope:
    """A record as it travels (architecture, Records); stamps in their short form."""

    space: str
    id: str
    kind: str
    fields: Mapping[str, Json]
    stamps: Mapping[str, Stamp]
    author: str | None = None
    born: int | None = None
    seq: int | None = None

    @property
    def state(self) -> State:
        """Fields with their stamps expanded."""
        return State(dict(self.fields), expand(self.stamps, self.fields))


def confirm(transaction: Transaction, envelope: Envelope) -> None:
    """Take an envelope into the confirmed layer, and show it under what still waits.

    A record of a kind that this version does not know is kept apart, whole.
    """
    connection = transaction.connection
    kind = find_kind(envelope.kind)
    if kind is not None:
        write_down(connection, kind, envelope.space, envelope.id)
    here = (CONFIRMED.c.space == envelope.space) & (CONFIRMED.c.id == envelope.id)
    connection.execute(delete(CONFIRMED).where(here))
    connection.execute(
        insert(CONFIRMED).values(
            space=envelope.space, id=envelope.id, kind=envelope.kind, author=envelope.author,
            born=envelope.born, seq=envelope.seq, fields=dump(dict(envelope.fields)),
            stamps=dump(dict(envelope.stamps)),
        )
    )  # fmt: skip
    for stamp in envelope.stamps.values():
        transaction.observe(stamp)
    if kind is None:
        _keep_unknown(transaction, envelope)
        return
    show_overlay(transaction, envelope.kind, envelope.space, envelope.id)


def overlay(transaction: Transaction, space: str, id_: str) -> State:
    """The confirmed state with every waiting patch merged into it."""
    connection = transaction.connection
    state = State({}, {})
    row = connection.execute(
        select(CONFIRMED.c.fields, CONFIRMED.c.stamps).where(
            CONFIRMED.c.space == space, CONFIRMED.c.id == id_
        )
    ).first()
    if row is not None:
        fields = load(row.fields)
        state = State(fields, expand(load(row.stamps), fields))
    waiting = select(PENDING.c.fields, PENDING.c.stamps).where(
        PENDING.c.space == space, PENDING.c.id == id_
    )
    for patch in connection.execute(waiting.order_by(PENDING.c.n)):
        fields = load(patch.fields)
        state = merge(state, State(fields, expand(load(patch.stamps), fields)))
    return state


def show_overlay(transaction: Transaction, kind_name: str, space: str, id_: str) -> None:
    """Make the row of a record what its layers say; if they say nothing, it goes."""
    kind = find_kind(kind_name)
    assert kind is not None
    state = overlay(transaction, space, id_)
    try:
        record, number, _ = transaction.load(kind, id_, space)
    except NotFound:
        if state.stamps:
            transaction.insert_merged(kind, space, id_, state.fields, state.stamps)
            _mark_confirmed(transaction, kind, space, id_)
        return
    if not state.stamps:
        transaction.forget(kind, id_, number)
        return
    everything = dict.fromkeys([*codec(kind).flat(record), *state.fields, DELETED])
    transaction.rewrite(kind, record, state.fields, state.stamps, everything)
    _mark_confirmed(transaction, kind, space, id_)


def _mark_confirmed(transaction: Transaction, kind: Kind, space: str, id_: str) -> None:
    """Let the row bear what only the server gives, so that it no longer counts as new."""
    row = transaction.connection.execute(
        select(CONFIRMED.c.author, CONFIRMED.c.born, CONFIRMED.c.seq).where(
            CONFIRMED.c.space == space, CONFIRMED.c.id == id_
        )
    ).first()
    if row is None:
        return
    table = codec(kind).table
    transaction.connection.execute(
        update(table)
        .where(table.c.space == space, table.c.id == id_)
        .values(author=row.author, born=row.born, seq=row.seq or 0)
    )


def waiting_patches(
    transaction: Transaction, limit: int
) -> list[tuple[int, Envelope, dict[str, Stamp | None]]]:
    """Patches to send, oldest first: (number, fields with stamps, the stamps they replaced)."""
    write_down_some(transaction.connection, limit)
    rows = transaction.connection.execute(select(PENDING).order_by(PENDING.c.n).limit(limit))
    found = []
    for row in rows:
        fields = load(row.fields)
        short = canonical(expand(load(row.stamps), fields))
        envelope = Envelope(row.space, row.id, row.kind, fields, short)
        base = dict.fromkeys(fields) | load(row.base)
        found.append((row.n, envelope, base))
    return found


def settle(transaction: Transaction, number: int) -> None:
    """Drop a patch that the server has answered, and show the record without it.

    A record that was never confirmed goes with its last patch: the server did not take it.
    """
    row = transaction.connection.execute(
        select(PENDING.c.space, PENDING.c.id, PENDING.c.kind).where(PENDING.c.n == number)
    ).one()
    transaction.connection.execute(delete(PENDING).where(PENDING.c.n == number))
    show_overlay(transaction, row.kind, row.space, row.id)


def adopt_known(transaction: Transaction) -> int:
    """Show the kept records whose kinds this version has learned; how many there were."""
    rows = transaction.connection.execute(select(UNKNOWN)).all()
    known = [row for row in rows if find_kind(row.kind) is not None]
    for row in known:
        transaction.connection.execute(delete(UNKNOWN).where(UNKNOWN.c.n == row.n))
        show_overlay(transaction, row.kind, row.space, row.id)
    return len(known)


def _keep_unknown(transaction: Transaction, envelope: Envelope) -> None:
    here = (UNKNOWN.c.space == envelope.space) & (UNKNOWN.c.id == envelope.id)
    transaction.connection.execute(delete(UNKNOWN).where(here))
    whole = {"fields": dict(envelope.fields), "stamps": dict(envelope.stamps)}
    transaction.connection.execute(
        insert(UNKNOWN).values(
            space=envelope.space, id=envelope.id, kind=envelope.kind, envelope=dump(whole)
        )
    )
