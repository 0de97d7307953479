"""The two layers: what the server has confirmed, and what waits on top; their overlay is shown.

As long as nothing waits on top of a confirmed record, its row *is* the confirmed envelope (see
docs/decisions/0007). With a patch on top, the confirmed state stands in `confirmed`, the patch in
`pending`, and the row shows both merged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from client.store.codec import DELETED, codec, dump, load
from client.store.digests import move_digest
from client.store.overtaking import overtaken_row, take_back
from client.store.rows import add_row, change_rows, drop_rows, find_row, find_rows
from client.store.schema import CONFIRMED, HISTORY, PENDING, UNKNOWN
from client.store.waiting import (
    RecordRow,
    patches_of,
    put_confirmed,
    put_patch,
    row_of,
    write_down,
)
from client.store.writing import Transaction
from garage.records import Kind, find_kind, kinds
from garage.sync import Stamp, State, canonical, expand, merge
from garage.sync.merge import Json
from garage.sync.wire import OVERTAKEN as OVERTAKEN_KIND
from garage.sync.wire import digest_of

BEFORE = 0
"""The operation of history that came from elsewhere: none that could be undone here."""


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

    @property
    def part(self) -> int:
        """Its part in the digest of its space; 0 while it does not count."""
        return part_of(self.id, self.seq, self.stamps)


def part_of(id_: str, seq: int | None, stamps: Mapping[str, Stamp]) -> int:
    """A confirmed record's part in the digest; one being read again (seq below 0) has none."""
    return digest_of(id_, seq, stamps) if seq is not None and seq > 0 else 0


def confirm(
    transaction: Transaction, envelope: Envelope, *, digest: bool = True, answered: bool = False
) -> None:
    """Take an envelope into the confirmed layer, and show it under what still waits.

    A record that waits whole is written down before, unless the envelope is the answer to it.
    A record of a kind that this version does not know is kept apart, whole.
    """
    kind = find_kind(envelope.kind)
    for stamp in envelope.stamps.values():
        transaction.observe(stamp)
    if envelope.kind == OVERTAKEN_KIND:
        e = envelope
        take_back(
            transaction.connection,
            overtaken_row(e.space, e.id, e.seq or 0, e.author or "", e.fields, e.stamps),
        )
        return
    if kind is None:
        _keep_unknown(transaction, envelope, digest=digest)
        return
    connection, space, id_ = transaction.connection, envelope.space, envelope.id
    found = row_of(connection, kind, space, id_)
    before = confirmed_of(transaction, found, space, id_)
    if digest:
        move_digest(connection, space, envelope.part - (before.part if before else 0))
    fresh = found is not None and found.seq is None and not answered
    if fresh and found is not None and not patches_of(connection, space, id_):
        write_down(connection, kind, found)
    drop_confirmed(transaction, space, id_)
    if patches_of(connection, space, id_):
        put_confirmed(
            connection, kind.name, space, id_, envelope.state, envelope.author, envelope.born,
            envelope.seq,
        )  # fmt: skip
    _offer_forgotten(transaction, before, envelope)
    show_overlay(transaction, kind, space, id_, envelope)


def confirmed_of(
    transaction: Transaction, found: RecordRow | None, space: str, id_: str
) -> Envelope | None:
    """What was confirmed of a record until now: beside its row, or the row itself."""
    row = find_row(transaction.connection, CONFIRMED, id=id_, space=space)
    if row is not None:
        return Envelope(
            space, id_, row.kind, load(row.fields), load(row.stamps), row.author, row.born, row.seq
        )
    if found is None or found.seq is None:
        return None
    state = found.state
    return Envelope(
        space, id_, found.record.kind, state.fields, canonical(state.stamps), found.author,
        found.born, found.seq,
    )  # fmt: skip


def _offer_forgotten(transaction: Transaction, before: Envelope | None, envelope: Envelope) -> None:
    """While a space is read again: what the server once had and has no more waits to be offered."""
    if before is None or before.seq is None or before.seq > 0:
        return
    had, has = before.state, envelope.state
    newer = {n for n, stamp in had.stamps.items() if stamp > has.stamps.get(n, "")}
    if newer:
        put_recovered(transaction, before, newer, has.stamps)


def put_recovered(
    transaction: Transaction, before: Envelope, names: set[str], base: Mapping[str, Stamp]
) -> None:
    """Let fields that the server forgot wait to be offered, before all other patches."""
    connection, state = transaction.connection, before.state
    stamps = {name: state.stamps[name] for name in names}
    waiting = patches_of(connection, before.space, before.id)
    put_patch(
        connection, before.kind, before.space, before.id,
        {name: state.fields[name] for name in names}, canonical(stamps),
        {name: base.get(name) for name in names}, recovered=True,
    )  # fmt: skip
    for patch in waiting:
        # The order of a record's patches is that of their numbers.
        drop_rows(connection, PENDING, n=patch.n)
        add_row(connection, PENDING, **{**patch._asdict(), "n": None})


def drop_confirmed(transaction: Transaction, space: str, id_: str) -> None:
    """Forget what stands beside a row."""
    drop_rows(transaction.connection, CONFIRMED, id=id_, space=space)


def show_overlay(
    transaction: Transaction,
    kind: Kind,
    space: str,
    id_: str,
    beneath: Envelope | None,
    *,
    remember: bool = True,
) -> None:
    """Make the row of a record what its layers say; if they say nothing, it goes.

    Values that are replaced go into its history, unless `remember` says otherwise.
    """
    state = beneath.state if beneath is not None else State({}, {})
    patches = patches_of(transaction.connection, space, id_)
    for patch in patches:
        fields = load(patch.fields)
        state = merge(state, State(fields, expand(load(patch.stamps), fields)))
    found = row_of(transaction.connection, kind, space, id_)
    if not state.stamps:
        if found is not None:
            transaction.forget(kind, id_, found.n)
        return
    if found is None:
        transaction.insert_merged(kind, space, id_, state.fields, state.stamps)
    elif found.state != state:
        if remember:
            remember_replaced(transaction, found, state)
        everything = dict.fromkeys([*found.state.fields, *state.fields, DELETED])
        transaction.rewrite(kind, found.record, state.fields, state.stamps, everything)
    _mark(transaction, kind, space, id_, beneath)
    if beneath is not None and patches:
        drop_confirmed(transaction, space, id_)
        put_confirmed(
            transaction.connection, kind.name, space, id_, beneath.state, beneath.author,
            beneath.born, beneath.seq,
        )  # fmt: skip


def remember_replaced(transaction: Transaction, found: RecordRow, state: State) -> None:
    """Keep the values that another device's replace."""
    for row in replaced(found.record.kind, found.space, found.id, found.state, state):
        add_row(transaction.connection, HISTORY, **row)


def replaced(kind: str, space: str, id_: str, old: State, state: State) -> list[dict[str, Any]]:
    """Rows of history for the values of a record that `state` replaces."""
    return [
        {
            "operation": BEFORE,
            "space": space,
            "id": id_,
            "kind": kind,
            "field": name,
            "value": None if old.fields[name] is None else dump(old.fields[name]),
            "stamp": stamp,
            "by_stamp": state.stamps[name],
        }
        for name, stamp in old.stamps.items()
        if state.stamps.get(name, stamp) != stamp and state.fields[name] != old.fields[name]
    ]


def _mark(
    transaction: Transaction, kind: Kind, space: str, id_: str, beneath: Envelope | None
) -> None:
    """Let the row bear what only the server gives: without, it counts as new."""
    given: dict[str, Any] = {"author": None, "born": None, "seq": None}
    if beneath is not None:
        given = {"author": beneath.author, "born": beneath.born, "seq": beneath.seq}
    change_rows(transaction.connection, codec(kind).table, {"id": id_, "space": space}, **given)


def settle(transaction: Transaction, number: int) -> None:
    """Drop a patch that the server does not take, and show the record without it.

    A record that was never confirmed goes with its last patch.
    """
    connection = transaction.connection
    row = find_row(connection, PENDING, n=number)
    drop_rows(connection, PENDING, n=number)
    kind = find_kind(row.kind)
    if kind is None:
        return
    found = row_of(connection, kind, row.space, row.id)
    beneath = confirmed_of(transaction, found, row.space, row.id)
    drop_confirmed(transaction, row.space, row.id)
    show_overlay(transaction, kind, row.space, row.id, beneath, remember=False)


def adopt_known(transaction: Transaction) -> int:
    """Show the kept records whose kinds this version has learned; how many there were."""
    kept = find_rows(transaction.connection, UNKNOWN)
    known = [row for row in kept if find_kind(row.kind) is not None]
    for row in known:
        drop_rows(transaction.connection, UNKNOWN, n=row.n)
        _adopt(transaction, row)
    return len(known)


def adopt_fields(transaction: Transaction) -> int:
    """Put what was kept of fields that this version has learned where it belongs; how many rows."""
    adopted = 0
    for kind in kinds():
        table = codec(kind).table
        query = select(table.c.n, table.c.id, table.c.space, table.c.extra)
        for row in transaction.connection.execute(query.where(table.c.extra.is_not(None))).all():
            learned = {name.partition("/")[0] for name in load(row.extra)} & kind.by_name.keys()
            if learned:
                record, _, stamps = transaction.load(kind, row.id, row.space)
                flat = codec(kind).flat(record)
                transaction.rewrite(kind, record, flat, stamps, dict.fromkeys(learned))
                adopted += 1
    return adopted


def _adopt(transaction: Transaction, row: Any) -> None:
    whole = load(row.envelope)
    envelope = Envelope(
        row.space, row.id, row.kind, whole["fields"], whole["stamps"], row.author, row.born, row.seq
    )
    kind = find_kind(row.kind)
    if (
        kind is not None
        and row.seq is None
        and patches_of(transaction.connection, row.space, row.id)
    ):
        # Never confirmed, and written down to be sent: its patches say all of it.
        for stamp in envelope.stamps.values():
            transaction.observe(stamp)
        show_overlay(transaction, kind, row.space, row.id, None)
        return
    confirm(transaction, envelope, digest=False)


def _keep_unknown(transaction: Transaction, envelope: Envelope, *, digest: bool) -> None:
    connection, space, id_ = transaction.connection, envelope.space, envelope.id
    before = find_row(connection, UNKNOWN, id=id_, space=space)
    if digest:
        had = part_of(id_, before.seq, load(before.envelope)["stamps"]) if before else 0
        move_digest(connection, space, envelope.part - had)
    drop_rows(connection, UNKNOWN, id=id_, space=space)
    whole = {"fields": dict(envelope.fields), "stamps": dict(envelope.stamps)}
    add_row(
        connection, UNKNOWN, space=space, id=id_, kind=envelope.kind, envelope=dump(whole),
        author=envelope.author, born=envelope.born, seq=envelope.seq,
    )  # fmt: skip
