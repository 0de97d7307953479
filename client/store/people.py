"""Names of the people in shared spaces, so that the history can say who."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert

from client.store.schema import PEOPLE
from garage.sync.wire import Member


def name_people(connection: Connection, members: Sequence[Member]) -> None:
    """Keep what the members of a space are called."""
    if members:
        ids = [member.person for member in members]
        connection.execute(delete(PEOPLE).where(PEOPLE.c.id.in_(ids)))
        rows = [{"id": member.person, "name": member.name} for member in members]
        connection.execute(insert(PEOPLE), rows)
