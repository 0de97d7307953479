"""The log of operations: how much of it can be undone, and what it says of records that leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from client.store.bulk import plain_rows, plain_write, update_rows
from client.store.codec import dump
from client.store.kept import forget_settled
from client.store.schema import OPERATION

UNDO_DEPTH = 100
"""How many operations can be undone."""


def forget_old_deeds(connection: Connection) -> None:
    """Let what is beyond the depth be past: it stays in the log, and cannot be undone."""
    oldest = connection.exec_driver_sql(_OLDEST).scalar()
    if oldest is not None:
        connection.exec_driver_sql(_LET_BE_PAST, (oldest,))
        forget_settled(connection, oldest)


_OLDEST = (
    f"SELECT n FROM operation WHERE state = 'done' ORDER BY n DESC LIMIT 1 OFFSET {UNDO_DEPTH}"
)
_LET_BE_PAST = "UPDATE operation SET state = 'past' WHERE state = 'done' AND n <= ?"


# ---------------------------------------------------------------------- records that leave


def deeds_about(connection: Connection, space: str, ids: Collection[str]) -> set[int]:
    """The operations that did something to records of a space, or to kept edits of them."""
    named = dump(list(ids))
    return _numbers(plain_rows(connection, _ABOUT, {"space": space, "ids": named}))


def deeds_of_rows(connection: Connection, numbers: Collection[int]) -> set[int]:
    """The operations that these rows of history belong to."""
    return _numbers(plain_rows(connection, _OF_ROWS, (dump(list(numbers)),)))


def deeds_that_settled(connection: Connection, space: str) -> set[int]:
    """The operations that did something about kept edits of a space."""
    return _numbers(plain_rows(connection, _SETTLED, (space,)))


def forget_deeds(connection: Connection, numbers: Collection[int]) -> None:
    """Let the log say no more what operations were called, once the history of records has gone.

    Whose name a title was nobody can tell any more, so what an operation did besides is counted
    in its place. One that did nothing else cannot be undone. An import bears the name of its file,
    and keeps it.
    """
    if not numbers:
        return
    told = dump(sorted(_with_what_turned_them(connection, numbers)))
    settled = dict(plain_rows(connection, _SETTLED_BY))
    left = {n: many + settled.get(n, 0) for n, many in plain_rows(connection, _LEFT, (told,))}
    called = [(n, f"{many} records") for n, many in left.items() if many]
    update_rows(connection, OPERATION.name, ("n", "title"), called)
    plain_write(connection, _EMPTIED, (dump([n for n, many in left.items() if not many]),))


def _with_what_turned_them(connection: Connection, numbers: Collection[int]) -> set[int]:
    """With those that undid them or did them again, which are called the same."""
    turned = [set(pair) for pair in plain_rows(connection, _TURNED)]
    found = set(numbers)
    while more := {n for pair in turned if pair & found for n in pair} - found:
        found |= more
    return found


def _numbers(rows: Iterable[tuple[int]]) -> set[int]:
    return {number for (number,) in rows if number}


_THESE = "(SELECT value FROM json_each({}))"
_ABOUT = (
    f"SELECT operation FROM history WHERE id IN {_THESE.format(':ids')} AND space = :space "
    f"UNION SELECT settled_by FROM kept WHERE id IN {_THESE.format(':ids')} AND space = :space"
)
_OF_ROWS = f"SELECT DISTINCT operation FROM history WHERE n IN {_THESE.format('?')}"
_SETTLED = "SELECT settled_by FROM kept WHERE space = ?"
_TURNED = "SELECT n, follows FROM operation WHERE follows IS NOT NULL"
_SETTLED_BY = "SELECT settled_by, count(*) FROM kept WHERE settled_by IS NOT NULL GROUP BY 1"
_LEFT = (
    "SELECT o.n, count(DISTINCT h.space || '/' || h.id) "
    "FROM operation o LEFT JOIN history h ON h.operation = o.n "
    f"WHERE o.batch IS NULL AND o.n IN {_THESE.format('?')} GROUP BY o.n"
)
_EMPTIED = f"UPDATE operation SET title = '', state = 'past' WHERE n IN {_THESE.format('?')}"
