"""Since when a record is here: what went off before that is old news and is not told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, select

from client.store import Reader, Store
from client.store.codec import codec
from client.store.schema import BATCH
from garage.ids import made_at
from garage.records import kind_named
from garage.sync import stamp_time

TAKEN_IN = "taken_in"
"""When this garage was taken in whole, from an archive: a setting of this device."""


class BroughtIn:
    """When records came here: typed in, imported, made with the sample, or taken in whole."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        said = reader.settings().get(TAKEN_IN)
        self._whole = datetime.fromisoformat(str(said)) if said else None

    def is_old(self, kind: str, id_: str, at: datetime) -> bool:
        """Whether a moment was past already when the record came."""
        came = self.came(kind, id_)
        return came is not None and at < came

    def came(self, kind: str, id_: str) -> datetime | None:
        """When the record came here, as far as it can be told."""
        moments = [self._whole, made_at(id_)]
        row = self._row(kind, id_)
        if row is not None and row.at is not None:
            moments.append(datetime.fromtimestamp(row.at / 1000, UTC))
        elif row is not None and moments[1] is None:
            # Imported elsewhere: its id tells what it is of, its stamp when it was written.
            moments.append(stamp_time(row.stamp))
        return max((each for each in moments if each is not None), default=None)

    def _row(self, kind: str, id_: str) -> Row[Any] | None:
        table = codec(kind_named(kind)).table
        there = select(table.c.stamp, BATCH.c.at).where(table.c.id == id_)
        return self._reader.connection.execute(
            there.outerjoin_from(table, BATCH, BATCH.c.n == table.c.batch)
        ).first()


def note_taken_in(store: Store) -> None:
    """Remember that this garage was taken in whole just now."""
    now = datetime.fromtimestamp(store.now() / 1000, UTC)
    store.set_settings({TAKEN_IN: now.isoformat()})
