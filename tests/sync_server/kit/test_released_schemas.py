"""What a server of any released schema keeps is there after the migration to this one."""

import time
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Table, Text, func, insert, select, text

import sync_server.app  # noqa: F401 - declares every table
from sync_server.kit.database import Database
from sync_server.kit.migrations import bring_up, head, revision_of, upgrade

DAY = 86_400_000


def tables(connection: Connection) -> list[Table]:
    """The tables that there are, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def row_of(table: Table) -> dict[str, Any]:
    """A row with something in every column; all texts are one, so that each refers to another."""
    return {column.name: "x" if isinstance(column.type, Text) else 1 for column in table.columns}


@pytest.mark.parametrize("revision", range(1, head()))
def test_a_row_of_every_table_survives(empty: Database, revision: int) -> None:
    with empty.write() as connection:
        upgrade(connection, f"{revision:04}")
        for table in tables(connection):
            connection.execute(insert(table).values(row_of(table)))
        before = {table.name: row_of(table) for table in tables(connection)}
    bring_up(empty)
    with empty.read() as connection:
        assert revision_of(connection) == head()
        now = {table.name: table for table in tables(connection)}
        for name, row in before.items():
            (kept,) = connection.execute(select(now[name])).mappings().all()
            assert row.items() <= dict(kept).items(), name


def test_sessions_that_ended_long_ago_go_and_what_hangs_on_them(empty: Database) -> None:
    now = time.time_ns() // 1_000_000
    ended = {"1": now - 100 * DAY, "2": now - 10 * DAY, "3": None, "4": now - 200 * DAY,
             "5": now - 100 * DAY}  # fmt: skip
    whose = {"1": "a", "2": "a", "3": "a", "4": "b", "5": "b"}
    with empty.write() as connection:
        upgrade(connection, "0001")
        named = {table.name: table for table in tables(connection)}
        for person in "ab":
            row = row_of(named["person"]) | {"id": person, "email_key": person}
            connection.execute(insert(named["person"]).values(row))
        for id_, revoked in ended.items():
            row = row_of(named["session"]) | {"id": id_, "person": whose[id_], "revoked": revoked}
            connection.execute(insert(named["session"]).values(row))
            token = row_of(named["refresh_token"]) | {"hash": id_, "session": id_}
            connection.execute(insert(named["refresh_token"]).values(token))
    bring_up(empty)
    with empty.read() as connection:
        kept = ["2", "3", "5"]
        query = text("SELECT id FROM session ORDER BY id")
        assert list(connection.execute(query).scalars()) == kept, "and each person's last"
        query = text("SELECT session FROM refresh_token ORDER BY session")
        assert list(connection.execute(query).scalars()) == kept
        assert connection.execute(select(func.count()).select_from(named["person"])).scalar() == 2
