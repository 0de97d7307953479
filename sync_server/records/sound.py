"""Whether what is kept of records is sound: digests recomputed, nothing above its head."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from garage.sync.wire import digest_of_text, digest_text
from sync_server.records.tables import RECORD
from sync_server.spaces import service as spaces


def check_digests(connection: Connection) -> list[str]:
    """What is wrong with the spaces' running digests and heads; empty if all is well."""
    faults = []
    for space, (head, digest) in spaces.heads_and_digests(connection).items():
        rows = connection.execute(
            select(RECORD.c.id, RECORD.c.seq, RECORD.c.stamps).where(RECORD.c.space == space)
        )
        parts = (digest_of_text(row.id, row.seq, row.stamps) for row in rows)
        if digest_text(parts) != digest_text([digest]):
            faults.append(f"the digest of space {space} is not that of its records")
        last = connection.execute(
            select(func.max(RECORD.c.seq)).where(RECORD.c.space == space)
        ).scalar()
        if last is not None and last > head:
            faults.append(f"space {space} has a record above its head")
    return faults
