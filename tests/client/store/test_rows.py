"""Rows are found, added, changed and dropped by what their columns hold, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, create_engine

from client.store import Store
from client.store.rows import add_row, change_rows, drop_rows, find_row, find_rows
from client.store.waiting import row_of
from client.store.writing import Transaction
from garage.records import kinds

# Columns that are words of SQL, and named like the functions' own parameters.
SHELF = Table(
    "shelf",
    MetaData(),
    Column("n", Integer, primary_key=True),
    Column("where", Text),
    Column("table", Text, server_default="oak"),
)


@pytest.fixture
def connection() -> Iterator[Connection]:
    with create_engine("sqlite://").connect() as made:
        SHELF.create(made)
        yield made


def kept(connection: Connection) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in find_rows(connection, SHELF)]


def test_a_row_is_changed_and_dropped_alone(connection: Connection) -> None:
    add_row(connection, SHELF, where="hall", table="ash")
    add_row(connection, SHELF, where="hall")
    add_row(connection, SHELF, where="attic", table=None)
    assert kept(connection) == [(1, "hall", "ash"), (2, "hall", "oak"), (3, "attic", None)]

    assert change_rows(connection, SHELF, {"where": "hall", "table": "oak"}, table="elm") == 1
    assert change_rows(connection, SHELF, {"where": "cellar"}, table="elm") == 0
    drop_rows(connection, SHELF, where="attic")
    assert kept(connection) == [(1, "hall", "ash"), (2, "hall", "elm")]

    # The order of the names is another statement, and the same rows.
    assert change_rows(connection, SHELF, {"table": "elm", "where": "hall"}, where="loft") == 1
    assert change_rows(connection, SHELF, {}, table="fir") == 2
    assert kept(connection) == [(1, "hall", "fir"), (2, "loft", "fir")]
    drop_rows(connection, SHELF)
    assert kept(connection) == []


def test_the_first_row_is_the_one_that_was_made_first(connection: Connection) -> None:
    assert find_row(connection, SHELF) is None
    for where in ("hall", "loft"):
        add_row(connection, SHELF, where=where)
    first = find_row(connection, SHELF, table="oak")
    assert (first.n, first.where) == (1, "hall")
    assert find_row(connection, SHELF, where="cellar") is None


def test_a_record_of_any_kind_can_be_asked_for(store: Store) -> None:
    """Statements are written out: a field of whatever name must not break them."""

    def ask(transaction: Transaction) -> None:
        for kind in kinds():
            assert row_of(transaction.connection, kind, "nowhere", "nothing") is None

    store.layered(ask)
