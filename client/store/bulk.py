"""Many rows in one statement: SQLite then works on them without asking Python at each row.

With `executemany` the interpreter's lock changes hands for every row, which starves whichever
thread prepares the next rows. One statement of some hundred rows gives it up once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

MOST_PARAMETERS = 30_000
"""SQLite takes 32,766 in one statement since version 3.32."""


_STEP = 64
"""Rows by which the lengths of statements differ, that have more."""


def plain_rows(
    connection: Connection, query: str, given: Mapping[str, Any] | Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """The rows of a query that is asked all day, or has thousands: past SQLAlchemy.

    A small one takes a quarter of the time, and plain tuples are quicker to go through.

    The driver's errors come as they are; the store tells of them like of the others.
    """
    rows: list[tuple[Any, ...]] = _raw(connection).execute(query, given).fetchall()
    return rows


def plain_write(connection: Connection, statement: str, given: Sequence[Any]) -> None:
    """A statement that changes rows, past SQLAlchemy like `plain_rows`."""
    _raw(connection).execute(statement, given)


def _raw(connection: Connection) -> Any:
    return connection.connection.driver_connection


def insert_rows(
    connection: Connection, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows whose cells stand in the order of `names`."""
    for part in _parts(rows, len(names)):
        statement = _insert(table, tuple(names), len(part))
        plain_write(connection, statement, tuple(chain.from_iterable(part)))


def update_rows(
    connection: Connection, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Set columns of rows; the first of `names` tells which row."""
    for part in _parts(rows, len(names)):
        statement = _update(table, tuple(names), len(part))
        plain_write(connection, statement, tuple(chain.from_iterable(part)))


def _parts(rows: Sequence[Sequence[Any]], wide: int) -> Iterator[Sequence[Sequence[Any]]]:
    """As many as fit into a statement; of what is left whole steps, and the rest by powers of two.

    A statement for each number of rows there ever was would be kept, by us and by SQLite, with
    room for all its parameters: a few of them weigh a megabyte.
    """
    size = MOST_PARAMETERS // wide
    start = 0
    while start < len(rows):
        left = len(rows) - start
        if left < size:
            size = left - left % _STEP if left >= _STEP else 1 << left.bit_length() - 1
        yield rows[start : start + size]
        start += size


def pick_cells(rows: Sequence[list[Any]], places: Sequence[int]) -> list[tuple[Any, ...]]:
    """Of each row the cells at `places` (two or more)."""
    return list(map(itemgetter(*places), rows))


@cache
def _insert(table: str, names: tuple[str, ...], rows: int) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    one = f"({', '.join('?' * len(names))})"
    return f"INSERT INTO {table} ({columns}) VALUES {', '.join([one] * rows)}"


@cache
def _update(table: str, names: tuple[str, ...], rows: int) -> str:
    one = f"({', '.join('?' * len(names))})"
    given = f"given({', '.join(names)}) AS (VALUES {', '.join([one] * rows)})"
    sets = ", ".join(f"{name} = given.{name}" for name in names[1:])
    key = names[0]
    return f"WITH {given} UPDATE {table} SET {sets} FROM given WHERE {table}.{key} = given.{key}"
