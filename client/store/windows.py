"""Conversations are held by windows: what was born from a floor on, and what one wrote oneself.

A window has no gaps. What is older than its floor is fetched on demand, which lowers it; where a
window grows beyond its bounds the floor rises, and what is below goes from this machine again,
but for what this person or this device wrote and what waits. The server's digest of a window is
over what was born from the floor on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table

from client.store.bulk import plain_rows
from client.store.codec import codec, dump, load, short_stamps
from client.store.digests import move_digest
from client.store.layers import part_of
from client.store.rows import find_row
from client.store.schema import CONFIRMED, HISTORY, OVERTAKEN, SPACE, UNKNOWN
from client.store.spaces import HeldSpace, put_space
from client.store.writing import Transaction
from garage.records import Kind, find_kind, kinds
from garage.sync.wire import OVERTAKEN as OVERTAKEN_KIND
from garage.sync.wire import WireEnvelope, digest_text


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a conversation is held."""

    first: int = 200
    """Records that are fetched when one begins to hold it."""
    most: int = 5_000
    """Beyond, the oldest go."""
    kept: int = 2_000
    """So many stay then. Of one who was away for more than these, the newest are fetched alone."""


WINDOWS = Bounds()


def wanted(
    connection: Connection, space: str, floor: int, person: str, envelopes: Sequence[WireEnvelope]
) -> list[WireEnvelope]:
    """Those that are to land: of the window, held already, or the person's own."""
    older = [e for e in envelopes if e.born < floor and e.author != person]
    if not older:
        return list(envelopes)
    by_table: dict[str, list[str]] = {}
    for each in older:
        by_table.setdefault(_table_of(each.kind).name, []).append(each.id)
    passed = {each.id for each in older}
    for table, ids in by_table.items():
        query = f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?)) AND space = ?"
        held = plain_rows(connection, query, (dump(ids), space))
        passed.difference_update(id_ for (id_,) in held)
    return [each for each in envelopes if each.id not in passed]


def _table_of(kind_name: str) -> Table[Any]:
    if kind_name == OVERTAKEN_KIND:
        return OVERTAKEN
    kind = find_kind(kind_name)
    return UNKNOWN if kind is None else codec(kind).table


def window_digest(connection: Connection, space: HeldSpace) -> str:
    """The digest of the window alone: without what is held beneath its floor."""
    asked = {"space": space.id, "floor": space.floor}
    beneath = sum(_part(*row) for row in plain_rows(connection, _all_beneath(), asked))
    return digest_text((int(space.digest, 16), -beneath))


def _part(
    id_: str, seq: int, stamp: str, stamps: str | None, written: str | None, nested: int
) -> int:
    """The part in the digest of a row that bears its stamps in one of three ways."""
    if written is None:
        return part_of(id_, seq, short_stamps(stamp, stamps))
    told = load(written)
    return part_of(id_, seq, told["stamps"] if nested else told)


@cache
def _all_beneath() -> str:
    """What is confirmed beneath the floor; where something waits on top, that stands apart."""
    apart = "SELECT 1 FROM confirmed c WHERE c.id = k.id AND c.space = k.space"
    beneath = "space = :space AND seq > 0 AND"
    parts = [
        f"SELECT id, seq, stamp, stamps, NULL, 0 FROM k_{kind.name} k "
        f"WHERE {beneath} born < :floor AND NOT EXISTS ({apart})"
        for kind in kinds()
    ]
    plain = "SELECT id, seq, NULL, NULL"
    parts += [
        f"{plain}, stamps, 0 FROM {CONFIRMED.name} WHERE {beneath} born < :floor",
        f"{plain}, envelope, 1 FROM {UNKNOWN.name} WHERE {beneath} born < :floor",
        # The server writes them once: their number is that of their birth.
        f"{plain}, stamps, 0 FROM {OVERTAKEN.name} WHERE {beneath} seq < :floor",
    ]
    return " UNION ALL ".join(parts)


def narrow(connection: Connection, space: HeldSpace, bounds: Bounds) -> None:
    """Raise the floor of a window that has grown beyond its bounds."""
    asked = {"space": space.id, "floor": space.floor}
    if not plain_rows(connection, _nth_newest(), {**asked, "n": bounds.most}):
        return
    [(floor,)] = plain_rows(connection, _nth_newest(), {**asked, "n": bounds.kept - 1})
    put_space(connection, space.id, floor=floor)


@cache
def _nth_newest() -> str:
    """When the record was born that has `n` newer ones in the window."""
    names = [f"k_{kind.name}" for kind in kinds()] + [UNKNOWN.name]
    parts = [f"SELECT born FROM {name} WHERE space = :space AND born >= :floor" for name in names]
    parts.append(f"SELECT seq FROM {OVERTAKEN.name} WHERE space = :space AND seq >= :floor")
    return f"{' UNION ALL '.join(parts)} ORDER BY 1 DESC LIMIT 1 OFFSET :n"


def evict_slice(transaction: Transaction, space: str, person: str, size: int) -> bool:
    """Let some of what is beneath the floor go; False once only what stays is there.

    Their words and their history go with them. Nobody is told that they were deleted: paging back
    brings them again.
    """
    connection = transaction.connection
    held = find_row(connection, SPACE, id=space)
    asked = {
        "space": space,
        "floor": held.floor if held else None,
        "person": person,
        "device": transaction.device,
        "most": size,
    }
    for kind, name, query in _evictable():
        rows = plain_rows(connection, query, asked)
        if rows:
            _evict(transaction, space, kind, name, rows)
            return True
    return False


@cache
def _evictable() -> list[tuple[Kind | None, str, str]]:
    return list(_queries())


def _queries() -> Iterator[tuple[Kind | None, str, str]]:
    waits = "SELECT 1 FROM pending p WHERE p.id = k.id AND p.space = k.space"
    strange = "space = :space AND seq > 0 AND coalesce(author, '') <> :person"
    others = f"{strange} AND NOT EXISTS ({waits}) AND born < :floor"
    here = "LIKE '%' || :device || '%'"
    for kind in kinds():
        name = f"k_{kind.name}"
        yield (
            kind,
            name,
            f"SELECT n, id, seq, stamp, stamps, NULL, 0 FROM {name} k "
            f"WHERE {others} AND NOT (stamp {here} OR coalesce(stamps, '') {here}) LIMIT :most",
        )
    plain = "SELECT n, id, seq, NULL, NULL"
    yield (
        None,
        UNKNOWN.name,
        f"{plain}, envelope, 1 FROM {UNKNOWN.name} k "
        f"WHERE {others} AND NOT (envelope {here}) LIMIT :most",
    )
    yield (
        None,
        OVERTAKEN.name,
        f"{plain}, stamps, 0 FROM {OVERTAKEN.name} WHERE {strange} AND seq < :floor LIMIT :most",
    )


def _evict(
    transaction: Transaction,
    space: str,
    kind: Kind | None,
    table: str,
    rows: Sequence[tuple[Any, ...]],
) -> None:
    connection = transaction.connection
    move_digest(connection, space, -sum(_part(*row[1:]) for row in rows))
    numbers, ids = dump([row[0] for row in rows]), dump([row[1] for row in rows])
    which = "IN (SELECT value FROM json_each(?))"
    connection.exec_driver_sql(f"DELETE FROM {table} WHERE n {which}", (numbers,))
    if kind is not None:
        connection.exec_driver_sql(f"DELETE FROM search WHERE rowid {which}", (numbers,))
        transaction.touch_all(kind)
    history = f"DELETE FROM {HISTORY.name} WHERE id {which} AND space = ?"
    connection.exec_driver_sql(history, (ids, space))
