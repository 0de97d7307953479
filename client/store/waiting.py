"""The pending layer: what was written here and no server has taken yet.

A record that was never confirmed (its row has no `seq`) waits whole, as it stands: nothing is kept
beside it. What is edited after it was confirmed, or sent, waits as a patch in a row of `pending`;
the confirmed state beneath is then written down in `confirmed`, since the row shows the overlay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection

from client.store.bulk import plain_rows
from client.store.codec import codec, dump, load, read_stamps
from client.store.rows import add_row, change_rows, drop_rows, find_row, find_rows
from client.store.schema import CONFIRMED, PENDING, SENDING
from garage.records import Kind, Record, find_kind, kinds
from garage.sync import Stamp, State, canonical, expand
from garage.sync.merge import Json
from garage.sync.wire import MOST_PATCHES


def wait_to_send(
    connection: Connection,
    kind: Kind,
    record: Record,
    fields: Mapping[str, Json],
    stamp: Stamp,
    base: Mapping[str, Stamp | None],
) -> None:
    """Let edited fields wait; to be called before they change the row.

    `base` are the stamps of the values that they replace. A patch that is on its way to the
    server is left alone.
    """
    patches = patches_of(connection, record.space, record.id)
    if not patches and not _begin(connection, kind, record.space, record.id):
        return
    stamps = dict.fromkeys(fields, stamp)
    waiting = patches[-1] if patches else None
    if waiting is None or not _takes_more(waiting, base):
        put_patch(connection, kind.name, record.space, record.id, fields, canonical(stamps), base)
        return
    # The base stays what the server last had: the person's own steps between are not conflicts.
    known = load(waiting.fields)
    first = {name: replaced for name, replaced in base.items() if name not in known}
    change_rows(
        connection, PENDING, {"n": waiting.n}, fields=dump(known | dict(fields)),
        stamps=dump(canonical(expand(load(waiting.stamps), known) | stamps)),
        base=dump(first | load(waiting.base)),
    )  # fmt: skip


def _takes_more(waiting: Any, base: Mapping[str, Stamp | None]) -> bool:
    """Whether an edit may join a patch: it is not on its way, and what is replaced is its own.

    A value of it that has lost to one that came meanwhile is still to be sent, to be overtaken.
    """
    if waiting.sent is not None or waiting.recovered:
        return False
    own = expand(load(waiting.stamps), load(waiting.fields))
    return all(own.get(name, shown) == shown for name, shown in base.items())


def _begin(connection: Connection, kind: Kind, space: str, id_: str) -> bool:
    """Make the record ready for its first patch; False if it waits whole, and needs none."""
    found = row_of(connection, kind, space, id_)
    if found is None:
        return True
    if found.seq is not None:
        keep_confirmed(connection, kind, space, id_)
        return True
    return write_down_sent(connection, kind, found)


def put_patch(
    connection: Connection,
    kind_name: str,
    space: str,
    id_: str,
    fields: Mapping[str, Json],
    stamps: Mapping[str, Stamp],
    base: Mapping[str, Stamp | None],
    *,
    recovered: bool = False,
    sent: int | None = None,
    place: int | None = None,
) -> None:
    """Begin a patch."""
    add_row(
        connection, PENDING, space=space, id=id_, kind=kind_name, fields=dump(dict(fields)),
        stamps=dump(dict(stamps)), base=dump(dict(base)), recovered=int(recovered),
        sent=sent, place=place,
    )  # fmt: skip


WHOLE = ("n", "author", "born", "seq", "stamp", "stamps")
"""The columns that a `RecordRow` needs behind those of the record."""


class RecordRow:
    """A record's row as the layers look at it: its state, and what only the server gives."""

    __slots__ = ("author", "born", "id", "n", "record", "seq", "space", "state")

    def __init__(self, kind: Kind, row: Sequence[Any]) -> None:
        self.n, self.author, self.born, self.seq, stamp, others = row[-6:]
        coding = codec(kind)
        self.record = coding.record(row[:-6])
        self.space, self.id = self.record.space, self.record.id
        flat = coding.flat(self.record)
        stamps = read_stamps(flat, stamp, others)
        self.state = State({name: flat.get(name) for name in stamps}, stamps)


def row_of(connection: Connection, kind: Kind, space: str, id_: str) -> RecordRow | None:
    """The row of a record; None if there is none."""
    there = plain_rows(connection, _one(kind), {"of": id_, "within": space})
    return RecordRow(kind, there[0]) if there else None


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


def rows_of(connection: Connection, kind: Kind, space: str, ids: Sequence[str]) -> list[RecordRow]:
    """The rows of several records of one space."""
    table = codec(kind).table
    return rows_where(connection, kind, table.c.id.in_(ids) & (table.c.space == space))


def rows_where(connection: Connection, kind: Kind, where: ColumnElement[bool]) -> list[RecordRow]:
    """The rows of a kind that fulfil a condition."""
    return [RecordRow(kind, row) for row in connection.execute(_whole(kind).where(where))]


@cache
def _whole(kind: Kind) -> Any:
    coding = codec(kind)
    c = coding.table.c
    return coding.select().add_columns(*(c[name] for name in WHOLE))


@cache
def _one(kind: Kind) -> str:
    whole = codec(kind).select_sql(*WHOLE)
    return f"{whole} WHERE id = :of AND space = :within"


def keep_confirmed(connection: Connection, kind: Kind, space: str, id_: str) -> None:
    """Write down what the server has confirmed, before a patch changes the row that says it."""
    found = row_of(connection, kind, space, id_)
    assert found is not None
    put_confirmed(
        connection, kind.name, space, id_, found.state, found.author, found.born, found.seq
    )


def put_confirmed(
    connection: Connection,
    kind_name: str,
    space: str,
    id_: str,
    state: State,
    author: str | None,
    born: int | None,
    seq: int | None,
) -> None:
    """Keep a confirmed state beside its row."""
    add_row(
        connection, CONFIRMED, space=space, id=id_, kind=kind_name, author=author, born=born,
        seq=seq, fields=dump(dict(state.fields)), stamps=dump(canonical(state.stamps)),
    )  # fmt: skip


def write_down(connection: Connection, kind: Kind, found: RecordRow) -> None:
    """Make a patch of a fresh record's whole row, before its row can change under another's hand.

    If it is on its way to the server, so is the patch.
    """
    if not write_down_sent(connection, kind, found):
        state = found.state
        put_patch(
            connection, kind.name, found.space, found.id, state.fields, canonical(state.stamps), {}
        )


def write_down_sent(connection: Connection, kind: Kind, found: RecordRow) -> bool:
    """Write down a fresh record that is on its way, as it was sent; False if it is not."""
    sending = find_row(connection, SENDING, n=found.n)
    if sending is None:
        return False
    under_way = plain_rows(connection, "SELECT number FROM push ORDER BY number")
    number, place = push_of(sending.place, [number for (number,) in under_way])
    drop_rows(connection, SENDING, n=found.n)
    state = found.state
    put_patch(
        connection, kind.name, found.space, found.id, state.fields, canonical(state.stamps), {},
        sent=number, place=place,
    )  # fmt: skip
    return True


def among_sent(number: int, place: int) -> int:
    """Where a record stands among all that are on their way, at most two pushes of them."""
    return place + MOST_PATCHES * (number % 2)


def push_of(among: int, under_way: Sequence[int]) -> tuple[int, int]:
    """(number of the push, place in it) of what `among_sent` gave."""
    odd, place = divmod(among - 1, MOST_PATCHES)
    number = next((n for n in under_way if n % 2 == odd), under_way[-1])
    return number, place + 1


SHOWS = "(batch IS NULL OR batch NOT IN (SELECT n FROM batch WHERE state = 'open'))"
"""That a row is not of an import under way: of that nothing leaves the machine yet."""


def count_waiting(connection: Connection) -> int:
    """How many records have edits that no server has taken yet."""
    [(edited,)] = plain_rows(connection, _COUNT_EDITED)
    [(fresh,)] = plain_rows(connection, _count_fresh(bool(edited)))
    return int(edited) + int(fresh)


_COUNT_EDITED = "SELECT count(*) FROM (SELECT DISTINCT space, id FROM pending)"


@cache
def _count_fresh(patched: bool) -> str:
    """Counts the records that wait whole; of those that are written down, the patch counts."""
    tables = [codec(kind).table.name for kind in kinds()]
    parts = [_fresh(name, patched, SHOWS) for name in tables]
    return f"SELECT {' + '.join([*parts, _fresh('unknown_kind', patched, 'TRUE')])}"


def _fresh(table: str, patched: bool, also: str) -> str:
    written = "SELECT 1 FROM pending p WHERE p.space = k.space AND p.id = k.id"
    without = f" AND NOT EXISTS ({written})" if patched else ""
    return f"(SELECT count(*) FROM {table} k WHERE seq IS NULL AND {also}{without})"


def patches_of(connection: Connection, space: str, id_: str) -> list[Any]:
    """What waits of one record, oldest first."""
    return find_rows(connection, PENDING, id=id_, space=space)
