"""PostgreSQL databases with all tables and nothing in them: emptied after a test for the next.

To make one takes the files of some five hundred tables and indexes, and as much again for the
first who connects; to empty one takes a few milliseconds. One whose tables are not what they were
is not used again.
"""

from __future__ import annotations

import time
import uuid
from typing import Any

import psycopg
from psycopg import sql

from tests.sync_server.postgresql import administer, named

_OURS = "(SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)"

_SHAPE = f"""
SELECT md5(string_agg(line, ',' ORDER BY line)) FROM (
  SELECT 'class ' || oid || ' ' || xmin AS line FROM pg_class WHERE oid IN {_OURS}
  UNION ALL SELECT 'column ' || attrelid || ' ' || attnum || ' ' || xmin FROM pg_attribute
    WHERE attnum > 0 AND attrelid IN {_OURS}
  UNION ALL SELECT 'constraint ' || oid || ' ' || xmin FROM pg_constraint
  UNION ALL SELECT 'trigger ' || oid || ' ' || xmin FROM pg_trigger
  UNION ALL SELECT 'function ' || oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT 'type ' || oid FROM pg_type WHERE typnamespace = 'public'::regnamespace
  UNION ALL SELECT 'schema ' || oid FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'
  UNION ALL SELECT 'extension ' || oid FROM pg_extension
) AS everything
"""
"""What a statement about a table, rather than about its rows, leaves another."""

_USED = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""

_EMPTY = """
DO $$
DECLARE emptied name;
BEGIN
  -- No trigger and no foreign key has a say in this.
  SET LOCAL session_replication_role = replica;
  FOR emptied IN {used} AND relname <> ALL ({given}) LOOP
    EXECUTE format('DELETE FROM %I', emptied);
  END LOOP;
  PERFORM setval(format('%I.%I', schemaname, sequencename), start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL;
END $$
"""

_ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

Connection = psycopg.Connection[tuple[Any, ...]]


class Databases:
    """Copies of a template on one server, lent to one test at a time."""

    def __init__(self, address: str, template: str) -> None:
        self._address = address
        self._template = template
        self._free: list[str] = []
        self._inside: dict[str, Connection] = {}
        with self._connect(template) as connection:
            self._shape = _shape(connection)
            self._given = {
                table: _content(connection, table)
                for table in _used(connection)
                if _content(connection, table) is not None
            }

    def lend(self) -> str:
        """An empty database; the answer is its name."""
        if self._free:
            return self._free.pop()
        name = f"paddock_{uuid.uuid4().hex[:12]}"
        copied = f"CREATE DATABASE {name} TEMPLATE {self._template} STRATEGY FILE_COPY"
        administer(self._address, copied)
        return name

    def take_back(self, name: str) -> None:
        """Whoever is still connected is thrown out, and what they wrote is gone."""
        if name not in self._inside:
            self._inside[name] = self._connect(name)
        if self._empty(self._inside[name]):
            self._free.append(name)
        else:
            self._inside.pop(name).close()
            administer(self._address, f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """End what is connected; the databases go with their server."""
        for connection in self._inside.values():
            connection.close()

    def _connect(self, name: str) -> Connection:
        return psycopg.connect(named(self._address, name), autocommit=True)

    def _empty(self, connection: Connection) -> bool:
        """Whether it is as the template again."""
        while connection.execute(_ALONE).fetchone() is not None:
            time.sleep(0.001)
        if _shape(connection) != self._shape:
            return False
        used, given = sql.SQL(_USED), sql.Literal(list(self._given))
        connection.execute(sql.SQL(_EMPTY).format(used=used, given=given))
        return all(_content(connection, table) == was for table, was in self._given.items())


def _shape(connection: Connection) -> object:
    row = connection.execute(_SHAPE.encode()).fetchone()
    assert row is not None
    return row[0]


def _used(connection: Connection) -> list[str]:
    """The tables that have, or had, rows."""
    return [row[0] for row in connection.execute(_USED.encode())]


def _content(connection: Connection, table: str) -> object:
    query = sql.SQL("SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM {} AS t")
    row = connection.execute(query.format(sql.Identifier(table))).fetchone()
    assert row is not None
    return row[0]
