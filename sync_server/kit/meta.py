"""Single values that the server keeps about itself."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Table, Text, delete, select

from sync_server.kit.database import METADATA
from sync_server.kit.rows import put

META = Table(
    "meta",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)


def said(connection: Connection, *names: str) -> dict[str, str]:
    """Name → value, of those that there are."""
    rows = connection.execute(select(META.c.name, META.c.value).where(META.c.name.in_(names)))
    return {row.name: row.value for row in rows}


def locked(connection: Connection, name: str) -> str | None:
    """A value that nobody else changes until this transaction ends."""
    query = select(META.c.value).where(META.c.name == name).with_for_update()
    value: str | None = connection.execute(query).scalar()
    return value


def say(connection: Connection, **values: str) -> None:
    """Keep values, in place of those of the same names."""
    for name, value in values.items():
        put(connection, META, {"name": name, "value": value})


def unsay(connection: Connection, *names: str) -> None:
    """Forget values."""
    connection.execute(delete(META).where(META.c.name.in_(names)))
