"""Single values that the server keeps about itself."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Column, Connection, Select, Table, Text, bindparam, delete, select

from sync_server.kit.database import METADATA
from sync_server.kit.rows import among_given, as_given, put

META = Table(
    "meta",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)


def said(connection: Connection, *names: str) -> dict[str, str]:
    """Name → value, of those that there are."""
    given = {"names": as_given(connection, names)}
    rows = connection.execute(_said(connection.dialect.name), given)
    return {row.name: row.value for row in rows}


@cache
def _said(dialect: str) -> Select[tuple[str, str]]:
    return select(META.c.name, META.c.value).where(among_given(dialect, META.c.name, "names"))


def locked(connection: Connection, name: str) -> str | None:
    """A value that nobody else changes until this transaction ends."""
    value: str | None = connection.execute(_LOCKED, {"this": name}).scalar()
    return value


_LOCKED = select(META.c.value).where(META.c.name == bindparam("this")).with_for_update()


def say(connection: Connection, **values: str) -> None:
    """Keep values, in place of those of the same names."""
    for name, value in values.items():
        put(connection, META, {"name": name, "value": value})


def unsay(connection: Connection, *names: str) -> None:
    """Forget values."""
    connection.execute(delete(META).where(META.c.name.in_(names)))
