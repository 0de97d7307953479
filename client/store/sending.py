"""Pushes: what waits, taken up under a number, and kept until the server has answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, takewhile
from typing import Any

import msgspec
import zstandard
from sqlalchemy import Connection, select

from client.store.bulk import insert_rows, plain_rows, update_rows
from client.store.codec import load
from client.store.flat import flat_of, flat_rows
from client.store.restamping import restamp_fresh, restamp_patches, wrong_stamp
from client.store.rows import add_row, change_rows, drop_rows, find_row
from client.store.schema import ACCOUNT, PENDING, PUSH, SENDING, UNKNOWN
from client.store.waiting import SHOWS, among_sent, put_patch
from client.store.writing import Transaction
from garage.records import Kind, kinds
from garage.sync.wire import SCHEMA, Patch, PushRequest

_ENCODER = msgspec.json.Encoder(order="sorted")


@dataclass(frozen=True)
class StoredPush:
    """A push as it is sent, again and again until it is answered: packed with zstd."""

    number: int
    body: bytes
    made: PushRequest | None = None
    """The request, if it was made just now."""
    cut: bool = False
    """Whether it would have held more, were there room."""

    @property
    def unpacked(self) -> int:
        """Bytes of the request before it was packed."""
        return zstandard.frame_content_size(self.body)

    def patches(self) -> list[Patch]:
        """What is in it."""
        return (self.made or self.request()).patches

    def request(self) -> PushRequest:
        """The request, unpacked."""
        return msgspec.json.decode(zstandard.decompress(self.body), type=PushRequest)


class Taken(msgspec.Struct, frozen=True, gc=False):
    """A patch taken up: the row of `pending`, or of a record that goes as it stands."""

    patch: Patch
    pending: int | None = None
    row: int | None = None


def push_under_way(connection: Connection) -> StoredPush | None:
    """The push that the server has not answered yet."""
    row = find_row(connection, PUSH)
    return None if row is None else StoredPush(row.number, row.body)


# Each sync asks these: they are made once.
_SHARED = "SELECT id FROM space WHERE state IN ('shared', 'again') AND NOT hidden"
_WAITING = (
    "SELECT n, space, id, kind, fields, stamps, base, recovered FROM pending "
    f"WHERE sent IS NULL AND space IN ({_SHARED}) ORDER BY n LIMIT ?"
)


_PUSHED_OR_PATCHED = (
    "SELECT EXISTS (SELECT 1 FROM push) "
    f"OR EXISTS (SELECT 1 FROM pending WHERE space IN ({_SHARED}))"
)
_UNKNOWN = f"SELECT 1 FROM unknown_kind WHERE seq IS NULL AND space IN ({_SHARED}) LIMIT 1"


def anything_waits(connection: Connection) -> bool:
    """Whether there is anything to send, in spaces that the server has."""
    [(known,)] = plain_rows(connection, _PUSHED_OR_PATCHED)
    if known or plain_rows(connection, _UNKNOWN):
        return True
    # Mostly nothing waits in any table, which its index of what waits tells before all else.
    fresh = plain_rows(connection, _kinds_with_fresh())
    return any(plain_rows(connection, _any_fresh(kind)) for (kind,) in fresh)


@cache
def _any_fresh(kind: str) -> str:
    return f"SELECT 1 FROM k_{kind} WHERE seq IS NULL AND space IN ({_SHARED}) AND {SHOWS} LIMIT 1"


def push_after(
    transaction: Transaction, push: StoredPush, limit: int, room: int
) -> StoredPush | None:
    """The push to be sent once `push` is answered, which is still on its way; None for none yet.

    It takes only new records that go as they stand. What was edited waits for all answers: one of
    them may say what becomes of it.
    """
    connection = transaction.connection
    later = "SELECT number, body FROM push WHERE number > ? ORDER BY number LIMIT 1"
    for number, body in plain_rows(connection, later, (push.number,)):
        return StoredPush(number, body)
    if plain_rows(connection, "SELECT 1 FROM pending LIMIT 1"):
        return None
    return next_push(transaction, limit, room)


def next_push(
    transaction: Transaction, limit: int, room: int, fresh: int | None = None
) -> StoredPush | None:
    """Take up to `limit` patches of `room` bytes, number and keep them; None if nothing waits.

    With `fresh`, new records are taken up to so many patches. One patch is taken in any case.
    """
    connection = transaction.connection
    found = gather(transaction, limit, fresh)
    if not found:
        return None
    account = find_row(connection, ACCOUNT)
    number = account.number + 1
    taken = found
    request = PushRequest(
        transaction.device, number, account.epoch, SCHEMA, [each.patch for each in taken]
    )
    encoded = _ENCODER.encode(request)
    if len(encoded) > room:
        taken = found[: _fitting(request.patches, room)]
        request = msgspec.structs.replace(request, patches=[each.patch for each in taken])
        encoded = _ENCODER.encode(request)
    packed = zstandard.ZstdCompressor(level=3).compress(encoded)
    change_rows(connection, ACCOUNT, {}, number=number)
    add_row(connection, PUSH, number=number, body=packed)
    _mark(connection, number, taken)
    return StoredPush(number, packed, request, len(taken) < len(found))


def _fitting(patches: Sequence[Patch], room: int) -> int:
    """How many patches, from the first on, have room; the first has it in any case."""
    sizes = accumulate(len(_ENCODER.encode(patch)) + 1 for patch in patches)
    return max(sum(1 for _ in takewhile(lambda size: size <= room, sizes)), 1)


def _mark(connection: Connection, number: int, taken: Sequence[Taken]) -> None:
    rows = [(each.row, among_sent(number, each.patch.n)) for each in taken if each.row is not None]
    if rows:
        insert_rows(connection, SENDING.name, ("n", "place"), rows)
    patches = [(each.pending, number, each.patch.n) for each in taken if each.pending is not None]
    update_rows(connection, PENDING.name, ("n", "sent", "place"), patches)


def gather(transaction: Transaction, limit: int, fresh: int | None = None) -> list[Taken]:
    """What waits in spaces that the server has, numbered from 1: patches first, then new records.

    Stamps that the server could not take (of another device, or of a clock that ran ahead) are
    replaced on the way, durably.
    """
    connection = transaction.connection
    shared = [id_ for (id_,) in plain_rows(connection, _SHARED)]
    _write_down_unknown(connection, shared, limit)
    taken = _patches(transaction, limit)
    most = limit if fresh is None else fresh
    waiting = {name for (name,) in plain_rows(connection, _kinds_with_fresh())}
    for kind in kinds():
        for space in shared if kind.name in waiting else ():
            if len(taken) < most:
                taken += _fresh(transaction, kind, space, len(taken), most - len(taken))
    return taken


@cache
def _kinds_with_fresh() -> str:
    """The kinds of which records wait whole: mostly none of the many."""
    return " UNION ALL ".join(
        f"SELECT '{kind.name}' WHERE EXISTS (SELECT 1 FROM k_{kind.name} WHERE seq IS NULL)"
        for kind in kinds()
    )


def _patches(transaction: Transaction, limit: int) -> list[Taken]:
    taken = _waiting(transaction.connection, limit)
    wrong = {
        (patch.kind, patch.space, patch.id)
        for patch in (each.patch for each in taken)
        if not patch.recovered and any(wrong_stamp(transaction, s) for s in patch.stamps.values())
    }
    if wrong:
        for kind_name, space, id_ in sorted(wrong):
            restamp_patches(transaction, kind_name, space, id_)
        taken = _waiting(transaction.connection, limit)
    return taken


def _waiting(connection: Connection, limit: int) -> list[Taken]:
    taken = []
    for place, row in enumerate(plain_rows(connection, _WAITING, (limit,)), 1):
        n, space, id_, kind, text, stamps, base, recovered = row
        fields = load(text)
        replaced = dict.fromkeys(fields) | load(base)
        patch = Patch(place, space, id_, kind, fields, load(stamps), replaced, bool(recovered))
        taken.append(Taken(patch, pending=n))
    return taken


def _fresh(
    transaction: Transaction, kind: Kind, space: str, before: int, limit: int
) -> list[Taken]:
    """New records of a kind that wait whole, and are not written down as patches."""
    connection = transaction.connection
    given = {"space": space, "limit": limit}
    rows = plain_rows(connection, _fresh_rows(kind), given)
    wrong = _wrong(transaction, rows)
    if wrong:
        restamp_fresh(transaction, kind, space, [row[1] for row in wrong])
        rows = plain_rows(connection, _fresh_rows(kind), given)
    flat = flat_of(kind)
    taken = []
    for place, row in enumerate(rows, before + 1):
        fields, stamps = flat(row)
        patch = Patch(place, space, row[1], kind.name, fields, stamps)
        taken.append(Taken(patch, row=row[0]))
    return taken


def _wrong(transaction: Transaction, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Those of some rows (…, stamp, stamps) that bear a stamp which the server could not take."""
    stamps = {row[-2] for row in rows}  # An import gives thousands of records one.
    wrong = {stamp for stamp in stamps if wrong_stamp(transaction, stamp)}
    return [row for row in rows if row[-2] in wrong or _is_wrong(transaction, row[-1])]


def _is_wrong(transaction: Transaction, stamps: str | None) -> bool:
    """Whether one of the stamps of single fields is wrong, where some have their own."""
    return stamps is not None and any(wrong_stamp(transaction, s) for s in load(stamps).values())


@cache
def _fresh_rows(kind: Kind) -> str:
    """(n, id, deleted, extra, the fields' cells, stamp, stamps) of what waits whole."""
    written = "SELECT 1 FROM pending p WHERE p.space = k.space AND p.id = k.id"
    return (
        f"{flat_rows(kind)} "
        f"WHERE seq IS NULL AND space = :space AND {SHOWS} AND NOT EXISTS ({written}) "
        "AND n NOT IN (SELECT n FROM sending) ORDER BY n LIMIT :limit"
    )


def _write_down_unknown(connection: Connection, shared: list[str], limit: int) -> None:
    """Let records of kinds that this version does not know, from an archive, wait as patches."""
    if not plain_rows(connection, "SELECT 1 FROM unknown_kind WHERE seq IS NULL LIMIT 1"):
        return
    rows = connection.execute(
        select(UNKNOWN)
        .where(UNKNOWN.c.seq.is_(None), UNKNOWN.c.space.in_(shared))
        .where(
            ~select(PENDING.c.n)
            .where(PENDING.c.space == UNKNOWN.c.space, PENDING.c.id == UNKNOWN.c.id)
            .exists()
        )
        .order_by(UNKNOWN.c.n)
        .limit(limit)
    )
    for row in rows.all():
        whole = load(row.envelope)
        put_patch(connection, row.kind, row.space, row.id, whole["fields"], whole["stamps"], {})


def give_back(connection: Connection) -> None:
    """Drop the push under way: all of it waits again, to be taken up under another number."""
    drop_rows(connection, PUSH)
    drop_rows(connection, SENDING)
    connection.exec_driver_sql(
        "UPDATE pending SET sent = NULL, place = NULL WHERE sent IS NOT NULL"
    )
