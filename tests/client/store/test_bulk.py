"""Many rows go in whole, by few statements, however many rows there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine

from client.store.bulk import MOST_PARAMETERS, insert_rows, update_rows

NAMES = ("n", "word")


class Telling(sqlite3.Connection):
    """A connection that tells which statements it was given."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.statements: set[str] = set()

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        self.statements.add(sql)
        return super().execute(sql, parameters)


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://", connect_args={"factory": Telling})
    with engine.connect() as made:
        made.exec_driver_sql("CREATE TABLE heap (n INTEGER PRIMARY KEY, word TEXT)")
        yield made


def kept(connection: Connection) -> list[tuple[int, str]]:
    rows = connection.exec_driver_sql("SELECT n, word FROM heap ORDER BY n")
    return [(n, word) for n, word in rows]


@pytest.mark.parametrize("many", [0, 1, 2, 7, 1_000, MOST_PARAMETERS // 2, MOST_PARAMETERS + 3])
def test_every_row_arrives_once(connection: Connection, many: int) -> None:
    insert_rows(connection, "heap", NAMES, [(n, "old") for n in range(many)])
    assert kept(connection) == [(n, "old") for n in range(many)]

    update_rows(connection, "heap", NAMES, [(n, f"new {n}") for n in range(many)])
    assert kept(connection) == [(n, f"new {n}") for n in range(many)]


def test_hundreds_of_sizes_share_a_few_statements(connection: Connection) -> None:
    raw: Any = connection.connection.driver_connection
    assert isinstance(raw, Telling)
    first = 0
    for many in range(1, 300):
        rows = [(n, "old") for n in range(first, first + many)]
        insert_rows(connection, "heap", NAMES, rows)
        update_rows(connection, "heap", NAMES, rows)
        first += many

    # Each is kept, by us and by SQLite, for as long as the program runs.
    assert 2 <= len(raw.statements) <= 2 * 10
