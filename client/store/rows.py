"""Rows of the store's own tables, told by what some of their columns hold.

Each statement is made once for its shape, and goes past SQLAlchemy: to put one together takes that
fifty times as long as SQLite takes to do it. Driver errors are told of by the store, as all are.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table

_KEPT_STATEMENTS = 256


def find_rows(connection: Connection, table: Table[Any], /, **where: Any) -> list[Any]:
    """The rows whose columns hold this, in the order they were made; a column is an attribute."""
    query, row = _find(table, tuple(where))
    found = _raw(connection).execute(query, tuple(where.values()))
    return [row(*cells) for cells in found]


def find_row(connection: Connection, table: Table[Any], /, **where: Any) -> Any:
    """The first of the rows that `find_rows` gives, None for none."""
    query, row = _find(table, tuple(where))
    cells = _raw(connection).execute(query, tuple(where.values())).fetchone()
    return None if cells is None else row(*cells)


def add_row(connection: Connection, table: Table[Any], /, **cells: Any) -> None:
    """Insert a row; what is not named gets its default."""
    _raw(connection).execute(_add(table, tuple(cells)), tuple(cells.values()))


def change_rows(
    connection: Connection, table: Table[Any], where: Mapping[str, Any], /, **cells: Any
) -> int:
    """Set columns of the rows whose columns hold `where`; how many there are."""
    statement = _change(table, tuple(where), tuple(cells))
    done = _raw(connection).execute(statement, (*cells.values(), *where.values()))
    return int(done.rowcount)


def drop_rows(connection: Connection, table: Table[Any], /, **where: Any) -> None:
    """Delete the rows whose columns hold this."""
    _raw(connection).execute(_drop(table, tuple(where)), tuple(where.values()))


def _raw(connection: Connection) -> Any:
    return connection.connection.driver_connection


@lru_cache(_KEPT_STATEMENTS)
def _find(table: Table[Any], where: tuple[str, ...]) -> tuple[str, Any]:
    names = table.columns.keys()
    row = namedtuple(table.name, names)  # type: ignore[misc]  # the columns are the table's
    return f"SELECT {_listed(names)} FROM {table.name}{_where(where)} ORDER BY rowid", row


@lru_cache(_KEPT_STATEMENTS)
def _add(table: Table[Any], names: tuple[str, ...]) -> str:
    return f"INSERT INTO {table.name} ({_listed(names)}) VALUES ({', '.join('?' * len(names))})"


@lru_cache(_KEPT_STATEMENTS)
def _change(table: Table[Any], where: tuple[str, ...], names: tuple[str, ...]) -> str:
    return f"UPDATE {table.name} SET {', '.join(map(_is, names))}{_where(where)}"


@lru_cache(_KEPT_STATEMENTS)
def _drop(table: Table[Any], where: tuple[str, ...]) -> str:
    return f"DELETE FROM {table.name}{_where(where)}"


def _where(names: Iterable[str]) -> str:
    told = " AND ".join(map(_is, names))
    return f" WHERE {told}" if told else ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _is(name: str) -> str:
    return f'"{name}" = ?'
