"""Rows by many keys at once, and rows that may be there already, alike on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, Text, bindparam, column, func, select
from sqlalchemy.dialects import postgresql, sqlite


def among(connection: Connection, where: ColumnElement[Any], values: Iterable[str]) -> Any:
    """That a column is one of many texts; one parameter, however many there are."""
    wanted = list(values)
    if len(wanted) == 1:
        # Most lists have one, and to make the other question takes longer than to answer it.
        return where == wanted[0]
    if connection.dialect.name == "sqlite":
        listed = func.json_each(msgspec.json.encode(wanted).decode()).table_valued(column("value"))
        return where.in_(select(listed.c.value))
    return where == func.any(bindparam(None, wanted, postgresql.ARRAY(Text), unique=True))


def among_given(dialect: str, where: ColumnElement[Any], name: str) -> Any:
    """The same for a statement that is made once: its parameter `name` is given by `as_given`."""
    if dialect == "sqlite":
        given = func.json_each(bindparam(name, type_=Text)).table_valued(column("value"))
        return where.in_(select(given.c.value))
    return where == func.any(bindparam(name, type_=postgresql.ARRAY(Text)))


def as_given(connection: Connection, values: Iterable[str]) -> Any:
    """Many texts as the parameter of `among_given`."""
    wanted = list(values)
    if connection.dialect.name == "sqlite":
        return msgspec.json.encode(wanted).decode()
    return wanted


def add_new(connection: Connection, table: Table[Any], values: Mapping[str, Any]) -> bool:
    """Add a row unless its key is there already (who adds it at the same time is waited for)."""
    adding = _adding(table, connection.dialect.name)
    return connection.execute(adding, dict(values)).first() is not None


def put(connection: Connection, table: Table[Any], values: Mapping[str, Any]) -> None:
    """Add a row, or set it where its key is there."""
    put_all(connection, table, [values])


def put_all(connection: Connection, table: Table[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, all of the same columns, or set them where their keys are there."""
    if not rows:
        return
    adding = _putting(table, connection.dialect.name, tuple(rows[0]))
    connection.execute(adding, [dict(row) for row in rows])


def insert_many(
    connection: Connection, table: str, names: tuple[str, ...], rows: Sequence[Sequence[Any]]
) -> None:
    """Add thousands of rows, whose cells stand in the order of `names`; nothing looks at each.

    SQLite takes half the time for them in one statement, PostgreSQL for one after the other.
    """
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(_inserting(table, names, "%s", 1), list(map(tuple, rows)))
        return
    most = _MOST_PARAMETERS // len(names)
    for start in range(0, len(rows), most):
        part = rows[start : start + most]
        statement = _inserting(table, names, "?", len(part))
        connection.exec_driver_sql(statement, tuple(chain.from_iterable(part)))


_MOST_PARAMETERS = 30_000
"""SQLite takes 32,766 in one statement since version 3.32."""


@lru_cache(maxsize=64)
def _inserting(table: str, names: tuple[str, ...], mark: str, rows: int) -> str:
    one = f"({', '.join([mark] * len(names))})"
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join([one] * rows)}"


@lru_cache(maxsize=256)
def _adding(table: Table[Any], dialect: str) -> Any:
    made = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)
    return made.on_conflict_do_nothing().returning(*table.primary_key)


@lru_cache(maxsize=256)
def _putting(table: Table[Any], dialect: str, names: tuple[str, ...]) -> Any:
    keys = [column.name for column in table.primary_key]
    adding = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)
    changed = {name: adding.excluded[name] for name in names if name not in keys}
    return adding.on_conflict_do_update(index_elements=keys, set_=changed)
