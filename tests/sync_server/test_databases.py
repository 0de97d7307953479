"""The databases that tests are lent: each begins with nothing in it."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from tests.sync_server.databases import Databases
from tests.sync_server.postgresql import named

PERSON = """
INSERT INTO person (id, email, email_key, created) VALUES ('a', 'a', 'a', 1) RETURNING id
"""
BROWSER = "INSERT INTO browser VALUES ('h', 'a', 1, 1) RETURNING hash"
NUMBERED = """
INSERT INTO record (space, id, kind, author, born, seq, fields, stamps, part)
VALUES ('s', 'r', 'k', 'a', 1, 1, '{}', '{}', 1) RETURNING n
"""

Do = Callable[[str, str], list[tuple[object, ...]]]


@pytest.fixture
def do(postgresql: str) -> Do:
    """Runs a statement in a database."""

    def run(name: str, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(named(postgresql, name), autocommit=True) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    return run


@pytest.fixture
def lent(postgresql: str, template: str) -> Databases:
    return Databases(postgresql, template)


def test_what_one_test_wrote_the_next_does_not_find(lent: Databases, do: Do) -> None:
    name = lent.lend()
    for statement in PERSON, BROWSER, NUMBERED:
        assert do(name, statement)
    lent.take_back(name)
    assert lent.lend() == name
    for table in "person", "browser":
        assert do(name, f"SELECT * FROM {table}") == []
    assert do(name, NUMBERED) == [(1,)], "it counts from the beginning"
    lent.close()


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE person ALTER COLUMN email DROP NOT NULL",
        "CREATE INDEX more ON person (email)",
        "CREATE TABLE more (id INTEGER)",
        "UPDATE alembic_version SET version_num = 'other'",
    ],
)
def test_one_with_other_tables_is_not_lent_again(lent: Databases, do: Do, statement: str) -> None:
    name = lent.lend()
    do(name, statement)
    lent.take_back(name)
    assert do("postgres", f"SELECT * FROM pg_database WHERE datname = '{name}'") == []
    lent.close()
